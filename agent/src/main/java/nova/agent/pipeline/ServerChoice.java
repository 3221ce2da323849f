package nova.agent.pipeline;

import nova.agent.config.ConfigSnapshot;
import nova.agent.pipeline.ServingPlan.RoutePlan;
import nova.agent.telemetry.TrafficSeries;
import nova.agent.upstream.Endpoint;

/** The servers an exchange has tried, and the one it is with now. */
final class ServerChoice {
  // with a connect timeout of seconds, nobody waits for more than these
  private static final int MOST_ATTEMPTS = 16;
  private static final int NONE = -1;

  private final RoutePlan route;
  private long tried;
  private int attempts;
  private int server = NONE;

  ServerChoice(RoutePlan route) {
    this.route = route;
  }

  ConfigSnapshot.Pool pool() {
    return route.pool().pool();
  }

  /** Moves on to a server not tried before; false when there is none. */
  boolean next() {
    int next =
        attempts < MOST_ATTEMPTS ? route.pool().turn().pick(route.pool().states(), tried) : NONE;
    if (next < 0) {
      return false;
    }
    attempts++;
    tried |= next < Long.SIZE ? 1L << next : 0;
    leave();
    server = next;
    route.pool().states()[next].inFlight().incrementAndGet();
    return true;
  }

  boolean triedAny() {
    return attempts > 0;
  }

  Endpoint endpoint() {
    return route.pool().endpoints()[server];
  }

  TrafficSeries series() {
    return route.byServer()[server];
  }

  /** The exchange is with no server any more. */
  void leave() {
    if (server >= 0) {
      route.pool().states()[server].inFlight().decrementAndGet();
      server = NONE;
    }
  }
}
