package nova.nodes.document;

import java.net.InetAddress;
import java.util.Arrays;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Addresses and DNS names, without asking any DNS. */
public final class Hosts {
  private static final Pattern V4 =
      Pattern.compile("(?:(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)(?:\\.(?!$)|$)){4}");
  private static final Pattern LABEL =
      Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,5}");
  private static final int MAX_NAME = 253;

  private Hosts() {}

  static @Nullable InetAddress literal(String text) {
    if (V4.matcher(text).matches() || (text.contains(":") && text.matches("[0-9A-Fa-f:.]+"))) {
      try {
        return InetAddress.ofLiteral(text);
      } catch (IllegalArgumentException notOne) {
        return null;
      }
    }
    return null;
  }

  static boolean valid(String host) {
    return literal(host) != null || name(host);
  }

  static boolean validWithPort(String host) {
    int colon = host.lastIndexOf(':');
    if (literal(host) != null || colon < 0) {
      return valid(host);
    }
    String port = host.substring(colon + 1);
    String alone = host.substring(0, colon);
    boolean bracketed = alone.startsWith("[") && alone.endsWith("]");
    String bare = bracketed ? alone.substring(1, alone.length() - 1) : alone;
    return NUMBER.matcher(port).matches() && valid(bare);
  }

  private static boolean name(String host) {
    String bare = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
    if (bare.isEmpty() || bare.length() > MAX_NAME) {
      return false;
    }
    String[] labels = bare.split("\\.", -1);
    // a last label of digits is an address somebody mistyped
    return Arrays.stream(labels).allMatch(label -> LABEL.matcher(label).matches())
        && !labels[labels.length - 1].matches("[0-9]+");
  }

  /** Whether one machine cannot open both. A wildcard holds the port on every address. */
  public static boolean overlap(Listener one, Listener other) {
    InetAddress a = literal(one.address());
    InetAddress b = literal(other.address());
    return one.port() == other.port()
        && a != null
        && b != null
        && (a.equals(b) || a.isAnyLocalAddress() || b.isAnyLocalAddress());
  }
}
