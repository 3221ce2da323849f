package nova.agent.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import nova.agent.exchange.Tokens;
import org.jspecify.annotations.Nullable;

/**
 * Reads one complete request head strictly (RFC 9112) and fills {@link RequestFacts}. Anything two
 * parsers could read in two ways is refused: that is all request smuggling needs.
 */
final class HeadReader {
  private final byte[] bytes;
  private final int end;
  private final RequestFacts facts;
  private final int maxHeaders;
  private @Nullable Refusal refusal;
  private boolean hasLength;
  private boolean hasCoding;
  private boolean hasUpgrade;
  private boolean namesUpgrade;

  /**
   * Reads one head.
   *
   * @param end index behind the empty line
   */
  HeadReader(byte[] bytes, int end, RequestFacts facts, int maxHeaders) {
    this.bytes = bytes;
    this.end = end;
    this.facts = facts;
    this.maxHeaders = maxHeaders;
  }

  /** The refusal, or null when the head is in order. */
  @Nullable Refusal read(int from) {
    int lineEnd = lineEnd(from);
    requestLine(from, lineEnd);
    int at = lineEnd + 2;
    int headers = 0;
    while (refusal == null && at < end - 2) {
      if (++headers > maxHeaders) {
        return new Refusal(431, "too many header fields");
      }
      lineEnd = lineEnd(at);
      field(at, lineEnd);
      at = lineEnd + 2;
    }
    if (refusal == null) {
      whole();
    }
    return refusal;
  }

  private int lineEnd(int from) {
    int at = from;
    while (bytes[at] != '\n') {
      at++;
    }
    return at - 1;
  }

  private void refuse(int status, String cause) {
    if (refusal == null) {
      refusal = new Refusal(status, cause);
    }
  }

  private void requestLine(int from, int to) {
    int at = from;
    while (at < to && Tokens.isToken(bytes[at])) {
      at++;
    }
    if (at == from || at == to || bytes[at] != ' ') {
      refuse(400, "malformed request line");
      return;
    }
    boolean connect = Tokens.same(bytes, from, at - from, "connect");
    int targetFrom = at + 1;
    int targetTo = to - 9;
    if (targetTo <= targetFrom || bytes[targetTo] != ' ' || !version(targetTo + 1)) {
      refuse(400, "malformed request line");
      return;
    }
    if (connect) {
      refuse(501, "CONNECT is not supported");
    }
    target(targetFrom, targetTo);
  }

  private boolean version(int at) {
    if (!Tokens.same(bytes, at, 5, "http/")
        || bytes[at] != 'H'
        || bytes[at + 1] != 'T'
        || bytes[at + 2] != 'T'
        || bytes[at + 3] != 'P'
        || bytes[at + 6] != '.'
        || !Character.isDigit(bytes[at + 5])
        || !Character.isDigit(bytes[at + 7])) {
      return false;
    }
    if (bytes[at + 5] != '1') {
      refuse(505, "HTTP version not supported");
    }
    facts.http11 = bytes[at + 7] != '0';
    if (bytes[at + 7] > '1') {
      refuse(505, "HTTP version not supported");
    }
    return true;
  }

  private void target(int from, int to) {
    boolean plain = bytes[from] == '/';
    for (int i = from; i < to; i++) {
      byte b = bytes[i];
      if (b <= ' ' || b == 127 || b == '#' || b == '"' || b == '<' || b == '>' || b == '\\') {
        refuse(400, "invalid character in request target");
        return;
      }
      plain &= b != ';' && b != '?' && b != '%' && b != '|' && b != '{' && b != '}' && b != '^';
    }
    if (!plain) {
      facts.targetFrom = from;
      facts.targetTo = to;
      facts.target = new String(bytes, from, to - from, ISO_8859_1);
    }
  }

  private void field(int from, int to) {
    int colon = from;
    while (colon < to && Tokens.isToken(bytes[colon])) {
      colon++;
    }
    if (colon == from || colon == to || bytes[colon] != ':') {
      refuse(400, "malformed header field name");
      return;
    }
    int valueFrom = colon + 1;
    int valueTo = to;
    while (valueFrom < valueTo && blank(bytes[valueFrom])) {
      valueFrom++;
    }
    while (valueTo > valueFrom && blank(bytes[valueTo - 1])) {
      valueTo--;
    }
    for (int i = valueFrom; i < valueTo; i++) {
      if (!Tokens.isValue(bytes[i])) {
        refuse(400, "control character in header field");
        return;
      }
    }
    known(from, colon - from, valueFrom, valueTo);
  }

  private static boolean blank(byte b) {
    return b == ' ' || b == '\t';
  }

  private void known(int name, int length, int from, int to) {
    switch (length) {
      case 4 -> {
        if (Tokens.same(bytes, name, 4, "host")) {
          host(from, to);
        }
      }
      case 7 -> {
        if (Tokens.same(bytes, name, 7, "upgrade")) {
          hasUpgrade = to > from;
        }
      }
      case 10 -> {
        if (Tokens.same(bytes, name, 10, "connection")) {
          connection(new String(bytes, from, to - from, ISO_8859_1));
        }
      }
      case 14 -> {
        if (Tokens.same(bytes, name, 14, "content-length")) {
          contentLength(from, to);
        } else if (bytes[name + 7] == '_' && Tokens.same(bytes, name + 8, 6, "length")) {
          refuse(400, "ambiguous header field name");
        }
      }
      case 17 -> {
        if (Tokens.same(bytes, name, 17, "transfer-encoding")) {
          coding(from, to);
        } else if (bytes[name + 8] == '_' && Tokens.same(bytes, name + 9, 8, "encoding")) {
          refuse(400, "ambiguous header field name");
        }
      }
      default -> {}
    }
  }

  private void connection(String value) {
    facts.close |= Tokens.lists(value, "close");
    facts.keepAlive |= Tokens.lists(value, "keep-alive");
    namesUpgrade |= Tokens.lists(value, "upgrade");
  }

  private void host(int from, int to) {
    if (++facts.hosts > 1) {
      refuse(400, "more than one Host");
    }
    if (!HostName.valid(bytes, from, to)) {
      refuse(400, "invalid Host");
    }
  }

  private void contentLength(int from, int to) {
    long value = 0;
    for (int i = from; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9 || i - from > 17) {
        refuse(400, "invalid Content-Length");
        return;
      }
      value = value * 10 + digit;
    }
    // two equal ones could be folded (RFC 9112, 6.3), but nobody honest sends them
    if (from == to || hasLength) {
      refuse(400, "invalid Content-Length");
    }
    hasLength = true;
    facts.length = value;
  }

  private void coding(int from, int to) {
    if (hasCoding || from == to) {
      refuse(400, "empty or more than one Transfer-Encoding");
    } else if (!Tokens.same(bytes, from, to - from, "chunked")) {
      refuse(501, "transfer coding not supported");
    }
    hasCoding = true;
  }

  private void whole() {
    if (hasCoding && hasLength) {
      refuse(400, "both Content-Length and Transfer-Encoding");
    } else if (hasCoding && !facts.http11) {
      refuse(400, "Transfer-Encoding in HTTP/1.0");
    } else if (facts.http11 && facts.hosts == 0) {
      refuse(400, "Host missing");
    }
    if (hasCoding) {
      facts.length = RequestFacts.CHUNKED;
    }
    facts.upgrade = hasUpgrade && namesUpgrade && facts.http11;
  }
}
