package nova.agent.upstream;

import static nova.agent.upstream.Http2Frames.ACK;
import static nova.agent.upstream.Http2Frames.CONTINUATION;
import static nova.agent.upstream.Http2Frames.DATA;
import static nova.agent.upstream.Http2Frames.END_HEADERS;
import static nova.agent.upstream.Http2Frames.END_STREAM;
import static nova.agent.upstream.Http2Frames.FRAME_SIZE_ERROR;
import static nova.agent.upstream.Http2Frames.GOAWAY;
import static nova.agent.upstream.Http2Frames.HEADERS;
import static nova.agent.upstream.Http2Frames.HEADER_BYTES;
import static nova.agent.upstream.Http2Frames.MOST_PAYLOAD;
import static nova.agent.upstream.Http2Frames.PADDED;
import static nova.agent.upstream.Http2Frames.PING;
import static nova.agent.upstream.Http2Frames.PRIORITY;
import static nova.agent.upstream.Http2Frames.PROTOCOL_ERROR;
import static nova.agent.upstream.Http2Frames.PUSH_PROMISE;
import static nova.agent.upstream.Http2Frames.RST_STREAM;
import static nova.agent.upstream.Http2Frames.SETTINGS;
import static nova.agent.upstream.Http2Frames.WINDOW_UPDATE;
import static nova.agent.upstream.Http2Frames.WITH_PRIORITY;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Takes a server's bytes apart into frames. Body bytes are passed on as they come; everything else
 * is small and collected first.
 */
final class Http2Reader {
  private static final int MOST_BLOCK = ResponseHead.MOST_BYTES;
  private static final int MOST_CONTINUATIONS = 32;

  /** Hears about frames whose form is in order. */
  interface Frames {
    /**
     * Part of a DATA frame.
     *
     * @param taken bytes of flow control, padding included
     * @param last the end of the stream
     */
    void data(int stream, ByteBuffer part, int taken, boolean last) throws IOException;

    void headers(int stream, byte[] block, int length, boolean last) throws IOException;

    void reset(int stream, int code) throws IOException;

    void settings(ByteBuffer values) throws IOException;

    void settingsTaken() throws IOException;

    void ping(long token, boolean answer) throws IOException;

    void goAway(int last, int code) throws IOException;

    void window(int stream, int more) throws IOException;

    /** Nothing that matters here, but it has to be counted. */
    void other() throws IOException;
  }

  private final Frames frames;
  private final byte[] header = new byte[HEADER_BYTES];
  private int headerBytes;
  private int type;
  private int flags;
  private int stream;
  private int left;
  private int padding;
  private boolean first;
  private byte[] payload = new byte[64];
  private int payloadBytes;
  private byte[] block = new byte[1024];
  private int blockBytes;
  private int blockStream;
  private boolean blockLast;
  private int continuations;
  private boolean greeted;
  private boolean stopped;

  Http2Reader(Frames frames) {
    this.frames = frames;
  }

  /**
   * Reads everything in the buffer.
   *
   * @param view of the same bytes; used for the parts of bodies
   */
  void read(ByteBuffer buffer, ByteBuffer view) throws IOException {
    while (!stopped && (buffer.hasRemaining() || (headerBytes == HEADER_BYTES && left == 0))) {
      if (headerBytes < HEADER_BYTES) {
        header[headerBytes++] = buffer.get();
        if (headerBytes == HEADER_BYTES) {
          begin();
        }
      } else if (type == DATA) {
        data(buffer, view);
      } else if (collected(buffer)) {
        headerBytes = 0;
        whole();
      }
    }
  }

  /** The connection is over: nothing more of it is looked at. */
  void stop() {
    stopped = true;
  }

  private void begin() throws Http2Fault {
    left = (header[0] & 0xff) << 16 | (header[1] & 0xff) << 8 | (header[2] & 0xff);
    type = header[3] & 0xff;
    flags = header[4] & 0xff;
    stream = integer(header, 5) & 0x7fffffff;
    if (!greeted && (type != SETTINGS || (flags & ACK) != 0)) {
      throw new Http2Fault(PROTOCOL_ERROR, "the server does not speak HTTP/2");
    }
    greeted = true;
    if (left > MOST_PAYLOAD) {
      throw new Http2Fault(FRAME_SIZE_ERROR, "frame too large");
    }
    if (blockStream != 0 && (type != CONTINUATION || stream != blockStream)) {
      throw new Http2Fault(PROTOCOL_ERROR, "header block interrupted");
    }
    checkStream();
    first = true;
    padding = 0;
    payloadBytes = 0;
    if (type != DATA && payload.length < left) {
      payload = new byte[Math.max(left, Math.min(2 * payload.length, MOST_PAYLOAD))];
    }
  }

  private void checkStream() throws Http2Fault {
    boolean wrong =
        switch (type) {
          case DATA, HEADERS, PRIORITY, RST_STREAM -> stream == 0;
          case SETTINGS, PING, GOAWAY -> stream != 0;
          case CONTINUATION -> blockStream == 0;
          case PUSH_PROMISE -> true; // pushes are switched off
          default -> false;
        };
    if (wrong) {
      throw new Http2Fault(PROTOCOL_ERROR, "frame of type " + type + " where it must not be");
    }
  }

  private static int integer(byte[] bytes, int at) {
    return (bytes[at] & 0xff) << 24
        | (bytes[at + 1] & 0xff) << 16
        | (bytes[at + 2] & 0xff) << 8
        | (bytes[at + 3] & 0xff);
  }

  private void data(ByteBuffer buffer, ByteBuffer view) throws IOException {
    int taken = 0;
    if (first && (flags & PADDED) != 0) {
      if (left == 0) {
        throw new Http2Fault(FRAME_SIZE_ERROR, "padding without its length");
      }
      padding = buffer.get() & 0xff;
      taken = 1;
      left--;
      if (padding > left) {
        throw new Http2Fault(PROTOCOL_ERROR, "more padding than frame");
      }
    }
    first = false;
    int bytes = Math.min(buffer.remaining(), left - padding);
    view.limit(buffer.position() + bytes).position(buffer.position());
    taken += bytes;
    left -= skip(buffer, bytes);
    if (left == padding) {
      int skipped = skip(buffer, Math.min(buffer.remaining(), padding));
      taken += skipped;
      left -= skipped;
      padding = left;
    }
    boolean end = left == 0;
    if (end) {
      headerBytes = 0;
    }
    frames.data(stream, view, taken, end && (flags & END_STREAM) != 0);
  }

  private static int skip(ByteBuffer buffer, int bytes) {
    buffer.position(buffer.position() + bytes);
    return bytes;
  }

  private boolean collected(ByteBuffer buffer) {
    int bytes = Math.min(buffer.remaining(), left);
    buffer.get(payload, payloadBytes, bytes);
    payloadBytes += bytes;
    left -= bytes;
    return left == 0;
  }

  private void whole() throws IOException {
    switch (type) {
      case HEADERS -> headers();
      case CONTINUATION -> {
        if (++continuations > MOST_CONTINUATIONS) {
          throw new Http2Fault(PROTOCOL_ERROR, "too many continuations");
        }
        append(0, payloadBytes);
      }
      case RST_STREAM -> {
        sized(4);
        frames.reset(stream, integer(payload, 0));
      }
      case SETTINGS -> settings();
      case PING -> {
        sized(8);
        frames.ping(ByteBuffer.wrap(payload).getLong(), (flags & ACK) != 0);
      }
      case GOAWAY -> {
        if (payloadBytes < 8) {
          throw new Http2Fault(FRAME_SIZE_ERROR, "GOAWAY too short");
        }
        frames.goAway(integer(payload, 0) & 0x7fffffff, integer(payload, 4));
      }
      case WINDOW_UPDATE -> {
        sized(4);
        frames.window(stream, integer(payload, 0) & 0x7fffffff);
      }
      default -> frames.other();
    }
  }

  private void sized(int bytes) throws Http2Fault {
    if (payloadBytes != bytes) {
      throw new Http2Fault(FRAME_SIZE_ERROR, "frame of type " + type + " of a wrong size");
    }
  }

  private void settings() throws IOException {
    if ((flags & ACK) != 0) {
      sized(0);
      frames.settingsTaken();
    } else if (payloadBytes % 6 != 0) {
      throw new Http2Fault(FRAME_SIZE_ERROR, "settings of a wrong size");
    } else {
      frames.settings(ByteBuffer.wrap(payload, 0, payloadBytes));
    }
  }

  private void headers() throws IOException {
    int from = 0;
    int pad = 0;
    if ((flags & PADDED) != 0) {
      from = 1;
      pad = payloadBytes > 0 ? payload[0] & 0xff : 0;
    }
    if ((flags & WITH_PRIORITY) != 0) {
      from += 5;
    }
    if (from + pad > payloadBytes) {
      throw new Http2Fault(PROTOCOL_ERROR, "more padding than frame");
    }
    blockStream = stream;
    blockBytes = 0;
    blockLast = (flags & END_STREAM) != 0;
    continuations = 0;
    append(from, payloadBytes - pad - from);
  }

  private void append(int from, int length) throws IOException {
    if (blockBytes + length > MOST_BLOCK) {
      // the table of both sides would differ from here on: it cannot just be skipped
      throw new Http2Fault(PROTOCOL_ERROR, "answer head too large");
    }
    if (block.length < blockBytes + length) {
      block = Arrays.copyOf(block, Math.max(2 * block.length, blockBytes + length));
    }
    System.arraycopy(payload, from, block, blockBytes, length);
    blockBytes += length;
    if ((flags & END_HEADERS) != 0) {
      int whose = blockStream;
      blockStream = 0;
      frames.headers(whose, block, blockBytes, blockLast);
    }
  }
}
