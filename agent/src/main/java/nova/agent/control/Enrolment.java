package nova.agent.control;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nova.agent.state.NodeKey;
import nova.link.v1.EnrolmentRequest;
import nova.link.v1.EnrolmentResponse;
import nova.link.v1.NodeFacts;

/** Exchanges a join token for an identity. Safe to repeat: the same key gives the same node. */
public final class Enrolment {
  private static final Duration TOTAL = Duration.ofSeconds(20);
  private static final int LONGEST_REASON = 300;
  private static final Pattern DETAIL =
      Pattern.compile("\"(?:detail|title)\"\\s*:\\s*\"((?:[^\"\\\\]|\\\\.)*)\"");

  private final HttpClient client;
  private final ControlAddress control;

  /** How a try ended. */
  public sealed interface Result {
    record Enrolled(EnrolmentResponse identity) implements Result {}

    /** Trying again with this token is useless. */
    record Refused(String reason) implements Result {}

    record Unreachable(String reason) implements Result {}
  }

  public Enrolment(HttpClient client, ControlAddress control) {
    this.client = client;
    this.control = control;
  }

  public Result attempt(String joinToken, NodeKey key, String name, NodeFacts facts)
      throws InterruptedException {
    byte[] body =
        EnrolmentRequest.newBuilder()
            .setJoinToken(joinToken)
            .setPublicKey(ByteString.copyFrom(key.publicKey()))
            .setHostname(name)
            .setFacts(facts)
            .build()
            .toByteArray();
    HttpRequest request =
        HttpRequest.newBuilder(control.enrolments())
            .timeout(TOTAL)
            .header("Content-Type", "application/x-protobuf")
            .header("Accept", "application/x-protobuf, application/problem+json")
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return result(client.send(request, HttpResponse.BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      return new Result.Unreachable(e.toString());
    }
  }

  private static Result result(HttpResponse<byte[]> answer) throws IOException {
    int status = answer.statusCode();
    if (status == 200 || status == 201) {
      EnrolmentResponse identity = EnrolmentResponse.parseFrom(answer.body());
      return identity.getNodeId().isEmpty()
          ? new Result.Unreachable(
              "the answer names no node; is this address a Nova control plane?")
          : new Result.Enrolled(identity);
    }
    String reason = "status " + status + reason(new String(answer.body(), StandardCharsets.UTF_8));
    boolean temporary = status >= 500 || status == 429 || status == 408 || status == 404;
    return temporary ? new Result.Unreachable(reason) : new Result.Refused(reason);
  }

  private static String reason(String problem) {
    Matcher detail = DETAIL.matcher(problem);
    String last = "";
    while (detail.find()) {
      last = ": " + detail.group(1);
    }
    return last.length() > LONGEST_REASON ? last.substring(0, LONGEST_REASON) : last;
  }
}
