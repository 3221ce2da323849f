package nova.metrics.clickhouse;

import com.clickhouse.client.api.Client;
import com.clickhouse.client.api.insert.InsertSettings;
import com.clickhouse.client.api.query.GenericRecord;
import com.clickhouse.client.api.query.QuerySettings;
import com.clickhouse.data.ClickHouseFormat;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import nova.kernel.TenantId;
import nova.metrics.Sketch;
import nova.metrics.TrafficBatch;
import nova.metrics.TrafficQueries;
import nova.metrics.TrafficStore;
import nova.metrics.TrafficUnavailableException;
import nova.metrics.TrafficWindow;
import nova.platform.Component;
import nova.platform.settings.ClickHouseSettings;

/** The traffic table. Writes as the writer, reads as the reader, who sees one tenant at a time. */
@Component
public class ClickHouseTraffic implements TrafficStore {
  /** Part of the argument in {@code nova.metrics.logic}: no insert runs longer than this. */
  private static final int INSERT_SECONDS = 10;

  private static final int QUERY_SECONDS = 10;
  private static final int RETENTION_DAYS = 7;
  private static final int MAX_COUNT = Integer.MAX_VALUE;

  /** In the order of {@link #row}; named, so that a copy of before still fits a longer table. */
  private static final List<String> COLUMNS =
      List.of(
          "tenant_id",
          "node_id",
          "adc_id",
          "route",
          "server",
          "status_class",
          "at",
          "length_seconds",
          "requests",
          "upstream_errors",
          "retries",
          "resumes",
          "request_bytes",
          "response_bytes",
          "latency_bucket",
          "latency_count",
          "spool_id",
          "batch",
          "retention_days");

  private final ClickHouseSettings settings;
  private final Client writer;
  private final Client reader;

  @Inject
  public ClickHouseTraffic(ClickHouseSettings settings) {
    this.settings = settings;
    this.writer = Clients.writer(settings);
    this.reader = Clients.reader(settings);
  }

  @PreDestroy
  void close() {
    writer.close();
    reader.close();
  }

  @Override
  public void insert(List<TrafficBatch> batches, LocalDate day, String token)
      throws TrafficUnavailableException {
    var rows = new RowBinary();
    batches.forEach(batch -> batch.windows().forEach(window -> row(rows, batch, window)));
    var how =
        new InsertSettings()
            .setDeduplicationToken(token)
            .serverSetting("insert_deduplicate", "1")
            .serverSetting("async_insert", "0")
            .serverSetting("max_execution_time", Integer.toString(INSERT_SECONDS))
            .serverSetting("input_format_parallel_parsing", "0")
            .serverSetting("max_insert_block_size", "10000000")
            .serverSetting("min_insert_block_size_rows", "10000000")
            .serverSetting("min_insert_block_size_bytes", "2000000000");
    try (var answer =
        writer
            .insert(
                "traffic",
                COLUMNS,
                new ByteArrayInputStream(rows.bytes()),
                ClickHouseFormat.RowBinary,
                how)
            .get(settings.requestTimeout().toMillis(), TimeUnit.MILLISECONDS)) {
      answer.getWrittenRows();
    } catch (ExecutionException | TimeoutException e) {
      throw new TrafficUnavailableException("insert", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TrafficUnavailableException("insert interrupted", e);
    } catch (Exception e) { // close() declares no more than that; the client throws its own
      throw new TrafficUnavailableException("insert", e);
    }
  }

  private static void row(RowBinary row, TrafficBatch batch, TrafficWindow window) {
    row.uuid(batch.from().tenant().value())
        .uuid(batch.from().node().value())
        .uuid(window.adc())
        .text(window.route())
        .text(window.server())
        .uint8(window.statusClass())
        .uint32(window.at().getEpochSecond())
        .uint16(window.lengthSeconds())
        .uint64(window.requests())
        .uint64(window.upstreamErrors())
        .uint64(window.retries())
        .uint64(window.resumes())
        .uint64(window.requestBytes())
        .uint64(window.responseBytes());
    Sketch latency = window.latency();
    row.length(latency.size());
    for (int i = 0; i < latency.size(); i++) {
      row.uint16(latency.bucket(i));
    }
    row.length(latency.size());
    for (int i = 0; i < latency.size(); i++) {
      row.uint32(Math.min(latency.count(i), MAX_COUNT));
    }
    row.uuid(batch.spool()).uint64(batch.sequence()).uint16(RETENTION_DAYS);
  }

  @Override
  public Set<Part> stored(TenantId tenant, List<TrafficBatch> batches)
      throws TrafficUnavailableException {
    var nodes = new HashSet<String>();
    var spools = new HashSet<String>();
    Instant first = Instant.MAX;
    Instant last = Instant.EPOCH;
    for (TrafficBatch batch : batches) {
      nodes.add(batch.from().node().toString());
      spools.add(batch.spool().toString());
      for (TrafficWindow window : batch.windows()) {
        first = window.at().isBefore(first) ? window.at() : first;
        last = window.at().isAfter(last) ? window.at() : last;
      }
    }
    if (first.isAfter(last)) {
      return Set.of();
    }
    var parts = new HashSet<Part>();
    for (GenericRecord row :
        ask(
            """
            SELECT DISTINCT node_id, spool_id, batch, toString(toDate(at)) AS day FROM traffic
            WHERE tenant_id = {tenant:UUID} AND has({nodes:Array(UUID)}, node_id)
              AND has({spools:Array(UUID)}, spool_id)
              AND at >= toDateTime({first:Int64}, 'UTC') AND at <= toDateTime({last:Int64}, 'UTC')
            """,
            Map.of(
                "tenant",
                tenant.toString(),
                "nodes",
                array(nodes),
                "spools",
                array(spools),
                "first",
                first.getEpochSecond(),
                "last",
                last.getEpochSecond()),
            writer,
            new QuerySettings())) {
      parts.add(
          new Part(
              row.getUUID("node_id"),
              row.getUUID("spool_id"),
              row.getLong("batch"),
              LocalDate.parse(row.getString("day"))));
    }
    return parts;
  }

  /** Of UUIDs only, so nothing in it needs escaping. */
  private static String array(Set<String> ids) {
    return ids.stream().collect(Collectors.joining("','", "['", "']"));
  }

  @Override
  public List<TrafficQueries.Series> traffic(TenantId tenant, TrafficQueries.Question question)
      throws TrafficUnavailableException {
    var query = new SeriesQuery(tenant, question);
    var how =
        new QuerySettings()
            .serverSetting("max_execution_time", Integer.toString(QUERY_SECONDS))
            .serverSetting("log_comment", tenant.toString());
    return query.series(ask(query.sql(), query.parameters(), reader, how));
  }

  private List<GenericRecord> ask(
      String sql, Map<String, Object> parameters, Client client, QuerySettings how)
      throws TrafficUnavailableException {
    try {
      return client.queryAll(sql, parameters, how);
    } catch (RuntimeException e) { // every exception of the client is one
      throw new TrafficUnavailableException("query", e);
    }
  }
}
