package nova.agent.upstream.probe;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * How a server is reached and spoken to.
 *
 * @param host its name, for certificates
 * @param proxyProtocol version of the PROXY header that begins each connection; 0: none
 * @param tls null for plain text
 * @param http2 HTTP/2 where TLS is used and the server agrees to it; in plain text without asking
 */
public record Route(
    InetSocketAddress address,
    String host,
    int proxyProtocol,
    @Nullable Engines tls,
    boolean http2) {}
