package nova.metrics.logic;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.metrics.NewestConnections;
import nova.metrics.TrafficBatch;
import nova.metrics.TrafficBatch.Source;
import nova.metrics.TrafficIntake;
import nova.metrics.TrafficStore;
import nova.metrics.TrafficStore.Part;
import nova.metrics.TrafficUnavailableException;

/**
 * Gathers batches of all connections into few large inserts. One thread calls {@link #flush}; see
 * the package for why every batch is stored exactly once.
 */
public final class TrafficHub implements TrafficIntake {
  private static final System.Logger LOG = System.getLogger(TrafficHub.class.getName());

  /** A batch and what to do when it is stored. */
  private record Waiting(TrafficBatch batch, Runnable stored, long since) {
    int rows() {
      return Math.max(1, batch.windows().size());
    }
  }

  /** What a batch is known by, over all connections. */
  private record Name(NodeId node, UUID spool, long sequence) {
    static Name of(TrafficBatch batch) {
      return new Name(batch.from().node(), batch.spool(), batch.sequence());
    }
  }

  private final TrafficStore store;
  private final NewestConnections newest;
  private final InstantSource clock;
  private final LongSupplier nanos;
  private final IntakeSettings settings;
  private final Queue<Waiting> fresh = new ConcurrentLinkedQueue<>();
  private final Queue<Waiting> resent = new ConcurrentLinkedQueue<>();
  private final AtomicLong heldRows = new AtomicLong();
  private final AtomicLong impossible = new AtomicLong();
  private boolean answering = true;

  public TrafficHub(
      TrafficStore store,
      NewestConnections newest,
      InstantSource clock,
      LongSupplier nanos,
      IntakeSettings settings) {
    this.store = store;
    this.newest = newest;
    this.clock = clock;
    this.nanos = nanos;
    this.settings = settings;
  }

  @Override
  public boolean offer(TrafficBatch batch, Runnable stored) {
    var waiting = new Waiting(sane(batch), stored, nanos.getAsLong());
    if (heldRows.addAndGet(waiting.rows()) > settings.maxHeldRows()) {
      heldRows.addAndGet(-waiting.rows());
      return false;
    }
    (batch.resent() ? resent : fresh).add(waiting);
    return true;
  }

  private TrafficBatch sane(TrafficBatch batch) {
    Instant now = clock.instant();
    var possible =
        batch.windows().stream().filter(window -> WindowRules.possible(window, now)).toList();
    int dropped = batch.windows().size() - possible.size();
    if (dropped > 0) {
      LOG.log(
          WARNING,
          "Node {0} sent {1} impossible windows, {2} in all so far",
          batch.from().node(),
          dropped,
          impossible.addAndGet(dropped));
    }
    return new TrafficBatch(
        batch.from(), batch.spool(), batch.sequence(), batch.resent(), possible);
  }

  @Override
  public void forget(Source source) {
    // resent ones are the next connection's; fresh ones the fence takes out, or they are stored
    resent.removeIf(
        waiting -> {
          boolean theirs = waiting.batch().from().equals(source);
          if (theirs) {
            heldRows.addAndGet(-waiting.rows());
          }
          return theirs;
        });
  }

  public long heldRows() {
    return heldRows.get();
  }

  /** Stores what there is. Comes back when all of it is stored, dropped or set aside. */
  public void flush() throws InterruptedException {
    for (List<Waiting> group = takeFresh(); !group.isEmpty(); group = takeFresh()) {
      insert(group);
    }
    flushResent();
  }

  private List<Waiting> takeFresh() {
    var group = new ArrayList<Waiting>();
    int rows = 0;
    while (rows < settings.maxRows() && fresh.peek() != null) {
      Waiting next = fresh.remove();
      rows += next.rows();
      group.add(next);
    }
    return group;
  }

  /** Tries until it is done. While ClickHouse is away nothing is acknowledged: nodes keep it. */
  private void insert(List<Waiting> group) throws InterruptedException {
    List<Waiting> current = newestOf(group);
    Duration wait = settings.firstRetry();
    while (!current.isEmpty()) {
      try {
        store(current);
        done(current);
        return;
      } catch (TrafficUnavailableException e) {
        note(e);
      }
      TimeUnit.NANOSECONDS.sleep(wait.toNanos());
      wait = shorter(wait.multipliedBy(2), settings.lastRetry());
      List<Waiting> still = newestOf(current);
      if (still.size() < current.size()) {
        setAside(still);
        return;
      }
    }
  }

  /** Their last attempt may yet succeed: they are looked up before they are tried again. */
  private void setAside(List<Waiting> waiting) {
    long now = nanos.getAsLong();
    waiting.forEach(one -> resent.add(new Waiting(one.batch(), one.stored(), now)));
  }

  private void store(List<Waiting> group) throws TrafficUnavailableException {
    var batches = group.stream().map(Waiting::batch).toList();
    for (LocalDate day : Days.of(batches)) {
      var part = Days.only(batches, day);
      store.insert(part, day, Tokens.of(part, day));
    }
    answered();
  }

  private List<Waiting> newestOf(List<Waiting> group) throws InterruptedException {
    var sources = new HashSet<Source>();
    group.forEach(waiting -> sources.add(waiting.batch().from()));
    Set<Source> current = ask(sources);
    var kept = new ArrayList<Waiting>();
    for (Waiting waiting : group) {
      if (current.contains(waiting.batch().from())) {
        kept.add(waiting);
      } else {
        heldRows.addAndGet(-waiting.rows());
      }
    }
    return kept;
  }

  /** An answer that took too long may be out of date already. */
  private Set<Source> ask(Set<Source> sources) throws InterruptedException {
    while (true) {
      long asked = nanos.getAsLong();
      try {
        Set<Source> current = newest.among(sources);
        if (nanos.getAsLong() - asked < settings.fenceLife().toNanos()) {
          return current;
        }
      } catch (RuntimeException e) {
        LOG.log(WARNING, "Cannot tell which connections are the newest; trying again", e);
      }
      TimeUnit.NANOSECONDS.sleep(settings.firstRetry().toNanos());
    }
  }

  private void flushResent() throws InterruptedException {
    var due = new ArrayList<Waiting>();
    long now = nanos.getAsLong();
    int rows = 0;
    for (Waiting next = resent.peek();
        next != null
            && now - next.since() >= settings.hold().toNanos()
            && rows < settings.maxRows();
        next = resent.peek()) {
      if (resent.remove(next)) {
        rows += next.rows();
        due.add(next);
      }
    }
    if (!due.isEmpty()) {
      storeMissing(newestOf(due));
    }
  }

  private void storeMissing(List<Waiting> due) throws InterruptedException {
    Set<Part> there;
    try {
      there = storedParts(due);
    } catch (TrafficUnavailableException e) {
      note(e);
      resent.addAll(due);
      return;
    }
    var missing = new ArrayList<Waiting>();
    var stored = new ArrayList<Waiting>();
    var names = new HashSet<Name>();
    for (Waiting waiting : due) {
      TrafficBatch rest = Days.without(waiting.batch(), there);
      if (!names.add(Name.of(waiting.batch()))) {
        resent.add(waiting); // twins must not meet in one insert; looked up again when one is there
      } else if (rest.windows().isEmpty()) {
        stored.add(waiting);
      } else {
        heldRows.addAndGet(rest.windows().size() - (long) waiting.rows());
        missing.add(new Waiting(rest, waiting.stored(), waiting.since()));
      }
    }
    done(stored);
    insert(missing);
  }

  private Set<Part> storedParts(List<Waiting> due) throws TrafficUnavailableException {
    var perTenant = new LinkedHashMap<TenantId, List<TrafficBatch>>();
    due.forEach(
        waiting ->
            perTenant
                .computeIfAbsent(waiting.batch().from().tenant(), tenant -> new ArrayList<>())
                .add(waiting.batch()));
    var there = new HashSet<Part>();
    for (var entry : perTenant.entrySet()) {
      there.addAll(store.stored(entry.getKey(), entry.getValue()));
    }
    answered();
    return there;
  }

  private void done(List<Waiting> group) {
    for (Waiting waiting : group) {
      heldRows.addAndGet(-waiting.rows());
      waiting.stored().run();
    }
  }

  /** Once when it goes away, once when it is back. */
  private void note(TrafficUnavailableException problem) {
    if (answering) {
      LOG.log(WARNING, "ClickHouse does not take metrics; nodes keep them", problem);
      answering = false;
    }
  }

  private void answered() {
    if (!answering) {
      LOG.log(INFO, "ClickHouse takes metrics again");
      answering = true;
    }
  }

  private static Duration shorter(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? a : b;
  }
}
