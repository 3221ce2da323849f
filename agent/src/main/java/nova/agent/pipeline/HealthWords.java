package nova.agent.pipeline;

import java.util.ArrayList;
import java.util.List;
import nova.agent.balancer.ServerState;
import nova.agent.balancer.ServerState.Health;
import nova.agent.balancer.ServerState.Verdict;
import nova.agent.config.Pool;
import nova.agent.upstream.names.Names;
import nova.link.v1.ServerHealth;
import org.jspecify.annotations.Nullable;

/** What the control plane is told about a server: of several addresses the best counts. */
final class HealthWords {
  private HealthWords() {}

  static List<ServerHealth> of(ServingPlan plan, Names names) {
    List<ServerHealth> all = new ArrayList<>();
    for (ServingPlan.AdcPlan adc : plan.adcs()) {
      for (ServingPlan.PoolPlan pool : adc.pools()) {
        for (Pool.Server server : pool.pool().servers()) {
          ServerHealth.Builder health = of(pool, server, names.sinceMillis(server.host()));
          all.add(health.setAdcId(adc.adc().id()).setPoolId(pool.pool().id()).build());
        }
      }
    }
    return all;
  }

  /**
   * All but the ids of ADC and pool.
   *
   * @param namedSince since when a name has been asked for that nobody knows
   */
  private static ServerHealth.Builder of(
      ServingPlan.PoolPlan pool, Pool.Server server, long namedSince) {
    Verdict best = null;
    int inFlight = 0;
    for (int i = 0; i < pool.states().length; i++) {
      if (pool.servers()[i].id().equals(server.id())) {
        ServerState state = pool.states()[i];
        inFlight += Math.max(0, state.inFlight());
        best = better(best, state.verdict());
      }
    }
    Verdict said =
        best != null ? best : new Verdict(Health.UNHEALTHY, namedSince, "name not resolved", false);
    boolean asked = !server.maintenance();
    return ServerHealth.newBuilder()
        .setServerId(server.id())
        .setState(asked ? state(said.health()) : ServerHealth.State.UNKNOWN)
        .setSinceMillis(said.sinceMillis())
        .setCause(asked ? said.cause() : "")
        .setPassive(asked && said.passive())
        .setInFlight(inFlight);
  }

  private static Verdict better(@Nullable Verdict one, Verdict other) {
    return one == null || rank(other) > rank(one) ? other : one;
  }

  private static int rank(Verdict verdict) {
    return switch (verdict.health()) {
      case UNHEALTHY -> 0;
      case UNKNOWN -> 1;
      case HEALTHY -> 2;
    };
  }

  private static ServerHealth.State state(Health health) {
    return switch (health) {
      case UNKNOWN -> ServerHealth.State.UNKNOWN;
      case HEALTHY -> ServerHealth.State.HEALTHY;
      case UNHEALTHY -> ServerHealth.State.UNHEALTHY;
    };
  }
}
