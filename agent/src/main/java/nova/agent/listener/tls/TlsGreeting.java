package nova.agent.listener.tls;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.List;
import javax.net.ssl.SSLEngine;
import nova.agent.listener.Buffers;
import nova.agent.listener.Talk;
import nova.agent.listener.VisitorConnection;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.conduits.WriteReadyHandler;

/**
 * From the first byte of a TLS connection to the end of its handshake, all within the header
 * timeout. There is no engine before the whole hello is here: a visitor that never ends its first
 * message costs a few bytes.
 */
public final class TlsGreeting implements Talk, ReadReadyHandler, WriteReadyHandler {
  private static final System.Logger LOG = System.getLogger(TlsGreeting.class.getName());
  private static final byte[] PLAIN_TEXT =
      ("HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 42\r\n\r\n"
              + "400 Bad Request: this port speaks TLS only")
          .getBytes(US_ASCII);

  // fatal alert 120, no_application_protocol
  private static final byte[] NO_PROTOCOL = {21, 3, 3, 0, 2, 2, 120};

  /** Goes on when the handshake is over. */
  public interface Next {
    /**
     * Takes over.
     *
     * @param protocol what ALPN came to; empty for nothing
     */
    void established(StreamSourceConduit source, StreamSinkConduit sink, String protocol);
  }

  private final VisitorConnection connection;
  private final TlsTerms terms;
  private final Next next;
  private final StreamSourceConduit source;
  private final StreamSinkConduit sink;
  private final long since = System.nanoTime();
  private @Nullable ByteBuffer hello;
  private @Nullable TlsLink link;
  private boolean busy;
  private boolean over;

  public TlsGreeting(VisitorConnection connection, TlsTerms terms, Next next) {
    this.connection = connection;
    this.terms = terms;
    this.next = next;
    this.source = connection.socket().getSourceChannel().getConduit();
    this.sink = connection.socket().getSinkChannel().getConduit();
  }

  /** Takes over the connection. */
  public void begin(ByteBuffer early) {
    connection.talk(this);
    source.setReadReadyHandler(this);
    sink.setWriteReadyHandler(this);
    hello = early.hasRemaining() ? buffers().keep(early) : null;
    readReady();
  }

  private Buffers buffers() {
    return connection.thread().buffers();
  }

  @Override
  public void readReady() {
    if (busy || over) {
      source.suspendReads();
      return;
    }
    try {
      if (link != null || helloRead()) {
        shake();
      }
    } catch (IOException failed) {
      fail();
    } catch (RuntimeException bug) { // XNIO would swallow it and leave the visitor waiting
      LOG.log(Level.ERROR, "A handshake failed", bug);
      connection.close();
    }
  }

  @Override
  public void writeReady() {
    sink.suspendWrites();
    readReady();
  }

  // ---- the hello ----

  private boolean helloRead() throws IOException {
    ByteBuffer work = buffers().take();
    try {
      ByteBuffer before = hello;
      if (before != null) {
        hello = null;
        work.put(before);
        buffers().give(before);
      }
      int count = source.read(work);
      work.flip();
      if (count < 0) {
        connection.close();
        return false;
      }
      return judge(ClientHello.read(work), work);
    } finally {
      buffers().give(work);
    }
  }

  private boolean judge(ClientHello.Reading reading, ByteBuffer bytes) throws IOException {
    return switch (reading) {
      case ClientHello.Incomplete incomplete -> {
        hello = bytes.hasRemaining() ? buffers().keep(bytes) : null;
        source.resumeReads();
        yield false;
      }
      case ClientHello.NotTls notTls -> {
        if (bytes.get(0) >= 'A' && bytes.get(0) <= 'Z') {
          sink.write(ByteBuffer.wrap(PLAIN_TEXT));
        }
        connection.close();
        yield false;
      }
      case ClientHello.Complete(String name, List<String> protocols)
          when !protocols.isEmpty() && !terms.speaks(protocols) -> {
        // whoever came for another protocol is at the wrong door (RFC 7301, 3.2); Conscrypt's
        // engine cannot be told to say so
        sink.write(ByteBuffer.wrap(NO_PROTOCOL));
        connection.close();
        yield false;
      }
      case ClientHello.Complete complete -> {
        SSLEngine engine = terms.engine(complete.serverName());
        engine.beginHandshake();
        TlsLink made = new TlsLink(engine, source, sink, buffers());
        made.feed(bytes);
        link = made;
        connection.whenLeft(made::drop);
        yield true;
      }
    };
  }

  // ---- the handshake ----

  private void shake() throws IOException {
    TlsLink mine = link;
    while (mine != null && !over) {
      switch (mine.engine().getHandshakeStatus()) {
        case NEED_TASK -> {
          work(mine.engine());
          return;
        }
        case NEED_WRAP -> mine.wrapNothing();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!mine.drained()) {
            sink.resumeWrites();
            return;
          }
          if (!mine.step()) {
            source.resumeReads();
            return;
          }
        }
        case FINISHED, NOT_HANDSHAKING -> finish(mine);
      }
    }
  }

  /** The JDK's engine wants its heavy work done elsewhere; Conscrypt's never asks. */
  private void work(SSLEngine engine) {
    busy = true;
    connection
        .socket()
        .getWorker()
        .execute(
            () -> {
              for (Runnable task = engine.getDelegatedTask();
                  task != null;
                  task = engine.getDelegatedTask()) {
                task.run();
              }
              connection.socket().getIoThread().execute(this::worked);
            });
  }

  private void worked() {
    busy = false;
    readReady();
  }

  private void finish(TlsLink mine) {
    over = true;
    mine.established();
    String protocol = mine.engine().getApplicationProtocol();
    next.established(
        new TlsSource(source, mine), new TlsSink(sink, mine), protocol == null ? "" : protocol);
  }

  /** The engine has an alert for the visitor, mostly; then it is over. */
  private void fail() {
    TlsLink mine = link;
    try {
      if (mine != null && !mine.engine().isOutboundDone()) {
        mine.wrapNothing();
      }
      sink.terminateWrites();
    } catch (IOException lost) {
      LOG.log(Level.DEBUG, "an alert could not be sent", lost);
    }
    connection.close();
  }

  @Override
  public void sweep(long now) {
    if (now - since > connection.port().limits().headerTimeout().toNanos()) {
      connection.close();
    }
  }

  @Override
  public boolean midway() {
    return link != null || hello != null;
  }

  @Override
  public void left() {
    over = true;
    if (hello != null) {
      buffers().give(hello);
      hello = null;
    }
  }

  @Override
  public void forceTermination() {
    connection.close();
  }

  @Override
  public void terminated() {
    // an end of stream is read like everything else
  }
}
