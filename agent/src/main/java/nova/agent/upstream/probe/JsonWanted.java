package nova.agent.upstream.probe;

import jakarta.json.JsonArray;
import jakarta.json.JsonException;
import jakarta.json.JsonNumber;
import jakarta.json.JsonObject;
import jakarta.json.JsonPointer;
import jakarta.json.JsonStructure;
import jakarta.json.JsonValue;
import jakarta.json.spi.JsonProvider;
import java.io.ByteArrayInputStream;
import java.io.StringReader;
import org.jspecify.annotations.Nullable;

/** A value that must stand at a place of a JSON text (RFC 6901). */
public final class JsonWanted {
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final int MOST_SHOWN = 60;

  private final String place;
  private final JsonPointer pointer;
  private final JsonValue wanted;

  /** Refuses what is no pointer or no JSON with an {@link IllegalArgumentException}. */
  public JsonWanted(String pointer, String equalTo) {
    try (var reader = JSON.createReader(new StringReader(equalTo))) {
      this.place = pointer;
      this.pointer = JSON.createPointer(pointer);
      this.wanted = reader.readValue();
    } catch (JsonException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** What is wrong with a body; empty when nothing is. */
  String problem(byte[] body) {
    try (var reader = JSON.createReader(new ByteArrayInputStream(body))) {
      JsonValue value = at(reader.readValue());
      return same(value, wanted)
          ? ""
          : "JSON at \"" + place + "\" is " + shortened(value) + ", not " + shortened(wanted);
    } catch (NoValue none) {
      return "JSON has nothing at \"" + place + "\"";
    } catch (JsonException bad) {
      return "body is not JSON";
    }
  }

  private static final class NoValue extends Exception {
    private static final long serialVersionUID = 1L;
  }

  private JsonValue at(JsonValue root) throws NoValue {
    if (place.isEmpty()) {
      return root;
    }
    if (root instanceof JsonStructure structure) {
      try {
        return pointer.getValue(structure);
      } catch (JsonException nothing) {
        throw new NoValue();
      }
    }
    throw new NoValue();
  }

  private static boolean same(JsonValue one, @Nullable JsonValue other) {
    return switch (one) {
      case JsonNumber number ->
          other instanceof JsonNumber wanted
              && number.bigDecimalValue().compareTo(wanted.bigDecimalValue()) == 0;
      case JsonArray array ->
          other instanceof JsonArray wanted && array.size() == wanted.size() && all(array, wanted);
      case JsonObject object ->
          other instanceof JsonObject wanted
              && object.size() == wanted.size()
              && object.entrySet().stream()
                  .allMatch(field -> same(field.getValue(), wanted.get(field.getKey())));
      default -> one.equals(other);
    };
  }

  private static boolean all(JsonArray one, JsonArray other) {
    for (int i = 0; i < one.size(); i++) {
      if (!same(one.get(i), other.get(i))) {
        return false;
      }
    }
    return true;
  }

  private static String shortened(JsonValue value) {
    String text = value.toString();
    return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
  }
}
