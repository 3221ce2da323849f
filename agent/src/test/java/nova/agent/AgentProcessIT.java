package nova.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.undertow.Undertow;
import io.undertow.server.HttpServerExchange;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import nova.agent.control.FakeControlPlane;
import nova.link.v1.Adc;
import nova.link.v1.ClientLimits;
import nova.link.v1.EnrolmentRequest;
import nova.link.v1.Envelope;
import nova.link.v1.Listener;
import nova.link.v1.MetricBatch;
import nova.link.v1.NodeConfig;
import nova.link.v1.Pool;
import nova.link.v1.Route;
import nova.link.v1.Server;
import nova.link.v1.TrafficWindow;
import nova.link.v1.UpstreamTimeouts;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar as a process: what a customer runs. */
class AgentProcessIT {
  private final FakeControlPlane control = new FakeControlPlane();
  private final CountDownLatch slowBegan = new CountDownLatch(1);
  private final CountDownLatch slowMayEnd = new CountDownLatch(1);
  private final HttpClient visitor = HttpClient.newHttpClient();
  private final Undertow backend =
      Undertow.builder().addHttpListener(0, "127.0.0.1").setHandler(this::answer).build();

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path directory;

  @BeforeEach
  void open() {
    backend.start();
    control.terms = control.terms.toBuilder().setMetricWindowMillis(200).build();
    int port = ((InetSocketAddress) backend.getListenerInfo().getFirst().getAddress()).getPort();
    control.desired = config(7, port);
  }

  @AfterEach
  void close() {
    slowMayEnd.countDown();
    visitor.shutdownNow();
    control.close();
    backend.stop();
  }

  private void answer(HttpServerExchange exchange) throws InterruptedException {
    if (!exchange.getRequestPath().equals("/slow")) {
      exchange.getResponseSender().send("hello");
      return;
    }
    if (exchange.isInIoThread()) {
      exchange.dispatch(this::answer);
      return;
    }
    slowBegan.countDown();
    slowMayEnd.await();
    exchange.getResponseSender().send("at last");
  }

  private static NodeConfig config(long version, int server) {
    Pool pool =
        Pool.newBuilder()
            .setId("pool")
            .setAlgorithm(Pool.Algorithm.ROUND_ROBIN)
            .addServers(Server.newBuilder().setId("one").setHost("127.0.0.1").setPort(server))
            .setMaxIdleConnections(8)
            .setTimeouts(
                UpstreamTimeouts.newBuilder()
                    .setConnectMillis(5_000)
                    .setFirstByteMillis(30_000)
                    .setIdleMillis(30_000))
            .build();
    ClientLimits limits =
        ClientLimits.newBuilder()
            .setMaxHeaderBytes(16_384)
            .setMaxHeaders(100)
            .setHeaderTimeoutMillis(10_000)
            .setIdleTimeoutMillis(30_000)
            .setBodyIdleTimeoutMillis(30_000)
            .setMaxConnections(1_000)
            .build();
    return NodeConfig.newBuilder()
        .setVersion(version)
        .addAdcs(
            Adc.newBuilder()
                .setId("adc")
                .addListeners(
                    Listener.newBuilder().setAddress("0.0.0.0").setProtocol(Listener.Protocol.HTTP))
                .addPools(pool)
                .addRoutes(Route.newBuilder().setId("default").setPoolId("pool"))
                .setClientLimits(limits))
        .build();
  }

  private RealAgent agent(String... more) throws Exception {
    List<String> words =
        new java.util.ArrayList<>(
            List.of("--control", control.address().base().toString(), "--bind", "127.0.0.1"));
    words.addAll(List.of("--data", directory.toString(), "--join", FakeControlPlane.TOKEN));
    words.addAll(List.of(more));
    return new RealAgent(words);
  }

  private static HttpRequest to(String at, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + at + path)).build();
  }

  private String get(String at, String path) throws Exception {
    return visitor.send(to(at, path), HttpResponse.BodyHandlers.ofString()).body();
  }

  private List<MetricBatch> batches() {
    return control.heard.stream()
        .filter(Envelope::hasMetricBatch)
        .map(Envelope::getMetricBatch)
        .toList();
  }

  private static long requests(List<MetricBatch> batches) {
    return batches.stream()
        .flatMap(batch -> batch.getWindowsList().stream())
        .mapToLong(TrafficWindow::getRequests)
        .sum();
  }

  @Test
  void a_killed_node_serves_again_with_the_control_plane_down_and_sigterm_drains()
      throws Exception {
    try (RealAgent first = agent()) {
      assertThat(get(first.says("listening "), "/")).isEqualTo("hello");
      first.says("connected ");
      first.kill();
    }
    control.close();
    try (RealAgent second = agent()) {
      String at = second.says("listening ");
      assertThat(get(at, "/")).isEqualTo("hello");
      var slow = visitor.sendAsync(to(at, "/slow"), HttpResponse.BodyHandlers.ofString());
      slowBegan.await();
      second.terminate();
      await().until(() -> refused(at));
      assertThat(slow).isNotDone();
      slowMayEnd.countDown();
      assertThat(slow.join().body()).isEqualTo("at last");
      assertThat(second.status()).isZero();
    }
  }

  private boolean refused(String at) throws Exception {
    try (HttpClient another = HttpClient.newHttpClient()) {
      another.send(to(at, "/"), HttpResponse.BodyHandlers.discarding());
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }

  @Test
  void what_was_not_acknowledged_before_a_kill_comes_again_marked_and_is_counted_once()
      throws Exception {
    try (RealAgent first = agent()) {
      first.says("connected ");
      String at = first.says("listening ");
      for (int i = 0; i < 20; i++) {
        get(at, "/");
      }
      // at most two are unacknowledged, so a third may wait on disk only
      await().until(() -> !batches().isEmpty());
      first.kill();
    }
    List<MetricBatch> before = batches();
    control.heard.clear();
    control.acknowledges = true;
    try (RealAgent second = agent()) {
      second.says("connected ");
      await().until(() -> batches().size() >= before.size());
      List<MetricBatch> again = batches().subList(0, before.size());
      assertThat(again).allMatch(MetricBatch::getResent);
      assertThat(again)
          .isEqualTo(before.stream().map(b -> b.toBuilder().setResent(true).build()).toList());
      get(second.says("listening "), "/");
      second.terminate();
      assertThat(second.status()).isZero();
    }
    assertThat(requests(batches())).isBetween(requests(before) + 1, 21L);
    assertThat(directory.resolve("spool")).isEmptyDirectory();
  }

  @Test
  void a_damaged_last_good_config_does_not_keep_the_node_from_its_control_plane() throws Exception {
    try (RealAgent first = agent()) {
      first.says("listening ");
      first.terminate();
      assertThat(first.status()).isZero();
    }
    damage("last-good.config");
    try (RealAgent second = agent()) {
      assertThat(get(second.says("listening "), "/")).isEqualTo("hello");
      assertThat(second.err).filteredOn(line -> line.contains("last good")).hasSize(1);
      await().until(() -> second.err.stream().anyMatch(line -> line.contains("config 7 applied")));
      assertThat(second.err)
          .filteredOn(line -> line.contains("config 7 applied"))
          .singleElement()
          .asString()
          .contains("\"node\":\"node-1\"", "\"tenant\":\"tenant-1\"");
    }
  }

  @Test
  void damaged_files_of_identity_are_one_line_with_the_fix() throws Exception {
    try (RealAgent first = agent()) {
      first.says("connected ");
    }
    for (String name : List.of("identity", "node.key")) {
      damage(name);
      try (RealAgent second = agent()) {
        assertThat(second.status()).isEqualTo(73);
        assertThat(second.err)
            .filteredOn(line -> line.startsWith("nova-agent: "))
            .singleElement()
            .asString()
            .contains(name, "damaged", "--join TOKEN");
        assertThat(second.err).noneMatch(line -> line.contains("\tat "));
      }
    }
  }

  private void damage(String name) throws Exception {
    Path file = directory.resolve(name);
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }

  @Test
  void an_enrolment_whose_answer_got_lost_is_repeated_with_the_same_key() throws Exception {
    control.lostAnswers.set(2);
    try (RealAgent agent = agent()) {
      agent.says("connected ");
    }
    assertThat(control.enrolments).hasSize(3);
    assertThat(control.enrolments.stream().map(EnrolmentRequest::getPublicKey).distinct())
        .hasSize(1);
  }

  @Test
  void a_second_agent_on_the_same_directory_is_told_so() throws Exception {
    try (RealAgent first = agent()) {
      first.says("connected ");
      try (RealAgent second = agent()) {
        assertThat(second.status()).isEqualTo(73);
        assertThat(second.err).singleElement().asString().contains("used by another agent");
      }
      assertThat(first.process.isAlive()).isTrue();
    }
  }

  @Test
  void wrong_arguments_are_all_named_and_a_wrong_token_ends_with_its_reason() throws Exception {
    try (RealAgent wrong = new RealAgent(List.of("--drain", "soon"))) {
      assertThat(wrong.status()).isEqualTo(64);
      assertThat(wrong.err).hasSize(3).allMatch(line -> line.startsWith("nova-agent: --"));
    }
    try (RealAgent refused = agent("--join", "nova_join_other")) {
      assertThat(refused.status()).isEqualTo(77);
      assertThat(refused.err)
          .anyMatch(line -> line.contains("The join token is unknown."))
          .noneMatch(line -> line.contains("nova_join_other"));
    }
  }
}
