package nova.agent.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import nova.link.v1.ConfigProblem;
import nova.link.v1.Listener;
import nova.link.v1.ListenerTls;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Visitors over TLS, by both versions of HTTP. */
class TlsTest {
  private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello";

  @TempDir Path directory;

  private static final class TrustEverybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, java.net.Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static SSLContext trusting() throws GeneralSecurityException {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {new TrustEverybody()}, null);
    return context;
  }

  private Node node(int... servers) throws IOException, InterruptedException {
    Node node = new Node(servers);
    node.adc.setListeners(
        0,
        Listener.newBuilder()
            .setAddress("127.0.0.1")
            .setProtocol(Listener.Protocol.HTTPS)
            .setTls(
                ListenerTls.newBuilder()
                    .addCertificates(Certificates.make(directory, "first", "localhost"))
                    .addCertificates(
                        Certificates.make(directory, "second", "*.example.com", "example.org"))));
    return node;
  }

  private static HttpClient client(HttpClient.Version version) throws GeneralSecurityException {
    return HttpClient.newBuilder().version(version).sslContext(trusting()).build();
  }

  private static HttpRequest.Builder to(Node node) {
    return HttpRequest.newBuilder(URI.create("https://localhost:" + node.port() + "/"));
  }

  @Test
  void both_versions_of_http_are_served_and_the_server_is_told_https()
      throws IOException, InterruptedException, GeneralSecurityException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = node(server.port()).started()) {
      for (HttpClient.Version version :
          List.of(HttpClient.Version.HTTP_1_1, HttpClient.Version.HTTP_2)) {
        try (HttpClient client = client(version)) {
          for (int i = 0; i < 20; i++) {
            HttpResponse<String> answer =
                client.send(to(node).build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.version()).isEqualTo(version);
            assertThat(answer.body()).isEqualTo("hello");
          }
        }
      }
      assertThat(server.heads).hasSize(40).allMatch(h -> h.contains("X-Forwarded-Proto: https"));
      assertThat(server.heads).anyMatch(head -> head.contains("Via: 2.0 nova-"));
    }
  }

  @Test
  void a_large_body_passes_both_ways_over_http_2()
      throws IOException, InterruptedException, GeneralSecurityException {
    byte[] large = new byte[2_000_000];
    new Random(3).nextBytes(large);
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  byte[] body = talk.in.readNBytes(large.length);
                  talk.say("HTTP/1.1 200 OK\r\nContent-Length: " + body.length + "\r\n\r\n");
                  talk.out.write(body);
                  talk.out.flush();
                  talk.head();
                });
        Node node = node(server.port()).started();
        HttpClient client = client(HttpClient.Version.HTTP_2)) {
      HttpResponse<byte[]> answer =
          client.send(
              to(node).POST(HttpRequest.BodyPublishers.ofByteArray(large)).build(),
              HttpResponse.BodyHandlers.ofByteArray());
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(Arrays.equals(answer.body(), large)).isTrue();
    }
  }

  private static String shown(Node node, String asked)
      throws IOException, GeneralSecurityException {
    try (SSLSocket socket =
        (SSLSocket)
            trusting()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), node.port())) {
      SSLParameters parameters = socket.getSSLParameters();
      if (!asked.isEmpty()) {
        parameters.setServerNames(List.of(new SNIHostName(asked)));
      }
      socket.setSSLParameters(parameters);
      socket.setSoTimeout(10_000);
      socket.startHandshake();
      X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
      return shown.getSubjectX500Principal().getName();
    }
  }

  @Test
  void the_certificate_follows_the_name_asked_for()
      throws IOException, InterruptedException, GeneralSecurityException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = node(server.port()).started()) {
      assertThat(shown(node, "localhost")).isEqualTo("CN=localhost");
      assertThat(shown(node, "www.example.com")).isEqualTo("CN=*.example.com");
      assertThat(shown(node, "example.org")).isEqualTo("CN=*.example.com");
      assertThat(shown(node, "a.b.example.com")).isEqualTo("CN=localhost");
      assertThat(shown(node, "")).isEqualTo("CN=localhost");
    }
  }

  @Test
  void a_renewed_certificate_is_served_without_a_restart_and_a_broken_one_is_not()
      throws IOException, InterruptedException, GeneralSecurityException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = node(server.port()).started()) {
      Certificates.make(directory, "first", "renewed.test");
      org.awaitility.Awaitility.await()
          .atMost(java.time.Duration.ofSeconds(20))
          .until(() -> shown(node, "renewed.test").equals("CN=renewed.test"));
      Files.write(directory.resolve("first.crt"), "broken".getBytes(ISO_8859_1));
      assertThat(shown(node, "renewed.test")).isEqualTo("CN=renewed.test");
      node.adc.setName("changed");
      assertThat(node.apply())
          .extracting(ConfigProblem::getPointer)
          .containsExactly("/adcs/0/listeners/0/tls/certificates/0/certificate_path");
      assertThat(shown(node, "renewed.test")).isEqualTo("CN=renewed.test");
    }
  }

  /** When the session began that one request was made in; a resumed one keeps its time. */
  private static long sessionOf(Node node, SSLContext visitor, String protocol) throws IOException {
    try (SSLSocket socket =
        (SSLSocket) visitor.getSocketFactory().createSocket("localhost", node.port())) {
      socket.setEnabledProtocols(new String[] {protocol});
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write("GET / HTTP/1.1\r\nHost: a\r\n\r\n".getBytes(ISO_8859_1));
      assertThat(socket.getInputStream().readNBytes(OK.length())).isNotEmpty();
      return socket.getSession().getCreationTime();
    }
  }

  @Test
  void who_comes_again_resumes_the_session_in_either_version_of_tls()
      throws IOException, InterruptedException, GeneralSecurityException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = node(server.port()).started()) {
      for (String protocol : List.of("TLSv1.2", "TLSv1.3")) {
        SSLContext visitor = trusting();
        long first = sessionOf(node, visitor, protocol);
        org.awaitility.Awaitility.await().until(() -> System.currentTimeMillis() > first + 5);
        assertThat(sessionOf(node, visitor, protocol)).as(protocol).isEqualTo(first);
        assertThat(sessionOf(node, trusting(), protocol)).as(protocol).isGreaterThan(first);
      }
    }
  }

  @Test
  void a_changed_protocol_passes_both_ways_over_tls()
      throws IOException, InterruptedException, GeneralSecurityException {
    byte[] much = new byte[3_000_000];
    new Random(9).nextBytes(much);
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  talk.head();
                  talk.say(
                      "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\n"
                          + "Upgrade: echo\r\n\r\nhi");
                  talk.in.transferTo(talk.out);
                });
        Node node = node(server.port()).started();
        SSLSocket socket =
            (SSLSocket) trusting().getSocketFactory().createSocket("localhost", node.port())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nearly"
                  .getBytes(ISO_8859_1));
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) socket.getInputStream().read());
      }
      assertThat(head).startsWith("HTTP/1.1 101");
      assertThat(socket.getInputStream().readNBytes(7)).isEqualTo("hiearly".getBytes(ISO_8859_1));
      Thread speaking =
          Thread.startVirtualThread(
              () -> {
                try {
                  socket.getOutputStream().write(much);
                } catch (IOException lost) {
                  throw new java.io.UncheckedIOException(lost);
                }
              });
      assertThat(Arrays.equals(socket.getInputStream().readNBytes(much.length), much)).isTrue();
      speaking.join();
    }
  }

  @Test
  void who_comes_for_another_protocol_is_told_so_and_turned_away()
      throws IOException, InterruptedException, GeneralSecurityException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = node(server.port()).started();
        SSLSocket socket =
            (SSLSocket) trusting().getSocketFactory().createSocket("localhost", node.port())) {
      SSLParameters parameters = socket.getSSLParameters();
      parameters.setApplicationProtocols(new String[] {"imap", "ftp"});
      socket.setSSLParameters(parameters);
      assertThatThrownBy(socket::startHandshake).hasMessageContaining("no_application_protocol");
    }
  }

  @Test
  void plain_text_on_a_tls_port_gets_nowhere() throws IOException, InterruptedException {
    try (ScriptedServer server = ScriptedServer.always(OK);
        Node node = node(server.port()).started()) {
      assertThat(node.exchange("GET / HTTP/1.1\r\nHost: a\r\n\r\n")).doesNotContain("200");
      assertThat(server.heads).isEmpty();
    }
  }

  @Test
  void an_answer_cut_short_resets_the_stream_and_leaves_the_connection()
      throws IOException, InterruptedException, GeneralSecurityException {
    try (ScriptedServer server =
            new ScriptedServer(
                talk -> {
                  String head = talk.head();
                  if (head.startsWith("GET /cut")) {
                    talk.say("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nonly this");
                  } else {
                    talk.say(OK);
                    talk.head();
                  }
                });
        Node node = node(server.port()).started();
        HttpClient client = client(HttpClient.Version.HTTP_2)) {
      URI cut = URI.create("https://localhost:" + node.port() + "/cut");
      assertThatThrownBy(
              () ->
                  client.send(
                      HttpRequest.newBuilder(cut).build(), HttpResponse.BodyHandlers.ofString()))
          .isInstanceOf(IOException.class);
      HttpResponse<String> next =
          client.send(to(node).build(), HttpResponse.BodyHandlers.ofString());
      assertThat(next.body()).isEqualTo("hello");
    }
  }
}
