package nova.agent.upstream;

import io.undertow.util.HeaderMap;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import nova.agent.exchange.BadFraming;
import nova.agent.exchange.ChunkScanner;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.conduits.WriteReadyHandler;

/** One HTTP/1.1 connection to a server; carries one exchange at a time. */
final class Http1Connection implements ServerExchange, ReadReadyHandler, WriteReadyHandler {
  private static final System.Logger LOG = System.getLogger(Http1Connection.class.getName());
  // most of what comes with a head is not part of it, and need not be copied to be read
  private static final int USUAL_HEAD_BYTES = 2048;
  private static final long UNTIL_CLOSE = -1;
  private static final long CHUNKED = -2;

  private final UpstreamLoop loop;
  private final Wire wire;
  private final StreamSourceConduit in;
  private final Http1Sender sender;
  private final ChunkScanner chunks = new ChunkScanner();
  private @Nullable UpstreamEvents events;
  private byte @Nullable [] partialHead;
  private boolean bodiless;
  private boolean begun;
  private boolean headDone;
  private boolean answered;
  private boolean persistent;
  private boolean reused;

  /** What is decrypted comes in whole records: they need their room. */
  private final boolean plain;

  private long left;
  private long idleSince;

  Http1Connection(UpstreamLoop loop, Wire wire) {
    this.loop = loop;
    this.wire = wire;
    this.in = wire.in();
    this.plain = wire.endpoint().transport().tls() == null;
    StreamSinkConduit out = wire.out();
    this.sender = new Http1Sender(loop, out);
    in.setReadReadyHandler(this);
    out.setWriteReadyHandler(this);
    in.resumeReads();
  }

  Wire wire() {
    return wire;
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
    sender.begin();
  }

  @Override
  public boolean send(RequestHead head, ByteBuffer body, boolean last) {
    return told(sender.head(head, body, last));
  }

  @Override
  public boolean send(ByteBuffer body, boolean last) {
    return told(sender.body(body, last));
  }

  private boolean told(boolean sent) {
    if (sender.broken()) {
      // a server may answer and close before it read everything: what it said is still to be read
      in.wakeupReads();
    }
    return sent;
  }

  @Override
  public void trailers(HeaderMap fields) {
    sender.trailers(fields);
  }

  @Override
  public boolean writeBroken() {
    return sender.broken();
  }

  @Override
  public void writeReady() {
    boolean done = sender.writable();
    if (told(done) && events != null) {
      events.sent();
    }
  }

  @Override
  public void readReady() {
    for (; ; ) {
      ByteBuffer buffer = partialHead == null && plain ? loop.bite() : loop.buffer();
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
      } catch (RuntimeException bug) { // XNIO would swallow it and leave the visitor waiting
        LOG.log(Level.ERROR, "A connection to a server failed", bug);
        broken(headDone ? UpstreamEvents.Breach.CUT : UpstreamEvents.Breach.BAD_ANSWER, "failed");
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
    int available = Math.min(buffer.remaining(), USUAL_HEAD_BYTES);
    buffer.get(buffer.position(), head.bytes(), 0, available);
    int length = head.parse(available);
    if (length < 0 && buffer.remaining() > available) {
      available = Math.min(buffer.remaining(), ResponseHead.MOST_BYTES);
      buffer.get(buffer.position(), head.bytes(), 0, available);
      length = head.parse(available);
    }
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
      if (answered) {
        announceTrailers(receiver);
      }
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

  private void announceTrailers(UpstreamEvents receiver) {
    String lines = chunks.trailers();
    HeaderMap fields = lines.isEmpty() ? null : Trailers.read(lines);
    if (fields != null) {
      receiver.trailers(fields);
    }
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
    boolean clean = persistent && answered && requestSent && sender.clean();
    events = null;
    if (clean && loop.idle().keep(this, maxIdle)) {
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
    return wire.detach();
  }

  @Override
  public void shut() {
    events = null;
    loop.idle().forget(this);
    sender.free();
    wire.close();
  }

  @Override
  public void forceTermination() {
    wire.close();
  }

  @Override
  public void terminated() {
    // closing is seen as the end of the stream by readReady
  }
}
