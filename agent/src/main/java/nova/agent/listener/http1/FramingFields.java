package nova.agent.listener.http1;

import nova.agent.exchange.Tokens;
import nova.agent.listener.HostName;
import nova.agent.listener.RequestFacts;

/** The header fields that say where a request ends, whom it is for, and what comes next. */
final class FramingFields {
  private static final int MOST_LENGTH_DIGITS = 18;

  private final HeadReader head;
  private long length = RequestFacts.NO_BODY;
  private boolean hasLength;
  private boolean hasCoding;
  private String host = "";
  private int hosts;
  private boolean close;
  private boolean keepAlive;
  private boolean hasUpgrade;
  private boolean namesUpgrade;
  private boolean expectsContinue;

  FramingFields(HeadReader head) {
    this.head = head;
  }

  long length() {
    return length;
  }

  boolean upgrade() {
    return hasUpgrade && namesUpgrade;
  }

  boolean persistent(boolean http11) {
    return !close && (http11 || keepAlive);
  }

  boolean expectsContinue() {
    return expectsContinue && length != RequestFacts.NO_BODY;
  }

  /** Looks at one field; most are told apart by the length of their name. */
  void field(byte[] bytes, int name, int size, String value) {
    switch (size) {
      case 4 -> {
        if (Tokens.same(bytes, name, 4, "host")) {
          host(value);
        }
      }
      case 6 -> {
        if (Tokens.same(bytes, name, 6, "expect")) {
          expectsContinue |= value.equalsIgnoreCase("100-continue");
        }
      }
      case 7 -> {
        if (Tokens.same(bytes, name, 7, "upgrade")) {
          // HTTP/2 begins with its preface; passed on, a server would talk past all rules here
          hasUpgrade = !value.isEmpty() && !Tokens.lists(value, "h2c");
        }
      }
      case 10 -> {
        if (Tokens.same(bytes, name, 10, "connection")) {
          close |= Tokens.lists(value, "close");
          keepAlive |= Tokens.lists(value, "keep-alive");
          namesUpgrade |= Tokens.lists(value, "upgrade");
        }
      }
      case 14 -> {
        if (Tokens.same(bytes, name, 14, "content-length")) {
          contentLength(value);
        } else if (bytes[name + 7] == '_' && Tokens.same(bytes, name + 8, 6, "length")) {
          head.refuse(400, "ambiguous header field name");
        }
      }
      case 17 -> {
        if (Tokens.same(bytes, name, 17, "transfer-encoding")) {
          coding(value);
        } else if (bytes[name + 8] == '_' && Tokens.same(bytes, name + 9, 8, "encoding")) {
          head.refuse(400, "ambiguous header field name");
        }
      }
      default -> {}
    }
  }

  private void host(String value) {
    host = value;
    if (++hosts > 1) {
      head.refuse(400, "more than one Host");
    } else if (!HostName.valid(value)) {
      head.refuse(400, "invalid Host");
    }
  }

  private void contentLength(String value) {
    // two equal ones could be folded (RFC 9112, 6.3), but nobody honest sends them
    if (value.isEmpty() || value.length() > MOST_LENGTH_DIGITS || hasLength) {
      head.refuse(400, "invalid Content-Length");
      return;
    }
    hasLength = true;
    long sum = 0;
    for (int i = 0; i < value.length(); i++) {
      int digit = value.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        head.refuse(400, "invalid Content-Length");
      }
      sum = sum * 10 + digit;
    }
    length = sum;
  }

  private void coding(String value) {
    if (hasCoding || value.isEmpty()) {
      head.refuse(400, "empty or more than one Transfer-Encoding");
    } else if (!value.equalsIgnoreCase("chunked")) {
      head.refuse(501, "transfer coding not supported");
    }
    hasCoding = true;
  }

  /** Looks at all of them together. */
  void judge(boolean http11, String target) {
    if (hasCoding && hasLength) {
      head.refuse(400, "both Content-Length and Transfer-Encoding");
    } else if (hasCoding && !http11) {
      head.refuse(400, "Transfer-Encoding in HTTP/1.0");
    } else if (http11 && hosts == 0) {
      head.refuse(400, "Host missing");
    } else if (hosts > 0 && !agree(target)) {
      head.refuse(400, "Host differs from the request target");
    }
    if (hasCoding) {
      length = RequestFacts.CHUNKED;
    }
  }

  /** A target with a host of its own must name the one that Host names. */
  private boolean agree(String target) {
    int scheme = target.startsWith("/") ? -1 : target.indexOf("://");
    if (scheme < 0) {
      return true;
    }
    int from = scheme + 3;
    return target.regionMatches(true, from, host, 0, host.length())
        && (target.length() == from + host.length()
            || target.charAt(from + host.length()) == '/'
            || target.charAt(from + host.length()) == '?');
  }
}
