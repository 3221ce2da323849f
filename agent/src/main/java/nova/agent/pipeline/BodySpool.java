package nova.agent.pipeline;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import nova.agent.config.RetryRules;
import nova.agent.upstream.UpstreamLoop;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;

/**
 * A request body as far as it was read, held so that it can be sent again: the beginning in memory,
 * the rest in a file. Belongs to one I/O thread; files are worked on elsewhere, one step at a time.
 */
final class BodySpool {
  private static final System.Logger LOG = System.getLogger(BodySpool.class.getName());
  private static final int FIRST_BYTES = 4096;

  private final SpoolRoom room;
  private final UpstreamLoop loop;
  private final int memoryLimit;
  private final long diskLimit;
  private byte[] memory = new byte[0];
  private int inMemory;
  private long onDisk;
  private @Nullable FileChannel file;
  private boolean busy;
  private boolean lost;

  BodySpool(SpoolRoom room, UpstreamLoop loop, RetryRules rules) {
    this.room = room;
    this.loop = loop;
    this.memoryLimit = rules.spoolMemoryBytes();
    this.diskLimit = rules.spoolDiskBytes();
  }

  /** Whether everything that was read is here. */
  boolean whole() {
    return !lost;
  }

  /** A file is being worked on; nothing else may be asked for until the callback. */
  boolean busy() {
    return busy;
  }

  /**
   * Keeps a copy of the bytes, whose position stays.
   *
   * @param then runs on the I/O thread when {@link #busy} is over
   */
  void keep(ByteBuffer bytes, Runnable then) {
    if (lost || !bytes.hasRemaining()) {
      return;
    }
    ByteBuffer copy = bytes.duplicate();
    int fits = onDisk > 0 ? 0 : Math.min(copy.remaining(), memoryLimit - inMemory);
    if (fits > 0 && grow(fits)) {
      copy.get(memory, inMemory, fits);
      inMemory += fits;
    }
    if (copy.hasRemaining()) {
      toDisk(copy, then);
    }
  }

  private boolean grow(int by) {
    int needed = inMemory + by;
    if (needed <= memory.length) {
      return true;
    }
    int size = Math.min(memoryLimit, Math.max(needed, Math.max(FIRST_BYTES, 2 * memory.length)));
    if (!room.takeMemory(size - memory.length)) {
      return false;
    }
    memory = Arrays.copyOf(memory, size);
    return true;
  }

  private void toDisk(ByteBuffer bytes, Runnable then) {
    int size = bytes.remaining();
    if (onDisk + size > diskLimit || !room.takeDisk(size)) {
      drop();
      return;
    }
    long at = onDisk;
    onDisk += size;
    ByteBuffer parked = loop.park(bytes);
    start(() -> write(parked, at), parked, then);
  }

  private void write(ByteBuffer bytes, long from) throws IOException {
    FileChannel to = file;
    if (to == null) {
      to = SpoolRoom.file();
      file = to;
    }
    long at = from;
    while (bytes.hasRemaining()) {
      at += to.write(bytes, at);
    }
  }

  /** Work that may block. */
  private interface FileWork {
    void run() throws IOException;
  }

  private void start(FileWork work, ByteBuffer parked, Runnable then) {
    busy = true;
    boolean taken =
        room.work(
            () -> {
              boolean failed = false;
              try {
                work.run();
              } catch (IOException full) {
                failed = true;
                LOG.log(Level.WARNING, "a request body cannot be held for a retry: {0}", full);
              }
              boolean gone = failed;
              loop.thread().execute(() -> done(gone, parked, then));
            });
    if (!taken) {
      busy = false;
      loop.free(parked);
      drop();
    }
  }

  private void done(boolean failed, ByteBuffer parked, Runnable then) {
    busy = false;
    if (failed || lost) {
      lost = false;
      drop();
    }
    then.run();
    loop.free(parked);
  }

  /**
   * Bytes from the given position of the body.
   *
   * @param to filled as far as memory has them; untouched when they are in the file: then {@code
   *     fetched} runs later with a buffer that is valid during that call
   */
  void read(long at, ByteBuffer to, java.util.function.Consumer<ByteBuffer> fetched) {
    if (at < inMemory) {
      to.put(memory, (int) at, (int) Math.min(to.remaining(), inMemory - at));
      return;
    }
    ByteBuffer parked = loop.spare();
    FileChannel from = file;
    if (from == null) {
      throw new IllegalStateException("nothing there");
    }
    int size = (int) Math.min(parked.capacity(), onDisk - (at - inMemory));
    start(
        () -> {
          parked.limit(size);
          fill(parked, from, at - inMemory);
          parked.flip();
        },
        parked,
        () -> fetched.accept(parked));
  }

  private static void fill(ByteBuffer to, FileChannel from, long position) throws IOException {
    long at = position;
    while (to.hasRemaining()) {
      int count = from.read(to, at);
      if (count < 0) {
        throw new IOException("the file is too short");
      }
      at += count;
    }
  }

  /** Nothing will be sent again. */
  void drop() {
    if (lost) {
      return;
    }
    lost = true;
    room.giveMemory(memory.length);
    memory = new byte[0];
    inMemory = 0;
    if (!busy) {
      room.giveDisk(onDisk);
      onDisk = 0;
      IoUtils.safeClose(file);
      file = null;
    }
  }
}
