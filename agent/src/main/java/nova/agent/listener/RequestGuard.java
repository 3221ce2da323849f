package nova.agent.listener;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import nova.agent.exchange.BadFraming;
import nova.agent.exchange.ChunkScanner;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.channels.StreamSinkChannel;
import org.xnio.conduits.AbstractStreamSourceConduit;
import org.xnio.conduits.ConduitReadableByteChannel;
import org.xnio.conduits.Conduits;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Sits between the socket and Undertow's lenient parser and follows the framing of the byte stream
 * itself: whole heads that passed {@link HeadReader}, bodies of the announced length, one message
 * at a time.
 *
 * <p>A request that is not let in is replaced by a harmless one, so that its refusal is answered in
 * order, behind the answers to the requests before it; nothing after it is ever parsed.
 */
public final class RequestGuard extends AbstractStreamSourceConduit<StreamSourceConduit>
    implements Visitor {
  private static final byte[] REPLACEMENT =
      "GET / HTTP/1.1\r\nHost: refused\r\nConnection: close\r\n\r\n".getBytes(ISO_8859_1);
  private static final long LINGER_NANOS = 2_000_000_000L;
  private static final int MOST_EARLY_BYTES = 16384;
  private static final byte[] NOTHING = new byte[0];

  private enum Stage {
    /** Between requests or inside a head. */
    HEAD,
    LENGTH,
    CHUNKS,
    /** The whole message was handed on; its answer is not out yet. */
    ANSWERING,
    /** A refusal was handed on; what still comes is thrown away. */
    REFUSED,
    /** Another protocol took over. */
    TUNNEL
  }

  private final StreamConnection connection;
  private final StreamSinkConduit out;
  private final VisitorThread thread;
  private final VisitorPort port;
  private final RequestFacts facts = new RequestFacts();
  private final ChunkScanner chunks = new ChunkScanner();
  private Stage stage = Stage.HEAD;
  private long left;
  private byte[] held = NOTHING;
  private int heldFrom;
  private int heldTo;
  private int ready;
  private int searched;
  private boolean starved;
  private long since;
  private boolean headBegun;
  private @Nullable Refusal refusal;
  private @Nullable String bodyProblem;
  private boolean gone;
  private boolean lingering;
  private @Nullable String peer;
  private @Nullable Departure departure;
  private ReadReadyHandler undertow;
  private boolean watching;
  AtomicInteger counted;
  int index;

  RequestGuard(
      StreamSourceConduit next,
      StreamConnection connection,
      VisitorThread thread,
      VisitorPort port,
      AtomicInteger counted) {
    super(next);
    this.counted = counted;
    this.undertow = new ReadReadyHandler.ChannelListenerHandler<>(connection.getSourceChannel());
    next.setReadReadyHandler(new Watch());
    this.connection = connection;
    this.out = connection.getSinkChannel().getConduit();
    this.thread = thread;
    this.port = port;
    this.since = System.nanoTime();
  }

  @Override
  public RequestFacts facts() {
    return facts;
  }

  @Override
  public VisitorPort port() {
    return port;
  }

  /** Why the request in hand is a replacement; null when it is real. */
  @Override
  public @Nullable Refusal refusal() {
    return refusal;
  }

  /** The visitor's IP address. */
  @Override
  public String peer() {
    String known = peer;
    if (known == null) {
      InetSocketAddress address = connection.getPeerAddress(InetSocketAddress.class);
      known = address == null ? "unknown" : address.getAddress().getHostAddress();
      int zone = known.indexOf('%');
      known = zone < 0 ? known : known.substring(0, zone);
      peer = known;
    }
    return known;
  }

  /** From here until {@link #answered}: who to tell when the visitor goes. One at a time. */
  @Override
  public void serving(Departure exchange) {
    departure = exchange;
  }

  /**
   * The whole request was read: until its answer is out, reading serves to notice that the visitor
   * left. The socket's read interest stays on, which also saves two system calls per request.
   */
  @Override
  public void awaitAnswer() {
    if (heldTo == heldFrom) {
      watching = true;
      next.resumeReads();
    }
  }

  /**
   * The answer to the request in hand is out.
   *
   * @param last the connection is being closed; the visitor gets a moment to read and close too
   */
  @Override
  public void answered(boolean last) {
    since = System.nanoTime();
    lingering = last;
    watching = false;
    departure = null;
    if (stage == Stage.ANSWERING) {
      stage = Stage.HEAD;
    }
  }

  /** From now on bytes pass unseen. */
  @Override
  public void tunnel() {
    stage = Stage.TUNNEL;
    watching = false;
    ready = heldTo - heldFrom;
  }

  @Override
  public int read(ByteBuffer dst) throws IOException {
    if (stage == Stage.ANSWERING) {
      stage = Stage.HEAD;
    }
    for (; ; ) {
      if (ready > 0) {
        return deliver(dst);
      }
      if (bodyProblem != null && !lingering) {
        return 0;
      }
      if (bodyProblem != null || stage == Stage.REFUSED || stage == Stage.TUNNEL) {
        return next.read(dst);
      }
      if (refusal != null) {
        replace();
      } else if (heldTo > heldFrom && !starved) {
        classifyHeld();
      } else {
        int from = dst.position();
        int count = next.read(dst);
        if (count <= 0) {
          return count;
        }
        int passed = heldTo > heldFrom ? holdBack(dst, from) : classify(dst, from);
        if (passed > 0) {
          return passed;
        }
      }
    }
  }

  private int deliver(ByteBuffer dst) {
    int count = Math.min(ready, dst.remaining());
    dst.put(held, heldFrom, count);
    heldFrom += count;
    ready -= count;
    if (heldFrom == heldTo) {
      held = NOTHING;
      heldFrom = 0;
      heldTo = 0;
    }
    if (ready == 0 && refusal != null) {
      stage = Stage.REFUSED;
    }
    return count;
  }

  private void replace() {
    held = REPLACEMENT;
    heldFrom = 0;
    heldTo = REPLACEMENT.length;
    ready = heldTo;
    facts.clear(headBegun ? since : System.nanoTime());
  }

  /** Appends what was read behind the bytes already held, and takes it out of {@code dst} again. */
  private int holdBack(ByteBuffer dst, int from) {
    int count = dst.position() - from;
    room(count);
    dst.get(from, held, heldTo, count);
    heldTo += count;
    dst.position(from);
    starved = false;
    return 0;
  }

  private void room(int count) {
    if (heldFrom > 0) {
      System.arraycopy(held, heldFrom, held, 0, heldTo - heldFrom);
      searched = Math.max(0, searched - heldFrom);
      heldTo -= heldFrom;
      heldFrom = 0;
    }
    if (held.length < heldTo + count) {
      held = Arrays.copyOf(held, Math.max(heldTo + count, Math.min(2 * held.length, 131072)));
    }
  }

  /** Decides how many of the held bytes may pass. */
  private void classifyHeld() {
    if (stage == Stage.HEAD) {
      begin();
      int end = headEnd(held, heldFrom, heldTo, Math.max(searched, heldFrom));
      if (end < 0) {
        searched = heldTo;
        starved = true;
      } else {
        enter(held, heldFrom, end);
        mask(held);
        ready = end - heldFrom;
        searched = 0;
      }
      if (refusal != null) {
        ready = 0;
      }
      return;
    }
    ByteBuffer view = ByteBuffer.wrap(held);
    ready = body(view, heldFrom, heldTo) - heldFrom;
  }

  /** Decides how many of the bytes just read pass; the rest is held. */
  private int classify(ByteBuffer dst, int from) {
    int to = dst.position();
    int pass = from;
    if (stage == Stage.HEAD) {
      begin();
      byte[] scratch = thread.scratch(to - from);
      dst.get(from, scratch, 0, to - from);
      int end = headEnd(scratch, 0, to - from, 0);
      if (end >= 0) {
        enter(scratch, 0, end);
        if (refusal == null && facts.target != null) {
          mask(scratch);
          int at = facts.targetFrom;
          dst.put(from + at, scratch, at, facts.targetTo - at);
        }
      }
      if (end < 0 || refusal != null) {
        hold(dst, from, to);
        searched = heldTo;
        starved = true;
        return 0;
      }
      pass = from + end;
    }
    if (stage == Stage.LENGTH || stage == Stage.CHUNKS) {
      pass = body(dst, pass, to);
    }
    if (pass < to) {
      hold(dst, pass, to);
    }
    return pass - from;
  }

  private void hold(ByteBuffer dst, int from, int to) {
    held = new byte[to - from];
    dst.get(from, held);
    heldFrom = 0;
    heldTo = held.length;
    searched = 0;
    starved = false;
    dst.position(from);
  }

  private void begin() {
    if (!headBegun) {
      headBegun = true;
      since = System.nanoTime();
    }
  }

  boolean headBegun() {
    return headBegun;
  }

  /** Index behind the head's empty line, or -1; sets the refusal when no good head can follow. */
  private int headEnd(byte[] bytes, int from, int to, int searchFrom) {
    // a lone CRLF before a request is let through by RFC 9112, 2.2; longer rows of them are not
    int start = from;
    if (to - from >= 2 && bytes[from] == '\r' && bytes[from + 1] == '\n') {
      start = from + 2;
    }
    int at = Math.max(searchFrom, start);
    int most = Math.min(to, start + port.limits().maxHeaderBytes());
    for (; at < most; at++) {
      if (bytes[at] != '\n') {
        continue;
      }
      if (at == start || bytes[at - 1] != '\r') {
        return refuse(400, "line must end with CRLF");
      }
      if (at - 1 == start || bytes[at - 2] == '\n') {
        return at + 1;
      }
    }
    if (to > most) {
      return hasLine(bytes, start, most)
          ? refuse(431, "request header too large")
          : refuse(414, "request target too long");
    }
    return -1;
  }

  private static boolean hasLine(byte[] bytes, int from, int to) {
    for (int i = from; i < to; i++) {
      if (bytes[i] == '\n') {
        return true;
      }
    }
    return false;
  }

  private int refuse(int status, String cause) {
    refusal = new Refusal(status, cause);
    return -1;
  }

  private void enter(byte[] bytes, int from, int end) {
    facts.clear(since);
    int start = bytes[from] == '\r' ? from + 2 : from;
    refusal = new HeadReader(bytes, end, facts, port.limits().maxHeaders()).read(start);
    headBegun = false;
    if (facts.length == RequestFacts.CHUNKED) {
      stage = Stage.CHUNKS;
      chunks.reset();
    } else {
      left = facts.length;
      stage = left > 0 ? Stage.LENGTH : Stage.ANSWERING;
    }
  }

  /**
   * Undertow must not judge or rewrite unusual targets; it sees a plain one of the same length, and
   * the pipeline takes the real one from the facts.
   */
  private void mask(byte[] bytes) {
    if (facts.target != null) {
      Arrays.fill(bytes, facts.targetFrom, facts.targetTo, (byte) 'x');
      bytes[facts.targetFrom] = '/';
    }
  }

  /** The rule the request body broke; null while it is in order. */
  @Override
  public @Nullable String bodyProblem() {
    return bodyProblem;
  }

  private int body(ByteBuffer bytes, int from, int to) {
    if (stage == Stage.LENGTH) {
      int count = (int) Math.min(left, to - from);
      left -= count;
      if (left == 0) {
        stage = Stage.ANSWERING;
      }
      return from + count;
    }
    int end;
    try {
      end = chunks.scan(bytes, from, to);
    } catch (BadFraming bad) {
      // not thrown: Undertow would close the connection before the visitor is told why
      bodyProblem = bad.rule();
      return from;
    }
    if (chunks.done()) {
      stage = Stage.ANSWERING;
    }
    return end;
  }

  /** Written below Undertow, which knows no 103. */
  @Override
  public void hint(HeaderMap fields) throws IOException {
    StringBuilder text = new StringBuilder("HTTP/1.1 103 Early Hints\r\n");
    for (HeaderValues values : fields) {
      for (String value : values) {
        text.append(values.getHeaderName()).append(": ").append(value).append("\r\n");
      }
    }
    ByteBuffer hint = ByteBuffer.wrap(text.append("\r\n").toString().getBytes(ISO_8859_1));
    out.write(hint);
    if (hint.position() > 0 && hint.hasRemaining()) {
      // half a hint cannot be taken back; a visitor this far behind is stuck
      throw new IOException("the visitor does not read");
    }
  }

  @Override
  public void cut() {
    IoUtils.safeClose(connection);
  }

  /** Called by the sweep of the connection's thread. */
  void sweep(long now) {
    if (lingering && now - since > LINGER_NANOS) {
      IoUtils.safeClose(connection);
      return;
    }
    if (stage != Stage.HEAD || refusal != null || lingering) {
      return;
    }
    if (headBegun && now - since > port.limits().headerTimeout().toNanos()) {
      refuse(408, "request header not complete in time");
      wakeupReads();
    } else if (!headBegun && (port.closing() || now - since > port.idleNanos())) {
      IoUtils.safeClose(connection);
    }
  }

  /** True the first time only. */
  boolean leave() {
    boolean first = !gone;
    gone = true;
    Departure told = departure;
    departure = null;
    if (told != null) {
      told.visitorLeft();
    }
    return first;
  }

  /**
   * An end of stream means the visitor is gone, although it may be half of a connection only: a
   * browser that closes a tab looks just the same, and servers must not work for nobody.
   */
  private void watch() {
    ByteBuffer early = ByteBuffer.wrap(thread.scratch(MOST_EARLY_BYTES));
    int count;
    try {
      count = heldTo > heldFrom ? 0 : next.read(early);
    } catch (IOException reset) {
      count = -1;
    }
    if (count < 0) {
      IoUtils.safeClose(connection);
    } else if (count > 0) {
      hold(early.flip(), 0, count);
    }
    if (heldTo > heldFrom) {
      next.suspendReads();
    }
  }

  /** Readiness goes to Undertow, except while an answer is awaited. */
  private final class Watch implements ReadReadyHandler {
    @Override
    public void readReady() {
      if (watching) {
        watch();
      } else {
        undertow.readReady();
      }
    }

    @Override
    public void forceTermination() {
      undertow.forceTermination();
    }

    @Override
    public void terminated() {
      undertow.terminated();
    }
  }

  @Override
  public void setReadReadyHandler(ReadReadyHandler handler) {
    undertow = handler;
  }

  void close() {
    IoUtils.safeClose(connection);
  }

  @Override
  public void resumeReads() {
    if (ready > 0 || (heldTo > heldFrom && !starved)) {
      next.wakeupReads();
    } else {
      next.resumeReads();
    }
  }

  @Override
  public long read(ByteBuffer[] dsts, int offset, int length) throws IOException {
    for (int i = offset; i < offset + length; i++) {
      if (dsts[i].hasRemaining()) {
        return read(dsts[i]);
      }
    }
    return 0;
  }

  @Override
  public long transferTo(long position, long count, FileChannel target) throws IOException {
    return target.transferFrom(new ConduitReadableByteChannel(this), position, count);
  }

  @Override
  public long transferTo(long count, ByteBuffer through, StreamSinkChannel target)
      throws IOException {
    return Conduits.transfer(this, count, through, target);
  }
}
