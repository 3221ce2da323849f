package nova.web.nodes;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import nova.nodes.NodeQueries;
import nova.web.http.PageBody;
import nova.web.http.Paging;
import nova.web.security.Allow;
import nova.web.security.Caller;
import org.jspecify.annotations.Nullable;

/** Agents that were turned away. */
@Path("organisations/{organisation}/refusals")
@Dependent
@Allow(Allow.Who.MEMBER)
@Produces(MediaType.APPLICATION_JSON)
public class RefusalResource {
  private final NodeQueries queries;
  private final Caller caller;

  @Inject
  public RefusalResource(NodeQueries queries, Caller caller) {
    this.queries = queries;
    this.caller = caller;
  }

  @GET
  public PageBody<RefusalBody> list(
      @PathParam("organisation") String organisation,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var paging = Paging.of(limit, cursor);
    var page = queries.refusals(caller.reading(organisation), paging.limit(), paging.id());
    return PageBody.of(page, RefusalBody::of);
  }
}
