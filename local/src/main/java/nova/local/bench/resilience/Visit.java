package nova.local.bench.resilience;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * One request on a connection of its own, so that no idle connection is to blame for a failure.
 *
 * @param failure empty when a whole answer with a 2xx status came
 */
record Visit(String failure, long micros) {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  boolean failed() {
    return !failure.isEmpty();
  }

  static Visit get(int port, String path) {
    return send(port, "GET " + path, new byte[0]);
  }

  static Visit post(int port, String path, byte[] body) {
    return send(port, "POST " + path, body);
  }

  /** One header field of an answer. */
  static String field(int port, String path, String name) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      String head = "GET " + path + " HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      return new HttpInput(socket.getInputStream())
          .head()
          .field(name.toLowerCase(java.util.Locale.ROOT));
    }
  }

  private static Visit send(int port, String methodAndPath, byte[] body) {
    long began = System.nanoTime();
    String failure;
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(Math.toIntExact(PATIENCE.toMillis()));
      String length = body.length == 0 ? "" : "Content-Length: " + body.length + "\r\n";
      String head =
          methodAndPath + " HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n" + length + "\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(body);
      failure = answer(new HttpInput(socket.getInputStream()));
    } catch (IOException | NumberFormatException e) {
      failure = e.getClass().getSimpleName() + ": " + e.getMessage();
    }
    return new Visit(failure, (System.nanoTime() - began) / 1000);
  }

  private static String answer(HttpInput in) throws IOException {
    HttpInput.Head head = in.head();
    if (!head.startLine().matches("HTTP/1\\.1 2\\d\\d.*")) {
      return head.startLine().isEmpty() ? "no answer" : head.startLine();
    }
    in.body(head, true);
    return "";
  }
}
