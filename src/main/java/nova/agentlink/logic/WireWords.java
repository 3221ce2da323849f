package nova.agentlink.logic;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import nova.kernel.Problem;
import nova.link.v1.ConfigOutcome;
import nova.link.v1.HealthReport;
import nova.link.v1.LatencySketch;
import nova.link.v1.MetricBatch;
import nova.link.v1.NodeFacts;
import nova.link.v1.ServerHealth;
import nova.metrics.Sketch;
import nova.metrics.TrafficBatch;
import nova.metrics.TrafficWindow;
import nova.nodes.Node.Facts;
import nova.nodes.Node.Health;
import nova.nodes.Node.Live;
import nova.nodes.Node.ServerState;
import nova.platform.ids.Uuids;

/** The wire's messages in our own words. Texts of agents are cut to what we keep. */
public final class WireWords {
  private static final int MAX_TEXT = 200;
  private static final int MAX_PROBLEMS = 100;
  private static final int MAX_SERVERS = 2_000;

  private WireWords() {}

  public static Facts facts(NodeFacts facts) {
    return new Facts(
        cut(facts.getAgentVersion()),
        Math.max(1, facts.getCapability()),
        cut(facts.getOperatingSystem()),
        cut(facts.getArchitecture()),
        Math.max(0, facts.getProcessors()),
        Math.max(0, facts.getMemoryBytes()),
        facts.getStartedAtMillis() > 0 ? time(facts.getStartedAtMillis()) : null);
  }

  static List<Problem> problems(ConfigOutcome outcome) {
    return outcome.getProblemsList().stream()
        .limit(MAX_PROBLEMS)
        .map(
            it -> new Problem(cut(it.getPointer()), cut(it.getCode()), cut(it.getMessage(), 1_000)))
        .toList();
  }

  static Live live(HealthReport report) {
    return new Live(
        Math.max(0, report.getOpenConnections()),
        Math.max(0, report.getSpooledBatches()),
        Math.max(0, report.getResidentBytes()),
        report.getDraining(),
        report.getServersList().stream()
            .limit(MAX_SERVERS)
            .filter(server -> Uuids.parse(server.getAdcId()) != null)
            .map(WireWords::server)
            .toList());
  }

  private static ServerState server(ServerHealth server) {
    return new ServerState(
        Objects.requireNonNull(Uuids.parse(server.getAdcId())),
        cut(server.getPoolId()),
        cut(server.getServerId()),
        health(server.getState()),
        server.getSinceMillis() > 0 ? time(server.getSinceMillis()) : null,
        server.getCause().isEmpty() ? null : cut(server.getCause()),
        Math.max(0, server.getInFlight()),
        server.getPassive());
  }

  private static Health health(ServerHealth.State state) {
    return switch (state) {
      case HEALTHY -> Health.HEALTHY;
      case UNHEALTHY -> Health.UNHEALTHY;
      case UNKNOWN, STATE_UNSPECIFIED, UNRECOGNIZED -> Health.UNKNOWN;
    };
  }

  /** Windows that cannot be read are left out: one of them must not hold up the queue. */
  static TrafficBatch batch(
      TrafficBatch.Source from, UUID spool, MetricBatch batch, boolean resent) {
    var windows = new ArrayList<TrafficWindow>(batch.getWindowsCount());
    for (nova.link.v1.TrafficWindow window : batch.getWindowsList()) {
      UUID adc = Uuids.parse(window.getAdcId());
      if (adc != null) {
        windows.add(window(adc, window));
      }
    }
    return new TrafficBatch(from, spool, batch.getSequence(), resent, windows);
  }

  private static TrafficWindow window(UUID adc, nova.link.v1.TrafficWindow window) {
    return new TrafficWindow(
        adc,
        window.getRoute(),
        window.getServer(),
        window.getStatusClass(),
        time(window.getStartMillis()),
        window.getLengthMillis() / 1_000,
        window.getRequests(),
        window.getUpstreamErrors(),
        window.getRetries(),
        window.getResumes(),
        window.getRequestBytes(),
        window.getResponseBytes(),
        sketch(window.getLatency()));
  }

  /** A sketch that cannot be counts as none; the window's counters still count. */
  private static Sketch sketch(LatencySketch latency) {
    var buckets = new short[latency.getBucketDeltaCount()];
    var counts = new long[latency.getCountCount()];
    int bucket = 0;
    for (int i = 0; i < buckets.length; i++) {
      bucket += latency.getBucketDelta(i);
      if (bucket < 0 || bucket >= Sketch.BUCKETS) {
        return Sketch.empty();
      }
      buckets[i] = (short) bucket;
    }
    for (int i = 0; i < counts.length; i++) {
      counts[i] = Integer.toUnsignedLong(latency.getCount(i));
    }
    try {
      return Sketch.of(buckets, counts);
    } catch (IllegalArgumentException notOne) {
      return Sketch.empty();
    }
  }

  /** Far out of range is as good as never; PostgreSQL has no such years. */
  private static Instant time(long millis) {
    return Instant.ofEpochMilli(Math.clamp(millis, 0L, 4_102_444_800_000L));
  }

  private static String cut(String text) {
    return cut(text, MAX_TEXT);
  }

  private static String cut(String text, int max) {
    String clean = text.replace('\0', ' ');
    return clean.length() <= max ? clean : clean.substring(0, max);
  }
}
