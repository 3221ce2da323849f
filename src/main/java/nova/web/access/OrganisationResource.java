package nova.web.access;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import nova.kernel.Page;
import nova.tenants.Membership;
import nova.tenants.Organisation;
import nova.tenants.TenantCommands;
import nova.tenants.TenantQueries;
import nova.web.http.EntityTags;
import nova.web.http.PageBody;
import nova.web.http.Paging;
import nova.web.json.JsonFields;
import nova.web.security.Allow;
import nova.web.security.Caller;
import org.jspecify.annotations.Nullable;

/** Organisations. */
@Path("organisations")
@Dependent
@Allow(Allow.Who.MEMBER)
@Produces(MediaType.APPLICATION_JSON)
public class OrganisationResource {
  private static final int MAX_NAME = 80;
  private final TenantQueries queries;
  private final TenantCommands commands;
  private final Caller caller;

  @Inject
  public OrganisationResource(TenantQueries queries, TenantCommands commands, Caller caller) {
    this.queries = queries;
    this.commands = commands;
    this.caller = caller;
  }

  @GET
  public PageBody<OrganisationBody> list(
      @QueryParam("limit") @Nullable String limit, @QueryParam("cursor") @Nullable String cursor) {
    var paging = Paging.of(limit, cursor);
    String after = paging.id() == null ? "" : paging.id().toString();
    List<Membership> rest =
        caller.memberships().stream()
            .sorted(Comparator.comparing(OrganisationResource::id))
            .filter(one -> id(one).compareTo(after) > 0)
            .toList();
    if (rest.size() <= paging.limit()) {
      return PageBody.of(new Page<>(rest, null), OrganisationBody::of);
    }
    List<Membership> page = rest.subList(0, paging.limit());
    return PageBody.of(new Page<>(page, id(page.getLast())), OrganisationBody::of);
  }

  private static String id(Membership membership) {
    UUID id = membership.organisation().id().value();
    return id.toString();
  }

  @GET
  @Path("{organisation}")
  public Response get(@PathParam("organisation") String organisation) {
    return answer(organisation, queries.organisation(caller.reading(organisation)));
  }

  @PATCH
  @Path("{organisation}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response rename(
      @PathParam("organisation") String organisation,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonFields body) {
    var scope = caller.administering(organisation);
    long version = EntityTags.required(ifMatch, "organisation");
    String name = body.label("name", 1, MAX_NAME);
    body.finish();
    return answer(organisation, commands.rename(scope, name, version));
  }

  private Response answer(String organisation, Organisation found) {
    return Response.ok(OrganisationBody.of(found, caller.role(organisation)))
        .header(HttpHeaders.ETAG, EntityTags.of(found.version()))
        .build();
  }
}
