package nova.local.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs other programs. */
final class Shell {
  private Shell() {}

  /** Standard output and error of a command that has to succeed. */
  static String output(List<String> command) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException(String.join(" ", command) + " failed:\n" + out);
    }
    return out;
  }

  /**
   * Debian packages, installed when their program is missing. The distribution's own services stay
   * stopped.
   */
  static void need(String program, String debianPackage) throws IOException, InterruptedException {
    Process which = new ProcessBuilder("sh", "-c", "command -v " + program + " >/dev/null").start();
    if (which.waitFor() == 0) {
      return;
    }
    System.err.println("installing " + debianPackage + " …");
    var install =
        new ArrayList<>(List.of("apt-get", "install", "-y", "-q", "--no-install-recommends"));
    install.add(debianPackage);
    try {
      output(install);
    } catch (IOException stale) {
      System.err.println("package list is stale, updating it …");
      output(List.of("apt-get", "update", "-q"));
      output(install);
    }
  }
}
