package nova.local.secrets;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;

/** A directory with one secret a file. */
public record LocalSecrets(Path directory) {
  private static final int BYTES = 24;
  private static final SecureRandom RANDOM = new SecureRandom();

  /** The secret of that name, made now if there is none. Letters, digits, - and _. */
  public String get(String name) {
    try {
      Files.createDirectories(directory);
      Path file = directory.resolve(name);
      if (!Files.exists(file)) {
        create(file);
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("no secret " + name + " in " + directory, e);
    }
  }

  /** Writes a file only its owner may read, in place of one that is there. */
  public static void write(Path file, String content) throws IOException {
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, content);
  }

  private static void create(Path file) throws IOException {
    byte[] random = new byte[BYTES];
    RANDOM.nextBytes(random);
    var ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    try {
      Files.createFile(file, ownerOnly);
      Files.writeString(
          file,
          Base64.getUrlEncoder().withoutPadding().encodeToString(random),
          StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException somebodyElseWasFaster) {
      return;
    }
  }
}
