package nova.web.nodes;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import nova.kernel.Names;
import nova.nodes.NewJoinToken;
import nova.nodes.NodeCommands;
import nova.nodes.NodeQueries;
import nova.platform.settings.HttpSettings;
import nova.web.http.PageBody;
import nova.web.http.Paging;
import nova.web.http.PathIds;
import nova.web.json.JsonFields;
import nova.web.security.Allow;
import nova.web.security.Caller;
import org.jspecify.annotations.Nullable;

/** Join tokens of an organisation. */
@Path("organisations/{organisation}/join-tokens")
@Dependent
@Allow(Allow.Who.MEMBER)
@Produces(MediaType.APPLICATION_JSON)
public class JoinTokenResource {
  private static final int MAX_NAME = 80;
  private static final int WEEK = 604_800;
  private final NodeQueries queries;
  private final NodeCommands commands;
  private final Caller caller;
  private final HttpSettings settings;

  @Inject
  public JoinTokenResource(
      NodeQueries queries, NodeCommands commands, Caller caller, HttpSettings settings) {
    this.queries = queries;
    this.commands = commands;
    this.caller = caller;
    this.settings = settings;
  }

  @GET
  public PageBody<JoinTokenBody> list(
      @PathParam("organisation") String organisation,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var paging = Paging.of(limit, cursor);
    var page = queries.joinTokens(caller.reading(organisation), paging.limit(), paging.id());
    return PageBody.of(page, token -> JoinTokenBody.of(token, caller.when()));
  }

  @POST
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(@PathParam("organisation") String organisation, JsonFields body) {
    var scope = caller.operating(organisation);
    String name = body.labelOr("name", 1, MAX_NAME, "node");
    int seconds = body.integerOr("expiresInSeconds", 60, WEEK, 3_600);
    int uses = body.integerOr("uses", 1, 1_000, 1);
    body.rules(Names.problems("/name", name));
    body.finish();
    NewJoinToken made = commands.createJoinToken(scope, name, Duration.ofSeconds(seconds), uses);
    String command =
        "./nova agent --control "
            + settings.publicUrl()
            + " --join "
            + made.secret()
            + " --data /var/lib/nova";
    return Response.status(Response.Status.CREATED)
        .entity(JoinTokenBody.of(made.token(), caller.when(), made.secret(), command))
        .build();
  }

  @DELETE
  @Path("{id}")
  public Response revoke(
      @PathParam("organisation") String organisation, @PathParam("id") String id) {
    commands.revokeJoinToken(caller.operating(organisation), PathIds.parse(id, "join token"));
    return Response.noContent().build();
  }
}
