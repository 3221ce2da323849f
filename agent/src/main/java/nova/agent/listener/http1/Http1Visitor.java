package nova.agent.listener.http1;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.HttpUpgradeListener;
import io.undertow.server.protocol.http.HttpAttachments;
import io.undertow.util.HeaderMap;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import java.io.IOException;
import nova.agent.listener.Refusal;
import nova.agent.listener.RequestFacts;
import nova.agent.listener.VisitorConnection;
import nova.agent.listener.VisitorExchange;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.StreamSinkConduit;

/**
 * Whoever is at the other end of an HTTP/1 connection: the request in hand, its body and its
 * answer.
 */
final class Http1Visitor extends VisitorExchange {

  /** What the connection hears. */
  interface Host {
    /** Somebody wants bytes. */
    void resume();

    /** Nothing more of the request comes: until it is answered, look out for an end. */
    void watch(boolean on);

    /** The request was answered and everything about it is over. */
    void over(HttpServerExchange exchange);
  }

  private final Host host;
  private final String scheme;
  private final Http1Body body;
  private final Http1Answer answer;
  private RequestFacts facts = RequestFacts.refused(0);
  private boolean owesContinue;
  private @Nullable HttpServerExchange exchange;
  private @Nullable Refusal refusal;
  private @Nullable Departure departure;
  private @Nullable HttpUpgradeListener upgrade;

  Http1Visitor(
      VisitorConnection connection,
      Host host,
      String scheme,
      Http1Input input,
      StreamSinkConduit sink) {
    super(connection);
    this.host = host;
    this.scheme = scheme;
    this.body = new Http1Body(this, input);
    this.answer = new Http1Answer(sink, connection.thread());
  }

  Http1Body body() {
    return body;
  }

  /** A request that is in order. */
  HttpServerExchange asks(HeadReader head, long since) {
    facts = head.facts(since);
    owesContinue = head.expectsContinue();
    HttpServerExchange next = new HttpServerExchange(this, head.headers(), new HeaderMap(), -1);
    next.setProtocol(head.protocol()).setRequestMethod(head.method());
    next.setRequestURI(String.valueOf(facts.target()));
    return start(next);
  }

  /** One that is not let in, whatever it was. */
  HttpServerExchange asks(Refusal cause, long since) {
    refusal = cause;
    facts = RequestFacts.refused(since);
    HttpServerExchange next = new HttpServerExchange(this, new HeaderMap(), new HeaderMap(), -1);
    next.setProtocol(Protocols.HTTP_1_1).setRequestMethod(Methods.GET).setRequestURI("/");
    return start(next);
  }

  private HttpServerExchange start(HttpServerExchange next) {
    next.setRequestScheme(scheme).setPersistent(facts.persistent());
    exchange = next;
    body.begin(facts.length());
    answer.begin(next);
    if (body.ended()) {
      Connectors.terminateRequest(next);
      awaitAnswer();
    }
    return next;
  }

  // ---- its body ----

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

  void resumeSource() {
    host.resume();
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
    host.watch(true);
  }

  @Override
  public void answered(boolean last) {
    departure = null;
    host.watch(false);
  }

  @Override
  public void hint(HeaderMap fields) throws IOException {
    answer.interim(103, fields);
  }

  @Override
  public void tunnel() {
    // the bytes pass by this object already
  }

  @Override
  public void cut() {
    connection().close();
  }

  /** The connection is gone. */
  void left() {
    Departure told = departure;
    departure = null;
    if (told != null) {
      told.visitorLeft();
    }
    answer.drop();
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

  /** Who takes over now; null as long as nobody does. */
  @Nullable HttpUpgradeListener upgrade() {
    return upgrade;
  }

  @Override
  public String getTransportProtocol() {
    return "http/1.1";
  }

  @Override
  protected void exchangeComplete(HttpServerExchange completed) {
    exchange = null;
    body.forget();
    host.over(completed);
  }
}
