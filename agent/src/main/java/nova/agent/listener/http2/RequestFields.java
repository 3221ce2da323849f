package nova.agent.listener.http2;

import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import nova.agent.exchange.hpack.HpackDecoder;
import nova.agent.exchange.hpack.HpackField;
import nova.agent.listener.FieldNames;
import nova.agent.listener.HostName;
import nova.agent.listener.Refusal;
import nova.agent.listener.RequestFacts;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one request as RFC 9113, 8 wants them. What breaks a rule is refused: behind us the
 * request becomes HTTP/1.1, where it could mean something else.
 */
final class RequestFields implements HpackDecoder.Fields {
  private static final int MOST_LENGTH_DIGITS = 18;

  private final FieldNames names;
  private final int mostBytes;
  private final int mostFields;
  private final HeaderMap headers = new HeaderMap();
  private @Nullable Refusal refusal;
  private @Nullable String method;
  private @Nullable String scheme;
  private @Nullable String path;
  private @Nullable String authority;
  private @Nullable String cookies;
  private boolean regular;
  private boolean expectsContinue;
  private long length = RequestFacts.CHUNKED;
  private int bytes;
  private int fields;

  RequestFields(FieldNames names, int mostBytes, int mostFields) {
    this.names = names;
    this.mostBytes = mostBytes;
    this.mostFields = mostFields;
  }

  private void refuse(int status, String cause) {
    if (refusal == null) {
      refusal = new Refusal(status, cause);
    }
  }

  @Override
  public void field(HpackField field) {
    bytes += field.size();
    if (bytes > mostBytes || ++fields > mostFields + 4) {
      refuse(431, "too many or too long header fields");
    } else if (!field.proper()) {
      refuse(400, "malformed header field");
    } else if (field.pseudo()) {
      pseudo(field.name(), field.value());
    } else {
      regular = true;
      regular(field.name(), field.value());
    }
  }

  private void pseudo(String name, String value) {
    if (regular) {
      refuse(400, "pseudo-header field behind others");
    }
    switch (name) {
      case ":method" -> method = once(method, value);
      case ":scheme" -> scheme = once(scheme, value);
      case ":path" -> path = once(path, value);
      case ":authority" -> authority = once(authority, value);
      default -> refuse(400, "unknown pseudo-header field");
    }
  }

  private String once(@Nullable String before, String value) {
    if (before != null) {
      refuse(400, "pseudo-header field twice");
    }
    return value;
  }

  private void regular(String name, String value) {
    switch (name) {
      case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade" ->
          refuse(400, "field of a connection in a stream");
      case "te" -> {
        if (!value.equals("trailers")) {
          refuse(400, "invalid TE");
        }
        headers.put(Headers.TE, value);
      }
      case "host" -> {
        if (headers.contains(Headers.HOST)) {
          refuse(400, "more than one Host");
        }
        headers.put(Headers.HOST, value);
      }
      case "content-length" -> contentLength(value);
      case "cookie" -> cookies = cookies == null ? value : cookies + "; " + value;
      case "expect" -> {
        expectsContinue = value.equalsIgnoreCase("100-continue");
        headers.add(Headers.EXPECT, value);
      }
      case "content_length", "transfer_encoding" -> refuse(400, "ambiguous header field name");
      default -> headers.add(names.of(name), value);
    }
  }

  private void contentLength(String value) {
    if (length != RequestFacts.CHUNKED
        || value.isEmpty()
        || value.length() > MOST_LENGTH_DIGITS
        || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
      refuse(400, "invalid Content-Length");
      return;
    }
    length = Long.parseLong(value);
    headers.put(Headers.CONTENT_LENGTH, value);
  }

  /** Looks at everything together; the refusal, or null when the request is in order. */
  @Nullable Refusal judge(boolean endStream) {
    if (method != null && method.equals("CONNECT")) {
      refuse(501, "CONNECT is not supported");
    } else if (method == null || path == null || scheme == null) {
      refuse(400, "pseudo-header field missing");
    } else if (!upper(method)) {
      refuse(400, "method must be in upper case");
    } else if (!scheme.equals("http") && !scheme.equals("https")) {
      refuse(400, "unknown scheme");
    } else if (!target(path, method.equals("OPTIONS"))) {
      refuse(400, "invalid request target");
    }
    host();
    if (endStream && length > 0) {
      refuse(400, "body shorter than Content-Length");
    } else if (endStream) {
      length = RequestFacts.NO_BODY;
    }
    if (cookies != null) {
      headers.put(Headers.COOKIE, cookies);
    }
    return refusal;
  }

  private void host() {
    String host = headers.getFirst(Headers.HOST);
    if (authority != null && host != null && !authority.equalsIgnoreCase(host)) {
      refuse(400, "Host differs from the authority");
    }
    String named = authority == null ? host : authority;
    if (named == null || !HostName.valid(named)) {
      refuse(400, "invalid authority");
    } else {
      headers.put(Headers.HOST, named);
    }
  }

  private static boolean upper(String method) {
    for (int i = 0; i < method.length(); i++) {
      char c = method.charAt(i);
      if ((c >= 'a' && c <= 'z') || !nova.agent.exchange.Tokens.isToken((byte) c)) {
        return false;
      }
    }
    return !method.isEmpty();
  }

  private static boolean target(String path, boolean options) {
    for (int i = 0; i < path.length(); i++) {
      char c = path.charAt(i);
      if (c <= ' ' || c >= 127 || c == '#' || c == '"' || c == '<' || c == '>' || c == '\\') {
        return false;
      }
    }
    return path.startsWith("/") || (options && path.equals("*"));
  }

  HttpString method() {
    return method == null ? Methods.GET : names.of(method);
  }

  String path() {
    return path == null ? "/" : path;
  }

  HeaderMap headers() {
    return headers;
  }

  /** Body bytes announced; CHUNKED when nobody knows. */
  long length() {
    return length;
  }

  boolean expectsContinue() {
    return expectsContinue;
  }
}
