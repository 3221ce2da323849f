package nova.local.control;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A fresh copy of Liberty's usr folder, without what a run leaves behind. */
final class ServerCopy {
  private static final Set<String> LEFT_BEHIND = Set.of("workarea", "logs", "tranlog");

  private ServerCopy() {}

  static void make(Path from, Path to) throws IOException {
    if (!Files.isDirectory(from.resolve("servers/nova"))) {
      throw new IOException("no server at " + from.resolve("servers/nova") + ": build first");
    }
    delete(to);
    List<Path> files;
    try (Stream<Path> walk = Files.walk(from)) {
      files = walk.filter(f -> !leftBehind(from.relativize(f))).toList();
    }
    for (Path file : files) {
      Path target = to.resolve(from.relativize(file).toString());
      if (Files.isDirectory(file)) {
        Files.createDirectories(target);
      } else {
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    }
  }

  private static boolean leftBehind(Path relative) {
    for (Path part : relative) {
      if (LEFT_BEHIND.contains(part.toString())) {
        return true;
      }
    }
    return false;
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(directory)) {
      walk.sorted(Comparator.reverseOrder()).forEach(ServerCopy::deleteOne);
    }
  }

  private static void deleteOne(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
