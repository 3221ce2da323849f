package nova.web.access;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import nova.tenants.Access;
import nova.tenants.SignUp;
import nova.web.json.JsonFields;
import nova.web.security.Allow;

/** Signing up and verifying one's address. */
@Path("/")
@Dependent
@Allow(Allow.Who.ANYBODY)
@Consumes(MediaType.APPLICATION_JSON)
@Produces(MediaType.APPLICATION_JSON)
public class SignUpResource {
  private static final int ANY_TEXT = 1_000;
  private final Access access;

  @Inject
  public SignUpResource(Access access) {
    this.access = access;
  }

  /** Lengths are checked together with everything else, by the room. */
  @POST
  @Path("sign-ups")
  public Response signUp(JsonFields body, @Context HttpServletRequest request) {
    String organisation = body.string("organisation", 0, ANY_TEXT);
    String email = body.string("email", 0, ANY_TEXT);
    String password = body.string("password", 0, ANY_TEXT);
    var signUp = new SignUp(organisation, email, password);
    body.rules(access.problems(signUp));
    body.finish();
    return letterSent(access.signUp(signUp, request.getRemoteAddr()));
  }

  @POST
  @Path("email-verification-requests")
  public Response requestVerification(JsonFields body, @Context HttpServletRequest request) {
    String email = body.string("email", 0, ANY_TEXT);
    body.rules(access.addressProblems(email));
    body.finish();
    return letterSent(access.requestVerification(email, request.getRemoteAddr()));
  }

  @POST
  @Path("email-verifications")
  public LetterSentBody verify(JsonFields body) {
    String token = body.string("token", 1, ANY_TEXT);
    body.finish();
    return new LetterSentBody(access.verify(token));
  }

  private static Response letterSent(String email) {
    return Response.accepted(new LetterSentBody(email)).build();
  }
}
