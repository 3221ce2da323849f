package nova.nodes.document;

/**
 * How servers are spoken to.
 *
 * @param http2 by ALPN over TLS, by prior knowledge in plain text
 * @param proxyProtocol version of the header each connection begins with; 0: none
 */
public record ServerProtocol(boolean http2, int proxyProtocol) {}
