package nova.agent.pipeline;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import nova.agent.listener.Visitor;
import nova.agent.routing.RequestView;
import org.jspecify.annotations.Nullable;

/** An exchange in the eyes of routing rules. */
record ExchangeView(HttpServerExchange exchange, Visitor visitor, RequestTarget target)
    implements RequestView {

  @Override
  public String method() {
    return exchange.getRequestMethod().toString();
  }

  @Override
  public String host() {
    return target.host();
  }

  @Override
  public String path() {
    return target.path();
  }

  @Override
  public @Nullable String header(String name, int number) {
    HeaderValues values = exchange.getRequestHeaders().get(name);
    return values == null || values.size() <= number ? null : values.get(number);
  }

  @Override
  public String peer() {
    return visitor.peer();
  }
}
