package nova.agent.listener.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.Arrays;
import nova.agent.listener.Refusal;
import nova.agent.listener.VisitorThread;
import org.jspecify.annotations.Nullable;

/** Finds the end of a head in bytes that may come one at a time; looks at none of them twice. */
final class HeadSearch {
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\n".getBytes(ISO_8859_1);

  private int start;
  private int at;
  private int end;
  private boolean anyLine;
  private @Nullable Refusal refusal;

  void reset() {
    start = 0;
    at = 0;
    end = 0;
    anyLine = false;
    refusal = null;
  }

  /** Whether anything of a head came. */
  boolean begun() {
    return at > 0;
  }

  @Nullable Refusal refusal() {
    return refusal;
  }

  /** The head's length, with an empty line in front of it. */
  int length() {
    return end;
  }

  boolean isPreface(Http1Input input, VisitorThread thread) {
    if (end != PREFACE.length) {
      return false;
    }
    byte[] bytes = thread.scratch(end);
    input.peek(bytes, end);
    return Arrays.equals(bytes, 0, end, PREFACE, 0, end);
  }

  HeadReader reader(Http1Input input, VisitorThread thread, int maxHeaders) {
    byte[] bytes = thread.scratch(end);
    input.peek(bytes, end);
    return new HeadReader(bytes, start, end, thread.names(), maxHeaders);
  }

  /** Whether a whole head is there, or a {@link #refusal} because none can be. */
  boolean found(Http1Input input, VisitorThread thread, int mostBytes) {
    int to = input.available();
    if (to <= at) {
      return false;
    }
    byte[] bytes = thread.scratch(to);
    input.peek(bytes, to);
    // a lone CRLF before a request is let through by RFC 9112, 2.2; longer rows of them are not
    start = to >= 2 && bytes[0] == '\r' && bytes[1] == '\n' ? 2 : 0;
    int most = Math.min(to, start + mostBytes);
    for (int i = Math.max(at, start); i < most && end == 0; i++) {
      if (bytes[i] == '\n') {
        line(bytes, i);
      }
      if (refusal != null) {
        return true;
      }
    }
    at = to;
    if (end == 0 && to > most) {
      refusal =
          anyLine
              ? new Refusal(431, "request header too large")
              : new Refusal(414, "request target too long");
    }
    return end > 0 || refusal != null;
  }

  private void line(byte[] bytes, int feed) {
    if (feed == start || bytes[feed - 1] != '\r') {
      refusal = new Refusal(400, "line must end with CRLF");
    } else if (feed - 1 == start || bytes[feed - 2] == '\n') {
      end = feed + 1;
    } else {
      anyLine = true;
    }
  }
}
