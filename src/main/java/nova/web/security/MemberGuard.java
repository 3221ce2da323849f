package nova.web.security;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Cookie;
import java.time.InstantSource;
import java.util.Locale;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.tenants.Access;

/**
 * Before everything that belongs to somebody: finds out who calls, and already here that the
 * organisation in the path is theirs, should a resource forget to ask.
 */
final class MemberGuard implements ContainerRequestFilter {
  private static final String BEARER = "bearer ";
  private final Access access;
  private final Caller caller;
  private final CrossSite crossSite;
  private final InstantSource clock;
  private final boolean onlyPeople;

  MemberGuard(
      Access access, Caller caller, CrossSite crossSite, InstantSource clock, boolean onlyPeople) {
    this.access = access;
    this.caller = caller;
    this.crossSite = crossSite;
    this.clock = clock;
    this.onlyPeople = onlyPeople;
  }

  @Override
  public void filter(ContainerRequestContext request) {
    caller.is(identify(request), clock.instant());
    String organisation = request.getUriInfo().getPathParameters().getFirst("organisation");
    if (organisation != null) {
      caller.reading(organisation);
    }
  }

  /** A bearer token wins: a program that sends one means it. */
  private Identity identify(ContainerRequestContext request) {
    String authorization = request.getHeaderString("Authorization");
    return authorization == null ? person(request) : program(authorization);
  }

  private Identity program(String authorization) {
    if (!authorization.toLowerCase(Locale.ROOT).startsWith(BEARER)) {
      throw unauthenticated("Authorization is \"Bearer nova_api_…\".");
    }
    var holder = access.apiToken(authorization.substring(BEARER.length()).strip());
    if (holder.isEmpty()) {
      throw unauthenticated("This API token is unknown, revoked or expired.");
    }
    if (onlyPeople) {
      throw new FailureException(
          new Failure.Forbidden("person-required", "Only a signed-in person can do this."));
    }
    return new Identity.Program(holder.get());
  }

  private Identity person(ContainerRequestContext request) {
    Cookie cookie = request.getCookies().get(SessionCookie.NAME);
    var session = cookie == null ? null : access.session(cookie.getValue()).orElse(null);
    if (cookie == null || session == null) {
      throw unauthenticated("Sign in, or send an API token.");
    }
    crossSite.refuseForeignPages(request);
    crossSite.requireToken(request, session.csrfToken());
    return new Identity.Person(session, cookie.getValue());
  }

  private static FailureException unauthenticated(String message) {
    return new FailureException(new Failure.Unauthenticated("unauthenticated", message));
  }
}
