package nova.agent.pipeline;

import io.undertow.server.HttpServerExchange;
import nova.agent.listener.Requests;
import nova.agent.listener.Visitor;

/** Where the requests of one port come in. */
final class Entrance implements Requests {
  private final NodeContext node;
  private volatile ServingPlan.AdcPlan plan;

  Entrance(NodeContext node, ServingPlan.AdcPlan plan) {
    this.node = node;
    this.plan = plan;
  }

  /** Requests that begin from now on see the new plan; the others finish under the old one. */
  void plan(ServingPlan.AdcPlan changed) {
    plan = changed;
  }

  @Override
  public void take(HttpServerExchange exchange, Visitor visitor) {
    new Relay(node, plan, exchange, visitor).begin();
  }
}
