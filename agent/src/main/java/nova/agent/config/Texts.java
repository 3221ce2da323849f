package nova.agent.config;

import jakarta.json.JsonException;
import jakarta.json.spi.JsonProvider;
import java.io.StringReader;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shapes texts of a config may have. */
final class Texts {
  static final Pattern HOST = Pattern.compile("[A-Za-z0-9_.:\\[\\]-]*");
  static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}");
  static final Pattern FIELD_VALUE = Pattern.compile("[\\t -~\\x80-\\uffff]{0,4096}");
  static final Pattern ID = Pattern.compile(".{1,128}");
  private static final Pattern PATH = Pattern.compile("/[!-~&&[^#?]]*");
  private static final Pattern PATH_QUERY = Pattern.compile("/[!-~&&[^#]]*");
  private static final Pattern NAME =
      Pattern.compile("(?=.{1,253}$)[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?\\.?");
  private static final Pattern JSON_POINTER = Pattern.compile("(/([^~]|~[01])*)?");
  private static final JsonProvider JSON = JsonProvider.provider();
  private static final Pattern NAMES = Pattern.compile("\\{([^{}]*)}");
  private static final Pattern TEMPLATE_NAME = Pattern.compile("[a-z][A-Za-z0-9_]{0,31}");

  private Texts() {}

  static boolean path(String text) {
    return PATH.matcher(text).matches();
  }

  static boolean pathAndQuery(String text) {
    return PATH_QUERY.matcher(text).matches();
  }

  static boolean server(String host) {
    return NAME.matcher(host).matches() || literal(host).isPresent();
  }

  /** Exact, or one star as the first label. */
  static boolean hostPattern(String host) {
    String name = host.startsWith("*.") ? host.substring(2) : host;
    return NAME.matcher(name).matches() || literal(unbracketed(name)).isPresent();
  }

  private static String unbracketed(String host) {
    return host.startsWith("[") && host.endsWith("]") ? host.substring(1, host.length() - 1) : host;
  }

  static Optional<InetAddress> literal(String text) {
    try {
      return Optional.of(InetAddress.ofLiteral(text));
    } catch (IllegalArgumentException notAnAddress) {
      return Optional.empty();
    }
  }

  /** RFC 6901. */
  static boolean jsonPointer(String text) {
    return JSON_POINTER.matcher(text).matches();
  }

  static boolean json(String text) {
    try (var reader = JSON.createReader(new StringReader(text))) {
      var unused = reader.readValue();
      return true;
    } catch (JsonException no) {
      return false;
    }
  }

  static boolean templateName(String segment) {
    return segment.length() > 2
        && segment.startsWith("{")
        && segment.endsWith("}")
        && TEMPLATE_NAME.matcher(segment.substring(1, segment.length() - 1)).matches();
  }

  /** The names in braces that the text uses and {@code known} does not have. */
  static List<String> unknownNames(String text, Set<String> known) {
    Matcher names = NAMES.matcher(text);
    Set<String> unknown = new HashSet<>();
    while (names.find()) {
      if (!known.contains(names.group(1))) {
        unknown.add(names.group(1));
      }
    }
    return unknown.stream().sorted().toList();
  }
}
