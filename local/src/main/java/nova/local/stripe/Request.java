package nova.local.stripe;

import java.util.List;

/**
 * One call of the API.
 *
 * @param ids what stood where the route has braces
 */
record Request(String method, String path, List<String> ids, Parameters asked, String key) {
  String id() {
    return ids.getFirst();
  }

  Request with(List<String> found) {
    return new Request(method, path, found, asked, key);
  }
}
