package nova.web.metrics;

import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import nova.kernel.TenantScope;
import nova.metrics.TrafficQueries;
import nova.metrics.TrafficQueries.GroupBy;
import nova.metrics.TrafficQueries.Question;
import nova.metrics.TrafficQueries.Series;
import nova.nodes.AdcQueries;
import nova.nodes.NodeQueries;
import nova.web.metrics.TrafficBody.PointBody;
import nova.web.metrics.TrafficBody.SeriesBody;
import nova.web.security.Allow;
import nova.web.security.Caller;
import org.jspecify.annotations.Nullable;

/** Requests, errors and latency over time. */
@Path("organisations/{organisation}/metrics/traffic")
@Dependent
@Allow(Allow.Who.MEMBER)
@Produces(MediaType.APPLICATION_JSON)
public class TrafficResource {
  /** A window's length, and as long again for it to arrive. */
  private static final Duration UNDER_WAY = Duration.ofSeconds(20);

  private final TrafficQueries traffic;
  private final NodeQueries nodes;
  private final AdcQueries adcs;
  private final Caller caller;

  @Inject
  public TrafficResource(
      TrafficQueries traffic, NodeQueries nodes, AdcQueries adcs, Caller caller) {
    this.traffic = traffic;
    this.nodes = nodes;
    this.adcs = adcs;
    this.caller = caller;
  }

  @GET
  public TrafficBody get(
      @PathParam("organisation") String organisation,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to,
      @QueryParam("stepSeconds") @Nullable String step,
      @QueryParam("groupBy") @Nullable String groupBy,
      @QueryParam("adc") @Nullable String adc,
      @QueryParam("node") @Nullable String node,
      @QueryParam("route") @Nullable String route,
      @QueryParam("server") @Nullable String server) {
    TenantScope scope = caller.reading(organisation);
    var sent = new TrafficRequest.Sent(from, to, step, groupBy, adc, node, route, server);
    Question question = new TrafficRequest().read(sent, caller.when());
    Map<String, String> labels = labels(scope, question.groupBy());
    var series = traffic.traffic(scope, question).stream().map(one -> series(one, labels)).toList();
    long complete = caller.when().minus(UNDER_WAY).getEpochSecond();
    return new TrafficBody(
        question.from(),
        question.to(),
        question.stepSeconds(),
        Instant.ofEpochSecond(complete - complete % TrafficRequest.WINDOW),
        series);
  }

  private static SeriesBody series(Series series, Map<String, String> labels) {
    return new SeriesBody(
        series.key(),
        labels.getOrDefault(series.key(), series.key()),
        PointBody.of(series.total()),
        series.points().stream().map(PointBody::of).toList());
  }

  private Map<String, String> labels(TenantScope scope, GroupBy groupBy) {
    var labels = new HashMap<String, String>();
    switch (groupBy) {
      case ADC -> adcs.names(scope).forEach((id, name) -> labels.put(id.toString(), name));
      case NODE -> nodes.names(scope).forEach((id, name) -> labels.put(id.toString(), name));
      case NONE -> labels.put("", "all");
      case ROUTE -> labels.put("", "no route");
      case SERVER -> labels.put("", "no server");
      case STATUS_CLASS -> {
        labels.put("0", "aborted");
        for (int status = 1; status <= 5; status++) {
          labels.put(Integer.toString(status), status + "xx");
        }
      }
    }
    return labels;
  }
}
