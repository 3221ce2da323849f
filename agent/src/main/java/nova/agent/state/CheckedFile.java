package nova.agent.state;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;

/** A small file, readable by its owner only, that is either whole or reported as damaged. */
public final class CheckedFile {
  private static final int HEADER = 8;
  private static final Set<StandardOpenOption> FRESH =
      EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

  private final Path path;

  public CheckedFile(Path path) {
    this.path = path;
  }

  /** What was last written; empty when nothing ever was; an exception when it is damaged. */
  public Optional<byte[]> read() throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(path));
    if (content.remaining() < HEADER) {
      throw new IOException(path.getFileName() + " is cut off");
    }
    int length = content.getInt();
    int checksum = content.getInt();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    if (length != bytes.length || checksum != checksum(bytes)) {
      throw new IOException(path.getFileName() + " is damaged: its checksum is wrong");
    }
    return Optional.of(bytes);
  }

  /** Replaces the content; after a power cut either the old or the new one is there. */
  public void write(byte[] bytes) throws IOException {
    Path fresh = path.resolveSibling(path.getFileName() + ".new");
    Files.deleteIfExists(fresh);
    ByteBuffer content = ByteBuffer.allocate(HEADER + bytes.length);
    content.putInt(bytes.length).putInt(checksum(bytes)).put(bytes).flip();
    try (FileChannel file =
        FileChannel.open(
            fresh,
            FRESH,
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))) {
      while (content.hasRemaining()) {
        file.write(content);
      }
      file.force(true);
    }
    Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    syncDirectory();
  }

  boolean exists() {
    return Files.exists(path);
  }

  public void delete() throws IOException {
    Files.deleteIfExists(path);
    syncDirectory();
  }

  private void syncDirectory() throws IOException {
    Path directory = path.toAbsolutePath().getParent();
    if (directory != null) {
      try (FileChannel entry = FileChannel.open(directory, StandardOpenOption.READ)) {
        entry.force(true);
      }
    }
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
