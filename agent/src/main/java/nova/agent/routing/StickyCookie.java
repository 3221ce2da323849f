package nova.agent.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The cookie by which a visitor comes back to the same server of one pool.
 *
 * <p>Its value is {@code 1} (the version) and the base64url form of the first 128 bits of
 * HMAC-SHA256, keyed with the ADC's cookie key, over what identifies ADC, pool, server and the
 * server's address. So it is the server's name, which nobody can make up, find the server from, or
 * carry over to another pool; every node that knows the config makes the same. There is one per
 * server, made with the config: a request costs comparisons, no cryptography. A value that names no
 * server, for whatever reason, counts as none.
 */
public final class StickyCookie {
  /** No cookie of this request names a server. */
  public static final int NONE = Cookies.NOTHING;

  private static final char VERSION = '1';
  private static final String DOMAIN = "nova-sticky-1";
  private static final int NAME_BYTES = 16;
  private static final int VALUE_CHARS = 23;
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final byte[] DIGITS = new byte[128];

  static {
    Arrays.fill(DIGITS, (byte) -1);
    String all = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    for (int i = 0; i < all.length(); i++) {
      DIGITS[all.charAt(i)] = (byte) i;
    }
  }

  /** Address as connected to; the same server at another address is another one. */
  public record Server(String id, String address) {}

  private final String cookieName;
  private final long[] high;
  private final long[] low;
  private final String[] plain;
  private final String[] secure;
  private final Cookies.Look look = this::server;

  /**
   * Makes the names of all servers.
   *
   * @param maxAge absent: until the browser closes
   */
  public StickyCookie(
      byte[] key,
      String adcId,
      String poolId,
      String cookieName,
      Optional<Duration> maxAge,
      List<Server> servers) {
    this.cookieName = cookieName;
    this.high = new long[servers.size()];
    this.low = new long[servers.size()];
    this.plain = new String[servers.size()];
    this.secure = new String[servers.size()];
    for (int i = 0; i < high.length; i++) {
      ByteBuffer name = ByteBuffer.wrap(name(key, adcId, poolId, servers.get(i)));
      high[i] = name.getLong();
      low[i] = name.getLong();
      plain[i] =
          cookieName
              + "="
              + VERSION
              + BASE64.encodeToString(Arrays.copyOf(name.array(), NAME_BYTES))
              + "; Path=/"
              + maxAge.map(age -> "; Max-Age=" + age.toSeconds()).orElse("")
              + "; HttpOnly; SameSite=Lax";
      secure[i] = plain[i] + "; Secure";
    }
  }

  private static byte[] name(byte[] key, String adcId, String poolId, Server server) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (String part : List.of(DOMAIN, adcId, poolId, server.id(), server.address())) {
        byte[] bytes = part.getBytes(UTF_8);
        mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
        mac.update(bytes);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
  }

  public String cookieName() {
    return cookieName;
  }

  /** Index of the server that the request's cookie names, or {@link #NONE}. */
  public int read(RequestView request) {
    return Cookies.each(request, cookieName, look);
  }

  private int server(String line, int from, int to) {
    if (to - from != VALUE_CHARS || line.charAt(from) != VERSION) {
      return NONE;
    }
    // 22 digits of 6 bits: 64 of them are high, 64 low, and the last 4 must be zero
    long first = digits(line, from + 1, from + 11);
    long middle = digits(line, from + 11, from + 12);
    long rest = digits(line, from + 12, from + 22);
    long last = digits(line, from + 22, from + 23);
    if ((first | middle | rest | last) < 0 || (last & 15) != 0) {
      return NONE;
    }
    return server(first << 4 | middle >>> 2, middle << 62 | rest << 2 | last >>> 4);
  }

  /** Compares with every server, whichever it is: time tells nothing. */
  private int server(long wantedHigh, long wantedLow) {
    int server = NONE;
    for (int i = 0; i < high.length; i++) {
      long difference = (high[i] ^ wantedHigh) | (low[i] ^ wantedLow);
      server = difference == 0 ? i : server;
    }
    return server;
  }

  /** At most ten digits of base64url; negative when one of them is none. */
  private static long digits(String text, int from, int to) {
    long value = 0;
    long wrong = 0;
    for (int i = from; i < to; i++) {
      char c = text.charAt(i);
      byte digit = c < DIGITS.length ? DIGITS[c] : -1;
      wrong |= digit;
      value = value << 6 | digit;
    }
    return wrong < 0 ? -1 : value;
  }

  /** The Set-Cookie that names a server. */
  public String write(int server, boolean overTls) {
    return overTls ? secure[server] : plain[server];
  }
}
