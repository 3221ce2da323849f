package nova.agent.listener.http1;

import io.undertow.util.HeaderMap;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import nova.agent.exchange.BadFraming;
import nova.agent.exchange.ChunkScanner;
import nova.agent.listener.RequestFacts;
import nova.agent.listener.VisitorSource;
import org.jspecify.annotations.Nullable;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

/** The body of the request in hand; reused for every request of a visitor. */
final class Http1Body extends VisitorSource {
  private final Http1Visitor visitor;
  private final Http1Input input;
  private final ChunkScanner chunks = new ChunkScanner();
  private boolean chunked;
  private long left;
  private boolean ended = true;
  private @Nullable String problem;

  Http1Body(Http1Visitor visitor, Http1Input input) {
    this.visitor = visitor;
    this.input = input;
  }

  void begin(long length) {
    problem = null;
    chunked = length == RequestFacts.CHUNKED;
    left = length;
    ended = length == RequestFacts.NO_BODY;
    if (chunked) {
      chunks.reset();
    }
  }

  boolean ended() {
    return ended;
  }

  /** The rule it broke; nothing is read any more then. */
  @Nullable String problem() {
    return problem;
  }

  @Override
  public int read(ByteBuffer to) throws IOException {
    if (ended) {
      return -1;
    }
    if (problem != null || !to.hasRemaining()) {
      return 0;
    }
    if (input.available() == 0) {
      visitor.bodyAwaited();
    }
    int count = chunked ? chunks(to) : plain(to);
    if (ended) {
      visitor.bodyEnded();
    }
    return count == 0 && ended ? -1 : count;
  }

  private int plain(ByteBuffer to) throws IOException {
    int count = some(to, left);
    left -= count;
    ended = left == 0;
    return count;
  }

  private int some(ByteBuffer to, long most) throws IOException {
    int count = input.read(to, most);
    if (count < 0) {
      throw new EOFException("the visitor left in the middle of a body");
    }
    return count;
  }

  private int chunks(ByteBuffer to) throws IOException {
    while (true) {
      int from = to.position();
      int limit = to.limit();
      int count = some(to, Long.MAX_VALUE);
      if (count == 0) {
        return 0;
      }
      int data = decode(to, from);
      to.limit(limit).position(from + data);
      if (data > 0 || ended || problem != null) {
        return data;
      }
    }
  }

  private int decode(ByteBuffer read, int from) {
    int end = read.position();
    try {
      int extra = chunks.decode(read.limit(end).position(from));
      int data = read.limit() - from;
      if (extra > 0) {
        input.unread(read.duplicate().limit(end).position(end - extra));
      }
      if (chunks.done()) {
        finish();
      }
      return data;
    } catch (BadFraming bad) {
      // not thrown: the visitor is to be told why
      problem = bad.rule();
      return 0;
    }
  }

  private void finish() throws BadFraming {
    HeaderMap trailers = Trailers.read(chunks.trailers());
    if (trailers.size() > 0) {
      visitor.trailers(trailers);
    }
    ended = true;
  }

  @Override
  protected void wanted() {
    if (input.available() > 0 || problem != null) {
      getReadThread().execute(this::readable);
    } else {
      visitor.resumeSource();
    }
  }

  @Override
  public void terminateReads() {
    problem = problem == null ? "not wanted" : problem;
  }

  @Override
  public boolean isReadShutdown() {
    return ended;
  }

  @Override
  public XnioIoThread getReadThread() {
    return visitor.getIoThread();
  }

  @Override
  public XnioWorker getWorker() {
    return visitor.getWorker();
  }
}
