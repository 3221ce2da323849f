package nova.agent.transform;

import static org.assertj.core.api.Assertions.assertThat;

import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.util.List;
import nova.agent.transform.HeaderEdits.Action;
import nova.agent.transform.HeaderEdits.Edit;
import nova.agent.transform.RedirectRule.Asked;
import org.junit.jupiter.api.Test;

/** Paths, fields and locations that are not what the visitor sent. */
class RewriteTest {
  private static final Asked ASKED = new Asked("http", "shop.example.com", "/a/b", "?q=1&r=%20");

  private static String rewritten(String replacement, int segments, String path) {
    return new PathRewrite(replacement, List.of(), segments).target(path, "?x=1", List.of());
  }

  private static String location(String location, Asked asked) {
    return new RedirectRule(308, location, List.of()).location(asked, List.of());
  }

  @Test
  void a_prefix_is_replaced_and_the_rest_stays_as_it_was_sent() {
    assertThat(rewritten("/v2", 1, "/api/a%2Fb//c/")).isEqualTo("/v2/a%2Fb//c/?x=1");
    assertThat(rewritten("/v2/", 1, "/api/a")).isEqualTo("/v2/a?x=1");
    assertThat(rewritten("/v2", 1, "/api")).isEqualTo("/v2?x=1");
    assertThat(rewritten("/v2/x", 2, "/a/b/c")).isEqualTo("/v2/x/c?x=1");
    assertThat(rewritten("/", 1, "/%61pi/a")).isEqualTo("/a?x=1");
    assertThat(rewritten("/", 1, "/api")).isEqualTo("/?x=1");
    assertThat(rewritten("", 1, "/api/a")).isEqualTo("/a?x=1");
    assertThat(rewritten("/all", 0, "/a")).isEqualTo("/all/a?x=1");
    assertThat(rewritten("/all", 0, "/")).isEqualTo("/all/?x=1");
  }

  @Test
  void a_whole_path_is_replaced_with_names_filled_in() {
    PathRewrite rewrite = new PathRewrite("/v2/{b}/x/{a}/{c}", List.of("a", "b"), -1);
    assertThat(rewrite.target("/irrelevant", "", List.of("7", "e%2Ff")))
        .isEqualTo("/v2/e%2Ff/x/7/{c}");
    assertThat(new PathRewrite("/v2/", List.of(), -1).target("/a", "?", List.of()))
        .isEqualTo("/v2/?");
  }

  @Test
  void values_are_not_looked_into_for_names() {
    PathRewrite rewrite = new PathRewrite("/{a}/{b}", List.of("a", "b"), -1);
    assertThat(rewrite.target("/", "", List.of("{b}", "{a}"))).isEqualTo("/{b}/{a}");
  }

  @Test
  void fields_are_set_added_and_removed_in_order() {
    HeaderMap fields = new HeaderMap();
    fields.add(new HttpString("X-A"), "1").add(new HttpString("X-A"), "2");
    fields.add(new HttpString("X-B"), "1");
    new HeaderEdits(
            List.of(
                new Edit(Action.SET, "x-a", "3"),
                new Edit(Action.ADD, "X-A", "4"),
                new Edit(Action.REMOVE, "x-b", ""),
                new Edit(Action.REMOVE, "X-Absent", ""),
                new Edit(Action.SET, "X-C", "\u20ac")))
        .apply(fields);
    assertThat(fields.get("X-A")).containsExactly("3", "4");
    assertThat(fields.contains("X-B")).isFalse();
    assertThat(fields.getFirst("X-C")).isEqualTo("\u00e2\u0082\u00ac");
  }

  @Test
  void a_value_cannot_become_two_lines_on_the_way_to_octets() {
    HeaderMap fields = new HeaderMap();
    // these end in the octets of CR and LF when only the low ones are kept
    new HeaderEdits(List.of(new Edit(Action.SET, "X", "\u010d\u010aEvil: 1"))).apply(fields);
    assertThat(fields.getFirst("X")).isEqualTo("\u00c4\u008d\u00c4\u008aEvil: 1");
  }

  @Test
  void a_location_is_made_from_the_request() {
    assertThat(location("https://{host}{path}{query}", ASKED))
        .isEqualTo("https://shop.example.com/a/b?q=1&r=%20");
    assertThat(location("{scheme}://www.{host}/", ASKED)).isEqualTo("http://www.shop.example.com/");
    assertThat(location("/new", ASKED)).isEqualTo("/new");
    assertThat(location("//cdn.example.com{path}", ASKED)).isEqualTo("//cdn.example.com/a/b");
    assertThat(
            new RedirectRule(301, "/people/{id}{query}", List.of("id"))
                .location(ASKED, List.of("a%20b")))
        .isEqualTo("/people/a%20b?q=1&r=%20");
  }

  @Test
  void a_path_cannot_become_another_host() {
    for (String path : List.of("//evil.example", "///evil.example", "/\\evil.example")) {
      Asked asked = new Asked("http", "a", path, "");
      assertThat(location("{path}", asked)).as(path).isEqualTo("/evil.example");
      assertThat(location("/{path}", asked)).as(path).isEqualTo("/evil.example");
      assertThat(location("https://b{path}", asked)).startsWith("https://b/");
    }
  }

  @Test
  void a_name_cannot_become_another_host() {
    RedirectRule rule = new RedirectRule(302, "https://{t}.example.com/", List.of("t"));
    assertThat(rule.location(ASKED, List.of("evil.example:80@x")))
        .isEqualTo("https://evil.example%3A80%40x.example.com/");
  }

  @Test
  void no_octet_can_end_the_line_or_leave_the_uri() {
    Asked asked = new Asked("http", "a", "/x\r\nSet-Cookie: a=b\t\"<\u00e9", "?\u0000\u007f");
    assertThat(location("{path}{query}", asked))
        .isEqualTo("/x%0D%0ASet-Cookie:%20a=b%09%22%3C%E9?%00%7F");
    assertThat(location("/caf\u00e9", asked)).isEqualTo("/caf%C3%A9");
  }
}
