package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a server is told about a visitor, and what belongs to one connection only. */
class HeadersTest {
  private static final Pattern DATE =
      Pattern.compile("Date: [A-Z][a-z]{2}, \\d\\d [A-Z][a-z]{2} \\d{4} \\d\\d:\\d\\d:\\d\\d GMT");
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n";

  private static String sent(String target, String fields) throws IOException {
    try (ScriptedServer server = ScriptedServer.always(OK + "\r\n");
        Node node = new Node(server.port()).started()) {
      assertThat(
              node.exchange(
                  "GET "
                      + target
                      + " HTTP/1.1\r\nHost: a.example:8080\r\n"
                      + fields
                      + "Connection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 200");
      return server.heads.getFirst();
    }
  }

  @Test
  void the_visitor_is_told_and_not_believed() throws IOException {
    assertThat(sent("/", "X-Forwarded-For: 6.6.6.6\r\nForwarded: for=6.6.6.6\r\nVia: 1.0 fred\r\n"))
        .contains("\r\nHost: a.example:8080\r\n")
        .contains("\r\nX-Forwarded-For: 127.0.0.1\r\n")
        .contains("\r\nX-Forwarded-Proto: http\r\n")
        .contains("\r\nX-Forwarded-Host: a.example:8080\r\n")
        .contains("\r\nForwarded: for=127.0.0.1;host=\"a.example:8080\";proto=http;by=_nova\r\n")
        .contains("\r\nVia: 1.0 fred, 1.1 nova-")
        .doesNotContain("6.6.6.6");
  }

  @Test
  void connection_removes_what_it_names_but_not_what_is_added() throws IOException {
    assertThat(
            sent(
                "/",
                "Connection: X-Forwarded-For, Host, X-Secret, Forwarded, Via\r\nX-Secret: 1\r\nKeep-Alive: 1\r\nTE: gzip\r\nProxy-Connection: x\r\nUpgrade: h2c\r\n"))
        .contains("X-Forwarded-For: 127.0.0.1")
        .contains("Host: a.example")
        .contains("Forwarded: for")
        .contains("Via: ")
        .doesNotContain("X-Secret")
        .doesNotContain("Keep-Alive")
        .doesNotContain("TE: ")
        .doesNotContain("Proxy-Connection")
        .doesNotContain("Upgrade")
        .doesNotContain("Connection");
  }

  @Test
  void targets_arrive_as_they_were_sent() throws IOException {
    for (String target :
        new String[] {
          "/a;x=1/b", "/?", "/a?", "/%2e%2E/%zz?a=%00&b", "/a|b{c}", "/a//b/../c", "/?a=b;c=d?e=/"
        }) {
      assertThat(sent(target, "")).startsWith("GET " + target + " HTTP/1.1\r\n");
    }
    assertThat(sent("http://A.example:8080?q", ""))
        .startsWith("GET /?q HTTP/1.1\r\n")
        .contains("\r\nHost: A.example:8080\r\n");
  }

  @Test
  void a_servers_connection_fields_stay_with_its_connection() throws IOException {
    try (ScriptedServer server =
            ScriptedServer.always(
                OK
                    + "Connection: keep-alive, X-Mine\r\nX-Mine: 1\r\nKeep-Alive: 2\r\nX-Yours: 3\r\n\r\n");
        Node node = new Node(server.port()).started();
        RawVisitor visitor = node.visitor()) {
      assertThat(visitor.say("GET / HTTP/1.1\r\nHost: a\r\n\r\n").head())
          .contains("X-Yours: 3")
          .doesNotContain("X-Mine")
          .doesNotContain("Keep-Alive");
    }
  }

  @Test
  void an_answer_without_a_date_is_given_one_and_one_with_a_date_keeps_it() throws IOException {
    String dated = "Date: Sun, 06 Nov 1994 08:49:37 GMT\r\n";
    try (ScriptedServer server =
            new ScriptedServer(
                talk ->
                    talk.say(
                        OK
                            + (talk.head().contains("/dated") ? dated : "")
                            + "Connection: close\r\n\r\n"));
        Node node = new Node(server.port()).started()) {
      String ask = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
      assertThat(dates(node.exchange("GET /" + ask))).singleElement().isNotEqualTo(dated.strip());
      assertThat(dates(node.exchange("GET /dated" + ask))).singleElement().isEqualTo(dated.strip());
      assertThat(dates(node.exchange("TRACE /" + ask))).hasSize(1);
    }
  }

  private static List<String> dates(String answer) {
    return answer.lines().filter(line -> DATE.matcher(line).matches()).toList();
  }

  @Test
  void a_visitor_of_old_that_names_no_host_reaches_a_server_that_needs_one() throws IOException {
    try (ScriptedServer server = ScriptedServer.always(OK + "\r\n");
        Node node = new Node(server.port()).started()) {
      assertThat(node.exchange("GET / HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.1 200");
      assertThat(server.heads.getFirst()).contains("\r\nHost: 127.0.0.1:" + server.port() + "\r\n");
    }
  }

  @Test
  void a_loop_is_broken() throws IOException {
    try (Node node = new Node(1)) {
      node.adc.addListeners(node.adc.getListeners(0));
      node.adc.setListeners(0, node.adc.getListeners(0).toBuilder().setPort(ProxyTest.deadPort()));
      node.adc.setPools(0, Node.pool(node.adc.getListeners(0).getPort()));
      node.started();
      assertThat(node.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
          .startsWith("HTTP/1.1 508");
    }
  }
}
