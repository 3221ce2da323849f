package nova.agent.upstream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import nova.agent.certificates.CertificateKey;
import nova.agent.certificates.TestAuthority;
import nova.agent.upstream.Rig.Answer;
import nova.agent.upstream.Rig.Ask;
import nova.agent.upstream.tls.ServerTls;
import nova.agent.upstream.tls.TlsPolicy;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real gRPC server (Netty's HTTP/2) at the other end. */
class GrpcTest {
  private static final Transport HTTP2 = new Transport(true, 0, null);
  private Rig rig;
  private GrpcEcho server;

  @BeforeEach
  void start() throws IOException {
    rig = new Rig();
    server = new GrpcEcho(null);
  }

  @AfterEach
  void stop() {
    rig.close();
    server.close();
  }

  private Endpoint endpoint() {
    return new Endpoint("127.0.0.1", server.port(), HTTP2);
  }

  private static Ask call(String method) {
    return Ask.post("/test.Echo/" + method, RequestHead.UNKNOWN)
        .with("content-type", "application/grpc")
        .with("te", "trailers");
  }

  private static ByteBuffer message(String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return ByteBuffer.allocate(5 + bytes.length)
        .put((byte) 0)
        .putInt(bytes.length)
        .put(bytes)
        .flip();
  }

  private ServerExchange begin(Endpoint endpoint, Answer answer, String method, String first) {
    ServerExchange exchange = rig.reach(endpoint, answer);
    rig.on(
        () -> {
          exchange.begin(answer, false);
          return exchange.send(call(method), message(first), false);
        });
    return exchange;
  }

  private void send(ServerExchange exchange, String text, boolean last) {
    rig.on(() -> exchange.send(message(text), last));
  }

  private void end(ServerExchange exchange) {
    rig.on(() -> exchange.send(ByteBuffer.allocate(0), true));
  }

  private static @Nullable String status(Answer answer) {
    return answer.trailers == null ? null : answer.trailers.getFirst("grpc-status");
  }

  @Test
  void one_message_each_way() {
    Answer answer = new Answer();
    end(begin(endpoint(), answer, "Unary", "hello"));
    Rig.await(answer.done);
    assertThat(answer.text()).endsWith("you said hello");
    assertThat(status(answer)).isEqualTo("0");
  }

  @Test
  void a_failure_may_come_as_a_head_alone() {
    Answer answer = new Answer();
    end(begin(endpoint(), answer, "Unary", "fail"));
    Rig.await(answer.done);
    assertThat(answer.status).isEqualTo(200);
    assertThat(answer.fields.getFirst("grpc-status")).isEqualTo("5");
    assertThat(answer.fields.getFirst("grpc-message")).isEqualTo("no such thing");
    assertThat(answer.received()).isZero();
  }

  @Test
  void both_sides_stream_at_once() {
    Answer answer = new Answer();
    ServerExchange exchange = begin(endpoint(), answer, "Both", "one");
    await().until(() -> answer.text().endsWith("heard one"));
    send(exchange, "two", false);
    await().until(() -> answer.text().endsWith("heard two"));
    end(exchange);
    Rig.await(answer.done);
    assertThat(status(answer)).isEqualTo("0");
  }

  @Test
  void a_long_stream_waits_for_its_reader() {
    Answer answer = new Answer();
    answer.stall = true;
    ServerExchange exchange = begin(endpoint(), answer, "Many", "5000");
    end(exchange);
    await().until(() -> answer.stalled);
    answer.stall = false;
    rig.on(
        () -> {
          exchange.resume();
          return true;
        });
    Rig.await(answer.done);
    assertThat(answer.received()).isEqualTo(5000 * 1005);
    assertThat(status(answer)).isEqualTo("0");
  }

  @Test
  void who_waits_no_longer_is_heard_by_the_server() {
    Answer answer = new Answer();
    ServerExchange exchange = begin(endpoint(), answer, "Never", "x");
    end(exchange);
    await().until(() -> server.heard.get() == 1);
    rig.on(
        () -> {
          exchange.shut();
          return true;
        });
    await().until(() -> server.cancelled.get() == 1);
  }

  @Test
  void many_calls_share_one_connection_also_after_a_restart_of_the_server() throws Exception {
    Endpoint endpoint = endpoint();
    for (int i = 0; i < 50; i++) {
      Answer answer = new Answer();
      ServerExchange exchange = begin(endpoint, answer, "Unary", "hello");
      end(exchange);
      Rig.await(answer.done);
      rig.on(
          () -> {
            exchange.release(true, 1);
            return true;
          });
    }
    assertThat(endpoint.connections()).isEqualTo(1);
    server.leave();
    await().until(server::gone);
    await().until(() -> endpoint.connections() == 0);
  }

  @Test
  void over_tls_it_is_agreed_by_alpn() throws Exception {
    TestAuthority authority = new TestAuthority("authority");
    CertificateKey key = authority.issue("127.0.0.1");
    SslContext tls =
        GrpcSslContexts.configure(SslContextBuilder.forServer(key.key(), key.chain())).build();
    server.close();
    server = new GrpcEcho(tls);
    ServerTls client =
        ServerTls.compile(new TlsPolicy("", authority.pem(), Optional.empty(), true));
    Endpoint endpoint = new Endpoint("127.0.0.1", server.port(), new Transport(true, 0, client));
    Answer answer = new Answer();
    end(begin(endpoint, answer, "Many", "2000"));
    Rig.await(answer.done);
    assertThat(answer.received()).isEqualTo(2000 * 1005);
    assertThat(status(answer)).isEqualTo("0");
  }
}
