package nova.local.agent;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** What an agent in training serves: a server behind it and visitors before it. */
final class TrainingTraffic implements AutoCloseable {
  private static final int VISITORS = 16;
  private static final int REQUESTS_EACH = 300;
  private static final List<String> PATHS =
      List.of("/", "/", "/large", "/", "/chunked", "/missing");
  private final HttpServer server;

  private TrainingTraffic(HttpServer server) {
    this.server = server;
  }

  static TrainingTraffic start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", TrainingTraffic::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return new TrainingTraffic(server);
  }

  int port() {
    return server.getAddress().getPort();
  }

  private static void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    byte[] body = new byte[path.equals("/large") ? 100_000 : 1_000];
    exchange.getResponseHeaders().add("Content-Type", "text/plain");
    exchange.getResponseHeaders().add("ETag", "\"1\"");
    int status = path.equals("/missing") ? 404 : 200;
    exchange.sendResponseHeaders(status, path.equals("/chunked") ? 0 : body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  /** Returns when all visitors were answered. */
  void visit(int port) throws IOException, InterruptedException {
    URI agent = URI.create("http://127.0.0.1:" + port);
    try (HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        ExecutorService visitors = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<?>> all = new ArrayList<>();
      for (int i = 0; i < VISITORS; i++) {
        all.add(visitors.submit(() -> visit(client, agent)));
      }
      for (Future<?> each : all) {
        each.get();
      }
    } catch (ExecutionException e) {
      throw new IOException("a visitor in training was not served", e);
    }
  }

  private static void visit(HttpClient client, URI agent) {
    for (int i = 0; i < REQUESTS_EACH; i++) {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(agent.resolve(PATHS.get(i % PATHS.size())));
      if (i % 5 == 0) {
        request.POST(HttpRequest.BodyPublishers.ofByteArray(new byte[16_384]));
      }
      try {
        client.send(request.build(), HttpResponse.BodyHandlers.discarding());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
