package nova.web.json;

import jakarta.json.Json;
import jakarta.json.JsonConfig;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReaderFactory;
import jakarta.json.JsonValue;
import jakarta.json.stream.JsonParser;
import jakarta.json.stream.JsonParserFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import nova.web.problem.RefusedException;

/** Bytes to one JSON object, or a refusal. */
final class JsonParsing {
  private static final JsonParserFactory PARSERS = Json.createParserFactory(Map.of());
  private static final JsonReaderFactory READERS =
      Json.createReaderFactory(Map.of(JsonConfig.KEY_STRATEGY, JsonConfig.KeyStrategy.NONE));

  private JsonParsing() {}

  static JsonObject object(InputStream body, JsonLimits limits) throws IOException {
    byte[] bytes = body.readNBytes(limits.maxBytes() + 1);
    if (bytes.length > limits.maxBytes()) {
      throw new RefusedException(
          413, "too-large", "A body has at most " + limits.maxBytes() + " bytes.");
    }
    String text = decode(bytes);
    try {
      refuseDepth(text, limits.maxDepth());
      try (var reader = READERS.createReader(new StringReader(text))) {
        JsonValue value = reader.readValue();
        if (value instanceof JsonObject object) {
          return object;
        }
        throw malformed("The body must be a JSON object.");
      }
    } catch (JsonException | IllegalStateException e) {
      throw malformed("The body is not well-formed JSON, or names a property twice.");
    }
  }

  private static String decode(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw malformed("The body is not UTF-8.");
    }
  }

  /** Before the tree is built: building it recurses. */
  private static void refuseDepth(String text, int maxDepth) {
    int depth = 0;
    try (JsonParser parser = PARSERS.createParser(new StringReader(text))) {
      while (parser.hasNext()) {
        depth +=
            switch (parser.next()) {
              case START_OBJECT, START_ARRAY -> 1;
              case END_OBJECT, END_ARRAY -> -1;
              case KEY_NAME, VALUE_STRING, VALUE_NUMBER, VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> 0;
            };
        if (depth > maxDepth) {
          throw malformed("The body is nested deeper than " + maxDepth + ".");
        }
      }
    }
  }

  private static RefusedException malformed(String detail) {
    return new RefusedException(400, "malformed", detail);
  }
}
