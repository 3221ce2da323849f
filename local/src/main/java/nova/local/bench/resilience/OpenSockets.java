package nova.local.bench.resilience;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** WebSockets that stay open through a balancer. */
final class OpenSockets implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private final HttpClient client;
  private final List<Talk> talks;

  private OpenSockets(HttpClient client, List<Talk> talks) {
    this.client = client;
    this.talks = talks;
  }

  static OpenSockets open(int port, int number) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
    List<Talk> talks = new ArrayList<>();
    for (int i = 0; i < number; i++) {
      Talk talk = new Talk();
      talk.socket =
          client
              .newWebSocketBuilder()
              .connectTimeout(PATIENCE)
              .buildAsync(URI.create("ws://127.0.0.1:" + port + "/ws"), talk)
              .orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS)
              .join();
      talks.add(talk);
    }
    return new OpenSockets(client, talks);
  }

  /** How many still answer. */
  int alive() {
    int alive = 0;
    for (Talk talk : talks) {
      alive += talk.answers() ? 1 : 0;
    }
    return alive;
  }

  private static final class Talk implements WebSocket.Listener {
    private @Nullable WebSocket socket;
    private final CompletableFuture<Boolean> echoed = new CompletableFuture<>();

    boolean answers() {
      WebSocket to = socket;
      if (to == null || to.isOutputClosed() || to.isInputClosed()) {
        return false;
      }
      var unused = to.sendText("still there?", true);
      return echoed.completeOnTimeout(false, PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      echoed.complete(true);
      from.request(1);
      return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket from, int code, String reason) {
      echoed.complete(false);
      return null;
    }

    @Override
    public void onError(WebSocket from, Throwable error) {
      echoed.complete(false);
    }
  }

  @Override
  public void close() {
    talks.forEach(
        talk -> {
          WebSocket socket = talk.socket;
          if (socket != null) {
            socket.abort();
          }
        });
    client.shutdownNow();
  }
}
