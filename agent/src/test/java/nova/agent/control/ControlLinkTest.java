package nova.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import nova.agent.state.DataDirectory;
import nova.agent.state.ServedHours;
import nova.agent.telemetry.MetricSpool;
import nova.agent.telemetry.MetricWindows;
import nova.agent.telemetry.SpoolSettings;
import nova.agent.telemetry.TrafficRecorder;
import nova.link.v1.Adc;
import nova.link.v1.ApplyConfig;
import nova.link.v1.Command;
import nova.link.v1.ConfigOutcome;
import nova.link.v1.Envelope;
import nova.link.v1.Hello;
import nova.link.v1.MetricAck;
import nova.link.v1.MetricBatch;
import nova.link.v1.NodeConfig;
import nova.link.v1.NodeFacts;
import nova.link.v1.Retire;
import nova.link.v1.ServedHour;
import nova.link.v1.TrafficWindow;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlLinkTest {
  private static final LinkSettings FAST =
      new LinkSettings(
          Duration.ofSeconds(5),
          Duration.ofMillis(20),
          Duration.ofMillis(200),
          8,
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          256);

  @SuppressWarnings("NullAway.Init") // JUnit sets it
  @TempDir
  Path directory;

  private final FakeControlPlane control = new FakeControlPlane();
  private final FakePlane plane = new FakePlane();
  private final HttpClient client = HttpClient.newHttpClient();

  @SuppressWarnings("NullAway.Init") // set before each test
  private DataDirectory data;

  @SuppressWarnings("NullAway.Init") // set before each test
  private MetricSpool spool;

  private @Nullable ControlLink link;

  @BeforeEach
  void open() throws Exception {
    data = DataDirectory.open(directory);
    spool = new MetricSpool(data.spool(), SpoolSettings.DEFAULT);
  }

  @AfterEach
  void close() throws Exception {
    if (link != null) {
      link.finish(Duration.ZERO);
    }
    control.close();
    client.shutdownNow();
    data.close();
  }

  private Enrolment.Result enrol(String token) throws Exception {
    return new Enrolment(client, control.address())
        .attempt(token, data.key(), "web-1", NodeFacts.getDefaultInstance());
  }

  private ControlLink start(InstantSource clock) throws Exception {
    var enrolled = (Enrolment.Result.Enrolled) enrol(FakeControlPlane.TOKEN);
    TrafficRecorder recorder = new TrafficRecorder();
    LinkParts parts =
        new LinkParts(
            FAST,
            plane,
            new ConfigDesk(plane, data, () -> {}),
            spool,
            new MetricWindows(recorder, spool, SpoolSettings.DEFAULT, clock),
            new ServedHours(data.servedHours()),
            NodeFacts::getDefaultInstance,
            clock,
            Runnable::run,
            retire -> "gone",
            () -> {});
    ControlLink started =
        new ControlLink(
            parts, client, control.address(), enrolled.identity(), data.key(), new Random(1));
    link = started;
    started.start();
    await().until(started::connected);
    return started;
  }

  @Test
  void a_bad_token_is_refused_with_the_reason_of_the_control_plane() throws Exception {
    assertThat(enrol("nova_join_bad"))
        .isEqualTo(new Enrolment.Result.Refused("status 401: The join token is unknown."));
  }

  @Test
  void a_wrong_clock_is_corrected_by_the_refusal() throws Exception {
    start(() -> InstantSource.system().instant().minusSeconds(86_400));
    assertThat(control.refusals).hasSize(1);
  }

  @Test
  void a_config_is_received_then_applied_and_kept_and_a_bad_one_changes_nothing() throws Exception {
    start(InstantSource.system());
    NodeConfig good = NodeConfig.newBuilder().setVersion(3).build();
    control.send(Envelope.newBuilder().setApplyConfig(ApplyConfig.newBuilder().setConfig(good)));
    await()
        .untilAsserted(
            () ->
                assertThat(stages())
                    .containsExactly(ConfigOutcome.Stage.RECEIVED, ConfigOutcome.Stage.APPLIED));
    assertThat(data.lastGood()).contains(good);
    NodeConfig bad =
        NodeConfig.newBuilder().setVersion(4).addAdcs(Adc.newBuilder().setName("bad")).build();
    control.send(Envelope.newBuilder().setApplyConfig(ApplyConfig.newBuilder().setConfig(bad)));
    await()
        .untilAsserted(
            () ->
                assertThat(stages())
                    .endsWith(ConfigOutcome.Stage.RECEIVED, ConfigOutcome.Stage.REFUSED));
    assertThat(data.lastGood()).contains(good);
    assertThat(plane.appliedVersion()).isEqualTo(3);
  }

  @Test
  void after_a_cut_exactly_the_unacknowledged_batches_come_again_marked() throws Exception {
    start(InstantSource.system());
    for (int i = 0; i < 3; i++) {
      spool.append(List.of(TrafficWindow.newBuilder().setRequests(1).build()));
    }
    await().untilAsserted(() -> assertThat(batches()).hasSize(2));
    control.send(
        Envelope.newBuilder()
            .setMetricAck(MetricAck.newBuilder().setSpoolId(spool.spoolId()).addSequences(1)));
    await().untilAsserted(() -> assertThat(batches()).hasSize(3));
    control.heard.clear();
    control.cut();
    await().untilAsserted(() -> assertThat(batches()).hasSize(2));
    assertThat(batches()).extracting(MetricBatch::getSequence).containsExactly(2L, 3L);
    assertThat(batches()).allMatch(MetricBatch::getResent);
  }

  @Test
  void a_recorded_handshake_is_refused_and_the_node_itself_still_comes_back() throws Exception {
    start(InstantSource.system());
    String recorded = control.authorizations.getFirst();
    assertThatThrownBy(
            () ->
                client
                    .newWebSocketBuilder()
                    .header("Authorization", recorded)
                    .buildAsync(control.address().link(), new WebSocket.Listener() {})
                    .join())
        .hasCauseInstanceOf(WebSocketHandshakeException.class);
    assertThat(control.refusals).hasSize(1);
    control.cut();
    await().untilAsserted(() -> assertThat(hellos()).hasSize(2));
  }

  @Test
  void a_clock_set_back_a_little_catches_up_without_a_long_wait() throws Exception {
    control.completedHandshakeAt(InstantSource.system().millis() + 15_000);
    // each refusal takes four seconds on this clock; less than what counts as a wrong clock
    start(() -> InstantSource.system().instant().plusSeconds(4L * control.refusals.size()));
    assertThat(control.refusals).hasSizeBetween(3, 4);
  }

  @Test
  void an_unexpected_error_ends_one_connection_and_not_the_link() throws Exception {
    plane.healthFailures.set(2);
    start(InstantSource.system());
    await().untilAsserted(() -> assertThat(hellos()).hasSizeGreaterThanOrEqualTo(3));
    await().until(() -> control.heard.stream().anyMatch(Envelope::hasHealthReport));
  }

  @Test
  void a_config_the_plane_fails_at_is_refused_and_the_next_one_is_taken() throws Exception {
    start(InstantSource.system());
    ship(NodeConfig.newBuilder().setVersion(3).build());
    ship(NodeConfig.newBuilder().setVersion(4).addAdcs(Adc.newBuilder().setName("broken")).build());
    await().untilAsserted(() -> assertThat(stages()).endsWith(ConfigOutcome.Stage.REFUSED));
    ConfigOutcome outcome = control.heard.getLast().getConfigOutcome();
    assertThat(outcome.getProblems(0).getCode()).isEqualTo("internal");
    assertThat(outcome.getAppliedVersion()).isEqualTo(3);
    ship(NodeConfig.newBuilder().setVersion(5).build());
    await().untilAsserted(() -> assertThat(plane.appliedVersion()).isEqualTo(5));
  }

  @Test
  void a_control_plane_restored_from_a_backup_may_go_back_to_a_lower_version() throws Exception {
    start(InstantSource.system());
    ship(NodeConfig.newBuilder().setVersion(7).build());
    NodeConfig restored = NodeConfig.newBuilder().setVersion(3).build();
    ship(restored);
    await().untilAsserted(() -> assertThat(data.lastGood()).contains(restored));
    assertThat(plane.appliedVersion()).isEqualTo(3);
    assertThat(stages()).doesNotContain(ConfigOutcome.Stage.REFUSED);
  }

  @Test
  void a_batch_larger_than_a_frame_is_dropped_and_counted_and_never_sent() throws Exception {
    control.terms = control.terms.toBuilder().setMaxFrameBytes(1_000).build();
    start(InstantSource.system());
    TrafficWindow window = TrafficWindow.newBuilder().setAdcId("adc").setRequests(1).build();
    spool.append(Collections.nCopies(200, window));
    await().until(() -> spool.waiting() == 0);
    spool.append(List.of(window));
    await().untilAsserted(() -> assertThat(batches()).hasSize(1));
    assertThat(batches().getFirst().getDroppedWindows()).isEqualTo(200);
  }

  @Test
  void the_time_served_without_contact_is_told_at_the_next_contact() throws Exception {
    AtomicLong now = new AtomicLong(InstantSource.system().millis());
    start(() -> Instant.ofEpochMilli(now.get()));
    ship(NodeConfig.newBuilder().setVersion(3).build());
    await().until(() -> plane.appliedVersion() == 3);
    long cut = now.get();
    control.cut();
    await().untilAsserted(() -> assertThat(hellos()).hasSize(2));
    assertThat(hellos().getFirst().getServedHoursList()).isEmpty();
    assertThat(hellos().getLast().getServedHoursList())
        .containsExactly(
            ServedHour.newBuilder()
                .setUnixHour(cut / 3_600_000)
                .setFirstMillis(cut)
                .setLastMillis(cut)
                .build());
  }

  @Test
  void a_retired_node_says_so_and_does_not_come_back() throws Exception {
    ControlLink retiring = start(InstantSource.system());
    control.send(
        Envelope.newBuilder()
            .setCommand(
                Command.newBuilder().setCommandId("c").setRetire(Retire.getDefaultInstance())));
    assertThat(retiring.awaitRetired()).isTrue();
    await().until(() -> control.heard.stream().anyMatch(e -> e.getCommandOutcome().getDone()));
  }

  private void ship(NodeConfig config) {
    control.send(Envelope.newBuilder().setApplyConfig(ApplyConfig.newBuilder().setConfig(config)));
  }

  private List<Hello> hellos() {
    return control.heard.stream().filter(Envelope::hasHello).map(Envelope::getHello).toList();
  }

  private List<ConfigOutcome.Stage> stages() {
    return control.heard.stream()
        .filter(Envelope::hasConfigOutcome)
        .map(e -> e.getConfigOutcome().getStage())
        .toList();
  }

  private List<MetricBatch> batches() {
    return control.heard.stream()
        .filter(Envelope::hasMetricBatch)
        .map(Envelope::getMetricBatch)
        .toList();
  }
}
