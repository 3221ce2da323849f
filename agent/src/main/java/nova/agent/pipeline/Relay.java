package nova.agent.pipeline;

import io.undertow.server.Connectors;
import io.undertow.server.ExchangeCompletionListener;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import nova.agent.config.RetryRules;
import nova.agent.listener.RequestFacts;
import nova.agent.listener.Visitor;
import nova.agent.pipeline.Patience.Waiting;
import nova.agent.pipeline.ServingPlan.AdcPlan;
import nova.agent.pipeline.ServingPlan.RoutePlan;
import nova.agent.telemetry.TrafficSeries;
import nova.agent.transform.Page;
import nova.agent.upstream.Endpoint;
import nova.agent.upstream.RequestHead;
import nova.agent.upstream.TimedList;
import nova.agent.upstream.UpstreamLoop;
import org.jspecify.annotations.Nullable;

/**
 * One exchange from head to last byte: admit, have it answered ({@link Tries}), pass the answer on
 * ({@link Reply}), record. It never leaves its I/O thread.
 */
final class Relay extends TimedList.Timed
    implements RequestBody.Owner,
        ExchangeCompletionListener,
        Visitor.Departure,
        VisitorAnswer.Reader,
        WaitingLine.Waiter {
  private static final String ALLOW = "GET, HEAD, POST, PUT, DELETE, OPTIONS, PATCH";

  private static final HttpString REQUEST_ID = new HttpString("X-Request-Id");
  private static final Pattern REQUEST_ID_FORM = Pattern.compile("[A-Za-z0-9_.:-]{1,64}");

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
  private @Nullable RoutePlan route;
  private @Nullable Tries tries;
  private @Nullable Reply reply;
  private TrafficSeries series;
  private long deadlineNanos;
  private boolean inLine;
  private boolean closed;
  private int status;

  Relay(NodeContext node, AdcPlan adc, HttpServerExchange exchange, Visitor visitor) {
    this.node = node;
    this.tools = node.tools(exchange.getIoThread());
    this.loop = tools.loop();
    this.adc = adc;
    this.exchange = exchange;
    this.visitor = visitor;
    this.series = adc.unrouted();
    this.body =
        new RequestBody(
            exchange,
            loop,
            this,
            adc.adc().limits().maxBodyBytes(),
            visitor.facts().length() == RequestFacts.NO_BODY);
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
      case Admission.Admitted admitted -> admit(admitted);
      case Admission.Redirected redirected -> {
        series = redirected.series();
        exchange.getResponseHeaders().put(Headers.LOCATION, redirected.location());
        own(redirected.status(), Page.EMPTY);
      }
      case Admission.Refused refused -> {
        if (refused.close()) {
          exchange.setPersistent(false);
        }
        if (refused.allow()) {
          exchange.getResponseHeaders().put(Headers.ALLOW, ALLOW);
        }
        own(refused.status(), refused.cause());
      }
    }
  }

  private void admit(Admission.Admitted admitted) {
    RoutePlan chosen = admitted.route();
    RetryRules rules = chosen.retry();
    target = admitted.target();
    route = chosen;
    series = chosen.noServer();
    chosen.budget().earn();
    if (rules.on() && hasBody()) {
      body.holdIn(new BodySpool(node.spool(), loop, rules));
    }
    Repeatable repeatable = new Repeatable(rules, exchange);
    ServerChoice choice = new ServerChoice(chosen, admitted.visit());
    Reply toVisitor = new Reply(this, chosen, admitted.visit());
    reply = toVisitor;
    Contact contact = Contact.of(visitor, loop, chosen);
    deadlineNanos = deadline(rules);
    Tries asking = new Tries(toVisitor, loop, choice, repeatable, body, contact, deadlineNanos);
    tries = asking;
    asking.next();
  }

  private long deadline(RetryRules rules) {
    // far enough never to come, near enough not to overflow
    long most = rules.total().map(Duration::toNanos).orElse(Long.MAX_VALUE / 4);
    return visitor.facts().startNanos() + most;
  }

  // ---- what Reply works with ----

  boolean lastOfConnection() {
    return node.draining() || visitor.last();
  }

  HttpServerExchange exchange() {
    return exchange;
  }

  Visitor visitor() {
    return visitor;
  }

  NodeContext.ThreadTools tools() {
    return tools;
  }

  RequestBody body() {
    return body;
  }

  VisitorAnswer answer() {
    return answer;
  }

  Patience patience() {
    return patience;
  }

  Tries tries() {
    if (tries == null) {
      throw new IllegalStateException("not admitted");
    }
    return tries;
  }

  boolean closed() {
    return closed;
  }

  /** The answer passed on has this status and is this server's. */
  void answeredBy(TrafficSeries server, int code) {
    series = server;
    status = code;
  }

  /** A server's time is counted under it, whatever comes of it. */
  void with(TrafficSeries server) {
    series = server;
  }

  RequestHead requestHead(Endpoint server) {
    RequestTarget wanted = target;
    if (wanted == null) {
      throw new IllegalStateException("not admitted");
    }
    if (wanted.authority().isEmpty()) {
      // HTTP/1.0 need not say a host, and HTTP/1.1 must (RFC 9112, 3.2)
      wanted = wanted.sentTo(server.authority());
    }
    RequestHeadWriter.Origin origin =
        new RequestHeadWriter.Origin(
            visitor.peer(),
            wanted.host(),
            exchange.getRequestScheme(),
            visitor.port().number(),
            node.via(exchange.getProtocol()));
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

  boolean hasBody() {
    return visitor.facts().length() != RequestFacts.NO_BODY;
  }

  boolean headOnly() {
    return exchange.getRequestMethod().equals(Methods.HEAD);
  }

  // ---- no server has room ----

  void waitForRoom() {
    RoutePlan waits = route;
    if (waits == null) {
      return;
    }
    if (!patience.isFor(Waiting.ROOM)) {
      patience.await(Waiting.ROOM, waits.pool().pool().breaker().pending());
    }
    if (inLine) {
      return;
    }
    if (!waits.pool().line().join(this)) {
      own(503, "too many requests wait for a server");
      return;
    }
    inLine = true;
    // room that was made just before joining has told nobody
    loop.thread().execute(this::lookAgain);
  }

  @Override
  public void yourTurn() {
    loop.thread()
        .execute(
            () -> {
              if (!closed && inLine) {
                inLine = false;
                tries().next();
              }
            });
  }

  private void lookAgain() {
    if (!closed && inLine) {
      tries().next();
    }
  }

  void leaveLine() {
    if (inLine && route != null) {
      inLine = false;
      route.pool().line().leave(this);
    }
  }

  // ---- told by the body on its way up ----

  @Override
  public void waitingForVisitor() {
    patience.await(Waiting.VISITOR_BODY, adc.adc().limits().bodyIdleTimeout());
  }

  @Override
  public void waitingForServerToRead() {
    patience.await(Waiting.SERVER_WRITE, idleTimeout());
  }

  @Override
  public void requestSent() {
    Attempt attempt = tries().current();
    if (attempt != null && status == 0) {
      attempt.sentAll();
      patience.await(Waiting.FIRST_BYTE, firstByteTimeout());
    } else {
      patience.await(Waiting.SERVER_BODY, idleTimeout());
    }
  }

  @Override
  public void bodyTooLarge() {
    fail(413, "request body too large");
  }

  @Override
  public @Nullable String bodyProblem() {
    return visitor.bodyProblem();
  }

  @Override
  public void bodyMalformed(String rule) {
    fail(400, rule);
  }

  @Override
  public void bodyCut() {
    abort(false);
  }

  @Override
  public void bodyLost() {
    fail(502, "no server could be reached");
  }

  @Override
  public void bodyRead() {
    if (!closed) {
      visitor.awaitAnswer();
    }
  }

  Duration idleTimeout() {
    return route == null ? adc.adc().limits().bodyIdleTimeout() : route.pool().pool().idleTimeout();
  }

  Duration firstByteTimeout() {
    RoutePlan chosen = route;
    if (chosen == null) {
      throw new IllegalStateException("not admitted");
    }
    return chosen.retry().perTry().orElse(chosen.pool().pool().firstByteTimeout());
  }

  // ---- told by the visitor's side ----

  @Override
  public void readerWaits() {
    patience.await(Waiting.VISITOR_READ, idleTimeout());
  }

  @Override
  public void readerCaughtUp() {
    patience.await(Waiting.SERVER_BODY, idleTimeout());
    if (reply != null) {
      reply.readerCaughtUp();
    }
  }

  @Override
  public void readerLeft() {
    abort(false);
  }

  @Override
  public void visitorLeft() {
    if (reply == null || !reply.tunnelLeft()) {
      abort(true);
    }
  }

  // ---- when things go wrong ----

  /** An answer of the agent's own. */
  void own(int code, String cause) {
    exchange.getResponseHeaders().put(Headers.CACHE_CONTROL, "no-store");
    own(code, adc.errorPages().page(code, cause, accept(), requestId()));
  }

  private void own(int code, Page page) {
    status = code;
    endTries();
    if (!exchange.isRequestComplete()) {
      body.stop();
      exchange.setPersistent(false);
    }
    answer.own(code, page);
  }

  private String accept() {
    HeaderValues accept = exchange.getRequestHeaders().get(Headers.ACCEPT);
    return accept == null ? "" : String.join(",", accept);
  }

  /** The visitor's own, when it is one, so that both sides can look it up. */
  private String requestId() {
    String given = exchange.getRequestHeaders().getFirst(REQUEST_ID);
    return given != null && REQUEST_ID_FORM.matcher(given).matches()
        ? given
        : Long.toHexString(ThreadLocalRandom.current().nextLong());
  }

  /** Answers when nothing of an answer is out yet, cuts the visitor off otherwise. */
  void fail(int code, String cause) {
    if (exchange.isResponseStarted() || answer.begun()) {
      abort(false);
    } else {
      exchange.getResponseHeaders().clear();
      own(code, cause);
    }
  }

  private void endTries() {
    leaveLine();
    if (tries != null) {
      tries.end();
    }
  }

  @Override
  protected void sweep(long now) {
    Attempt attempt = tries == null ? null : tries.current();
    if (attempt != null && attempt.forcedOut()) {
      forcedOut(attempt);
      return;
    }
    if (tries != null && status == 0 && now - deadlineNanos > 0) {
      fail(504, "no server answered in the time there is for all of them");
      return;
    }
    if (attempt != null && patience.isFor(Waiting.FIRST_BYTE)) {
      tries().watch(attempt, now);
    }
    Waiting lost = patience.lost(now);
    switch (lost) {
      case NOTHING -> {}
      case ROOM -> {
        leaveLine();
        own(503, "no server had room in time");
      }
      case VISITOR_BODY -> fail(408, "request body not complete in time");
      case VISITOR_READ -> abort(false);
      case CONNECT, SERVER_WRITE, FIRST_BYTE, SERVER_BODY -> serverLate(lost);
    }
  }

  /** The deadline of a drain has come: what can go on elsewhere does. */
  private void forcedOut(Attempt attempt) {
    if (answer.begun()) {
      tries().cut(attempt, "cut off at the end of its drain");
    } else {
      tries().late(attempt, "not done at the end of its drain");
    }
  }

  private void serverLate(Waiting what) {
    Attempt attempt = tries().current();
    if (attempt == null) {
      fail(504, "the server did not answer in time");
    } else if (answer.begun()) {
      tries().cut(attempt, "stopped in the middle of an answer");
    } else {
      long millis = patience.allowedMillis();
      String step = what == Waiting.CONNECT ? "connect: timeout" : "timeout";
      tries().late(attempt, step + " after " + millis + " ms");
    }
  }

  void abort(boolean alreadyClosed) {
    if (closed) {
      return;
    }
    finish();
    if (!alreadyClosed) {
      visitor.cut();
    }
  }

  // ---- the end ----

  @Override
  public void exchangeEvent(HttpServerExchange ended, NextListener next) {
    if (reply == null || !reply.tunnelled()) {
      Attempt attempt = tries == null ? null : tries.current();
      if (attempt != null && !closed) {
        attempt.release(body.sent());
      }
      finish();
      visitor.answered(!exchange.isPersistent());
    }
    next.proceed();
  }

  void finish() {
    if (closed) {
      return;
    }
    closed = true;
    patience.over();
    loop.timed().remove(this);
    answer.end();
    body.stop();
    endTries();
    node.requestEnded();
    series.record(
        status / 100,
        System.nanoTime() - visitor.facts().startNanos(),
        body.received(),
        answer.bytes() + (reply == null ? 0 : reply.tunnelledDown()));
  }
}
