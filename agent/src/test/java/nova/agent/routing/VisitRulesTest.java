package nova.agent.routing;

import static nova.agent.routing.Asking.get;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import nova.agent.routing.RouteRule.FieldRule;
import org.junit.jupiter.api.Test;

/** What of a request a pool's choice depends on. */
class VisitRulesTest {

  @Test
  void the_hash_depends_on_its_source_and_nothing_else() {
    Asking asking = get("/a").with("X-User", "joe").with("Cookie", "cart=7");
    Asking elsewhere = get("/b").from("198.51.100.2");
    assertThat(new HashKey.Address().of(asking)).isEqualTo(new HashKey.Address().of(get("/b")));
    assertThat(new HashKey.Address().of(asking)).isNotEqualTo(HashKey.address(elsewhere));
    assertThat(new HashKey.Path().of(asking)).isEqualTo(Hash64.of("/a"));
    assertThat(new HashKey.Header("x-user").of(asking)).isEqualTo(Hash64.of("joe"));
    assertThat(new HashKey.Cookie("cart").of(asking)).isEqualTo(Hash64.of("7"));
  }

  @Test
  void a_request_without_the_header_or_cookie_is_hashed_by_address() {
    Asking asking = get("/a").with("X-User", "");
    assertThat(new HashKey.Header("X-User").of(asking)).isEqualTo(HashKey.address(asking));
    assertThat(new HashKey.Cookie("cart").of(asking)).isEqualTo(HashKey.address(asking));
  }

  @Test
  void the_first_stage_with_any_condition_met_is_taken() {
    FieldRule tester = new FieldRule("X-Tester", List.of("yes"), false);
    FieldRule beta = new FieldRule("beta", List.of(), false);
    StageRules stages =
        new StageRules(
            List.of(
                new StageRules.Stage(List.of(), List.of()),
                new StageRules.Stage(List.of(tester), List.of(beta)),
                new StageRules.Stage(List.of(tester), List.of())));
    assertThat(stages.stage(get("/"))).isEqualTo(StageRules.NONE);
    assertThat(stages.stage(get("/").with("X-Tester", "yes"))).isEqualTo(1);
    assertThat(stages.stage(get("/").with("Cookie", "beta=1"))).isEqualTo(1);
    assertThat(stages.stage(get("/").with("X-Tester", "no"))).isEqualTo(StageRules.NONE);
  }
}
