package nova.web.adcs;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import nova.nodes.AdcId;
import nova.nodes.AdcQueries;
import nova.nodes.ServerCommands;
import nova.nodes.ServerCommands.Target;
import nova.nodes.ServerQueries;
import nova.web.http.EntityTags;
import nova.web.http.PageBody;
import nova.web.http.Paging;
import nova.web.http.PathIds;
import nova.web.json.JsonFields;
import nova.web.security.Allow;
import nova.web.security.Caller;
import org.jspecify.annotations.Nullable;

/** Servers of an ADC: how they are, and what an operator does to one. */
@Path("organisations/{organisation}/adcs/{id}/servers")
@Dependent
@Allow(Allow.Who.MEMBER)
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
public class ServerResource {
  private static final String WHAT = "ADC";
  private final ServerQueries queries;
  private final ServerCommands commands;
  private final AdcQueries adcs;
  private final Caller caller;

  @Inject
  public ServerResource(
      ServerQueries queries, ServerCommands commands, AdcQueries adcs, Caller caller) {
    this.queries = queries;
    this.commands = commands;
    this.adcs = adcs;
    this.caller = caller;
  }

  @GET
  public PageBody<ServerBody> list(
      @PathParam("organisation") String organisation,
      @PathParam("id") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var paging = Paging.of(limit, cursor);
    var page =
        queries.servers(caller.reading(organisation), adc(id), paging.limit(), paging.position());
    return PageBody.of(page, ServerBody::of);
  }

  @POST
  @Path("drain")
  public Response drain(
      @PathParam("organisation") String organisation,
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonFields body) {
    return order(organisation, id, ifMatch, body, "Drain", ServerOrder.drain(caller.when()));
  }

  @POST
  @Path("bring-back")
  public Response bringBack(
      @PathParam("organisation") String organisation,
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonFields body) {
    return order(organisation, id, ifMatch, body, "Bring back", ServerOrder::bringBack);
  }

  @POST
  @Path("weight")
  public Response weigh(
      @PathParam("organisation") String organisation,
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonFields body) {
    return order(organisation, id, ifMatch, body, "Weight of", ServerOrder::weigh);
  }

  @POST
  @Path("maintenance")
  public Response maintain(
      @PathParam("organisation") String organisation,
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonFields body) {
    return order(organisation, id, ifMatch, body, "Maintenance of", ServerOrder::maintain);
  }

  @POST
  @Path("share")
  public Response share(
      @PathParam("organisation") String organisation,
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonFields body) {
    return order(organisation, id, ifMatch, body, "Share of", ServerOrder::share);
  }

  @POST
  @Path("unshare")
  public Response unshare(
      @PathParam("organisation") String organisation,
      @PathParam("id") String id,
      @HeaderParam("If-Match") @Nullable String ifMatch,
      JsonFields body) {
    return order(organisation, id, ifMatch, body, "No share of its own for", ServerOrder::unshare);
  }

  private Response order(
      String organisation,
      String id,
      @Nullable String ifMatch,
      JsonFields body,
      String verb,
      ServerOrder.Reading reading) {
    var scope = caller.operating(organisation);
    AdcId adc = adc(id);
    adcs.adc(scope.reading(), adc);
    Long version = EntityTags.optional(ifMatch, WHAT);
    ServerOrder order = ServerOrder.read(body, verb, reading);
    commands.change(
        scope.because(order.why()),
        new Target(adc, order.pool(), order.server()),
        version,
        order.change());
    var changed = adcs.adc(scope.reading(), adc);
    return Response.ok(AdcBody.of(changed))
        .header("ETag", EntityTags.of(changed.version()))
        .build();
  }

  private static AdcId adc(String id) {
    return new AdcId(PathIds.parse(id, WHAT));
  }
}
