package nova.agent.upstream;

import static nova.agent.upstream.Http2Frames.FIRST_WINDOW;
import static nova.agent.upstream.Http2Frames.GOAWAY;
import static nova.agent.upstream.Http2Frames.HEADER_BYTES;
import static nova.agent.upstream.Http2Frames.NO_ERROR;
import static nova.agent.upstream.Http2Frames.PING;
import static nova.agent.upstream.Http2Frames.RST_STREAM;
import static nova.agent.upstream.Http2Frames.SETTINGS;
import static nova.agent.upstream.Http2Frames.WINDOW_UPDATE;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import nova.agent.upstream.UpstreamEvents.Breach;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.conduits.WriteReadyHandler;

/** One HTTP/2 connection to a server, and who may use it for how long. */
final class Http2Connection implements ReadReadyHandler, WriteReadyHandler {
  private static final System.Logger LOG = System.getLogger(Http2Connection.class.getName());
  private static final int MOST_STREAMS = 256;
  private static final int LAST_ID = 1 << 30;
  private static final long PING_NANOS = TimeUnit.SECONDS.toNanos(3);

  /** Hears once how the server took to the connection. */
  interface Greeting {
    /** It has said what it allows. */
    void ready();

    void failed(String cause);
  }

  private final UpstreamLoop loop;
  private final Wire wire;
  private final Greeting greeting;
  private final StreamSourceConduit in;
  private final Http2Streams streams = new Http2Streams();
  private final Http2Sender sender;
  private final Http2Receiver receiver;
  private final Http2Reader reader;
  private int reserved;
  private int nextId = 1;
  private boolean greeted;
  private boolean used;
  private boolean retired;
  private boolean closed;
  private long pinged;
  private long idleSince = System.nanoTime();

  Http2Connection(UpstreamLoop loop, Wire wire, Greeting greeting) {
    this.loop = loop;
    this.wire = wire;
    this.greeting = greeting;
    this.in = wire.in();
    this.sender = new Http2Sender(loop, wire);
    this.receiver = new Http2Receiver(loop, this, streams, sender);
    this.reader = new Http2Reader(receiver);
    in.setReadReadyHandler(this);
    wire.out().setWriteReadyHandler(this);
    in.resumeReads();
    greet();
  }

  private void greet() {
    ByteBuffer to = sender.output().room(Http2Frames.PREFACE.length + HEADER_BYTES + 18);
    to.put(Http2Frames.PREFACE);
    Http2Frames.head(to, 18, SETTINGS, 0, 0);
    Http2Frames.setting(to, Http2Frames.ENABLE_PUSH, 0);
    Http2Frames.setting(to, Http2Frames.INITIAL_WINDOW_SIZE, Http2Download.FIRST_WINDOW);
    Http2Frames.setting(to, Http2Frames.MAX_HEADER_LIST_SIZE, ResponseHead.MOST_BYTES);
    sender.output().control(WINDOW_UPDATE, 0, 0, Http2Receiver.WINDOW - FIRST_WINDOW);
    sender.flush();
  }

  Wire wire() {
    return wire;
  }

  Http2Sender sender() {
    return sender;
  }

  Http2Receiver receiver() {
    return receiver;
  }

  /** The server has said what it allows. */
  void greeted() {
    if (!greeted) {
      greeted = true;
      greeting.ready();
    }
  }

  // ---- streams ----

  /** A stream that may be used, or null when there is no room for one. */
  @Nullable Http2Stream reserve() {
    retired |= !wire.current();
    long most = Math.min(receiver.mostStreams(), MOST_STREAMS);
    if (retired
        || closed
        || !greeted
        || pinged != 0
        || streams.count() + reserved >= most
        || sender.output().flooded()) {
      return null;
    }
    reserved++;
    return new Http2Stream(this, loop, used);
  }

  void unreserve() {
    reserved--;
    vacated();
  }

  /** The number of a reserved stream; 0 when the connection was lost in the meantime. */
  int open(Http2Stream stream) {
    reserved--;
    if (retired || closed) {
      vacated();
      return 0;
    }
    used = true;
    streams.add(stream);
    int id = nextId;
    nextId += 2;
    retired |= nextId > LAST_ID;
    return id;
  }

  /** Whether a stream of this number was ever opened. */
  boolean opened(int id) {
    return id < nextId && (id & 1) != 0;
  }

  /** Both sides have said everything. */
  void closed(Http2Stream stream) {
    if (streams.remove(stream)) {
      vacated();
    }
  }

  void reset(Http2Stream stream, int code) {
    control(RST_STREAM, stream.id(), code);
    closed(stream);
  }

  /** Lets the server send more on a stream. */
  void widen(int stream, int bytes) {
    control(WINDOW_UPDATE, stream, bytes);
  }

  private void control(int type, int stream, int value) {
    if (!closed) {
      sender.output().control(type, 0, stream, value);
      sender.flushSoon();
    }
  }

  // ---- how long it lives ----

  private boolean vacant() {
    return streams.count() == 0 && reserved == 0;
  }

  private void vacated() {
    if (vacant()) {
      idleSince = System.nanoTime();
      if (retired) {
        close(NO_ERROR);
      }
    }
  }

  /** An exchange is over; without a wish for idle connections there is none. */
  void left(int mostIdle) {
    if (mostIdle == 0 && vacant()) {
      close(NO_ERROR);
    }
  }

  /** Takes no new streams; closed when those it has are done. */
  void retire() {
    retired = true;
    vacated();
  }

  /** A stream got no answer: is anybody there? Nothing new is sent before that is known. */
  void doubt() {
    if (pinged == 0 && !closed) {
      pinged = System.nanoTime();
      ByteBuffer to = sender.output().room(HEADER_BYTES + Long.BYTES);
      Http2Frames.head(to, Long.BYTES, PING, 0, 0);
      to.putLong(pinged);
      sender.flushSoon();
    }
  }

  void sweep(long now, long mostIdleNanos) {
    receiver.forgive();
    retired |= !wire.current();
    if (pinged != 0 && now - pinged > PING_NANOS) {
      lost(Breach.NO_ANSWER, "the server does not answer pings", NO_ERROR);
    } else if (vacant() && (retired || now - idleSince > mostIdleNanos)) {
      close(NO_ERROR);
    }
  }

  private void lost(Breach breach, String cause, int code) {
    boolean strange = !greeted && !closed;
    close(code);
    if (strange) {
      greeting.failed("http2: " + cause);
    }
    for (Http2Stream stream : streams.all()) {
      if (streams.remove(stream)) {
        stream.lost(stream.headDone() ? Breach.CUT : breach, cause);
      }
    }
  }

  /** Says so if that takes no waiting. */
  void close(int code) {
    if (closed) {
      return;
    }
    closed = true;
    reader.stop();
    loop.shared().forget(this);
    if (!sender.blocked()) {
      ByteBuffer to = sender.output().room(HEADER_BYTES + Long.BYTES);
      Http2Frames.head(to, Long.BYTES, GOAWAY, 0, 0);
      to.putInt(0).putInt(code);
      sender.flush();
    }
    sender.end();
    wire.close();
  }

  // ---- what the socket says ----

  @Override
  public void writeReady() {
    if (!closed) {
      sender.flush();
      sender.goOn();
    }
  }

  @Override
  public void readReady() {
    if (closed) {
      return;
    }
    sender.output().cork(); // one system call for all that comes of one read
    try {
      receive();
    } catch (Http2Fault fault) {
      lost(Breach.BAD_ANSWER, fault.rule(), fault.code());
    } catch (IOException reset) {
      lost(Breach.NO_ANSWER, "reset", NO_ERROR);
    } catch (RuntimeException bug) { // XNIO would swallow it and leave visitors waiting
      LOG.log(Level.ERROR, "A connection to a server failed", bug);
      lost(Breach.BAD_ANSWER, "failed", Http2Frames.INTERNAL_ERROR);
    }
    if (!closed) {
      sender.goOn();
    }
  }

  private void receive() throws IOException {
    int count;
    boolean more;
    do {
      ByteBuffer buffer = loop.frames();
      count = in.read(buffer);
      more = !buffer.hasRemaining();
      if (count > 0) {
        pinged = 0;
        reader.read(buffer.flip(), loop.framesView());
        receiver.announce();
      }
    } while (more && count > 0 && !closed);
    if (count < 0 && !closed) {
      lost(Breach.NO_ANSWER, "closed without an answer", NO_ERROR);
    }
  }

  @Override
  public void forceTermination() {
    wire.close();
  }

  @Override
  public void terminated() {
    // seen as the end of the stream by readReady
  }
}
