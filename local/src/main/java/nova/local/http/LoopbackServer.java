package nova.local.http;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpHandler;
import java.net.InetSocketAddress;
import java.net.URI;

/** An HTTP server on 127.0.0.1. */
public final class LoopbackServer implements AutoCloseable {
  private static final int IO_THREADS = 1;
  private static final int WORKER_THREADS = 16;
  private static final int STOP_TIMEOUT_MILLIS = 2_000;
  private static final long LARGEST_BODY_BYTES = 40L << 20;
  private final Undertow server;
  private final int port;

  private LoopbackServer(Undertow server, int port) {
    this.server = server;
    this.port = port;
  }

  /**
   * Starts it.
   *
   * @param port 0 chooses a free one
   */
  public static LoopbackServer start(int port, HttpHandler handler) {
    Undertow server =
        Undertow.builder()
            .addHttpListener(port, "127.0.0.1", handler)
            .setIoThreads(IO_THREADS)
            .setWorkerThreads(WORKER_THREADS)
            .setServerOption(UndertowOptions.MAX_ENTITY_SIZE, LARGEST_BODY_BYTES)
            .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, STOP_TIMEOUT_MILLIS)
            .build();
    server.start();
    var address = (InetSocketAddress) server.getListenerInfo().getFirst().getAddress();
    return new LoopbackServer(server, address.getPort());
  }

  public int port() {
    return port;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + port);
  }

  @Override
  public void close() {
    server.stop();
  }
}
