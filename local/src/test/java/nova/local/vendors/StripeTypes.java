package nova.local.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Stripe's own types, from its TypeScript library of the same API version, as JSON Schema. Made
 * once per run by a script beside the tests.
 */
final class StripeTypes {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final JsonNode ALL = generate();
  private static final Map<String, JsonSchema> SCHEMAS = new HashMap<>();

  private StripeTypes() {}

  private static JsonNode generate() {
    try {
      Path file = Path.of("target", "stripe-types.json").toAbsolutePath();
      Process node =
          new ProcessBuilder("node", "src/test/node/stripe-types.mjs", file.toString())
              .inheritIO()
              .start();
      assertThat(node.waitFor(2, TimeUnit.MINUTES)).as("the script ends").isTrue();
      assertThat(node.exitValue()).as("needs `npm ci` in local/").isZero();
      return JSON.readTree(file.toFile());
    } catch (IOException e) {
      throw new IllegalStateException("node is needed", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What is wrong with an object Stripe is said to have answered. */
  static List<String> objectFaults(JsonNode object) {
    String type = object.path("object").asText();
    return type.isEmpty() || !has("objects", type)
        ? List.of("no such object: " + type)
        : faults("objects", type, object);
  }

  static boolean knowsParameters(String route) {
    return has("parameters", route);
  }

  /** What is wrong with the parameters of a call; all its values are texts. */
  static List<String> parameterFaults(String route, JsonNode asked) {
    return faults("parameters", route, lists(asked));
  }

  private static boolean has(String group, String name) {
    return group(group).has(name);
  }

  private static JsonNode group(String name) {
    JsonNode everything = resolve(ALL);
    return resolve(everything.path("properties").path(name)).path("properties");
  }

  private static JsonNode resolve(JsonNode schema) {
    return schema.has("$ref")
        ? ALL.path("definitions")
            .path(schema.path("$ref").asText().substring("#/definitions/".length()))
        : schema;
  }

  private static List<String> faults(String group, String name, JsonNode value) {
    JsonSchema schema =
        SCHEMAS.computeIfAbsent(group + " " + name, _ -> schema(group(group).path(name), group));
    return schema.validate(value).stream()
        .map(one -> name + " " + one.getMessage())
        .limit(10)
        .toList();
  }

  private static JsonSchema schema(JsonNode root, String group) {
    ObjectNode document = JSON.createObjectNode();
    document.setAll((ObjectNode) root);
    document.set("definitions", ALL.path("definitions"));
    var config =
        SchemaValidatorsConfig.builder()
            .typeLoose(group.equals("parameters"))
            .preloadJsonSchema(false)
            .build();
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(document, config);
  }

  /** {"0":…,"1":…} came from a list. */
  private static JsonNode lists(JsonNode node) {
    if (!(node instanceof ObjectNode object)) {
      return node;
    }
    if (!object.isEmpty() && object.propertyStream().allMatch(one -> digits(one.getKey()))) {
      ArrayNode list = JSON.createArrayNode();
      object.forEach(one -> list.add(lists(one)));
      return list;
    }
    ObjectNode copy = JSON.createObjectNode();
    object.properties().forEach(one -> copy.set(one.getKey(), lists(one.getValue())));
    return copy;
  }

  private static boolean digits(String text) {
    return text.matches("[0-9]+");
  }
}
