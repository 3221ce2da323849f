package nova.agent.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import nova.link.v1.NodeFacts;

/** What the agent knows about its own process and machine. */
public final class ProcessFacts {
  public static final String VERSION = "0.1.0";
  // one dated line per number stands in link.proto
  private static final int CAPABILITY = 2;

  private ProcessFacts() {}

  public static NodeFacts read(long startedAtMillis) {
    return NodeFacts.newBuilder()
        .setAgentVersion(VERSION)
        .setCapability(CAPABILITY)
        .setOperatingSystem(System.getProperty("os.name", ""))
        .setArchitecture(System.getProperty("os.arch", ""))
        .setProcessors(Runtime.getRuntime().availableProcessors())
        .setMemoryBytes(kilobytes("/proc/meminfo", "MemTotal:"))
        .setStartedAtMillis(startedAtMillis)
        .build();
  }

  static long residentBytes() {
    return kilobytes("/proc/self/status", "VmRSS:");
  }

  private static long kilobytes(String file, String field) {
    try {
      for (String line : Files.readAllLines(Path.of(file))) {
        if (line.startsWith(field)) {
          return Long.parseLong(line.replaceAll("\\D", "")) << 10;
        }
      }
    } catch (IOException e) {
      return 0; // the wire's word for: this platform does not tell
    }
    return 0;
  }
}
