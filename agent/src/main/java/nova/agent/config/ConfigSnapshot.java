package nova.agent.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A checked config; every reference in it resolves.
 *
 * @param zone where this node stands; empty for nowhere in particular
 */
public record ConfigSnapshot(long version, String zone, List<Adc> adcs) {

  /**
   * One ADC.
   *
   * @param cookieKey signs the cookies of sticky sessions; empty when there is none
   */
  public record Adc(
      String id,
      String name,
      List<Listener> listeners,
      List<Route> routes,
      List<Pool> pools,
      VisitorLimits limits,
      List<ErrorPage> errorPages,
      CookieKey cookieKey) {}

  /** Where visitors come in: an IP literal and a port (0 = any free one, for tests). */
  public record Port(String address, int port) {}

  public enum Protocol {
    HTTP,
    HTTPS,
    TCP
  }

  /**
   * A port and what is spoken there.
   *
   * @param tls present for HTTPS
   * @param http2 whether HTTP/2 is offered: by prior knowledge, or by ALPN
   * @param proxyProtocol whether each connection must begin with a PROXY protocol header
   * @param tcpRoutes for TCP: the first that matches
   */
  public record Listener(
      Port at,
      Protocol protocol,
      Optional<ListenerTls> tls,
      boolean http2,
      boolean proxyProtocol,
      List<TcpRoute> tcpRoutes) {}

  /** The first certificate is for visitors that name no server, or none of these. */
  public record ListenerTls(List<CertificateFiles> certificates, boolean onlyTls13) {}

  /** Paths of PEM files on this node. */
  public record CertificateFiles(String certificate, String key) {}

  /**
   * Which connections go to which pool.
   *
   * @param serverNames lower case, exact or {@code *.example.com}; none matches everything
   */
  public record TcpRoute(String id, List<String> serverNames, String poolId) {}

  public record VisitorLimits(
      int maxHeaderBytes,
      int maxHeaders,
      long maxBodyBytes,
      Duration headerTimeout,
      Duration idleTimeout,
      Duration bodyIdleTimeout,
      int maxConnections) {}

  /** What visitors see when the agent answers by itself; templates, empty for the built-in ones. */
  public record ErrorPage(
      int statusFrom, int statusTo, String html, String json, int retryAfterSeconds) {}
}
