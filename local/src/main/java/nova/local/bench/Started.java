package nova.local.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** Processes of a benchmark: waited for until they answer, stopped at its end whatever happens. */
public final class Started implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration STOP_PATIENCE = Duration.ofSeconds(10);
  private final List<Process> processes = new CopyOnWriteArrayList<>();

  /** From now on Ctrl-C stops them too. */
  public Started() {
    Runtime.getRuntime().addShutdownHook(new Thread(this::stopAll, "stop"));
  }

  public Process add(Process process) {
    processes.add(process);
    return process;
  }

  public static void awaitPort(int port) throws InterruptedException, IOException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try (Socket ignored = new Socket(InetAddress.getLoopbackAddress(), port)) {
        return;
      } catch (IOException notYet) {
        if (System.nanoTime() > deadline) {
          throw new IOException("nothing listens on port " + port + " after 20 s", notYet);
        }
        TimeUnit.MILLISECONDS.sleep(2);
      }
    }
  }

  /** Asks until the answer is 200. */
  public static void awaitAnswer(int port, String path) throws IOException, InterruptedException {
    awaitPort(port);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String status = status(port, path);
    while (!status.startsWith("HTTP/1.1 200")) {
      if (System.nanoTime() > deadline) {
        throw new IOException("port " + port + " answers " + status.lines().findFirst());
      }
      TimeUnit.MILLISECONDS.sleep(2);
      status = status(port, path);
    }
  }

  private static String status(int port, String path) {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      String request = "GET " + path + " HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      InputStream in = socket.getInputStream();
      String head = new String(in.readNBytes(64), StandardCharsets.ISO_8859_1);
      in.transferTo(java.io.OutputStream.nullOutputStream());
      return head;
    } catch (IOException e) {
      return e.toString();
    }
  }

  /** With its children, politely, then not. */
  public static void stop(Process process) throws InterruptedException {
    List<ProcessHandle> family = process.descendants().toList();
    family.forEach(ProcessHandle::destroy);
    process.destroy();
    if (!process.waitFor(STOP_PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
    }
    family.forEach(ProcessHandle::destroyForcibly);
  }

  private void stopAll() {
    for (Process process : processes) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
    }
  }

  @Override
  public void close() throws InterruptedException {
    for (Process process : processes) {
      stop(process);
    }
    processes.clear();
  }
}
