package nova.web.access;

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
import nova.tenants.TenantCommands;
import nova.tenants.TenantQueries;
import nova.web.http.PageBody;
import nova.web.http.Paging;
import nova.web.http.PathIds;
import nova.web.json.JsonFields;
import nova.web.security.Allow;
import nova.web.security.Caller;
import org.jspecify.annotations.Nullable;

/** API tokens of an organisation. Only people make them, so that a leaked one breeds no others. */
@Path("organisations/{organisation}/api-tokens")
@Dependent
@Produces(MediaType.APPLICATION_JSON)
public class ApiTokenResource {
  private static final int MAX_NAME = 80;
  private static final int MAX_DAYS = 3_650;
  private final TenantQueries queries;
  private final TenantCommands commands;
  private final Caller caller;

  @Inject
  public ApiTokenResource(TenantQueries queries, TenantCommands commands, Caller caller) {
    this.queries = queries;
    this.commands = commands;
    this.caller = caller;
  }

  @GET
  @Allow(Allow.Who.MEMBER)
  public PageBody<ApiTokenBody> list(
      @PathParam("organisation") String organisation,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var paging = Paging.of(limit, cursor);
    var page = queries.apiTokens(caller.reading(organisation), paging.limit(), paging.id());
    return PageBody.of(page, ApiTokenBody::of);
  }

  @POST
  @Allow(Allow.Who.PERSON)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(@PathParam("organisation") String organisation, JsonFields body) {
    var scope = caller.administering(organisation);
    String name = body.label("name", 1, MAX_NAME);
    Integer days = body.optionalInteger("expiresInDays", 1, MAX_DAYS);
    body.finish();
    var life = days == null ? null : Duration.ofDays(days);
    var maker = caller.person().session().person();
    var made = commands.createApiToken(scope, maker, name, life);
    return Response.status(Response.Status.CREATED).entity(ApiTokenBody.of(made)).build();
  }

  @DELETE
  @Path("{id}")
  @Allow(Allow.Who.PERSON)
  public Response delete(
      @PathParam("organisation") String organisation, @PathParam("id") String id) {
    var scope = caller.administering(organisation);
    commands.deleteApiToken(scope, PathIds.parse(id, "API token"));
    return Response.noContent().build();
  }
}
