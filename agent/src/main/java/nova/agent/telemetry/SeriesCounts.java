package nova.agent.telemetry;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicIntegerArray;
import nova.link.v1.LatencySketch;
import nova.link.v1.TrafficWindow;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of one series since its last drain, in stripes.
 *
 * <p>A recorder takes a free stripe with one compare-and-set, preferring its thread's own, and
 * never waits for a taken one while another is free. Draining takes one stripe at a time for about
 * a microsecond. So a record is wholly in one window, and exactly once. Rejected: atomic adds per
 * counter, which cost five fences per record and let one record straddle two windows.
 */
final class SeriesCounts {
  private static final int STATUS_CLASSES = 6;
  // where an upstream error without an answer of its own is kept: it is the server's failure
  private static final int ERROR_CLASS = 5;
  private static final int STRIPES =
      Integer.highestOneBit(Math.clamp(Runtime.getRuntime().availableProcessors(), 1, 16)) * 2;
  // flags this far apart do not share a cache line
  private static final int STRIDE = 16;

  private final AtomicIntegerArray taken = new AtomicIntegerArray(STRIPES * STRIDE);
  private final @Nullable Cell[][] cells = new Cell[STRIPES][STATUS_CLASSES];

  private static final class Cell {
    final int[] buckets = new int[LatencyBuckets.COUNT];
    long requests;
    long upstreamErrors;
    long retries;
    long resumes;
    long requestBytes;
    long responseBytes;

    boolean isEmpty() {
      return requests == 0 && upstreamErrors == 0 && retries == 0 && resumes == 0;
    }

    void moveTo(Cell sum) {
      sum.requests += requests;
      sum.upstreamErrors += upstreamErrors;
      sum.retries += retries;
      sum.resumes += resumes;
      sum.requestBytes += requestBytes;
      sum.responseBytes += responseBytes;
      for (int bucket = 0; bucket < buckets.length; bucket++) {
        sum.buckets[bucket] += buckets[bucket];
      }
      Arrays.fill(buckets, 0);
      requests = 0;
      upstreamErrors = 0;
      retries = 0;
      resumes = 0;
      requestBytes = 0;
      responseBytes = 0;
    }
  }

  void record(int statusClass, long latencyNanos, long requestBytes, long responseBytes) {
    int bucket = LatencyBuckets.of(latencyNanos / 1_000);
    int stripe = takeAny();
    try {
      Cell cell = cell(stripe, statusClass >= 0 && statusClass < STATUS_CLASSES ? statusClass : 0);
      cell.requests++;
      cell.requestBytes += requestBytes;
      cell.responseBytes += responseBytes;
      cell.buckets[bucket]++;
    } finally {
      free(stripe);
    }
  }

  void upstreamError() {
    int stripe = takeAny();
    try {
      cell(stripe, ERROR_CLASS).upstreamErrors++;
    } finally {
      free(stripe);
    }
  }

  void retried() {
    int stripe = takeAny();
    try {
      cell(stripe, ERROR_CLASS).retries++;
    } finally {
      free(stripe);
    }
  }

  void resumed() {
    int stripe = takeAny();
    try {
      cell(stripe, ERROR_CLASS).resumes++;
    } finally {
      free(stripe);
    }
  }

  /** Takes out what was counted, one window per status class that has something. */
  void drain(TrafficWindow template, java.util.function.Consumer<TrafficWindow> windows) {
    for (int statusClass = 0; statusClass < STATUS_CLASSES; statusClass++) {
      Cell sum = drain(statusClass);
      if (sum != null) {
        windows.accept(window(template, statusClass, sum));
      }
    }
  }

  private @Nullable Cell drain(int statusClass) {
    Cell sum = null;
    for (int stripe = 0; stripe < STRIPES; stripe++) {
      while (!take(stripe)) {
        Thread.onSpinWait();
      }
      try {
        Cell cell = cells[stripe][statusClass];
        if (cell != null && !cell.isEmpty()) {
          sum = sum == null ? new Cell() : sum;
          cell.moveTo(sum);
        }
      } finally {
        free(stripe);
      }
    }
    return sum;
  }

  private Cell cell(int stripe, int statusClass) {
    Cell cell = cells[stripe][statusClass];
    if (cell == null) {
      cell = new Cell();
      cells[stripe][statusClass] = cell;
    }
    return cell;
  }

  private int takeAny() {
    int stripe = (int) Thread.currentThread().threadId() & (STRIPES - 1);
    while (!take(stripe)) {
      stripe = (stripe + 1) & (STRIPES - 1);
      Thread.onSpinWait();
    }
    return stripe;
  }

  private boolean take(int stripe) {
    return taken.compareAndSet(stripe * STRIDE, 0, 1);
  }

  private void free(int stripe) {
    taken.setRelease(stripe * STRIDE, 0);
  }

  private static TrafficWindow window(TrafficWindow template, int statusClass, Cell sum) {
    return template.toBuilder()
        .setStatusClass(statusClass)
        .setRequests(sum.requests)
        .setUpstreamErrors(sum.upstreamErrors)
        .setRetries(sum.retries)
        .setResumes(sum.resumes)
        .setRequestBytes(sum.requestBytes)
        .setResponseBytes(sum.responseBytes)
        .setLatency(sketch(sum.buckets))
        .build();
  }

  private static LatencySketch sketch(int[] buckets) {
    LatencySketch.Builder sketch = LatencySketch.newBuilder();
    int previous = 0;
    for (int bucket = 0; bucket < buckets.length; bucket++) {
      if (buckets[bucket] != 0) {
        sketch.addBucketDelta(bucket - previous).addCount(buckets[bucket]);
        previous = bucket;
      }
    }
    return sketch.build();
  }
}
