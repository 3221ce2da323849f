package nova.agent.pipeline;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpContinue;
import java.io.IOException;
import java.nio.ByteBuffer;
import nova.agent.upstream.RequestHead;
import nova.agent.upstream.ServerExchange;
import nova.agent.upstream.UpstreamLoop;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;

/** A request body on its way to the server; reads only as fast as the server does. */
final class RequestBody {
  private final HttpServerExchange exchange;
  private final UpstreamLoop loop;
  private final Relay relay;
  private final long most;
  private @Nullable StreamSourceChannel source;
  private @Nullable ServerExchange server;
  private @Nullable RequestHead head;
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

  /** Begins to move the body; the head goes out with its first bytes. */
  void start(ServerExchange to, RequestHead first) {
    server = to;
    head = first;
    complete = false;
    boolean asks = HttpContinue.requiresContinueResponse(exchange);
    if (source == null && !touched) {
      source = exchange.getRequestChannel();
    }
    if (asks) {
      boolean written = send(to, loop.buffer().flip(), false);
      relay.waitingForServerToRead();
      askOn(written);
    } else {
      pump();
    }
  }

  private boolean send(ServerExchange to, ByteBuffer bytes, boolean last) {
    RequestHead first = head;
    head = null;
    return first == null ? to.send(bytes, last) : to.send(first, bytes, last);
  }

  private void askOn(boolean written) {
    HttpContinue.sendContinueResponse(
        exchange,
        new IoCallback() {
          @Override
          public void onComplete(HttpServerExchange e, Sender sender) {
            if (written && !stopped) {
              pump();
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
      pump();
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

  /** Moves bytes until one side has to wait. */
  private void pump() {
    while (source != null && server != null && !stopped) {
      ByteBuffer buffer = loop.buffer();
      int count = fill(source, buffer);
      if (count == Integer.MIN_VALUE) {
        return;
      }
      received += Math.max(count, 0);
      if (most > 0 && received > most) {
        relay.bodyTooLarge();
        return;
      }
      boolean idle = count == 0 && head == null;
      boolean passed = idle || send(server, buffer.flip(), count < 0);
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
    from.getReadSetter().set(c -> pump());
    from.resumeReads();
  }

  /** Bytes read, 0, -1 at the end; or the smallest int when the exchange was failed. */
  private int fill(StreamSourceChannel from, ByteBuffer buffer) {
    try {
      int count = from.read(buffer);
      touched |= count > 0;
      return count;
    } catch (IOException broken) {
      relay.bodyCut();
    }
    return Integer.MIN_VALUE;
  }
}
