package nova.agent.routing;

import static nova.agent.routing.Asking.get;
import static nova.agent.routing.RouteTable.NONE;
import static nova.agent.routing.Rules.cookie;
import static nova.agent.routing.Rules.exact;
import static nova.agent.routing.Rules.header;
import static nova.agent.routing.Rules.hosts;
import static nova.agent.routing.Rules.methods;
import static nova.agent.routing.Rules.prefix;
import static nova.agent.routing.Rules.table;
import static nova.agent.routing.Rules.template;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The first route that matches wins. */
class RouteTableTest {

  @Test
  void order_decides_not_how_exact_a_rule_is() {
    RouteTable table =
        table(prefix("/a"), exact("/a/b"), hosts("example.com"), prefix("/x"), prefix(""));
    assertThat(table.find(get("/a/b"))).isZero();
    assertThat(table.find(get("/x"))).isEqualTo(2);
    assertThat(table.find(get("other.example", "/x"))).isEqualTo(3);
    assertThat(table.find(get("other.example", "/y"))).isEqualTo(4);
  }

  @Test
  void a_table_without_a_match_says_so() {
    assertThat(table().find(get("/"))).isEqualTo(NONE);
    assertThat(table(prefix("/a")).find(get("/"))).isEqualTo(NONE);
  }

  @Test
  void prefixes_end_at_segments() {
    RouteTable table = table(prefix("/app"), prefix("/deep/er"));
    assertThat(table.find(get("/app"))).isZero();
    assertThat(table.find(get("/app/"))).isZero();
    assertThat(table.find(get("/app/x/y"))).isZero();
    assertThat(table.find(get("/apple"))).isEqualTo(NONE);
    assertThat(table.find(get("/deep"))).isEqualTo(NONE);
    assertThat(table.find(get("/deep/er/est"))).isEqualTo(1);
  }

  @Test
  void exact_paths_are_whole_paths() {
    RouteTable table = table(exact("/a"), exact("/a/"), exact("/"));
    assertThat(table.find(get("/a"))).isZero();
    assertThat(table.find(get("/a/"))).isEqualTo(1);
    assertThat(table.find(get("/"))).isEqualTo(2);
    assertThat(table.find(get("/a/b"))).isEqualTo(NONE);
    assertThat(table.find(get("/A"))).isEqualTo(NONE);
  }

  @Test
  void a_name_in_a_template_is_one_segment_and_not_an_empty_one() {
    RouteTable table = table(template("/users/{id}/orders"), template("/users/me/orders"));
    assertThat(table.find(get("/users/7/orders"))).isZero();
    assertThat(table.find(get("/users/me/orders"))).isZero();
    assertThat(table.find(get("/users/7/8/orders"))).isEqualTo(NONE);
    assertThat(table.find(get("/users/7/orders/"))).isEqualTo(NONE);
    assertThat(table.find(get("/users//orders"))).isEqualTo(NONE);
    assertThat(table.find(get("/users/7"))).isEqualTo(NONE);
  }

  @Test
  void a_literal_and_a_name_at_the_same_place_are_both_tried() {
    RouteTable table = table(template("/a/b/{x}"), template("/a/{y}/c"), template("/{z}/b/d"));
    assertThat(table.find(get("/a/b/c"))).isZero();
    assertThat(table.find(get("/a/q/c"))).isEqualTo(1);
    assertThat(table.find(get("/q/b/d"))).isEqualTo(2);
    assertThat(table.find(get("/a/b/d"))).isZero();
  }

  @Test
  void names_stand_for_what_was_sent() {
    RouteTable table = table(prefix("/p"), template("/users/{id}/files/{file}"));
    assertThat(table.captures(1, "/users/a%20b/files/x.txt")).containsExactly("a%20b", "x.txt");
    assertThat(table.captures(1, "/users/./7/files/old/../new")).containsExactly("7", "new");
    assertThat(table.captures(0, "/p/x")).isEmpty();
  }

  @Test
  void hosts_are_compared_without_case_port_and_final_dot() {
    RouteTable table = table(hosts("Shop.Example.com", "::1"));
    for (String host :
        List.of("shop.example.com", "SHOP.EXAMPLE.COM:8443", "shop.example.com.", "[::1]:80")) {
      assertThat(table.find(get(host, "/"))).as(host).isZero();
    }
    for (String host : List.of("", ".", "example.com", "xshop.example.com", "[::2]", "shop")) {
      assertThat(table.find(get(host, "/"))).as(host).isEqualTo(NONE);
    }
  }

  @Test
  void a_star_is_one_label_or_more() {
    RouteTable table = table(hosts("*.example.com"));
    assertThat(table.find(get("a.example.com", "/"))).isZero();
    assertThat(table.find(get("a.b.Example.com:1", "/"))).isZero();
    for (String host : List.of("example.com", ".example.com", "aexample.com", "a.example.org")) {
      assertThat(table.find(get(host, "/"))).as(host).isEqualTo(NONE);
    }
  }

  @Test
  void an_exact_host_does_not_beat_an_earlier_star() {
    RouteTable table = table(hosts("*.example.com"), hosts("a.example.com"), hosts("*.com"));
    assertThat(table.find(get("a.example.com", "/"))).isZero();
    assertThat(table.find(get("example.com", "/"))).isEqualTo(2);
  }

  @Test
  void methods_are_case_sensitive() {
    RouteTable table = table(methods("GET", "PURGE"), prefix(""));
    assertThat(table.find(get("/"))).isZero();
    assertThat(table.find(get("/").by("PURGE"))).isZero();
    assertThat(table.find(get("/").by("get"))).isEqualTo(1);
    assertThat(table.find(get("/").by("POST"))).isEqualTo(1);
  }

  @Test
  void a_header_condition_holds_for_any_of_its_lines_and_values() {
    RouteTable table = table(header("X-Beta", false, "yes", "1"), header("X-Any", false));
    assertThat(table.find(get("/").with("x-beta", "1"))).isZero();
    assertThat(table.find(get("/").with("X-Beta", "no").with("X-Beta", "yes"))).isZero();
    assertThat(table.find(get("/").with("X-Beta", "YES"))).isEqualTo(NONE);
    assertThat(table.find(get("/").with("X-Any", ""))).isEqualTo(1);
  }

  @Test
  void a_negated_condition_holds_when_the_field_is_absent_or_other() {
    RouteTable table = table(header("X-Beta", true, "yes"), cookie("seen", true));
    assertThat(table.find(get("/"))).isZero();
    assertThat(table.find(get("/").with("X-Beta", "no"))).isZero();
    assertThat(table.find(get("/").with("X-Beta", "yes"))).isEqualTo(1);
    assertThat(table.find(get("/").with("X-Beta", "yes").with("Cookie", "seen="))).isEqualTo(NONE);
  }

  @Test
  void cookies_are_found_in_every_line_and_by_their_whole_name() {
    RouteTable table = table(cookie("group", false, "b"));
    assertThat(table.find(get("/").with("Cookie", "x=1; group=b"))).isZero();
    assertThat(table.find(get("/").with("Cookie", "group=b;x"))).isZero();
    assertThat(table.find(get("/").with("Cookie", "x=1").with("Cookie", "group=b "))).isZero();
    for (String cookies : List.of("group=bb", "xgroup=b", "Group=b", "group", "x=group=b", "")) {
      assertThat(table.find(get("/").with("Cookie", cookies))).as(cookies).isEqualTo(NONE);
    }
  }

  @Test
  void every_condition_must_hold() {
    RouteRule all =
        new RouteRule(
            List.of("a.example"),
            new RouteRule.Exact("/x"),
            List.of("POST"),
            header("H", false, "1").headers(),
            cookie("c", false, "2").cookies());
    RouteTable table = table(all);
    Asking good = get("a.example", "/x").by("POST").with("H", "1").with("Cookie", "c=2");
    assertThat(table.find(good)).isZero();
    assertThat(table.find(good.by("GET"))).isEqualTo(NONE);
    assertThat(table.find(get("b.example", "/x").by("POST").with("H", "1").with("Cookie", "c=2")))
        .isEqualTo(NONE);
    assertThat(table.find(get("a.example", "/x").by("POST").with("Cookie", "c=2"))).isEqualTo(NONE);
    assertThat(table.find(get("a.example", "/x").by("POST").with("H", "1"))).isEqualTo(NONE);
  }
}
