package nova.agent.listener.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpAttachments;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.function.Supplier;
import nova.agent.listener.Buffers;
import nova.agent.listener.VisitorSink;
import nova.agent.listener.VisitorThread;
import nova.agent.listener.http1.AnswerHead.Framing;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.WriteReadyHandler;

/**
 * The answer to the request in hand, framed; head, frame and data leave in one call. Reused for
 * every request of a connection.
 */
final class Http1Answer extends VisitorSink {
  private static final byte[] END_OF_CHUNK = {'\r', '\n'};
  private static final int SIZE_LINE_BYTES = 16;
  // copying so little costs less than telling the kernel about a second piece
  private static final int SMALL_BYTES = 4096;

  private final StreamSinkConduit next;
  private final VisitorThread thread;
  private final Outgoing out;
  private @Nullable HttpServerExchange exchange;
  private Framing framing = Framing.NO_BODY;
  private long left;
  private boolean begun;
  private boolean ended;
  private boolean over;

  Http1Answer(StreamSinkConduit next, VisitorThread thread) {
    this.next = next;
    this.thread = thread;
    this.out = new Outgoing(next, thread.buffers());
  }

  void begin(HttpServerExchange to) {
    exchange = to;
    begun = false;
    ended = false;
    over = false;
    left = 0;
  }

  boolean begun() {
    return begun;
  }

  /** 100 or 103; nothing of the final answer is on its way yet. */
  void interim(int status, HeaderMap fields) throws IOException {
    AnswerHead head = new AnswerHead(thread.scratch(1024));
    head.write(status, fields);
    ByteBuffer frame = thread.buffers().take(head.length());
    frame.put(head.bytes(), 0, head.length()).flip();
    out.send(frame);
  }

  @Override
  public int write(ByteBuffer from) throws IOException {
    return write(from, false);
  }

  @Override
  public int writeFinal(ByteBuffer from) throws IOException {
    if (!from.hasRemaining()) {
      terminateWrites();
      return 0;
    }
    return write(from, true);
  }

  private int write(ByteBuffer from, boolean last) throws IOException {
    int size = from.remaining();
    if (size == 0 || !out.drained()) {
      return 0;
    }
    ByteBuffer frame = frame(size, false);
    if (framing == Framing.NO_BODY) {
      from.position(from.limit());
      out.send(frame.flip());
      ended |= last;
      return size;
    }
    if (size > left) {
      thread.buffers().give(frame);
      throw new IOException("more than the announced length");
    }
    ByteBuffer tail = tail(last && size == left);
    if (size <= SMALL_BYTES && frame.remaining() >= size + tail.remaining()) {
      left -= size;
      out.send(frame.put(from).put(tail).flip());
    } else {
      out.send(frame.flip(), from, tail);
      left -= size - from.remaining();
    }
    ended |= last && !from.hasRemaining();
    return size - from.remaining();
  }

  /** What goes in front of data: the head, the size of a chunk, or nothing. */
  private ByteBuffer frame(int size, boolean empty) {
    ByteBuffer frame;
    if (begun) {
      frame = thread.buffers().take();
    } else {
      begun = true;
      frame = head(empty);
    }
    if (framing == Framing.CHUNKS && left == 0 && size > 0) {
      frame.put(Integer.toHexString(size).getBytes(ISO_8859_1)).put(END_OF_CHUNK);
      left = size;
    }
    return frame;
  }

  private ByteBuffer head(boolean empty) {
    HttpServerExchange to = exchange();
    framing = AnswerHead.framing(to);
    if (framing == Framing.UNTIL_CLOSE && !empty) {
      to.setPersistent(false);
    }
    left =
        switch (framing) {
          case LENGTH -> Long.parseLong(to.getResponseHeaders().getFirst(Headers.CONTENT_LENGTH));
          case UNTIL_CLOSE -> Long.MAX_VALUE;
          case CHUNKS, NO_BODY -> 0;
        };
    if (to.getStatusCode() >= 200) {
      thread.date().addTo(to.getResponseHeaders());
    }
    AnswerHead head = new AnswerHead(thread.scratch(1024));
    head.write(to, framing, empty);
    int room = Math.max(Buffers.WORK_BYTES, head.length() + SIZE_LINE_BYTES);
    return thread.buffers().take(room).put(head.bytes(), 0, head.length());
  }

  /** What goes behind data once all of it is out. */
  private ByteBuffer tail(boolean last) {
    if (framing != Framing.CHUNKS) {
      return ByteBuffer.wrap(END_OF_CHUNK, 0, 0);
    }
    return last ? end(true) : ByteBuffer.wrap(END_OF_CHUNK);
  }

  /** The last chunk and the trailers. */
  private ByteBuffer end(boolean afterChunk) {
    StringBuilder text = new StringBuilder(afterChunk ? "\r\n" : "").append("0\r\n");
    Supplier<HeaderMap> supplier =
        exchange().getAttachment(HttpAttachments.RESPONSE_TRAILER_SUPPLIER);
    if (supplier != null) {
      for (HeaderValues values : supplier.get()) {
        for (String value : values) {
          text.append(values.getHeaderName()).append(": ").append(value).append("\r\n");
        }
      }
    }
    return ByteBuffer.wrap(text.append("\r\n").toString().getBytes(ISO_8859_1));
  }

  private HttpServerExchange exchange() {
    if (exchange == null) {
      throw new IllegalStateException("no request to answer");
    }
    return exchange;
  }

  @Override
  public void terminateWrites() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    boolean empty = !begun;
    ByteBuffer frame = frame(0, empty);
    if (framing == Framing.CHUNKS && !empty) {
      frame.put(end(false));
    } else if (framing == Framing.LENGTH && left > 0) {
      thread.buffers().give(frame);
      throw new IOException("less than the announced length");
    }
    out.send(frame.flip());
  }

  @Override
  public boolean flush() throws IOException {
    if (!begun) {
      out.send(frame(0, false).flip());
    }
    if (!out.drained() || !next.flush()) {
      return false;
    }
    if (ended && !over) {
      over = true;
      Connectors.terminateResponse(exchange());
    }
    return true;
  }

  void drop() {
    out.drop();
  }

  @Override
  public void truncateWrites() {
    ended = true;
  }

  @Override
  public boolean isWriteShutdown() {
    return ended;
  }

  @Override
  public void resumeWrites() {
    next.resumeWrites();
  }

  @Override
  public void suspendWrites() {
    next.suspendWrites();
  }

  @Override
  public void wakeupWrites() {
    next.wakeupWrites();
  }

  @Override
  public boolean isWriteResumed() {
    return next.isWriteResumed();
  }

  @Override
  public void setWriteReadyHandler(WriteReadyHandler handler) {
    next.setWriteReadyHandler(handler);
  }

  @Override
  public XnioIoThread getWriteThread() {
    return next.getWriteThread();
  }

  @Override
  public XnioWorker getWorker() {
    return next.getWorker();
  }
}
