package nova.agent.listener.http2;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpAttachments;
import io.undertow.util.HeaderMap;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import java.io.IOException;
import java.nio.ByteBuffer;
import nova.agent.listener.Refusal;
import nova.agent.listener.RequestFacts;
import nova.agent.listener.VisitorConnection;
import nova.agent.listener.VisitorExchange;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;
import org.xnio.conduits.StreamSinkConduit;

/** One request and its answer on a connection with others. */
final class Http2Stream extends VisitorExchange {

  /** What its connection hears. */
  interface Host {
    /** Body bytes were passed on. */
    void passed(int stream, ReceiveWindow window, int bytes, boolean wider, boolean whole)
        throws IOException;

    /** It must not go on. */
    void reset(Http2Stream stream, ErrorCode code);

    /** Its answer is out. */
    void over(Http2Stream stream);
  }

  private final int id;
  private final Host host;
  private final Sending sending;
  private final StreamBody body;
  private final StreamAnswer answer;
  private final HttpServerExchange exchange;
  private final RequestFacts facts;
  private final @Nullable Refusal refusal;
  private boolean owesContinue;
  private boolean closed;
  private @Nullable Departure departure;

  Http2Stream(
      VisitorConnection connection,
      int id,
      Host host,
      Sending sending,
      RequestFields fields,
      boolean endStream,
      String scheme,
      int window) {
    super(connection);
    this.id = id;
    this.host = host;
    this.sending = sending;
    this.body = new StreamBody(this, thread().buffers());
    this.refusal = fields.judge(endStream);
    boolean good = refusal == null;
    long now = System.nanoTime();
    this.facts =
        good
            ? new RequestFacts(fields.length(), now, fields.path(), false, true)
            : RequestFacts.refused(now);
    this.owesContinue = good && fields.expectsContinue();
    this.exchange =
        new HttpServerExchange(
            this, good ? fields.headers() : new HeaderMap(), new HeaderMap(), -1);
    exchange.setProtocol(Protocols.HTTP_2_0).setRequestMethod(good ? fields.method() : Methods.GET);
    exchange.setRequestURI(good ? fields.path() : "/").setRequestScheme(scheme).setPersistent(true);
    this.answer = new StreamAnswer(this, sending, exchange, window);
    body.begin(good ? fields.length() : RequestFacts.CHUNKED, endStream);
    if (endStream || !good) {
      Connectors.terminateRequest(exchange);
    }
  }

  int id() {
    return id;
  }

  HttpServerExchange exchange() {
    return exchange;
  }

  StreamAnswer answer() {
    return answer;
  }

  /** The visitor has said everything. */
  boolean heard() {
    return body.whole();
  }

  // ---- frames for it ----

  /** DATA; the rule it broke, or null. */
  @Nullable ErrorCode data(ByteBuffer payload, int flowBytes, boolean last) throws IOException {
    ErrorCode broken = body.data(payload, flowBytes, last);
    return refusal == null ? broken : null;
  }

  /** HEADERS at the end of the body; false when the body was not what was announced. */
  boolean trailers(HeaderMap fields) {
    if (fields.size() > 0) {
      exchange.putAttachment(HttpAttachments.REQUEST_TRAILERS, fields);
    }
    return body.end();
  }

  /** The stream is gone, by whomever. */
  void lost() {
    if (closed) {
      return;
    }
    closed = true;
    answer.breakOff();
    Departure told = departure;
    departure = null;
    if (told != null) {
      told.visitorLeft();
    }
    dropBody(true);
  }

  private void dropBody(boolean lost) {
    try {
      body.drop(lost);
    } catch (IOException connectionLost) {
      connection().close();
    }
  }

  // ---- its body ----

  void passed(ReceiveWindow window, int bytes, boolean wider, boolean whole) throws IOException {
    host.passed(id, window, bytes, wider, whole || closed);
  }

  /** Somebody wants the body and none of it is there. */
  void bodyAwaited() throws IOException {
    if (owesContinue && !answer.begun()) {
      sending.headers(id, 100, new HeaderMap(), false);
    }
    owesContinue = false;
  }

  void bodyEnded() {
    owesContinue = false;
    Connectors.terminateRequest(exchange);
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
    return null; // a stream with a bad body is reset
  }

  @Override
  public void serving(Departure told) {
    departure = told;
  }

  @Override
  public void awaitAnswer() {
    // the connection is always listened to
  }

  @Override
  public void answered(boolean last) {
    departure = null;
  }

  @Override
  public void hint(HeaderMap fields) throws IOException {
    sending.headers(id, 103, fields, false);
  }

  @Override
  public void tunnel() {
    throw new IllegalStateException("HTTP/2 does not change protocols");
  }

  @Override
  public void cut() {
    if (!closed) {
      departure = null;
      host.reset(this, ErrorCode.INTERNAL_ERROR);
    }
  }

  @Override
  public boolean isOpen() {
    return !closed && super.isOpen();
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
    // what nobody reads is let go when the answer is out
  }

  @Override
  public String getTransportProtocol() {
    return "h2";
  }

  @Override
  protected void exchangeComplete(HttpServerExchange completed) {
    if (!closed) {
      closed = true;
      host.over(this);
      dropBody(false);
    }
  }
}
