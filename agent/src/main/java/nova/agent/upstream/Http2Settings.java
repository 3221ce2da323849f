package nova.agent.upstream;

import static nova.agent.upstream.Http2Frames.ENABLE_PUSH;
import static nova.agent.upstream.Http2Frames.FIRST_WINDOW;
import static nova.agent.upstream.Http2Frames.FLOW_CONTROL_ERROR;
import static nova.agent.upstream.Http2Frames.HEADER_TABLE_SIZE;
import static nova.agent.upstream.Http2Frames.INITIAL_WINDOW_SIZE;
import static nova.agent.upstream.Http2Frames.MAX_CONCURRENT_STREAMS;
import static nova.agent.upstream.Http2Frames.MAX_FRAME_SIZE;
import static nova.agent.upstream.Http2Frames.MOST_PAYLOAD;
import static nova.agent.upstream.Http2Frames.PROTOCOL_ERROR;

import java.nio.ByteBuffer;

/** What a server allows. */
final class Http2Settings {
  private long mostStreams = Integer.MAX_VALUE;
  private long firstWindow = FIRST_WINDOW;

  long mostStreams() {
    return mostStreams;
  }

  /** What may be sent on a new stream before the server says more. */
  long firstWindow() {
    return firstWindow;
  }

  /** True when the size of the table of fields was mentioned: the next block has to answer that. */
  boolean read(ByteBuffer values) throws Http2Fault {
    boolean table = false;
    while (values.hasRemaining()) {
      int name = values.getShort() & 0xffff;
      long value = values.getInt() & 0xffffffffL;
      switch (name) {
        case HEADER_TABLE_SIZE -> table = true;
        case ENABLE_PUSH -> allow(value == 0, PROTOCOL_ERROR);
        case MAX_CONCURRENT_STREAMS -> mostStreams = value;
        case INITIAL_WINDOW_SIZE -> {
          allow(value <= Integer.MAX_VALUE, FLOW_CONTROL_ERROR);
          firstWindow = value;
        }
        case MAX_FRAME_SIZE -> allow(value >= MOST_PAYLOAD && value < 1 << 24, PROTOCOL_ERROR);
        default -> {} // as RFC 9113, 6.5.2 wants it
      }
    }
    return table;
  }

  private static void allow(boolean inOrder, int code) throws Http2Fault {
    if (!inOrder) {
      throw new Http2Fault(code, "bad setting");
    }
  }
}
