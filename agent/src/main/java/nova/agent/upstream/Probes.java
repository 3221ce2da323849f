package nova.agent.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Asks servers whether they are well, and resolvers where they are. One timer finds what is due;
 * each question runs on a virtual thread, of which only so many run at a time.
 */
public final class Probes implements AutoCloseable {
  private static final int SWEEP_MILLIS = 50;
  private static final int MOST_STATUS_LINE_BYTES = 4096;

  /** One server to ask. The sink gets the empty text on success, else the cause. */
  public record Target(
      Endpoint endpoint,
      String path,
      String host,
      Duration interval,
      Duration timeout,
      int statusFrom,
      int statusTo,
      Consumer<String> sink) {}

  private static final class Due {
    final Target target;
    final AtomicBoolean running = new AtomicBoolean();
    long at;

    Due(Target target) {
      this.target = target;
      this.at = System.nanoTime();
    }
  }

  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("nova-probes").factory());
  private final Random jitter = new Random();
  private final Semaphore permits;
  private volatile List<Due> due = List.of();
  private volatile List<Endpoint> names = List.of();

  public Probes(int mostAtOnce, Duration resolveEvery) {
    permits = new Semaphore(mostAtOnce);
    long resolve = resolveEvery.toMillis();
    scheduleQuietly(this::sweep, SWEEP_MILLIS);
    scheduleQuietly(this::resolveAll, resolve);
  }

  private void scheduleQuietly(Runnable task, long millis) {
    var unused = timer.scheduleWithFixedDelay(task, millis, millis, TimeUnit.MILLISECONDS);
  }

  /** Replaces what is asked; every target is asked at once the first time. */
  public void watch(List<Target> targets, List<Endpoint> endpoints) {
    names = List.copyOf(endpoints);
    due = targets.stream().map(Due::new).toList();
    Thread.startVirtualThread(this::resolveAll);
  }

  /** Asks for names that were never resolved; returns when all are known or the time is up. */
  public static void resolveNew(Collection<Endpoint> endpoints, Duration most) {
    long end = System.nanoTime() + most.toNanos();
    List<Thread> asking = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      if (endpoint.address() == null) {
        asking.add(Thread.startVirtualThread(endpoint::resolve));
      }
    }
    try {
      for (Thread thread : asking) {
        thread.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    }
  }

  private void resolveAll() {
    for (Endpoint endpoint : names) {
      endpoint.resolve();
    }
  }

  private void sweep() {
    long now = System.nanoTime();
    for (Due next : due) {
      if (now - next.at >= 0 && !next.running.get() && permits.tryAcquire()) {
        next.running.set(true);
        long interval = next.target.interval().toNanos();
        next.at = now + interval - (long) (interval * 0.1 * jitter.nextDouble());
        Thread.startVirtualThread(() -> run(next));
      }
    }
  }

  private void run(Due next) {
    try {
      String cause = ask(next.target);
      if (due.contains(next)) {
        next.target.sink().accept(cause);
      }
    } finally {
      next.running.set(false);
      permits.release();
    }
  }

  private static String ask(Target target) {
    InetSocketAddress address = target.endpoint().address();
    if (address == null) {
      return "name not resolved";
    }
    long millis = target.timeout().toMillis();
    long deadline = System.nanoTime() + target.timeout().toNanos();
    try (Socket socket = new Socket()) {
      socket.connect(address, (int) millis);
      String request =
          "GET "
              + target.path()
              + " HTTP/1.1\r\nHost: "
              + target.host()
              + "\r\nUser-Agent: nova-health\r\nAccept: */*\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(ISO_8859_1));
      int status = status(socket, deadline);
      return status >= target.statusFrom() && status <= target.statusTo() ? "" : "status " + status;
    } catch (ConnectException refused) {
      return "connect: refused";
    } catch (SocketTimeoutException late) {
      return "timeout after " + millis + " ms";
    } catch (IOException | NumberFormatException broken) {
      return "no valid answer";
    }
  }

  private static int status(Socket socket, long deadline) throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder line = new StringBuilder();
    while (line.length() < MOST_STATUS_LINE_BYTES) {
      long leftMillis = (deadline - System.nanoTime()) / 1_000_000;
      if (leftMillis <= 0) {
        throw new SocketTimeoutException();
      }
      socket.setSoTimeout((int) leftMillis);
      int b = in.read();
      if (b < 0) {
        throw new IOException("closed");
      }
      if (b == '\n') {
        break;
      }
      line.append((char) b);
    }
    if (line.length() < 12 || !line.substring(0, 7).equals("HTTP/1.")) {
      throw new IOException("not HTTP");
    }
    return Integer.parseInt(line.substring(9, 12));
  }

  @Override
  public void close() {
    due = List.of();
    timer.shutdownNow();
  }
}
