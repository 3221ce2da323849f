package nova.web.billing;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import nova.billing.PaymentCommands;
import nova.billing.PaymentQueries;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.web.http.PageBody;
import nova.web.http.Paging;
import nova.web.security.Allow;
import nova.web.security.Caller;
import org.jspecify.annotations.Nullable;

/** Invoices, and what their lines are made of. */
@Path("organisations/{organisation}/invoices")
@Dependent
@Allow(Allow.Who.MEMBER)
@Produces(MediaType.APPLICATION_JSON)
public class InvoiceResource {
  private final PaymentQueries payments;
  private final PaymentCommands commands;
  private final Caller caller;

  @Inject
  public InvoiceResource(PaymentQueries payments, PaymentCommands commands, Caller caller) {
    this.payments = payments;
    this.commands = commands;
    this.caller = caller;
  }

  @GET
  public PageBody<InvoiceBody> list(
      @PathParam("organisation") String organisation,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var paging = Paging.of(limit, cursor);
    var page = payments.invoices(caller.reading(organisation), paging.limit(), paging.cursor());
    return PageBody.of(page, InvoiceBody::of);
  }

  @GET
  @Path("{invoice}")
  public InvoiceBody get(
      @PathParam("organisation") String organisation, @PathParam("invoice") String invoice) {
    return InvoiceBody.of(payments.invoice(caller.reading(organisation), invoice));
  }

  @GET
  @Path("{invoice}/lines/{line}/hours")
  public PageBody<ChargedHourBody> hours(
      @PathParam("organisation") String organisation,
      @PathParam("invoice") String invoice,
      @PathParam("line") String line,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    var paging = Paging.of(limit, cursor);
    if (!line.matches("[0-9]{1,4}")) {
      throw new FailureException(new Failure.NotFound("line"));
    }
    var page =
        payments.hours(
            caller.reading(organisation),
            invoice,
            Integer.parseInt(line),
            paging.limit(),
            paging.position());
    return PageBody.of(page, ChargedHourBody::of);
  }

  /** Tries to collect it now. */
  @POST
  @Path("{invoice}/payments")
  public PaymentOutcomeBody pay(
      @PathParam("organisation") String organisation, @PathParam("invoice") String invoice) {
    return PaymentOutcomeBody.of(commands.pay(caller.paying(organisation), invoice));
  }
}
