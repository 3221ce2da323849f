package nova.web.billing;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import nova.billing.Account;
import nova.billing.AccountCommands;
import nova.billing.BillingQueries;
import nova.billing.Caps;
import nova.billing.Plan;
import nova.kernel.TenantScope;
import nova.tenants.NodeSlots;
import nova.web.http.EntityTags;
import nova.web.http.PageBody;
import nova.web.http.Paging;
import nova.web.http.QueryFaults;
import nova.web.json.JsonFields;
import nova.web.security.Allow;
import nova.web.security.Caller;
import org.jspecify.annotations.Nullable;

/** Plan, costs and limits of an organisation. */
@Path("organisations/{organisation}/billing")
@Dependent
@Allow(Allow.Who.MEMBER)
@Produces(MediaType.APPLICATION_JSON)
public class BillingResource {
  private static final String WHAT = "billing account";
  private static final Map<String, Plan> PLANS =
      Arrays.stream(Plan.values()).collect(Collectors.toMap(Plan::word, Function.identity()));
  private final BillingQueries billing;
  private final AccountCommands commands;
  private final NodeSlots slots;
  private final Caller caller;

  @Inject
  public BillingResource(
      BillingQueries billing, AccountCommands commands, NodeSlots slots, Caller caller) {
    this.billing = billing;
    this.commands = commands;
    this.slots = slots;
    this.caller = caller;
  }

  @GET
  public Response get(@PathParam("organisation") String organisation) {
    return answer(caller.reading(organisation));
  }

  @GET
  @Path("plans")
  public List<PlanBody> plans(@PathParam("organisation") String organisation) {
    return billing.plans(caller.reading(organisation)).stream().map(PlanBody::of).toList();
  }

  @PUT
  @Path("plan")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response choose(
      @PathParam("organisation") String organisation,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonFields body) {
    var scope = caller.paying(organisation);
    long revision = EntityTags.required(ifMatch, WHAT);
    Plan plan = body.choice("plan", PLANS, Plan.FREE);
    body.finish();
    commands.choose(scope, plan, revision);
    return answer(scope.reading());
  }

  @PUT
  @Path("caps")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response caps(
      @PathParam("organisation") String organisation,
      @HeaderParam(HttpHeaders.IF_MATCH) @Nullable String ifMatch,
      JsonFields body) {
    var scope = caller.paying(organisation);
    long revision = EntityTags.required(ifMatch, WHAT);
    commands.caps(scope, CapsBody.read(body), revision);
    return answer(scope.reading());
  }

  @GET
  @Path("simulation")
  public SimulationBody simulate(
      @PathParam("organisation") String organisation, @QueryParam("nodes") @Nullable String nodes) {
    TenantScope scope = caller.reading(organisation);
    var faults = new QueryFaults();
    boolean readable = nodes != null && nodes.matches("[0-9]{1,7}");
    int count = readable ? Integer.parseInt(nodes) : 0;
    if (!readable || count > Caps.MAX_NODES) {
      faults.add("nodes", "out-of-range", "This is between 0 and " + Caps.MAX_NODES + ".");
    }
    faults.throwIfAny();
    return SimulationBody.of(billing.simulate(scope, count));
  }

  @GET
  @Path("warnings")
  public PageBody<SpendWarningBody> warnings(
      @PathParam("organisation") String organisation,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var paging = Paging.of(limit, cursor);
    var page = billing.warnings(caller.reading(organisation), paging.limit(), paging.id());
    return PageBody.of(page, SpendWarningBody::of);
  }

  private Response answer(TenantScope scope) {
    Account account = billing.account(scope);
    var body = BillingBody.of(account, billing.outlook(scope), slots.use(scope));
    return Response.ok(body).header(HttpHeaders.ETAG, EntityTags.of(account.revision())).build();
  }
}
