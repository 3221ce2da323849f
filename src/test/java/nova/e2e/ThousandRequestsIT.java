package nova.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import nova.e2e.SharedWorld.Running;
import nova.local.clickhouse.ClickHouseAccess;
import nova.local.world.World;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedWorld.class)
class ThousandRequestsIT {
  private static final int REQUESTS = 1_000;
  private static final int VISITORS = 4;

  @Test
  void a_thousand_requests_are_each_counted_once_while_a_server_stops_and_the_control_plane_dies(
      Running running) throws Exception {
    World world = running.world();
    long before = counted(running);
    var visitors = new Visitors(world.settings().ports().adc());
    visitors.allow(300);
    visitors.awaitDone(300);
    world.standIns().serverA().down();
    visitors.allow(200);
    visitors.awaitDone(500);
    world.control().kill();
    visitors.allow(300);
    visitors.awaitDone(800); // the agent serves without a control plane
    world.control().restart();
    world.standIns().serverA().up();
    visitors.allow(200);
    visitors.awaitDone(REQUESTS);
    visitors.close();

    // a request that a server had begun to answer when it was stopped may be lost with it: one per
    // visitor at most
    assertThat(visitors.answers().getOrDefault("200", 0))
        .as("answers by status: %s", visitors.answers())
        .isGreaterThanOrEqualTo(REQUESTS - VISITORS);
    assertThat(visitors.answers().values().stream().mapToInt(Integer::intValue).sum())
        .as("every request got an answer: %s", visitors.answers())
        .isEqualTo(REQUESTS);
    await()
        .atMost(Duration.ofSeconds(120))
        .pollInterval(Duration.ofSeconds(1))
        .untilAsserted(() -> assertThat(counted(running) - before).isEqualTo(REQUESTS));
    // the longest a batch can be held back for fear of a duplicate has passed after this, and
    // nothing came twice
    await()
        .during(Duration.ofSeconds(35))
        .atMost(Duration.ofSeconds(45))
        .pollInterval(Duration.ofSeconds(1))
        .until(() -> counted(running) - before == REQUESTS);
  }

  private static long counted(Running running) throws IOException, InterruptedException {
    ClickHouseAccess store = running.world().clickhouse();
    String sql =
        "SELECT sum(requests) FROM nova.traffic WHERE tenant_id = '"
            + running.demo().tenant()
            + "'";
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(store.url() + "/"))
            .header("X-ClickHouse-User", store.writer().user())
            .header("X-ClickHouse-Key", store.writer().password())
            .POST(HttpRequest.BodyPublishers.ofString(sql))
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return Long.parseLong(answer.body().strip());
    }
  }

  /** People with kept-alive connections, who make as many requests as they are allowed to. */
  private static final class Visitors implements AutoCloseable {
    private final Semaphore allowed = new Semaphore(0);
    private final AtomicInteger done = new AtomicInteger();
    private final Map<String, AtomicInteger> answers = new ConcurrentHashMap<>();
    private final CountDownLatch gone = new CountDownLatch(VISITORS);
    private final ExecutorService people = Executors.newFixedThreadPool(VISITORS);
    private final HttpRequest request;

    Visitors(int port) {
      request =
          HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/hello"))
              .timeout(Duration.ofSeconds(30))
              .build();
      for (int i = 0; i < VISITORS; i++) {
        people.execute(this::visit);
      }
    }

    void allow(int requests) {
      allowed.release(requests);
    }

    void awaitDone(int requests) {
      await().atMost(Duration.ofSeconds(60)).until(() -> done.get() >= requests);
    }

    Map<String, Integer> answers() {
      Map<String, Integer> counts = new TreeMap<>();
      answers.forEach((status, count) -> counts.put(status, count.get()));
      return counts;
    }

    private void visit() {
      try (HttpClient client =
          HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
        while (done.get() < REQUESTS && allowed.tryAcquire(60, TimeUnit.SECONDS)) {
          count(ask(client));
          done.incrementAndGet();
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      } finally {
        gone.countDown();
      }
    }

    /** The status, or how the connection broke without one. */
    private String ask(HttpClient client) throws InterruptedException {
      try {
        return "" + client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      } catch (IOException broken) {
        return broken.toString();
      }
    }

    private void count(String status) {
      answers.computeIfAbsent(status, s -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public void close() {
      people.shutdownNow();
    }
  }
}
