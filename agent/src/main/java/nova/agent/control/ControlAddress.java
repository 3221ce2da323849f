package nova.agent.control;

import java.net.URI;
import java.util.Locale;

/** Where the control plane is: {@code http(s)://host[:port][/prefix]}. */
public record ControlAddress(URI base) {
  public ControlAddress {
    String scheme = base.getScheme();
    if (base.getHost() == null || !("http".equals(scheme) || "https".equals(scheme))) {
      throw new IllegalArgumentException("must be http://host[:port] or https://host[:port]");
    }
  }

  URI enrolments() {
    return URI.create(prefix() + "/agent/v1/enrolments");
  }

  URI link() {
    return URI.create("ws" + prefix().substring("http".length()) + "/agent/v1/link");
  }

  /** The Host header as the JDK's client sends it, in lower case. */
  String host() {
    int standard = "https".equals(base.getScheme()) ? 443 : 80;
    boolean named = base.getPort() != -1 && base.getPort() != standard;
    return (named ? base.getHost() + ":" + base.getPort() : base.getHost())
        .toLowerCase(Locale.ROOT);
  }

  private String prefix() {
    String text = base.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }
}
