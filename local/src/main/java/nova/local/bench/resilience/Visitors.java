package nova.local.bench.resilience;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Visitors who come at a fixed pace whatever becomes of those before them: half of them get a page,
 * half of them post an order of 64 KB. Two and two: with one and one, a balancer that takes its two
 * servers in turn would send all orders to the same.
 */
final class Visitors {
  private static final int PER_SECOND = 200;
  private static final byte[] ORDER = new byte[65_536];
  private static final AtomicLong NUMBERS = new AtomicLong();

  private final int port;
  private final Collection<Visit> gets = new ConcurrentLinkedQueue<>();
  private final Collection<Visit> posts = new ConcurrentLinkedQueue<>();

  Visitors(int port) {
    this.port = port;
  }

  /** Returns when the last one has gone. */
  void come(int seconds) throws InterruptedException {
    long began = System.nanoTime();
    try (ExecutorService each = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < PER_SECOND * seconds; i++) {
        long due = began + TimeUnit.SECONDS.toNanos(i) / PER_SECOND;
        TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
        if (i % 4 < 2) {
          each.execute(() -> gets.add(Visit.get(port, "/page")));
        } else {
          String order = "/orders/" + NUMBERS.incrementAndGet();
          each.execute(() -> posts.add(Visit.post(port, order, ORDER)));
        }
      }
    }
  }

  int gets() {
    return gets.size();
  }

  int posts() {
    return posts.size();
  }

  long failedGets() {
    return gets.stream().filter(Visit::failed).count();
  }

  long failedPosts() {
    return posts.stream().filter(Visit::failed).count();
  }

  double p99GetMillis() {
    return quantileMicros(List.copyOf(gets), .99) / 1000.0;
  }

  /** What went wrong, and how often. */
  Map<String, Integer> failures() {
    Map<String, Integer> all = new TreeMap<>();
    gets.stream()
        .filter(Visit::failed)
        .forEach(v -> all.merge("GET " + v.failure(), 1, Integer::sum));
    posts.stream()
        .filter(Visit::failed)
        .forEach(v -> all.merge("POST " + v.failure(), 1, Integer::sum));
    return all;
  }

  static long quantileMicros(List<Visit> visits, double q) {
    long[] sorted = visits.stream().mapToLong(Visit::micros).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[(int) Math.ceil(q * sorted.length) - 1];
  }
}
