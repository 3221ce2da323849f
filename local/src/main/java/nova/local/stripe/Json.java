package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** Moves between parameters and objects. */
final class Json {
  private Json() {}

  /** Sets texts that were sent; an empty one erases. */
  static void texts(ObjectNode target, Parameters asked, String... names) {
    for (String name : names) {
      if (asked.has(name)) {
        target.put(name, asked.maybe(name).orElse(null));
      }
    }
  }

  /** Adds to what is there; an empty value takes its key away. */
  static void metadata(ObjectNode target, Parameters asked) {
    JsonNode sent = asked.at("metadata");
    if (!sent.isObject()) {
      return;
    }
    ObjectNode kept =
        target.get("metadata") instanceof ObjectNode known ? known : target.putObject("metadata");
    for (Map.Entry<String, JsonNode> one : sent.properties()) {
      if (one.getValue().asText().isEmpty()) {
        kept.remove(one.getKey());
      } else {
        kept.put(one.getKey(), one.getValue().asText());
      }
    }
  }

  static boolean is(JsonNode object, String field, String value) {
    return object.path(field).asText().equals(value);
  }
}
