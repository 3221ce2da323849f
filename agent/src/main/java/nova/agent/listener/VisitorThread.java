package nova.agent.listener;

import java.time.InstantSource;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import nova.agent.exchange.hpack.HpackEncoder;

/** The visitor connections of one I/O thread, and what they share. */
public final class VisitorThread {
  private static final long MOST_LENT_BYTES = 16 << 20;

  private final Buffers buffers = new Buffers();
  private final FieldNames names = new FieldNames();
  private final HpackEncoder encoder = new HpackEncoder();
  private final AnswerDate date;
  private long lent;
  private byte[] scratch = new byte[16384];
  private VisitorConnection[] open = new VisitorConnection[64];
  private int count;

  VisitorThread(InstantSource clock) {
    date = new AnswerDate(clock);
  }

  public Buffers buffers() {
    return buffers;
  }

  public FieldNames names() {
    return names;
  }

  /** Encodes header blocks, one at a time. */
  public HpackEncoder encoder() {
    return encoder;
  }

  /** What answers without a Date are given. */
  public AnswerDate date() {
    return date;
  }

  /** Whether the connections of this thread together may hold so many more bytes for servers. */
  public boolean lend(int bytes) {
    if (lent + bytes > MOST_LENT_BYTES) {
      return false;
    }
    lent += bytes;
    return true;
  }

  /** The end of {@link #lend}. */
  public void giveBack(int bytes) {
    lent -= bytes;
  }

  /** Bytes to work with during one call. */
  public byte[] scratch(int length) {
    if (scratch.length < length) {
      scratch = new byte[length];
    }
    return scratch;
  }

  void add(VisitorConnection connection) {
    if (count == open.length) {
      open = Arrays.copyOf(open, 2 * count);
    }
    connection.index = count;
    open[count++] = connection;
  }

  @SuppressWarnings("NullAway") // the freed slot is never read
  void remove(VisitorConnection connection) {
    VisitorConnection last = open[--count];
    open[connection.index] = last;
    last.index = connection.index;
    open[count] = null;
  }

  /** One coarse timer per thread instead of one per connection. */
  void sweep() {
    long now = System.nanoTime();
    for (int i = count - 1; i >= 0; i--) {
      if (i < count) {
        open[i].sweep(now);
      }
    }
  }

  int midway() {
    int begun = 0;
    for (int i = 0; i < count; i++) {
      if (open[i].midway()) {
        begun++;
      }
    }
    return begun;
  }

  void recount(VisitorPort port, AtomicInteger counter) {
    for (int i = 0; i < count; i++) {
      if (open[i].port() == port) {
        open[i].countWith(counter);
      }
    }
  }

  void closeAll(VisitorPort port) {
    for (int i = count - 1; i >= 0; i--) {
      if (i < count && open[i].port() == port) {
        open[i].close();
      }
    }
  }
}
