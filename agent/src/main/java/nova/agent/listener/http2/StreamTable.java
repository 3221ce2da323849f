package nova.agent.listener.http2;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The streams of a connection that are not over, and what is remembered of the last that are. */
final class StreamTable {
  private static final int REMEMBERED = 256;

  private final Map<Integer, Http2Stream> open = new HashMap<>();
  // ids of streams that are over; negative when we reset them
  private final int[] over = new int[REMEMBERED];
  private int next;
  private int last;

  @Nullable Http2Stream get(int id) {
    return open.get(id);
  }

  int count() {
    return open.size();
  }

  /** The highest id used so far. */
  int last() {
    return last;
  }

  void used(int id) {
    last = id;
  }

  void add(Http2Stream stream) {
    open.put(stream.id(), stream);
  }

  void remove(int id, boolean byUs) {
    open.remove(id);
    over[next] = byUs ? -id : id;
    next = (next + 1) & (REMEMBERED - 1);
  }

  /** We reset it: what still comes for it was sent before the visitor knew. */
  boolean resetByUs(int id) {
    return remembered(-id);
  }

  /** It came to its end. */
  boolean ended(int id) {
    return remembered(id);
  }

  private boolean remembered(int id) {
    for (int each : over) {
      if (each == id) {
        return true;
      }
    }
    return false;
  }

  /** A copy: whoever walks it may end streams. */
  List<Http2Stream> all() {
    return new ArrayList<>(open.values());
  }
}
