package nova.agent.upstream.probe;

import java.util.List;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/** What a server is asked. */
public sealed interface Question {

  /** A connection opens. */
  record Tcp() implements Question {}

  /** A handshake succeeds. */
  record Tls() implements Question {}

  /**
   * An answer as wanted.
   *
   * @param host Host header
   * @param bodyContains empty: not looked at
   */
  record Http(
      String method,
      String path,
      String host,
      List<Field> fields,
      IntPredicate expected,
      String bodyContains,
      @Nullable JsonWanted json)
      implements Question {}

  /**
   * grpc.health.v1.Health/Check answers SERVING.
   *
   * @param service empty: the server as a whole
   */
  record Grpc(String authority, String service) implements Question {}

  /** A header field. */
  record Field(String name, String value) {}
}
