package nova.agent.listener.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The first message of a TLS client (RFC 8446, 4.1.2), read without touching it; it may come in
 * several records and any number of packets.
 */
public final class ClientHello {
  /** More than this before its end is no greeting but an attack. */
  public static final int MOST_BYTES = 16_384;

  private static final int RECORD_HEADER = 5;
  private static final int HANDSHAKE_RECORD = 22;
  private static final int CLIENT_HELLO = 1;
  private static final int SERVER_NAME = 0;
  private static final int PROTOCOLS = 16;

  /** How far the reading got. */
  public sealed interface Reading {}

  /** More bytes are needed. */
  public record Incomplete() implements Reading {}

  /** These bytes begin no TLS. */
  public record NotTls() implements Reading {}

  /**
   * A whole hello.
   *
   * @param serverName in lower case; empty when none was given
   * @param protocols what ALPN offers (RFC 7301); empty when nothing is said about it
   */
  public record Complete(String serverName, List<String> protocols) implements Reading {}

  private final byte[] message;
  private final List<String> protocols = new ArrayList<>(2);
  private String serverName = "";
  private int at;
  private int end;

  private ClientHello(int room) {
    message = new byte[room];
  }

  /** Reads what is in the buffer. */
  public static Reading read(ByteBuffer bytes) {
    ClientHello hello = new ClientHello(Math.min(bytes.remaining(), MOST_BYTES));
    try {
      return hello.reading(bytes);
    } catch (IndexOutOfBoundsException malformed) {
      return new NotTls();
    }
  }

  private Reading reading(ByteBuffer bytes) {
    int record = bytes.position();
    while (true) {
      int left = bytes.limit() - record;
      if ((left > 0 && bytes.get(record) != HANDSHAKE_RECORD)
          || (left > 1 && bytes.get(record + 1) != 3)) {
        return new NotTls();
      }
      if (left < RECORD_HEADER) {
        return new Incomplete();
      }
      int length = bytes.getShort(record + 3) & 0xffff;
      if (length == 0 || end + length > MOST_BYTES) {
        return new NotTls();
      }
      int here = Math.min(length, left - RECORD_HEADER);
      bytes.get(record + RECORD_HEADER, message, end, here);
      end += here;
      if (end > 0 && message[0] != CLIENT_HELLO) {
        return new NotTls();
      }
      if (end >= 4 && end >= 4 + number(1, 3)) {
        end = 4 + number(1, 3);
        extensions();
        return new Complete(serverName, protocols);
      }
      if (here < length) {
        return new Incomplete();
      }
      record += RECORD_HEADER + length;
    }
  }

  private int number(int from, int bytes) {
    int value = 0;
    for (int i = 0; i < bytes; i++) {
      value = value << 8 | (message[from + i] & 0xff);
    }
    return value;
  }

  private int take(int bytes) {
    int value = number(at, bytes);
    at += bytes;
    return value;
  }

  /** Passes by a part that begins with its length. */
  private void skip(int lengthBytes) {
    int length = take(lengthBytes);
    at += length;
  }

  private void extensions() {
    at = 4 + 2 + 32;
    skip(1); // session
    skip(2); // cipher suites
    skip(1); // compression
    if (at + 2 > end) {
      return;
    }
    int last = Math.min(end, at + 2 + number(at, 2));
    at += 2;
    while (at + 4 <= last) {
      int kind = take(2);
      int length = take(2);
      if (kind == SERVER_NAME && length > 5 && message[at + 2] == 0) {
        serverName = name(at + 5, Math.min(number(at + 3, 2), length - 5));
      } else if (kind == PROTOCOLS && length > 2) {
        protocols(at + 2, at + length);
      }
      at += length;
    }
  }

  private void protocols(int from, int to) {
    for (int next = from; next < to; next += 1 + number(next, 1)) {
      protocols.add(new String(message, next + 1, number(next, 1), US_ASCII));
    }
  }

  private String name(int from, int length) {
    String name = new String(message, from, length, US_ASCII).toLowerCase(Locale.ROOT);
    return name.endsWith(".") ? name.substring(0, length - 1) : name;
  }
}
