package nova.agent.pipeline;

import java.util.List;
import nova.agent.balancer.HealthKey;
import nova.agent.balancer.PoolBalance;
import nova.agent.balancer.ServerState;
import nova.agent.config.ConfigSnapshot;
import nova.agent.config.Pool;
import nova.agent.config.Route;
import nova.agent.telemetry.TrafficSeries;
import nova.agent.upstream.Endpoint;

/** A snapshot made ready to serve: every look-up that can be done once is done. */
@SuppressWarnings("ArrayRecordComponent") // read per request, written never, never leaves the room
record ServingPlan(long version, List<AdcPlan> adcs) {

  /**
   * One ADC.
   *
   * @param unrouted counts requests that no route matched
   */
  record AdcPlan(
      ConfigSnapshot.Adc adc, RoutePlan[] routes, List<PoolPlan> pools, TrafficSeries unrouted) {}

  /**
   * One route.
   *
   * @param byServer series of each server of the pool, in its order
   * @param noServer series of requests that reached no server
   */
  record RoutePlan(Route route, PoolPlan pool, TrafficSeries[] byServer, TrafficSeries noServer) {

    /** True when the path starts with the prefix and the prefix ends at a segment boundary. */
    boolean matches(String path) {
      return switch (route.path()) {
        case Route.Prefix(String prefix) ->
            path.startsWith(prefix)
                && (path.length() == prefix.length()
                    || prefix.isEmpty()
                    || path.charAt(prefix.length()) == '/');
        case Route.Exact(String exact) -> path.equals(exact);
        case Route.Template template -> false;
      };
    }
  }

  /** One pool; arrays are parallel. */
  record PoolPlan(
      Pool pool,
      ServerState[] states,
      Endpoint[] endpoints,
      HealthKey[] keys,
      PoolBalance balance) {}
}
