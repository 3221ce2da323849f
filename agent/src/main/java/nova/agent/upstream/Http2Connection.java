package nova.agent.upstream;

import static nova.agent.upstream.Http2Frames.ACK;
import static nova.agent.upstream.Http2Frames.DATA;
import static nova.agent.upstream.Http2Frames.END_STREAM;
import static nova.agent.upstream.Http2Frames.ENHANCE_YOUR_CALM;
import static nova.agent.upstream.Http2Frames.FIRST_WINDOW;
import static nova.agent.upstream.Http2Frames.FLOW_CONTROL_ERROR;
import static nova.agent.upstream.Http2Frames.GOAWAY;
import static nova.agent.upstream.Http2Frames.HEADER_BYTES;
import static nova.agent.upstream.Http2Frames.MOST_PAYLOAD;
import static nova.agent.upstream.Http2Frames.NO_ERROR;
import static nova.agent.upstream.Http2Frames.PING;
import static nova.agent.upstream.Http2Frames.PROTOCOL_ERROR;
import static nova.agent.upstream.Http2Frames.RST_STREAM;
import static nova.agent.upstream.Http2Frames.SETTINGS;
import static nova.agent.upstream.Http2Frames.WINDOW_UPDATE;

import io.undertow.util.HeaderMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nova.agent.exchange.hpack.HpackDecoder;
import nova.agent.exchange.hpack.HpackFailure;
import nova.agent.upstream.UpstreamEvents.Breach;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.conduits.WriteReadyHandler;

/**
 * One HTTP/2 connection to a server and the streams on it. Credit of the connection as a whole is
 * given back as bytes come, so that a visitor who does not read holds up nobody else: what may pile
 * up is limited by stream.
 */
final class Http2Connection implements Http2Reader.Frames, ReadReadyHandler, WriteReadyHandler {
  private static final int WINDOW = 1 << 24;
  private static final int TABLE_BYTES = 4096;
  private static final int MOST_STREAMS = 256;
  private static final int LAST_ID = 1 << 30;
  // frames in a row that bring nothing: an attack, or a server gone mad
  private static final int MOST_IDLE_FRAMES = 2000;
  // at each sweep
  private static final int IDLE_FRAMES_FORGIVEN = 50;
  private static final int MOST_WAITING = 1 << 20;
  private static final long PING_NANOS = TimeUnit.SECONDS.toNanos(3);

  private final UpstreamLoop loop;
  private final Wire wire;
  private final StreamSourceConduit in;
  private final Http2Output output;
  private final Http2Reader reader = new Http2Reader(this);
  private final HpackDecoder decoder = new HpackDecoder(TABLE_BYTES);
  private final Http2Settings peer = new Http2Settings();
  private final Http2Streams streams = new Http2Streams();
  private final ArrayDeque<Http2Upload> queue = new ArrayDeque<>();
  private final ArrayDeque<Http2Stream> unannounced = new ArrayDeque<>();
  private final List<Http2Upload> waiting = new ArrayList<>();
  private final Greeting greeting;
  private long sendWindow = FIRST_WINDOW;
  private int received;
  private int reserved;
  private int nextId = 1;
  private int lastTaken = Integer.MAX_VALUE;
  private int idleFrames;
  private boolean greeted;
  private boolean tableTold;
  private boolean used;
  private boolean retired;
  private boolean closed;
  private long pinged;
  private long idleSince = System.nanoTime();

  /** Hears once how the server took to the connection. */
  interface Greeting {
    /** It has said what it allows. */
    void ready();

    void failed(String cause);
  }

  Http2Connection(UpstreamLoop loop, Wire wire, Greeting greeting) {
    this.loop = loop;
    this.wire = wire;
    this.greeting = greeting;
    this.in = wire.in();
    StreamSinkConduit out = wire.out();
    this.output = new Http2Output(loop, out);
    in.setReadReadyHandler(this);
    out.setWriteReadyHandler(this);
    in.resumeReads();
    greet();
  }

  private void greet() {
    int settings = 3 * 6;
    ByteBuffer to = output.room(128);
    to.put(Http2Frames.PREFACE);
    Http2Frames.head(to, settings, SETTINGS, 0, 0);
    Http2Frames.setting(to, Http2Frames.ENABLE_PUSH, 0);
    Http2Frames.setting(to, Http2Frames.INITIAL_WINDOW_SIZE, Http2Download.FIRST_WINDOW);
    Http2Frames.setting(to, Http2Frames.MAX_HEADER_LIST_SIZE, ResponseHead.MOST_BYTES);
    output.control(WINDOW_UPDATE, 0, 0, WINDOW - FIRST_WINDOW);
    flushSoon();
  }

  Wire wire() {
    return wire;
  }

  // ---- who may use it ----

  /** A stream that may be used, or null when there is no room for one. */
  @Nullable Http2Stream reserve() {
    boolean room = streams.count() + reserved < Math.min(peer.mostStreams(), MOST_STREAMS);
    retired |= !wire.current();
    if (retired
        || closed
        || !greeted
        || !room
        || pinged != 0
        || output.waiting() > MOST_WAITING) {
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
    if (nextId > LAST_ID) {
      retired = true;
    }
    return id;
  }

  /** Both sides have said everything. */
  void closed(Http2Stream stream) {
    if (streams.remove(stream)) {
      vacated();
    }
  }

  void reset(Http2Stream stream, int code) {
    if (!closed) {
      output.control(RST_STREAM, 0, stream.id(), code);
      flushSoon();
    }
    closed(stream);
  }

  private void vacated() {
    if (streams.count() == 0 && reserved == 0) {
      idleSince = System.nanoTime();
      if (retired) {
        close(NO_ERROR);
      }
    }
  }

  /** An exchange is over; without a wish for idle connections there is none. */
  void left(int mostIdle) {
    if (mostIdle == 0 && streams.count() == 0 && reserved == 0) {
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
      ByteBuffer to = output.room(HEADER_BYTES + 8);
      Http2Frames.head(to, 8, PING, 0, 0);
      to.putLong(pinged);
      flushSoon();
    }
  }

  void sweep(long now, long mostIdleNanos) {
    idleFrames = Math.max(0, idleFrames - IDLE_FRAMES_FORGIVEN);
    retired |= !wire.current();
    if (pinged != 0 && now - pinged > PING_NANOS) {
      lost(Breach.NO_ANSWER, "the server does not answer pings", NO_ERROR);
    } else if (streams.count() == 0
        && reserved == 0
        && (retired || now - idleSince > mostIdleNanos)) {
      close(NO_ERROR);
    }
  }

  // ---- sending ----

  long firstWindow() {
    return peer.firstWindow();
  }

  boolean blocked() {
    return output.blocked();
  }

  void writeHead(int stream, RequestHead head, boolean last) {
    var block = loop.hpack().begin();
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

  void writeTrailers(int stream, HeaderMap fields) {
    var block = loop.hpack().begin();
    for (var values : fields) {
      for (String value : values) {
        block.field(loop.names().lower(values.getHeaderName()), value);
      }
    }
    output.headers(stream, block, true);
  }

  /** How many bytes of a body may be sent now, of those that are there. */
  int allowed(int bytes) {
    int most = Math.min(MOST_PAYLOAD, output.appetite());
    return closed ? 0 : (int) Math.min(Math.min(bytes, most), Math.max(0, sendWindow));
  }

  void writeData(int stream, ByteBuffer body, int size, boolean last) {
    ByteBuffer to = output.room(HEADER_BYTES + size);
    Http2Frames.head(to, size, DATA, last ? END_STREAM : 0, stream);
    int limit = body.limit();
    to.put(body.limit(body.position() + size));
    body.limit(limit);
    sendWindow -= size;
    idleFrames = 0;
  }

  /** The upload goes on when there is room. */
  void queue(Http2Upload upload) {
    if (upload.joins()) {
      queue.add(upload);
    }
  }

  void flushSoon() {
    if (!output.corked()) {
      flush();
    }
  }

  private void flush() {
    try {
      var unused = output.flush();
    } catch (IOException reset) {
      // what the server said before is still to be read
      output.free();
      in.wakeupReads();
    }
  }

  /** Once the kernel has everything. */
  void tellLater(Http2Upload upload) {
    waiting.add(upload);
  }

  private void tellUploads() {
    if (waiting.isEmpty() || output.blocked() || closed) {
      return;
    }
    Http2Upload[] all = waiting.toArray(Http2Upload[]::new);
    waiting.clear();
    for (Http2Upload upload : all) {
      upload.tell();
    }
  }

  @Override
  public void writeReady() {
    output.cork();
    flush();
    pump();
    output.uncork();
    flush();
    tellUploads();
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

  // ---- receiving ----

  @Override
  public void readReady() {
    output.cork();
    try {
      receive();
    } catch (Http2Fault fault) {
      lost(Breach.BAD_ANSWER, fault.rule(), fault.code());
    } catch (IOException reset) {
      lost(Breach.NO_ANSWER, "reset", NO_ERROR);
    }
    if (!closed) {
      pump();
      output.uncork();
      flush();
      tellUploads();
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
        announce();
      }
    } while (more && count > 0 && !closed);
    if (count < 0 && !closed) {
      lost(Breach.NO_ANSWER, "closed without an answer", NO_ERROR);
    }
  }

  private void announce() {
    for (Http2Stream stream = unannounced.poll(); stream != null; stream = unannounced.poll()) {
      stream.announce();
    }
  }

  /** Unless the same read brings bytes of the body. */
  void announceLater(Http2Stream stream) {
    unannounced.add(stream);
  }

  @Override
  public void data(int id, ByteBuffer part, int taken, boolean last) throws IOException {
    received += taken;
    if (received > WINDOW) {
      throw new Http2Fault(FLOW_CONTROL_ERROR, "more than the window of the connection");
    }
    if (received >= WINDOW / 2) {
      output.control(WINDOW_UPDATE, 0, 0, received);
      received = 0;
    }
    Http2Stream stream = find(id);
    if (part.hasRemaining() && stream != null) {
      idleFrames = 0;
    } else {
      other();
    }
    if (stream != null) {
      stream.data(part, taken, last);
    }
  }

  /** Null for one that is over already. */
  private @Nullable Http2Stream find(int id) throws Http2Fault {
    if (id >= nextId || (id & 1) == 0) {
      throw new Http2Fault(PROTOCOL_ERROR, "a stream that was never opened");
    }
    return streams.find(id);
  }

  /** Lets the server send more on a stream. */
  void widen(int stream, int bytes) {
    if (!closed) {
      output.control(WINDOW_UPDATE, 0, stream, bytes);
      flushSoon();
    }
  }

  @Override
  public void headers(int id, byte[] block, int length, boolean last) throws IOException {
    Http2Head head = loop.http2Head();
    head.begin();
    try {
      decoder.decode(block, 0, length, head);
    } catch (HpackFailure broken) {
      throw new Http2Fault(Http2Frames.COMPRESSION_ERROR, "bad compression of a head");
    }
    Http2Stream stream = find(id);
    if (stream == null) {
      other();
    } else {
      idleFrames = 0;
      stream.headers(head, last);
    }
  }

  @Override
  public void reset(int id, int code) throws IOException {
    other();
    Http2Stream stream = find(id);
    if (stream != null) {
      stream.resetByServer(code);
    }
  }

  @Override
  public void settings(ByteBuffer values) throws IOException {
    other();
    long before = peer.firstWindow();
    tableTold &= !peer.read(values);
    ByteBuffer to = output.room(HEADER_BYTES);
    Http2Frames.head(to, 0, SETTINGS, ACK, 0);
    long wider = peer.firstWindow() - before;
    for (Http2Stream stream : streams.all()) {
      if (wider != 0 && !stream.upload().widen(wider)) {
        throw new Http2Fault(FLOW_CONTROL_ERROR, "window too large");
      }
    }
    if (!greeted) {
      greeted = true;
      greeting.ready();
    }
  }

  @Override
  public void settingsTaken() throws IOException {
    other();
  }

  @Override
  public void ping(long token, boolean answer) throws IOException {
    other();
    if (!answer) {
      ByteBuffer to = output.room(HEADER_BYTES + 8);
      Http2Frames.head(to, 8, PING, ACK, 0);
      to.putLong(token);
    }
  }

  @Override
  public void goAway(int last, int code) throws IOException {
    if (last > lastTaken) {
      throw new Http2Fault(PROTOCOL_ERROR, "GOAWAY took something back");
    }
    lastTaken = last;
    retired = true;
    for (Http2Stream stream : streams.all()) {
      if (stream.id() > last && streams.remove(stream)) {
        stream.lost(Breach.NOT_PROCESSED, "the server is going away: " + Http2Frames.error(code));
      }
    }
    vacated();
  }

  @Override
  public void window(int id, int more) throws IOException {
    other();
    if (id == 0) {
      sendWindow += more;
      if (more == 0 || sendWindow > Integer.MAX_VALUE) {
        throw new Http2Fault(FLOW_CONTROL_ERROR, "bad window of the connection");
      }
      return;
    }
    Http2Stream stream = find(id);
    if (stream != null && (more == 0 || !stream.upload().widen(more))) {
      throw new Http2Fault(FLOW_CONTROL_ERROR, "bad window of a stream");
    }
  }

  @Override
  public void other() throws IOException {
    if (++idleFrames > MOST_IDLE_FRAMES || output.waiting() > MOST_WAITING) {
      throw new Http2Fault(ENHANCE_YOUR_CALM, "too many frames without use");
    }
  }

  // ---- the end ----

  private void lost(Breach breach, String cause, int code) {
    boolean strange = !greeted && !closed;
    close(code);
    if (strange) {
      greeting.failed("http2: " + cause);
    }
    for (Http2Stream stream : streams.all()) {
      var unused = streams.remove(stream);
      stream.lost(stream.headDone() ? Breach.CUT : breach, cause);
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
    if (!output.blocked()) {
      ByteBuffer to = output.room(HEADER_BYTES + 8);
      Http2Frames.head(to, 8, GOAWAY, 0, 0);
      to.putInt(0).putInt(code);
      flush();
    }
    output.free();
    wire.close();
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
