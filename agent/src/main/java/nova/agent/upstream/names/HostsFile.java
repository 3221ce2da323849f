package nova.agent.upstream.names;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The machine's own list of names; read anew each time, as it is small and may change. */
final class HostsFile {
  private final Path path;

  HostsFile(Path path) {
    this.path = path;
  }

  /** All addresses of a name, in the order of the file. */
  List<InetAddress> find(String name) {
    List<InetAddress> found = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(path)) {
        int comment = line.indexOf('#');
        add(found, name, (comment < 0 ? line : line.substring(0, comment)).strip().split("\\s+"));
      }
    } catch (IOException unreadable) {
      return List.of(); // a machine without one
    }
    return found;
  }

  private static void add(List<InetAddress> found, String name, String[] words) {
    for (int i = 1; i < words.length; i++) {
      if (words[i].equalsIgnoreCase(name)) {
        try {
          InetAddress address = InetAddress.ofLiteral(words[0]);
          if (!found.contains(address)) {
            found.add(address);
          }
        } catch (IllegalArgumentException notAnAddress) {
          return;
        }
      }
    }
  }
}
