package nova.agent.listener.http2;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** A header block as it comes, in HEADERS and any CONTINUATION behind it. */
final class HeaderBlock {
  private static final int MOST_PARTS = 64;
  private static final byte[] NOTHING = new byte[0];

  private byte[] bytes = NOTHING;
  private int length;
  private int parts;
  private int stream;
  private boolean endStream;
  private boolean selfDependent;
  private long since;

  /** The stream whose block is not complete; 0 when there is none. */
  int stream() {
    return stream;
  }

  boolean endStream() {
    return endStream;
  }

  boolean selfDependent() {
    return selfDependent;
  }

  byte[] bytes() {
    return bytes;
  }

  int length() {
    return length;
  }

  /** When its first part came. */
  long since() {
    return since;
  }

  void begin(int id, boolean ends, boolean dependsOnItself) {
    stream = id;
    endStream = ends;
    selfDependent = dependsOnItself;
    length = 0;
    parts = 0;
    since = System.nanoTime();
  }

  void add(ByteBuffer part, int mostBytes) throws Http2Failure {
    int size = part.remaining();
    if (++parts > MOST_PARTS || length + size > mostBytes) {
      throw new Http2Failure(ErrorCode.ENHANCE_YOUR_CALM, "header block too large");
    }
    if (bytes.length < length + size) {
      bytes = Arrays.copyOf(bytes, Math.max(length + size, 512));
    }
    part.get(bytes, length, size);
    length += size;
  }

  /** It was used: large ones are not kept. */
  void done() {
    stream = 0;
    if (bytes.length > 4096) {
      bytes = NOTHING;
    }
  }
}
