package nova.agent.listener.http1;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.HttpUpgradeListener;
import io.undertow.server.protocol.http.HttpAttachments;
import io.undertow.util.HeaderMap;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import nova.agent.listener.EarlyBytes;
import nova.agent.listener.Refusal;
import nova.agent.listener.RequestFacts;
import nova.agent.listener.Requests;
import nova.agent.listener.Talk;
import nova.agent.listener.VisitorConnection;
import nova.agent.listener.VisitorExchange;
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
public final class Http1Connection extends VisitorExchange implements Talk, ReadReadyHandler {
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

  private final StreamSourceConduit source;
  private final StreamSinkConduit sink;
  private final String scheme;
  private final Requests requests;
  private final Http1Input input;
  private final Http1Body body;
  private final Http1Answer answer;
  private final HeadSearch search;
  private RequestFacts facts;
  private Stage stage = Stage.HEAD;
  private boolean inTurn;
  private boolean watching;
  private boolean armed;
  private boolean owesContinue;
  private long since;
  private @Nullable HttpServerExchange exchange;
  private @Nullable Refusal refusal;
  private @Nullable Departure departure;
  private @Nullable HttpUpgradeListener upgrade;
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
    super(connection);
    this.source = source;
    this.sink = sink;
    this.scheme = scheme;
    this.requests = requests;
    this.input = new Http1Input(source, thread().buffers());
    this.body = new Http1Body(this, input);
    this.answer = new Http1Answer(sink, thread());
    this.search = new HeadSearch();
    this.since = System.nanoTime();
    this.facts = RequestFacts.refused(since);
  }

  /** Before {@link #begin}: who goes on when the visitor begins with HTTP/2 (RFC 9113, 3.4). */
  public void preface(Consumer<byte[]> whenHttp2) {
    http2 = whenHttp2;
  }

  /** Takes over the connection. */
  public void begin(ByteBuffer early) {
    connection().talk(this);
    source.setReadReadyHandler(this);
    input.begin(early);
    turn();
  }

  // ---- between requests ----

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
      cut();
    } catch (RuntimeException bug) { // XNIO would swallow it and leave the visitor waiting
      LOG.log(Level.ERROR, "A connection failed", bug);
      cut();
    }
  }

  /** Reads heads and begins requests until one takes its time or bytes are missing. */
  private void turn() {
    if (inTurn) {
      return;
    }
    inTurn = true;
    try {
      while (stage == Stage.HEAD && next()) {}
    } catch (IOException lost) {
      cut();
    } finally {
      inTurn = false;
      input.settle();
    }
  }

  private boolean next() throws IOException {
    while (!search.found(input, thread(), port().limits().maxHeaderBytes())) {
      if (search.refusal() != null) {
        refuse(search.refusal());
        return true;
      }
      int count = input.more();
      if (count < 0) {
        cut();
        return false;
      }
      if (count == 0) {
        resumeSource();
        return false;
      }
      if (!search.begun()) {
        since = System.nanoTime();
      }
    }
    Consumer<byte[]> other = http2;
    http2 = null;
    if (other != null && search.isPreface(input, thread())) {
      stage = Stage.TUNNEL;
      other.accept(input.rest());
      return false;
    }
    head();
    return true;
  }

  private void head() {
    HeadReader reader = search.reader(input, thread(), port().limits().maxHeaders());
    Refusal found = reader.read();
    if (found != null) {
      refuse(found);
      return;
    }
    facts = reader.facts(since);
    owesContinue = reader.expectsContinue();
    input.skip(search.length());
    HttpServerExchange next = new HttpServerExchange(this, reader.headers(), new HeaderMap(), -1);
    next.setProtocol(reader.protocol()).setRequestMethod(reader.method());
    next.setRequestURI(String.valueOf(facts.target()));
    start(next);
  }

  private void refuse(Refusal cause) {
    refusal = cause;
    facts = RequestFacts.refused(since);
    input.drop();
    HttpServerExchange next = new HttpServerExchange(this, new HeaderMap(), new HeaderMap(), -1);
    next.setProtocol(Protocols.HTTP_1_1).setRequestMethod(Methods.GET).setRequestURI("/");
    start(next);
  }

  private void start(HttpServerExchange next) {
    next.setRequestScheme(scheme).setPersistent(facts.persistent());
    exchange = next;
    stage = Stage.EXCHANGE;
    search.reset();
    body.begin(facts.length());
    answer.begin(next);
    if (body.ended()) {
      Connectors.terminateRequest(next);
      awaitAnswer();
    }
    requests.take(next, this);
  }

  // ---- during a request ----

  private void during() {
    if (body.isReadResumed()) {
      body.readable();
    } else if (watching) {
      watch();
    } else {
      suspendSource();
    }
  }

  /**
   * An end of stream means the visitor is gone, although it may be half of a connection only: a
   * browser that closes a tab looks just the same, and servers must not work for nobody.
   */
  private void watch() {
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
      cut();
    } else if (input.available() >= MOST_EARLY_BYTES) {
      suspendSource();
    }
  }

  /** Somebody wants the body and none of it is there. */
  void bodyAwaited() throws IOException {
    if (owesContinue) {
      owesContinue = false;
      if (!answer.begun()) {
        answer.interim(100, new HeaderMap());
      }
    }
  }

  void bodyEnded() {
    owesContinue = false;
    if (exchange != null) {
      Connectors.terminateRequest(exchange);
    }
  }

  void trailers(HeaderMap fields) {
    if (exchange != null) {
      exchange.putAttachment(HttpAttachments.REQUEST_TRAILERS, fields);
    }
  }

  /** Interest in the socket stays on as long as it can: changing it costs a system call. */
  void resumeSource() {
    if (!armed) {
      armed = true;
      source.resumeReads();
    }
  }

  private void suspendSource() {
    armed = false;
    source.suspendReads();
  }

  // ---- what the pipeline asks and tells ----

  @Override
  public RequestFacts facts() {
    return facts;
  }

  @Override
  public @Nullable Refusal refusal() {
    return refusal;
  }

  @Override
  public @Nullable String bodyProblem() {
    return body.problem();
  }

  @Override
  public void serving(Departure told) {
    departure = told;
  }

  @Override
  public void awaitAnswer() {
    watching = true;
    resumeSource();
  }

  @Override
  public void answered(boolean last) {
    departure = null;
    watching = false;
  }

  @Override
  public void hint(HeaderMap fields) throws IOException {
    answer.interim(103, fields);
  }

  @Override
  public void tunnel() {
    stage = Stage.TUNNEL;
  }

  @Override
  public void cut() {
    connection().close();
  }

  // ---- what the exchange asks ----

  @Override
  protected ConduitStreamSourceChannel getSourceChannel() {
    return new ConduitStreamSourceChannel(connection().socket(), body);
  }

  @Override
  protected ConduitStreamSinkChannel getSinkChannel() {
    return new ConduitStreamSinkChannel(connection().socket(), answer);
  }

  @Override
  protected StreamSinkConduit getSinkConduit(HttpServerExchange of, StreamSinkConduit conduit) {
    return conduit;
  }

  @Override
  public void terminateRequestChannel(HttpServerExchange of) {
    // what nobody reads is thrown away behind the answer
  }

  @Override
  protected boolean isUpgradeSupported() {
    return true;
  }

  @Override
  protected void setUpgradeListener(HttpUpgradeListener listener) {
    upgrade = listener;
  }

  @Override
  public String getTransportProtocol() {
    return "http/1.1";
  }

  @Override
  protected void exchangeComplete(HttpServerExchange completed) {
    exchange = null;
    body.forget();
    HttpUpgradeListener switched = upgrade;
    if (switched != null) {
      handOver(switched, completed);
    } else if (completed.isPersistent() && body.ended() && refusal == null) {
      since = System.nanoTime();
      stage = Stage.HEAD;
      turn();
    } else {
      linger();
    }
  }

  private void handOver(HttpUpgradeListener to, HttpServerExchange from) {
    stage = Stage.TUNNEL;
    StreamConnection socket = connection().socket();
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
      if (sink.flush()) {
        sink.suspendWrites();
      } else {
        sink.setWriteReadyHandler(new Flushing(sink, this::cut));
        sink.resumeWrites();
      }
      resumeSource();
    } catch (IOException lost) {
      cut();
    }
  }

  private void discard() throws IOException {
    ByteBuffer nowhere = thread().buffers().take();
    try {
      int count;
      do {
        count = source.read(nowhere.clear());
      } while (count > 0);
      if (count < 0) {
        cut();
      }
    } finally {
      thread().buffers().give(nowhere);
    }
  }

  @Override
  public void sweep(long now) {
    if (stage == Stage.LINGER) {
      if (now - since > LINGER_NANOS) {
        cut();
      }
    } else if (stage == Stage.HEAD && midway()) {
      if (now - since > port().limits().headerTimeout().toNanos()) {
        refuse(new Refusal(408, "request header not complete in time"));
      }
    } else if (stage == Stage.HEAD && (last() || now - since > connection().idleNanos())) {
      cut();
    }
  }

  @Override
  public boolean midway() {
    return stage == Stage.HEAD && search.begun();
  }

  @Override
  public void left() {
    Departure told = departure;
    departure = null;
    if (told != null) {
      told.visitorLeft();
    }
    answer.drop();
    input.drop();
  }

  @Override
  public void forceTermination() {
    cut();
  }

  @Override
  public void terminated() {
    // an end of stream is read like everything else
  }
}
