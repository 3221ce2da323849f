package nova.agent.pipeline;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.SameThreadExecutor;
import nova.agent.listener.Visitor;
import nova.agent.listener.VisitorPort;
import org.jspecify.annotations.Nullable;

/** Where Undertow hands over a request of one port. */
final class Entrance implements HttpHandler {
  private final NodeContext node;
  private volatile ServingPlan.AdcPlan plan;
  private volatile @Nullable VisitorPort port;

  Entrance(NodeContext node, ServingPlan.AdcPlan plan) {
    this.node = node;
    this.plan = plan;
  }

  /** Whose requests come here; before the first of them. */
  void at(VisitorPort bound) {
    port = bound;
  }

  private Visitor port(HttpServerExchange exchange) {
    VisitorPort bound = port;
    if (bound == null) {
      throw new IllegalStateException("not bound");
    }
    return bound.visitor(exchange);
  }

  /** Requests that begin from now on see the new plan; the others finish under the old one. */
  void plan(ServingPlan.AdcPlan changed) {
    plan = changed;
  }

  @Override
  @SuppressWarnings(
      "deprecation") // the exchange stays on its I/O thread: there is nothing to dispatch to
  public void handleRequest(HttpServerExchange exchange) {
    Visitor visitor = port(exchange);
    Relay relay = new Relay(node, plan, exchange, visitor);
    if (!exchange.isRequestComplete()) {
      // reading a body may resume reads, which must not happen inside this call
      exchange.dispatch(SameThreadExecutor.INSTANCE, relay::begin);
      return;
    }
    exchange.dispatch();
    visitor.awaitAnswer();
    relay.begin();
  }
}
