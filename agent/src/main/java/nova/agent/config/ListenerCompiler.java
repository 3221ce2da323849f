package nova.agent.config;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import nova.agent.config.ConfigSnapshot.CertificateFiles;
import nova.agent.config.ConfigSnapshot.ListenerTls;
import nova.agent.config.ConfigSnapshot.Port;
import nova.agent.config.ConfigSnapshot.Protocol;
import nova.agent.config.ConfigSnapshot.TcpRoute;
import nova.link.v1.Listener;

/** Reads listeners; one for a whole config, since ports are shared by all ADCs. */
final class ListenerCompiler {
  private final Problems problems;
  private final Map<Integer, Set<String>> addressesByPort = new HashMap<>();

  ListenerCompiler(Problems problems) {
    this.problems = problems;
  }

  /**
   * Reads one listener.
   *
   * @param routeIds ids of the ADC's routes; those of TCP routes are added
   */
  ConfigSnapshot.Listener listener(
      String at, Listener listener, Set<String> routeIds, Set<String> poolIds) {
    if (Texts.literal(listener.getAddress()).isEmpty()) {
      problems.add(
          at + "/address",
          "bad-address",
          "Must be an IP address, e.g. 0.0.0.0 for every interface.");
    }
    // 0 stands for any free port: tests use it, the control plane never sends it
    int port = problems.between(at + "/port", listener.getPort(), 0, 65535);
    clash(at, listener.getAddress(), port);
    Protocol protocol = protocol(at, listener);
    return new ConfigSnapshot.Listener(
        new Port(listener.getAddress(), port),
        protocol,
        tls(at + "/tls", listener, protocol),
        !listener.getHttp2Off(),
        listener.getProxyProtocol(),
        tcpRoutes(at + "/tcp_routes", listener, protocol, routeIds, poolIds));
  }

  private void clash(String at, String address, int port) {
    if (port == 0) {
      return;
    }
    Set<String> others = addressesByPort.computeIfAbsent(port, p -> new HashSet<>());
    if (!others.add(address)) {
      problems.add(
          at + "/port", "duplicate-listener", "Another listener has this address and port.");
    } else if (others.size() > 1 && others.stream().anyMatch(ListenerCompiler::wildcard)) {
      problems.add(
          at + "/port",
          "duplicate-listener",
          "Another listener has this port on every interface, or this one wants it there.");
    }
  }

  private static boolean wildcard(String address) {
    return Texts.literal(address).filter(a -> a.isAnyLocalAddress()).isPresent();
  }

  private Protocol protocol(String at, Listener listener) {
    return switch (listener.getProtocol()) {
      case HTTP -> Protocol.HTTP;
      case HTTPS -> Protocol.HTTPS;
      case TCP -> Protocol.TCP;
      case PROTOCOL_UNSPECIFIED, UNRECOGNIZED -> {
        problems.unknownEnum(at + "/protocol");
        yield Protocol.HTTP;
      }
    };
  }

  private Optional<ListenerTls> tls(String at, Listener listener, Protocol protocol) {
    if (protocol != Protocol.HTTPS) {
      if (listener.hasTls()) {
        problems.add(at, "not-here", "Only a listener with protocol HTTPS has certificates.");
      }
      return Optional.empty();
    }
    List<CertificateFiles> files = new ArrayList<>();
    for (int i = 0; i < listener.getTls().getCertificatesCount(); i++) {
      files.add(files(at + "/certificates/" + i, listener.getTls().getCertificates(i), problems));
    }
    if (files.isEmpty()) {
      problems.add(at + "/certificates", "missing", "HTTPS needs a certificate.");
    }
    return Optional.of(new ListenerTls(List.copyOf(files), listener.getTls().getOnlyTls13()));
  }

  static CertificateFiles files(String at, nova.link.v1.CertificateFiles files, Problems problems) {
    absolute(at + "/certificate_path", files.getCertificatePath(), problems);
    absolute(at + "/key_path", files.getKeyPath(), problems);
    return new CertificateFiles(files.getCertificatePath(), files.getKeyPath());
  }

  private static void absolute(String at, String path, Problems problems) {
    if (!path.startsWith("/") || path.indexOf('\0') >= 0 || path.length() > 4096) {
      problems.add(at, "bad-path", "Must be the absolute path of a file on the node.");
    }
  }

  private List<TcpRoute> tcpRoutes(
      String at, Listener listener, Protocol protocol, Set<String> routeIds, Set<String> poolIds) {
    if (protocol != Protocol.TCP) {
      if (listener.getTcpRoutesCount() > 0) {
        problems.add(at, "not-here", "Only a listener with protocol TCP has routes of its own.");
      }
      return List.of();
    }
    List<TcpRoute> routes = new ArrayList<>();
    for (int i = 0; i < listener.getTcpRoutesCount(); i++) {
      routes.add(tcpRoute(at + "/" + i, listener.getTcpRoutes(i), routeIds, poolIds));
    }
    if (routes.isEmpty()) {
      problems.add(at, "missing", "TCP needs a route.");
    }
    return List.copyOf(routes);
  }

  private TcpRoute tcpRoute(
      String at, nova.link.v1.TcpRoute route, Set<String> routeIds, Set<String> poolIds) {
    problems.unique(at + "/id", route.getId(), routeIds);
    problems.known(
        at + "/pool_id",
        route.getPoolId(),
        poolIds,
        "unknown-pool",
        "No pool of this ADC has this id.");
    List<String> names = new ArrayList<>();
    for (int i = 0; i < route.getServerNamesCount(); i++) {
      String name = route.getServerNames(i);
      if (!Texts.hostPattern(name)) {
        problems.add(
            at + "/server_names/" + i, "bad-host", "Must be a DNS name or *. and a DNS name.");
      }
      names.add(name.toLowerCase(Locale.ROOT));
    }
    return new TcpRoute(route.getId(), List.copyOf(names), route.getPoolId());
  }
}
