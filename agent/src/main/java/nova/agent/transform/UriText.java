package nova.agent.transform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;

/** Text for places where one character stands for one octet and not every octet may stand. */
final class UriText {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();

  private UriText() {}

  /** One character per octet of UTF-8, the form of everything that came from the network. */
  static String octets(String text) {
    return new String(text.getBytes(UTF_8), ISO_8859_1);
  }

  /** Percent-encodes whatever RFC 3986 does not allow in a URI, control characters included. */
  static String safe(String octets) {
    StringBuilder safe = new StringBuilder(octets.length() + 16);
    for (int i = 0; i < octets.length(); i++) {
      char c = octets.charAt(i);
      if (c > ' ' && c < 127 && "\"<>\\^`{|}".indexOf(c) < 0) {
        safe.append(c);
      } else {
        encode(safe, c);
      }
    }
    return safe.toString();
  }

  /** What a path segment says, in a form that cannot end or change the host it may stand in. */
  static String inHost(String segment) {
    StringBuilder plain = new StringBuilder(segment.length());
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      if (c == ':' || c == '@' || c == '\\') {
        encode(plain, c);
      } else {
        plain.append(c);
      }
    }
    return plain.toString();
  }

  private static void encode(StringBuilder to, char octet) {
    to.append('%').append(HEX.toHexDigits((byte) octet));
  }
}
