package nova.web.security;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;

/**
 * Before what anybody may call. Other people's pages may still not make a browser send it: a forged
 * sign-in would put a victim into the attacker's account.
 */
final class StreetGuard implements ContainerRequestFilter {
  private final CrossSite crossSite;

  StreetGuard(CrossSite crossSite) {
    this.crossSite = crossSite;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    crossSite.refuseForeignPages(request);
  }
}
