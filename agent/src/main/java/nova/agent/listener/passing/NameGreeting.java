package nova.agent.listener.passing;

import java.io.IOException;
import java.nio.ByteBuffer;
import nova.agent.listener.Buffers;
import nova.agent.listener.Connections;
import nova.agent.listener.Talk;
import nova.agent.listener.VisitorConnection;
import nova.agent.listener.tls.ClientHello;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSourceConduit;

/**
 * Waits until it is known which server a visitor asks for. Who speaks no TLS asks for none; so does
 * who says nothing for as long as a header may take: it may be waiting for the server to begin.
 */
public final class NameGreeting implements Talk, ReadReadyHandler {
  private static final String NO_NAME = "";

  private final VisitorConnection connection;
  private final Connections next;
  private final StreamSourceConduit source;
  private final long since = System.nanoTime();
  private @Nullable ByteBuffer held;
  private boolean over;

  public NameGreeting(VisitorConnection connection, Connections next) {
    this.connection = connection;
    this.next = next;
    this.source = connection.socket().getSourceChannel().getConduit();
  }

  /** Takes over the connection. */
  public void begin(ByteBuffer early) {
    connection.talk(this);
    source.setReadReadyHandler(this);
    held = early.hasRemaining() ? buffers().keep(early) : null;
    readReady();
  }

  private Buffers buffers() {
    return connection.thread().buffers();
  }

  @Override
  public void readReady() {
    if (over) {
      return;
    }
    ByteBuffer work = buffers().take();
    try {
      ByteBuffer before = held;
      if (before != null) {
        held = null;
        work.put(before);
        buffers().give(before);
      }
      int count = source.read(work);
      work.flip();
      if (count < 0) {
        connection.close();
      } else {
        judge(work);
      }
    } catch (IOException lost) {
      connection.close();
    } finally {
      buffers().give(work);
    }
  }

  private void judge(ByteBuffer bytes) {
    switch (ClientHello.read(bytes)) {
      case ClientHello.Incomplete incomplete -> {
        held = bytes.hasRemaining() ? buffers().keep(bytes) : null;
        source.resumeReads();
      }
      case ClientHello.NotTls notTls -> goOn(NO_NAME, bytes);
      case ClientHello.Complete complete -> goOn(complete.serverName(), bytes);
    }
  }

  private void goOn(String serverName, ByteBuffer bytes) {
    over = true;
    source.suspendReads();
    next.take(connection, serverName, bytes);
  }

  @Override
  public void sweep(long now) {
    if (over || now - since <= connection.port().limits().headerTimeout().toNanos()) {
      return;
    }
    if (held == null) {
      goOn(NO_NAME, ByteBuffer.allocate(0));
    } else {
      connection.close();
    }
  }

  @Override
  public boolean midway() {
    return held != null;
  }

  @Override
  public void left() {
    over = true;
    if (held != null) {
      buffers().give(held);
      held = null;
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
