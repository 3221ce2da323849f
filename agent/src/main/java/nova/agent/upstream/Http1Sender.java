package nova.agent.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.StreamSinkConduit;

/** The sending half of a connection: frames bodies, keeps what the kernel does not take. */
final class Http1Sender {
  // copying this much costs less than a gathering write
  private static final int MOST_COPIED = 16384;
  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);
  private static final byte[] NO_BYTES = {};
  private static final byte[] LINE_END = "\r\n".getBytes(US_ASCII);
  private static final byte[] LAST_CHUNK = "0\r\n\r\n".getBytes(US_ASCII);
  private static final byte[] HEX = "0123456789abcdef".getBytes(US_ASCII);

  private final UpstreamLoop loop;
  private final StreamSinkConduit out;
  private final ByteBuffer[] gather = {NOTHING, NOTHING, NOTHING};
  private @Nullable ByteBuffer unsent;
  private @Nullable HeaderMap trailers;
  private boolean inChunks;
  private boolean waiting;
  private boolean broken;

  Http1Sender(UpstreamLoop loop, StreamSinkConduit out) {
    this.loop = loop;
    this.out = out;
  }

  void begin() {
    trailers = null;
    broken = false;
  }

  void trailers(HeaderMap fields) {
    trailers = fields;
  }

  /** Whether all of it is with the kernel, or lost with the connection. */
  boolean head(RequestHead head, ByteBuffer body, boolean last) {
    inChunks = head.length() == RequestHead.UNKNOWN;
    ByteBuffer start = loop.framing();
    byte[] scratch = loop.scratch();
    start.put(scratch, 0, head.write(scratch));
    return framed(start, body, last);
  }

  boolean body(ByteBuffer body, boolean last) {
    return framed(loop.framing(), body, last);
  }

  private boolean framed(ByteBuffer start, ByteBuffer body, boolean last) {
    byte[] end = frame(start, body.remaining(), last);
    if (body.remaining() <= MOST_COPIED) {
      gather[0] = start.put(body).put(end).flip();
    } else {
      gather[0] = start.flip();
      gather[1] = body;
      gather[2] = ByteBuffer.wrap(end);
    }
    try {
      return write();
    } catch (IOException reset) {
      broken = true;
      return true;
    } finally {
      Arrays.fill(gather, NOTHING);
    }
  }

  /** Puts what goes before the body bytes, and tells what goes behind them. */
  private byte[] frame(ByteBuffer start, int size, boolean last) {
    if (!inChunks) {
      return NO_BYTES;
    }
    if (size > 0) {
      chunkHead(start, size);
    }
    if (!last) {
      return size > 0 ? LINE_END : NO_BYTES;
    }
    byte[] lastChunk = trailers == null ? LAST_CHUNK : lastChunk(trailers);
    if (size == 0) {
      return lastChunk;
    }
    byte[] end = Arrays.copyOf(LINE_END, LINE_END.length + lastChunk.length);
    System.arraycopy(lastChunk, 0, end, LINE_END.length, lastChunk.length);
    return end;
  }

  private static void chunkHead(ByteBuffer to, int size) {
    for (int shift = 28 - (Integer.numberOfLeadingZeros(size) & ~3); shift >= 0; shift -= 4) {
      to.put(HEX[size >>> shift & 15]);
    }
    to.put(LINE_END);
  }

  private static byte[] lastChunk(HeaderMap fields) {
    StringBuilder text = new StringBuilder("0\r\n");
    for (HeaderValues values : fields) {
      for (String value : values) {
        text.append(values.getHeaderName()).append(": ").append(value).append("\r\n");
      }
    }
    return text.append("\r\n").toString().getBytes(ISO_8859_1);
  }

  private boolean write() throws IOException {
    boolean alone = !gather[1].hasRemaining() && !gather[2].hasRemaining();
    while (gather[0].hasRemaining() || gather[1].hasRemaining() || gather[2].hasRemaining()) {
      long count = alone ? out.write(gather[0]) : out.write(gather, 0, gather.length);
      if (count == 0) {
        unsent = loop.park(gather);
        return waits();
      }
    }
    return out.flush() || waits();
  }

  private boolean waits() {
    waiting = true;
    out.resumeWrites();
    return false;
  }

  /** The socket takes more; true when something was owed and nothing is any more. */
  boolean writable() {
    boolean owed = waiting;
    try {
      if (!drained()) {
        return false;
      }
    } catch (IOException reset) {
      broken = true;
    }
    out.suspendWrites();
    free();
    return owed;
  }

  private boolean drained() throws IOException {
    ByteBuffer pending = unsent;
    while (pending != null && pending.hasRemaining()) {
      if (out.write(pending) == 0) {
        return false;
      }
    }
    return out.flush();
  }

  /** Everything that was handed over is gone, and in order. */
  boolean clean() {
    return !waiting && !broken;
  }

  boolean broken() {
    return broken;
  }

  void free() {
    waiting = false;
    loop.free(unsent);
    unsent = null;
  }
}
