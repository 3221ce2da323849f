package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import nova.agent.upstream.RawHttp2;
import nova.agent.upstream.RawServer;
import nova.link.v1.ServerProtocol;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A download from a server of HTTP/2 that is cut off goes on from another one. */
class Http2ResumeTest {
  private static final int SIZE = 48_000;
  private static final int PART = 8_000;
  private static final int RST_STREAM = 3;
  private static final byte[] INTERNAL_ERROR = {0, 0, 0, 2};

  private final String file = file();
  private final List<String> ranges = new CopyOnWriteArrayList<>();

  private static String file() {
    StringBuilder text = new StringBuilder();
    Random random = new Random(1);
    while (text.length() < SIZE) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }

  /** Serves the file, or the range asked for, and ends each first answer after 24,000 bytes. */
  private RawServer server(String ending) throws IOException {
    return new RawServer(
        talk -> {
          RawHttp2 server = RawHttp2.greet(talk);
          for (; ; ) {
            RawHttp2.Frame request = server.request();
            String range = field(server.fields(request), "range");
            if (range.isEmpty()) {
              begin(server, request.stream());
              if (ending.equals("reset")) {
                server.frame(RST_STREAM, 0, request.stream(), INTERNAL_ERROR);
              } else {
                return;
              }
            } else {
              ranges.add(range);
              rest(
                  server,
                  request.stream(),
                  Integer.parseInt(range.substring(6, range.indexOf('-'))));
            }
          }
        });
  }

  private static String field(List<String> fields, String name) {
    return fields.stream()
        .filter(line -> line.startsWith(name + ": "))
        .map(line -> line.substring(name.length() + 2))
        .findFirst()
        .orElse("");
  }

  private void begin(RawHttp2 server, int stream) throws IOException {
    server.headers(stream, false, ":status", "200", "etag", "\"v1\"", "content-length", "" + SIZE);
    for (int at = 0; at < SIZE / 2; at += PART) {
      server.data(stream, false, file.substring(at, at + PART));
    }
  }

  private void rest(RawHttp2 server, int stream, int from) throws IOException {
    server.headers(
        stream,
        false,
        ":status",
        "206",
        "etag",
        "\"v1\"",
        "content-range",
        "bytes " + from + "-" + (SIZE - 1) + "/" + SIZE);
    for (int at = from; at < SIZE; at += PART) {
      int end = Math.min(SIZE, at + PART);
      server.data(stream, end == SIZE, file.substring(at, end));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"reset", "closed"})
  void byte_for_byte(String ending) throws IOException {
    try (RawServer one = server(ending);
        RawServer two = server(ending);
        Node node = new Node(one.port(), two.port())) {
      node.adc.setPools(
          0,
          node.adc.getPools(0).toBuilder()
              .setServerProtocol(ServerProtocol.newBuilder().setHttp2(true)));
      node.started();
      String answer = node.exchange("GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
      assertThat(answer).startsWith("HTTP/1.1 200").endsWith("\r\n\r\n" + file);
      assertThat(ranges).containsExactly("bytes=24000-47999");
    }
  }
}
