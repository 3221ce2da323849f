package nova.local.agent;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nova.agent.config.Compiled;
import nova.agent.config.ConfigCompiler;
import nova.agent.state.DataDirectory;
import nova.link.v1.ConfigProblem;
import nova.link.v1.EnrolmentResponse;
import nova.link.v1.NodeConfig;

/**
 * The data directory of an agent that enrolled, was shipped a config, and has lost its control
 * plane since: it serves that config, telemetry and spool included.
 */
public final class OfflineNode {
  /** Nobody listens on the discard port: the link keeps trying, as in an outage. */
  public static final String NO_CONTROL_PLANE = "http://127.0.0.1:9";

  private OfflineNode() {}

  /** What the agent would refuse of a config: all problems, none when it takes it. */
  public static List<ConfigProblem> problems(NodeConfig config) {
    return switch (ConfigCompiler.compile(config)) {
      case Compiled.Accepted accepted -> List.of();
      case Compiled.Refused refused -> refused.problems();
    };
  }

  /** Makes the directory, or ships another config to one whose agent does not run. */
  public static void ship(Path data, NodeConfig config) throws IOException {
    if (!problems(config).isEmpty()) {
      throw new IOException("the agent would refuse it: " + problems(config));
    }
    Files.createDirectories(data);
    try (DataDirectory directory = DataDirectory.open(data)) {
      if (directory.key().publicKey().length == 0) {
        throw new IOException("no key");
      }
      directory.keep(
          EnrolmentResponse.newBuilder()
              .setNodeId("00000000-0000-7000-8000-000000000001")
              .setTenantId("00000000-0000-7000-8000-000000000002")
              .setNodeName("offline")
              .build());
      directory.keep(config);
    } catch (DataDirectory.Unusable e) {
      throw new IOException(e);
    }
  }
}
