package nova.local.web;

import io.undertow.Handlers;
import io.undertow.server.HttpHandler;
import io.undertow.server.handlers.BlockingHandler;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import nova.local.http.LoopbackServer;
import org.jspecify.annotations.Nullable;

/** A web server to balance; {@link #down} closes its port, {@link #up} opens the same one again. */
public final class SampleWebServer implements AutoCloseable {
  private final int port;
  private final HttpHandler handler;
  private @Nullable LoopbackServer server;

  private SampleWebServer(String name, int port) {
    SamplePages pages = new SamplePages(name, this::downSoon);
    this.handler =
        Handlers.path(new BlockingHandler(pages::route))
            .addExactPath("/ws", Handlers.websocket(new WebSocketEcho()));
    this.server = LoopbackServer.start(port, handler);
    this.port = server.port();
  }

  /**
   * Starts it.
   *
   * @param name as its pages say it: "A"
   * @param port 0 chooses a free one
   */
  public static SampleWebServer start(String name, int port) {
    return new SampleWebServer(name, port);
  }

  public int port() {
    return port;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  /** Closes the port and every connection. */
  public synchronized void down() {
    if (server != null) {
      server.close();
      server = null;
    }
  }

  /** Opens the port again. */
  public synchronized void up() {
    if (server == null) {
      server = LoopbackServer.start(port, handler);
    }
  }

  /** Down for that long: asked for over HTTP, so the answer leaves first. */
  private void downSoon(Duration length) {
    ScheduledExecutorService once =
        Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().factory());
    var down = once.schedule(this::down, 100, TimeUnit.MILLISECONDS);
    var up = once.schedule(this::up, 100 + length.toMillis(), TimeUnit.MILLISECONDS);
    once.shutdown();
    assert !down.isCancelled() && !up.isCancelled();
  }

  @Override
  public void close() {
    down();
  }
}
