package nova.agent.pipeline;

import nova.agent.balancer.PoolBalance;
import nova.agent.balancer.Tried;
import nova.agent.balancer.Visit;
import nova.agent.pipeline.ServingPlan.RoutePlan;

/** The servers one request has been with, and what its next server depends on. */
final class ServerChoice {
  private final RoutePlan route;
  private final Visit visit;
  private Tried tried = new Tried();

  ServerChoice(RoutePlan route, Visit visit) {
    this.route = route;
    this.visit = visit;
  }

  RoutePlan route() {
    return route;
  }

  Visit visit() {
    return visit;
  }

  /** A server not tried before, whose slot is taken; or {@link PoolBalance#NONE} or FULL. */
  int pick(long now) {
    int server = route.pool().balance().pick(visit, tried, now);
    if (server >= 0) {
      tried.add(server);
    }
    return server;
  }

  /** For the rest of an answer: any server but this one, or this one when it is alone. */
  int another(int failed, long now) {
    tried = new Tried();
    tried.add(failed);
    int server = pick(now);
    if (server == PoolBalance.NONE) {
      tried = new Tried();
      server = pick(now);
    }
    return server;
  }

  /** How many were tried. */
  int count() {
    return tried.count();
  }
}
