package nova.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import nova.link.v1.ConfigProblem;
import nova.link.v1.HeaderChange;
import nova.link.v1.Redirect;
import nova.link.v1.Rewrite;
import nova.link.v1.Route;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a route may not say, and where the problem is shown. */
class RouteCompilerTest {
  private static final Set<String> POOLS = Set.of("pool");

  private static List<ConfigProblem> problems(Route.Builder route) {
    Problems problems = new Problems();
    new RouteCompiler(problems, POOLS).route("/routes/0", route.setId("r").build());
    return problems.all();
  }

  private static Route.Builder changing(String name, String value) {
    return Route.newBuilder()
        .setPoolId("pool")
        .setRewrite(
            Rewrite.newBuilder()
                .addRequestHeaders(
                    HeaderChange.newBuilder()
                        .setAction(HeaderChange.Action.SET)
                        .setName(name)
                        .setValue(value)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"Host", "connection", "Via", "Expect", "Content-Length", "TE"})
  void fields_that_belong_to_the_connection_cannot_be_changed(String name) {
    assertThat(problems(changing(name, "x")))
        .singleElement()
        .satisfies(p -> assertThat(p.getCode()).isEqualTo("not-here"))
        .satisfies(
            p -> assertThat(p.getPointer()).isEqualTo("/routes/0/rewrite/request_headers/0/name"));
  }

  @Test
  void what_servers_are_told_of_the_visitor_can_be() {
    assertThat(problems(changing("X-Forwarded-Proto", "https"))).isEmpty();
  }

  @Test
  void changes_that_would_not_fit_into_a_head_are_refused() {
    Route.Builder route = changing("X-A", "a".repeat(4000));
    assertThat(problems(route)).isEmpty();
    Rewrite.Builder rewrite = route.getRewrite().toBuilder();
    rewrite.addRequestHeaders(rewrite.getRequestHeaders(0));
    rewrite.addRequestHeaders(rewrite.getRequestHeaders(0));
    assertThat(problems(route.setRewrite(rewrite)))
        .extracting(ConfigProblem::getCode)
        .containsExactly("too-large");
  }

  @Test
  void names_that_stand_for_nothing_are_refused() {
    assertThat(
            problems(
                Route.newBuilder()
                    .setPathTemplate("/a/{b}")
                    .setRedirect(
                        Redirect.newBuilder().setStatus(302).setLocation("/{b}{c}{path}"))))
        .extracting(ConfigProblem::getMessage)
        .containsExactly("{c} stands for nothing here.");
  }
}
