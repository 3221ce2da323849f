package nova.agent.routing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
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
  public static final int NONE = -1;

  private static final char VERSION = '1';
  private static final String DOMAIN = "nova-sticky-1";
  private static final int NAME_BYTES = 16;
  private static final int VALUE_CHARS = 23;

  /** Address as connected to; the same server at another address is another one. */
  public record Server(String id, String address) {}

  private final String cookieName;
  private final String[] values;
  private final String[] plain;
  private final String[] secure;

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
    this.values = new String[servers.size()];
    this.plain = new String[servers.size()];
    this.secure = new String[servers.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = value(key, adcId, poolId, servers.get(i));
      plain[i] =
          cookieName
              + "="
              + values[i]
              + "; Path=/"
              + maxAge.map(age -> "; Max-Age=" + age.toSeconds()).orElse("")
              + "; HttpOnly; SameSite=Lax";
      secure[i] = plain[i] + "; Secure";
    }
  }

  private static String value(byte[] key, String adcId, String poolId, Server server) {
    byte[] name;
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      for (String part : List.of(DOMAIN, adcId, poolId, server.id(), server.address())) {
        byte[] bytes = part.getBytes(UTF_8);
        mac.update(ByteBuffer.allocate(4).putInt(bytes.length).flip());
        mac.update(bytes);
      }
      name = mac.doFinal();
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible); // every JDK has it
    }
    ByteBuffer first = ByteBuffer.wrap(name, 0, NAME_BYTES);
    return VERSION
        + new String(Base64.getUrlEncoder().withoutPadding().encode(first).array(), UTF_8);
  }

  public String cookieName() {
    return cookieName;
  }

  /** Index of the server that the request's cookie names, or {@link #NONE}. */
  public int read(RequestView request) {
    int[] found = {NONE};
    Cookies.each(
        request,
        cookieName,
        (line, from, to) -> {
          found[0] = server(line, from, to);
          return found[0] != NONE;
        });
    return found[0];
  }

  /** Looks at every server and every character, however early they differ: time tells nothing. */
  private int server(String line, int from, int to) {
    if (to - from != VALUE_CHARS) {
      return NONE;
    }
    int server = NONE;
    for (int i = 0; i < values.length; i++) {
      int difference = 0;
      for (int at = 0; at < VALUE_CHARS; at++) {
        difference |= values[i].charAt(at) ^ line.charAt(from + at);
      }
      server = difference == 0 ? i : server;
    }
    return server;
  }

  /** The Set-Cookie that names a server. */
  public String write(int server, boolean overTls) {
    return overTls ? secure[server] : plain[server];
  }
}
