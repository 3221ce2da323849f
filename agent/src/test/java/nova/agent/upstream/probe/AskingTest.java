package nova.agent.upstream.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpAttachments;
import io.undertow.util.HeaderMap;
import io.undertow.util.HttpString;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import nova.agent.certificates.CertificateKey;
import nova.agent.certificates.TestAuthority;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every kind of question to real servers. */
class AskingTest {
  private static final char[] NO_PASSWORD = new char[0];
  private volatile CompletableFuture<String> heard = new CompletableFuture<>();
  private @Nullable ServerSocket listening;
  private @Nullable Undertow undertow;

  @AfterEach
  void stop() throws IOException {
    if (listening != null) {
      listening.close();
    }
    if (undertow != null) {
      undertow.stop();
    }
  }

  /** Says the same to one visitor, whatever it asks, and hangs up. */
  private Route saying(String answer) throws IOException {
    return saying(answer, true);
  }

  private Route saying(String answer, boolean listens) throws IOException {
    ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    listening = server;
    Thread.startVirtualThread(
        () -> {
          try (Socket socket = server.accept();
              OutputStream out = socket.getOutputStream()) {
            heard.complete(listens ? head(socket.getInputStream()) : "");
            out.write(answer.getBytes(ISO_8859_1));
          } catch (IOException closed) {
            heard.complete("");
          }
        });
    return plain(server.getLocalPort());
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    // a PROXY header of version 2 has the same four bytes near its beginning
    while (!text.toString().endsWith("\r\n\r\n") || text.length() < 16) {
      int next = in.read();
      if (next < 0) {
        break;
      }
      text.append((char) next);
    }
    return text.toString();
  }

  private static Route plain(int port) {
    return new Route(
        new InetSocketAddress(InetAddress.getLoopbackAddress(), port), "a.test", 0, null, false);
  }

  private static String ask(Route route, Question question) {
    Line line = new Line();
    CompletableFuture.delayedExecutor(5, TimeUnit.SECONDS).execute(line::late);
    return new Asking(line, route, Duration.ofSeconds(5)).ask(question);
  }

  private static Question.Http get(String contains, @Nullable JsonWanted json) {
    return new Question.Http(
        "GET", "/h?x=1", "h.test", List.of(), status -> status == 200, contains, json);
  }

  private static String ok(String body) {
    return "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body;
  }

  @Test
  void the_question_is_asked_as_told() throws Exception {
    Question.Http question =
        new Question.Http(
            "POST",
            "/h?x=1",
            "h.test",
            List.of(new Question.Field("User-Agent", "mine")),
            status -> status == 204,
            "",
            null);
    assertThat(ask(saying("HTTP/1.1 204 No\r\n\r\n"), question)).isEmpty();
    assertThat(heard.get(5, TimeUnit.SECONDS).lines())
        .containsExactly(
            "POST /h?x=1 HTTP/1.1",
            "Host: h.test",
            "Accept: */*",
            "User-Agent: mine",
            "Content-Length: 0",
            "Connection: close",
            "");
  }

  @Test
  void another_status_is_the_cause() throws IOException {
    String interim = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n";
    Route route = saying(interim + "HTTP/1.1 503 Busy\r\n\r\n");
    assertThat(ask(route, get("", null))).isEqualTo("status 503");
  }

  @ParameterizedTest
  @CsvSource({
    "'HTTP/1.1 2000 OK\r\n\r\n', no valid answer",
    "'SSH-2.0-OpenSSH_9.2\r\n', no valid answer",
    "'HTTP/1.1 abc\r\n\r\n', no valid answer",
    "'HTTP/1.1 200 OK\r\nbroken\r\n\r\n', no valid answer",
    "'HTTP/1.1 20', closed before the answer was complete",
  })
  void what_is_not_http_is_no_answer(String answer, String cause) throws IOException {
    assertThat(ask(saying(answer), get("", null))).isEqualTo(cause);
  }

  @Test
  void a_text_is_found_across_chunks() throws IOException {
    String chunks = "6;x=y\r\nall is\r\n5\r\n well\r\n0\r\n\r\n";
    Route route = saying("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunks);
    assertThat(ask(route, get("is well", null))).isEmpty();
  }

  @Test
  void a_text_that_is_missing_is_the_cause() throws IOException {
    assertThat(ask(saying(ok("degraded")), get("well", null)))
        .isEqualTo("body does not contain \"well\"");
  }

  @Test
  void a_text_beyond_64_kib_is_not_looked_for() throws IOException {
    assertThat(ask(saying(ok("x".repeat(65_540) + "well")), get("well", null)))
        .startsWith("body does not contain");
  }

  @Test
  void a_body_without_end_is_read_until_the_server_hangs_up() throws IOException {
    assertThat(ask(saying("HTTP/1.1 200 OK\r\n\r\nall well"), get("well", null))).isEmpty();
  }

  @Test
  void a_body_that_is_cut_short_is_no_answer() throws IOException {
    assertThat(ask(saying("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nwell"), get("well", null)))
        .isEqualTo("closed before the answer was complete");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "/status|\"ok\"|{\"status\":\"ok\"}|``",
        "/checks/1/up|true|{\"checks\":[{},{\"up\":true}]}|``",
        "/n|1|{\"n\":1.0}|``",
        "/a~1b|[1,{\"x\":null}]|{\"a/b\":[1.00,{\"x\":null}]}|``",
        "``|\"ok\"|\"ok\"|``",
        "/status|\"ok\"|{\"status\":\"down\"}|JSON at \"/status\" is \"down\", not \"ok\"",
        "/status|\"ok\"|{\"other\":1}|JSON has nothing at \"/status\"",
        "/status/x|1|{\"status\":\"ok\"}|JSON has nothing at \"/status/x\"",
        "/status|\"ok\"|<html>|body is not JSON",
        "/status|\"1\"|{\"status\":1}|JSON at \"/status\" is 1, not \"1\"",
      })
  void a_json_value_is_compared_as_a_value(String pointer, String wanted, String body, String cause)
      throws IOException {
    assertThat(ask(saying(ok(body)), get("", new JsonWanted(pointer, wanted)))).isEqualTo(cause);
  }

  @Test
  void a_port_that_answers_is_enough_for_tcp() throws IOException {
    Route route = saying("");
    assertThat(ask(route, new Question.Tcp())).isEmpty();
    stop();
    await().until(() -> ask(route, new Question.Tcp()), "connect: refused"::equals);
  }

  @Test
  void a_proxy_header_comes_first_where_the_pool_has_one() throws Exception {
    assertThat(heardBy(1)).startsWith("PROXY UNKNOWN\r\nGET");
    heard = new CompletableFuture<>();
    assertThat(heardBy(2)).startsWith("\r\n\r\n\0\r\nQUIT\n \0\0\0GET");
  }

  private String heardBy(int version) throws Exception {
    Route route = saying(ok(""));
    Route proxied = new Route(route.address(), route.host(), version, route.tls(), route.http2());
    assertThat(ask(proxied, get("", null))).isEmpty();
    return heard.get(5, TimeUnit.SECONDS);
  }

  @Test
  void a_trickle_of_bytes_does_not_outlast_the_timeout() throws Exception {
    ServerSocket server = new ServerSocket(0, 8, InetAddress.getLoopbackAddress());
    listening = server;
    Thread.startVirtualThread(
        () -> {
          try (Socket socket = server.accept();
              OutputStream out = socket.getOutputStream()) {
            while (true) {
              out.write('H');
              out.flush();
              TimeUnit.MILLISECONDS.sleep(5);
            }
          } catch (IOException | InterruptedException closed) {
            heard.complete("");
          }
        });
    Line line = new Line();
    Thread.startVirtualThread(
        () -> {
          try {
            TimeUnit.MILLISECONDS.sleep(200);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
          line.late();
        });
    Asking asking = new Asking(line, plain(server.getLocalPort()), Duration.ofMillis(200));
    assertThat(asking.ask(get("", null))).isEqualTo("timeout after 200 ms");
  }

  // ---- TLS and HTTP/2, against Undertow ----

  private static SSLContext context(TestAuthority trusted, @Nullable CertificateKey own)
      throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    if (own != null) {
      store.setKeyEntry("own", own.key(), NO_PASSWORD, own.chain().toArray(X509Certificate[]::new));
    }
    store.setCertificateEntry("authority", trusted.certificate());
    KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
    keys.init(store, NO_PASSWORD);
    TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  private static Engines engines(SSLContext context) {
    return (host, port, http2) -> {
      SSLEngine engine = context.createSSLEngine(host, port);
      engine.setUseClientMode(true);
      SSLParameters wanted = engine.getSSLParameters();
      wanted.setApplicationProtocols(
          http2 ? new String[] {"h2", "http/1.1"} : new String[] {"http/1.1"});
      wanted.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(wanted);
      return engine;
    };
  }

  private int undertow(@Nullable SSLContext tls) {
    Undertow.Builder builder =
        Undertow.builder()
            .setIoThreads(1)
            .setWorkerThreads(2)
            .setServerOption(UndertowOptions.ENABLE_HTTP2, true)
            .setHandler(
                exchange ->
                    exchange
                        .getRequestReceiver()
                        .receiveFullBytes((asked, body) -> answer(asked, body)));
    Undertow started =
        (tls == null
                ? builder.addHttpListener(0, "127.0.0.1")
                : builder.addHttpsListener(0, "127.0.0.1", tls))
            .build();
    undertow = started;
    started.start();
    return ((InetSocketAddress) started.getListenerInfo().getFirst().getAddress()).getPort();
  }

  /** A gRPC health service, and the protocol for whoever asks for anything else. */
  private static void answer(HttpServerExchange exchange, byte[] body) {
    if (!exchange.getRequestPath().equals("/grpc.health.v1.Health/Check")) {
      exchange.getResponseSender().send(exchange.getProtocol() + " " + "y".repeat(60_000));
      return;
    }
    String service = body.length < 7 ? "" : new String(body, 7, body.length - 7, ISO_8859_1);
    HeaderMap trailers = new HeaderMap();
    trailers.put(new HttpString("grpc-status"), service.equals("unknown") ? "5" : "0");
    exchange.putAttachment(HttpAttachments.RESPONSE_TRAILERS, trailers);
    exchange.getResponseHeaders().put(new HttpString("content-type"), "application/grpc");
    byte status = (byte) (service.equals("down") ? 2 : 1);
    exchange.getResponseSender().send(ByteBuffer.wrap(new byte[] {0, 0, 0, 0, 2, 8, status}));
  }

  @ParameterizedTest
  @CsvSource({"'', ''", "shop.Cart, ''", "down, not serving", "unknown, grpc-status 5"})
  void grpc_health_is_asked_over_http2_in_plain_text(String service, String cause) {
    Route route = plain(undertow(null));
    assertThat(ask(route, new Question.Grpc("h.test", service))).isEqualTo(cause);
  }

  @Test
  void grpc_health_is_asked_over_tls() throws Exception {
    TestAuthority authority = new TestAuthority("probes");
    int port = undertow(context(authority, authority.issue("a.test")));
    Route route =
        new Route(plain(port).address(), "a.test", 0, engines(context(authority, null)), true);
    assertThat(ask(route, new Question.Grpc("h.test", "shop.Cart"))).isEmpty();
    assertThat(ask(route, new Question.Tls())).isEmpty();
    assertThat(ask(route, get("HTTP/2.0 yyy", null))).isEmpty();
    Route old = new Route(route.address(), "a.test", 0, route.tls(), false);
    assertThat(ask(old, get("HTTP/1.1 yyy", null))).isEmpty();
  }

  @Test
  void a_pool_of_http2_is_asked_by_http2() {
    Route route = plain(undertow(null));
    Route http2 = new Route(route.address(), route.host(), 0, null, true);
    assertThat(ask(http2, get("HTTP/2.0 yyy", null))).isEmpty();
  }

  @Test
  void a_certificate_that_is_not_trusted_or_not_theirs_is_the_cause() throws Exception {
    TestAuthority authority = new TestAuthority("probes");
    int port = undertow(context(authority, authority.issue("a.test")));
    Engines strangers = engines(context(new TestAuthority("strangers"), null));
    Route distrusted = new Route(plain(port).address(), "a.test", 0, strangers, false);
    assertThat(ask(distrusted, new Question.Tls())).startsWith("TLS: ");
    Engines friends = engines(context(authority, null));
    Route misnamed = new Route(plain(port).address(), "b.test", 0, friends, false);
    assertThat(ask(misnamed, get("", null))).startsWith("TLS: ").contains("b.test");
  }

  @Test
  void what_does_not_speak_tls_is_the_cause() throws IOException {
    Route route = saying("220 mail.test ESMTP\r\n", false);
    Engines any = (host, port, http2) -> client();
    Route tls = new Route(route.address(), "a.test", 0, any, false);
    assertThat(ask(tls, new Question.Tls())).startsWith("TLS: ");
  }

  private static SSLEngine client() throws java.security.GeneralSecurityException {
    SSLEngine engine = SSLContext.getDefault().createSSLEngine();
    engine.setUseClientMode(true);
    return engine;
  }
}
