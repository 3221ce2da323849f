package nova.agent.pipeline;

import io.undertow.server.Connectors;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import nova.agent.listener.RequestFacts;
import nova.agent.listener.Visitor;
import nova.agent.pipeline.Patience.Waiting;
import nova.agent.pipeline.ServingPlan.AdcPlan;
import nova.agent.telemetry.TrafficSeries;
import nova.agent.upstream.Connector;
import nova.agent.upstream.RequestHead;
import nova.agent.upstream.ResponseHead;
import nova.agent.upstream.ServerExchange;
import nova.agent.upstream.TimedList;
import nova.agent.upstream.UpstreamEvents;
import nova.agent.upstream.UpstreamLoop;
import org.jspecify.annotations.Nullable;

/**
 * One exchange from head to last byte: admit, choose a server, send, relay the answer, record. It
 * never leaves its I/O thread.
 */
final class Relay extends TimedList.Timed
    implements UpstreamEvents,
        Connector.Outcome,
        ExchangeCompletionListener,
        Visitor.Departure,
        VisitorAnswer.Reader {
  private static final String ALLOW = "GET, HEAD, POST, PUT, DELETE, OPTIONS, PATCH";
  private static final int RETRY_AFTER_SECONDS = 1;
  private static final int MOST_INTERIMS = 16;

  private final NodeContext node;
  private final NodeContext.ThreadTools tools;
  private final UpstreamLoop loop;
  private final AdcPlan adc;
  private final HttpServerExchange exchange;
  private final Visitor visitor;
  private final RequestBody body;
  private final VisitorAnswer answer;
  private final Patience patience = new Patience();

  private @Nullable RequestTarget target;
  private @Nullable ServerChoice choice;
  private TrafficSeries series;
  private @Nullable ServerExchange upstream;
  private @Nullable Connector connector;
  private @Nullable Tunnel tunnel;
  private int interims;
  private boolean late;
  private boolean retriedStale;
  private boolean closed;
  private int status;
  private long tunnelledDown;

  Relay(NodeContext node, AdcPlan adc, HttpServerExchange exchange, Visitor visitor) {
    this.node = node;
    this.tools = node.tools(exchange.getIoThread());
    this.loop = tools.loop();
    this.adc = adc;
    this.exchange = exchange;
    this.visitor = visitor;
    this.series = adc.unrouted();
    this.body = new RequestBody(exchange, loop, this, adc.adc().limits().maxBodyBytes());
    this.answer = new VisitorAnswer(exchange, loop, this);
  }

  void begin() {
    node.requestBegun();
    exchange.addExchangeCompleteListener(this);
    loop.timed().add(this);
    visitor.serving(this);
    if (visitor.facts().length() == RequestFacts.NO_BODY && !exchange.isRequestComplete()) {
      Connectors.terminateRequest(exchange); // HTTP/1.0 without a length has no body
    }
    if (!visitor.facts().persistent() || lastOfConnection()) {
      exchange.setPersistent(false);
    }
    switch (Doorkeeper.judge(node.pseudonym(), adc, exchange, visitor)) {
      case Admission.Admitted admitted -> {
        target = admitted.target();
        series = admitted.route().noServer();
        choice = new ServerChoice(admitted.route());
        attempt();
      }
      case Admission.Refused refused -> {
        if (refused.close()) {
          exchange.setPersistent(false);
        }
        if (refused.allow()) {
          exchange.getResponseHeaders().put(Headers.ALLOW, ALLOW);
        }
        answer(refused.status(), refused.cause());
      }
    }
  }

  private boolean lastOfConnection() {
    return node.draining() || visitor.last();
  }

  private ServerChoice choice() {
    if (choice == null) {
      throw new IllegalStateException("not admitted");
    }
    return choice;
  }

  // ---- choosing and reaching a server ----

  private void attempt() {
    ServerChoice servers = choice();
    if (!servers.next()) {
      noServer(servers);
      return;
    }
    series = servers.series();
    ServerExchange idle = loop.takeIdle(servers.endpoint());
    if (idle != null) {
      send(idle);
    } else {
      connect();
    }
  }

  private void noServer(ServerChoice servers) {
    if (late) {
      answer(504, "connecting to the server took too long");
    } else if (servers.triedAny()) {
      answer(502, "no server could be reached");
    } else {
      exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
      answer(503, "no healthy server");
    }
  }

  private void connect() {
    InetSocketAddress address = choice().endpoint().address();
    if (address == null) {
      refused();
      return;
    }
    patience.await(Waiting.CONNECT, choice().pool().connectTimeout());
    connector = Connector.open(loop, choice().endpoint(), address, this);
  }

  @Override
  public void connected(ServerExchange connection) {
    if (closed) {
      connection.shut();
      return;
    }
    connector = null;
    send(connection);
  }

  @Override
  public void refused() {
    unreachable(false);
  }

  private void unreachable(boolean byTimeout) {
    if (!closed) {
      connector = null;
      series.upstreamError();
      late = byTimeout;
      attempt();
    }
  }

  private void send(ServerExchange connection) {
    upstream = connection;
    connection.begin(this, exchange.getRequestMethod().equals(Methods.HEAD));
    if (!exchange.isRequestComplete()) {
      body.start(connection, requestHead());
    } else if (connection.send(requestHead(), loop.buffer().flip(), true)) {
      patience.await(Waiting.FIRST_BYTE, choice().pool().firstByteTimeout());
    } else {
      waitingForServerToRead();
    }
  }

  private RequestHead requestHead() {
    RequestTarget wanted = target;
    if (wanted == null) {
      throw new IllegalStateException("not admitted");
    }
    RequestHeadWriter.Origin origin =
        new RequestHeadWriter.Origin(
            visitor.peer(),
            wanted.host(),
            exchange.getRequestScheme(),
            visitor.port().number(),
            node.via(exchange.isHttp11()));
    return tools
        .writer()
        .of(
            exchange.getRequestMethod(),
            wanted,
            exchange.getRequestHeaders(),
            origin,
            visitor.facts().length(),
            visitor.facts().upgrade());
  }

  @Override
  public void sent() {
    if (!closed) {
      body.serverWritable();
    }
  }

  // ---- told by the body on its way up ----

  void waitingForVisitor() {
    patience.await(Waiting.VISITOR_BODY, adc.adc().limits().bodyIdleTimeout());
  }

  void waitingForServerToRead() {
    patience.await(Waiting.SERVER_WRITE, choice().pool().idleTimeout());
  }

  void requestSent() {
    if (status == 0) {
      patience.await(Waiting.FIRST_BYTE, choice().pool().firstByteTimeout());
    } else {
      patience.await(Waiting.SERVER_BODY, choice().pool().idleTimeout());
    }
  }

  void bodyTooLarge() {
    fail(413, "request body too large", false);
  }

  @Nullable String bodyProblem() {
    return visitor.bodyProblem();
  }

  void bodyMalformed(String rule) {
    fail(400, rule, false);
  }

  /** The visitor left in the middle of it: there is nobody to answer. */
  void bodyCut() {
    abort(false);
  }

  /** Nothing more comes from the visitor before it is answered. */
  void bodyRead() {
    if (!closed) {
      visitor.awaitAnswer();
    }
  }

  // ---- the answer ----

  @Override
  public void interim(ResponseHead head) {
    if (++interims > MOST_INTERIMS) {
      fail(502, "too many interim answers", true);
      return;
    }
    // 100 is not passed on: the agent has answered Expect itself; 102 is for this hop only
    if (head.status() == 103 && exchange.isHttp11()) {
      HeaderMap fields = new HeaderMap();
      tools.headers().copy(head, fields);
      answer.hint(visitor, fields);
    }
    if (patience.isFor(Waiting.FIRST_BYTE)) {
      patience.await(Waiting.FIRST_BYTE, choice().pool().firstByteTimeout());
    }
  }

  @Override
  public void head(ResponseHead head) {
    status = head.status();
    if (status == 101 && !visitor.facts().upgrade()) {
      fail(502, "the server changed protocols unasked", true);
      return;
    }
    exchange.setStatusCode(status);
    tools.headers().copy(head, exchange.getResponseHeaders());
    if (status == 101) {
      return; // joined when the bytes that came with it are in hand
    }
    if (!exchange.isRequestComplete() || lastOfConnection()) {
      exchange.setPersistent(false);
    }
    answer.begin();
  }

  @Override
  public void trailers(HeaderMap fields) {
    // dropped: what the visitor's side carries is decided by VisitorAnswer
  }

  @Override
  public boolean body(ByteBuffer data, boolean last) {
    if (closed) {
      return false;
    }
    if (status == 101) {
      upgrade(data);
      return false;
    }
    patience.await(Waiting.SERVER_BODY, choice().pool().idleTimeout());
    return answer.pass(data, last);
  }

  private void upgrade(ByteBuffer early) {
    ServerExchange from = upstream;
    if (from == null) {
      return;
    }
    upstream = null;
    loop.timed().remove(this);
    Tunnel joined = new Tunnel(loop, choice().pool().idleTimeout().toNanos(), this::tunnelClosed);
    tunnel = joined;
    joined.server(from.detach());
    joined.early(early);
    exchange.upgradeChannel(
        (channel, ex) -> {
          visitor.tunnel();
          joined.visitor(channel);
        });
    exchange.endExchange();
  }

  private void tunnelClosed(long up, long down) {
    body.tunnelled(up);
    tunnelledDown = down;
    finish();
  }

  @Override
  public void readerWaits() {
    Duration most =
        choice == null ? adc.adc().limits().bodyIdleTimeout() : choice.pool().idleTimeout();
    patience.await(Waiting.VISITOR_READ, most);
  }

  @Override
  public void readerCaughtUp() {
    patience.await(Waiting.SERVER_BODY, choice().pool().idleTimeout());
    if (upstream != null) {
      upstream.resume();
    }
  }

  @Override
  public void readerLeft() {
    abort(false);
  }

  private void answer(int code, String cause) {
    status = code;
    leaveUpstream();
    if (!exchange.isRequestComplete()) {
      body.stop();
      exchange.setPersistent(false);
    }
    answer.own(code, cause);
  }

  // ---- when things go wrong ----

  @Override
  public void broken(Breach breach, String cause) {
    boolean stale = upstream != null && upstream.reused();
    upstream = null;
    if (closed) {
      return;
    }
    boolean silent = breach == Breach.NO_ANSWER;
    if (silent && stale && !retriedStale && !body.touched() && idempotent()) {
      retriedStale = true;
      connect();
      return;
    }
    // closing an idle connection just when a request arrives is every server's right: not its fault
    fail(502, silent ? "the server gave no answer" : "bad answer", !(silent && stale));
  }

  private boolean idempotent() {
    HttpString method = exchange.getRequestMethod();
    return method.equals(Methods.GET)
        || method.equals(Methods.HEAD)
        || method.equals(Methods.OPTIONS)
        || method.equals(Methods.PUT)
        || method.equals(Methods.DELETE);
  }

  /** Answers when nothing of an answer is out yet, cuts the visitor's connection otherwise. */
  private void fail(int code, String cause, boolean serversFault) {
    if (serversFault) {
      series.upstreamError();
    }
    if (exchange.isResponseStarted() || answer.begun()) {
      abort(false);
    } else {
      exchange.getResponseHeaders().clear();
      answer(code, cause);
    }
  }

  @Override
  protected void sweep(long now) {
    switch (patience.lost(now)) {
      case CONNECT -> {
        callOff();
        unreachable(true);
      }
      case VISITOR_BODY -> fail(408, "request body not complete in time", false);
      case SERVER_WRITE, FIRST_BYTE, SERVER_BODY ->
          fail(504, "the server did not answer in time", true);
      case VISITOR_READ -> abort(false);
      case NOTHING -> {}
    }
  }

  private void callOff() {
    if (connector != null) {
      connector.callOff();
      connector = null;
    }
  }

  private void leaveUpstream() {
    callOff();
    ServerExchange mine = upstream;
    upstream = null;
    if (mine != null) {
      mine.shut();
    }
  }

  @Override
  public void visitorLeft() {
    if (tunnel != null) {
      tunnel.visitorLeft();
    } else {
      abort(true);
    }
  }

  private void abort(boolean alreadyClosed) {
    if (closed) {
      return;
    }
    leaveUpstream();
    finish();
    if (!alreadyClosed) {
      visitor.cut();
    }
  }

  // ---- the end ----

  @Override
  public void exchangeEvent(HttpServerExchange ended, NextListener next) {
    if (tunnel == null) {
      ServerExchange mine = upstream;
      upstream = null;
      if (mine != null) {
        mine.release(body.sent(), choice().pool().maxIdleConnections());
      }
      finish();
      visitor.answered(!exchange.isPersistent());
    }
    next.proceed();
  }

  private void finish() {
    if (closed) {
      return;
    }
    closed = true;
    patience.over();
    loop.timed().remove(this);
    answer.end();
    if (choice != null) {
      choice.leave();
    }
    node.requestEnded();
    series.record(
        status / 100,
        System.nanoTime() - visitor.facts().startNanos(),
        body.received(),
        answer.bytes() + tunnelledDown);
  }
}
