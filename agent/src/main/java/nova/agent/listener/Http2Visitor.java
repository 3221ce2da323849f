package nova.agent.listener;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/**
 * One stream of HTTP/2. Undertow reads the frames; what RFC 9113, 8.2 forbids in a request is
 * refused here, because servers behind get it as HTTP/1.1.
 */
final class Http2Visitor implements Visitor {
  private static final Set<HttpString> OF_CONNECTIONS =
      Set.of(
          Headers.CONNECTION,
          new HttpString("Keep-Alive"),
          new HttpString("Proxy-Connection"),
          Headers.TRANSFER_ENCODING,
          Headers.UPGRADE);

  private final HttpServerExchange exchange;
  private final VisitorPort port;
  private final OpenConnection opened;
  private final RequestFacts facts = new RequestFacts();
  private final @Nullable Refusal refusal;
  private boolean ended;

  Http2Visitor(HttpServerExchange exchange, VisitorPort port, OpenConnection opened) {
    this.exchange = exchange;
    this.port = port;
    this.opened = opened;
    facts.clear(System.nanoTime());
    facts.http11 = true; // persistent until said otherwise
    String query = exchange.getQueryString();
    facts.target = exchange.getRequestURI() + (query.isEmpty() ? "" : "?" + query);
    refusal = read(exchange.getRequestHeaders());
    opened.streamBegun();
  }

  private @Nullable Refusal read(HeaderMap headers) {
    int fields = 0;
    int bytes = 0;
    for (HeaderValues values : headers) {
      fields += values.size();
      for (String value : values) {
        bytes += values.getHeaderName().length() + value.length();
      }
    }
    if (fields > port.limits().maxHeaders() || bytes > port.limits().maxHeaderBytes()) {
      return new Refusal(431, "too many or too long header fields");
    }
    for (HttpString name : OF_CONNECTIONS) {
      if (headers.contains(name)) {
        return new Refusal(400, "field of a connection in a stream");
      }
    }
    HeaderValues te = headers.get(Headers.TE);
    if (te != null && (te.size() > 1 || !te.getFirst().equals("trailers"))) {
      return new Refusal(400, "invalid TE");
    }
    HeaderValues host = headers.get(Headers.HOST);
    if (host == null || host.size() > 1 || !HostName.valid(host.getFirst())) {
      return new Refusal(400, "invalid authority");
    }
    if (exchange.getRequestMethod().toString().equals("CONNECT")) {
      return new Refusal(501, "CONNECT is not supported");
    }
    if (facts.target != null && !plain(facts.target)) {
      return new Refusal(400, "invalid character in request target");
    }
    return length(headers.get(Headers.CONTENT_LENGTH));
  }

  private @Nullable Refusal length(@Nullable HeaderValues length) {
    boolean complete = exchange.isRequestComplete();
    if (length == null) {
      facts.length = complete ? RequestFacts.NO_BODY : RequestFacts.CHUNKED;
      return null;
    }
    String text = length.getFirst();
    if (length.size() > 1 || text.isEmpty() || text.length() > 18 || !digits(text)) {
      return new Refusal(400, "invalid Content-Length");
    }
    facts.length = Long.parseLong(text);
    return complete && facts.length > 0
        ? new Refusal(400, "body shorter than Content-Length")
        : null;
  }

  private static boolean digits(String text) {
    return text.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean plain(String target) {
    return target.chars().allMatch(c -> c > ' ' && c != 127 && "#\"<>\\".indexOf(c) < 0);
  }

  @Override
  public RequestFacts facts() {
    return facts;
  }

  @Override
  public VisitorPort port() {
    return port;
  }

  @Override
  public String peer() {
    SocketAddress address = opened.peer();
    return address instanceof InetSocketAddress internet
        ? internet.getAddress().getHostAddress()
        : "unknown";
  }

  @Override
  public @Nullable Refusal refusal() {
    return refusal;
  }

  @Override
  public @Nullable String bodyProblem() {
    return null;
  }

  @Override
  public void serving(Departure whoToTell) {
    exchange.getConnection().addCloseListener(closed -> whoToTell.visitorLeft());
  }

  @Override
  public void awaitAnswer() {
    // a stream that is reset is noticed when its answer is written
  }

  @Override
  public void answered(boolean last) {
    if (!ended) {
      ended = true;
      opened.streamEnded();
    }
  }

  @Override
  public void hint(HeaderMap fields) {
    // an interim answer is not worth a frame layer of our own
  }

  @Override
  public void tunnel() {
    throw new IllegalStateException("HTTP/2 does not change protocols");
  }

  @Override
  public void cut() {
    IoUtils.safeClose(exchange.getConnection()); // resets the stream, not the connection
    answered(true);
  }
}
