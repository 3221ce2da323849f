package nova.agent.pipeline;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import nova.agent.upstream.UpstreamConnection;
import nova.agent.upstream.UpstreamLoop;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;

/** A request body on its way to the server; reads only as fast as the server does. */
final class RequestBody {
  private static final int CHUNK_HEAD = 8;
  private static final byte[] LAST_CHUNK = {'0', '\r', '\n', '\r', '\n'};
  private static final byte[] HEX = {
    '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'
  };

  private final HttpServerExchange exchange;
  private final UpstreamLoop loop;
  private final Relay relay;
  private final long most;
  private @Nullable StreamSourceChannel source;
  private @Nullable UpstreamConnection server;
  private boolean chunked;
  private boolean touched;
  private boolean stopped;
  private boolean complete = true;
  private long received;

  RequestBody(HttpServerExchange exchange, UpstreamLoop loop, Relay relay, long most) {
    this.exchange = exchange;
    this.loop = loop;
    this.relay = relay;
    this.most = most;
  }

  /**
   * Begins to move the body.
   *
   * @param head the buffer with the request head, which goes out with the first body bytes
   */
  void start(UpstreamConnection to, boolean inChunks, ByteBuffer head) {
    server = to;
    chunked = inChunks;
    complete = false;
    boolean asks = HttpContinue.requiresContinueResponse(exchange);
    if (source == null && !touched) {
      source = exchange.getRequestChannel();
    }
    if (asks) {
      boolean written = to.send(head.flip());
      relay.waitingForServerToRead();
      askOn(written);
    } else {
      pump(head);
    }
  }

  private void askOn(boolean written) {
    HttpContinue.sendContinueResponse(
        exchange,
        new IoCallback() {
          @Override
          public void onComplete(HttpServerExchange e, Sender sender) {
            if (written && !stopped) {
              pump(loop.buffer());
            }
          }

          @Override
          public void onException(HttpServerExchange e, Sender sender, IOException cause) {
            relay.bodyCut();
          }
        });
  }

  /** The server took everything so far. */
  void serverWritable() {
    if (source != null && !stopped) {
      pump(loop.buffer());
    } else if (complete) {
      relay.requestSent();
    }
  }

  /** No more of it is wanted. */
  void stop() {
    stopped = true;
    StreamSourceChannel from = source;
    source = null;
    if (from != null) {
      from.suspendReads();
    }
  }

  boolean touched() {
    return touched;
  }

  boolean sent() {
    return complete;
  }

  long received() {
    return received;
  }

  void tunnelled(long bytes) {
    received += bytes;
  }

  /** Moves bytes until one side has to wait; {@code buffer} may begin with the request head. */
  private void pump(ByteBuffer first) {
    ByteBuffer buffer = first;
    while (source != null && server != null && !stopped) {
      int count = fill(source, buffer);
      if (count == Integer.MIN_VALUE) {
        return;
      }
      received += Math.max(count, 0);
      if (most > 0 && received > most) {
        relay.bodyTooLarge();
        return;
      }
      boolean passed = buffer.position() == 0 || server.send(buffer.flip());
      if (server.writeBroken()) {
        stop(); // its answer, if there is one, is what counts now
        relay.waitingForServerToRead();
        return;
      }
      if (count < 0) {
        finished(passed);
        return;
      }
      if (!passed) {
        source.suspendReads();
        relay.waitingForServerToRead();
        return;
      }
      String problem = relay.bodyProblem();
      if (count == 0 && problem != null) {
        relay.bodyMalformed(problem);
        return;
      }
      if (count == 0) {
        awaitVisitor(source);
        return;
      }
      buffer = loop.buffer();
    }
  }

  private void finished(boolean passed) {
    source = null;
    complete = true;
    relay.bodyRead();
    if (passed) {
      relay.requestSent();
    } else {
      relay.waitingForServerToRead();
    }
  }

  private void awaitVisitor(StreamSourceChannel from) {
    relay.waitingForVisitor();
    from.getReadSetter().set(c -> pump(loop.buffer()));
    from.resumeReads();
  }

  /** Bytes read, 0, -1 at the end; or the smallest int when the exchange was failed. */
  private int fill(StreamSourceChannel from, ByteBuffer buffer) {
    int mark = buffer.position();
    try {
      if (!chunked) {
        int count = from.read(buffer);
        touched |= count > 0;
        return count;
      }
      buffer.position(mark + CHUNK_HEAD).limit(buffer.capacity() - 2);
      int count = from.read(buffer);
      touched |= count > 0;
      buffer.limit(buffer.capacity());
      frame(buffer, mark, count);
      return count;
    } catch (IOException broken) {
      relay.bodyCut();
    }
    return Integer.MIN_VALUE;
  }

  private static void frame(ByteBuffer buffer, int mark, int count) {
    if (count <= 0) {
      buffer.position(mark);
      if (count < 0) {
        buffer.put(LAST_CHUNK);
      }
      return;
    }
    buffer.put((byte) '\r').put((byte) '\n');
    int rest = count;
    for (int i = CHUNK_HEAD - 3; i >= 0; i--) {
      buffer.put(mark + i, HEX[rest & 15]);
      rest >>>= 4;
    }
    buffer.put(mark + CHUNK_HEAD - 2, (byte) '\r').put(mark + CHUNK_HEAD - 1, (byte) '\n');
  }
}
