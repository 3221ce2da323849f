package nova.agent.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.BooleanSupplier;
import nova.agent.upstream.TimedList;
import nova.agent.upstream.UpstreamLoop;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ConduitStreamSinkChannel;
import org.xnio.conduits.ConduitStreamSourceChannel;

/** Two connections joined after a protocol change: bytes both ways, back-pressure, half-close. */
final class Tunnel extends TimedList.Timed {

  /** Told once, with the bytes that went each way. */
  interface Closed {
    void closed(long up, long down);
  }

  private final UpstreamLoop loop;
  private final long idleNanos;
  private final BooleanSupplier forcedOut;
  private final Closed whenClosed;
  private @Nullable StreamConnection server;
  private @Nullable StreamConnection visitor;
  private @Nullable ByteBuffer early;
  private @Nullable Way up;
  private @Nullable Way down;
  private long since = System.nanoTime();
  private boolean closed;

  /**
   * A tunnel to one server.
   *
   * @param forcedOut whether the server has drained for long enough
   */
  Tunnel(UpstreamLoop loop, long idleNanos, BooleanSupplier forcedOut, Closed whenClosed) {
    this.loop = loop;
    this.idleNanos = idleNanos;
    this.forcedOut = forcedOut;
    this.whenClosed = whenClosed;
    loop.timed().add(this);
  }

  void server(StreamConnection connection) {
    server = connection;
  }

  /** Bytes that came with the server's 101. */
  void early(ByteBuffer data) {
    if (data.hasRemaining()) {
      early = loop.park(data);
    }
  }

  /** The visitor has its 101: join both. */
  void visitor(StreamConnection connection) {
    StreamConnection other = server;
    if (closed || other == null) {
      IoUtils.safeClose(connection);
      return;
    }
    visitor = connection;
    up = new Way(connection.getSourceChannel(), other.getSinkChannel());
    down = new Way(other.getSourceChannel(), connection.getSinkChannel());
    down.parked = early;
    early = null;
    down.move();
    up.move();
  }

  /** Also before {@link #visitor}: a 101 that could not be delivered joins nothing. */
  void visitorLeft() {
    close();
  }

  @Override
  protected void sweep(long now) {
    if (now - since > idleNanos || forcedOut.getAsBoolean()) {
      close();
    }
  }

  private void close() {
    if (closed) {
      return;
    }
    closed = true;
    loop.timed().remove(this);
    IoUtils.safeClose(server);
    IoUtils.safeClose(visitor);
    loop.free(early);
    whenClosed.closed(ended(up), ended(down));
  }

  private long ended(@Nullable Way way) {
    if (way == null) {
      return 0;
    }
    loop.free(way.parked);
    way.parked = null;
    return way.bytes;
  }

  /** One direction. */
  private final class Way {
    private final ConduitStreamSourceChannel from;
    private final ConduitStreamSinkChannel to;
    private @Nullable ByteBuffer parked;
    private boolean ended;
    private boolean done;
    private long bytes;

    Way(ConduitStreamSourceChannel from, ConduitStreamSinkChannel to) {
      this.from = from;
      this.to = to;
      from.setReadListener(c -> move());
      to.setWriteListener(c -> move());
    }

    void move() {
      if (closed || done) {
        return;
      }
      since = System.nanoTime();
      try {
        if (flushed()) {
          copy();
        } else {
          from.suspendReads();
          to.resumeWrites();
        }
      } catch (IOException lost) {
        close();
      }
    }

    private boolean flushed() throws IOException {
      ByteBuffer pending = parked;
      if (pending != null) {
        bytes += to.write(pending);
        if (pending.hasRemaining()) {
          return false;
        }
        loop.free(pending);
        parked = null;
      }
      return true;
    }

    private void copy() throws IOException {
      while (!ended) {
        ByteBuffer buffer = loop.buffer();
        int count = from.read(buffer);
        if (count == 0) {
          to.suspendWrites();
          from.resumeReads();
          return;
        }
        ended = count < 0;
        buffer.flip();
        bytes += to.write(buffer);
        if (buffer.hasRemaining()) {
          parked = loop.park(buffer);
          from.suspendReads();
          to.resumeWrites();
          return;
        }
      }
      finishWay();
    }

    private void finishWay() throws IOException {
      from.suspendReads();
      to.shutdownWrites();
      if (!to.flush()) {
        to.resumeWrites();
        return;
      }
      to.suspendWrites();
      done = true;
      if (up != null && down != null && up.done && down.done) {
        close();
      }
    }
  }
}
