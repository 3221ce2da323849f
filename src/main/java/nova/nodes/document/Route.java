package nova.nodes.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which visitors go where. All conditions that are given must hold.
 *
 * @param name metrics are kept under it
 * @param hosts exact or "*.example.com"; none: any
 * @param methods none: any
 * @param pool null when it redirects
 * @param retry null: the pool's
 */
public record Route(
    String name,
    PathMatch path,
    List<String> hosts,
    List<String> methods,
    List<Condition> headers,
    List<Condition> cookies,
    @Nullable String pool,
    @Nullable Rewrite rewrite,
    @Nullable Redirect redirect,
    @Nullable RetryRules retry) {

  public Route {
    hosts = List.copyOf(hosts);
    methods = List.copyOf(methods);
    headers = List.copyOf(headers);
    cookies = List.copyOf(cookies);
  }

  /** Everything to one pool. */
  public static Route everything(String name, String pool) {
    return new Route(
        name,
        new PathMatch.Prefix("/"),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        pool,
        null,
        null,
        null);
  }

  /** How a path must look. */
  public sealed interface PathMatch {
    String text();

    /** Begins with this, on a segment boundary. */
    record Prefix(String text) implements PathMatch {}

    /** Is this. */
    record Exact(String text) implements PathMatch {}

    /** Segments, of which those in braces match any one segment: "/users/{id}/orders". */
    record Template(String text) implements PathMatch {}
  }

  /**
   * What the server sees, and the visitor of its answer.
   *
   * @param path in place of what {@link PathMatch} matched; null: the path stays
   * @param host null: the visitor's
   */
  public record Rewrite(
      @Nullable String path,
      @Nullable String host,
      List<HeaderChange> requestHeaders,
      List<HeaderChange> responseHeaders) {
    public Rewrite {
      requestHeaders = List.copyOf(requestHeaders);
      responseHeaders = List.copyOf(responseHeaders);
    }
  }

  /**
   * An answer that sends the visitor elsewhere.
   *
   * @param location may use {scheme}, {host}, {path}, {query} and the names of a path template
   */
  public record Redirect(int status, String location) {}
}
