package nova.web.problem;

import jakarta.enterprise.context.Dependent;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import nova.web.security.Allow;

/** Deployed by a test beside the rest: fails as a library would that quotes all it was given. */
@Path("organisations/{organisation}/broken")
@Dependent
@Allow(Allow.Who.MEMBER)
public class BrokenResource {

  @POST
  public String fail(
      @PathParam("organisation") String organisation,
      @HeaderParam("Authorization") String authorization,
      @HeaderParam("Cookie") String cookie,
      String body) {
    var cause = new IllegalArgumentException("Cannot read " + body);
    throw new IllegalStateException(
        "Failed for " + organisation + ", Authorization: " + authorization + ", Cookie: " + cookie,
        cause);
  }
}
