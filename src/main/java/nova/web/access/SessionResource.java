package nova.web.access;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import nova.tenants.Access;
import nova.tenants.SignedIn;
import nova.web.json.JsonFields;
import nova.web.security.Allow;
import nova.web.security.Caller;
import nova.web.security.SessionCookie;

/** Signing in and out. */
@Path("sessions")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class SessionResource {
  private static final int ANY_TEXT = 1_000;
  private final Access access;
  private final Caller caller;
  private final SessionCookie cookie;

  @Inject
  public SessionResource(Access access, Caller caller, SessionCookie cookie) {
    this.access = access;
    this.caller = caller;
    this.cookie = cookie;
  }

  @POST
  @Allow(Allow.Who.ANYBODY)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response signIn(JsonFields body, @Context HttpServletRequest request) {
    String email = body.string("email", 0, ANY_TEXT);
    String password = body.string("password", 0, ANY_TEXT);
    body.finish();
    SignedIn signedIn = access.signIn(email, password, request.getRemoteAddr());
    return Response.status(Response.Status.CREATED)
        .cookie(cookie.set(signedIn.token()))
        .entity(SessionBody.of(signedIn.session()))
        .build();
  }

  @GET
  @Path("current")
  @Allow(Allow.Who.PERSON)
  public SessionBody current() {
    return SessionBody.of(caller.person().session());
  }

  @DELETE
  @Path("current")
  @Allow(Allow.Who.PERSON)
  public Response signOut() {
    access.signOut(caller.person().token());
    return Response.noContent().cookie(cookie.remove()).build();
  }
}
