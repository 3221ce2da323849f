package nova.local.world;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which process listens on a port, as far as /proc tells. */
final class PortHolder {
  private static final String LISTENING = "0A";

  private PortHolder() {}

  /** {@code " by java (process 12)"}, or nothing. */
  static String of(int port) {
    try {
      Set<String> sockets = new HashSet<>();
      for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
        if (Files.exists(Path.of(table))) {
          collect(Path.of(table), port, sockets);
        }
      }
      return process(sockets);
    } catch (IOException noProc) {
      return "";
    }
  }

  private static void collect(Path table, int port, Set<String> sockets) throws IOException {
    String suffix = String.format(Locale.ROOT, ":%04X", port);
    for (String line : Files.readAllLines(table)) {
      List<String> fields = List.of(line.strip().split("\\s+", -1));
      if (fields.size() > 9 && fields.get(1).endsWith(suffix) && fields.get(3).equals(LISTENING)) {
        sockets.add("socket:[" + fields.get(9) + "]");
      }
    }
  }

  private static String process(Set<String> sockets) throws IOException {
    try (DirectoryStream<Path> processes = Files.newDirectoryStream(Path.of("/proc"), "[0-9]*")) {
      for (Path process : processes) {
        if (holds(process, sockets)) {
          String name = Files.readString(process.resolve("comm")).strip();
          return " by " + name + " (process " + process.getFileName() + ")";
        }
      }
    }
    return "";
  }

  private static boolean holds(Path process, Set<String> sockets) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(process.resolve("fd"))) {
      for (Path file : files) {
        if (Files.isSymbolicLink(file)
            && sockets.contains(Files.readSymbolicLink(file).toString())) {
          return true;
        }
      }
    } catch (IOException goneOrNotOurs) {
      return false;
    }
    return false;
  }
}
