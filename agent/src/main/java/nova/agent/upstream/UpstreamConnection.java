package nova.agent.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import nova.agent.exchange.BadFraming;
import nova.agent.exchange.ChunkScanner;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.conduits.WriteReadyHandler;

/** One HTTP/1.1 connection to a server; carries one exchange at a time. */
public final class UpstreamConnection
    implements ServerExchange, ReadReadyHandler, WriteReadyHandler {
  private static final long UNTIL_CLOSE = -1;
  private static final long CHUNKED = -2;
  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);
  private static final ByteBuffer LINE_END = bytes("\r\n");
  private static final ByteBuffer LAST_CHUNK = bytes("0\r\n\r\n");
  private static final ByteBuffer LAST_CHUNK_AFTER_DATA = bytes("\r\n0\r\n\r\n");
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final UpstreamLoop loop;
  private final Endpoint endpoint;
  private final StreamConnection connection;
  private final StreamSourceConduit in;
  private final StreamSinkConduit out;
  private final ChunkScanner chunks = new ChunkScanner();
  private @Nullable UpstreamEvents events;
  private @Nullable ByteBuffer unsent;
  private byte @Nullable [] partialHead;
  private @Nullable HeaderMap trailers;
  private final ByteBuffer[] gather = {NOTHING, NOTHING, NOTHING};
  private boolean inChunks;
  private boolean bodiless;
  private boolean begun;
  private boolean headDone;
  private boolean answered;
  private boolean persistent;
  private boolean reused;
  private boolean writeBroken;
  private long left;
  private long idleSince;

  UpstreamConnection(UpstreamLoop loop, Endpoint endpoint, StreamConnection connection) {
    this.loop = loop;
    this.endpoint = endpoint;
    this.connection = connection;
    this.in = connection.getSourceChannel().getConduit();
    this.out = connection.getSinkChannel().getConduit();
    in.setReadReadyHandler(this);
    out.setWriteReadyHandler(this);
    in.resumeReads();
  }

  private static ByteBuffer bytes(String text) {
    byte[] bytes = text.getBytes(US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length).put(bytes).flip().asReadOnlyBuffer();
  }

  Endpoint endpoint() {
    return endpoint;
  }

  long idleSince() {
    return idleSince;
  }

  @Override
  public boolean reused() {
    return reused;
  }

  @Override
  public void begin(UpstreamEvents receiver, boolean noBody) {
    events = receiver;
    bodiless = noBody;
    begun = false;
    headDone = false;
    answered = false;
    partialHead = null;
    writeBroken = false;
    trailers = null;
  }

  @Override
  public boolean send(RequestHead head, ByteBuffer body, boolean last) {
    inChunks = head.length() == RequestHead.UNKNOWN;
    ByteBuffer start = loop.framing();
    int length = head.write(loop.scratch());
    start.put(loop.scratch(), 0, length);
    return framed(start, body, last);
  }

  @Override
  public void trailers(HeaderMap fields) {
    trailers = fields;
  }

  @Override
  public boolean send(ByteBuffer body, boolean last) {
    return framed(loop.framing(), body, last);
  }

  private boolean framed(ByteBuffer start, ByteBuffer body, boolean last) {
    ByteBuffer end = NOTHING;
    if (inChunks) {
      if (body.hasRemaining()) {
        chunkHead(start, body.remaining());
        end = LINE_END.duplicate();
      }
      if (last) {
        end = lastChunk(body.hasRemaining());
      }
    }
    gather[0] = start.flip();
    gather[1] = body;
    gather[2] = end;
    return write();
  }

  private ByteBuffer lastChunk(boolean afterData) {
    HeaderMap fields = trailers;
    if (fields == null) {
      return (afterData ? LAST_CHUNK_AFTER_DATA : LAST_CHUNK).duplicate();
    }
    StringBuilder text = new StringBuilder(afterData ? "\r\n0\r\n" : "0\r\n");
    for (HeaderValues values : fields) {
      for (String value : values) {
        text.append(values.getHeaderName()).append(": ").append(value).append("\r\n");
      }
    }
    return ByteBuffer.wrap(text.append("\r\n").toString().getBytes(ISO_8859_1));
  }

  private static void chunkHead(ByteBuffer to, int size) {
    for (int shift = 28 - (Integer.numberOfLeadingZeros(size) & ~3); shift >= 0; shift -= 4) {
      to.put(HEX[size >>> shift & 15]);
    }
    to.put((byte) '\r').put((byte) '\n');
  }

  private boolean write() {
    try {
      while (gather[0].hasRemaining() || gather[1].hasRemaining() || gather[2].hasRemaining()) {
        if (out.write(gather, 0, gather.length) == 0) {
          unsent = loop.park(gather);
          out.resumeWrites();
          return false;
        }
      }
      return true;
    } catch (IOException reset) {
      // a server may answer and close before it read everything: what it said is still to be read
      writeBroken = true;
      in.wakeupReads();
      return true;
    } finally {
      Arrays.fill(gather, NOTHING);
    }
  }

  @Override
  public boolean writeBroken() {
    return writeBroken;
  }

  @Override
  public void writeReady() {
    ByteBuffer pending = unsent;
    try {
      while (pending != null && pending.hasRemaining()) {
        if (out.write(pending) == 0) {
          return;
        }
      }
    } catch (IOException reset) {
      writeBroken = true;
      in.wakeupReads();
    }
    out.suspendWrites();
    loop.free(pending);
    unsent = null;
    if (events != null) {
      events.sent();
    }
  }

  @Override
  public void readReady() {
    for (; ; ) {
      ByteBuffer buffer = partialHead == null ? loop.bite() : loop.buffer();
      try {
        if (partialHead != null) {
          buffer.put(partialHead);
        }
        int count = in.read(buffer);
        if (count == 0) {
          return;
        }
        if (count < 0) {
          ended();
          return;
        }
        boolean more = !buffer.hasRemaining();
        buffer.flip();
        if (!received(buffer) || !more) {
          return;
        }
      } catch (BadFraming bad) {
        broken(headDone ? UpstreamEvents.Breach.CUT : UpstreamEvents.Breach.BAD_ANSWER, bad.rule());
        return;
      } catch (IOException reset) {
        broken(
            headDone
                ? UpstreamEvents.Breach.CUT
                : begun ? UpstreamEvents.Breach.BAD_ANSWER : UpstreamEvents.Breach.NO_ANSWER,
            "reset");
        return;
      }
    }
  }

  /** Whether to go on reading. */
  private boolean received(ByteBuffer buffer) throws BadFraming {
    if (events == null) {
      shut(); // bytes nobody asked for
      return false;
    }
    begun = true;
    boolean fresh = !headDone;
    while (!headDone) {
      if (!readHead(buffer)) {
        return events != null;
      }
    }
    return advance(buffer, fresh);
  }

  private boolean readHead(ByteBuffer buffer) throws BadFraming {
    Http1Head head = loop.head();
    int available = Math.min(buffer.remaining(), ResponseHead.MOST_BYTES);
    buffer.get(buffer.position(), head.bytes(), 0, available);
    int length = head.parse(available);
    if (length < 0) {
      if (available == ResponseHead.MOST_BYTES) {
        throw new BadFraming("answer head too large");
      }
      partialHead = new byte[buffer.remaining()];
      buffer.get(partialHead);
      return false;
    }
    partialHead = null;
    buffer.position(buffer.position() + length);
    UpstreamEvents receiver = receiver();
    if (head.status() < 200 && head.status() != 101) {
      receiver.interim(head);
      return events != null && buffer.hasRemaining();
    }
    headDone = true;
    framing(head);
    receiver.head(head);
    return true;
  }

  private void framing(Http1Head head) {
    int status = head.status();
    persistent = head.persistent();
    if (status == 101) {
      left = UNTIL_CLOSE;
      persistent = false;
    } else if (bodiless || status == 204 || status == 304) {
      left = 0;
    } else if (head.chunked()) {
      left = CHUNKED;
      chunks.reset();
    } else {
      left = head.length() >= 0 ? head.length() : UNTIL_CLOSE;
      persistent &= left >= 0;
    }
  }

  /** A fresh head is announced even without body bytes: they may be long in coming. */
  private boolean advance(ByteBuffer buffer, boolean fresh) throws BadFraming {
    UpstreamEvents receiver = events;
    if (receiver == null) {
      return false;
    }
    int excess = 0;
    if (left == CHUNKED) {
      excess = chunks.decode(buffer);
      answered = chunks.done();
    } else if (left >= 0) {
      excess = (int) Math.max(0, buffer.remaining() - left);
      buffer.limit(buffer.limit() - excess);
      left -= buffer.remaining();
      answered = left == 0;
    }
    if (excess > 0) {
      persistent = false; // bytes nobody asked for must never reach the next visitor
    }
    if (!buffer.hasRemaining() && !answered && !fresh) {
      return true;
    }
    boolean taken = receiver.body(buffer, answered);
    if (!taken && events == receiver) {
      in.suspendReads();
    }
    return taken && !answered && events != null;
  }

  private void ended() {
    if (events == null) {
      shut();
    } else if (headDone && left == UNTIL_CLOSE) {
      answered = true;
      in.suspendReads();
      receiver().body(loop.buffer().limit(0), true);
    } else if (headDone && answered) {
      persistent = false;
      in.suspendReads();
    } else if (headDone) {
      broken(UpstreamEvents.Breach.CUT, "answer cut short");
    } else {
      broken(
          begun ? UpstreamEvents.Breach.BAD_ANSWER : UpstreamEvents.Breach.NO_ANSWER,
          "closed without an answer");
    }
  }

  private UpstreamEvents receiver() {
    if (events == null) {
      throw new IllegalStateException("no exchange");
    }
    return events;
  }

  private void broken(UpstreamEvents.Breach breach, String cause) {
    UpstreamEvents receiver = events;
    shut();
    if (receiver != null) {
      receiver.broken(breach, cause);
    }
  }

  @Override
  public void resume() {
    in.resumeReads();
  }

  @Override
  public void release(boolean requestSent, int maxIdle) {
    boolean clean = persistent && answered && requestSent && unsent == null && !writeBroken;
    events = null;
    if (clean && loop.keepIdle(this, maxIdle)) {
      reused = true;
      idleSince = System.nanoTime();
      in.resumeReads();
    } else {
      shut();
    }
  }

  @Override
  public StreamConnection detach() {
    events = null;
    in.suspendReads();
    out.suspendWrites();
    in.setReadReadyHandler(
        new ReadReadyHandler.ChannelListenerHandler<>(connection.getSourceChannel()));
    out.setWriteReadyHandler(
        new WriteReadyHandler.ChannelListenerHandler<>(connection.getSinkChannel()));
    return connection;
  }

  @Override
  public void shut() {
    events = null;
    loop.forget(this);
    loop.free(unsent);
    unsent = null;
    IoUtils.safeClose(connection);
  }

  @Override
  public void forceTermination() {
    IoUtils.safeClose(connection);
  }

  @Override
  public void terminated() {
    // closing is seen as the end of the stream by readReady
  }
}
