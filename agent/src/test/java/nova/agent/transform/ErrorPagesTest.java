package nova.agent.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What visitors see when the agent answers by itself. */
class ErrorPagesTest {
  private static final String BROWSER =
      "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8";
  private final ErrorPages builtIn = new ErrorPages("shop", List.of());

  private static String text(Page page) {
    return new String(page.bytes(), UTF_8);
  }

  private static ErrorPages pages(String html, String json) {
    return new ErrorPages("shop", List.of(new ErrorPages.Templates(500, 599, html, json, 120)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''                                              | text/plain; charset=utf-8",
        "*/*                                             | text/plain; charset=utf-8",
        "text/*                                          | text/plain; charset=utf-8",
        "text/html                                       | text/html; charset=utf-8",
        "text/html,application/xhtml+xml,*/*;q=0.8       | text/html; charset=utf-8",
        "TEXT/HTML ; charset=x ; q=0.5                   | text/html; charset=utf-8",
        "application/json                                | application/problem+json",
        "application/json, text/plain, */*               | application/problem+json",
        "application/vnd.api+json                        | application/problem+json",
        "application/json;q=0.5, text/html;q=0.9         | text/html; charset=utf-8",
        "application/json;q=0.9, text/html;q=0.5         | application/problem+json",
        "text/html;q=0                                   | text/plain; charset=utf-8",
        "text/plain, text/html;q=0.9                     | text/plain; charset=utf-8",
        "text/html;q=2                                   | text/plain; charset=utf-8",
        "text/html;q=nonsense, application/json;q=0.001  | application/problem+json",
        "',,;;q=,'                                       | text/plain; charset=utf-8",
        "image/png                                       | text/plain; charset=utf-8"
      })
  void the_visitors_accept_chooses_the_kind(String accept, String kind) {
    assertThat(builtIn.page(503, "x", accept, "").contentType()).isEqualTo(kind);
  }

  @Test
  void plain_text_is_one_line() {
    assertThat(text(builtIn.page(503, "no healthy server", "", "id")))
        .isEqualTo("503 Service Unavailable: no healthy server\n");
    assertThat(text(builtIn.page(404, "", "", ""))).isEqualTo("404 Not Found\n");
  }

  @Test
  void a_problem_is_json_of_rfc_9457() {
    assertThat(text(builtIn.page(502, "no \"server\"", "application/json", "r-1")))
        .isEqualTo(
            "{\"type\":\"about:blank\",\"title\":\"Bad Gateway\",\"status\":502,"
                + "\"detail\":\"no \\\"server\\\"\",\"request_id\":\"r-1\"}\n");
  }

  @Test
  void the_built_in_page_names_status_and_cause_and_loads_nothing() {
    String page = text(builtIn.page(503, "no healthy server", BROWSER, "r-1"));
    assertThat(page)
        .startsWith("<!doctype html>")
        .contains("<title>503 Service Unavailable</title>", "no healthy server", "r-1")
        .contains("lang=\"en\"", "color-scheme: light dark")
        .doesNotContain("{{", "http:", "https:", "<script", "<img", "<link");
    assertThat(page.length()).isLessThan(2048);
  }

  @Test
  void a_template_gets_its_variables_filled_in_and_the_rest_left_alone() {
    ErrorPages own =
        pages(
            "<p>{{status}} {{reason}} {{cause}} {{adc}} {{request_id}} {{retry_after}}"
                + " {{other}} {{ {status} }}",
            "{\"code\":{{status}},\"id\":\"{{request_id}}\"}");
    assertThat(text(own.page(503, "late", "text/html", "r")))
        .isEqualTo("<p>503 Service Unavailable late shop r 120 {{other}} {{ {status} }}");
    Page json = own.page(503, "late", "application/json", "r");
    assertThat(text(json)).isEqualTo("{\"code\":503,\"id\":\"r\"}");
    assertThat(json.contentType()).isEqualTo("application/json");
  }

  @Test
  void variables_next_to_braces_are_still_variables() {
    assertThat(text(pages("{{{status}}}{{status}}{{", "").page(500, "", "text/html", "")))
        .isEqualTo("{500}500{{");
  }

  @Test
  void values_cannot_break_out_of_the_page() {
    String evil = "<script>'\"&\n\\</script>\u2028";
    ErrorPages own = new ErrorPages(evil, List.of());
    assertThat(text(own.page(500, evil, "text/html", evil)))
        .contains("&lt;script&gt;&#39;&quot;&amp;")
        .doesNotContain("<script");
    assertThat(text(own.page(500, evil, "application/json", evil)))
        .contains("\\u003cscript>'\\\"&\\u000a\\\\\\u003c/script>\\u2028");
  }

  @Test
  void the_first_range_that_holds_the_status_counts() {
    ErrorPages own =
        new ErrorPages(
            "shop",
            List.of(
                new ErrorPages.Templates(503, 503, "maintenance", "", 7),
                new ErrorPages.Templates(400, 599, "other", "", 9)));
    assertThat(text(own.page(503, "", "text/html", ""))).isEqualTo("maintenance");
    assertThat(text(own.page(400, "", "text/html", ""))).isEqualTo("other");
    assertThat(text(own.page(599, "", "text/html", ""))).isEqualTo("other");
    assertThat(text(own.page(308, "", "text/html", ""))).startsWith("<!doctype html>");
  }

  @Test
  void only_503_says_when_to_come_back() {
    assertThat(builtIn.page(503, "", "", "").retryAfterSeconds()).isEqualTo(1);
    assertThat(pages("", "").page(503, "", "", "").retryAfterSeconds()).isEqualTo(120);
    assertThat(pages("", "").page(502, "", "", "").retryAfterSeconds()).isZero();
  }
}
