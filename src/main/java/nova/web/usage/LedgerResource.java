package nova.web.usage;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.nio.charset.StandardCharsets;
import nova.kernel.Page;
import nova.kernel.TenantScope;
import nova.metering.LedgerLink;
import nova.metering.LedgerQueries;
import nova.web.http.PageBody;
import nova.web.http.Paging;
import nova.web.security.Allow;
import nova.web.security.Caller;
import org.jspecify.annotations.Nullable;

/** The chain of closed hours: to read, to download, to check. */
@Path("organisations/{organisation}/ledger")
@Dependent
@Allow(Allow.Who.MEMBER)
@Produces(MediaType.APPLICATION_JSON)
public class LedgerResource {
  /** Links read at a time while they are written out. */
  private static final int STRIDE = 200;

  private final LedgerQueries ledger;
  private final Caller caller;

  @Inject
  public LedgerResource(LedgerQueries ledger, Caller caller) {
    this.ledger = ledger;
    this.caller = caller;
  }

  @GET
  public PageBody<LedgerLinkBody> links(
      @PathParam("organisation") String organisation,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    TenantScope scope = caller.reading(organisation);
    var paging = Paging.of(limit, cursor);
    return PageBody.of(ledger.links(scope, paging.limit(), paging.position()), LedgerLinkBody::of);
  }

  /** Public for JSON-B. */
  public record VerificationBody(
      boolean intact, long links, long nodeHours, String head, @Nullable Long brokenLink) {}

  @GET
  @Path("verification")
  public VerificationBody verify(@PathParam("organisation") String organisation) {
    var found = ledger.verify(caller.reading(organisation));
    return new VerificationBody(
        found.intact(), found.links(), found.nodeHours(), found.head(), found.broken());
  }

  @GET
  @Path("csv")
  @Produces("text/csv")
  public Response csv(@PathParam("organisation") String organisation) {
    TenantScope scope = caller.reading(organisation);
    StreamingOutput lines =
        out -> {
          out.write(Csv.LEDGER.getBytes(StandardCharsets.UTF_8));
          Page<LedgerLink> page = ledger.links(scope, STRIDE, 0);
          while (true) {
            for (LedgerLink link : page.items()) {
              out.write(Csv.of(link).getBytes(StandardCharsets.UTF_8));
            }
            String next = page.next();
            if (next == null) {
              return;
            }
            page = ledger.links(scope, STRIDE, Long.parseLong(next));
          }
        };
    return Response.ok(lines)
        .header("Content-Disposition", "attachment; filename=\"nova-ledger.csv\"")
        .build();
  }
}
