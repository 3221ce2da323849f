package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import nova.local.http.Answers;

/**
 * Every object of Stripe's with all the fields the API version has, empty. What is made starts as a
 * copy, so that no answer leaves a field out.
 */
final class Blanks {
  private static final JsonNode ALL = read();

  private Blanks() {}

  static ObjectNode of(String type) {
    return (ObjectNode) ALL.required(type).deepCopy();
  }

  private static JsonNode read() {
    try (InputStream in = Blanks.class.getResourceAsStream("blanks.json")) {
      return Answers.JSON.readTree(Objects.requireNonNull(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
