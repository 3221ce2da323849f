package nova.metrics.clickhouse;

import com.clickhouse.client.api.query.GenericRecord;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nova.kernel.TenantId;
import nova.metrics.Sketch;
import nova.metrics.TrafficQueries.GroupBy;
import nova.metrics.TrafficQueries.Point;
import nova.metrics.TrafficQueries.Question;
import nova.metrics.TrafficQueries.Series;
import org.jspecify.annotations.Nullable;

/** One chart's question to the traffic table. Values are bound; only our own words are text. */
final class SeriesQuery {
  private static final int MAX_SERIES = 50;
  private final TenantId tenant;
  private final Question question;

  SeriesQuery(TenantId tenant, Question question) {
    this.tenant = tenant;
    this.question = question;
  }

  /** Columns are named with their table: an alias of the same name would be taken for them. */
  String sql() {
    String key = key(question.groupBy());
    String where = where();
    return "SELECT "
        + key
        + " AS series, toInt64(intDiv(toUnixTimestamp(at), {step:Int64}) * {step:Int64}) AS start,"
        + " toInt64(sum(traffic.requests)) AS requests,"
        + " toInt64(sumIf(traffic.requests, traffic.status_class = 5)) AS errors,"
        + " toInt64(sum(traffic.upstream_errors)) AS upstream_errors,"
        + " toInt64(sum(traffic.retries)) AS retries,"
        + " toInt64(sum(traffic.resumes)) AS resumes,"
        + " toInt64(sum(traffic.request_bytes)) AS request_bytes,"
        + " toInt64(sum(traffic.response_bytes)) AS response_bytes,"
        + " sumMap(latency_bucket, latency_count) AS sketch,"
        + " arrayMap(x -> toInt64(x), sketch.1) AS buckets,"
        + " arrayMap(x -> toInt64(x), sketch.2) AS counts FROM traffic WHERE "
        + where
        + " AND "
        + key
        + " IN (SELECT "
        + key
        + " FROM traffic WHERE "
        + where
        + " GROUP BY 1 ORDER BY sum(traffic.requests) DESC, 1 LIMIT "
        + MAX_SERIES
        + ") GROUP BY series, start ORDER BY series, start";
  }

  private static String key(GroupBy groupBy) {
    return switch (groupBy) {
      case NONE -> "''";
      case ADC -> "toString(adc_id)";
      case NODE -> "toString(node_id)";
      case ROUTE -> "toString(route)";
      case SERVER -> "toString(server)";
      case STATUS_CLASS -> "toString(status_class)";
    };
  }

  private String where() {
    var where =
        new StringBuilder(
            "tenant_id = {tenant:UUID} AND at >= toDateTime({from:Int64}, 'UTC')"
                + " AND at < toDateTime({to:Int64}, 'UTC')");
    if (question.adc() != null) {
      where.append(" AND adc_id = {adc:UUID}");
    }
    if (question.node() != null) {
      where.append(" AND node_id = {node:UUID}");
    }
    if (question.route() != null) {
      where.append(" AND route = unhex({route:String})");
    }
    if (question.server() != null) {
      where.append(" AND server = unhex({server:String})");
    }
    return where.toString();
  }

  Map<String, Object> parameters() {
    var parameters = new HashMap<String, Object>();
    parameters.put("tenant", tenant.toString());
    parameters.put("from", question.from().getEpochSecond());
    parameters.put("to", question.to().getEpochSecond());
    parameters.put("step", (long) question.stepSeconds());
    put(parameters, "adc", question.adc());
    put(parameters, "node", question.node());
    put(parameters, "route", hex(question.route()));
    put(parameters, "server", hex(question.server()));
    return parameters;
  }

  /** Bound values are unescaped by the server once more; hexadecimal needs no escaping. */
  private static @Nullable String hex(@Nullable String text) {
    return text == null ? null : HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
  }

  private static void put(Map<String, Object> parameters, String name, @Nullable Object value) {
    if (value != null) {
      parameters.put(name, value.toString());
    }
  }

  /** The busiest first. */
  List<Series> series(List<GenericRecord> rows) {
    var points = new LinkedHashMap<String, List<Point>>();
    for (GenericRecord row : rows) {
      points.computeIfAbsent(row.getString("series"), key -> new ArrayList<>()).add(point(row));
    }
    return points.entrySet().stream()
        .map(entry -> new Series(entry.getKey(), total(entry.getValue()), entry.getValue()))
        .sorted(Comparator.comparing((Series one) -> -one.total().requests()))
        .toList();
  }

  private Point total(List<Point> points) {
    Point total = new Point(question.from(), 0, 0, 0, 0, 0, 0, 0, Sketch.empty());
    for (Point point : points) {
      total = total.plus(point);
    }
    return total;
  }

  private static Point point(GenericRecord row) {
    List<Number> buckets = row.getList("buckets");
    List<Number> counts = row.getList("counts");
    var bucket = new short[buckets.size()];
    var count = new long[buckets.size()];
    for (int i = 0; i < bucket.length; i++) {
      bucket[i] = buckets.get(i).shortValue();
      count[i] = counts.get(i).longValue();
    }
    return new Point(
        Instant.ofEpochSecond(row.getLong("start")),
        row.getLong("requests"),
        row.getLong("errors"),
        row.getLong("upstream_errors"),
        row.getLong("retries"),
        row.getLong("resumes"),
        row.getLong("request_bytes"),
        row.getLong("response_bytes"),
        Sketch.of(bucket, count));
  }
}
