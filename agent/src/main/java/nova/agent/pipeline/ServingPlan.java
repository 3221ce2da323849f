package nova.agent.pipeline;

import java.util.List;
import nova.agent.balancer.HealthKey;
import nova.agent.balancer.ServerState;
import nova.agent.balancer.Turn;
import nova.agent.config.ConfigSnapshot;
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
  record RoutePlan(
      ConfigSnapshot.Route route,
      PoolPlan pool,
      TrafficSeries[] byServer,
      TrafficSeries noServer) {}

  /** One pool; arrays are parallel. */
  record PoolPlan(
      ConfigSnapshot.Pool pool,
      ServerState[] states,
      Endpoint[] endpoints,
      HealthKey[] keys,
      Turn turn) {}
}
