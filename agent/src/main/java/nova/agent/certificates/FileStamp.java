package nova.agent.certificates;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * How a file looks from outside: a file that was written or replaced has another stamp.
 *
 * @param identity the inode, which a replaced file does not share; empty where there is none
 */
public record FileStamp(long modifiedMillis, long bytes, String identity) {
  private static final FileStamp MISSING = new FileStamp(0, -1, "");

  /** Blocks for a moment. */
  public static FileStamp of(Path file) {
    try {
      BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
      return new FileStamp(
          seen.lastModifiedTime().toMillis(), seen.size(), String.valueOf(seen.fileKey()));
    } catch (IOException unreadable) {
      return MISSING;
    }
  }
}
