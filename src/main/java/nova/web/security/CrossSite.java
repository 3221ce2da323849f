package nova.web.security;

import jakarta.ws.rs.container.ContainerRequestContext;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Set;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import org.jspecify.annotations.Nullable;

/** Whether a browser sends this for our own page, or somebody else's page made it. */
final class CrossSite {
  private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
  private static final Set<String> OWN_SITE = Set.of("same-origin", "none");
  private final String origin;

  CrossSite(URI publicUrl) {
    this.origin = publicUrl.getScheme() + "://" + publicUrl.getRawAuthority();
  }

  static boolean safe(ContainerRequestContext request) {
    return SAFE.contains(request.getMethod());
  }

  /** Programs send neither header and pass; browsers cannot leave out or forge them. */
  void refuseForeignPages(ContainerRequestContext request) {
    if (safe(request)) {
      return;
    }
    String site = request.getHeaderString("Sec-Fetch-Site");
    String from = request.getHeaderString("Origin");
    if ((site != null && !OWN_SITE.contains(site)) || (from != null && !ours(from, request))) {
      throw refused("This was sent by another site's page.");
    }
  }

  void requireToken(ContainerRequestContext request, String csrfToken) {
    if (!safe(request) && !same(request.getHeaderString("X-CSRF-Token"), csrfToken)) {
      throw refused("Repeat the session's csrfToken in the header X-CSRF-Token.");
    }
  }

  /**
   * Our public address, or the host the browser thinks it talks to: a page of another site has
   * another host in its Origin either way.
   */
  private boolean ours(String from, ContainerRequestContext request) {
    String host = request.getHeaderString("Host");
    return from.equalsIgnoreCase(origin)
        || (host != null
            && from.equalsIgnoreCase(request.getUriInfo().getBaseUri().getScheme() + "://" + host));
  }

  /** In a time that does not tell how much of it was right. */
  private static boolean same(@Nullable String given, String expected) {
    return given != null
        && MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
  }

  private static FailureException refused(String message) {
    return new FailureException(new Failure.Forbidden("csrf", message));
  }
}
