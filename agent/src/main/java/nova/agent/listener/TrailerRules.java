package nova.agent.listener;

import java.util.Set;

/** Which fields may follow a body. */
public final class TrailerRules {
  // what would change how a message is framed, routed, or who is asking, if somebody merged it
  // into the header (RFC 9110, 6.5.1)
  private static final Set<String> FORBIDDEN =
      Set.of(
          "authorization",
          "connection",
          "content-encoding",
          "content-length",
          "content-range",
          "content-type",
          "cookie",
          "expect",
          "forwarded",
          "host",
          "keep-alive",
          "max-forwards",
          "proxy-authorization",
          "proxy-connection",
          "range",
          "set-cookie",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via");

  private TrailerRules() {}

  /** Whether a name, in lower case, is harmless there. */
  public static boolean allowed(String name) {
    return !FORBIDDEN.contains(name) && !name.startsWith("x-forwarded-");
  }
}
