package nova.nodes.document;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where visitors come in.
 *
 * @param tls for HTTPS, and needed there
 * @param http2 off: HTTP/1.1 alone is offered
 * @param proxyProtocol every connection must begin with a PROXY protocol header
 * @param tcpRoutes for TCP, tried in order
 */
public record Listener(
    String address,
    int port,
    Protocol protocol,
    @Nullable Tls tls,
    boolean http2,
    boolean proxyProtocol,
    List<TcpRoute> tcpRoutes) {

  public Listener {
    tcpRoutes = List.copyOf(tcpRoutes);
  }

  public enum Protocol {
    HTTP,
    HTTPS,
    TCP
  }

  /**
   * How TLS is spoken to visitors.
   *
   * @param certificates the first is for visitors that name no server, or none of these
   */
  public record Tls(List<CertificateFiles> certificates, boolean onlyTls13) {
    public Tls {
      certificates = List.copyOf(certificates);
    }
  }

  /**
   * Which connections go to which pool.
   *
   * @param name unique among all routes of the ADC; metrics are kept under it
   * @param serverNames of TLS (SNI); none: every connection, also what is not TLS
   */
  public record TcpRoute(String name, List<String> serverNames, String pool) {
    public TcpRoute {
      serverNames = List.copyOf(serverNames);
    }
  }
}
