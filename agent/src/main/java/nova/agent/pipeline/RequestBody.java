package nova.agent.pipeline;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.protocol.http.HttpAttachments;
import io.undertow.server.protocol.http.HttpContinue;
import io.undertow.util.HeaderMap;
import java.io.IOException;
import java.nio.ByteBuffer;
import nova.agent.upstream.RequestHead;
import nova.agent.upstream.ServerExchange;
import nova.agent.upstream.UpstreamLoop;
import org.jspecify.annotations.Nullable;
import org.xnio.channels.StreamSourceChannel;

/**
 * A request body on its way from the visitor to whichever server has the request now; reads only as
 * fast as the server does. A copy is held, so that another server can be given all of it, until the
 * answer is passed on or the limits of the spool are reached.
 */
final class RequestBody {

  /** Hears how it goes. */
  interface Owner {
    void waitingForVisitor();

    void waitingForServerToRead();

    void requestSent();

    /** Nothing more comes from the visitor before it is answered. */
    void bodyRead();

    void bodyTooLarge();

    /** The rule the visitor broke in the body; null while it is in order. */
    @Nullable String bodyProblem();

    void bodyMalformed(String rule);

    /** The visitor left in the middle of it. */
    void bodyCut();

    /** What was held for this server cannot be read back. */
    void bodyLost();
  }

  private final HttpServerExchange exchange;
  private final UpstreamLoop loop;
  private final Owner owner;
  private final long most;
  private @Nullable BodySpool spool;
  private @Nullable StreamSourceChannel source;
  private @Nullable ServerExchange server;
  private @Nullable RequestHead head;
  private boolean asked;
  private boolean reading;
  private boolean blocked;
  private boolean stopped;
  private boolean complete;
  private boolean allSent;
  private long received;
  private long sent;

  RequestBody(
      HttpServerExchange exchange, UpstreamLoop loop, Owner owner, long most, boolean none) {
    this.exchange = exchange;
    this.loop = loop;
    this.owner = owner;
    this.most = most;
    this.complete = none;
    this.allSent = none;
  }

  /** From the first byte on a copy is held here. */
  void holdIn(BodySpool place) {
    spool = place;
  }

  /** Sends the head and, behind it, the whole body, from what is held and then from the visitor. */
  void send(ServerExchange to, RequestHead first) {
    server = to;
    head = first;
    sent = 0;
    allSent = false;
    blocked = false;
    if (!complete && source == null) {
      source = exchange.getRequestChannel();
    }
    if (!complete && !asked && HttpContinue.requiresContinueResponse(exchange)) {
      asked = true;
      boolean written = pass(to, loop.buffer().flip(), false);
      blocked = !written;
      owner.waitingForServerToRead();
      ask();
    } else {
      pump();
    }
  }

  private void ask() {
    reading = true;
    HttpContinue.sendContinueResponse(
        exchange,
        new IoCallback() {
          @Override
          public void onComplete(HttpServerExchange e, Sender sender) {
            reading = false;
            pump();
          }

          @Override
          public void onException(HttpServerExchange e, Sender sender, IOException cause) {
            owner.bodyCut();
          }
        });
  }

  private boolean pass(ServerExchange to, ByteBuffer bytes, boolean last) {
    RequestHead first = head;
    head = null;
    return first == null ? to.send(bytes, last) : to.send(first, bytes, last);
  }

  /** The server took everything so far. */
  void serverWritable() {
    blocked = false;
    if (allSent) {
      owner.requestSent();
    } else {
      pump();
    }
  }

  /** The server is out of the picture; reading goes on with the next. */
  void detach() {
    server = null;
    if (source != null) {
      source.suspendReads();
    }
  }

  /** Its answer is passed on: this was the last time the body was needed. */
  void committed() {
    if (spool != null) {
      spool.drop();
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
    committed();
  }

  /** Whether another server can be given all of it. */
  boolean repeatable() {
    BodySpool held = spool;
    return received == 0 || (held != null && held.whole());
  }

  /** Whether the server got all of it. */
  boolean sent() {
    return allSent;
  }

  long received() {
    return received;
  }

  void tunnelled(long bytes) {
    received += bytes;
  }

  /** Moves bytes until one side has to wait. */
  private void pump() {
    while (server != null && !stopped && !reading && !blocked && !allSent) {
      BodySpool held = spool;
      if (held != null && held.busy()) {
        return;
      }
      if (sent < received ? !again(server, held) : !fresh(server)) {
        return;
      }
    }
  }

  /** A piece of what is held; false when something has to be waited for. */
  private boolean again(ServerExchange to, @Nullable BodySpool held) {
    if (held == null || !held.whole()) {
      owner.bodyLost();
      return false;
    }
    ByteBuffer buffer = loop.buffer();
    held.read(sent, buffer, fetched -> fetched(to, fetched));
    return buffer.position() > 0 && forward(to, buffer.flip());
  }

  private void fetched(ServerExchange to, ByteBuffer bytes) {
    if (server != to || stopped) {
      pump();
    } else if (spool == null || !spool.whole()) {
      owner.bodyLost();
    } else if (forward(to, bytes)) {
      pump();
    }
  }

  /** The next piece from the visitor; false when something has to be waited for. */
  private boolean fresh(ServerExchange to) {
    ByteBuffer buffer = loop.buffer();
    StreamSourceChannel from = source;
    int count = complete || from == null ? -1 : read(from, buffer);
    if (count == Integer.MIN_VALUE) {
      return false;
    }
    received += Math.max(count, 0);
    if (most > 0 && received > most) {
      owner.bodyTooLarge();
      return false;
    }
    if (count < 0 && !complete) {
      complete = true;
      source = null;
      owner.bodyRead();
    }
    buffer.flip();
    if (spool != null) {
      spool.keep(buffer, this::pump);
    }
    if ((count != 0 || head != null) && !forward(to, buffer)) {
      return false;
    }
    return count != 0 || awaitVisitor(from);
  }

  /** Hands bytes to the server; false when it has to be waited for, or got everything. */
  private boolean forward(ServerExchange to, ByteBuffer bytes) {
    sent += bytes.remaining();
    boolean last = complete && sent == received;
    HeaderMap trailers = last ? exchange.getAttachment(HttpAttachments.REQUEST_TRAILERS) : null;
    if (trailers != null) {
      to.trailers(trailers);
    }
    boolean passed = pass(to, bytes, last);
    if (to.writeBroken()) {
      stop(); // its answer, if there is one, is what counts now
      owner.waitingForServerToRead();
      return false;
    }
    allSent = last;
    // the file of the spool may be done before the server is: nothing is sent to it meanwhile
    blocked = !passed;
    if (last && passed) {
      owner.requestSent();
    } else if (!passed) {
      if (source != null) {
        source.suspendReads();
      }
      owner.waitingForServerToRead();
    }
    return passed && !last;
  }

  private boolean awaitVisitor(@Nullable StreamSourceChannel from) {
    String problem = owner.bodyProblem();
    if (problem != null) {
      owner.bodyMalformed(problem);
    } else if (from != null) {
      owner.waitingForVisitor();
      from.getReadSetter().set(c -> pump());
      from.resumeReads();
    }
    return false;
  }

  /** Bytes read, 0, -1 at the end; or the smallest int when the exchange was failed. */
  private int read(StreamSourceChannel from, ByteBuffer buffer) {
    try {
      return from.read(buffer);
    } catch (IOException broken) {
      owner.bodyCut();
      return Integer.MIN_VALUE;
    }
  }
}
