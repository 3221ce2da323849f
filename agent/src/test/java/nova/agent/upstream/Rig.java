package nova.agent.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioWorker;

/** One I/O thread with an upstream loop, asked from a test's thread. */
public final class Rig implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final XnioWorker worker;
  public final UpstreamLoop loop;

  public Rig() throws IOException {
    worker =
        Xnio.getInstance()
            .createWorker(
                OptionMap.builder()
                    .set(Options.WORKER_IO_THREADS, 1)
                    .set(Options.THREAD_DAEMON, true)
                    .getMap());
    loop = new UpstreamLoop(worker.getIoThread(), 65536);
  }

  /** A request of a test. */
  public record Ask(String method, String target, HeaderMap headers, long length)
      implements RequestHead {

    public static Ask get(String target) {
      return new Ask("GET", target, new HeaderMap(), 0);
    }

    public static Ask post(String target, long length) {
      return new Ask("POST", target, new HeaderMap(), length);
    }

    Ask with(String name, String value) {
      headers.add(new HttpString(name), value);
      return this;
    }

    @Override
    public String authority() {
      return "a.example";
    }

    @Override
    public int write(byte[] out) {
      StringBuilder text =
          new StringBuilder(method + " " + target + " HTTP/1.1\r\nHost: a.example\r\n");
      fields((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
      if (length > 0) {
        text.append("Content-Length: ").append(length).append("\r\n");
      } else if (length == UNKNOWN) {
        text.append("Transfer-Encoding: chunked\r\n");
      }
      byte[] bytes = text.append("\r\n").toString().getBytes(ISO_8859_1);
      System.arraycopy(bytes, 0, out, 0, bytes.length);
      return bytes.length;
    }

    @Override
    public void fields(FieldSink to) {
      headers.forEach(values -> values.forEach(v -> to.field(values.getHeaderName(), v)));
    }
  }

  /** What came of a request. */
  public static final class Answer implements UpstreamEvents, Connector.Outcome {
    final CompletableFuture<ServerExchange> connection = new CompletableFuture<>();
    final CompletableFuture<Answer> done = new CompletableFuture<>();
    final CompletableFuture<Answer> headCame = new CompletableFuture<>();
    final ByteArrayOutputStream body = new ByteArrayOutputStream();
    final HeaderMap fields = new HeaderMap();
    @Nullable HeaderMap trailers;
    @Nullable Breach breach;
    volatile String cause = "";
    volatile int status;
    String version = "";
    long length;
    int interims;
    private final AtomicInteger sents = new AtomicInteger();
    volatile boolean stalled;
    volatile boolean stall;

    @Override
    public void connected(ServerExchange opened) {
      connection.complete(opened);
    }

    @Override
    public void refused(String why) {
      cause = why;
      connection.completeExceptionally(new IOException(why));
      done.complete(this);
    }

    @Override
    public void interim(ResponseHead head) {
      interims++;
    }

    @Override
    public void head(ResponseHead head) {
      status = head.status();
      version = head.version();
      length = head.length();
      for (int i = 0; i < head.count(); i++) {
        fields.add(head.name(i), head.value(i));
      }
      headCame.complete(this);
    }

    @Override
    public boolean body(ByteBuffer data, boolean last) {
      byte[] bytes = new byte[data.remaining()];
      data.get(bytes);
      body.writeBytes(bytes);

      if (last) {
        done.complete(this);
      }
      stalled = stall;
      return !stall;
    }

    @Override
    public void trailers(HeaderMap names) {
      trailers = names;
    }

    @Override
    public void sent() {
      sents.incrementAndGet();
    }

    int sents() {
      return sents.get();
    }

    @Override
    public void broken(Breach how, String why) {
      breach = how;
      cause = why;
      headCame.complete(this);
      done.complete(this);
    }

    int received() {
      return body.size();
    }

    public int status() {
      return status;
    }

    public String text() {
      return body.toString(ISO_8859_1);
    }

    public String cause() {
      return cause;
    }

    public @Nullable Breach breach() {
      return breach;
    }
  }

  /** Runs on the I/O thread and waits for it. */
  public <T extends @Nullable Object> T on(Supplier<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    loop.thread()
        .execute(
            () -> {
              try {
                result.complete(task.get());
              } catch (Throwable failed) {
                result.completeExceptionally(failed);
              }
            });
    return await(result);
  }

  public static <T extends @Nullable Object> T await(CompletableFuture<T> future) {
    try {
      return future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException | InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Opens a connection, or takes an idle one. */
  public ServerExchange reach(Endpoint endpoint, Answer answer) {
    return await(reaching(endpoint, answer));
  }

  CompletableFuture<ServerExchange> reaching(Endpoint endpoint, Answer answer) {
    InetSocketAddress address = endpoint.address();
    if (address == null) {
      throw new IllegalStateException("unresolved");
    }
    loop.thread()
        .execute(
            () -> {
              try {
                ServerExchange idle = loop.takeIdle(endpoint);
                if (idle != null) {
                  answer.connected(idle);
                } else {
                  Connector.open(loop, endpoint, address, answer);
                }
              } catch (RuntimeException fault) {
                answer.connection.completeExceptionally(fault);
              }
            });
    return answer.connection;
  }

  /** Asks and waits for the whole answer; the connection is kept when that is possible. */
  public Answer ask(Endpoint endpoint, RequestHead head, String body) {
    Answer answer = new Answer();
    ServerExchange exchange;
    try {
      exchange = reach(endpoint, answer);
    } catch (IllegalStateException refused) {
      if (answer.cause.isEmpty()) {
        throw refused;
      }
      return answer;
    }
    on(
        () -> {
          exchange.begin(answer, head.method().equals("HEAD"));
          return exchange.send(head, ByteBuffer.wrap(body.getBytes(ISO_8859_1)), true);
        });
    await(answer.done);
    if (answer.breach == null) {
      on(
          () -> {
            exchange.release(true, 8);
            return true;
          });
    }
    return answer;
  }

  public Answer get(Endpoint endpoint) {
    return ask(endpoint, Ask.get("/"), "");
  }

  @Override
  public void close() {
    loop.stop();
    worker.shutdownNow();
  }
}
