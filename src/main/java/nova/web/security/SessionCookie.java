package nova.web.security;

import jakarta.inject.Inject;
import jakarta.ws.rs.core.NewCookie;
import nova.platform.Component;
import nova.platform.settings.HttpSettings;

/** The session cookie: for our pages only, out of reach of scripts, gone with the browser. */
@Component
public class SessionCookie {
  public static final String NAME = "nova_session";
  private final boolean secure;

  @Inject
  public SessionCookie(HttpSettings settings) {
    this.secure = settings.secure();
  }

  public NewCookie set(String token) {
    return cookie(token).build();
  }

  public NewCookie remove() {
    return cookie("").maxAge(0).build();
  }

  private NewCookie.Builder cookie(String value) {
    return new NewCookie.Builder(NAME)
        .value(value)
        .path("/")
        .httpOnly(true)
        .secure(secure)
        .sameSite(NewCookie.SameSite.STRICT);
  }
}
