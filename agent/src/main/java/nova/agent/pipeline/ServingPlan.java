package nova.agent.pipeline;

import io.undertow.util.HeaderMap;
import java.util.List;
import java.util.Map;
import nova.agent.balancer.PoolBalance;
import nova.agent.balancer.ServerState;
import nova.agent.balancer.Visit;
import nova.agent.config.ConfigSnapshot;
import nova.agent.config.Pool;
import nova.agent.config.RetryRules;
import nova.agent.config.Route;
import nova.agent.routing.RouteTable;
import nova.agent.telemetry.TrafficSeries;
import nova.agent.transform.ErrorPages;
import nova.agent.transform.RedirectRule;
import nova.agent.upstream.Endpoint;

/** A snapshot made ready to serve: every look-up that can be done once is done. */
@SuppressWarnings("ArrayRecordComponent") // read per request, written never, never leaves the room
record ServingPlan(long version, List<AdcPlan> adcs) {

  /**
   * One ADC.
   *
   * @param table finds the number of a request's way
   * @param ways by number, in the order of the config
   * @param passages what becomes of connections that are passed through, by the route's id
   * @param unrouted counts requests that no route matched
   */
  record AdcPlan(
      ConfigSnapshot.Adc adc,
      RouteTable table,
      Way[] ways,
      List<PoolPlan> pools,
      Map<String, PassagePlan> passages,
      ErrorPages errorPages,
      TrafficSeries unrouted) {}

  /** What becomes of a request that matched a route. */
  sealed interface Way {}

  /**
   * To a pool.
   *
   * @param byServer series of each server of the pool, in its order
   * @param noServer series of requests that reached no server
   */
  record RoutePlan(
      Route route,
      PoolPlan pool,
      TrafficSeries[] byServer,
      TrafficSeries noServer,
      RouteChanges changes,
      RetryRules retry,
      RetryBudget budget,
      UsualTime usual)
      implements Way {

    /**
     * Adds to a server's answer what the route and the pool say; the visit is that of admission.
     */
    void dress(HeaderMap answer, int server, Visit visit, boolean overTls) {
      changes.response().apply(answer);
      pool.visits().name(server, visit, overTls, answer);
    }
  }

  /** What becomes of a connection that is passed through; the series as above. */
  record PassagePlan(
      ConfigSnapshot.TcpRoute route,
      PoolPlan pool,
      TrafficSeries[] byServer,
      TrafficSeries noServer) {}

  /** Elsewhere. */
  record RedirectPlan(RedirectRule rule, TrafficSeries series) implements Way {}

  /**
   * One pool.
   *
   * @param servers as the config has them, but one for each address; the arrays are parallel
   */
  record PoolPlan(
      Pool pool,
      Pool.Server[] servers,
      ServerState[] states,
      Endpoint[] endpoints,
      PoolBalance balance,
      WaitingLine line,
      RetryBudget budget,
      VisitRules visits) {}
}
