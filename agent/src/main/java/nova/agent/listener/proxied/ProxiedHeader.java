package nova.agent.listener.proxied;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.regex.Pattern;

/**
 * The header in front of a connection's bytes, versions 1 and 2 as haproxy.org describes them. It
 * is believed, so it must be flawless: anything else ends the connection.
 */
public final class ProxiedHeader {
  /** With all the additions that version 2 may carry; more is nobody's honest header. */
  public static final int MOST_BYTES = 2048;

  private static final int MOST_LINE_BYTES = 107;
  private static final byte[] LINE = "PROXY ".getBytes(ISO_8859_1);
  private static final byte[] SIGNATURE = "\r\n\r\n\0\r\nQUIT\n".getBytes(ISO_8859_1);
  private static final int FIXED_BYTES = SIGNATURE.length + 4;
  private static final int LOCAL = 0x20;
  private static final int PROXY = 0x21;
  private static final int IPV4 = 1;
  private static final int IPV6 = 2;
  private static final int MOST_FAMILY = 3;
  private static final int MOST_TRANSPORT = 2;
  private static final int STREAM = 1;
  // neither signs nor leading zeros: whoever else reads the header must read the same
  private static final Pattern PORT = Pattern.compile("0|[1-9][0-9]{0,4}");
  private static final Pattern IPV4_TEXT =
      Pattern.compile("(?:(?:0|[1-9][0-9]{0,2})(?:\\.(?!$)|$)){4}");
  private static final Pattern IPV6_TEXT = Pattern.compile("[0-9A-Fa-f:.]{2,45}");

  /** How far the reading got. */
  public sealed interface Reading {}

  /** More bytes are needed. */
  public record Incomplete() implements Reading {}

  /** No header, or a broken one. */
  public record Broken(String cause) implements Reading {}

  /** A whole header that speaks for its sender itself: a health check. */
  public record Local(int bytes) implements Reading {}

  /** A whole header about somebody else. */
  public record Proxied(int bytes, InetSocketAddress visitor, InetSocketAddress asked)
      implements Reading {}

  private ProxiedHeader() {}

  /** Reads what is in the buffer without using it up. */
  public static Reading read(ByteBuffer bytes) {
    if (begins(bytes, SIGNATURE)) {
      return bytes.remaining() < FIXED_BYTES ? new Incomplete() : binary(bytes);
    }
    return begins(bytes, LINE) ? line(bytes) : new Broken("no PROXY header");
  }

  /** Whether the bytes begin so, as far as they go. */
  private static boolean begins(ByteBuffer bytes, byte[] with) {
    int there = Math.min(bytes.remaining(), with.length);
    for (int i = 0; i < there; i++) {
      if (bytes.get(bytes.position() + i) != with[i]) {
        return false;
      }
    }
    return true;
  }

  // ---- version 1 ----

  private static Reading line(ByteBuffer bytes) {
    int most = Math.min(bytes.remaining(), MOST_LINE_BYTES);
    for (int i = 0; i < most; i++) {
      if (bytes.get(bytes.position() + i) == '\n') {
        byte[] text = new byte[i + 1];
        bytes.get(bytes.position(), text);
        return words(new String(text, ISO_8859_1));
      }
    }
    return most == MOST_LINE_BYTES ? new Broken("PROXY line too long") : new Incomplete();
  }

  private static Reading words(String line) {
    if (!line.endsWith("\r\n")) {
      return new Broken("PROXY line without CRLF");
    }
    String[] words = line.substring(0, line.length() - 2).split(" ", -1);
    if (words[1].equals("UNKNOWN")) {
      return new Local(line.length());
    }
    boolean six = words[1].equals("TCP6");
    if ((!six && !words[1].equals("TCP4")) || words.length != 6) {
      return new Broken("bad PROXY line");
    }
    try {
      return new Proxied(
          line.length(), place(words[2], words[4], six), place(words[3], words[5], six));
    } catch (IllegalArgumentException bad) {
      return new Broken("bad address in a PROXY line");
    }
  }

  private static InetSocketAddress place(String host, String port, boolean six) {
    if (!(six ? IPV6_TEXT : IPV4_TEXT).matcher(host).matches() || !PORT.matcher(port).matches()) {
      throw new IllegalArgumentException(host);
    }
    return new InetSocketAddress(InetAddress.ofLiteral(host), Integer.parseInt(port));
  }

  // ---- version 2 ----

  private static Reading binary(ByteBuffer bytes) {
    int at = bytes.position() + SIGNATURE.length;
    int command = bytes.get(at) & 0xff;
    int family = (bytes.get(at + 1) & 0xff) >> 4;
    int transport = bytes.get(at + 1) & 0xf;
    int length = bytes.getShort(at + 2) & 0xffff;
    if ((command != LOCAL && command != PROXY)
        || family > MOST_FAMILY
        || transport > MOST_TRANSPORT) {
      return new Broken("bad PROXY command or family");
    }
    if (FIXED_BYTES + length > MOST_BYTES) {
      return new Broken("PROXY header too long");
    }
    if (bytes.remaining() < FIXED_BYTES + length) {
      return new Incomplete();
    }
    if (command == LOCAL || transport != STREAM || (family != IPV4 && family != IPV6)) {
      return new Local(FIXED_BYTES + length);
    }
    int size = family == IPV4 ? 4 : 16;
    if (length < 2 * size + 4 || !additions(bytes, at + 4 + 2 * size + 4, at + 4 + length)) {
      return new Broken("PROXY header cut short");
    }
    return new Proxied(
        FIXED_BYTES + length,
        place(bytes, at + 4, size, at + 4 + 2 * size),
        place(bytes, at + 4 + size, size, at + 6 + 2 * size));
  }

  /** Whether the additions (type, length, value) fill their room; what they say is not used. */
  private static boolean additions(ByteBuffer bytes, int from, int to) {
    int at = from;
    while (at + 3 <= to) {
      at += 3 + (bytes.getShort(at + 1) & 0xffff);
    }
    return at == to;
  }

  private static InetSocketAddress place(ByteBuffer bytes, int at, int size, int portAt) {
    byte[] address = new byte[size];
    bytes.get(at, address);
    try {
      int port = bytes.getShort(portAt) & 0xffff;
      return new InetSocketAddress(InetAddress.getByAddress(address), port);
    } catch (UnknownHostException neverOfThisSize) {
      throw new IllegalStateException(neverOfThisSize);
    }
  }
}
