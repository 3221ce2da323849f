package nova.agent.pipeline;

import nova.agent.balancer.PoolBalance;
import nova.agent.balancer.Tried;
import nova.agent.balancer.Visit;
import nova.agent.config.Pool;
import nova.agent.pipeline.ServingPlan.RoutePlan;
import nova.agent.telemetry.TrafficSeries;
import nova.agent.upstream.Endpoint;

/** The servers an exchange has tried, and the one it is with now. */
final class ServerChoice implements Visit {
  // with a connect timeout of seconds, nobody waits for more than these
  private static final int MOST_ATTEMPTS = 16;

  private final RoutePlan route;
  private final Tried tried = new Tried();
  private int server = NONE;

  ServerChoice(RoutePlan route) {
    this.route = route;
  }

  Pool pool() {
    return route.pool().pool();
  }

  /** Moves on to a server not tried before; false when there is none. */
  boolean next() {
    PoolBalance balance = route.pool().balance();
    int next = tried.count() < MOST_ATTEMPTS ? balance.pick(this, tried, System.nanoTime()) : NONE;
    if (next < 0) {
      return false;
    }
    tried.add(next);
    leave();
    server = next;
    balance.server(next).inFlight().incrementAndGet();
    return true;
  }

  boolean triedAny() {
    return tried.count() > 0;
  }

  @Override
  public long hashKey() {
    return 0;
  }

  @Override
  public long addressHash() {
    return 0;
  }

  @Override
  public int stickyServer() {
    return NONE;
  }

  @Override
  public int stage() {
    return NONE;
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
      route.pool().balance().server(server).inFlight().decrementAndGet();
      server = NONE;
    }
  }
}
