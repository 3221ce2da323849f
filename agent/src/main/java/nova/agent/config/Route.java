package nova.agent.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which requests go where; all conditions that are given must hold.
 *
 * @param hosts lower case, exact or {@code *.example.com}; none means all
 * @param methods none means all
 * @param retry absent: the pool's
 */
public record Route(
    String id,
    List<String> hosts,
    PathRule path,
    Set<String> methods,
    List<Condition> headers,
    List<Condition> cookies,
    Goal goal,
    Optional<RetryRules> retry) {

  /** What the path must look like. */
  public sealed interface PathRule {}

  /** A prefix that ends without a slash, on a segment boundary; the empty one is any path. */
  public record Prefix(String prefix) implements PathRule {}

  public record Exact(String path) implements PathRule {}

  /**
   * Segments of which some are names.
   *
   * @param segments in order, without slashes; one in braces is a name and matches any one segment
   */
  public record Template(List<String> segments) implements PathRule {}

  /** A header field or cookie by its name; no values means any. */
  public record Condition(String name, List<String> values, boolean negated) {}

  /** What happens to a request that matches. */
  public sealed interface Goal {}

  public record ToPool(String poolId, Rewrite rewrite) implements Goal {}

  /** Location may use {scheme}, {host}, {path}, {query} and names of the template. */
  public record Redirect(int status, String location) implements Goal {}

  /**
   * How the request is changed on its way.
   *
   * @param path replaces the matched part; absent: the path stays
   * @param host empty: the visitor's
   */
  public record Rewrite(
      Optional<String> path, String host, List<HeaderChange> request, List<HeaderChange> response) {
    public static final Rewrite NONE = new Rewrite(Optional.empty(), "", List.of(), List.of());
  }

  public enum Action {
    SET,
    ADD,
    REMOVE
  }

  public record HeaderChange(Action action, String name, String value) {}
}
