package nova.testing;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A document in which everything is said that a customer can say. */
public final class SampleDocument {
  private static final String EVERYTHING = "/nova/nodes/everything.json";

  private SampleDocument() {}

  public static String text() {
    try (InputStream file =
        Objects.requireNonNull(SampleDocument.class.getResourceAsStream(EVERYTHING))) {
      return new String(file.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static JsonObject json() {
    return json(text());
  }

  public static JsonObject json(String text) {
    try (var reader = Json.createReader(new StringReader(text))) {
      return reader.readObject();
    }
  }
}
