package nova.agent.routing;

import static nova.agent.routing.Asking.get;
import static nova.agent.routing.RouteTable.AMBIGUOUS;
import static nova.agent.routing.RouteTable.HOSTILE;
import static nova.agent.routing.Rules.exact;
import static nova.agent.routing.Rules.prefix;
import static nova.agent.routing.Rules.table;
import static nova.agent.routing.Rules.template;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody gets past the route of /admin, or into that of /public, by the spelling of a path. */
class AttackingPathsTest {
  private static final int ADMIN = 0;
  private static final int PUBLIC = 1;
  private static final int REST = 2;
  private final RouteTable table = table(prefix("/admin"), prefix("/public"), prefix(""));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/%61dmin",
        "/%61%64%6D%69%6e/x",
        "/admin/x/..",
        "/admin/./x",
        "/admin//x",
        "/admin/x%2Fy",
        "/admin/x;v=1",
        "/admin;v=1/../admin"
      })
  void another_spelling_of_the_same_path_takes_the_same_route(String path) {
    assertThat(table.find(get(path))).isIn(ADMIN, AMBIGUOUS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/%61dmin", "/%61%64%6D%69%6e/x", "/admin/./x", "/admin//x", "/admin/x/.."})
  void spellings_without_doubt_are_served(String path) {
    assertThat(table.find(get(path))).isEqualTo(ADMIN);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//admin",
        "/./admin",
        "/x/../admin",
        "/public/../admin",
        "/admin/../public",
        "/admin/../x",
        "/admin/x/../../public/y",
        "/../admin",
        "/public//..//../admin",
        "/public/..//admin",
        "//public/../admin",
        "/admin%2Fx",
        "/admin%2fx",
        "/admin%5Cx",
        "/public%2F",
        "/%2Fadmin",
        "/admin;x=1/y",
        "/admin;/y",
        "/;/admin",
        "/;x/admin",
        "/%5cadmin",
        "/x//../admin"
      })
  void paths_that_servers_read_differently_are_refused(String path) {
    assertThat(table.find(get(path))).isEqualTo(AMBIGUOUS);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/public/%2e%2e/admin",
        "/public/%2E./admin",
        "/public/.%2e/admin/x",
        "/q/../admin/%2e%2e/x",
        "/admin/%2e",
        "/public/..;/admin",
        "/public/..;x=1/admin",
        "/public/..%3b/admin",
        "/public/.;/admin",
        "/public/..%2fadmin",
        "/public/..%2Fadmin",
        "/public/..%5cadmin",
        "/public/..\\admin",
        "/public/%2e%2e%2fadmin",
        "/public/x%2f..%2fadmin",
        "/public/x%2f..",
        "/public/%2e%2e;/admin",
        "/..%5c..%5cetc/passwd",
        "/a;b%2f..%2fadmin",
        "/public%00/admin",
        "/admin%00",
        "/admin\\x",
        "/%00"
      })
  void hidden_dots_and_nul_are_refused_where_paths_decide(String path) {
    assertThat(table.find(get(path))).isEqualTo(HOSTILE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/public%00/admin", "/admin%00", "/admin\\x", "/%00"})
  void nul_and_backslash_are_refused_whatever_the_routes(String path) {
    assertThat(table(prefix("")).find(get(path))).isEqualTo(HOSTILE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/bucket//key",
        "/proxy/https://example.org/x",
        "/api/projects/group%2Fproject",
        "/page;jsessionid=0A",
        "/a/../b",
        "/100%",
        "/100%zz",
        "/%E2%82%AC",
        "/.well-known/acme-challenge/x",
        "/...",
        "/a..b",
        "/x/..y",
        "/;",
        "//",
        "/a%5Cb",
        "/a%252e%252e/b"
      })
  void odd_paths_pass_where_every_reading_leads_to_the_same_route(String path) {
    assertThat(table.find(get(path))).isEqualTo(REST);
    assertThat(table.find(get("/public" + path))).isEqualTo(PUBLIC);
    assertThat(table(prefix("")).find(get(path))).isZero();
  }

  @Test
  void a_detour_that_both_ends_agree_on_is_still_seen() {
    // read as the RFC says, and with parameters cut off, this ends at /x; in between it is /admin
    assertThat(table.find(get("/q/../admin/..;/x"))).isEqualTo(HOSTILE);
    // without merging /y/admin, merged first /admin
    assertThat(table.find(get("/y//../admin"))).isEqualTo(AMBIGUOUS);
  }

  @Test
  void a_table_that_does_not_ask_for_paths_lets_odd_ones_pass() {
    assertThat(table(prefix("")).find(get("//admin/.././x;y%2Fz"))).isZero();
  }

  @Test
  void long_and_odd_at_once_is_refused_and_long_or_odd_is_not() {
    String oddity = "/a//../b;c/d%2Fe";
    assertThat(table.find(get(oddity.repeat(500)))).isEqualTo(AMBIGUOUS);
    assertThat(table.find(get("/x" + oddity))).isEqualTo(REST);
    assertThat(table.find(get("/x//" + "y".repeat(4000)))).isEqualTo(REST);
    assertThat(table.find(get("/" + "y".repeat(100_000)))).isEqualTo(REST);
    assertThat(table.find(get("/%20" + "y".repeat(9000)))).isEqualTo(REST);
  }

  @Test
  void rules_may_be_written_in_any_encoding() {
    RouteTable written = table(exact("/caf%C3%A9"), exact("/%7Euser"), template("/%61/{id}"));
    assertThat(written.find(get("/caf%c3%a9"))).isZero();
    assertThat(written.find(get("/~user"))).isEqualTo(1);
    assertThat(written.find(get("/%7euser"))).isEqualTo(1);
    assertThat(written.find(get("/a/7"))).isEqualTo(2);
  }

  @Test
  void an_encoded_slash_never_makes_two_segments_of_one_in_a_template() {
    RouteTable written = table(template("/users/{id}"), template("/users/{id}/secrets"));
    assertThat(written.find(get("/users/7%2Fsecrets"))).isEqualTo(AMBIGUOUS);
  }
}
