package nova.local.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A proxy under measurement.
 *
 * @param name as people know it
 * @param port where it listens for plain HTTP on 127.0.0.1
 * @param tlsPort where it listens for HTTPS; 0 = nowhere
 * @param command how it is started in the foreground
 */
public record Peer(
    String name, int port, int tlsPort, List<String> command, Map<String, String> environment) {

  /** On one processor, as if the machine had no other. */
  public Process startOn(int core, Path log) throws IOException {
    return start(Shell.on(core, command), log);
  }

  public Process start(Path log) throws IOException {
    return start(Shell.unlimited(command), log);
  }

  private Process start(List<String> words, Path log) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    return builder.start();
  }
}
