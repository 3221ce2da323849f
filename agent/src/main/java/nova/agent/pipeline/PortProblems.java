package nova.agent.pipeline;

import java.io.IOException;
import nova.agent.config.ConfigSnapshot;
import nova.link.v1.ConfigProblem;

/** Why a port could not be bound, for the person who asked for it. */
final class PortProblems {
  private PortProblems() {}

  /**
   * Says what is in the way.
   *
   * @param ours where this node itself has the port number; empty when it has not
   */
  static ConfigProblem of(String at, ConfigSnapshot.Port port, IOException cause, String ours) {
    String said = String.valueOf(cause.getMessage());
    if (said.contains("in use")) {
      return problem(
          at + "/port",
          "port-in-use",
          ours.isEmpty()
              ? "Another program on the node listens on port " + port.port() + "."
              : "The node has port %d open on %s; remove that listener first, then add this one."
                  .formatted(port.port(), ours));
    }
    if (said.contains("denied")) {
      return problem(
          at + "/port",
          "port-not-allowed",
          "The agent may not listen on port "
              + port.port()
              + "; ports below 1024 need a privilege.");
    }
    return problem(
        at + "/address", "address-not-here", "The node has no address " + port.address() + ".");
  }

  static ConfigProblem problem(String at, String code, String message) {
    return ConfigProblem.newBuilder().setPointer(at).setCode(code).setMessage(message).build();
  }
}
