package nova.local.bench.resilience;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** What a server says, as long as its state lets it. */
final class FaultyAnswers {
  /** A request takes a while, so that some are under way whenever a server fails. */
  private static final Duration THINKING = Duration.ofMillis(100);

  static final int PAGE_BYTES = 1024;

  /** More than a slow reader reads, and more than sockets on the way swallow. */
  static final int LARGE_BYTES = 4 << 20;

  private final FaultyServer server;
  private final Orders orders;
  private final Downloads downloads;

  FaultyAnswers(FaultyServer server, Orders orders, Downloads downloads) {
    this.server = server;
    this.orders = orders;
    this.downloads = downloads;
  }

  void serve(Socket connection) throws IOException, InterruptedException {
    HttpInput in = new HttpInput(connection.getInputStream());
    OutputStream out = connection.getOutputStream();
    while (true) {
      HttpInput.Head head = in.head();
      if (head.startLine().isEmpty()) {
        return;
      }
      String[] words = head.startLine().split(" ", -1);
      String path = words[1];
      in.body(head, false);
      switch (server.state()) {
        case WELL -> answer(words[0], path, head, in, out);
        case ANSWERS_501 -> say(out, "501 Not Implemented", "");
        case ANSWERS_503 -> say(out, "503 Service Unavailable", "");
        case HANGS -> {
          run(words[0], path);
          in.untilEnd();
          return;
        }
        case HALF_CLOSES -> {
          run(words[0], path);
          connection.shutdownOutput();
          in.untilEnd();
          return;
        }
        case KILLED -> {
          return;
        }
      }
    }
  }

  private void answer(
      String method, String path, HttpInput.Head head, HttpInput in, OutputStream out)
      throws IOException, InterruptedException {
    if (path.startsWith("/health")) {
      say(out, "200 OK", "well");
    } else if (path.startsWith("/page")) {
      TimeUnit.NANOSECONDS.sleep(THINKING.toNanos());
      say(out, "200 OK", "x".repeat(PAGE_BYTES));
    } else if (path.startsWith("/quick")) {
      say(out, "200 OK", "x".repeat(PAGE_BYTES));
    } else if (path.startsWith("/orders/")) {
      run(method, path);
      TimeUnit.NANOSECONDS.sleep(THINKING.toNanos());
      say(out, "201 Created", "ordered");
    } else if (path.startsWith("/download")) {
      downloads.send(server, head, out);
    } else if (path.startsWith("/large")) {
      large(out);
    } else if (path.startsWith("/ws")) {
      WebSocketEcho.serve(head, in, out);
    } else {
      say(out, "404 Not Found", "");
    }
  }

  private void run(String method, String path) {
    if (method.equals("POST")) {
      orders.ran(path);
    }
  }

  private static void large(OutputStream out) throws IOException {
    head(out, "200 OK", LARGE_BYTES, "");
    byte[] block = new byte[65_536];
    for (int sent = 0; sent < LARGE_BYTES; sent += block.length) {
      out.write(block);
    }
  }

  private static void say(OutputStream out, String status, String body) throws IOException {
    byte[] head =
        ("HTTP/1.1 " + status + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
            .getBytes(StandardCharsets.ISO_8859_1);
    out.write(head);
    out.flush();
  }

  static void head(OutputStream out, String status, long length, String fields) throws IOException {
    out.write(
        ("HTTP/1.1 " + status + "\r\nContent-Length: " + length + "\r\n" + fields + "\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
  }
}
