package nova.web.json;

import jakarta.json.Json;
import jakarta.json.JsonException;
import java.io.StringReader;

/** JSON that travels as text within JSON. */
public final class JsonTexts {
  private JsonTexts() {}

  /** Whether this is one JSON value, of whatever kind. */
  public static boolean wellFormed(String text) {
    try (var parser = Json.createParser(new StringReader(text))) {
      while (parser.hasNext()) {
        parser.next();
      }
      return !text.isBlank();
    } catch (JsonException notOne) {
      return false;
    }
  }
}
