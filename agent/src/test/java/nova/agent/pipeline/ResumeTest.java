package nova.agent.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** A download that is cut off goes on from another server, byte for byte, or not at all. */
class ResumeTest {
  private static final Pattern RANGE = Pattern.compile("Range: bytes=(\\d+)-(\\d*)\r\n");
  static final int SIZE = 3_000_000;
  static final byte[] FILE = new byte[SIZE];

  static {
    new Random(7).nextBytes(FILE);
  }

  /** A file server that hangs up after some bytes of each answer. */
  static ScriptedServer files(String tag, int cutAfter, List<String> asked) throws IOException {
    return new ScriptedServer(
        talk -> {
          for (String head = talk.head(); !head.isEmpty(); head = talk.head()) {
            asked.add(head);
            if (!answer(talk.out, head, tag, cutAfter)) {
              return;
            }
          }
        });
  }

  private static boolean answer(OutputStream out, String head, String tag, int cutAfter)
      throws IOException {
    Matcher range = RANGE.matcher(head);
    boolean part =
        range.find() && (!head.contains("If-Range:") || head.contains("If-Range: " + tag));
    int from = part ? Integer.parseInt(range.group(1)) : 0;
    int to = part && !range.group(2).isEmpty() ? Integer.parseInt(range.group(2)) : SIZE - 1;
    String start =
        part
            ? "HTTP/1.1 206 Partial Content\r\nContent-Range: bytes "
                + from
                + "-"
                + to
                + "/"
                + SIZE
                + "\r\n"
            : "HTTP/1.1 200 OK\r\n";
    int length = to - from + 1;
    out.write(
        (start + "ETag: " + tag + "\r\nContent-Length: " + length + "\r\n\r\n")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));
    int sent = Math.min(length, cutAfter);
    out.write(FILE, from, sent);
    out.flush();
    return sent == length;
  }

  private static byte[] body(RawVisitor visitor, int length) throws IOException {
    return visitor.in.readNBytes(length);
  }

  private static String get(String extra) {
    return "GET /file HTTP/1.1\r\nHost: a\r\n" + extra + "\r\n";
  }

  @Test
  void a_cut_download_is_finished_by_the_other_server() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (ScriptedServer dying = files("\"v1\"", SIZE / 2, asked);
        ScriptedServer whole = files("\"v1\"", SIZE, asked);
        Node node = new Node(dying.port(), whole.port()).started()) {
      for (int i = 0; i < 4; i++) {
        try (RawVisitor visitor = node.visitor()) {
          String head = visitor.say(get("")).head();
          assertThat(head).startsWith("HTTP/1.1 200").contains("Content-Length: " + SIZE);
          assertThat(Arrays.equals(body(visitor, SIZE), FILE)).isTrue();
          if (i > 0) {
            continue;
          }
          // the connection is as good as new
          visitor.say(get("Range: bytes=0-9\r\n"));
          assertThat(visitor.head()).startsWith("HTTP/1.1 206");
          assertThat(body(visitor, 10)).isEqualTo(Arrays.copyOf(FILE, 10));
        }
      }
      assertThat(asked).anyMatch(head -> head.contains("If-Range: \"v1\""));
      assertThat(node.ledger.of("adc", "default", "s0").resumes.get()).isPositive();
    }
  }

  @Test
  void several_cuts_in_one_answer_are_mended() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (ScriptedServer one = files("\"v1\"", 700_000, asked);
        ScriptedServer two = files("\"v1\"", 500_000, asked);
        Node node = new Node(one.port(), two.port())) {
      node.adc.setPools(
          0,
          node.adc.getPools(0).toBuilder()
              .setPassiveHealth(nova.link.v1.PassiveHealth.newBuilder().setOff(true)));
      node.started();
      try (RawVisitor visitor = node.visitor()) {
        assertThat(visitor.say(get("")).head()).startsWith("HTTP/1.1 200");
        assertThat(Arrays.equals(body(visitor, SIZE), FILE)).isTrue();
      }
    }
  }

  @Test
  void a_range_asked_for_by_the_visitor_goes_on_at_its_own_place() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (ScriptedServer one = files("\"v1\"", 400_000, asked);
        ScriptedServer two = files("\"v1\"", SIZE, asked);
        Node node = new Node(one.port(), two.port()).started()) {
      for (int i = 0; i < 2; i++) {
        try (RawVisitor visitor = node.visitor()) {
          visitor.say(get("Range: bytes=1000000-1999999\r\n"));
          assertThat(visitor.head()).startsWith("HTTP/1.1 206").contains("1000000-1999999/" + SIZE);
          byte[] wanted = Arrays.copyOfRange(FILE, 1_000_000, 2_000_000);
          assertThat(Arrays.equals(body(visitor, 1_000_000), wanted)).isTrue();
        }
      }
    }
  }

  @Test
  void another_version_of_the_file_is_never_joined() throws IOException {
    AtomicInteger count = new AtomicInteger();
    ScriptedServer.Script changing =
        talk -> {
          String tag = count.getAndIncrement() == 0 ? "\"v1\"" : "\"v2\"";
          if (answer(talk.out, talk.head(), tag, SIZE / 2)) {
            talk.head();
          }
        };
    try (ScriptedServer one = new ScriptedServer(changing);
        ScriptedServer two = new ScriptedServer(changing);
        Node node = new Node(one.port(), two.port()).started();
        RawVisitor visitor = node.visitor()) {
      assertThat(visitor.say(get("")).head()).startsWith("HTTP/1.1 200");
      byte[] got = visitor.in.readAllBytes();
      assertThat(got.length).isLessThan(SIZE);
      assertThat(Arrays.equals(got, Arrays.copyOf(FILE, got.length))).isTrue();
    }
  }

  @Test
  void a_weak_validator_is_no_validator() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (ScriptedServer one = files("W/\"v1\"", SIZE / 2, asked);
        ScriptedServer two = files("W/\"v1\"", SIZE / 2, asked);
        Node node = new Node(one.port(), two.port()).started();
        RawVisitor visitor = node.visitor()) {
      visitor.say(get("")).head();
      assertThat(visitor.in.readAllBytes().length).isEqualTo(SIZE / 2);
      assertThat(asked).hasSize(1);
    }
  }

  @Test
  void a_slow_reader_gets_all_of_it_too() throws IOException {
    List<String> asked = new CopyOnWriteArrayList<>();
    try (ScriptedServer one = files("\"v1\"", 70_000, asked);
        ScriptedServer two = files("\"v1\"", SIZE, asked);
        Node node = new Node(one.port(), two.port()).started()) {
      for (int i = 0; i < 2; i++) {
        try (RawVisitor visitor = node.visitor()) {
          visitor.say(get("")).head();
          // the agent has to wait for this visitor when the server hangs up
          await().pollDelay(Duration.ofMillis(200)).until(() -> !asked.isEmpty());
          byte[] got = body(visitor, SIZE);
          assertThat(Arrays.equals(got, FILE)).isTrue();
        }
      }
    }
  }
}
