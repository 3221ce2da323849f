package nova.agent.listener;

import io.undertow.server.HttpServerExchange;

/** Takes the requests of a port. */
public interface Requests {

  /** A head is complete; its body, if there is one, is read through the exchange. */
  void take(HttpServerExchange exchange, Visitor visitor);
}
