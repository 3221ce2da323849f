package nova.nodes.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a node asks a server whether it is well.
 *
 * @param host Host header; empty: the server's own
 * @param statusFrom ignored, like {@code statusTo}, when there are {@code expectedStatuses}
 * @param bodyContains empty: not looked at
 * @param initiallyDown unhealthy until the first check succeeded
 * @param grpcService empty: the server as a whole
 */
public record HealthCheck(
    Kind kind,
    String path,
    String host,
    int intervalMillis,
    int timeoutMillis,
    int rise,
    int fall,
    int statusFrom,
    int statusTo,
    List<StatusRange> expectedStatuses,
    Method method,
    List<Header> headers,
    String bodyContains,
    @Nullable JsonAssertion json,
    @Nullable Integer jitterPercent,
    boolean initiallyDown,
    String grpcService) {

  public HealthCheck {
    expectedStatuses = List.copyOf(expectedStatuses);
    headers = List.copyOf(headers);
  }

  public enum Kind {
    HTTP,
    TCP,
    TLS,
    GRPC
  }

  /** As HTTP spells them. */
  public enum Method {
    GET,
    HEAD,
    OPTIONS,
    POST
  }

  /** Sent with the request. */
  public record Header(String name, String value) {}

  /**
   * What must stand in a JSON body.
   *
   * @param pointer RFC 6901
   * @param equalTo JSON text: {@code "ok"} with its quotes, or {@code true}
   */
  public record JsonAssertion(String pointer, String equalTo) {}
}
