package nova.agent.upstream.probe;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** Asks one question over one line and judges the answer. */
public final class Asking {
  private static final String HTTP2 = "h2";
  private static final int GRPC_HEADER_BYTES = 5;
  private static final byte[] SERVING = {8, 1}; // field 1 is 1

  private final Line line;
  private final Route route;
  private final Duration timeout;

  public Asking(Line line, Route route, Duration timeout) {
    this.line = line;
    this.route = route;
    this.timeout = timeout;
  }

  /** What is wrong with the server; empty when nothing is. Blocks until the line is closed. */
  public String ask(Question question) {
    try {
      line.open(route, (int) Math.min(Integer.MAX_VALUE, timeout.toMillis()));
      return switch (question) {
        case Question.Tcp tcp -> "";
        case Question.Tls tls -> handshake();
        case Question.Http http -> judge(http, talk(http));
        case Question.Grpc grpc -> grpc(grpc);
      };
    } catch (IOException | GeneralSecurityException e) {
      return line.isLate() ? late() : cause(e);
    } finally {
      line.close();
    }
  }

  private String late() {
    return "timeout after " + timeout.toMillis() + " ms";
  }

  private String cause(Exception failure) {
    return switch (failure) {
      case SocketTimeoutException slow -> late();
      case NoRouteToHostException none -> "connect: no route";
      case ConnectException refused -> "connect: refused";
      case SSLException tls -> "TLS: " + message(tls);
      case GeneralSecurityException tls -> "TLS: " + message(tls);
      case BadAnswer bad -> String.valueOf(bad.getMessage());
      case EOFException closed -> "closed before the answer was complete";
      default -> "no valid answer";
    };
  }

  private static String message(Exception failure) {
    Throwable deepest = failure;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return String.valueOf(deepest.getMessage());
  }

  private String handshake() throws IOException, GeneralSecurityException {
    Engines engines = route.tls();
    if (engines == null) {
      return "TLS: not set up";
    }
    var unused = line.secure(route, engines, route.http2());
    return "";
  }

  /** Whether HTTP/2 is spoken from here on. */
  private boolean begin(boolean http2) throws IOException, GeneralSecurityException {
    Engines engines = route.tls();
    return engines == null ? http2 : line.secure(route, engines, http2).equals(HTTP2);
  }

  private Answer talk(Question.Http http) throws IOException, GeneralSecurityException {
    if (!begin(route.http2())) {
      return Http1.ask(line, http, !http.bodyContains().isEmpty() || http.json() != null);
    }
    List<Question.Field> head = head(http.method(), http.path(), http.host());
    head.add(new Question.Field("user-agent", "nova-health"));
    for (Question.Field field : http.fields()) {
      head.add(new Question.Field(field.name().toLowerCase(Locale.ROOT), field.value()));
    }
    return Http2.ask(line, head, new byte[0]);
  }

  private List<Question.Field> head(String method, String path, String authority) {
    List<Question.Field> head = new ArrayList<>();
    head.add(new Question.Field(":method", method));
    head.add(new Question.Field(":scheme", route.tls() == null ? "http" : "https"));
    head.add(new Question.Field(":authority", authority));
    head.add(new Question.Field(":path", path));
    return head;
  }

  private static String judge(Question.Http wanted, Answer answer) {
    if (!wanted.expected().test(answer.status())) {
      return "status " + answer.status();
    }
    if (!wanted.bodyContains().isEmpty()
        && !new String(answer.body(), UTF_8).contains(wanted.bodyContains())) {
      return "body does not contain \"" + wanted.bodyContains() + "\"";
    }
    if (wanted.json() == null) {
      return "";
    }
    return answer.cut()
        ? "body is longer than " + Answer.MOST_BODY_BYTES + " bytes"
        : wanted.json().problem(answer.body());
  }

  private String grpc(Question.Grpc grpc) throws IOException, GeneralSecurityException {
    if (!begin(true)) {
      return "no HTTP/2";
    }
    List<Question.Field> head = head("POST", "/grpc.health.v1.Health/Check", grpc.authority());
    head.add(new Question.Field("content-type", "application/grpc"));
    head.add(new Question.Field("te", "trailers"));
    head.add(new Question.Field("grpc-timeout", timeout.toMillis() + "m"));
    head.add(new Question.Field("user-agent", "nova-health"));
    Answer answer = Http2.ask(line, head, message(grpc.service()));
    String status = answer.trailers().getOrDefault("grpc-status", "missing");
    if (answer.status() != 200) {
      return "status " + answer.status();
    }
    if (!status.equals("0")) {
      return "grpc-status " + status;
    }
    ByteBuffer body = ByteBuffer.wrap(answer.body());
    ByteBuffer serving = ByteBuffer.wrap(SERVING);
    return body.remaining() == GRPC_HEADER_BYTES + SERVING.length
            && body.slice(GRPC_HEADER_BYTES, SERVING.length).equals(serving)
        ? ""
        : "not serving";
  }

  private static byte[] message(String service) {
    byte[] name = service.getBytes(UTF_8);
    ByteBuffer message =
        ByteBuffer.allocate(GRPC_HEADER_BYTES + (name.length == 0 ? 0 : 6) + name.length);
    int length = 0;
    message.position(GRPC_HEADER_BYTES);
    if (name.length > 0) {
      message.put((byte) 10); // field 1, a text
      for (length = name.length; length >= 128; length >>= 7) {
        message.put((byte) ((length & 127) | 128));
      }
      message.put((byte) length).put(name);
    }
    int end = message.position();
    message.putInt(1, end - GRPC_HEADER_BYTES);
    return java.util.Arrays.copyOf(message.array(), end);
  }
}
