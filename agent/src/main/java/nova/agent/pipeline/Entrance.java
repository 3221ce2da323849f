package nova.agent.pipeline;

import io.undertow.server.HttpHandler;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.SameThreadExecutor;
import nova.agent.listener.RequestGuard;

/** Where Undertow hands over a request of one port. */
final class Entrance implements HttpHandler {
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
  @SuppressWarnings(
      "deprecation") // the exchange stays on its I/O thread: there is nothing to dispatch to
  public void handleRequest(HttpServerExchange exchange) {
    HttpServerConnection connection = (HttpServerConnection) exchange.getConnection();
    RequestGuard guard = (RequestGuard) connection.getOriginalSourceConduit();
    Relay relay = new Relay(node, plan, exchange, guard);
    if (!exchange.isRequestComplete()) {
      // reading a body may resume reads, which must not happen inside this call
      exchange.dispatch(SameThreadExecutor.INSTANCE, relay::begin);
      return;
    }
    exchange.dispatch();
    guard.awaitAnswer();
    relay.begin();
  }
}
