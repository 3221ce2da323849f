package nova.agent.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import nova.agent.upstream.Rig.Answer;
import nova.agent.upstream.Rig.Ask;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Servers are told who calls, and one caller's connection is never another's. */
class ProxyHeaderTest {
  private static final String SIGNATURE = "0d0a0d0a000d0a515549540a";

  private static Caller caller(String source, String destination) {
    return new Caller() {
      @Override
      public InetSocketAddress source() {
        return new InetSocketAddress(source, 1000);
      }

      @Override
      public InetSocketAddress destination() {
        return new InetSocketAddress(destination, 443);
      }
    };
  }

  private static byte[] written(int version, @Nullable Caller caller) {
    ByteBuffer to = ByteBuffer.allocate(ProxyHeader.MOST_BYTES);
    ProxyHeader.write(version, caller, to);
    byte[] bytes = new byte[to.flip().remaining()];
    to.get(bytes);
    return bytes;
  }

  private static String text(@Nullable Caller caller) {
    return new String(written(1, caller), ISO_8859_1);
  }

  private static String hex(@Nullable Caller caller) {
    return HexFormat.of().formatHex(written(2, caller));
  }

  @Test
  void version_1_is_a_line() {
    assertThat(text(caller("10.0.0.1", "10.0.0.2")))
        .isEqualTo("PROXY TCP4 10.0.0.1 10.0.0.2 1000 443\r\n");
    assertThat(text(caller("2001:db8::1", "2001:db8::2")))
        .isEqualTo("PROXY TCP6 2001:db8:0:0:0:0:0:1 2001:db8:0:0:0:0:0:2 1000 443\r\n");
    assertThat(text(caller("10.0.0.1", "2001:db8::2")))
        .isEqualTo("PROXY TCP6 ::ffff:10.0.0.1 2001:db8:0:0:0:0:0:2 1000 443\r\n");
    assertThat(text(null)).isEqualTo("PROXY UNKNOWN\r\n");
    String longest = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff";
    assertThat(text(caller(longest, longest)).length()).isLessThan(ProxyHeader.MOST_BYTES);
  }

  @Test
  void version_2_is_binary() {
    assertThat(hex(caller("10.0.0.1", "10.0.0.2")))
        .isEqualTo(SIGNATURE + "2111000c" + "0a000001" + "0a000002" + "03e8" + "01bb");
    assertThat(hex(caller("10.0.0.1", "2001:db8::2")))
        .isEqualTo(
            SIGNATURE
                + "21210024"
                + "00000000000000000000ffff0a000001"
                + "20010db8000000000000000000000002"
                + "03e8"
                + "01bb");
    assertThat(hex(null)).isEqualTo(SIGNATURE + "20000000");
  }

  @Test
  void a_callers_connection_is_its_own() throws IOException {
    List<String> lines = new CopyOnWriteArrayList<>();
    RawServer.Script script =
        talk -> {
          StringBuilder line = new StringBuilder();
          while (line.indexOf("\r\n") < 0) {
            line.append(talk.read(1));
          }
          while (!talk.head().isEmpty()) {
            lines.add(line.toString().strip());
            talk.say("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
          }
        };
    try (RawServer server = new RawServer(script);
        Rig rig = new Rig()) {
      Endpoint endpoint = server.endpoint(new Transport(false, 1, null));
      Caller first = caller("10.0.0.1", "10.0.0.9");
      Caller second = caller("10.0.0.2", "10.0.0.9");
      for (Caller caller : new Caller[] {first, second, first}) {
        ask(rig, endpoint, caller);
      }
      ask(rig, endpoint, null);
      assertThat(lines)
          .containsExactly(
              "PROXY TCP4 10.0.0.1 10.0.0.9 1000 443",
              "PROXY TCP4 10.0.0.2 10.0.0.9 1000 443",
              "PROXY TCP4 10.0.0.1 10.0.0.9 1000 443",
              "PROXY UNKNOWN");
      assertThat(server.connections.get()).isEqualTo(3);
      await().until(() -> endpoint.connections() == 2);
      rig.on(
          () -> {
            rig.loop.left(first);
            return true;
          });
      assertThat(endpoint.connections()).isEqualTo(1);
    }
  }

  private static void ask(Rig rig, Endpoint endpoint, @Nullable Caller caller) {
    Answer answer = new Answer();
    rig.on(
        () -> {
          ServerExchange idle = rig.loop.takeIdle(endpoint, caller);
          if (idle != null) {
            answer.connected(idle);
          } else {
            InetSocketAddress to = new InetSocketAddress(endpoint.host(), endpoint.port());
            Connector.open(rig.loop, endpoint, to, caller, answer);
          }
          return true;
        });
    ServerExchange exchange = Rig.await(answer.connection);
    rig.on(
        () -> {
          exchange.begin(answer, false);
          return exchange.send(Ask.get("/"), ByteBuffer.allocate(0), true);
        });
    Rig.await(answer.done);
    rig.on(
        () -> {
          exchange.release(true, 8);
          return true;
        });
  }
}
