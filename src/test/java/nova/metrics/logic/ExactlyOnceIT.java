package nova.metrics.logic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.metrics.Sketch;
import nova.metrics.TrafficBatch;
import nova.metrics.TrafficBatch.Source;
import nova.metrics.TrafficQueries.GroupBy;
import nova.metrics.TrafficQueries.Question;
import nova.metrics.TrafficQueries.Series;
import nova.metrics.TrafficStore;
import nova.metrics.TrafficUnavailableException;
import nova.metrics.TrafficWindow;
import nova.metrics.clickhouse.ClickHouseSchema;
import nova.metrics.clickhouse.ClickHouseTraffic;
import nova.testing.TestClickHouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The hub on a real ClickHouse: what is counted, and when a node may forget. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExactlyOnceIT {
  private static final Duration HOLD = Duration.ofSeconds(30);
  private static final IntakeSettings SETTINGS =
      new IntakeSettings(
          Duration.ofMillis(10),
          100_000,
          1_000_000,
          HOLD,
          Duration.ofSeconds(5),
          Duration.ofMillis(50),
          Duration.ofMillis(200));
  private final Instant hour = InstantSource.system().instant().truncatedTo(ChronoUnit.HOURS);
  private static final UUID ADC = UUID.randomUUID();
  private final TestClickHouse clickhouse;
  private final TrafficStore store;

  ExactlyOnceIT() throws Exception {
    clickhouse = TestClickHouse.start();
    store = prepared(clickhouse);
  }

  @AfterAll
  void stop() throws Exception {
    clickhouse.close();
  }

  private static TrafficStore prepared(TestClickHouse engine) {
    new ClickHouseSchema(engine.settings()).apply();
    return new ClickHouseTraffic(engine.settings());
  }

  /**
   * One copy of the control plane: its hub, a clock that is moved by hand, the acknowledgements.
   */
  private static final class Copy {
    final AtomicLong nanos = new AtomicLong();
    final AtomicInteger acknowledged = new AtomicInteger();
    final TrafficHub hub;
    volatile boolean newest = true;

    Copy(TrafficStore store) {
      hub =
          new TrafficHub(
              store,
              sources -> newest ? sources : Set.of(),
              InstantSource.system(),
              nanos::get,
              SETTINGS);
    }

    void take(TrafficBatch batch) {
      assertThat(hub.offer(batch, acknowledged::incrementAndGet)).isTrue();
    }

    void holdIsOver() {
      nanos.addAndGet(HOLD.toNanos());
    }
  }

  /** The real store; an insert can happen and its answer be lost. */
  private record AnswerLost(TrafficStore real) implements TrafficStore {
    @Override
    public void insert(List<TrafficBatch> batches, LocalDate day, String token)
        throws TrafficUnavailableException {
      real.insert(batches, day, token);
      throw new TrafficUnavailableException("lost", new IllegalStateException("connection reset"));
    }

    @Override
    public Set<Part> stored(TenantId tenant, List<TrafficBatch> batches)
        throws TrafficUnavailableException {
      return real.stored(tenant, batches);
    }

    @Override
    public List<Series> traffic(TenantId tenant, Question question)
        throws TrafficUnavailableException {
      return real.traffic(tenant, question);
    }
  }

  private static Source somebody() {
    return new Source(
        new TenantId(UUID.randomUUID()), new NodeId(UUID.randomUUID()), UUID.randomUUID());
  }

  private static Source reconnected(Source before) {
    return new Source(before.tenant(), before.node(), UUID.randomUUID());
  }

  private TrafficWindow window(Instant at, long requests, Sketch latency) {
    return new TrafficWindow(
        ADC, "all", "web-1", 2, at, 10, requests, 0, 2, 1, 100, 1_000, latency);
  }

  /** Two windows, of today and of yesterday: two inserts. */
  private TrafficBatch batch(Source from, UUID spool, long sequence, boolean resent) {
    return new TrafficBatch(
        from,
        spool,
        sequence,
        resent,
        List.of(
            window(hour, 3, Sketch.empty()),
            window(hour.minus(Duration.ofDays(1)), 4, Sketch.empty())));
  }

  private static long counted(TestClickHouse engine, Source of) throws Exception {
    return Long.parseLong(
        engine.query(
            "SELECT sum(requests) FROM nova.traffic WHERE tenant_id = '" + of.tenant() + "'"));
  }

  @Test
  void a_batch_that_comes_twice_is_counted_once() throws Exception {
    var copy = new Copy(store);
    Source from = somebody();
    UUID spool = UUID.randomUUID();
    copy.take(batch(from, spool, 1, false));
    copy.hub.flush();
    copy.take(batch(from, spool, 1, false));
    copy.hub.flush();
    assertThat(copy.acknowledged).hasValue(2);
    assertThat(counted(clickhouse, from)).isEqualTo(7);
  }

  @Test
  void twins_waiting_together_are_counted_once_and_both_acknowledged() throws Exception {
    var copy = new Copy(store);
    Source from = somebody();
    UUID spool = UUID.randomUUID();
    copy.take(batch(from, spool, 1, true));
    copy.take(batch(from, spool, 1, true));
    copy.holdIsOver();
    copy.hub.flush();
    copy.hub.flush();
    assertThat(copy.acknowledged).hasValue(2);
    assertThat(counted(clickhouse, from)).isEqualTo(7);
    assertThat(copy.hub.heldRows()).isZero();
  }

  @Test
  void a_batch_stored_without_an_answer_is_counted_once_when_it_comes_again() throws Exception {
    Source first = somebody();
    UUID spool = UUID.randomUUID();
    var earlier = new Copy(new AnswerLost(store));
    earlier.take(batch(first, spool, 9, false));
    try (var thread = Executors.newSingleThreadExecutor()) {
      var flushing =
          thread.submit(
              () -> {
                earlier.hub.flush();
                return true;
              });
      // yesterday's rows are there, today's are not tried: the answer to the first was lost
      await().until(() -> counted(clickhouse, first) > 0);
      earlier.newest = false;
      flushing.get();
    }
    assertThat(earlier.acknowledged).hasValue(0);
    var later = new Copy(store);
    later.take(batch(reconnected(first), spool, 9, true));
    later.hub.flush();
    assertThat(later.acknowledged).as("held first").hasValue(0);
    later.holdIsOver();
    later.hub.flush();
    assertThat(later.acknowledged).hasValue(1);
    assertThat(counted(clickhouse, first)).isEqualTo(7);
    assertThat(later.hub.heldRows()).isZero();
  }

  @Test
  void an_insert_under_way_when_its_copy_died_counts_once() throws Exception {
    Source first = somebody();
    UUID spool = UUID.randomUUID();
    var dead = batch(first, spool, 1, false);
    var begin = new CountDownLatch(1);
    try (var network = Executors.newSingleThreadExecutor()) {
      var underWay =
          network.submit(
              () -> {
                begin.await();
                for (LocalDate day : Days.of(List.of(dead))) {
                  var part = Days.only(List.of(dead), day);
                  store.insert(part, day, Tokens.of(part, day));
                }
                return true;
              });
      var survivor = new Copy(store);
      survivor.take(batch(reconnected(first), spool, 1, true));
      survivor.hub.flush();
      begin.countDown();
      underWay.get();
      assertThat(survivor.acknowledged).hasValue(0);
      survivor.holdIsOver();
      survivor.hub.flush();
      assertThat(survivor.acknowledged).hasValue(1);
    }
    assertThat(counted(clickhouse, first)).isEqualTo(7);
  }

  @Test
  void a_crash_of_clickhouse_loses_and_doubles_nothing() throws Exception {
    try (var own = TestClickHouse.start();
        var thread = Executors.newSingleThreadExecutor()) {
      var copy = new Copy(prepared(own));
      Source from = somebody();
      UUID spool = UUID.randomUUID();
      var work =
          thread.submit(
              () -> {
                while (copy.newest) {
                  copy.hub.flush();
                }
                return true;
              });
      for (long sequence = 1; sequence <= 20; sequence++) {
        copy.take(batch(from, spool, sequence, false));
      }
      await().untilAsserted(() -> assertThat(copy.acknowledged).hasValue(20));
      own.crash();
      for (long sequence = 21; sequence <= 40; sequence++) {
        copy.take(batch(from, spool, sequence, false));
      }
      await()
          .during(Duration.ofSeconds(1))
          .until(() -> copy.acknowledged.get() == 20 && copy.hub.heldRows() == 40);
      own.comeBack();
      await()
          .atMost(Duration.ofSeconds(60))
          .untilAsserted(() -> assertThat(copy.acknowledged).hasValue(40));
      assertThat(counted(own, from)).isEqualTo(40 * 7);
      assertThat(copy.hub.heldRows()).isZero();
      copy.newest = false;
      work.get();
    }
  }

  @Test
  void impossible_windows_hold_up_nobody() throws Exception {
    var copy = new Copy(store);
    Source from = somebody();
    UUID spool = UUID.randomUUID();
    var far = window(hour.plus(Duration.ofDays(2)), 5, Sketch.empty());
    var longAgo = window(hour.minus(Duration.ofDays(40)), 5, Sketch.empty());
    var negative = window(hour, -5, Sketch.empty());
    copy.take(new TrafficBatch(from, spool, 1, false, List.of(far, longAgo, negative)));
    copy.take(
        new TrafficBatch(
            from, spool, 2, false, List.of(far, window(hour, 3, Sketch.empty()), negative)));
    copy.hub.flush();
    assertThat(copy.acknowledged).hasValue(2);
    assertThat(counted(clickhouse, from)).isEqualTo(3);
  }

  @Test
  void quantiles_of_merged_sketches_are_within_one_percent() throws Exception {
    var random = new Random(11);
    var copy = new Copy(store);
    TenantId tenant = somebody().tenant();
    var all = new double[30_000];
    for (int node = 0; node < 3; node++) {
      var micros = new double[10_000];
      for (int i = 0; i < micros.length; i++) {
        micros[i] = Math.exp(8 + node + random.nextGaussian());
        all[node * micros.length + i] = micros[i];
      }
      var from = new Source(tenant, new NodeId(UUID.randomUUID()), UUID.randomUUID());
      copy.take(
          new TrafficBatch(
              from,
              UUID.randomUUID(),
              1,
              false,
              List.of(window(hour, micros.length, sketch(micros)))));
    }
    copy.hub.flush();
    var question =
        new Question(hour, hour.plusSeconds(60), 60, GroupBy.NONE, null, null, null, null);
    Sketch merged = store.traffic(tenant, question).getFirst().total().latency();
    Arrays.sort(all);
    for (double share : new double[] {0.5, 0.9, 0.95, 0.99, 0.999}) {
      double exact = all[(int) Math.ceil(share * all.length) - 1] / 1_000;
      assertThat(Objects.requireNonNull(merged.quantile(share)))
          .as("p" + share * 100)
          .isCloseTo(exact, withinPercentage(1));
    }
  }

  private static Sketch sketch(double[] micros) {
    var counts = new TreeMap<Short, Long>();
    for (double value : micros) {
      counts.merge((short) Math.ceil(Math.log(value) / Math.log(1.0194)), 1L, Long::sum);
    }
    var buckets = new short[counts.size()];
    var sums = new long[counts.size()];
    int i = 0;
    for (var entry : counts.entrySet()) {
      buckets[i] = entry.getKey();
      sums[i++] = entry.getValue();
    }
    return Sketch.of(buckets, sums);
  }
}
