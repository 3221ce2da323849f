package nova.local.control;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How Open Liberty's JVM is started here. A start is 19,000 classes loaded and most code run once,
 * on a machine of two processors that databases start on as well: so classes come from an archive,
 * and the optimizing compiler keeps away from what is merely warm.
 *
 * <p>Without ws-javaagent.jar: only Liberty's trace and monitoring need it.
 */
final class ServerCommand {
  /** 40 × the JVM's own thresholds: hot code under load still gets there within seconds. */
  private static final List<String> LATE_OPTIMIZING =
      List.of(
          "-XX:Tier4InvocationThreshold=200000",
          "-XX:Tier4MinInvocationThreshold=24000",
          "-XX:Tier4CompileThreshold=600000",
          "-XX:Tier4BackEdgeThreshold=1600000");

  private ServerCommand() {}

  static List<String> of(Path wlp, Path usr, Path archive) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.awt.headless=true");
    command.add("@" + wlp.resolve("lib/platform/java/java9.options"));
    command.addAll(options(usr.resolve("servers/nova/jvm.options")));
    command.addAll(archiveOptions(archive));
    command.addAll(LATE_OPTIMIZING);
    command.addAll(List.of("-jar", wlp.resolve("bin/tools/ws-server.jar").toString(), "nova"));
    return command;
  }

  private static List<String> options(Path file) throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    return Files.readAllLines(file).stream()
        .map(String::strip)
        .filter(line -> line.startsWith("-"))
        .toList();
  }

  /**
   * The JVM makes the archive when it ends, if there is none or one of another JVM or Liberty; what
   * does not fit it is loaded as usual, and not worth a word in the log.
   */
  private static List<String> archiveOptions(Path archive) {
    return List.of(
        "-XX:+AutoCreateSharedArchive",
        "-XX:SharedArchiveFile=" + archive,
        "-Xlog:cds*=off",
        "-Xlog:aot*=off");
  }
}
