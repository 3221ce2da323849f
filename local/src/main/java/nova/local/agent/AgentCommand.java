package nova.local.agent;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How an agent is started: by the launcher it is shipped with, on this process's JVM.
 *
 * @param home the folder with {@code nova-agent}, its jar and {@code lib}: {@code agent/target}
 * @param control address of the control plane
 * @param data its key and last good config
 */
public record AgentCommand(Path home, String control, Path data) {

  /** The agent of a built repository. */
  public static Path homeIn(Path root) {
    return root.resolve("agent/target");
  }

  public List<String> words(List<String> more) {
    List<String> words = new ArrayList<>(List.of("sh", home.resolve("nova-agent").toString()));
    words.addAll(List.of("--control", control, "--data", data.toString()));
    words.addAll(more);
    return words;
  }

  public ProcessBuilder process(List<String> more) {
    ProcessBuilder builder = new ProcessBuilder(words(more));
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    return builder;
  }
}
