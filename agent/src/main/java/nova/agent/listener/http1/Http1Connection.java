package nova.agent.listener.http1;

import io.undertow.server.HttpServerExchange;
import io.undertow.server.HttpUpgradeListener;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import nova.agent.listener.EarlyBytes;
import nova.agent.listener.Refusal;
import nova.agent.listener.Requests;
import nova.agent.listener.Talk;
import nova.agent.listener.VisitorConnection;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.conduits.WriteReadyHandler;

/**
 * One HTTP/1 connection: one request after the other, each answered before the next is looked at. A
 * request that is not let in is handed on as a refused one, so that its refusal is answered in
 * order and counted; nothing after it is ever parsed.
 */
public final class Http1Connection implements Talk, ReadReadyHandler, Http1Visitor.Host {
  private static final System.Logger LOG = System.getLogger(Http1Connection.class.getName());
  private static final long LINGER_NANOS = 2_000_000_000L;
  private static final int MOST_EARLY_BYTES = 16_384;

  private enum Stage {
    /** Between requests or inside a head. */
    HEAD,
    /** A request is being read or answered. */
    EXCHANGE,
    /** Everything is said; what still comes is thrown away. */
    LINGER,
    /** Another protocol took over. */
    TUNNEL
  }

  private final VisitorConnection connection;
  private final StreamSourceConduit source;
  private final StreamSinkConduit sink;
  private final Requests requests;
  private final Http1Input input;
  private final Http1Visitor visitor;
  private final HeadSearch search = new HeadSearch();
  private Stage stage = Stage.HEAD;

  /** What is decrypted may wait where the socket does not show it. */
  private final boolean plain;

  private boolean inTurn;
  private boolean watching;
  private boolean armed;
  private long since = System.nanoTime();
  private @Nullable Consumer<byte[]> http2;

  /**
   * A connection whose first bytes may have been read already.
   *
   * @param source what the visitor says, TLS taken off
   */
  public Http1Connection(
      VisitorConnection connection,
      StreamSourceConduit source,
      StreamSinkConduit sink,
      String scheme,
      Requests requests) {
    this.connection = connection;
    this.source = source;
    this.sink = sink;
    this.requests = requests;
    this.plain = scheme.equals("http");
    this.input = new Http1Input(source, connection.thread().buffers());
    this.visitor = new Http1Visitor(connection, this, scheme, input, sink);
  }

  /** Before {@link #begin}: who goes on when the visitor begins with HTTP/2 (RFC 9113, 3.4). */
  public void preface(Consumer<byte[]> whenHttp2) {
    http2 = whenHttp2;
  }

  /** Takes over the connection. */
  public void begin(ByteBuffer early) {
    connection.talk(this);
    source.setReadReadyHandler(this);
    input.begin(early);
    turn();
  }

  @Override
  public void readReady() {
    try {
      switch (stage) {
        case HEAD -> turn();
        case EXCHANGE -> during();
        case LINGER -> discard();
        case TUNNEL -> {}
      }
    } catch (IOException lost) {
      connection.close();
    } catch (RuntimeException bug) { // XNIO would swallow it and leave the visitor waiting
      LOG.log(Level.ERROR, "A connection failed", bug);
      connection.close();
    }
  }

  // ---- between requests ----

  /** Reads heads and begins requests until one takes its time or bytes are missing. */
  private void turn() {
    if (inTurn) {
      return;
    }
    inTurn = true;
    try {
      while (stage == Stage.HEAD && whole()) {
        request();
      }
    } catch (IOException lost) {
      connection.close();
    } finally {
      inTurn = false;
      input.settle();
    }
  }

  /** Whether a head is there, or what can never become one. */
  private boolean whole() throws IOException {
    int most = connection.port().limits().maxHeaderBytes();
    while (!search.found(input, connection.thread(), most)) {
      int count = input.more();
      if (count < 0) {
        connection.close();
        return false;
      }
      if (count == 0) {
        resume();
        return false;
      }
      if (!search.begun()) {
        since = System.nanoTime();
      }
    }
    return true;
  }

  private void request() {
    Consumer<byte[]> other = http2;
    http2 = null;
    if (other != null && search.isPreface(input, connection.thread())) {
      stage = Stage.TUNNEL;
      other.accept(input.rest());
      return;
    }
    Refusal refusal = search.refusal();
    HeadReader head = null;
    if (refusal == null) {
      int most = connection.port().limits().maxHeaders();
      head = search.reader(input, connection.thread(), most);
      refusal = head.read();
    }
    if (head == null || refusal != null) {
      refuse(refusal);
      return;
    }
    input.skip(search.length());
    search.reset();
    stage = Stage.EXCHANGE;
    requests.take(visitor.asks(head, since), visitor);
  }

  private void refuse(@Nullable Refusal cause) {
    input.drop();
    search.reset();
    stage = Stage.EXCHANGE;
    Refusal told = cause == null ? new Refusal(400, "malformed request") : cause;
    requests.take(visitor.asks(told, since), visitor);
  }

  // ---- during a request ----

  private void during() {
    if (visitor.body().isReadResumed()) {
      visitor.body().readable();
    } else if (watching) {
      lookOut();
    } else {
      suspend();
    }
  }

  /**
   * An end of stream means the visitor is gone, although it may be half of a connection only: a
   * browser that closes a tab looks just the same, and servers must not work for nobody.
   */
  private void lookOut() {
    int count = 1;
    try {
      while (count > 0 && input.available() < MOST_EARLY_BYTES) {
        count = input.more();
      }
    } catch (IOException reset) {
      count = -1;
    }
    input.settle();
    if (count < 0) {
      connection.close();
    } else if (input.available() >= MOST_EARLY_BYTES) {
      suspend();
    }
  }

  /** Interest in the socket stays on as long as it can: changing it costs a system call. */
  @Override
  public void resume() {
    if (!armed) {
      armed = true;
      source.resumeReads();
    }
  }

  private void suspend() {
    armed = false;
    source.suspendReads();
  }

  @Override
  public void watch(boolean on) {
    watching = on;
    if (on) {
      resume();
    }
  }

  @Override
  public void over(HttpServerExchange exchange) {
    HttpUpgradeListener switched = visitor.upgrade();
    if (switched != null) {
      handOver(switched, exchange);
    } else if (exchange.isPersistent() && visitor.body().ended() && visitor.refusal() == null) {
      since = System.nanoTime();
      stage = Stage.HEAD;
      if (plain && input.available() == 0 && !inTurn) {
        input.settle();
        resume(); // a read now would nearly always find nothing, and costs as much as any other
      } else {
        turn();
      }
    } else {
      linger();
    }
  }

  private void handOver(HttpUpgradeListener to, HttpServerExchange from) {
    stage = Stage.TUNNEL;
    StreamConnection socket = connection.socket();
    ConduitStreamSourceChannel up = socket.getSourceChannel();
    up.setConduit(input.available() > 0 ? new EarlyBytes(source, input.rest()) : source);
    up.getConduit().setReadReadyHandler(new ReadReadyHandler.ChannelListenerHandler<>(up));
    ConduitStreamSinkChannel down = socket.getSinkChannel();
    down.setConduit(sink);
    sink.setWriteReadyHandler(new WriteReadyHandler.ChannelListenerHandler<>(down));
    to.handleUpgrade(socket, from);
  }

  // ---- the end ----

  private void linger() {
    stage = Stage.LINGER;
    since = System.nanoTime();
    input.drop();
    try {
      sink.terminateWrites();
      if (!sink.flush()) {
        sink.setWriteReadyHandler(new Flushing(sink, connection::close));
        sink.resumeWrites();
      }
      resume();
    } catch (IOException lost) {
      connection.close();
    }
  }

  private void discard() throws IOException {
    ByteBuffer nowhere = connection.thread().buffers().take();
    try {
      int count;
      do {
        count = source.read(nowhere.clear());
      } while (count > 0);
      if (count < 0) {
        connection.close();
      }
    } finally {
      connection.thread().buffers().give(nowhere);
    }
  }

  @Override
  public void sweep(long now) {
    if (stage == Stage.LINGER) {
      if (now - since > LINGER_NANOS) {
        connection.close();
      }
    } else if (midway()) {
      if (now - since > connection.port().limits().headerTimeout().toNanos()) {
        refuse(new Refusal(408, "request header not complete in time"));
      }
    } else if (stage == Stage.HEAD && (connection.last() || now - since > connection.idleNanos())) {
      endIdle();
    }
  }

  /** Unless a request has just come in: whoever sent it would not know whether it was read. */
  private void endIdle() {
    turn();
    if (stage == Stage.HEAD && !midway()) {
      connection.close();
    }
  }

  @Override
  public boolean midway() {
    return stage == Stage.HEAD && search.begun();
  }

  @Override
  public void left() {
    visitor.left();
    input.drop();
  }

  @Override
  public void forceTermination() {
    connection.close();
  }

  @Override
  public void terminated() {
    // an end of stream is read like everything else
  }
}
