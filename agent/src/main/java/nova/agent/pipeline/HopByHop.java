package nova.agent.pipeline;

import io.undertow.util.HttpString;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Fields that belong to one connection, or that this node sets, and that are not passed on. */
final class HopByHop {
  static final Set<HttpString> OF_REQUEST =
      Stream.of(
              "Connection",
              "Expect",
              "Forwarded",
              "Host",
              "HTTP2-Settings",
              "Keep-Alive",
              "Proxy-Authenticate",
              "Proxy-Authorization",
              "Proxy-Connection",
              "TE",
              "Trailer",
              "Transfer-Encoding",
              "Upgrade",
              "Via",
              "X-Forwarded-For",
              "X-Forwarded-Host",
              "X-Forwarded-Port",
              "X-Forwarded-Proto")
          .map(HttpString::new)
          .collect(Collectors.toUnmodifiableSet());

  private HopByHop() {}
}
