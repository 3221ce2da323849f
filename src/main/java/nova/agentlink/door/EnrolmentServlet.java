package nova.agentlink.door;

import com.google.protobuf.InvalidProtocolBufferException;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.InstantSource;
import nova.agentlink.logic.EnrolmentRate;
import nova.agentlink.logic.LinkSettings;
import nova.agentlink.logic.Signatures;
import nova.agentlink.logic.WireWords;
import nova.kernel.Names;
import nova.link.v1.EnrolmentRequest;
import nova.link.v1.EnrolmentResponse;
import nova.nodes.AgentDoor;
import nova.nodes.AgentDoor.Application;
import nova.nodes.AgentDoor.Enrolment;
import nova.nodes.Refusal;

/** Where a machine with a join token becomes a node. */
@WebServlet(name = "enrolments", urlPatterns = "/agent/v1/enrolments")
public class EnrolmentServlet extends HttpServlet {
  private static final int MAX_HOSTNAME = 253;
  private final transient AgentDoor door;
  private final transient EnrolmentRate rate;
  private final transient InstantSource clock;

  @Inject
  public EnrolmentServlet(AgentDoor door, EnrolmentRate rate, InstantSource clock) {
    this.door = door;
    this.rate = rate;
    this.clock = clock;
  }

  @Override
  protected void doPost(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String remote = request.getRemoteAddr();
    if (!rate.allows(remote)) {
      response.setHeader("Retry-After", "60");
      refuse(response, 429, "too-many", "Too many enrolments from this address; wait a minute.");
      return;
    }
    int max = LinkSettings.defaults().maxEnrolmentBytes();
    byte[] body = request.getInputStream().readNBytes(max + 1);
    if (body.length > max) {
      refuse(response, 413, "too-large", "An enrolment has at most " + max + " bytes.");
      return;
    }
    EnrolmentRequest asks;
    try {
      asks = EnrolmentRequest.parseFrom(body);
    } catch (InvalidProtocolBufferException e) {
      refuse(response, 400, "malformed", "The body is no EnrolmentRequest.");
      return;
    }
    enrol(asks, remote, response);
  }

  private void enrol(EnrolmentRequest asks, String remote, HttpServletResponse response)
      throws IOException {
    byte[] key = asks.getPublicKey().toByteArray();
    String hostname = Names.tidy(asks.getHostname(), MAX_HOSTNAME, "node");
    if (!Signatures.isKey(key)) {
      refuse(response, 400, "malformed", "public_key is no Ed25519 key.");
      return;
    }
    var application =
        new Application(asks.getJoinToken(), key, hostname, WireWords.facts(asks.getFacts()));
    switch (door.enrol(application, remote)) {
      case Enrolment.Enrolled(var tenant, var node, var name) -> {
        byte[] answer =
            EnrolmentResponse.newBuilder()
                .setNodeId(node.toString())
                .setTenantId(tenant.toString())
                .setNodeName(name)
                .build()
                .toByteArray();
        response.setContentType("application/x-protobuf");
        response.setContentLength(answer.length);
        response.getOutputStream().write(answer);
      }
      case Enrolment.Refused(var code, var message) ->
          refuse(response, code == Refusal.Code.NO_ROOM ? 409 : 401, code.code(), message);
      case Enrolment.UnknownToken() ->
          refuse(response, 401, "unknown-token", "We know no such join token.");
    }
  }

  private void refuse(HttpServletResponse response, int status, String code, String detail)
      throws IOException {
    Answers.problem(response, status, code, detail, clock.instant());
  }
}
