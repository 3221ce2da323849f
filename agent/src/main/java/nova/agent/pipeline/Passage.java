package nova.agent.pipeline;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import nova.agent.balancer.PoolBalance;
import nova.agent.balancer.Tried;
import nova.agent.balancer.Visit;
import nova.agent.listener.EarlyBytes;
import nova.agent.listener.Talk;
import nova.agent.listener.VisitorConnection;
import nova.agent.pipeline.ServingPlan.PassagePlan;
import nova.agent.routing.Hash64;
import nova.agent.upstream.Caller;
import nova.agent.upstream.Connector;
import nova.agent.upstream.Endpoint;
import nova.agent.upstream.ServerExchange;
import nova.agent.upstream.UpstreamLoop;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.WriteReadyHandler;

/**
 * One visitor connection passed through to a server, byte for byte. Until a server is reached
 * nothing of it is lost: the next one is tried. Counted as 2xx once joined, as 5xx when no server
 * could be reached.
 */
final class Passage implements Talk, Connector.Outcome {
  private static final int JOINED = 2;
  private static final int NOBODY = 5;
  private static final byte[] NOTHING = new byte[0];

  private final NodeContext node;
  private final PassagePlan plan;
  private final VisitorConnection connection;
  private final UpstreamLoop loop;
  private byte[] early;
  private final Visit visit;
  private final Tried tried = new Tried();
  private final long startNanos = System.nanoTime();
  private long sinceNanos = startNanos;
  private int server = PoolBalance.NONE;
  private @Nullable Connector connector;
  private @Nullable Tunnel tunnel;
  private boolean over;

  Passage(NodeContext node, PassagePlan plan, VisitorConnection connection, ByteBuffer early) {
    this.node = node;
    this.plan = plan;
    this.connection = connection;
    this.loop = node.tools(connection.socket().getIoThread()).loop();
    this.early = new byte[early.remaining()];
    early.get(this.early);
    long address = Hash64.of(connection.peer());
    this.visit = new VisitFacts(address, address, Visit.NONE, Visit.NONE, true);
  }

  void begin() {
    connection.talk(this);
    node.requestBegun();
    next();
  }

  private PoolBalance balance() {
    return plan.pool().balance();
  }

  /** The next server; when all are at their limits, asks again with the clock. */
  private void next() {
    server = balance().pick(visit, tried, System.nanoTime());
    if (server == PoolBalance.NONE) {
      end(NOBODY, 0, 0);
    } else if (server >= 0) {
      tried.add(server);
      connect(plan.pool().endpoints()[server]);
    }
  }

  private void connect(Endpoint endpoint) {
    sinceNanos = System.nanoTime();
    InetSocketAddress address = endpoint.address();
    if (address == null) {
      loop.thread().execute(() -> refused("name not resolved"));
      return;
    }
    connector = Connector.open(loop, endpoint.forUpgrades(), address, caller(), this);
  }

  /** For servers that are told who calls. */
  private @Nullable Caller caller() {
    boolean introduced = plan.pool().pool().protocol().proxyProtocol() != 0;
    return introduced ? Contact.caller(connection, loop) : null;
  }

  @Override
  public void refused(String cause) {
    connector = null;
    if (over) {
      return;
    }
    balance().bad(server, cause, true, System.nanoTime());
    plan.byServer()[server].upstreamError();
    int failed = server;
    leaveServer();
    if (tried.count() >= plan.pool().pool().retry().maxAttempts()) {
      end(NOBODY, 0, 0);
    } else {
      plan.byServer()[failed].retried();
      next();
    }
  }

  private void leaveServer() {
    if (server >= 0) {
      balance().leave(server);
      plan.pool().line().next();
      server = PoolBalance.NONE;
    }
  }

  @Override
  public void connected(ServerExchange reached) {
    connector = null;
    if (over) {
      reached.shut();
      return;
    }
    balance().good(server, System.nanoTime());
    Tunnel joined =
        new Tunnel(
            loop,
            plan.pool().pool().idleTimeout().toNanos(),
            () -> server >= 0 && balance().server(server).forced(),
            (up, down) -> end(JOINED, up, down));
    tunnel = joined;
    joined.server(reached.detach());
    joined.visitor(visitor());
  }

  /** The visitor's socket, with what was read of it in front again. */
  private StreamConnection visitor() {
    StreamConnection socket = connection.socket();
    ConduitStreamSourceChannel up = socket.getSourceChannel();
    if (early.length > 0) {
      up.setConduit(new EarlyBytes(up.getConduit(), early));
      early = NOTHING;
    }
    up.getConduit().setReadReadyHandler(new ReadReadyHandler.ChannelListenerHandler<>(up));
    ConduitStreamSinkChannel down = socket.getSinkChannel();
    down.getConduit().setWriteReadyHandler(new WriteReadyHandler.ChannelListenerHandler<>(down));
    return socket;
  }

  // ---- time ----

  @Override
  public void sweep(long now) {
    if (tunnel != null) {
      return; // it looks at the clock itself
    }
    boolean late = now - sinceNanos > plan.pool().pool().connectTimeout().toNanos();
    Connector waited = connector;
    if (late && waited != null) {
      waited.callOff();
      refused("connect: timeout");
    } else if (late) {
      end(NOBODY, 0, 0);
    } else if (server == PoolBalance.FULL) {
      next();
    }
  }

  @Override
  public boolean midway() {
    return tunnel == null;
  }

  // ---- the end ----

  @Override
  public void left() {
    Tunnel joined = tunnel;
    if (joined != null) {
      joined.visitorLeft();
    } else {
      end(0, 0, 0);
    }
  }

  private void end(int statusClass, long up, long down) {
    if (over) {
      return;
    }
    over = true;
    if (connector != null) {
      connector.callOff();
    }
    long took = System.nanoTime() - startNanos;
    (server >= 0 ? plan.byServer()[server] : plan.noServer()).record(statusClass, took, up, down);
    leaveServer();
    node.requestEnded();
    connection.close();
  }
}
