package nova.agent.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
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
import nova.link.v1.MetricAck;
import nova.link.v1.MetricBatch;
import nova.link.v1.NodeConfig;
import nova.link.v1.NodeFacts;
import nova.link.v1.Retire;
import nova.link.v1.TrafficWindow;
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

  @BeforeEach
  void open() throws Exception {
    data = DataDirectory.open(directory);
    spool = new MetricSpool(data.spool(), SpoolSettings.DEFAULT);
  }

  @AfterEach
  void close() throws Exception {
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
    ControlLink link =
        new ControlLink(
            parts, client, control.address(), enrolled.identity(), data.key(), new Random(1));
    link.start();
    await().until(link::connected);
    return link;
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
  void a_retired_node_says_so_and_does_not_come_back() throws Exception {
    ControlLink link = start(InstantSource.system());
    control.send(
        Envelope.newBuilder()
            .setCommand(
                Command.newBuilder().setCommandId("c").setRetire(Retire.getDefaultInstance())));
    assertThat(link.awaitRetired()).isTrue();
    await().until(() -> control.heard.stream().anyMatch(e -> e.getCommandOutcome().getDone()));
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
