package nova.agent.pipeline;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What all request bodies held for a retry share: memory, disk, and the thread that does the
 * writing. When there is no room, a body is streamed and simply cannot be sent twice.
 */
final class SpoolRoom implements AutoCloseable {
  private static final int MOST_WAITING_WRITES = 1024;

  private final AtomicLong memoryLeft;
  private final AtomicLong diskLeft;
  // file systems block, I/O threads must not
  private final ThreadPoolExecutor writer =
      new ThreadPoolExecutor(
          0,
          1,
          10,
          TimeUnit.SECONDS,
          new ArrayBlockingQueue<>(MOST_WAITING_WRITES),
          Thread.ofPlatform().daemon().name("nova-spool").factory());

  SpoolRoom(long memoryBytes, long diskBytes) {
    memoryLeft = new AtomicLong(memoryBytes);
    diskLeft = new AtomicLong(diskBytes);
  }

  boolean takeMemory(int bytes) {
    return take(memoryLeft, bytes);
  }

  void giveMemory(int bytes) {
    memoryLeft.addAndGet(bytes);
  }

  boolean takeDisk(long bytes) {
    return take(diskLeft, bytes);
  }

  void giveDisk(long bytes) {
    diskLeft.addAndGet(bytes);
  }

  private static boolean take(AtomicLong left, long bytes) {
    if (left.addAndGet(-bytes) >= 0) {
      return true;
    }
    left.addAndGet(bytes);
    return false;
  }

  /** Runs work on files; false when too much of it waits already. */
  boolean work(Runnable task) {
    try {
      writer.execute(task);
      return true;
    } catch (RejectedExecutionException tooMuch) {
      return false;
    }
  }

  /** A file that is gone when it is closed, or when the process dies. */
  static FileChannel file() throws IOException {
    Path path = Files.createTempFile("nova-body", ".spool");
    FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    Files.delete(path);
    return file;
  }

  @Override
  public void close() {
    writer.shutdownNow();
  }
}
