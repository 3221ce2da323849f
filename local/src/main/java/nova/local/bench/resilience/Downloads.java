package nova.local.bench.resilience;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of 50 MB that all servers have, with a strong validator and ranges, and the death of the
 * one that sends it.
 */
final class Downloads {
  static final int BYTES = 50 << 20;
  private static final String ETAG = "\"fifty\"";
  private static final int BLOCK = 65_536;
  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d*)");
  private static final byte[] CONTENT = content();
  private final AtomicBoolean deadly = new AtomicBoolean();

  /** Bytes that tell their place: a piece too many or too few never fits. */
  private static byte[] content() {
    byte[] all = new byte[BYTES];
    for (int i = 0; i < BYTES; i++) {
      all[i] = (byte) (i ^ (i >>> 8) * 31 ^ (i >>> 16) * 17);
    }
    return all;
  }

  static byte[] expected() {
    return CONTENT.clone();
  }

  /** The next server that sends it dies half-way. */
  void killTheNext() {
    deadly.set(true);
  }

  void send(FaultyServer server, HttpInput.Head request, OutputStream out) throws IOException {
    Matcher range = RANGE.matcher(request.field("range"));
    String condition = request.field("if-range");
    boolean part = range.matches() && (condition.isEmpty() || condition.equals(ETAG));
    int from = part ? Integer.parseInt(range.group(1)) : 0;
    int to =
        part && !range.group(2).isEmpty() ? Integer.parseInt(range.group(2)) + 1 : CONTENT.length;
    String fields = "ETag: " + ETAG + "\r\nAccept-Ranges: bytes\r\n";
    if (part) {
      String place = "Content-Range: bytes %d-%d/%d\r\n".formatted(from, to - 1, CONTENT.length);
      FaultyAnswers.head(out, "206 Partial Content", to - from, fields + place);
    } else {
      FaultyAnswers.head(out, "200 OK", to, fields);
    }
    int end = deadly.getAndSet(false) ? from + (to - from) / 2 : to;
    for (int at = from; at < end; at += BLOCK) {
      out.write(CONTENT, at, Math.min(BLOCK, end - at));
    }
    if (end < to) {
      server.become(FaultyServer.State.KILLED);
    }
  }
}
