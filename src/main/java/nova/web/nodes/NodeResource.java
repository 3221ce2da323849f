package nova.web.nodes;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import nova.kernel.NodeId;
import nova.nodes.Node;
import nova.nodes.NodeCommands;
import nova.nodes.NodeQueries;
import nova.nodes.NodeWish;
import nova.web.http.EntityTags;
import nova.web.http.PageBody;
import nova.web.http.Paging;
import nova.web.http.PathIds;
import nova.web.json.JsonFields;
import nova.web.security.Allow;
import nova.web.security.Caller;
import org.jspecify.annotations.Nullable;

/** Nodes of an organisation. */
@Path("organisations/{organisation}/nodes")
@Dependent
@Allow(Allow.Who.MEMBER)
@Produces(MediaType.APPLICATION_JSON)
public class NodeResource {
  private static final String WHAT = "node";
  private static final int MAX_NAME = 80;
  private final NodeQueries queries;
  private final NodeCommands commands;
  private final Caller caller;

  @Inject
  public NodeResource(NodeQueries queries, NodeCommands commands, Caller caller) {
    this.queries = queries;
    this.commands = commands;
    this.caller = caller;
  }

  @GET
  public PageBody<NodeBody> list(
      @PathParam("organisation") String organisation,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var paging = Paging.of(limit, cursor);
    var page = queries.nodes(caller.reading(organisation), paging.limit(), paging.id());
    return PageBody.of(page, NodeBody::of);
  }

  @GET
  @Path("{id}")
  public Response get(@PathParam("organisation") String organisation, @PathParam("id") String id) {
    return answer(queries.node(caller.reading(organisation), node(id)));
  }

  @PATCH
  @Path("{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response change(
      @PathParam("organisation") String organisation,
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonFields body) {
    var scope = caller.operating(organisation);
    NodeId node = node(id);
    queries.node(scope.reading(), node);
    long revision = EntityTags.required(ifMatch, WHAT);
    String name = body.optionalLabel("name", 1, MAX_NAME);
    String zone = body.optionalLabel("zone", 0, MAX_NAME);
    if (name == null && zone == null) {
      body.problem("name", "required", "Say a name or a zone.");
    }
    body.rules(NodeWish.problems(name, zone));
    body.finish();
    commands.change(scope, node, name, zone, revision);
    return answer(queries.node(scope.reading(), node));
  }

  @DELETE
  @Path("{id}")
  public Response retire(
      @PathParam("organisation") String organisation, @PathParam("id") String id) {
    commands.retire(caller.operating(organisation), node(id));
    return Response.noContent().build();
  }

  private static Response answer(Node node) {
    return Response.ok(NodeBody.of(node)).header("ETag", EntityTags.of(node.revision())).build();
  }

  private static NodeId node(String id) {
    return new NodeId(PathIds.parse(id, WHAT));
  }
}
