package nova.agent.upstream;

import static nova.agent.upstream.Http2Frames.DATA;
import static nova.agent.upstream.Http2Frames.END_STREAM;
import static nova.agent.upstream.Http2Frames.FIRST_WINDOW;
import static nova.agent.upstream.Http2Frames.HEADER_BYTES;
import static nova.agent.upstream.Http2Frames.MOST_PAYLOAD;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import nova.agent.exchange.hpack.HpackEncoder;

/**
 * The sending half of an HTTP/2 connection: heads at once, bodies as the server and the kernel
 * allow, each stream in its turn.
 */
final class Http2Sender {
  private final UpstreamLoop loop;
  private final Wire wire;
  private final Http2Output output;
  private final ArrayDeque<Http2Upload> queue = new ArrayDeque<>();
  private final List<Http2Upload> waiting = new ArrayList<>();
  private long window = FIRST_WINDOW;
  private long firstWindow = FIRST_WINDOW;
  private boolean tableTold;
  private boolean over;

  Http2Sender(UpstreamLoop loop, Wire wire) {
    this.loop = loop;
    this.wire = wire;
    this.output = new Http2Output(loop, wire.out());
  }

  Http2Output output() {
    return output;
  }

  /** What may be sent on a new stream before the server says more. */
  long firstWindow() {
    return firstWindow;
  }

  void firstWindow(long bytes) {
    firstWindow = bytes;
  }

  /** The server mentioned the size of its table of fields: the next block has to answer that. */
  void tableMentioned() {
    tableTold = false;
  }

  /** Adds to what the server takes on all streams; false when that is more than can be counted. */
  boolean widen(int bytes) {
    window += bytes;
    return window <= Integer.MAX_VALUE;
  }

  void head(int stream, RequestHead head, boolean last) {
    HpackEncoder block = loop.hpack().begin();
    if (!tableTold) {
      block.noTable();
      tableTold = true;
    }
    block.field(":method", head.method());
    block.field(":scheme", wire.secure() ? "https" : "http");
    if (!head.authority().isEmpty()) {
      block.field(":authority", head.authority());
    }
    block.field(":path", head.target());
    head.fields((name, value) -> block.field(loop.names().lower(name), value));
    output.headers(stream, block, last);
  }

  void trailers(int stream, HeaderMap fields) {
    HpackEncoder block = loop.hpack().begin();
    for (HeaderValues values : fields) {
      for (String value : values) {
        block.field(loop.names().lower(values.getHeaderName()), value);
      }
    }
    output.headers(stream, block, true);
  }

  /** How many bytes of a body may be sent now, of those that are there. */
  int allowed(int bytes) {
    int most = Math.min(MOST_PAYLOAD, output.appetite());
    return over ? 0 : (int) Math.min(Math.min(bytes, most), Math.max(0, window));
  }

  void data(int stream, ByteBuffer body, int size, boolean last) {
    ByteBuffer to = output.room(HEADER_BYTES + size);
    Http2Frames.head(to, size, DATA, last ? END_STREAM : 0, stream);
    int limit = body.limit();
    to.put(body.limit(body.position() + size));
    body.limit(limit);
    window -= size;
  }

  boolean blocked() {
    return output.blocked();
  }

  /** The upload goes on when there is room. */
  void queue(Http2Upload upload) {
    if (upload.joins()) {
      queue.add(upload);
    }
  }

  /** It wants to know when the kernel has everything. */
  void tellLater(Http2Upload upload) {
    waiting.add(upload);
  }

  /** Unless more is about to come. */
  void flushSoon() {
    if (!output.corked()) {
      flush();
    }
  }

  void flush() {
    try {
      var unused = output.flush();
    } catch (IOException reset) {
      // what the server said before is still to be read
      output.free();
      wire.in().wakeupReads();
    }
  }

  /** The server or the kernel may take more now. */
  void goOn() {
    output.cork();
    pump();
    output.uncork();
    flush();
    tell();
  }

  private void pump() {
    while (allowed(1) > 0) {
      Http2Upload next = queue.poll();
      if (next == null) {
        return;
      }
      if (next.more()) {
        queue(next);
      }
      if (output.appetite() == 0) {
        flush();
      }
    }
  }

  private void tell() {
    if (waiting.isEmpty() || output.blocked() || over) {
      return;
    }
    Http2Upload[] all = waiting.toArray(Http2Upload[]::new);
    waiting.clear();
    for (Http2Upload upload : all) {
      upload.tell();
    }
  }

  void end() {
    over = true;
    output.free();
  }
}
