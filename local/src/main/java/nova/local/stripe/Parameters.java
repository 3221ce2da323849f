package nova.local.stripe;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nova.local.http.Answers;

/** What a request asks for: Stripe's bracketed form, or JSON, as one tree of texts. */
final class Parameters {
  private static final int MAX_DEPTH = 8;
  private final JsonNode tree;

  private Parameters(JsonNode tree) {
    this.tree = tree;
  }

  static Parameters ofJson(JsonNode tree) {
    return new Parameters(tree);
  }

  /** "items[0][price]=x&expand[]=y" as {"items":{"0":{"price":"x"}},"expand":{"0":"y"}}. */
  static Parameters ofForm(String... forms) {
    ObjectNode tree = Answers.JSON.createObjectNode();
    for (String form : forms) {
      for (String pair : form.split("&", -1)) {
        if (!pair.isEmpty()) {
          int equals = pair.indexOf('=');
          String name = decode(equals < 0 ? pair : pair.substring(0, equals));
          put(tree, name, equals < 0 ? "" : decode(pair.substring(equals + 1)));
        }
      }
    }
    return new Parameters(tree);
  }

  private static String decode(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Refusal.invalid("", "Invalid percent-encoding");
    }
  }

  private static void put(ObjectNode tree, String name, String value) {
    String[] steps = name.replace("]", "").split("\\[", -1);
    if (steps.length > MAX_DEPTH) {
      throw Refusal.invalid(name, "Invalid parameter name: " + name);
    }
    ObjectNode at = tree;
    for (int i = 0; i < steps.length - 1; i++) {
      String step = step(at, steps[i]);
      at = at.get(step) instanceof ObjectNode inner ? inner : at.putObject(step);
    }
    at.put(step(at, steps[steps.length - 1]), value);
  }

  private static String step(ObjectNode at, String step) {
    return step.isEmpty() ? String.valueOf(at.size()) : step;
  }

  /** Refuses what is not in the list; expand is everywhere. */
  void only(String... names) {
    Set<String> known = Set.of(names);
    tree.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name) && !name.equals("expand")) {
                throw Refusal.unknownParameter(name);
              }
            });
  }

  JsonNode at(String path) {
    return tree.at("/" + path.replace('.', '/'));
  }

  boolean has(String path) {
    return !at(path).isMissingNode();
  }

  Optional<String> maybe(String path) {
    JsonNode node = at(path);
    return node.isValueNode() && !node.asText().isEmpty()
        ? Optional.of(node.asText())
        : Optional.empty();
  }

  String text(String path) {
    return maybe(path).orElseThrow(() -> Refusal.missing(bracketed(path)));
  }

  /** One of a few words. */
  String word(String path, String fallback, String... words) {
    String word = maybe(path).orElse(fallback);
    if (!Set.of(words).contains(word)) {
      throw Refusal.invalid(
          bracketed(path),
          "Invalid %s: must be one of %s".formatted(bracketed(path), String.join(", ", words)));
    }
    return word;
  }

  long number(String path) {
    return integer(path, text(path));
  }

  long number(String path, long fallback) {
    return maybe(path).map(text -> integer(path, text)).orElse(fallback);
  }

  boolean flag(String path, boolean fallback) {
    return maybe(path).map(Boolean::parseBoolean).orElse(fallback);
  }

  /** Elements of a list, in the order they were sent. */
  List<Parameters> items(String path) {
    var items = new ArrayList<Parameters>();
    for (Iterator<JsonNode> all = at(path).elements(); all.hasNext(); ) {
      items.add(new Parameters(all.next()));
    }
    return items;
  }

  List<String> texts(String path) {
    return items(path).stream().map(item -> item.tree.asText()).toList();
  }

  /** The same as it stands, for comparing two requests. */
  String canonical() {
    return tree.toString();
  }

  private static long integer(String path, String text) {
    if (!text.matches("-?[0-9]{1,18}")) {
      throw Refusal.invalid(
          "parameter_invalid_integer", bracketed(path), "Invalid integer: " + text);
    }
    return Long.parseLong(text);
  }

  private static String bracketed(String path) {
    String[] steps = path.split("\\.", -1);
    var name = new StringBuilder(steps[0]);
    for (int i = 1; i < steps.length; i++) {
      name.append('[').append(steps[i]).append(']');
    }
    return name.toString();
  }
}
