package nova.agent.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import nova.agent.certificates.CertificateKey;
import nova.agent.certificates.TestAuthority;
import nova.agent.upstream.RawHttp2;
import nova.agent.upstream.RawServer;
import nova.link.v1.CertificateFiles;
import nova.link.v1.CircuitBreaker;
import nova.link.v1.ConfigProblem;
import nova.link.v1.PassiveHealth;
import nova.link.v1.Pool;
import nova.link.v1.ServerProtocol;
import nova.link.v1.ServerTls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers are spoken to as their pool says, from the config to the wire. */
class ServersTest {
  private static final TestAuthority AUTHORITY = new TestAuthority("authority");
  private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
  private static final int HEADERS_END = 0x4;
  private static final String SWITCHING =
      String.join(
          "\r\n",
          "HTTP/1.1 101 Switching Protocols",
          "Upgrade: websocket",
          "Connection: Upgrade",
          "",
          "");
  @TempDir Path folder;

  private static void pool(Node node, UnaryOperator<Pool.Builder> change) {
    node.adc.setPools(0, change.apply(node.adc.getPools(0).toBuilder()));
  }

  private static Node http2(int port) throws IOException {
    Node node = new Node(port);
    pool(node, pool -> pool.setServerProtocol(ServerProtocol.newBuilder().setHttp2(true)));
    return node.started();
  }

  /** Answers each request of a TLS connection with "secret". */
  private static RawServer secret(CertificateKey key) throws Exception {
    java.security.KeyStore store = java.security.KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "own",
        key.key(),
        new char[0],
        key.chain().toArray(java.security.cert.X509Certificate[]::new));
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, new char[0]);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), null, null);
    return new RawServer(
        talk -> {
          var over = context.getSocketFactory().createSocket(talk.socket, null, false);
          ((javax.net.ssl.SSLSocket) over).setUseClientMode(false);
          StringBuilder head = new StringBuilder();
          while (head.indexOf("\r\n\r\n") < 0) {
            int b = over.getInputStream().read();
            if (b < 0) {
              return;
            }
            head.append((char) b);
          }
          over.getOutputStream()
              .write("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret".getBytes(ISO_8859_1));
          over.getInputStream().readAllBytes();
        });
  }

  @Test
  void a_server_is_spoken_to_over_tls_when_it_proves_its_name() throws Exception {
    try (RawServer server = secret(AUTHORITY.issue("api.internal"));
        Node node = new Node(server.port())) {
      ServerTls.Builder tls =
          ServerTls.newBuilder().setServerName("api.internal").setCaPem(AUTHORITY.pem());
      pool(
          node,
          pool -> pool.setTls(tls).setPassiveHealth(PassiveHealth.newBuilder().setEjectLast(true)));
      node.started();
      assertThat(node.exchange(GET)).startsWith("HTTP/1.1 200").endsWith("secret");
      pool(node, pool -> pool.setTls(tls.setServerName("other.internal")));
      node.started();
      assertThat(node.exchange(GET)).startsWith("HTTP/1.1 502");
      assertThat(node.plane.health().getFirst().getCause())
          .isEqualTo("tls: certificate does not name other.internal");
    }
  }

  @Test
  void a_config_with_unusable_files_is_refused_whole() throws IOException {
    try (ScriptedServer server = ScriptedServer.always("HTTP/1.1 204 No Content\r\n\r\n");
        Node node = new Node(server.port()).started()) {
      Path certificate = folder.resolve("own.pem");
      Path key = folder.resolve("own.key");
      TestAuthority.write(AUTHORITY.issue("own"), certificate, key);
      Files.writeString(key, TestAuthority.pem(AUTHORITY.issue("other").key()));
      CertificateFiles.Builder own =
          CertificateFiles.newBuilder()
              .setCertificatePath(certificate.toString())
              .setKeyPath(key.toString());
      pool(node, pool -> pool.setTls(ServerTls.newBuilder().setClientCertificate(own)));
      List<ConfigProblem> problems = node.apply();
      assertThat(problems)
          .extracting(ConfigProblem::getPointer, ConfigProblem::getCode)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(
                  "/adcs/0/pools/0/tls/client_certificate/key_path", "key-mismatch"));
      assertThat(node.exchange(GET)).startsWith("HTTP/1.1 204");
    }
  }

  @Test
  void http_2_to_a_server_carries_what_http_1_does() throws IOException {
    List<String> seen = new CopyOnWriteArrayList<>();
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk);
          RawHttp2.Frame request = server.request();
          seen.addAll(server.fields(request));
          RawHttp2.Frame body = server.next(0);
          seen.add(new String(body.payload(), ISO_8859_1));
          server.headers(1, false, ":status", "201", "x-name", "value", "content-length", "2");
          server.data(1, true, "ok");
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(script);
        Node node = http2(server.port())) {
      String answer =
          node.exchange(
              "POST /path?q HTTP/1.1\r\nHost: a\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\n"
                  + "X-Own: 2\r\nContent-Length: 5\r\n\r\nhello");
      assertThat(answer)
          .startsWith("HTTP/1.1 201")
          .contains("x-name: value")
          .contains("Via: 2.0 nova")
          .endsWith("ok");
      assertThat(seen)
          .contains(":method: POST", ":path: /path?q", ":authority: a", "x-own: 2")
          .contains("content-length: 5", "x-forwarded-for: 127.0.0.1", "hello")
          .noneMatch(line -> line.startsWith("x-hop") || line.startsWith("connection"));
    }
  }

  @Test
  void a_server_that_goes_away_costs_no_request() throws IOException {
    RawServer.Script script =
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk);
          int first = server.request().stream();
          server.frame(1, HEADERS_END | 1, first, server.block(":status", "200"));
          server.request();
          server.goAway(first, 0);
        };
    try (RawServer server = new RawServer(script);
        Node node = http2(server.port())) {
      for (int i = 0; i < 10; i++) {
        assertThat(
                node.exchange(
                    GET.replace("GET", "POST")
                        .replace("\r\n\r\n", "\r\nContent-Length: 0\r\n\r\n")))
            .startsWith("HTTP/1.1 200");
      }
    }
  }

  @Test
  void a_websocket_to_a_server_of_http_2_goes_over_http_1() throws IOException {
    RawServer.Script script =
        talk -> {
          assertThat(talk.head()).startsWith("GET / HTTP/1.1").contains("Upgrade: websocket");
          talk.say(SWITCHING);
          talk.say(talk.read(4));
          talk.in.readAllBytes();
        };
    try (RawServer server = new RawServer(script);
        Node node = http2(server.port());
        RawVisitor visitor = node.visitor()) {
      visitor.say("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
      assertThat(visitor.head()).startsWith("HTTP/1.1 101");
      assertThat(visitor.say("ping").read(4)).isEqualTo("ping");
    }
  }

  @Test
  void a_server_is_told_by_proxy_protocol_who_calls() throws IOException {
    List<String> lines = new CopyOnWriteArrayList<>();
    RawServer.Script script =
        talk -> {
          StringBuilder line = new StringBuilder();
          while (line.indexOf("\r\n") < 0) {
            line.append(talk.read(1));
          }
          lines.add(line.toString().strip());
          while (!talk.head().isEmpty()) {
            talk.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          }
        };
    try (RawServer server = new RawServer(script);
        Node node = new Node(server.port())) {
      pool(node, pool -> pool.setServerProtocol(ServerProtocol.newBuilder().setProxyProtocol(1)));
      node.started();
      String request = "GET / HTTP/1.1\r\nHost: a\r\n\r\n";
      try (Socket first = new Socket(InetAddress.getLoopbackAddress(), node.port());
          Socket second = new Socket(InetAddress.getLoopbackAddress(), node.port())) {
        for (Socket visitor : new Socket[] {first, second, first, second}) {
          visitor.getOutputStream().write(request.getBytes(ISO_8859_1));
          StringBuilder answer = new StringBuilder();
          while (answer.indexOf("\r\n\r\nok") < 0) {
            answer.append((char) visitor.getInputStream().read());
          }
        }
        assertThat(lines)
            .containsExactly(
                "PROXY TCP4 127.0.0.1 127.0.0.1 " + first.getLocalPort() + " " + node.port(),
                "PROXY TCP4 127.0.0.1 127.0.0.1 " + second.getLocalPort() + " " + node.port());
      }
    }
  }

  @Test
  void no_more_connections_are_open_than_the_config_says_and_everybody_is_served()
      throws IOException, InterruptedException {
    AtomicInteger open = new AtomicInteger();
    RawServer.Script script =
        talk -> {
          open.incrementAndGet();
          while (!talk.head().isEmpty()) {
            // one that the node has closed takes a moment to be seen here
            await().until(() -> open.get() <= 2);
            talk.say("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
          }
          open.decrementAndGet();
        };
    try (RawServer server = new RawServer(script);
        Node node = new Node(server.port())) {
      pool(node, pool -> pool.setCircuitBreaker(CircuitBreaker.newBuilder().setMaxConnections(2)));
      node.started();
      List<String> answers = new CopyOnWriteArrayList<>();
      List<Thread> visitors = new ArrayList<>();
      for (int v = 0; v < 8; v++) {
        visitors.add(Thread.startVirtualThread(() -> visit(node, answers)));
      }
      for (Thread visitor : visitors) {
        visitor.join();
      }
      assertThat(answers).hasSize(80).allMatch(answer -> answer.startsWith("HTTP/1.1 200"));
    }
  }

  private static void visit(Node node, List<String> answers) {
    for (int i = 0; i < 10; i++) {
      try {
        answers.add(node.exchange(GET));
      } catch (IOException cut) {
        answers.add(cut.toString());
      }
    }
  }
}
