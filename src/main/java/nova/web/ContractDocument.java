package nova.web;

import jakarta.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import nova.platform.Component;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** The OpenAPI document, as it lies in the war, and the same as JSON. */
@Component
class ContractDocument {
  private final String yaml = read();
  private final String json = toJson(yaml);

  String yaml() {
    return yaml;
  }

  String json() {
    return json;
  }

  private static String read() {
    try (InputStream in = ContractDocument.class.getResourceAsStream("/META-INF/openapi.yaml")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String toJson(String yaml) {
    Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
    return Json.createObjectBuilder(map(tree)).build().toString();
  }

  /** JSON-P takes maps, collections and plain values; keys in YAML may be numbers. */
  private static Map<String, Object> map(Object tree) {
    var result = new java.util.LinkedHashMap<String, Object>();
    ((Map<?, ?>) tree).forEach((key, value) -> result.put(String.valueOf(key), value(value)));
    return result;
  }

  private static Object value(Object value) {
    return switch (value) {
      case Map<?, ?> map -> map(map);
      case Collection<?> items -> items.stream().map(ContractDocument::value).toList();
      default -> value; // text, number, truth: JSON-P knows them
    };
  }
}
