package nova.agent.pipeline;

import io.undertow.util.HeaderMap;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import nova.agent.balancer.PoolBalance;
import nova.agent.pipeline.ServingPlan.RoutePlan;
import nova.agent.telemetry.TrafficSeries;
import nova.agent.upstream.Connector;
import nova.agent.upstream.Endpoint;
import nova.agent.upstream.ResponseHead;
import nova.agent.upstream.ServerExchange;
import nova.agent.upstream.UpstreamEvents;
import nova.agent.upstream.UpstreamLoop;
import org.jspecify.annotations.Nullable;

/** One request with one server: from the choice to the last byte, or to giving it up. */
final class Attempt implements UpstreamEvents, Connector.Outcome {

  /** Hears about the attempt; nothing any more after {@link #end} or {@link #release}. */
  interface Owner {
    void reached(Attempt attempt);

    void unreachable(Attempt attempt, String cause);

    void interim(Attempt attempt, ResponseHead head);

    void head(Attempt attempt, ResponseHead head);

    boolean body(Attempt attempt, ByteBuffer data, boolean last);

    void trailers(Attempt attempt, HeaderMap fields);

    void writable(Attempt attempt);

    void broken(Attempt attempt, Breach breach, String cause);
  }

  private final Owner owner;
  private final UpstreamLoop loop;
  private final RoutePlan route;
  private final Contact contact;
  private final int server;
  private long sentNanos = System.nanoTime();
  private @Nullable ServerExchange exchange;
  private @Nullable Connector connector;
  private boolean renewed;
  private boolean over;

  /** The slot of the server was taken by the choice; it is given back when the attempt is over. */
  Attempt(Owner owner, UpstreamLoop loop, RoutePlan route, Contact contact, int server) {
    this.owner = owner;
    this.loop = loop;
    this.route = route;
    this.contact = contact;
    this.server = server;
  }

  /** Over a kept connection, or a new one. */
  void begin() {
    ServerExchange idle = loop.takeIdle(endpoint(), contact.caller());
    if (idle != null) {
      connected(idle);
    } else {
      connect();
    }
  }

  /** Once more, over a new connection: the kept one had been closed by the server just then. */
  boolean renew() {
    if (renewed) {
      return false;
    }
    renewed = true;
    exchange = null;
    connect();
    return true;
  }

  private void connect() {
    InetSocketAddress address = endpoint().address();
    if (address == null) {
      loop.thread().execute(() -> refused("name not resolved"));
      return;
    }
    connector = Connector.open(loop, endpoint(), address, contact.caller(), this);
  }

  @Override
  public void connected(ServerExchange connection) {
    if (over) {
      connection.shut();
      return;
    }
    connector = null;
    exchange = connection;
    owner.reached(this);
  }

  @Override
  public void refused(String cause) {
    connector = null;
    if (!over) {
      owner.unreachable(this, cause);
    }
  }

  int server() {
    return server;
  }

  Endpoint endpoint() {
    Endpoint endpoint = route.pool().endpoints()[server];
    return contact.upgrade() ? endpoint.forUpgrades() : endpoint;
  }

  TrafficSeries series() {
    return route.byServer()[server];
  }

  PoolBalance balance() {
    return route.pool().balance();
  }

  /** The server has all of the request: from here on it owes an answer. */
  void sentAll() {
    sentNanos = System.nanoTime();
  }

  /** Since when it owes an answer; since the choice as long as it has not got everything. */
  long sentNanos() {
    return sentNanos;
  }

  boolean connecting() {
    return exchange == null;
  }

  /** The connection's side of it, once reached. */
  ServerExchange link() {
    ServerExchange reached = exchange;
    if (reached == null) {
      throw new IllegalStateException("not connected");
    }
    return reached;
  }

  /** Its server has drained for long enough. */
  boolean forcedOut() {
    return balance().server(server).forced();
  }

  boolean reused() {
    return exchange != null && exchange.reused();
  }

  /** Gives it up. */
  void end() {
    if (leave()) {
      if (connector != null) {
        connector.callOff();
      }
      if (exchange != null) {
        exchange.shut();
      }
    }
  }

  /** It went well: the connection may serve another. */
  void release(boolean requestSent) {
    if (leave() && exchange != null) {
      exchange.release(requestSent, route.pool().pool().maxIdleConnections());
    }
  }

  /** The connection goes on as a tunnel; the server's slot is kept until {@link #leave}. */
  boolean leave() {
    if (over) {
      return false;
    }
    over = true;
    balance().leave(server);
    route.pool().line().next();
    return true;
  }

  @Override
  public void interim(ResponseHead head) {
    if (!over) {
      owner.interim(this, head);
    }
  }

  @Override
  public void head(ResponseHead head) {
    if (!over) {
      owner.head(this, head);
    }
  }

  @Override
  public boolean body(ByteBuffer data, boolean last) {
    return !over && owner.body(this, data, last);
  }

  @Override
  public void trailers(HeaderMap fields) {
    if (!over) {
      owner.trailers(this, fields);
    }
  }

  @Override
  public void sent() {
    if (!over) {
      owner.writable(this);
    }
  }

  @Override
  public void broken(Breach breach, String cause) {
    if (!over) {
      owner.broken(this, breach, cause);
    }
  }
}
