package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import nova.link.v1.Condition;
import nova.link.v1.ErrorPage;
import nova.link.v1.HeaderChange;
import nova.link.v1.HeaderChange.Action;
import nova.link.v1.Pool;
import nova.link.v1.Redirect;
import nova.link.v1.Rewrite;
import nova.link.v1.Route;
import nova.link.v1.Stickiness;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests go where the routes say, changed as the routes say, through real sockets. */
class RoutingTest {
  private ScriptedServer first;
  private ScriptedServer second;
  private Node node;

  @BeforeEach
  void start() throws IOException {
    first = ScriptedServer.always("HTTP/1.1 200 OK\r\nServer: x\r\nContent-Length: 5\r\n\r\nfirst");
    second = ScriptedServer.always("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecond");
    node = new Node(first.port());
    node.adc.addPools(Node.pool(second.port()).setId("other"));
  }

  @AfterEach
  void stop() throws IOException {
    node.close();
    first.close();
    second.close();
  }

  private static Route.Builder route(String id, String pool) {
    return Route.newBuilder().setId(id).setPoolId(pool);
  }

  private static HeaderChange change(Action action, String name, String value) {
    return HeaderChange.newBuilder().setAction(action).setName(name).setValue(value).build();
  }

  private void routes(Route.Builder... routes) {
    node.adc.clearRoutes();
    for (Route.Builder route : routes) {
      node.adc.addRoutes(route);
    }
    node.started();
  }

  private String get(String target, String... fields) throws IOException {
    String host = target.startsWith("/") ? "shop.example" : URI.create(target).getAuthority();
    return node.exchange(
        "GET "
            + target
            + " HTTP/1.1\r\nHost: "
            + host
            + "\r\nConnection: close\r\n"
            + String.join("\r\n", fields)
            + (fields.length > 0 ? "\r\n\r\n" : "\r\n"));
  }

  private String seen() {
    return first.heads.getLast();
  }

  @Test
  void every_kind_of_condition_chooses_the_pool() throws IOException {
    Condition beta = Condition.newBuilder().setName("X-Beta").addValues("yes").build();
    Condition group = Condition.newBuilder().setName("group").addValues("b").build();
    routes(
        route("host", "other").addHosts("*.example.org"),
        route("exact", "other").setPathExact("/exact"),
        route("template", "other").setPathTemplate("/users/{id}/orders"),
        route("method", "other").addMethods("PUT"),
        route("header", "other").addHeaders(beta),
        route("cookie", "other").addCookies(group),
        route("rest", "pool"));
    assertThat(get("/")).endsWith("first");
    assertThat(get("http://a.example.org/")).endsWith("second");
    assertThat(get("/exact?x")).endsWith("second");
    assertThat(get("/exact/")).endsWith("first");
    assertThat(get("/users/7/orders")).endsWith("second");
    assertThat(get("/", "X-Beta: yes")).endsWith("second");
    assertThat(get("/", "Cookie: a=1; group=b")).endsWith("second");
    assertThat(
            node.exchange(
                "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"))
        .endsWith("second");
    await().until(() -> node.ledger.of("adc", "template", "s0").rows.size() == 1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/public/../admin",
        "//admin",
        "/public/..;/admin",
        "/public/%2e%2e/admin",
        "/public/..%2Fadmin",
        "/admin%2Fx",
        "/%2e/admin",
        "/admin;x",
        "/x%00",
        "/admin/../public"
      })
  void nobody_gets_past_a_route_by_spelling(String path) throws IOException {
    routes(route("admin", "other").setPathPrefix("/admin"), route("rest", "pool"));
    assertThat(get(path)).startsWith("HTTP/1.1 400");
    assertThat(first.heads).isEmpty();
    assertThat(second.heads).isEmpty();
  }

  @Test
  void an_odd_path_that_leads_one_way_only_is_sent_as_it_came() throws IOException {
    routes(route("admin", "other").setPathPrefix("/admin"), route("rest", "pool"));
    for (String path : List.of("/a//b/../c%2Fd;e", "/%7Euser/%41", "/100%?x=../..")) {
      assertThat(get(path)).endsWith("first");
      assertThat(seen()).startsWith("GET " + path + " HTTP/1.1\r\n");
    }
    assertThat(get("/%61dmin")).endsWith("second");
    assertThat(second.heads.getLast()).startsWith("GET /%61dmin HTTP/1.1\r\n");
  }

  @Test
  void a_path_is_rewritten_once_and_the_query_stays() throws IOException {
    routes(
        route("prefix", "pool")
            .setPathPrefix("/api")
            .setRewrite(Rewrite.newBuilder().setPath("/api/v2")),
        route("template", "pool")
            .setPathTemplate("/users/{id}/orders")
            .setRewrite(Rewrite.newBuilder().setPath("/orders/of/{id}")),
        route("strip", "pool").setPathPrefix("/app").setRewrite(Rewrite.newBuilder().setPath("/")));
    get("/api/a%20b?q=/api");
    assertThat(seen()).startsWith("GET /api/v2/a%20b?q=/api HTTP/1.1");
    get("/users/x%2Dy/orders?n=1");
    assertThat(seen()).startsWith("GET /orders/of/x%2Dy?n=1 HTTP/1.1");
    get("/app/x/");
    assertThat(seen()).startsWith("GET /x/ HTTP/1.1");
    get("/app");
    assertThat(seen()).startsWith("GET / HTTP/1.1");
  }

  @Test
  void dot_segments_cannot_climb_out_of_a_rewritten_prefix() throws IOException {
    routes(
        route("files", "pool")
            .setPathPrefix("/files")
            .setRewrite(Rewrite.newBuilder().setPath("/public")));
    assertThat(get("/files/../files/x")).endsWith("first");
    assertThat(seen()).startsWith("GET /public/x HTTP/1.1");
    assertThat(get("/files/a/../../secret")).startsWith("HTTP/1.1 400");
    assertThat(get("/files/..%2Fsecret")).startsWith("HTTP/1.1 400");
  }

  @Test
  void a_template_that_multiplies_a_long_name_is_refused() throws IOException {
    routes(
        route("t", "pool")
            .setPathTemplate("/{a}")
            .setRewrite(Rewrite.newBuilder().setPath("/{a}/{a}/{a}/{a}")));
    assertThat(get("/" + "x".repeat(500))).endsWith("first");
    assertThat(get("/" + "x".repeat(5000))).startsWith("HTTP/1.1 414");
  }

  @Test
  void host_and_fields_are_changed_on_the_way_there_and_back() throws IOException {
    routes(
        route("r", "pool")
            .setRewrite(
                Rewrite.newBuilder()
                    .setHost("internal.example:8080")
                    .addRequestHeaders(change(Action.SET, "X-Env", "prod"))
                    .addRequestHeaders(change(Action.ADD, "X-List", "b"))
                    .addRequestHeaders(change(Action.REMOVE, "X-Secret", ""))
                    .addResponseHeaders(change(Action.REMOVE, "Server", ""))
                    .addResponseHeaders(
                        change(Action.SET, "Strict-Transport-Security", "max-age=1"))));
    String answer = get("/", "X-Env: fake", "X-List: a", "X-Secret: 1");
    assertThat(seen())
        .contains("Host: internal.example:8080\r\n", "X-Forwarded-Host: shop.example\r\n")
        .contains("X-Env: prod\r\n", "X-List: a\r\n", "X-List: b\r\n")
        .doesNotContain("fake", "X-Secret");
    assertThat(answer).contains("Strict-Transport-Security: max-age=1").doesNotContain("Server:");
  }

  @Test
  void a_visitor_cannot_undo_a_change_by_calling_it_a_field_of_the_connection() throws IOException {
    routes(
        route("r", "pool")
            .setRewrite(
                Rewrite.newBuilder().addRequestHeaders(change(Action.SET, "X-Env", "prod"))));
    node.exchange(
        "GET / HTTP/1.1\r\nHost: a\r\nX-Mine: 1\r\nConnection: close, X-Env, X-Mine\r\n\r\n");
    assertThat(seen()).contains("X-Env: prod\r\n").doesNotContain("X-Mine", "Connection:");
  }

  @Test
  void what_servers_are_told_of_the_visitor_can_be_changed_by_a_route_alone() throws IOException {
    routes(
        route("r", "pool")
            .setRewrite(
                Rewrite.newBuilder()
                    .addRequestHeaders(change(Action.SET, "X-Forwarded-Proto", "https"))
                    .addRequestHeaders(change(Action.REMOVE, "Forwarded", ""))));
    get("/", "X-Forwarded-Proto: ftp", "X-Forwarded-For: 6.6.6.6", "Forwarded: for=6.6.6.6");
    assertThat(seen())
        .contains("X-Forwarded-Proto: https\r\n", "X-Forwarded-For: 127.0.0.1\r\n", "Via: ")
        .doesNotContain("ftp", "6.6.6.6", "\nForwarded:");
  }

  @Test
  void a_redirect_is_counted_for_its_route_and_reaches_no_server() throws IOException {
    routes(
        Route.newBuilder()
            .setId("moved")
            .setPathTemplate("/old/{page}")
            .setRedirect(
                Redirect.newBuilder()
                    .setStatus(308)
                    .setLocation("https://{host}/new/{page}{query}")),
        route("rest", "pool"));
    String answer = get("http://shop.example:81/old/a%20b?x=1");
    assertThat(answer)
        .startsWith("HTTP/1.1 308 ")
        .contains("Location: https://shop.example/new/a%20b?x=1\r\n", "Content-Length: 0\r\n")
        .doesNotContain("no-store", "Content-Type");
    assertThat(first.heads).isEmpty();
    await().until(() -> node.ledger.of("adc", "moved", "").rows.size() == 1);
  }

  @Test
  void a_redirect_cannot_be_led_to_another_host() throws IOException {
    routes(
        Route.newBuilder()
            .setId("moved")
            .setRedirect(Redirect.newBuilder().setStatus(302).setLocation("{path}")));
    assertThat(get("//evil.example/x")).contains("Location: /evil.example/x\r\n");
    assertThat(get("/%0d%0aSet-Cookie:a=b")).contains("Location: /%0d%0aSet-Cookie:a=b\r\n");
  }

  @Test
  void a_visitor_comes_back_to_the_same_server_by_its_cookie() throws IOException {
    try (ScriptedServer third =
        ScriptedServer.always("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nthird")) {
      sticky(Node.pool(first.port(), third.port()));
      String answer = get("/");
      String served = answer.substring(answer.length() - 5);
      String cookie = answer.replaceFirst("(?s).*Set-Cookie: (nova=[^;]*);.*", "$1");
      assertThat(answer).contains("; Path=/; HttpOnly; SameSite=Lax\r\n").doesNotContain("Secure");
      for (int i = 0; i < 6; i++) {
        assertThat(get("/", "Cookie: a=1; " + cookie + "; b=2"))
            .endsWith(served)
            .doesNotContain("Set-Cookie");
      }
      ScriptedServer server = served.equals("first") ? first : third;
      assertThat(server.heads.getLast()).contains("Cookie: a=1; b=2\r\n").doesNotContain("nova=");
      assertThat(get("/", "Cookie: nova=1AAAAAAAAAAAAAAAAAAAAAA")).contains("Set-Cookie: nova=1");
    }
  }

  @Test
  void a_cookie_is_good_on_another_node_and_lets_go_of_a_dead_server() throws IOException {
    sticky(Node.pool(first.port()));
    String cookie = get("/").replaceFirst("(?s).*Set-Cookie: (nova=[^;]*);.*", "$1");
    try (Node other = new Node(second.port(), first.port())) {
      other.adc.setPools(0, stickyPool(Node.pool(second.port(), first.port()), "s1", "s0"));
      other.adc.setCookieKey(ByteString.copyFrom(new byte[32]));
      other.started();
      String ask =
          "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nCookie: " + cookie + "\r\n\r\n";
      for (int i = 0; i < 4; i++) {
        assertThat(other.exchange(ask)).endsWith("first").doesNotContain("Set-Cookie");
      }
      first.close();
      assertThat(other.exchange(ask)).contains("Set-Cookie: nova=").endsWith("second");
    }
  }

  private void sticky(Pool.Builder pool) {
    node.adc.setPools(0, stickyPool(pool, "s0", "s1"));
    node.adc.setCookieKey(ByteString.copyFrom(new byte[32]));
    node.started();
  }

  private static Pool.Builder stickyPool(Pool.Builder pool, String... ids) {
    for (int i = 0; i < pool.getServersCount(); i++) {
      pool.setServers(i, pool.getServers(i).toBuilder().setId(ids[i]));
    }
    return pool.setStickiness(Stickiness.newBuilder());
  }

  @Test
  void the_adcs_own_page_is_shown_as_the_visitor_likes_it() throws IOException {
    node.adc.addErrorPages(
        ErrorPage.newBuilder()
            .setStatusFrom(404)
            .setStatusTo(404)
            .setHtml("<h1>{{status}} at {{adc}}</h1>"));
    node.adc.setName("shop & more");
    routes(route("app", "pool").setPathPrefix("/app"));
    assertThat(get("/x", "Accept: text/html, */*;q=0.1"))
        .startsWith("HTTP/1.1 404")
        .contains("Content-Type: text/html; charset=utf-8", "Cache-Control: no-store")
        .endsWith("<h1>404 at shop &amp; more</h1>");
    assertThat(get("/x", "Accept: application/json"))
        .contains("Content-Type: application/problem+json")
        .contains("\"status\":404");
    assertThat(get("/x")).endsWith("404 Not Found: no route matches this request\n");
  }
}
