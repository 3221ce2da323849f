package nova.agent.state;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import nova.link.v1.EnrolmentResponse;
import nova.link.v1.NodeConfig;
import org.jspecify.annotations.Nullable;

/** The agent's directory, held by one agent at a time. */
public final class DataDirectory implements AutoCloseable {
  private final Path root;
  private final FileChannel lock;
  private final CheckedFile key;
  private final CheckedFile identity;
  private final CheckedFile lastGood;

  /** The directory is in use or cannot be used; the message is one line for a person. */
  public static final class Unusable extends Exception {
    Unusable(String message) {
      super(message);
    }
  }

  private DataDirectory(Path root, FileChannel lock) {
    this.root = root;
    this.lock = lock;
    this.key = new CheckedFile(root.resolve("node.key"));
    this.identity = new CheckedFile(root.resolve("identity"));
    this.lastGood = new CheckedFile(root.resolve("last-good.config"));
  }

  public static DataDirectory open(Path root) throws Unusable {
    FileChannel channel = null;
    try {
      Files.createDirectories(root);
      channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (locked(channel)) {
        return new DataDirectory(root, channel);
      }
      channel.close();
    } catch (IOException e) {
      throw new Unusable("data directory " + root + " cannot be used: " + e);
    }
    throw new Unusable(
        "data directory " + root + " is used by another agent; give each agent its own --data");
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      @Nullable FileLock held = channel.tryLock();
      return held != null;
    } catch (OverlappingFileLockException e) {
      return false; // another agent in this very process, as in tests
    }
  }

  /** The node's key; made on first use. */
  public NodeKey key() throws Unusable {
    try {
      Optional<byte[]> stored = key.read();
      if (stored.isPresent()) {
        return NodeKey.decode(stored.get());
      }
      if (identity.exists()) {
        throw new IOException("node.key is gone");
      }
      NodeKey fresh = NodeKey.generate();
      key.write(fresh.encode());
      return fresh;
    } catch (IOException e) {
      throw lost(e);
    }
  }

  public Optional<EnrolmentResponse> identity() throws Unusable {
    try {
      Optional<byte[]> stored = identity.read();
      return stored.isPresent()
          ? Optional.of(EnrolmentResponse.parseFrom(stored.get()))
          : Optional.empty();
    } catch (IOException e) {
      throw lost(e);
    }
  }

  private Unusable lost(IOException cause) {
    return new Unusable(
        "data directory "
            + root
            + ": "
            + said(cause)
            + ". Restore it from a backup, or empty the directory and join anew with --join TOKEN"
            + " from the console");
  }

  private static String said(IOException cause) {
    return cause.getClass() == IOException.class
        ? String.valueOf(cause.getMessage())
        : cause.toString();
  }

  public void keep(EnrolmentResponse answer) throws Unusable {
    try {
      identity.write(answer.toByteArray());
    } catch (IOException e) {
      throw new Unusable("data directory " + root + " cannot be written: " + said(e));
    }
  }

  public Optional<NodeConfig> lastGood() throws IOException {
    Optional<byte[]> stored = lastGood.read();
    return stored.isPresent() ? Optional.of(NodeConfig.parseFrom(stored.get())) : Optional.empty();
  }

  public void keep(NodeConfig config) throws IOException {
    lastGood.write(config.toByteArray());
  }

  /** After this the directory knows no node. */
  public void forget() throws IOException {
    identity.delete();
    key.delete();
    lastGood.delete();
  }

  public Path spool() {
    return root.resolve("spool");
  }

  public CheckedFile servedHours() {
    return new CheckedFile(root.resolve("served-hours"));
  }

  @Override
  public void close() throws IOException {
    lock.close();
  }
}
