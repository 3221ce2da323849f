package nova.nodes.logic;

import java.util.ArrayList;
import java.util.List;
import nova.kernel.Problem;
import nova.link.v1.Adc;
import nova.link.v1.HealthCheck;
import nova.link.v1.Listener;
import nova.link.v1.NodeConfig;
import nova.link.v1.Pool;
import nova.link.v1.Route;
import nova.link.v1.Server;

/**
 * What agents of capability 1 understand. They ignore every younger field, so a config that says
 * more must not reach them: they would serve something else than what was described. A part is
 * theirs when it equals its copy of the first wire's fields alone, so a field that joins the wire
 * later needs no line here.
 */
final class FirstWire {
  static final int CAPABILITY = 1;
  private static final int MAX_SAID = 20;

  private FirstWire() {}

  /** What is not for them, in their words and at its place in the config. */
  static List<Problem> needs(NodeConfig config) {
    var needs = new ArrayList<Problem>();
    for (int i = 0; i < config.getAdcsCount(); i++) {
      adc(needs, "/adcs/" + i, config.getAdcs(i));
    }
    if (needs.isEmpty() && !config.getZone().isEmpty()) {
      say(needs, "/zone", "The node's zone");
    }
    return needs.stream().limit(MAX_SAID).toList();
  }

  private static void say(List<Problem> needs, String pointer, String what) {
    needs.add(new Problem(pointer, "agent-too-old", what + " needs a newer agent."));
  }

  private static void adc(List<Problem> needs, String at, Adc adc) {
    String of = " of ADC \"" + adc.getName() + "\"";
    for (int i = 0; i < adc.getListenersCount(); i++) {
      Listener listener = adc.getListeners(i);
      if (!listener.equals(first(listener))) {
        say(needs, at + "/listeners/" + i, "The listener on port " + listener.getPort() + of);
      }
    }
    for (int i = 0; i < adc.getRoutesCount(); i++) {
      Route route = adc.getRoutes(i);
      if (!route.equals(first(route))) {
        say(needs, at + "/routes/" + i, "Route \"" + route.getId() + "\"" + of);
      }
    }
    for (int i = 0; i < adc.getPoolsCount(); i++) {
      Pool pool = adc.getPools(i);
      if (!pool.equals(first(pool))) {
        say(needs, at + "/pools/" + i, "Pool \"" + pool.getId() + "\"" + of);
      }
    }
    if (!adc.equals(first(adc))) {
      say(needs, at, "Error pages or sticky sessions" + of);
    }
  }

  /** Parts as they are: each was looked at by itself. */
  private static Adc first(Adc adc) {
    return Adc.newBuilder()
        .setId(adc.getId())
        .setName(adc.getName())
        .addAllListeners(adc.getListenersList())
        .addAllRoutes(adc.getRoutesList())
        .addAllPools(adc.getPoolsList())
        .setClientLimits(adc.getClientLimits())
        .build();
  }

  private static Listener first(Listener listener) {
    var first = Listener.newBuilder().setAddress(listener.getAddress()).setPort(listener.getPort());
    return listener.getProtocol() == Listener.Protocol.HTTP
        ? first.setProtocol(Listener.Protocol.HTTP).build()
        : first.build();
  }

  private static Route first(Route route) {
    return Route.newBuilder()
        .setId(route.getId())
        .setPathPrefix(route.getPathPrefix())
        .setPoolId(route.getPoolId())
        .build();
  }

  private static Pool first(Pool pool) {
    var first =
        Pool.newBuilder()
            .setId(pool.getId())
            .setName(pool.getName())
            .setTimeouts(pool.getTimeouts())
            .setMaxIdleConnections(pool.getMaxIdleConnections());
    if (pool.getAlgorithm() == Pool.Algorithm.ROUND_ROBIN) {
      first.setAlgorithm(Pool.Algorithm.ROUND_ROBIN);
    }
    pool.getServersList().forEach(server -> first.addServers(first(server)));
    if (pool.hasHealthCheck()) {
      first.setHealthCheck(first(pool.getHealthCheck()));
    }
    return first.build();
  }

  private static Server first(Server server) {
    return Server.newBuilder()
        .setId(server.getId())
        .setHost(server.getHost())
        .setPort(server.getPort())
        .build();
  }

  private static HealthCheck first(HealthCheck check) {
    return HealthCheck.newBuilder()
        .setPath(check.getPath())
        .setHost(check.getHost())
        .setIntervalMillis(check.getIntervalMillis())
        .setTimeoutMillis(check.getTimeoutMillis())
        .setRise(check.getRise())
        .setFall(check.getFall())
        .setStatusFrom(check.getStatusFrom())
        .setStatusTo(check.getStatusTo())
        .build();
  }
}
