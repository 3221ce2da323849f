package nova.agent.listener.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import nova.agent.exchange.Tokens;
import nova.agent.listener.FieldNames;
import nova.agent.listener.Refusal;
import nova.agent.listener.RequestFacts;
import org.jspecify.annotations.Nullable;

/**
 * Reads one complete request head strictly (RFC 9112), in one pass. Anything two parsers could read
 * in two ways is refused: that is all request smuggling needs.
 */
final class HeadReader {
  private final byte[] bytes;
  private final int end;
  private final FieldNames names;
  private final int maxHeaders;
  private final FramingFields framing = new FramingFields(this);
  private final HeaderMap headers = new HeaderMap();
  private @Nullable Refusal refusal;
  private HttpString method = Methods.GET;
  private String target = "/";
  private boolean http11 = true;
  private int at;

  /**
   * A head.
   *
   * @param end index behind the empty line
   */
  HeadReader(byte[] bytes, int from, int end, FieldNames names, int maxHeaders) {
    this.bytes = bytes;
    this.at = from;
    this.end = end;
    this.names = names;
    this.maxHeaders = maxHeaders;
  }

  /** The refusal, or null when the head is in order. */
  @Nullable Refusal read() {
    requestLine();
    int count = 0;
    while (refusal == null && at < end - 2) {
      if (++count > maxHeaders) {
        refuse(431, "too many header fields");
      } else {
        field();
      }
    }
    if (refusal == null) {
      framing.judge(http11, target);
    }
    return refusal;
  }

  HttpString method() {
    return method;
  }

  HttpString protocol() {
    return http11 ? Protocols.HTTP_1_1 : Protocols.HTTP_1_0;
  }

  HeaderMap headers() {
    return headers;
  }

  RequestFacts facts(long startNanos) {
    return new RequestFacts(
        framing.length(),
        startNanos,
        target,
        framing.upgrade() && http11,
        framing.persistent(http11));
  }

  boolean expectsContinue() {
    return http11 && framing.expectsContinue();
  }

  void refuse(int status, String cause) {
    if (refusal == null) {
      refusal = new Refusal(status, cause);
    }
  }

  private void requestLine() {
    int from = at;
    int hash = 0;
    while (Tokens.isToken(bytes[at])) {
      hash = FieldNames.hash(hash, bytes[at++]);
    }
    if (at == from || bytes[at] != ' ') {
      refuse(400, "malformed request line");
      return;
    }
    method = names.of(bytes, from, at - from, hash);
    from = ++at;
    while (bytes[at] > ' ' && bytes[at] != 127) {
      at++;
    }
    if (at == from || bytes[at] != ' ' || !version(at + 1)) {
      refuse(400, "malformed request line");
      return;
    }
    target(from, at);
    at += 11;
    judgeMethod();
  }

  /** Undertow compares methods without case, servers do not: the two must never differ. */
  private void judgeMethod() {
    for (int i = 0; i < method.length(); i++) {
      byte b = method.byteAt(i);
      if (b >= 'a' && b <= 'z') {
        refuse(400, "method must be in upper case");
      }
    }
    if (method.equals(Methods.CONNECT)) {
      refuse(501, "CONNECT is not supported");
    }
  }

  private boolean version(int from) {
    if (end - from < 10
        || bytes[from] != 'H'
        || bytes[from + 1] != 'T'
        || bytes[from + 2] != 'T'
        || bytes[from + 3] != 'P'
        || bytes[from + 4] != '/'
        || !digit(bytes[from + 5])
        || bytes[from + 6] != '.'
        || !digit(bytes[from + 7])
        || bytes[from + 8] != '\r'
        || bytes[from + 9] != '\n') {
      return false;
    }
    if (bytes[from + 5] != '1' || bytes[from + 7] > '1') {
      refuse(505, "HTTP version not supported");
    }
    http11 = bytes[from + 7] != '0';
    return true;
  }

  private static boolean digit(byte b) {
    return b >= '0' && b <= '9';
  }

  private void target(int from, int to) {
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b == '#' || b == '"' || b == '<' || b == '>' || b == '\\') {
        refuse(400, "invalid character in request target");
      }
    }
    target = new String(bytes, from, to - from, ISO_8859_1);
  }

  private void field() {
    int from = at;
    int hash = 0;
    while (Tokens.isToken(bytes[at])) {
      hash = FieldNames.hash(hash, bytes[at++]);
    }
    int length = at - from;
    if (length == 0 || bytes[at] != ':') {
      refuse(400, "malformed header field name");
      return;
    }
    do {
      at++;
    } while (blank(bytes[at]));
    int valueFrom = at;
    while (Tokens.isValue(bytes[at])) {
      at++;
    }
    if (bytes[at] != '\r' || bytes[at + 1] != '\n') {
      refuse(400, "control character in header field");
      return;
    }
    int valueTo = at;
    while (valueTo > valueFrom && blank(bytes[valueTo - 1])) {
      valueTo--;
    }
    at += 2;
    String value = new String(bytes, valueFrom, valueTo - valueFrom, ISO_8859_1);
    headers.add(names.of(bytes, from, length, hash), value);
    framing.field(bytes, from, length, value);
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }
}
