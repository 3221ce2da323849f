package nova.agent.pipeline;

import nova.agent.listener.HostName;
import org.jspecify.annotations.Nullable;

/**
 * Where a request wants to go: what is sent on as its target, the path routes are matched against,
 * its host, and the host that servers are told.
 *
 * @param forwardingSet the request's fields have what is told of the visitor; nothing is added
 */
record RequestTarget(
    String sent, String path, String host, String authority, boolean forwardingSet) {

  RequestTarget(String sent, String path, String host) {
    this(sent, path, host, host, false);
  }

  /** The same request as servers are to see it. */
  RequestTarget sentAs(String rewritten, String otherAuthority, boolean withForwarding) {
    return new RequestTarget(rewritten, path, host, otherAuthority, withForwarding);
  }

  /** The same request to a host that the visitor did not name. */
  RequestTarget sentTo(String otherAuthority) {
    return new RequestTarget(sent, path, host, otherAuthority, forwardingSet);
  }

  /** With its question mark, or empty. */
  String query() {
    return sent.startsWith(path) ? sent.substring(path.length()) : "";
  }

  /**
   * Reads any form of target.
   *
   * @param raw the target as it came
   * @return null when it is none of the forms of RFC 9112, 3.2
   */
  static @Nullable RequestTarget read(String raw, String hostHeader, boolean options) {
    if (raw.startsWith("/")) {
      return new RequestTarget(raw, path(raw), hostHeader);
    }
    if (raw.equals("*")) {
      return options ? new RequestTarget("*", "/", hostHeader) : null;
    }
    int authority = authorityAt(raw);
    if (authority < 0) {
      return null;
    }
    int end = authority;
    while (end < raw.length() && raw.charAt(end) != '/' && raw.charAt(end) != '?') {
      end++;
    }
    String host = raw.substring(authority, end);
    if (!HostName.valid(host)) {
      return null;
    }
    String rest = raw.substring(end);
    if (rest.isEmpty() && options) {
      return new RequestTarget("*", "/", host); // RFC 9112, 3.2.4
    }
    String sent = rest.startsWith("/") ? rest : "/" + rest;
    return new RequestTarget(sent, path(sent), host);
  }

  private static int authorityAt(String raw) {
    if (raw.regionMatches(true, 0, "http://", 0, 7)) {
      return 7;
    }
    return raw.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
  }

  private static String path(String target) {
    int query = target.indexOf('?');
    return query < 0 ? target : target.substring(0, query);
  }
}
