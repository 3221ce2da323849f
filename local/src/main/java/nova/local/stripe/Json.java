package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

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
    for (Iterator<String> names = sent.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      String value = sent.path(name).asText();
      if (value.isEmpty()) {
        kept.remove(name);
      } else {
        kept.put(name, value);
      }
    }
  }

  /** What is in a list. */
  static Stream<JsonNode> each(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false);
  }

  static boolean is(JsonNode object, String field, String value) {
    return object.path(field).asText().equals(value);
  }
}
