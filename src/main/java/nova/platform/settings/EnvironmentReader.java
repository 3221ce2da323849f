package nova.platform.settings;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads variables into types and remembers every fault; {@link #finish} throws them all. A faulty
 * value reads as a placeholder that is never used, because {@code finish} throws.
 */
final class EnvironmentReader {
  private static final Pattern ROLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,62}");
  private static final Pattern EMAIL = Pattern.compile("[^@\\s]+@[^@\\s]+");
  private static final URI PLACEHOLDER = URI.create("http://invalid");
  private final UnaryOperator<@Nullable String> variables;
  private final List<String> faults = new ArrayList<>();

  EnvironmentReader(UnaryOperator<@Nullable String> variables) {
    this.variables = variables;
  }

  /** The process's environment, then its system properties, which is how a test server is told. */
  static EnvironmentReader ofProcess() {
    return new EnvironmentReader(
        name -> {
          String value = System.getenv(name);
          return value == null ? System.getProperty(name) : value;
        });
  }

  String text(String name) {
    return required(name, find(name));
  }

  String text(String name, String fallback) {
    String value = find(name);
    return value == null ? fallback : value;
  }

  boolean onOff(String name, boolean fallback) {
    String value = text(name, fallback ? "on" : "off");
    if (!value.equals("on") && !value.equals("off")) {
      fault(name, "is neither on nor off");
    }
    return value.equals("on");
  }

  /** For variables that the server's configuration reads: here only whether they are there. */
  void expect(String... names) {
    for (String name : names) {
      required(name, find(name));
    }
  }

  String roleName(String name, String fallback) {
    return matching(name, text(name, fallback), ROLE, "is not a plain role name");
  }

  String emailAddress(String name) {
    return matching(name, text(name), EMAIL, "is not an e-mail address");
  }

  URI baseUrl(String name) {
    String value = find(name);
    return value == null ? placeholder(required(name, null)) : parseUrl(name, value);
  }

  URI baseUrl(String name, String fallback) {
    return parseUrl(name, text(name, fallback));
  }

  /** From the variable, or from the file that {@code NAME_FILE} names. */
  Secret secret(String name) {
    Secret secret = optionalSecret(name);
    return secret == null ? new Secret(required(name, null)) : secret;
  }

  @Nullable Secret optionalSecret(String name) {
    String value = find(name);
    String file = find(name + "_FILE");
    if (value != null && file != null) {
      faults.add(name + " and " + name + "_FILE are both set");
    }
    if (value != null) {
      return new Secret(value);
    }
    return file == null ? null : new Secret(contents(name, file));
  }

  void finish() {
    if (!faults.isEmpty()) {
      throw new IllegalStateException("Settings: " + String.join("; ", faults) + ".");
    }
  }

  private String contents(String name, String file) {
    try {
      return Files.readString(Path.of(file)).strip();
    } catch (IOException e) {
      faults.add(name + "_FILE names a file that cannot be read");
      return "";
    }
  }

  private URI parseUrl(String name, String value) {
    try {
      var url = new URI(value.endsWith("/") ? value.substring(0, value.length() - 1) : value);
      boolean plain = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      if (plain && url.getHost() != null && url.getRawPath().isEmpty() && url.getQuery() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      return placeholder(fault(name, "is not a URL"));
    }
    return placeholder(fault(name, "is not http(s)://host[:port]"));
  }

  private String matching(String name, String value, Pattern pattern, String fault) {
    return value.isEmpty() || pattern.matcher(value).matches() ? value : fault(name, fault);
  }

  private @Nullable String find(String name) {
    String value = variables.apply(name);
    return value == null || value.isBlank() ? null : value.strip();
  }

  private String required(String name, @Nullable String value) {
    return value == null ? fault(name, "is missing") : value;
  }

  private String fault(String name, String what) {
    faults.add(name + " " + what);
    return "";
  }

  private static URI placeholder(String afterFault) {
    return afterFault.isEmpty() ? PLACEHOLDER : URI.create(afterFault);
  }
}
