package nova.local.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs other programs. */
public final class Shell {
  private Shell() {}

  /** Standard output and error of a command that has to succeed. */
  public static String output(List<String> command) throws IOException, InterruptedException {
    Process process = start(command);
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed:\n" + out);
    }
    return out;
  }

  /**
   * Makes one processor the only one a command sees, and lets it open as many files as this machine
   * allows: thousands of connections are part of the measurement.
   */
  public static List<String> on(int core, List<String> command) {
    List<String> words = unlimited(List.of("taskset", "-c", Integer.toString(core)));
    words.addAll(command);
    return words;
  }

  /** The same process in the end: the shell gives way to it. */
  public static List<String> unlimited(List<String> command) {
    List<String> words =
        new ArrayList<>(List.of("sh", "-c", "ulimit -n \"$(ulimit -Hn)\"; exec \"$@\"", "sh"));
    words.addAll(command);
    return words;
  }

  /**
   * Debian packages, installed when their program is missing; the services that come with them are
   * not started.
   */
  public static void need(String program, String debianPackage)
      throws IOException, InterruptedException {
    if (start(List.of("sh", "-c", "command -v " + program)).waitFor() == 0) {
      return;
    }
    System.err.println("installing " + debianPackage + " …");
    List<String> install =
        List.of("apt-get", "install", "-y", "-q", "--no-install-recommends", debianPackage);
    try {
      output(install);
    } catch (IOException stale) {
      System.err.println("package list is stale, updating it …");
      output(List.of("apt-get", "update", "-q"));
      output(install);
    }
  }

  private static Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // invoke-rc.d starts nothing in runlevel 1
    builder.environment().put("RUNLEVEL", "1");
    builder.environment().put("DEBIAN_FRONTEND", "noninteractive");
    return builder.start();
  }
}
