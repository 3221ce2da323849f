package nova.agent.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** The syntax of {@code uri-host [":" port]} (RFC 9110, 7.2), without user information. */
public final class HostName {
  // a DNS name has at most 253; the host goes into several fields of the head a server gets
  private static final int MOST_BYTES = 1024;

  private HostName() {}

  /** Whether the text is a valid Host value; empty counts as invalid. */
  public static boolean valid(String host) {
    byte[] bytes = host.getBytes(ISO_8859_1);
    return valid(bytes, 0, bytes.length);
  }

  /** The host of a valid Host value. */
  public static String withoutPort(String host) {
    int colon = host.indexOf(':', host.indexOf(']') + 1);
    return colon < 0 ? host : host.substring(0, colon);
  }

  /** The same for a part of some bytes. */
  public static boolean valid(byte[] bytes, int from, int to) {
    if (to - from > MOST_BYTES) {
      return false;
    }
    int at = from;
    if (at < to && bytes[at] == '[') {
      do {
        at++;
      } while (at < to && (Character.digit(bytes[at], 16) >= 0 || isLiteral(bytes[at])));
      if (at == to || bytes[at] != ']' || at - from < 3) {
        return false;
      }
      at++;
    } else {
      while (at < to && isName(bytes[at])) {
        at++;
      }
    }
    return at > from && (at == to || port(bytes, at, to));
  }

  private static boolean port(byte[] bytes, int colon, int to) {
    int value = 0;
    for (int i = colon + 1; i < to; i++) {
      if (bytes[i] < '0' || bytes[i] > '9' || value > 65535) {
        return false;
      }
      value = value * 10 + bytes[i] - '0';
    }
    return bytes[colon] == ':' && value <= 65535;
  }

  private static boolean isLiteral(byte b) {
    return b == ':' || b == '.' || b == '%';
  }

  private static boolean isName(byte b) {
    return (b >= '0' && b <= '9')
        || (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || "-._~%!$&'()*+;=".indexOf(b) >= 0;
  }
}
