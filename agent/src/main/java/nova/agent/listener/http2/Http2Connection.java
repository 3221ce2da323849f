package nova.agent.listener.http2;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import nova.agent.listener.Buffers;
import nova.agent.listener.Requests;
import nova.agent.listener.Talk;
import nova.agent.listener.VisitorConnection;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/** One HTTP/2 connection: its bytes, its clock, its beginning and its end. */
public final class Http2Connection implements Talk, ReadReadyHandler, FrameWriter.Host {
  private static final System.Logger LOG = System.getLogger(Http2Connection.class.getName());
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(ISO_8859_1);
  private static final long LINGER_NANOS = 2_000_000_000L;
  // a visitor that is told to go elsewhere gets this long to hear of it
  private static final long PARTING_NANOS = 100_000_000L;
  static final int MOST_STREAMS = 128;

  private enum Stage {
    PREFACE,
    OPEN,
    /** Told that no new stream is welcome, though one may be on its way. */
    PARTING,
    /** No new streams. */
    PARTED,
    /** Everything is said; what still comes is thrown away. */
    LINGER
  }

  private final VisitorConnection connection;
  private final StreamSourceConduit source;
  private final StreamSinkConduit sink;
  private final FrameWriter frames;
  private final FrameReader reader;
  private Stage stage = Stage.PREFACE;
  private @Nullable ByteBuffer held;
  private boolean reading;
  private long since = System.nanoTime();

  /**
   * A connection on which the visitor has said nothing yet, or only what {@link #begin} gets.
   *
   * @param source what the visitor says, TLS taken off
   */
  public Http2Connection(
      VisitorConnection connection,
      StreamSourceConduit source,
      StreamSinkConduit sink,
      String scheme,
      Requests requests) {
    this.connection = connection;
    this.source = source;
    this.sink = sink;
    this.frames = new FrameWriter(sink, buffers(), connection.socket().getIoThread(), this);
    this.reader = new FrameReader(connection, frames, scheme, requests, this::failSoon);
  }

  private Buffers buffers() {
    return connection.thread().buffers();
  }

  /** Takes over the connection. */
  public void begin(byte[] early) {
    connection.talk(this);
    source.setReadReadyHandler(this);
    sink.setWriteReadyHandler(frames);
    held = early.length > 0 ? buffers().keep(ByteBuffer.wrap(early)) : null;
    try {
      frames.settings(
          Frames.MAX_CONCURRENT_STREAMS,
          MOST_STREAMS,
          Frames.MAX_HEADER_LIST_SIZE,
          connection.port().limits().maxHeaderBytes(),
          Frames.NO_RFC7540_PRIORITIES,
          1);
    } catch (IOException lost) {
      lost();
      return;
    }
    source.resumeReads();
    readReady();
  }

  // ---- bytes in ----

  @Override
  public void readReady() {
    if (reading) {
      return;
    }
    reading = true;
    try {
      if (stage == Stage.LINGER) {
        discard();
      } else {
        read();
      }
    } catch (Http2Failure broken) {
      fail(broken);
    } catch (IOException lost) {
      lost();
    } catch (RuntimeException bug) { // XNIO would swallow it and leave the visitor waiting
      LOG.log(Level.ERROR, "A connection failed", bug);
      lost();
    } finally {
      reading = false;
    }
  }

  private void read() throws IOException {
    int count = 1;
    while (count > 0 && stage != Stage.LINGER) {
      if (frames.blocked() && reader.streams().count() == 0) {
        source.suspendReads(); // asks and does not read: goes on when it has read
        return;
      }
      ByteBuffer work = buffers().take();
      try {
        ByteBuffer before = held;
        if (before != null) {
          held = null;
          work.put(before);
          buffers().give(before);
        }
        count = source.read(work);
        take(work.flip());
        if (work.hasRemaining()) {
          held = buffers().keep(work);
        }
      } finally {
        buffers().give(work);
      }
    }
    if (count < 0) {
      lost();
    }
  }

  private void take(ByteBuffer bytes) throws IOException {
    if (stage == Stage.PREFACE && preface(bytes)) {
      stage = Stage.OPEN;
    }
    if (stage != Stage.PREFACE) {
      reader.read(bytes);
    }
  }

  /** Whether all of it is there; a byte that differs is the end. */
  private static boolean preface(ByteBuffer bytes) throws Http2Failure {
    int there = Math.min(bytes.remaining(), PREFACE.length);
    for (int i = 0; i < there; i++) {
      if (bytes.get(bytes.position() + i) != PREFACE[i]) {
        throw new Http2Failure(ErrorCode.PROTOCOL_ERROR, "bad preface");
      }
    }
    if (there < PREFACE.length) {
      return false;
    }
    bytes.position(bytes.position() + PREFACE.length);
    return true;
  }

  private void discard() throws IOException {
    ByteBuffer nowhere = buffers().take();
    try {
      int count;
      do {
        count = source.read(nowhere.clear());
      } while (count > 0);
      if (count < 0) {
        lost();
      }
    } finally {
      buffers().give(nowhere);
    }
  }

  @Override
  public void written() {
    source.resumeReads();
    reader.written();
  }

  // ---- the end ----

  /** In the middle of a stream's end: not before that is through. */
  private void failSoon(Http2Failure broken) {
    connection.socket().getIoThread().execute(() -> fail(broken));
  }

  private void fail(Http2Failure broken) {
    if (stage == Stage.LINGER || !connection.socket().isOpen()) {
      return;
    }
    LOG.log(Level.DEBUG, "HTTP/2 from {0}: {1}", connection.peer(), broken.cause());
    reader.streams().lost();
    close(broken.code(), broken.cause());
  }

  private void close(ErrorCode code, String cause) {
    try {
      frames.goAway(reader.streams().table().last(), code, cause.getBytes(ISO_8859_1));
      frames.flush();
      stage = Stage.LINGER;
      since = System.nanoTime();
      if (held != null) {
        buffers().give(held);
        held = null;
      }
      if (frames.blocked()) {
        return; // it has its moment to read; what then is left is cut
      }
      sink.terminateWrites();
      sink.flush();
      source.resumeReads();
    } catch (IOException lost) {
      lost();
    }
  }

  @Override
  public void lost() {
    connection.close();
  }

  @Override
  public void sweep(long now) {
    switch (stage) {
      case LINGER -> {
        if (now - since > LINGER_NANOS) {
          lost();
        }
      }
      case PREFACE -> {
        if (now - since > headerNanos()) {
          lost();
        }
      }
      case OPEN -> {
        if (connection.last()) {
          part(Frames.ANY_STREAM, Stage.PARTING, now);
        } else {
          idle(now);
        }
      }
      case PARTING -> {
        if (now - since > PARTING_NANOS) {
          reader.headers().noMore();
          part(reader.streams().table().last(), Stage.PARTED, now);
        }
      }
      case PARTED -> {
        if (reader.streams().count() == 0) {
          close(ErrorCode.NO_ERROR, "");
        }
      }
    }
  }

  private long headerNanos() {
    return connection.port().limits().headerTimeout().toNanos();
  }

  private void part(int last, Stage next, long now) {
    stage = next;
    since = now;
    try {
      frames.goAway(last, ErrorCode.NO_ERROR, new byte[0]);
    } catch (IOException lost) {
      lost();
    }
  }

  private void idle(long now) {
    if (midway() && now - reader.headers().block().since() > headerNanos()) {
      fail(new Http2Failure(ErrorCode.ENHANCE_YOUR_CALM, "header block not complete in time"));
    } else if (reader.streams().count() == 0
        && now - Math.max(since, reader.streams().idleSince()) > connection.idleNanos()) {
      close(ErrorCode.NO_ERROR, "idle");
    }
  }

  @Override
  public boolean midway() {
    return reader.headers().block().stream() != 0;
  }

  @Override
  public void left() {
    reader.streams().lost();
    reader.streams().release();
    frames.drop();
    if (held != null) {
      buffers().give(held);
      held = null;
    }
  }

  @Override
  public void forceTermination() {
    lost();
  }

  @Override
  public void terminated() {
    // an end of stream is read like everything else
  }
}
