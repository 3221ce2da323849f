package nova.local.bench.resilience;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nova.local.bench.BenchOptions;
import nova.local.bench.ProcessCost;

/** Five hundred visitors read 1 KB a second each; what that costs, and what others notice. */
record SlowReaders(String id, String title) implements Scenario {
  private static final int READERS = 500;
  private static final int BYTES_PER_SECOND = 1024;
  private static final int RECEIVE_BUFFER_BYTES = 4096;
  private static final int OTHERS_PER_SECOND = 100;
  private static final int QUIET_SECONDS = 5;
  private static final double MEBIBYTE = 1 << 20;

  @Override
  public Result play(Rival rival, Scene scene, BenchOptions options) throws Exception {
    others(scene.port, 1); // a first look at everything: not measured
    List<Visit> before = others(scene.port, QUIET_SECONDS);
    double idle = ProcessCost.residentBytes(scene.process.toHandle()) / MEBIBYTE;
    AtomicInteger reading = new AtomicInteger();
    List<Socket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < READERS; i++) {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(RECEIVE_BUFFER_BYTES);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), scene.port));
        sockets.add(socket);
        Thread.ofVirtual().start(() -> read(socket, reading));
      }
      List<Visit> during = others(scene.port, options.seconds());
      double loaded = ProcessCost.residentBytes(scene.process.toHandle()) / MEBIBYTE;
      return result(rival, before, during, idle, loaded, READERS - reading.get());
    } finally {
      for (Socket socket : sockets) {
        socket.close();
      }
    }
  }

  private static void read(Socket socket, AtomicInteger reading) {
    reading.incrementAndGet();
    try {
      socket
          .getOutputStream()
          .write("GET /large HTTP/1.1\r\nHost: bench\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      while (in.readNBytes(BYTES_PER_SECOND).length == BYTES_PER_SECOND) {
        TimeUnit.SECONDS.sleep(1);
      }
    } catch (IOException | InterruptedException ended) {
      // counted below
    }
    if (!socket.isClosed()) {
      reading.decrementAndGet();
    }
  }

  /** At a fixed pace; one after the other would wait with whom it asks. */
  private static List<Visit> others(int port, int seconds) throws InterruptedException {
    List<Visit> all = java.util.Collections.synchronizedList(new ArrayList<>());
    List<Thread> visits = new ArrayList<>();
    long began = System.nanoTime();
    for (int i = 0; i < OTHERS_PER_SECOND * seconds; i++) {
      long due = began + TimeUnit.SECONDS.toNanos(i) / OTHERS_PER_SECOND;
      TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
      visits.add(Thread.ofVirtual().start(() -> all.add(Visit.get(port, "/quick"))));
    }
    for (Thread visit : visits) {
      visit.join();
    }
    return all;
  }

  private Result result(
      Rival rival, List<Visit> before, List<Visit> during, double idle, double loaded, int cutOff) {
    double p99Before = Visitors.quantileMicros(before, .99) / 1000.0;
    double p99During = Visitors.quantileMicros(during, .99) / 1000.0;
    long failed = during.stream().filter(Visit::failed).count();
    String words =
        String.format(
            Locale.ROOT,
            "%.0f → %.0f MiB, others' p99 %.1f → %.1f ms, %d failed, %d readers cut off",
            idle,
            loaded,
            p99Before,
            p99During,
            failed,
            cutOff);
    return Result.of(
        id,
        rival,
        words,
        "readers",
        READERS,
        "rssBeforeMiB",
        idle,
        "rssDuringMiB",
        loaded,
        "othersP99BeforeMillis",
        p99Before,
        "othersP99DuringMillis",
        p99During,
        "othersFailed",
        failed,
        "readersCutOff",
        cutOff);
  }
}
