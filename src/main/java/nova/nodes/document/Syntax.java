package nova.nodes.document;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** How things are spelled that other people's standards define. */
final class Syntax {
  /** RFC 9110, 5.6.2; also of methods (9.1) and cookie names (RFC 6265, 4.1.1). */
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  private static final Pattern SEGMENT =
      Pattern.compile("\\{[a-z][A-Za-z0-9_]{0,31}}|[!-~&&[^{}/?#]]*");
  private static final Pattern PATH = Pattern.compile("/[!-~&&[^#?]]*");
  private static final Pattern PATH_AND_QUERY = Pattern.compile("/[!-~&&[^#]]*");
  private static final Pattern VARIABLE = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern POINTER = Pattern.compile("(/([^~]|~[01])*)*");

  /** They say how a message is framed or routed: changing one breaks the connection. */
  private static final Set<String> FRAMING =
      Set.of(
          "connection",
          "content-length",
          "expect",
          "host",
          "http2-settings",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade",
          "via");

  private Syntax() {}

  static boolean token(String text) {
    return TOKEN.matcher(text).matches();
  }

  static boolean framing(String header) {
    return FRAMING.contains(header.toLowerCase(Locale.ROOT));
  }

  /** Without query, as it travels: what is not ASCII is percent-encoded. */
  static boolean path(String text) {
    return PATH.matcher(text).matches();
  }

  static boolean pathAndQuery(String text) {
    return PATH_AND_QUERY.matcher(text).matches();
  }

  /** Each name once, and each a segment of its own. */
  static boolean template(String text) {
    if (!text.startsWith("/")) {
      return false;
    }
    for (String segment : text.substring(1).split("/", -1)) {
      if (!SEGMENT.matcher(segment).matches()) {
        return false;
      }
    }
    return VARIABLE.matcher(text).results().count() == names(text).size();
  }

  /** What stands in braces. */
  static Set<String> names(String text) {
    var names = new LinkedHashSet<String>();
    VARIABLE.matcher(text).results().map(match -> match.group(1)).forEach(names::add);
    return names;
  }

  /** What stands in double braces. */
  static Set<String> variables(String text) {
    var names = new LinkedHashSet<String>();
    Pattern.compile("\\{\\{([^{}]*)}}")
        .matcher(text)
        .results()
        .map((MatchResult match) -> match.group(1).strip())
        .forEach(names::add);
    return names;
  }

  static boolean jsonPointer(String text) {
    return POINTER.matcher(text).matches();
  }

  /** On a node: absolute, for nobody knows where an agent was started. */
  static boolean file(String path) {
    return path.startsWith("/") && !path.endsWith("/");
  }

  static boolean certificates(String pem) {
    try {
      return !CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
          .isEmpty();
    } catch (CertificateException notOne) {
      return false;
    }
  }
}
