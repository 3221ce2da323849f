package nova.platform.settings;

import java.net.URI;
import java.util.Locale;

/**
 * How the world reaches us.
 *
 * @param publicUrl {@code NOVA_PUBLIC_URL}: scheme, host and port as people see them, without a
 *     path
 */
public record HttpSettings(URI publicUrl) {

  /** Whether people reach us over TLS, which ends in front of us. */
  public boolean secure() {
    return publicUrl.getScheme().toLowerCase(Locale.ROOT).equals("https");
  }
}
