package nova.agent.pipeline;

import io.undertow.server.Connectors;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import java.io.IOException;
import java.nio.ByteBuffer;
import nova.agent.listener.Visitor;
import nova.agent.transform.Page;
import nova.agent.upstream.UpstreamLoop;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSinkChannel;

/** The answer on its way to the visitor; holds at most one buffer for a slow reader. */
final class VisitorAnswer {

  /** Hears how fast the visitor reads. */
  interface Reader {
    /** The visitor's socket is full: nothing more can be taken. */
    void readerWaits();

    /** Everything handed over is with the kernel again. */
    void readerCaughtUp();

    void readerLeft();
  }

  private final HttpServerExchange exchange;
  private final UpstreamLoop loop;
  private final Reader reader;
  private @Nullable StreamSinkChannel sink;
  private @Nullable ByteBuffer parked;
  private boolean last;
  private boolean over;
  private long bytes;

  VisitorAnswer(HttpServerExchange exchange, UpstreamLoop loop, Reader reader) {
    this.exchange = exchange;
    this.loop = loop;
    this.reader = reader;
  }

  /** Status and headers are set: from here on they cannot be taken back. */
  void begin() {
    sink = exchange.getResponseChannel();
  }

  boolean begun() {
    return sink != null;
  }

  /** Bytes are here that the visitor has not taken. */
  boolean waiting() {
    return parked != null;
  }

  /** Body bytes that went out. */
  long bytes() {
    return bytes;
  }

  /** Whether all of it went out and more is welcome; otherwise the reader is told what is next. */
  boolean pass(ByteBuffer data, boolean end) {
    last = end;
    try {
      if (write(data)) {
        return !end;
      }
    } catch (IOException left) {
      reader.readerLeft();
      return false;
    }
    if (data.hasRemaining()) {
      parked = loop.park(data);
    }
    reader.readerWaits();
    StreamSinkChannel channel = channel();
    channel.getWriteSetter().set(c -> writable());
    channel.resumeWrites();
    return false;
  }

  private StreamSinkChannel channel() {
    if (sink == null) {
      throw new IllegalStateException("no answer begun");
    }
    return sink;
  }

  /** Whether all of it, and the end if this was the end, went out. */
  private boolean write(ByteBuffer data) throws IOException {
    StreamSinkChannel channel = channel();
    while (data.hasRemaining()) {
      int count = last ? channel.writeFinal(data) : channel.write(data);
      bytes += count;
      if (count == 0) {
        return false;
      }
    }
    if (last) {
      channel.shutdownWrites(); // for an empty body; else it is known already
    }
    if (!channel.flush()) {
      return false;
    }
    if (last && !exchange.isRequestComplete()) {
      Connectors.terminateRequest(exchange);
    }
    return true;
  }

  private void writable() {
    if (over) {
      return;
    }
    reader.readerWaits();
    ByteBuffer pending = parked != null ? parked : loop.buffer().limit(0);
    try {
      if (!write(pending)) {
        return;
      }
    } catch (IOException left) {
      reader.readerLeft();
      return;
    }
    free();
    if (!last) {
      channel().suspendWrites();
      reader.readerCaughtUp();
    }
  }

  /** An answer of the agent's own: nothing about the inside. */
  void own(int code, Page page) {
    exchange.setStatusCode(code);
    ByteBuffer body = ByteBuffer.wrap(page.bytes());
    HeaderMap headers = exchange.getResponseHeaders();
    headers.put(Headers.CONTENT_LENGTH, body.remaining());
    if (!page.contentType().isEmpty()) {
      headers.put(Headers.CONTENT_TYPE, page.contentType());
    }
    if (page.retryAfterSeconds() > 0) {
      headers.put(Headers.RETRY_AFTER, page.retryAfterSeconds());
    }
    if (exchange.getRequestMethod().equals(Methods.HEAD)) {
      body.position(body.limit());
    }
    begin();
    var unused = pass(body, true);
  }

  /** Early hints, 103. */
  void hint(Visitor visitor, HeaderMap fields) {
    try {
      visitor.hint(fields);
    } catch (IOException left) {
      reader.readerLeft();
    }
  }

  /** Nothing more is written. */
  void end() {
    over = true;
    free();
  }

  private void free() {
    loop.free(parked);
    parked = null;
  }
}
