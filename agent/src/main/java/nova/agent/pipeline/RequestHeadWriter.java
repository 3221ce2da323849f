package nova.agent.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import nova.agent.upstream.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * The head a server gets; one per I/O thread, filled anew for each request.
 *
 * <p>Visitors are not trusted: what they say in Forwarded and X-Forwarded-* is replaced by what
 * this node knows, or what the route says. Via is appended, as RFC 9110 demands of every
 * intermediary. Fields that Connection names are removed from what the visitor sent and never from
 * what is added here.
 */
final class RequestHeadWriter implements RequestHead {
  private static final byte[] VERSION = bytes(" HTTP/1.1\r\n");
  private static final byte[] CHUNKED = bytes("Transfer-Encoding: chunked\r\n");
  private static final HttpString VIA = new HttpString("Via");
  private static final String TRAILERS = "trailers";
  private static final byte[] NOTHING = new byte[0];

  private HttpString method = Methods.GET;
  private RequestTarget target = new RequestTarget("/", "/", "");
  private HeaderMap headers = new HeaderMap();
  private Origin origin = new Origin("", "", "", 0, "");
  private long length;
  private boolean upgrade;
  private byte[] out = NOTHING;
  private int at;

  /** Everything about the visitor that is told to the server. */
  record Origin(String peer, String host, String proto, int port, String via) {}

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  /** Takes the head to write; it is the one to write until the next call. */
  RequestHead of(
      HttpString toDo,
      RequestTarget wanted,
      HeaderMap visitors,
      Origin from,
      long bodyLength,
      boolean asksUpgrade) {
    method = toDo;
    target = wanted;
    headers = visitors;
    origin = from;
    length = bodyLength;
    upgrade = asksUpgrade;
    return this;
  }

  @Override
  public String method() {
    return method.toString();
  }

  @Override
  public String target() {
    return target.sent();
  }

  @Override
  public String authority() {
    return target.authority();
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public int write(byte[] to) {
    out = to;
    at = 0;
    put(method);
    out[at++] = ' ';
    put(target.sent());
    put(VERSION);
    field("Host", target.authority());
    visitorsOwn();
    added();
    if (length == UNKNOWN) {
      put(CHUNKED);
    }
    boolean trailers = wantsTrailers();
    if (trailers) {
      field("TE", TRAILERS);
    }
    if (upgrade || trailers) {
      field("Connection", !trailers ? "upgrade" : upgrade ? "upgrade, TE" : "TE");
    }
    out[at++] = '\r';
    out[at++] = '\n';
    return at;
  }

  @Override
  public void fields(FieldSink to) {
    HeaderValues connection = headers.get(Headers.CONNECTION);
    for (long i = headers.fastIterateNonEmpty(); i != -1L; i = headers.fiNextNonEmpty(i)) {
      HeaderValues values = headers.fiCurrent(i);
      if (stays(values.getHeaderName(), connection, false)) {
        for (int v = 0; v < values.size(); v++) {
          to.field(values.getHeaderName(), values.get(v));
        }
      }
    }
    if (!target.forwardingSet()) {
      Forwarding.each(origin, to);
    }
    to.field(VIA, via());
    if (wantsTrailers()) {
      to.field(Headers.TE, TRAILERS);
    }
  }

  /** The rest of TE is about codings of this hop, which are not passed on. */
  private boolean wantsTrailers() {
    HeaderValues te = headers.get(Headers.TE);
    return te != null && HopByHop.lists(te, TRAILERS);
  }

  private String via() {
    String before = joined(headers.get(VIA));
    return before.isEmpty() ? origin.via() : before + ", " + origin.via();
  }

  private void visitorsOwn() {
    HeaderValues connection = headers.get(Headers.CONNECTION);
    for (long i = headers.fastIterateNonEmpty(); i != -1L; i = headers.fiNextNonEmpty(i)) {
      HeaderValues values = headers.fiCurrent(i);
      HttpString name = values.getHeaderName();
      if (!stays(name, connection, upgrade)) {
        continue;
      }
      if (values.size() > 1 && name.equals(Headers.COOKIE)) {
        // HTTP/2 may send each cookie by itself, HTTP/1.1 may not (RFC 9113, 8.2.3)
        field("Cookie", String.join("; ", values));
        continue;
      }
      for (int v = 0; v < values.size(); v++) {
        put(name);
        out[at++] = ':';
        out[at++] = ' ';
        put(values.get(v));
        out[at++] = '\r';
        out[at++] = '\n';
      }
    }
  }

  private boolean stays(HttpString name, @Nullable HeaderValues connection, boolean asksUpgrade) {
    if (HopByHop.OF_REQUEST.contains(name)) {
      return (asksUpgrade && name.equals(Headers.UPGRADE))
          || (length == UNKNOWN && name.equals(Headers.TRAILER))
          || (target.forwardingSet() && Forwarding.has(name));
    }
    return connection == null || !HopByHop.named(connection, name);
  }

  private void added() {
    if (!target.forwardingSet()) {
      forwarding();
    }
    field("Via", via());
  }

  private void forwarding() {
    field("X-Forwarded-For", origin.peer());
    field("X-Forwarded-Proto", origin.proto());
    field("X-Forwarded-Port", Integer.toString(origin.port()));
    if (!origin.host().isEmpty()) {
      field("X-Forwarded-Host", origin.host());
    }
    put("Forwarded: for=");
    put(origin.peer().indexOf(':') < 0 ? origin.peer() : "\"[" + origin.peer() + "]\"");
    if (!origin.host().isEmpty()) {
      put(";host=");
      put(Forwarding.quoted(origin.host()));
    }
    put(";proto=");
    put(origin.proto());
    put(";by=_nova\r\n");
  }

  private static String joined(@Nullable HeaderValues values) {
    return values == null ? "" : String.join(", ", values);
  }

  private void field(String name, String value) {
    put(name);
    out[at++] = ':';
    out[at++] = ' ';
    put(value);
    out[at++] = '\r';
    out[at++] = '\n';
  }

  private void put(HttpString text) {
    text.copyTo(out, at);
    at += text.length();
  }

  @SuppressWarnings("deprecation") // exactly what it is for: Latin-1 without an encoder
  private void put(String text) {
    text.getBytes(0, text.length(), out, at);
    at += text.length();
  }

  private void put(byte[] text) {
    System.arraycopy(text, 0, out, at, text.length);
    at += text.length;
  }
}
