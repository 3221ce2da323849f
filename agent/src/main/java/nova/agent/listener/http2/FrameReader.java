package nova.agent.listener.http2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import nova.agent.listener.Requests;
import nova.agent.listener.VisitorConnection;

/** What each frame of a visitor means, in the state its stream is in (RFC 9113, 5.1 and 6). */
final class FrameReader {
  private static final int PRIORITY_BYTES = 5;
  private static final int LEAST_GOAWAY_BYTES = 8;

  private final FrameWriter frames;
  private final Sending sending;
  private final Streams streams;
  private final HeaderFrames headers;
  private final PeerSettings settings = new PeerSettings();
  private final FloodGuard floods = new FloodGuard();
  private boolean greeted;

  FrameReader(
      VisitorConnection connection,
      FrameWriter frames,
      String scheme,
      Requests requests,
      Consumer<Http2Failure> broken) {
    this.frames = frames;
    this.sending = new Sending(frames, connection.thread(), connection.socket().getIoThread());
    this.streams = new Streams(connection, frames, floods, broken);
    this.headers =
        new HeaderFrames(connection, scheme, requests, sending, streams, settings, floods);
  }

  Streams streams() {
    return streams;
  }

  HeaderFrames headers() {
    return headers;
  }

  /** Whoever waits for the kernel may go on. */
  void written() {
    sending.takeTurns();
  }

  /** Reads the whole frames there are and leaves the rest. */
  void read(ByteBuffer bytes) throws IOException {
    while (bytes.remaining() >= Frames.HEADER_BYTES) {
      int at = bytes.position();
      int length = bytes.getInt(at) >>> 8;
      if (length > Frames.MOST_PAYLOAD) {
        throw new Http2Failure(ErrorCode.FRAME_SIZE_ERROR, "frame too large");
      }
      if (bytes.remaining() < Frames.HEADER_BYTES + length) {
        return;
      }
      int type = bytes.get(at + 3) & 0xff;
      int flags = bytes.get(at + 4);
      int stream = bytes.getInt(at + 5) & Integer.MAX_VALUE;
      int end = at + Frames.HEADER_BYTES + length;
      int limit = bytes.limit();
      bytes.limit(end).position(at + Frames.HEADER_BYTES);
      frame(type, flags, stream, bytes);
      bytes.limit(limit).position(end);
    }
  }

  private void frame(int type, int flags, int stream, ByteBuffer payload) throws IOException {
    if (!greeted && (type != Frames.SETTINGS || (flags & Frames.ACK) != 0)) {
      throw new Http2Failure(ErrorCode.PROTOCOL_ERROR, "SETTINGS must come first");
    }
    greeted = true;
    int open = headers.block().stream();
    if (open != 0 && (type != Frames.CONTINUATION || stream != open)) {
      throw new Http2Failure(ErrorCode.PROTOCOL_ERROR, "header block interrupted");
    }
    switch (type) {
      case Frames.DATA -> data(flags, stream, payload);
      case Frames.HEADERS -> headers.headers(flags, stream, payload);
      case Frames.PRIORITY -> priority(stream, payload);
      case Frames.RST_STREAM -> reset(stream, payload);
      case Frames.SETTINGS -> settings(flags, stream, payload);
      case Frames.PUSH_PROMISE ->
          throw new Http2Failure(ErrorCode.PROTOCOL_ERROR, "clients do not push");
      case Frames.PING -> ping(flags, stream, payload);
      case Frames.GOAWAY -> goAway(stream, payload);
      case Frames.WINDOW_UPDATE -> windowUpdate(stream, payload);
      case Frames.CONTINUATION -> headers.continuation(flags, stream, payload);
      default -> floods.nothing(); // RFC 9113, 5.5
    }
  }

  private void notIdle(int stream) throws Http2Failure {
    FrameChecks.onStream(stream);
    if (stream > streams.table().last() || (stream & 1) == 0) {
      throw new Http2Failure(ErrorCode.PROTOCOL_ERROR, "frame on an idle stream");
    }
  }

  private void data(int flags, int id, ByteBuffer payload) throws IOException {
    notIdle(id);
    int flowBytes = payload.remaining();
    if (!streams.take(flowBytes)) {
      throw new Http2Failure(ErrorCode.FLOW_CONTROL_ERROR, "more than the window");
    }
    FrameChecks.unpad(flags, payload);
    boolean last = (flags & Frames.END_STREAM) != 0;
    if (!payload.hasRemaining() && !last) {
      floods.nothing();
    }
    Http2Stream stream = streams.get(id);
    if (stream == null) {
      streams.allow(flowBytes, false);
      if (!streams.table().resetByUs(id)) {
        floods.reset();
        frames.reset(id, ErrorCode.STREAM_CLOSED);
      }
      return;
    }
    ErrorCode broken =
        stream.heard() ? ErrorCode.STREAM_CLOSED : stream.data(payload, flowBytes, last);
    if (broken != null) {
      streams.allow(flowBytes, false);
      streams.broken(stream, broken);
    }
  }

  private void priority(int id, ByteBuffer payload) throws IOException {
    FrameChecks.onStream(id);
    floods.nothing();
    if (payload.remaining() != PRIORITY_BYTES) {
      streams.broken(id, ErrorCode.FRAME_SIZE_ERROR);
    } else if ((payload.getInt() & Integer.MAX_VALUE) == id) {
      streams.broken(id, ErrorCode.PROTOCOL_ERROR);
    }
  }

  private void reset(int id, ByteBuffer payload) throws IOException {
    notIdle(id);
    FrameChecks.size(payload, 4);
    Http2Stream stream = streams.get(id);
    if (stream == null) {
      floods.nothing();
    } else {
      streams.resetByVisitor(stream);
    }
  }

  private void settings(int flags, int stream, ByteBuffer payload) throws IOException {
    FrameChecks.onConnection(stream);
    if ((flags & Frames.ACK) != 0) {
      FrameChecks.size(payload, 0);
      return;
    }
    floods.settings();
    long before = settings.initialWindow();
    settings.read(payload);
    sending.tableOf(settings.tableBytes());
    for (Http2Stream each : streams.table().all()) {
      if (!each.answer().widen(settings.initialWindow() - before)) {
        throw new Http2Failure(ErrorCode.FLOW_CONTROL_ERROR, "window too large");
      }
    }
    frames.settingsAck();
  }

  private void ping(int flags, int stream, ByteBuffer payload) throws IOException {
    FrameChecks.onConnection(stream);
    FrameChecks.size(payload, 8);
    floods.ping();
    if ((flags & Frames.ACK) == 0) {
      frames.pong(payload.getLong());
    }
  }

  private void goAway(int stream, ByteBuffer payload) throws Http2Failure {
    FrameChecks.onConnection(stream);
    if (payload.remaining() < LEAST_GOAWAY_BYTES) {
      throw new Http2Failure(ErrorCode.FRAME_SIZE_ERROR, "frame of a bad size");
    }
    floods.nothing(); // its streams are answered; it will close
  }

  private void windowUpdate(int id, ByteBuffer payload) throws IOException {
    FrameChecks.size(payload, 4);
    int more = payload.getInt() & Integer.MAX_VALUE;
    if (id != 0) {
      streamWindow(id, more);
    } else if (more == 0) {
      throw new Http2Failure(ErrorCode.PROTOCOL_ERROR, "window update of nothing");
    } else if (!sending.widen(more)) {
      throw new Http2Failure(ErrorCode.FLOW_CONTROL_ERROR, "window too large");
    }
  }

  private void streamWindow(int id, int more) throws IOException {
    notIdle(id);
    Http2Stream stream = streams.get(id);
    if (stream == null) {
      return; // sent before the visitor knew that it was over
    }
    if (more == 0) {
      streams.broken(stream, ErrorCode.PROTOCOL_ERROR);
    } else if (!stream.answer().widen(more)) {
      streams.broken(stream, ErrorCode.FLOW_CONTROL_ERROR);
    }
  }
}
