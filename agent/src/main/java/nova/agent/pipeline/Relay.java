package nova.agent.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.undertow.server.Connectors;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpServerConnection;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import nova.agent.config.ConfigSnapshot;
import nova.agent.listener.Refusal;
import nova.agent.listener.RequestFacts;
import nova.agent.listener.RequestGuard;
import nova.agent.pipeline.ServingPlan.AdcPlan;
import nova.agent.pipeline.ServingPlan.RoutePlan;
import nova.agent.telemetry.TrafficSeries;
import nova.agent.upstream.Connector;
import nova.agent.upstream.Endpoint;
import nova.agent.upstream.ResponseHead;
import nova.agent.upstream.TimedList;
import nova.agent.upstream.UpstreamConnection;
import nova.agent.upstream.UpstreamEvents;
import nova.agent.upstream.UpstreamLoop;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.channels.StreamSinkChannel;

/**
 * One exchange from head to last byte: route, choose a server, send, relay the answer, record. It
 * never leaves its I/O thread.
 */
final class Relay extends TimedList.Timed
    implements UpstreamEvents,
        Connector.Outcome,
        ExchangeCompletionListener,
        RequestGuard.Departure {
  private static final HttpString MAX_FORWARDS = new HttpString("Max-Forwards");
  private static final String ALLOW = "GET, HEAD, POST, PUT, DELETE, OPTIONS, PATCH";
  private static final int NO_SERVER = -1;
  private static final int MOST_INTERIMS = 16;
  private static final int RETRY_AFTER_SECONDS = 1;
  // with a connect timeout of seconds, nobody waits for more than these
  private static final int MOST_ATTEMPTS = 16;

  /** What the exchange is waiting for; decides which timeout applies and whose fault it is. */
  private enum Waiting {
    NOTHING,
    CONNECT,
    VISITOR_BODY,
    SERVER_WRITE,
    FIRST_BYTE,
    SERVER_BODY,
    VISITOR_READ
  }

  private final NodeContext node;
  private final NodeContext.ThreadTools tools;
  private final UpstreamLoop loop;
  private final AdcPlan adc;
  private final HttpServerExchange exchange;
  private final HttpServerConnection visitor;
  private final RequestGuard guard;
  private final long started;
  private final RequestBody body;

  private @Nullable RequestTarget target;
  private @Nullable RoutePlan route;
  private TrafficSeries series;
  private @Nullable UpstreamConnection upstream;
  private @Nullable Connector connector;
  private @Nullable StreamSinkChannel sink;
  private @Nullable ByteBuffer toVisitor;
  private Waiting waiting = Waiting.NOTHING;
  private long since;
  private long allowed;
  private long tried;
  private int server = NO_SERVER;
  private int attempts;
  private int interims;
  private boolean late;
  private boolean retriedStale;
  private boolean finalBytes;
  private boolean closed;
  private int status;
  private long responseBytes;

  Relay(
      NodeContext node,
      NodeContext.ThreadTools tools,
      AdcPlan adc,
      HttpServerExchange exchange,
      HttpServerConnection visitor,
      RequestGuard guard) {
    this.node = node;
    this.tools = tools;
    this.loop = tools.loop();
    this.adc = adc;
    this.exchange = exchange;
    this.visitor = visitor;
    this.guard = guard;
    this.started = guard.facts().startNanos();
    this.series = adc.unrouted();
    this.body = new RequestBody(exchange, loop, this, adc.adc().limits().maxBodyBytes());
  }

  void begin() {
    node.inFlight.incrementAndGet();
    exchange.addExchangeCompleteListener(this);
    loop.timed().add(this);
    guard.serving(this);
    if (guard.facts().length() == RequestFacts.NO_BODY && !exchange.isRequestComplete()) {
      Connectors.terminateRequest(exchange); // HTTP/1.0 without a length has no body
    }
    if (!guard.facts().persistent() || node.draining || guard.port().retiring()) {
      exchange.setPersistent(false);
    }
    if (admitted()) {
      attempt();
    }
  }

  // ---- before a server is involved ----

  private boolean admitted() {
    Refusal refusal = guard.refusal();
    if (refusal != null) {
      exchange.setPersistent(false);
      answer(refusal.status(), refusal.cause());
      return false;
    }
    HeaderMap headers = exchange.getRequestHeaders();
    String host = headers.getFirst(Headers.HOST);
    boolean options = exchange.getRequestMethod().equals(Methods.OPTIONS);
    String raw = guard.facts().target();
    target =
        RequestTarget.read(
            raw != null ? raw : exchange.getRequestURI(), host == null ? "" : host, options);
    if (target == null) {
      exchange.setPersistent(false);
      answer(400, "invalid request target");
      return false;
    }
    if (exchange.getRequestMethod().equals(Methods.TRACE)) {
      // TRACE would show visitors the fields added here
      exchange.getResponseHeaders().put(Headers.ALLOW, ALLOW);
      answer(405, "TRACE is not allowed");
      return false;
    }
    if (options && !mayForward(headers)) {
      return false;
    }
    long most = adc.adc().limits().maxBodyBytes();
    if (most > 0 && guard.facts().length() > most) {
      answer(413, "request body too large");
      return false;
    }
    if (looped(headers.get(Headers.VIA))) {
      // 508 rather than 502: no server is at fault, the way here is
      answer(508, "this request has passed through this node before");
      return false;
    }
    return routed();
  }

  private boolean mayForward(HeaderMap headers) {
    String left = headers.getFirst(MAX_FORWARDS);
    if (left == null) {
      return true;
    }
    if (left.isEmpty() || left.length() > 9 || !left.chars().allMatch(Character::isDigit)) {
      answer(400, "invalid Max-Forwards");
      return false;
    }
    int hops = Integer.parseInt(left);
    if (hops == 0) {
      exchange.getResponseHeaders().put(Headers.ALLOW, ALLOW);
      answer(200, "");
      return false;
    }
    headers.put(MAX_FORWARDS, Integer.toString(hops - 1));
    return true;
  }

  private boolean looped(@Nullable HeaderValues via) {
    if (via == null) {
      return false;
    }
    for (String value : via) {
      if (value.contains(node.pseudonym)) {
        return true;
      }
    }
    return false;
  }

  private boolean routed() {
    RequestTarget wanted = wanted();
    for (RoutePlan candidate : adc.routes()) {
      if (candidate.route().matches(wanted.path())) {
        route = candidate;
        series = candidate.noServer();
        return true;
      }
    }
    answer(404, "no route matches this path");
    return false;
  }

  private RequestTarget wanted() {
    if (target == null) {
      throw new IllegalStateException("not admitted");
    }
    return target;
  }

  private RoutePlan chosen() {
    if (route == null) {
      throw new IllegalStateException("not routed");
    }
    return route;
  }

  private ConfigSnapshot.Pool pool() {
    return chosen().pool().pool();
  }

  // ---- choosing and reaching a server ----

  private void attempt() {
    RoutePlan r = chosen();
    int next =
        attempts++ < MOST_ATTEMPTS ? r.pool().turn().pick(r.pool().states(), tried) : NO_SERVER;
    if (next < 0) {
      if (late) {
        answer(504, "connecting to the server took too long");
      } else if (tried != 0) {
        answer(502, "no server could be reached");
      } else {
        exchange.getResponseHeaders().put(Headers.RETRY_AFTER, RETRY_AFTER_SECONDS);
        answer(503, "no healthy server");
      }
      return;
    }
    tried |= next < 64 ? 1L << next : Long.MIN_VALUE;
    enter(next);
    UpstreamConnection idle = loop.takeIdle(r.pool().endpoints()[next]);
    if (idle != null) {
      send(idle);
    } else {
      connect();
    }
  }

  private void enter(int next) {
    leaveServer();
    server = next;
    series = chosen().byServer()[next];
    chosen().pool().states()[next].inFlight().incrementAndGet();
  }

  private void leaveServer() {
    if (server >= 0) {
      chosen().pool().states()[server].inFlight().decrementAndGet();
      server = NO_SERVER;
    }
  }

  private void connect() {
    Endpoint endpoint = chosen().pool().endpoints()[server];
    InetSocketAddress address = endpoint.address();
    if (address == null) {
      refused();
      return;
    }
    await(Waiting.CONNECT, pool().connectTimeout().toNanos());
    connector = Connector.open(loop, endpoint, address, this);
  }

  @Override
  public void connected(UpstreamConnection connection) {
    if (closed) {
      connection.shut();
      return;
    }
    send(connection);
  }

  @Override
  public void refused() {
    if (!closed) {
      series.upstreamError();
      late = false;
      attempt();
    }
  }

  private void send(UpstreamConnection connection) {
    upstream = connection;
    connection.begin(this, exchange.getRequestMethod().equals(Methods.HEAD));
    boolean chunked = guard.facts().length() == RequestFacts.CHUNKED;
    int length =
        tools
            .writer()
            .write(
                exchange.getRequestMethod(),
                wanted(),
                exchange.getRequestHeaders(),
                origin(),
                chunked,
                guard.facts().upgrade());
    ByteBuffer buffer = loop.buffer().put(loop.scratch(), 0, length);
    if (exchange.isRequestComplete()) {
      await(Waiting.FIRST_BYTE, pool().firstByteTimeout().toNanos());
      if (!connection.send(buffer.flip())) {
        await(Waiting.SERVER_WRITE, pool().idleTimeout().toNanos());
      }
    } else {
      body.start(connection, chunked, buffer);
    }
  }

  private RequestHeadWriter.Origin origin() {
    String via = (exchange.isHttp11() ? "1.1 " : "1.0 ") + node.pseudonym;
    return new RequestHeadWriter.Origin(
        guard.peer(), wanted().host(), exchange.getRequestScheme(), guard.port().number(), via);
  }

  @Override
  public void sent() {
    if (!closed) {
      body.serverWritable();
    }
  }

  // ---- told by the body on its way up ----

  void waitingForVisitor() {
    await(Waiting.VISITOR_BODY, adc.adc().limits().bodyIdleTimeout().toNanos());
  }

  void waitingForServerToRead() {
    await(Waiting.SERVER_WRITE, pool().idleTimeout().toNanos());
  }

  void requestSent() {
    if (status == 0) {
      await(Waiting.FIRST_BYTE, pool().firstByteTimeout().toNanos());
    } else {
      await(Waiting.SERVER_BODY, pool().idleTimeout().toNanos());
    }
  }

  void bodyTooLarge() {
    fail(413, "request body too large", false);
  }

  @Nullable String bodyProblem() {
    return guard.bodyProblem();
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
      guard.awaitAnswer();
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
      hint(head);
    }
    if (waiting == Waiting.FIRST_BYTE) {
      await(Waiting.FIRST_BYTE, pool().firstByteTimeout().toNanos());
    }
  }

  /** Written below Undertow, which knows no 103; nothing else is on its way to the visitor now. */
  private void hint(ResponseHead head) {
    HeaderMap fields = new HeaderMap();
    tools.headers().copy(head, fields);
    StringBuilder text = new StringBuilder("HTTP/1.1 103 Early Hints\r\n");
    for (HeaderValues values : fields) {
      for (String value : values) {
        text.append(values.getHeaderName()).append(": ").append(value).append("\r\n");
      }
    }
    ByteBuffer bytes = ByteBuffer.wrap(text.append("\r\n").toString().getBytes(ISO_8859_1));
    try {
      visitor.getOriginalSinkConduit().write(bytes);
      if (bytes.position() > 0 && bytes.hasRemaining()) {
        abort(false); // half a hint cannot be taken back; a visitor this far behind is stuck
      }
    } catch (IOException left) {
      abort(false);
    }
  }

  @Override
  public void head(ResponseHead head) {
    status = head.status();
    if (status == 101 && !guard.facts().upgrade()) {
      fail(502, "the server changed protocols unasked", true);
      return;
    }
    exchange.setStatusCode(status);
    tools.headers().copy(head, exchange.getResponseHeaders());
    if (status == 101) {
      return; // joined when the bytes that came with it are in hand
    }
    if (!exchange.isRequestComplete() || node.draining || guard.port().retiring()) {
      exchange.setPersistent(false);
    }
    sink = exchange.getResponseChannel();
  }

  private void upgrade(ByteBuffer early) {
    UpstreamConnection from = upstream;
    if (from == null) {
      return;
    }
    loop.timed().remove(this);
    Tunnel tunnel = new Tunnel(loop, pool().idleTimeout().toNanos(), this::tunnelClosed);
    upstream = null;
    pendingTunnel = tunnel;
    tunnel.server(from.detach());
    tunnel.early(early);
    exchange.upgradeChannel(
        (channel, ex) -> {
          guard.tunnel();
          tunnel.visitor(channel);
        });
    exchange.endExchange();
  }

  private @Nullable Tunnel pendingTunnel;

  private void tunnelClosed(long up, long down) {
    body.tunnelled(up);
    responseBytes += down;
    finish();
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
    finalBytes = last;
    await(Waiting.SERVER_BODY, allowedForReader());
    try {
      if (write(data)) {
        return !last;
      }
    } catch (IOException left) {
      abort(false);
      return false;
    }
    if (data.hasRemaining()) {
      toVisitor = loop.park(data);
    }
    await(Waiting.VISITOR_READ, allowedForReader());
    StreamSinkChannel channel = channel();
    channel.getWriteSetter().set(c -> visitorWritable());
    channel.resumeWrites();
    return false;
  }

  private long allowedForReader() {
    return route == null
        ? adc.adc().limits().bodyIdleTimeout().toNanos()
        : pool().idleTimeout().toNanos();
  }

  private StreamSinkChannel channel() {
    if (sink == null) {
      throw new IllegalStateException("no answer begun");
    }
    return sink;
  }

  /** Whether all of it, and the end if this was the end, went out. */
  private boolean write(ByteBuffer data) throws IOException {
    StreamSinkChannel channel = channel();
    while (data.hasRemaining()) {
      int count = channel.write(data);
      responseBytes += count;
      if (count == 0) {
        return false;
      }
    }
    if (finalBytes) {
      channel.shutdownWrites();
    }
    if (!channel.flush()) {
      return false;
    }
    if (finalBytes && !exchange.isRequestComplete()) {
      Connectors.terminateRequest(exchange);
    }
    return true;
  }

  private void visitorWritable() {
    if (closed) {
      return;
    }
    await(Waiting.VISITOR_READ, allowedForReader());
    ByteBuffer pending = toVisitor != null ? toVisitor : loop.buffer().limit(0);
    try {
      if (!write(pending)) {
        return;
      }
    } catch (IOException left) {
      abort(false);
      return;
    }
    loop.free(toVisitor);
    toVisitor = null;
    if (!finalBytes) {
      channel().suspendWrites();
      await(Waiting.SERVER_BODY, pool().idleTimeout().toNanos());
      if (upstream != null) {
        upstream.resume();
      }
    }
  }

  /** An answer of the agent's own: one line of cause, nothing about the inside. */
  private void answer(int code, String cause) {
    status = code;
    leaveUpstream();
    boolean close = !exchange.isRequestComplete();
    if (close) {
      body.stop();
      exchange.setPersistent(false);
    }
    exchange.setStatusCode(code);
    String text =
        cause.isEmpty() ? "" : code + " " + StatusCodes.getReason(code) + ": " + cause + "\n";
    ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(US_ASCII));
    exchange.getResponseHeaders().put(Headers.CONTENT_LENGTH, bytes.remaining());
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, "text/plain; charset=utf-8");
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      bytes.position(bytes.limit());
    }
    sink = exchange.getResponseChannel();
    var unused = body(bytes, true);
  }

  // ---- when things go wrong ----

  @Override
  public void broken(Breach breach, String cause) {
    boolean stale = upstream != null && upstream.reused();
    upstream = null;
    if (closed) {
      return;
    }
    if (breach == Breach.NO_ANSWER && stale && !retriedStale && !body.touched() && idempotent()) {
      retriedStale = true;
      connect();
      return;
    }
    // closing an idle connection just when a request arrives is every server's right: not its fault
    fail(
        502,
        breach == Breach.NO_ANSWER ? "the server gave no answer" : "bad answer",
        breach != Breach.NO_ANSWER || !stale);
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
    if (exchange.isResponseStarted() || sink != null) {
      abort(false);
    } else {
      exchange.getResponseHeaders().clear();
      answer(code, cause);
    }
  }

  private void await(Waiting what, long nanos) {
    waiting = what;
    allowed = nanos;
    since = System.nanoTime();
  }

  @Override
  protected void sweep(long now) {
    if (waiting == Waiting.NOTHING || now - since <= allowed) {
      return;
    }
    switch (waiting) {
      case CONNECT -> {
        callOff();
        series.upstreamError();
        late = true;
        attempt();
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
    UpstreamConnection mine = upstream;
    upstream = null;
    if (mine != null) {
      mine.shut();
    }
  }

  @Override
  public void visitorLeft() {
    if (pendingTunnel != null) {
      pendingTunnel.visitorLeft();
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
      IoUtils.safeClose(visitor);
    }
  }

  // ---- the end ----

  @Override
  public void exchangeEvent(HttpServerExchange ended, NextListener next) {
    if (pendingTunnel == null) {
      UpstreamConnection mine = upstream;
      upstream = null;
      if (mine != null) {
        mine.release(body.sent(), pool().maxIdleConnections());
      }
      finish();
      guard.answered(!exchange.isPersistent());
    }
    next.proceed();
  }

  private void finish() {
    if (closed) {
      return;
    }
    closed = true;
    waiting = Waiting.NOTHING;
    loop.timed().remove(this);
    loop.free(toVisitor);
    toVisitor = null;
    leaveServer();
    node.inFlight.decrementAndGet();
    series.record(status / 100, System.nanoTime() - started, body.received(), responseBytes);
  }
}
