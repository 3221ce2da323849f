package nova.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nova.agent.config.Pool.StatusRange;
import nova.agent.config.Route.HeaderChange;

/**
 * How a server is asked whether it is well.
 *
 * @param host Host header; empty: the server's own
 * @param jitterPercent the interval is shortened by up to this much
 * @param bodyContains empty: not looked at
 * @param grpcService empty: the server as a whole
 */
public record Check(
    Kind kind,
    String method,
    String path,
    String host,
    List<HeaderChange> headers,
    Duration interval,
    Duration timeout,
    int jitterPercent,
    int rise,
    int fall,
    List<StatusRange> expected,
    String bodyContains,
    Optional<JsonAssertion> json,
    boolean initiallyDown,
    String grpcService) {

  public enum Kind {
    HTTP,
    TCP,
    TLS,
    GRPC
  }

  /** RFC 6901 pointer, and the JSON text of the value wanted there. */
  public record JsonAssertion(String pointer, String equalTo) {}
}
