package nova.agent.routing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request made up for a test. */
record Asking(
    String method, String host, String path, List<Map.Entry<String, String>> fields, String peer)
    implements RequestView {

  static Asking get(String host, String path) {
    return new Asking("GET", host, path, List.of(), "192.0.2.1");
  }

  static Asking get(String path) {
    return get("example.com", path);
  }

  Asking by(String otherMethod) {
    return new Asking(otherMethod, host, path, fields, peer);
  }

  Asking from(String address) {
    return new Asking(method, host, path, fields, address);
  }

  Asking with(String name, String value) {
    List<Map.Entry<String, String>> more = new ArrayList<>(fields);
    more.add(Map.entry(name, value));
    return new Asking(method, host, path, more, peer);
  }

  @Override
  public @Nullable String header(String name, int number) {
    int left = number;
    for (Map.Entry<String, String> field : fields) {
      if (field.getKey().equalsIgnoreCase(name) && left-- == 0) {
        return field.getValue();
      }
    }
    return null;
  }
}
