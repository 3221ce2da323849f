package nova.local.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nova.local.agent.AgentCommand;
import nova.local.agent.OfflineConfig;
import nova.local.agent.OfflineNode;

/**
 * Our agent as a peer: as it is shipped, serving its last good config with no control plane in
 * reach, telemetry and spool included. One I/O thread: it sees one processor.
 */
final class NovaPeer {
  private NovaPeer() {}

  static Peer on(Path data, int port, int backend) throws IOException {
    Path home = AgentCommand.homeIn(Path.of(System.getProperty("nova.root")));
    OfflineNode.ship(data, OfflineConfig.http(port, OfflineConfig.pool(backend)));
    return new Peer(
        "nova", port, new AgentCommand(home, OfflineNode.NO_CONTROL_PLANE, data).words(List.of()));
  }
}
