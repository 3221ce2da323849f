package nova.agent.upstream;

import io.undertow.util.HeaderMap;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** The request body of a stream; sends as fast as the server and the connection allow. */
final class Http2Upload {
  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  private final Http2Stream stream;
  private final Http2Connection connection;
  private final UpstreamLoop loop;
  private @Nullable ByteBuffer unsent;
  private @Nullable HeaderMap trailers;
  private long window;
  private boolean last;
  private boolean done;
  private boolean unwanted;
  private boolean queued;

  Http2Upload(Http2Stream stream, Http2Connection connection, UpstreamLoop loop) {
    this.stream = stream;
    this.connection = connection;
    this.loop = loop;
  }

  void trailers(HeaderMap fields) {
    trailers = fields;
  }

  boolean hasTrailers() {
    return trailers != null;
  }

  /** The last frame is on its way. */
  boolean done() {
    return done;
  }

  /** The server takes no more of it. */
  boolean unwanted() {
    return unwanted;
  }

  void refuse() {
    unwanted = true;
    free();
  }

  /** After the head; {@code ended} when that said already that nothing follows. */
  boolean begin(ByteBuffer body, boolean end, boolean ended) {
    window = connection.sender().firstWindow();
    if (ended) {
      done = true;
      last = true;
      stream.sentAll();
      return finished();
    }
    return send(body, end);
  }

  /** Whether all of it is gone. */
  boolean send(ByteBuffer body, boolean end) {
    if (unwanted) {
      return true;
    }
    last = end;
    frame(body);
    if (body.hasRemaining()) {
      unsent = loop.park(body);
      connection.sender().queue(this);
    }
    return finished();
  }

  private boolean finished() {
    connection.sender().flushSoon();
    boolean gone = unsent == null && !connection.sender().blocked();
    if (!gone) {
      connection.sender().tellLater(this);
    }
    return gone;
  }

  private void frame(ByteBuffer body) {
    while (body.hasRemaining()) {
      int size = connection.sender().allowed((int) Math.min(body.remaining(), Math.max(window, 0)));
      if (size == 0) {
        return;
      }
      boolean end = last && size == body.remaining() && trailers == null;
      window -= size;
      connection.sender().data(stream.id(), body, size, end);
      connection.receiver().busy();
      done |= end;
    }
    if (last && !done) {
      done = true;
      if (trailers == null) {
        connection.sender().data(stream.id(), NOTHING.duplicate(), 0, true);
      } else {
        connection.sender().trailers(stream.id(), trailers);
      }
    }
    if (done) {
      stream.sentAll();
    }
  }

  /** Whether it joins the queue just now. */
  boolean joins() {
    boolean joins = !queued;
    queued = true;
    return joins;
  }

  /**
   * The connection has room, and it has left the queue; false when this stream has to wait for the
   * server.
   */
  boolean more() {
    ByteBuffer pending = unsent;
    queued = false;
    if (pending == null) {
      return false;
    }
    frame(pending);
    if (pending.hasRemaining()) {
      return window > 0;
    }
    loop.free(pending);
    unsent = null;
    return false;
  }

  /** Adds to what the server takes; false when that is more than can be counted. */
  boolean widen(long bytes) {
    window += bytes;
    if (unsent != null && window > 0) {
      connection.sender().queue(this);
    }
    return window <= Integer.MAX_VALUE;
  }

  /** The kernel has everything, unless some of it never got that far. */
  void tell() {
    UpstreamEvents receiver = stream.events();
    if (unsent != null) {
      connection.sender().tellLater(this);
    } else if (receiver != null) {
      receiver.sent();
    }
  }

  void free() {
    loop.free(unsent);
    unsent = null;
  }
}
