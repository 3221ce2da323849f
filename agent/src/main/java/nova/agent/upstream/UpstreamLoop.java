package nova.agent.upstream;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioExecutor;
import org.xnio.XnioIoThread;

/** What the upstream connections of one I/O thread share: buffers, idle connections, one timer. */
public final class UpstreamLoop {
  private static final int SWEEP_MILLIS = 50;
  private static final int MOST_SPARE_BUFFERS = 64;
  private static final int SMALL_BYTES = 16_384;
  private static final int MOST_SMALL_SPARE_BUFFERS = 256;

  /** So many visitors may be slow before answers are read in small bites only. */
  private static final int MANY_PARKED = 32;

  // most servers close an idle connection after 60 s or 75 s; going first avoids the race
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(50);

  private final XnioIoThread thread;
  private final ByteBuffer buffer;
  private final FieldNames names = new FieldNames();
  private final Http1Head head = new Http1Head(names);
  private final ByteBuffer framing = ByteBuffer.allocateDirect(2 * ResponseHead.MOST_BYTES);
  private final byte[] scratch = new byte[2 * ResponseHead.MOST_BYTES];
  private final ArrayDeque<ByteBuffer> spare = new ArrayDeque<>();
  private final ArrayDeque<ByteBuffer> smallSpare = new ArrayDeque<>();
  private final Map<Endpoint, ArrayDeque<UpstreamConnection>> idle = new HashMap<>();
  private final XnioExecutor.Key timer;
  private final TimedList timed = new TimedList();
  private int parkedNow;

  public UpstreamLoop(XnioIoThread thread, int bufferBytes) {
    this.thread = thread;
    this.buffer = ByteBuffer.allocateDirect(Math.max(bufferBytes, ResponseHead.MOST_BYTES) + 16384);
    this.timer = thread.executeAtInterval(this::sweep, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
  }

  public XnioIoThread thread() {
    return thread;
  }

  /** The thread's buffer, cleared; valid until the current call returns. */
  public ByteBuffer buffer() {
    return buffer.clear();
  }

  /**
   * The same to read an answer into. What a visitor does not take has to be parked: when many are
   * slow, less is taken from their servers at a time.
   */
  ByteBuffer bite() {
    return parkedNow < MANY_PARKED ? buffer.clear() : buffer.clear().limit(SMALL_BYTES);
  }

  /** Room for what goes out around body bytes: a head, the frame of a chunk. */
  ByteBuffer framing() {
    return framing.clear();
  }

  /** Room for one request head. */
  public byte[] scratch() {
    return scratch;
  }

  Http1Head head() {
    return head;
  }

  /**
   * Parks bytes the kernel would not take; direct memory is reused, never left to the collector.
   */
  public ByteBuffer park(ByteBuffer bytes) {
    return room(bytes.remaining()).put(bytes).flip();
  }

  private ByteBuffer room(int bytes) {
    parkedNow++;
    boolean small = bytes <= SMALL_BYTES;
    ByteBuffer free =
        small ? smallSpare.pollLast() : bytes <= buffer.capacity() ? spare.pollLast() : null;
    return free != null
        ? free.clear()
        : ByteBuffer.allocateDirect(small ? SMALL_BYTES : Math.max(bytes, buffer.capacity()));
  }

  /** The same for what is left of several. */
  ByteBuffer park(ByteBuffer[] bytes) {
    int size = 0;
    for (ByteBuffer each : bytes) {
      size += each.remaining();
    }
    ByteBuffer parked = room(size);
    for (ByteBuffer each : bytes) {
      parked.put(each);
    }
    return parked.flip();
  }

  public void free(@Nullable ByteBuffer parked) {
    if (parked == null) {
      return;
    }
    parkedNow--;
    if (parked.capacity() == SMALL_BYTES) {
      if (smallSpare.size() < MOST_SMALL_SPARE_BUFFERS) {
        smallSpare.addLast(parked);
      }
    } else if (spare.size() < MOST_SPARE_BUFFERS) {
      spare.addLast(parked);
    }
  }

  /** Anything that wants to be looked at now and then. */
  public TimedList timed() {
    return timed;
  }

  public @Nullable ServerExchange takeIdle(Endpoint endpoint) {
    ArrayDeque<UpstreamConnection> row = idle.get(endpoint);
    return row == null ? null : row.pollLast();
  }

  boolean keepIdle(UpstreamConnection connection, int most) {
    ArrayDeque<UpstreamConnection> row =
        idle.computeIfAbsent(connection.endpoint(), e -> new ArrayDeque<>());
    if (row.size() >= most) {
      return false;
    }
    row.addLast(connection);
    return true;
  }

  void forget(UpstreamConnection connection) {
    ArrayDeque<UpstreamConnection> row = idle.get(connection.endpoint());
    if (row != null) {
      row.remove(connection);
      if (row.isEmpty()) {
        idle.remove(connection.endpoint());
      }
    }
  }

  /** Stops the timer. */
  public void stop() {
    timer.remove();
  }

  private void sweep() {
    long now = System.nanoTime();
    timed.sweep(now);
    for (ArrayDeque<UpstreamConnection> row : List.copyOf(idle.values())) { // shutting forgets
      UpstreamConnection oldest = row.peekFirst();
      while (oldest != null && now - oldest.idleSince() > IDLE_NANOS) {
        row.pollFirst();
        oldest.shut();
        oldest = row.peekFirst();
      }
    }
    idle.values().removeIf(ArrayDeque::isEmpty);
  }
}
