package nova.nodes.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import nova.nodes.document.Pool.Algorithm;
import nova.nodes.document.ServerChange.BringBack;
import nova.nodes.document.ServerChange.Drain;
import nova.nodes.document.ServerChange.Maintain;
import nova.nodes.document.ServerChange.Share;
import nova.nodes.document.ServerChange.Unshare;
import nova.nodes.document.ServerChange.Weigh;
import org.junit.jupiter.api.Test;

class ServerChangeTest {
  private static final Condition CANARY = new Condition("X-Canary", List.of(), false);

  private static Server server(String name) {
    return new Server(name, "10.0.0.1", 80, null, "", false, null, false);
  }

  private static Pool pool(Stage... stages) {
    return new Pool(
        "web",
        Algorithm.POWER_OF_TWO,
        null,
        List.of(server("a"), server("b")),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        List.of(stages),
        null,
        Timeouts.DEFAULTS);
  }

  private static Server changed(ServerChange change, Server from) {
    return change.in(pool().with(from), from).server(from.name()).orElseThrow();
  }

  @Test
  void only_the_one_server_is_another_afterwards() {
    Pool after = new Weigh(7).in(pool(), server("b"));
    assertThat(after.servers()).containsExactly(server("a"), server("b").weighing(7));
    assertThat(after.with(server("b"))).isEqualTo(pool());
  }

  @Test
  void bringing_back_ends_draining_and_maintenance_alike() {
    Instant noon = Instant.parse("2026-11-25T12:00:00Z");
    Server drained = changed(new Drain(noon), server("a"));
    assertThat(drained.drain()).isEqualTo(new Server.Drain(noon));
    Server away = changed(new Maintain(true), drained);
    assertThat(away.maintenance()).isTrue();
    assertThat(changed(new BringBack(), away)).isEqualTo(server("a"));
  }

  @Test
  void a_share_makes_a_stage_and_another_changes_it() {
    Pool tenth = new Share(1_000, List.of(CANARY), null).in(pool(), server("b"));
    assertThat(tenth.stages())
        .containsExactly(new Stage("b", List.of("b"), 1_000, List.of(CANARY), List.of()));
    Pool half = new Share(5_000, null, null).in(tenth, server("b"));
    assertThat(half.stages())
        .containsExactly(new Stage("b", List.of("b"), 5_000, List.of(CANARY), List.of()));
    assertThat(new Unshare().in(half, server("b"))).isEqualTo(pool());
  }

  @Test
  void a_stage_of_others_keeps_its_name() {
    Pool before = pool(new Stage("b", List.of("a"), 100, List.of(), List.of()));
    Pool after = new Share(1_000, null, null).in(before, server("b"));
    assertThat(after.stages()).extracting(Stage::name).containsExactly("b", "b 2");
    assertThat(new Unshare().in(after, server("b"))).isEqualTo(before);
  }
}
