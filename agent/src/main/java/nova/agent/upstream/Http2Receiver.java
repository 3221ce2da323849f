package nova.agent.upstream;

import static nova.agent.upstream.Http2Frames.ACK;
import static nova.agent.upstream.Http2Frames.COMPRESSION_ERROR;
import static nova.agent.upstream.Http2Frames.ENHANCE_YOUR_CALM;
import static nova.agent.upstream.Http2Frames.FLOW_CONTROL_ERROR;
import static nova.agent.upstream.Http2Frames.HEADER_BYTES;
import static nova.agent.upstream.Http2Frames.PING;
import static nova.agent.upstream.Http2Frames.PROTOCOL_ERROR;
import static nova.agent.upstream.Http2Frames.SETTINGS;
import static nova.agent.upstream.Http2Frames.WINDOW_UPDATE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import nova.agent.exchange.hpack.HpackDecoder;
import nova.agent.exchange.hpack.HpackFailure;
import nova.agent.upstream.UpstreamEvents.Breach;
import org.jspecify.annotations.Nullable;

/**
 * What a server's frames mean. Credit of the connection as a whole is given back as bytes come, so
 * that a visitor who does not read holds up nobody else: what may pile up is limited by stream.
 */
final class Http2Receiver implements Http2Reader.Frames {
  static final int WINDOW = 1 << 24;
  private static final int TABLE_BYTES = 4096;
  // frames in a row that bring nothing: an attack, or a server gone mad
  private static final int MOST_IDLE_FRAMES = 2000;
  private static final int IDLE_FRAMES_FORGIVEN = 50;

  private final UpstreamLoop loop;
  private final Http2Connection connection;
  private final Http2Streams streams;
  private final Http2Sender sender;
  private final HpackDecoder decoder = new HpackDecoder(TABLE_BYTES);
  private final Http2Settings peer = new Http2Settings();
  private final ArrayDeque<Http2Stream> unannounced = new ArrayDeque<>();
  private int received;
  private int lastTaken = Integer.MAX_VALUE;
  private int idleFrames;

  Http2Receiver(
      UpstreamLoop loop, Http2Connection connection, Http2Streams streams, Http2Sender sender) {
    this.loop = loop;
    this.connection = connection;
    this.streams = streams;
    this.sender = sender;
  }

  /** Streams the server allows at a time. */
  long mostStreams() {
    return peer.mostStreams();
  }

  /** Time has passed. */
  void forgive() {
    idleFrames = Math.max(0, idleFrames - IDLE_FRAMES_FORGIVEN);
  }

  /** A head is passed on by itself unless the same read brings bytes of the body. */
  void announceLater(Http2Stream stream) {
    unannounced.add(stream);
  }

  void announce() {
    for (Http2Stream stream = unannounced.poll(); stream != null; stream = unannounced.poll()) {
      stream.announce();
    }
  }

  @Override
  public void data(int id, ByteBuffer part, int taken, boolean last) throws IOException {
    received += taken;
    if (received > WINDOW) {
      throw new Http2Fault(FLOW_CONTROL_ERROR, "more than the window of the connection");
    }
    if (received >= WINDOW / 2) {
      sender.output().control(WINDOW_UPDATE, 0, 0, received);
      received = 0;
    }
    Http2Stream stream = find(id);
    if (stream != null && part.hasRemaining()) {
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
    if (!connection.opened(id)) {
      throw new Http2Fault(PROTOCOL_ERROR, "a stream that was never opened");
    }
    return streams.find(id);
  }

  @Override
  public void headers(int id, byte[] block, int length, boolean last) throws IOException {
    Http2Head head = loop.http2Head();
    head.begin();
    try {
      decoder.decode(block, 0, length, head);
    } catch (HpackFailure broken) {
      throw new Http2Fault(COMPRESSION_ERROR, "bad compression of a head");
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
    if (peer.read(values)) {
      sender.tableMentioned();
    }
    Http2Frames.head(sender.output().room(HEADER_BYTES), 0, SETTINGS, ACK, 0);
    long wider = peer.firstWindow() - sender.firstWindow();
    if (wider != 0) {
      sender.firstWindow(peer.firstWindow());
      for (Http2Stream stream : streams.all()) {
        if (!stream.upload().widen(wider)) {
          throw new Http2Fault(FLOW_CONTROL_ERROR, "window too large");
        }
      }
    }
    connection.greeted();
  }

  @Override
  public void settingsTaken() throws IOException {
    other();
  }

  @Override
  public void ping(long token, boolean answer) throws IOException {
    other();
    if (!answer) {
      ByteBuffer to = sender.output().room(HEADER_BYTES + Long.BYTES);
      Http2Frames.head(to, Long.BYTES, PING, ACK, 0);
      to.putLong(token);
    }
  }

  @Override
  public void goAway(int last, int code) throws IOException {
    if (last > lastTaken) {
      throw new Http2Fault(PROTOCOL_ERROR, "GOAWAY took something back");
    }
    lastTaken = last;
    connection.retire(); // before anybody who is told tries again
    for (Http2Stream stream : streams.all()) {
      if (stream.id() > last && streams.remove(stream)) {
        stream.lost(Breach.NOT_PROCESSED, "the server is going away: " + Http2Frames.error(code));
      }
    }
    connection.retire();
  }

  @Override
  public void window(int id, int more) throws IOException {
    other();
    Http2Stream stream = id == 0 ? null : find(id);
    boolean counts = id == 0 ? sender.widen(more) : stream == null || stream.upload().widen(more);
    if (more == 0 || !counts) {
      throw new Http2Fault(FLOW_CONTROL_ERROR, "bad window");
    }
  }

  @Override
  public void other() throws IOException {
    if (++idleFrames > MOST_IDLE_FRAMES || sender.output().flooded()) {
      throw new Http2Fault(ENHANCE_YOUR_CALM, "too many frames without use");
    }
  }

  /** Bytes of a request went out: the server has something to do. */
  void busy() {
    idleFrames = 0;
  }
}
