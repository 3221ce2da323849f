package nova.nodes.document;

import java.util.List;
import java.util.Set;
import nova.nodes.document.Listener.Protocol;
import nova.nodes.document.Listener.TcpRoute;
import nova.nodes.document.Listener.Tls;

/** What listeners may say. */
final class ListenerRules {
  private ListenerRules() {}

  /**
   * Checks all listeners.
   *
   * @param pools names of the ADC's pools
   * @param routeNames already taken; grows by those of TCP routes
   */
  static void check(
      Place place, List<Listener> listeners, Set<String> pools, Set<String> routeNames) {
    for (int i = 0; i < listeners.size(); i++) {
      Listener listener = listeners.get(i);
      Place at = place.at(i);
      if (Hosts.literal(listener.address()) == null) {
        at.at("address").wrong("not-an-address", "Write an IP address, such as 0.0.0.0 or ::1.");
      } else {
        alone(at.at("port"), listener, listeners.subList(0, i));
      }
      protocol(at, listener, pools, routeNames);
    }
  }

  private static void alone(Place place, Listener listener, List<Listener> before) {
    for (int i = 0; i < before.size(); i++) {
      if (Hosts.overlap(listener, before.get(i))) {
        place.wrong(
            "duplicate-listener", "Listener " + (i + 1) + " already has this address and port.");
        return;
      }
    }
  }

  private static void protocol(
      Place place, Listener listener, Set<String> pools, Set<String> routeNames) {
    boolean tcp = listener.protocol() == Protocol.TCP;
    Tls tls = listener.tls();
    if (listener.protocol() == Protocol.HTTPS) {
      place
          .at("tls")
          .required(tls, "An https listener needs a certificate: name its files on the node.");
    } else {
      place.at("tls").notHere(tls != null, "Only an https listener has certificates.");
    }
    if (tls != null) {
      certificates(place.at("tls").at("certificates"), tls.certificates());
    }
    place.at("http2").notHere(tcp && !listener.http2(), "A tcp listener speaks no HTTP.");
    Place routes = place.at("tcpRoutes");
    if (tcp) {
      routes.expect(
          !listener.tcpRoutes().isEmpty(),
          "required",
          "A tcp listener needs a route; one without server names takes every connection.");
    } else {
      routes.notHere(!listener.tcpRoutes().isEmpty(), "Only a tcp listener has these routes.");
    }
    for (int i = 0; i < listener.tcpRoutes().size(); i++) {
      tcpRoute(routes.at(i), listener.tcpRoutes().get(i), pools, routeNames);
    }
  }

  private static void certificates(Place place, List<CertificateFiles> certificates) {
    for (int i = 0; i < certificates.size(); i++) {
      files(place.at(i), certificates.get(i));
    }
  }

  static void files(Place place, CertificateFiles files) {
    String message = "Write the whole path on the node, beginning with /.";
    place.at("certificatePath").expect(Syntax.file(files.certificatePath()), "not-a-file", message);
    place.at("keyPath").expect(Syntax.file(files.keyPath()), "not-a-file", message);
  }

  private static void tcpRoute(
      Place place, TcpRoute route, Set<String> pools, Set<String> routeNames) {
    place.at("name").unique(routeNames, route.name(), "Another route has this name.");
    RouteRules.hosts(place.at("serverNames"), route.serverNames());
    RouteRules.pool(place.at("pool"), route.pool(), pools);
  }
}
