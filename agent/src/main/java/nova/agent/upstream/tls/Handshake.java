package nova.agent.upstream.tls;

import java.io.IOException;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;
import org.xnio.conduits.WriteReadyHandler;

/**
 * The beginning of TLS on a fresh connection. Certificates are verified on the I/O thread: that is
 * work, not waiting, and less of it than a change of threads would cost with Conscrypt.
 */
public final class Handshake implements ReadReadyHandler, WriteReadyHandler {

  enum Wants {
    NOTHING,
    TO_READ,
    TO_WRITE
  }

  /** Hears how it went. */
  public interface Outcome {
    /** The protocol is the one ALPN chose, or empty. */
    void secured(TlsLink link, String protocol);

    /** The connection is closed. */
    void failed(String cause);
  }

  private final StreamConnection connection;
  private final StreamSourceConduit in;
  private final StreamSinkConduit out;
  private final TlsLink link;
  private final Outcome outcome;
  private boolean over;

  private Handshake(StreamConnection connection, TlsLink link, Outcome outcome) {
    this.connection = connection;
    this.in = connection.getSourceChannel().getConduit();
    this.out = connection.getSinkChannel().getConduit();
    this.link = link;
    this.outcome = outcome;
  }

  /** The outcome is told from within or later; never after {@link #callOff}. */
  public static Handshake begin(
      ServerTls tls,
      String host,
      int port,
      boolean http2,
      StreamConnection connection,
      TlsBuffers buffers,
      Outcome outcome) {
    TlsLink link = new TlsLink(tls, tls.engine(host, port, http2), buffers, connection);
    Handshake handshake = new Handshake(connection, link, outcome);
    handshake.in.setReadReadyHandler(handshake);
    handshake.out.setWriteReadyHandler(handshake);
    handshake.advance();
    return handshake;
  }

  private void advance() {
    if (over) {
      return;
    }
    try {
      switch (link.advance()) {
        case TO_READ -> {
          out.suspendWrites();
          in.resumeReads();
        }
        case TO_WRITE -> {
          in.suspendReads();
          out.resumeWrites();
        }
        case NOTHING -> secured();
      }
    } catch (IOException | RuntimeException failed) {
      fail(link.cause(failed));
    }
  }

  private void secured() {
    over = true;
    in.suspendReads();
    out.suspendWrites();
    link.install(connection);
    outcome.secured(link, link.protocol());
  }

  private void fail(String cause) {
    callOff();
    outcome.failed(cause);
  }

  /** The connection is closed and nothing is told. */
  public void callOff() {
    if (!over) {
      over = true;
      link.leave();
      IoUtils.safeClose(connection);
    }
  }

  @Override
  public void readReady() {
    advance();
  }

  @Override
  public void writeReady() {
    advance();
  }

  @Override
  public void forceTermination() {
    IoUtils.safeClose(connection);
  }

  @Override
  public void terminated() {
    // seen as the end of the stream
  }
}
