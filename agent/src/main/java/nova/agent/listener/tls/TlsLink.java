package nova.agent.listener.tls;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import nova.agent.listener.Buffers;
import nova.agent.listener.Pace;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * An engine between a socket and plain bytes. Works in buffers of the I/O thread; a connection
 * keeps only what could not go on: part of a record that came, records the kernel would not take.
 * Several records leave in one call, where the JDK's own channels make one call for each.
 */
final class TlsLink {
  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);
  // a record with its header, padding and tag
  private static final int MOST_RECORD_BYTES = 16_384 + 512;

  private final SSLEngine engine;
  private final StreamSourceConduit source;
  private final StreamSinkConduit sink;
  private final Buffers buffers;
  private final ByteBuffer[] single = new ByteBuffer[1];
  private @Nullable ByteBuffer in;
  private @Nullable ByteBuffer plain;
  private @Nullable ByteBuffer out;
  private boolean starved;
  private boolean ended;
  private boolean established;
  private final Pace pace = new Pace();

  TlsLink(SSLEngine engine, StreamSourceConduit source, StreamSinkConduit sink, Buffers buffers) {
    this.engine = engine;
    this.source = source;
    this.sink = sink;
    this.buffers = buffers;
  }

  /** Bytes that were read already. */
  void feed(ByteBuffer early) {
    if (early.hasRemaining()) {
      in = buffers.keep(early);
    }
  }

  SSLEngine engine() {
    return engine;
  }

  /** The handshake is over: from here on it is not repeated. */
  void established() {
    established = true;
  }

  /** Something can be read although the socket may stay silent. */
  boolean readable() {
    return plain != null || (in != null && !starved);
  }

  // ---- in ----

  /** Plain bytes: a count, 0 for nothing now, -1 at the end. */
  int read(ByteBuffer to) throws IOException {
    if (plain != null) {
      return rest(to);
    }
    int before = to.position();
    int count = 1;
    boolean fresh = !readable();
    while (to.position() == before && to.hasRemaining() && count != 0 && !ended) {
      ByteBuffer work = work();
      count = 1;
      if (fresh) {
        count = source.read(work);
      }
      fresh = true;
      unwrap(work.flip(), to);
      if (count < 0) {
        ended = true; // cut off or closed: either way the visitor is gone
      }
    }
    int produced = to.position() - before;
    if (produced == 0 && plain != null) {
      return rest(to);
    }
    return produced == 0 && ended ? -1 : produced;
  }

  private int rest(ByteBuffer to) {
    ByteBuffer mine = plain;
    if (mine == null) {
      return 0;
    }
    int count = Math.min(mine.remaining(), to.remaining());
    to.put(to.position(), mine, mine.position(), count);
    to.position(to.position() + count);
    mine.position(mine.position() + count);
    if (!mine.hasRemaining()) {
      plain = null;
      buffers.give(mine);
    }
    return count;
  }

  private ByteBuffer work() {
    ByteBuffer work = buffers.take();
    ByteBuffer mine = in;
    if (mine != null) {
      in = null;
      work.put(mine);
      buffers.give(mine);
    }
    return work;
  }

  /** One step of the handshake; false when the visitor must say more first. */
  boolean step() throws IOException {
    boolean fresh = !readable();
    ByteBuffer work = work();
    int count = fresh ? source.read(work) : 1;
    if (count < 0) {
      throw new EOFException("the visitor left in the middle of a handshake");
    }
    ByteBuffer room = buffers.take(MOST_RECORD_BYTES);
    unwrap(work.flip(), room);
    keepPlain(room.flip());
    return count > 0;
  }

  /** Opens records until the target is full or no whole one is left; keeps the rest. */
  private void unwrap(ByteBuffer work, ByteBuffer to) throws IOException {
    int before = to.position();
    boolean going = true;
    starved = false;
    try {
      while (going && work.hasRemaining() && !starved && !ended) {
        if (to.remaining() >= MOST_RECORD_BYTES) {
          going = open(work, to);
        } else if (to.position() > before) {
          going = false;
        } else {
          // engines are never given less room than a record may need
          ByteBuffer room = buffers.take(MOST_RECORD_BYTES);
          going = open(work, room) && room.position() == 0;
          keepPlain(room.flip());
        }
      }
    } finally {
      if (work.hasRemaining() && !ended) {
        in = buffers.keep(work);
      }
      buffers.give(work);
    }
  }

  private void keepPlain(ByteBuffer room) {
    if (room.hasRemaining()) {
      plain = room;
    } else {
      buffers.give(room);
    }
  }

  /** Opens one record; false when something else must happen before the next. */
  private boolean open(ByteBuffer work, ByteBuffer to) throws IOException {
    SSLEngineResult result = engine.unwrap(work, to);
    switch (result.getStatus()) {
      case BUFFER_UNDERFLOW -> starved = true;
      case BUFFER_OVERFLOW -> throw new SSLException("a record larger than allowed");
      case CLOSED -> ended = true;
      case OK -> {}
    }
    afterwards(result.getHandshakeStatus());
    return established || result.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP;
  }

  /** What a record in the middle of everything asks for: new keys, an answer to a closing. */
  private void afterwards(HandshakeStatus status) throws IOException {
    if (!established) {
      return;
    }
    switch (status) {
      case NEED_WRAP -> {
        if (!engine.isOutboundDone()) {
          wrapNothing();
        }
      }
      case NEED_TASK -> {
        // new keys of TLS 1.3 need no task; what does is a second handshake of TLS 1.2
        throw new SSLException("renegotiation refused");
      }
      case NEED_UNWRAP, NEED_UNWRAP_AGAIN, FINISHED, NOT_HANDSHAKING -> {}
    }
  }

  // ---- out ----

  long write(ByteBuffer from) throws IOException {
    single[0] = from;
    return write(single, 0, 1);
  }

  /** Takes plain bytes; what it took is the link's to deliver. */
  long write(ByteBuffer[] from, int offset, int length) throws IOException {
    if (!drained()) {
      return 0;
    }
    long taken = 0;
    boolean going = true;
    while (going && remaining(from, offset, length)) {
      ByteBuffer work = buffers.take();
      do {
        SSLEngineResult result = engine.wrap(from, offset, length, work);
        if (result.getStatus() != Status.OK || result.bytesProduced() == 0) {
          buffers.give(work);
          throw new SSLException("the engine takes no more");
        }
        taken += result.bytesConsumed();
      } while (pace.quick()
          && work.remaining() > MOST_RECORD_BYTES
          && remaining(from, offset, length));
      going = send(work.flip());
    }
    return taken;
  }

  private static boolean remaining(ByteBuffer[] from, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (from[i].hasRemaining()) {
        return true;
      }
    }
    return false;
  }

  /** One step of a handshake, a key update, or the closing. */
  void wrapNothing() throws IOException {
    ByteBuffer work = buffers.take();
    engine.wrap(NOTHING, work);
    send(work.flip());
  }

  /** Writes records and gives their buffer back; true when all of them left. */
  private boolean send(ByteBuffer work) throws IOException {
    ByteBuffer before = out;
    if (before != null) {
      out = buffers.take(before.remaining() + work.remaining());
      out.put(before).put(work).flip();
      buffers.give(before);
    } else {
      while (work.hasRemaining() && sink.write(work) > 0) {}
      if (work.hasRemaining()) {
        out = buffers.keep(work);
      }
    }
    buffers.give(work);
    pace.wrote(out == null);
    return out == null;
  }

  /** Whether nothing waits for the kernel. */
  boolean drained() throws IOException {
    ByteBuffer mine = out;
    if (mine == null) {
      return true;
    }
    sink.write(mine);
    if (mine.hasRemaining()) {
      return false;
    }
    out = null;
    buffers.give(mine);
    return true;
  }

  void drop() {
    in = give(in);
    plain = give(plain);
    out = give(out);
  }

  private @Nullable ByteBuffer give(@Nullable ByteBuffer buffer) {
    if (buffer != null) {
      buffers.give(buffer);
    }
    return null;
  }
}
