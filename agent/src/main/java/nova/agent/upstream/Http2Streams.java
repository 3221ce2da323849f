package nova.agent.upstream;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The open streams of one connection: few enough that looking through them is the quickest way. */
final class Http2Streams {
  private Http2Stream[] open = new Http2Stream[8];
  private int count;

  int count() {
    return count;
  }

  void add(Http2Stream stream) {
    if (count == open.length) {
      open = Arrays.copyOf(open, 2 * count);
    }
    open[count++] = stream;
  }

  @Nullable Http2Stream find(int id) {
    for (int i = count - 1; i >= 0; i--) {
      if (open[i].id() == id) {
        return open[i];
      }
    }
    return null;
  }

  @SuppressWarnings("NullAway") // the freed slot is never read
  boolean remove(Http2Stream stream) {
    for (int i = count - 1; i >= 0; i--) {
      if (open[i] == stream) {
        open[i] = open[--count];
        open[count] = null;
        return true;
      }
    }
    return false;
  }

  /** As they are now; what is told to them may change who is open. */
  Http2Stream[] all() {
    return Arrays.copyOf(open, count);
  }
}
