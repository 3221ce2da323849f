package nova.nodes.logic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.nodes.Node.Health;
import nova.nodes.Node.ServerState;
import nova.nodes.ServerView;
import nova.nodes.ServerView.Service;
import nova.nodes.ServerView.Verdict;
import nova.nodes.document.AdcDocument;
import nova.nodes.store.SeenRows.NodeView;
import nova.nodes.store.StoredDocument;
import nova.testing.SampleDocument;
import org.junit.jupiter.api.Test;

class ServerViewsTest {
  private static final UUID ADC = new UUID(0, 1);
  private static final Instant EARLY = Instant.parse("2026-11-25T10:00:00Z");
  private static final Instant LATE = Instant.parse("2026-11-25T11:00:00Z");
  private static final AdcDocument DOCUMENT = StoredDocument.read(SampleDocument.json());

  private static ServerState state(String server, Health health, Instant since, long inFlight) {
    String cause = health == Health.UNHEALTHY ? "status 501" : null;
    return new ServerState(ADC, "web", server, health, since, cause, inFlight, cause != null);
  }

  private static NodeView node(int number, ServerState... states) {
    return node(number, true, true, true, states);
  }

  private static NodeView node(
      int number, boolean online, boolean current, boolean told, ServerState... states) {
    return new NodeView(
        new NodeId(new UUID(1, number)),
        "n" + number,
        online,
        current,
        told,
        Arrays.asList(states));
  }

  private static ServerView view(String server, NodeView... nodes) {
    return new ServerViews(List.of(nodes))
        .of(DOCUMENT).stream()
            .filter(one -> one.server().name().equals(server))
            .findFirst()
            .orElseThrow();
  }

  @Test
  void nodes_that_differ_make_a_mixed_verdict_with_the_reason_to_worry() {
    ServerView view =
        view(
            "a",
            node(1, state("a", Health.HEALTHY, EARLY, 3)),
            node(2, state("a", Health.UNHEALTHY, LATE, 4)),
            node(3));
    assertThat(view.health()).isEqualTo(Verdict.MIXED);
    assertThat(view.cause()).isEqualTo("status 501");
    assertThat(view.since()).isEqualTo(LATE);
    assertThat(view.passive()).isTrue();
    assertThat(view.inFlight()).isEqualTo(7);
    assertThat(view.nodes()).isEqualTo(new ServerView.Counts(3, 3, 3, 1, 1, 0));
    assertThat(view.seenBy()).extracting(ServerView.Seen::name).containsExactly("n2", "n1");
  }

  @Test
  void what_an_offline_node_saw_last_does_not_count() {
    ServerView view =
        view(
            "a",
            node(1, state("a", Health.HEALTHY, EARLY, 1)),
            node(2, false, true, true, state("a", Health.UNHEALTHY, LATE, 9)));
    assertThat(view.health()).isEqualTo(Verdict.HEALTHY);
    assertThat(view.inFlight()).isEqualTo(1);
    assertThat(view.nodes().online()).isEqualTo(1);
  }

  @Test
  void of_several_addresses_of_a_name_the_worst_counts_and_all_is_in_flight() {
    ServerView view =
        view(
            "b",
            node(1, state("b", Health.UNHEALTHY, LATE, 2), state("b", Health.HEALTHY, EARLY, 5)));
    assertThat(view.health()).isEqualTo(Verdict.UNHEALTHY);
    assertThat(view.inFlight()).isEqualTo(7);
  }

  @Test
  void a_server_is_drained_when_every_node_has_stopped_and_nothing_is_left() {
    ServerState idle = state("c", Health.HEALTHY, EARLY, 0);
    assertThat(view("c", node(1, idle)).service()).isEqualTo(Service.DRAINED);
    assertThat(view("c", node(1, state("c", Health.HEALTHY, EARLY, 1))).service())
        .isEqualTo(Service.DRAINING);
    // it does not serve the config that drains yet, be it heard or not
    assertThat(view("c", node(1, true, false, true, idle)).service()).isEqualTo(Service.DRAINING);
    assertThat(view("c", node(1, false, false, true, idle)).service()).isEqualTo(Service.DRAINING);
    // it does, but what it told is older
    assertThat(view("c", node(1, true, true, false, idle)).service()).isEqualTo(Service.DRAINING);
    assertThat(view("e", node(1)).service()).isEqualTo(Service.MAINTENANCE);
    assertThat(view("a", node(1)).service()).isEqualTo(Service.SERVING);
  }
}
