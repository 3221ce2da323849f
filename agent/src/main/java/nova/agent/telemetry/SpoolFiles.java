package nova.agent.telemetry;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.CRC32C;

/**
 * One file per batch: length, checksum, bytes. The name carries order and number of windows, so
 * that a start needs no read of a full spool.
 */
final class SpoolFiles {
  private static final System.Logger LOG = System.getLogger(SpoolFiles.class.getName());
  private static final Pattern NAME = Pattern.compile("(\\d{12})-(\\d{1,9})\\.batch");
  private static final int HEADER = 8;
  private static final int BLOCK = 4096;

  private final Path directory;

  record Stored(Path path, long order, int windows, long size) {}

  SpoolFiles(Path directory) {
    this.directory = directory;
  }

  static long sizeOnDisk(int bytes) {
    return (HEADER + (long) bytes + BLOCK - 1) / BLOCK * BLOCK;
  }

  /** Everything kept, in order; a torn file is removed. */
  List<Stored> open() throws IOException {
    Files.createDirectories(directory);
    List<Stored> found = new ArrayList<>();
    List<Path> paths;
    try (Stream<Path> all = Files.list(directory)) {
      paths = all.toList();
    }
    for (Path path : paths) {
      Matcher name = NAME.matcher(path.getFileName().toString());
      if (name.matches() && whole(path)) {
        found.add(
            new Stored(
                path,
                Long.parseLong(name.group(1)),
                Integer.parseInt(name.group(2)),
                sizeOnDisk((int) Files.size(path) - HEADER)));
      }
    }
    found.sort(Comparator.comparingLong(Stored::order));
    return found;
  }

  Stored write(long order, int windows, byte[] bytes) throws IOException {
    Files.createDirectories(directory);
    Path path = directory.resolve("%012d-%d.batch".formatted(order, windows));
    ByteBuffer content = ByteBuffer.allocate(HEADER + bytes.length);
    content.putInt(bytes.length).putInt(checksum(bytes)).put(bytes).flip();
    try (FileChannel file =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (content.hasRemaining()) {
        file.write(content);
      }
      file.force(true);
    } catch (IOException e) {
      discard(path);
      throw e;
    }
    return new Stored(path, order, windows, sizeOnDisk(bytes.length));
  }

  byte[] read(Stored stored) throws IOException {
    ByteBuffer content = ByteBuffer.wrap(Files.readAllBytes(stored.path()));
    if (content.remaining() < HEADER) {
      throw new IOException("torn: " + stored.path().getFileName());
    }
    int length = content.getInt();
    int checksum = content.getInt();
    byte[] bytes = new byte[content.remaining()];
    content.get(bytes);
    if (length != bytes.length || checksum != checksum(bytes)) {
      throw new IOException("wrong checksum: " + stored.path().getFileName());
    }
    return bytes;
  }

  void delete(Stored stored) throws IOException {
    Files.deleteIfExists(stored.path());
  }

  private static boolean whole(Path path) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      file.read(header);
      if (header.position() == HEADER && file.size() == HEADER + (long) header.getInt(0)) {
        return true;
      }
    }
    LOG.log(
        Level.WARNING,
        "discarded a metric batch that was only half written: {0}",
        path.getFileName());
    discard(path);
    return false;
  }

  private static void discard(Path path) {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "{0} cannot be deleted: {1}", path.getFileName(), e.toString());
    }
  }

  private static int checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}
