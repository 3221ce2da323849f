package nova.local.control;

import java.nio.file.Path;
import java.util.Map;

/**
 * What a control plane process needs.
 *
 * @param liberty the wlp folder the build made, with the server {@code nova} in usr
 * @param directory its own data and log
 * @param cache what makes later starts of any of them quicker; may be deleted at any time
 * @param environment the NOVA_… variables, with secrets
 */
public record ControlPlaneSettings(
    Path liberty, Path directory, Path cache, int port, Map<String, String> environment) {
  public Path log() {
    return directory.resolve("control-plane.log");
  }

  @Override
  public String toString() {
    return "control plane on port " + port + " in " + directory;
  }
}
