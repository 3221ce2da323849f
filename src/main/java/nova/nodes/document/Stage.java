package nova.nodes.document;

import java.util.List;

/**
 * A group of servers and who is sent there. The servers in no stage share the rest.
 *
 * @param servers their names
 * @param sharePerMyriad hundredths of a percent of the requests no condition decided
 * @param headers requests that meet any of these, or of {@code cookies}, go here whatever the share
 */
public record Stage(
    String name,
    List<String> servers,
    int sharePerMyriad,
    List<Condition> headers,
    List<Condition> cookies) {
  /** All of the traffic. */
  public static final int WHOLE = 10_000;

  public Stage {
    servers = List.copyOf(servers);
    headers = List.copyOf(headers);
    cookies = List.copyOf(cookies);
  }
}
