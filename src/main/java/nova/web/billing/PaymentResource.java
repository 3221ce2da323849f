package nova.web.billing;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import nova.billing.PaymentCommands;
import nova.billing.PaymentQueries;
import nova.kernel.ChangeScope;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.web.security.Allow;
import nova.web.security.Caller;

/** How an organisation pays: its card, and the processor's pages. */
@Path("organisations/{organisation}/payment")
@Dependent
@Allow(Allow.Who.MEMBER)
@Produces(MediaType.APPLICATION_JSON)
public class PaymentResource {
  private static final String SESSION = "[A-Za-z0-9_]{8,255}";
  private final PaymentQueries payments;
  private final PaymentCommands commands;
  private final Caller caller;

  @Inject
  public PaymentResource(PaymentQueries payments, PaymentCommands commands, Caller caller) {
    this.payments = payments;
    this.commands = commands;
    this.caller = caller;
  }

  @GET
  public PaymentBody get(@PathParam("organisation") String organisation) {
    return PaymentBody.of(payments.payment(caller.reading(organisation)));
  }

  @POST
  @Path("card-sessions")
  public Response cardSession(@PathParam("organisation") String organisation) {
    ChangeScope scope = caller.paying(organisation);
    return page(commands.cardPage(scope, console(organisation)).toString());
  }

  /** The browser comes back from the page: what was left there counts now, without a webhook. */
  @POST
  @Path("card-sessions/{session}/return")
  public PaymentBody cardLeft(
      @PathParam("organisation") String organisation, @PathParam("session") String session) {
    ChangeScope scope = caller.paying(organisation);
    if (!session.matches(SESSION)) {
      throw new FailureException(new Failure.NotFound("card session"));
    }
    commands.cardLeft(scope, session);
    return PaymentBody.of(payments.payment(scope.reading()));
  }

  @POST
  @Path("portal-sessions")
  public Response portalSession(@PathParam("organisation") String organisation) {
    ChangeScope scope = caller.paying(organisation);
    return page(commands.portalPage(scope, console(organisation)).toString());
  }

  private static String console(String organisation) {
    return "/o/" + organisation + "/billing";
  }

  private static Response page(String url) {
    return Response.status(Response.Status.CREATED).entity(new PageAddressBody(url)).build();
  }
}
