package nova.agent.upstream;

import nova.agent.upstream.tls.ServerTls;
import org.jspecify.annotations.Nullable;

/**
 * How a server is spoken to.
 *
 * @param http2 HTTP/2 where TLS is used and the server agrees to it; in plain text without asking
 * @param proxyProtocol version of the PROXY protocol header that begins each connection; 0: none
 * @param tls null for plain text
 */
public record Transport(boolean http2, int proxyProtocol, @Nullable ServerTls tls) {
  public static final Transport PLAIN = new Transport(false, 0, null);
}
