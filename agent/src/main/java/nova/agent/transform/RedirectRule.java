package nova.agent.transform;

import java.util.ArrayList;
import java.util.List;

/** Where visitors are sent instead. */
public final class RedirectRule {
  private static final List<String> OWN_NAMES = List.of("scheme", "host", "path", "query");

  /**
   * What the request says about itself.
   *
   * @param host without port
   * @param query with its question mark, or empty
   */
  public record Asked(String scheme, String host, String path, String query) {}

  private final int status;
  private final Names location;
  private final boolean namesHost;

  /** Names of the route's template may be used in the location besides those of the request. */
  public RedirectRule(int status, String location, List<String> templateNames) {
    List<String> names = new ArrayList<>(OWN_NAMES);
    names.addAll(templateNames);
    this.status = status;
    this.location = new Names(UriText.octets(location), names);
    this.namesHost = location.startsWith("//");
  }

  public int status() {
    return status;
  }

  /** The Location for one request. */
  public String location(Asked asked, List<String> captured) {
    List<String> values = new ArrayList<>(OWN_NAMES.size() + captured.size());
    values.add(asked.scheme());
    values.add(asked.host());
    values.add(asked.path());
    values.add(asked.query());
    captured.forEach(value -> values.add(UriText.inHost(value)));
    String filled = location.filled(values);
    return UriText.safe(namesHost ? filled : onThisHost(filled));
  }

  /** Browsers take "//" and "/\\" at the start for the name of another host. */
  private static String onThisHost(String location) {
    int start = 0;
    while (start < location.length() && isSlash(location.charAt(start))) {
      start++;
    }
    return start == 0 ? location : "/" + location.substring(start);
  }

  private static boolean isSlash(char c) {
    return c == '/' || c == '\\';
  }
}
