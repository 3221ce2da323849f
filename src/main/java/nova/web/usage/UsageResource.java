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
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.kernel.TenantScope;
import nova.kernel.UtcHour;
import nova.metering.HourTotal;
import nova.metering.NodeHour;
import nova.metering.UsageQueries;
import nova.metering.UsageQueries.Place;
import nova.nodes.NodeQueries;
import nova.platform.ids.Uuids;
import nova.web.http.PageBody;
import nova.web.http.Paging;
import nova.web.http.QueryFaults;
import nova.web.security.Allow;
import nova.web.security.Caller;
import nova.web.usage.UsageBody.BucketBody;
import org.jspecify.annotations.Nullable;

/** Node-hours of an organisation. */
@Path("organisations/{organisation}/usage")
@Dependent
@Allow(Allow.Who.MEMBER)
@Produces(MediaType.APPLICATION_JSON)
public class UsageResource {
  private static final Duration USUAL = Duration.ofDays(30);
  private static final int MAX_DAYS = 400;

  /** Rows read at a time while they are written out. */
  private static final int STRIDE = 5_000;

  private static final Map<String, ChronoUnit> PER =
      Map.of("hour", ChronoUnit.HOURS, "day", ChronoUnit.DAYS);
  private final UsageQueries usage;
  private final NodeQueries nodes;
  private final Caller caller;

  @Inject
  public UsageResource(UsageQueries usage, NodeQueries nodes, Caller caller) {
    this.usage = usage;
    this.nodes = nodes;
    this.caller = caller;
  }

  @GET
  public UsageBody get(
      @PathParam("organisation") String organisation,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("per") @Nullable String per) {
    TenantScope scope = caller.reading(organisation);
    var faults = new QueryFaults();
    ChronoUnit unit = faults.choice("per", per, PER, ChronoUnit.DAYS);
    Span span = span(from, to, faults);
    List<HourTotal> hours = usage.hours(scope, span.from(), span.to());
    var buckets = new TreeMap<Instant, List<HourTotal>>();
    hours.forEach(
        hour ->
            buckets
                .computeIfAbsent(hour.hour().start().truncatedTo(unit), start -> new ArrayList<>())
                .add(hour));
    return new UsageBody(
        span.from().start(),
        span.to().start(),
        unit == ChronoUnit.HOURS ? "hour" : "day",
        hours.stream().mapToLong(HourTotal::nodes).sum(),
        hours.stream().mapToLong(HourTotal::billable).sum(),
        HourTotal.FREE_NODES,
        buckets.entrySet().stream().map(one -> bucket(one.getKey(), one.getValue())).toList());
  }

  @GET
  @Path("node-hours")
  public PageBody<NodeHourBody> nodeHours(
      @PathParam("organisation") String organisation,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    TenantScope scope = caller.reading(organisation);
    var paging = Paging.of(limit, cursor);
    var faults = new QueryFaults();
    Place after = place(paging.cursor(), faults);
    Span span = span(from, to, faults);
    var page = usage.nodeHours(scope, span.from(), span.to(), paging.limit(), after);
    Map<NodeId, String> names = nodes.names(scope);
    return PageBody.of(
        page,
        it ->
            new NodeHourBody(
                it.hour().start(),
                it.node().value(),
                names.get(it.node()),
                it.first(),
                it.last(),
                it.closed()));
  }

  @GET
  @Path("nodes")
  public NodeTotalsBody nodes(
      @PathParam("organisation") String organisation,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    TenantScope scope = caller.reading(organisation);
    Span span = span(from, to, new QueryFaults());
    return new NodeTotalsBody(
        span.from().start(),
        span.to().start(),
        usage.nodes(scope, span.from(), span.to()).stream()
            .map(NodeTotalsBody.TotalBody::of)
            .toList());
  }

  @GET
  @Path("node-hours.csv")
  @Produces("text/csv")
  public Response csv(
      @PathParam("organisation") String organisation,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    TenantScope scope = caller.reading(organisation);
    Span span = span(from, to, new QueryFaults());
    Map<NodeId, String> names = nodes.names(scope);
    StreamingOutput lines =
        out -> {
          out.write(Csv.NODE_HOURS.getBytes(StandardCharsets.UTF_8));
          Place after = null;
          while (true) {
            var page = usage.nodeHours(scope, span.from(), span.to(), STRIDE, after);
            for (NodeHour hour : page.items()) {
              out.write(Csv.of(hour, names.get(hour.node())).getBytes(StandardCharsets.UTF_8));
            }
            if (page.next() == null) {
              return;
            }
            NodeHour last = page.items().getLast();
            after = new Place(last.hour(), last.node());
          }
        };
    return Response.ok(lines)
        .header("Content-Disposition", "attachment; filename=\"nova-node-hours.csv\"")
        .build();
  }

  private record Span(UtcHour from, UtcHour to) {}

  private Span span(@Nullable String fromSent, @Nullable String toSent, QueryFaults faults) {
    Instant toRead = faults.time("to", toSent);
    Instant to = toRead == null ? caller.when() : toRead;
    Instant fromRead = faults.time("from", fromSent);
    Instant from = fromRead == null ? to.minus(USUAL) : fromRead;
    if (!from.isBefore(to)) {
      faults.add("from", "out-of-order", "This is before to.");
    } else if (Duration.between(from, to).toDays() > MAX_DAYS) {
      faults.add("from", "out-of-range", "At most 400 days at a time.");
    }
    faults.throwIfAny();
    UtcHour last = UtcHour.of(to);
    return new Span(UtcHour.of(from), last.start().equals(to) ? last : last.next());
  }

  private static @Nullable Place place(@Nullable String cursor, QueryFaults faults) {
    if (cursor == null) {
      return null;
    }
    int slash = cursor.indexOf('/');
    UUID node = slash < 0 ? null : Uuids.parse(cursor.substring(slash + 1));
    if (node == null || !cursor.substring(0, slash).matches("[0-9]{1,9}")) {
      faults.add("cursor", "unusable", "Pass the next of the page before, unchanged.");
      return null;
    }
    return new Place(new UtcHour(Long.parseLong(cursor.substring(0, slash))), new NodeId(node));
  }

  private static BucketBody bucket(Instant start, List<HourTotal> hours) {
    return new BucketBody(
        start,
        hours.stream().mapToLong(HourTotal::nodes).sum(),
        hours.stream().mapToLong(HourTotal::billable).sum(),
        hours.stream().mapToLong(HourTotal::nodes).max().orElse(0));
  }
}
