package nova.agent.listener.http2;

import java.nio.ByteBuffer;

/** What a visitor's SETTINGS said. */
final class PeerSettings {
  private static final int ENTRY_BYTES = 6;
  private static final int LEAST_FRAME = 16_384;
  private static final int MOST_FRAME = (1 << 24) - 1;

  private int initialWindow = Frames.FIRST_WINDOW;
  private long tableBytes = 4096;

  /** What each stream may be sent at first. */
  int initialWindow() {
    return initialWindow;
  }

  /** How much of header fields it remembers. */
  long tableBytes() {
    return tableBytes;
  }

  /** Takes in one frame. */
  void read(ByteBuffer payload) throws Http2Failure {
    if (payload.remaining() % ENTRY_BYTES != 0) {
      throw new Http2Failure(ErrorCode.FRAME_SIZE_ERROR, "SETTINGS of a bad size");
    }
    while (payload.hasRemaining()) {
      entry(payload.getShort() & 0xffff, payload.getInt() & 0xffffffffL);
    }
  }

  private void entry(int name, long value) throws Http2Failure {
    switch (name) {
      case Frames.HEADER_TABLE_SIZE -> tableBytes = value;
      case Frames.ENABLE_PUSH -> {
        if (value > 1) {
          throw new Http2Failure(ErrorCode.PROTOCOL_ERROR, "bad ENABLE_PUSH");
        }
      }
      case Frames.INITIAL_WINDOW_SIZE -> {
        if (value > Frames.MOST_WINDOW) {
          throw new Http2Failure(ErrorCode.FLOW_CONTROL_ERROR, "bad INITIAL_WINDOW_SIZE");
        }
        initialWindow = (int) value;
      }
      case Frames.MAX_FRAME_SIZE -> {
        // larger ones are never used: a frame is the unit in which streams take turns
        if (value < LEAST_FRAME || value > MOST_FRAME) {
          throw new Http2Failure(ErrorCode.PROTOCOL_ERROR, "bad MAX_FRAME_SIZE");
        }
      }
      default -> {} // nothing is pushed, no table is used; the unknown is ignored
    }
  }
}
