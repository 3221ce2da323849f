package nova.agent.listener.http2;

import java.io.IOException;
import java.nio.ByteBuffer;
import nova.agent.exchange.hpack.HpackDecoder;
import nova.agent.exchange.hpack.HpackFailure;
import nova.agent.listener.PortPolicy;
import nova.agent.listener.Requests;
import nova.agent.listener.VisitorConnection;
import org.jspecify.annotations.Nullable;

/** HEADERS and CONTINUATION: requests, and the trailers of requests. */
final class HeaderFrames {
  private static final int TABLE_BYTES = 4096;
  private static final int PRIORITY_BYTES = 5;
  // somewhat larger blocks are read to be answered with 431
  private static final int MOST_BLOCK_BYTES = 131_072;

  private final VisitorConnection connection;
  private final String scheme;
  private final Requests requests;
  private final FrameWriter frames;
  private final Sending sending;
  private final Streams streams;
  private final PeerSettings settings;
  private final FloodGuard floods;
  private final HpackDecoder decoder = new HpackDecoder(TABLE_BYTES);
  private final HeaderBlock block = new HeaderBlock();
  private boolean noMore;

  HeaderFrames(
      VisitorConnection connection,
      String scheme,
      Requests requests,
      Sending sending,
      Streams streams,
      PeerSettings settings,
      FloodGuard floods) {
    this.connection = connection;
    this.scheme = scheme;
    this.requests = requests;
    this.frames = sending.frames();
    this.sending = sending;
    this.streams = streams;
    this.settings = settings;
    this.floods = floods;
  }

  /** The block that is not complete, if its stream is not 0. */
  HeaderBlock block() {
    return block;
  }

  /** Streams that begin from now on are not answered. */
  void noMore() {
    noMore = true;
  }

  void headers(int flags, int id, ByteBuffer payload) throws IOException {
    FrameChecks.onStream(id);
    if ((id & 1) == 0) {
      throw new Http2Failure(ErrorCode.PROTOCOL_ERROR, "stream of an even number");
    }
    FrameChecks.unpad(flags, payload);
    boolean dependsOnItself = false;
    if ((flags & Frames.HAS_PRIORITY) != 0) {
      if (payload.remaining() < PRIORITY_BYTES) {
        throw new Http2Failure(ErrorCode.FRAME_SIZE_ERROR, "frame of a bad size");
      }
      dependsOnItself = (payload.getInt() & Integer.MAX_VALUE) == id;
      payload.get();
    }
    block.begin(id, (flags & Frames.END_STREAM) != 0, dependsOnItself);
    part(flags, payload);
  }

  void continuation(int flags, int id, ByteBuffer payload) throws IOException {
    FrameChecks.onStream(id);
    if (block.stream() == 0) {
      throw new Http2Failure(ErrorCode.PROTOCOL_ERROR, "continuation of nothing");
    }
    part(flags, payload);
  }

  private void part(int flags, ByteBuffer payload) throws IOException {
    if (!payload.hasRemaining()) {
      floods.nothing();
    }
    block.add(payload, MOST_BLOCK_BYTES);
    if ((flags & Frames.END_HEADERS) != 0) {
      int id = block.stream();
      try {
        whole(id, streams.get(id));
      } catch (HpackFailure bad) {
        throw new Http2Failure(ErrorCode.COMPRESSION_ERROR, String.valueOf(bad.getMessage()));
      } finally {
        block.done();
      }
    }
  }

  private void whole(int id, @Nullable Http2Stream stream) throws IOException {
    StreamTable table = streams.table();
    if (stream != null) {
      trailers(stream);
    } else if (id > table.last()) {
      table.used(id);
      request(id);
    } else {
      decode(field -> {}); // the table changes all the same
      if (table.ended(id)) {
        throw new Http2Failure(ErrorCode.STREAM_CLOSED, "HEADERS on a closed stream");
      }
      if (!table.resetByUs(id)) {
        throw new Http2Failure(ErrorCode.PROTOCOL_ERROR, "streams must be numbered upwards");
      }
    }
  }

  private void decode(HpackDecoder.Fields into) throws HpackFailure {
    decoder.decode(block.bytes(), 0, block.length(), into);
  }

  private void trailers(Http2Stream stream) throws IOException {
    int most = connection.port().limits().maxHeaderBytes();
    TrailerFields fields = new TrailerFields(connection.thread().names(), most);
    decode(fields);
    if (stream.heard()) {
      streams.broken(stream, ErrorCode.STREAM_CLOSED);
    } else if (!block.endStream() || fields.malformed() || !stream.trailers(fields.fields())) {
      streams.broken(stream, ErrorCode.PROTOCOL_ERROR);
    }
  }

  private void request(int id) throws IOException {
    PortPolicy limits = connection.port().limits();
    RequestFields fields =
        new RequestFields(
            connection.thread().names(), limits.maxHeaderBytes(), limits.maxHeaders());
    decode(fields);
    if (noMore) {
      return; // the visitor was told that this stream would not be heard
    }
    if (block.selfDependent()) {
      refuse(id, ErrorCode.PROTOCOL_ERROR);
    } else if (streams.count() >= Http2Connection.MOST_STREAMS) {
      refuse(id, ErrorCode.REFUSED_STREAM);
    } else {
      Http2Stream stream =
          new Http2Stream(
              connection,
              id,
              streams,
              sending,
              fields,
              block.endStream(),
              scheme,
              settings.initialWindow());
      streams.add(stream);
      requests.take(stream.exchange(), stream);
    }
  }

  private void refuse(int id, ErrorCode code) throws IOException {
    floods.reset();
    streams.table().remove(id, true);
    frames.reset(id, code);
  }
}
