package nova.agent.upstream.names;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The addresses of all names in use. Thread-safe; only {@link #learn} waits. */
public final class Names implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Names.class.getName());
  private static final int SWEEP_MILLIS = 100;
  private static final int MOST_LOOKUPS = 8;
  private static final Duration RETRY = Duration.ofSeconds(1);
  private static final Comparator<InetAddress> ORDER =
      Comparator.comparing(InetAddress::getHostAddress);

  /** How long answers hold, whatever they say. */
  public record Limits(Duration shortest, Duration longest) {}

  /** One name. */
  private static final class Entry {
    final CountDownLatch asked = new CountDownLatch(1);
    final long sinceMillis;
    volatile List<InetAddress> addresses = List.of();
    volatile long dueNanos = System.nanoTime();
    volatile boolean running;
    volatile boolean failing;

    Entry(long sinceMillis) {
      this.sinceMillis = sinceMillis;
    }
  }

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final AtomicLong changes = new AtomicLong();
  private final Lookup lookup;
  private final Limits limits;
  private final InstantSource clock;
  private final Runnable changed;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("nova-names").factory());
  // platform threads: the machine's own resolver would hold on to the carriers of virtual ones
  private final ExecutorService lookups =
      Executors.newFixedThreadPool(
          MOST_LOOKUPS, Thread.ofPlatform().daemon().name("nova-lookup-", 0).factory());

  /** {@code changed} runs after the addresses of a known name became others. */
  public Names(Lookup lookup, Limits limits, InstantSource clock, Runnable changed) {
    this.lookup = lookup;
    this.limits = limits;
    this.clock = clock;
    this.changed = changed;
    var unused =
        timer.scheduleWithFixedDelay(
            this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  /** Where it is, in a fixed order; nowhere as long as nobody knows. Literals are themselves. */
  public List<InetAddress> of(String host) {
    try {
      return List.of(InetAddress.ofLiteral(host));
    } catch (IllegalArgumentException aName) {
      Entry known = entries.get(host);
      return known == null ? List.of() : known.addresses;
    }
  }

  /** Grows whenever a name's addresses became others. */
  public long changes() {
    return changes.get();
  }

  /** Since when a name has been asked for, in milliseconds of the clock. */
  public long sinceMillis(String host) {
    Entry known = entries.get(host);
    return known == null ? clock.millis() : known.sinceMillis;
  }

  /** Asks for names that are new; waits for the first answers, and never longer than told. */
  public void learn(Set<String> hosts, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    hosts.stream().filter(Names::isName).forEach(this::entry);
    sweep();
    try {
      for (String host : hosts) {
        Entry entry = entries.get(host);
        if (entry != null && !entry.asked.await(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          LOG.log(Level.WARNING, "The name {0} is not known yet", host);
        }
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  /** Forgets all other names. */
  public void keepOnly(Set<String> hosts) {
    entries.keySet().retainAll(hosts);
  }

  private static boolean isName(String host) {
    try {
      var unused = InetAddress.ofLiteral(host);
      return false;
    } catch (IllegalArgumentException aName) {
      return true;
    }
  }

  private void entry(String host) {
    var unused = entries.computeIfAbsent(host, name -> new Entry(clock.millis()));
  }

  private synchronized void sweep() {
    long now = System.nanoTime();
    entries.forEach(
        (host, entry) -> {
          if (!entry.running && now - entry.dueNanos >= 0) {
            entry.running = true;
            begin(host, entry);
          }
        });
  }

  private void begin(String host, Entry entry) {
    try {
      lookups.execute(() -> ask(host, entry));
    } catch (RejectedExecutionException stopping) {
      entry.running = false;
    }
  }

  private void ask(String host, Entry entry) {
    boolean moved = false;
    try {
      Lookup.Found found = lookup.find(host);
      List<InetAddress> addresses = found.addresses().stream().distinct().sorted(ORDER).toList();
      moved = !addresses.isEmpty() && !addresses.equals(entry.addresses);
      if (moved) {
        LOG.log(Level.INFO, "{0} is at {1}", host, addresses);
        entry.addresses = addresses;
        changes.incrementAndGet();
      }
      entry.failing = false;
      entry.dueNanos = System.nanoTime() + held(found.ttl()).toNanos();
    } catch (IOException unknown) {
      failed(host, entry, unknown);
    } catch (RuntimeException unexpected) {
      failed(host, entry, unexpected);
    }
    entry.asked.countDown();
    entry.running = false;
    if (moved && entries.get(host) == entry) {
      changed.run();
    }
  }

  private void failed(String host, Entry entry, Exception cause) {
    if (!entry.failing) {
      entry.failing = true;
      LOG.log(
          Level.WARNING,
          "{0} cannot be looked up, {1}: {2}",
          host,
          entry.addresses.isEmpty() ? "it is unknown" : "the last known addresses stay",
          String.valueOf(cause.getMessage()));
    }
    entry.dueNanos = System.nanoTime() + Math.max(RETRY.toNanos(), limits.shortest().toNanos());
  }

  private Duration held(Duration ttl) {
    if (ttl.compareTo(limits.shortest()) < 0) {
      return limits.shortest();
    }
    return ttl.compareTo(limits.longest()) > 0 ? limits.longest() : ttl;
  }

  @Override
  public void close() {
    timer.shutdownNow();
    lookups.shutdownNow();
  }
}
