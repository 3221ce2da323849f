package nova.agent.listener.proxied;

import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import nova.agent.listener.Buffers;
import nova.agent.listener.Talk;
import nova.agent.listener.VisitorConnection;
import org.jspecify.annotations.Nullable;
import org.xnio.conduits.ReadReadyHandler;
import org.xnio.conduits.StreamSourceConduit;

/** Waits for the PROXY header of one connection, within the header timeout. */
public final class ProxiedGreeting implements Talk, ReadReadyHandler {
  private static final System.Logger LOG = System.getLogger(ProxiedGreeting.class.getName());

  private final VisitorConnection connection;
  private final Consumer<ByteBuffer> next;
  private final StreamSourceConduit source;
  private final long since = System.nanoTime();
  private @Nullable ByteBuffer held;
  private boolean over;

  /**
   * Of a connection on which nothing was read.
   *
   * @param next goes on with what came behind the header; the buffer is borrowed
   */
  public ProxiedGreeting(VisitorConnection connection, Consumer<ByteBuffer> next) {
    this.connection = connection;
    this.next = next;
    this.source = connection.socket().getSourceChannel().getConduit();
  }

  /** Takes over the connection. */
  public void begin() {
    connection.talk(this);
    source.setReadReadyHandler(this);
    readReady();
  }

  @Override
  public void readReady() {
    if (over) {
      return;
    }
    Buffers buffers = connection.thread().buffers();
    ByteBuffer work = buffers.take();
    try {
      ByteBuffer before = held;
      if (before != null) {
        held = null;
        work.put(before);
        buffers.give(before);
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
      buffers.give(work);
    }
  }

  private void judge(ByteBuffer bytes) {
    switch (ProxiedHeader.read(bytes)) {
      case ProxiedHeader.Incomplete incomplete -> {
        held = bytes.hasRemaining() ? connection.thread().buffers().keep(bytes) : null;
        source.resumeReads();
      }
      case ProxiedHeader.Broken(String cause) -> {
        LOG.log(Level.DEBUG, "from {0}: {1}", connection.peer(), cause);
        connection.close();
      }
      case ProxiedHeader.Local(int length) -> goOn(bytes, length);
      case ProxiedHeader.Proxied proxied -> {
        connection.cameFrom(proxied.visitor(), proxied.asked());
        goOn(bytes, proxied.bytes());
      }
    }
  }

  private void goOn(ByteBuffer bytes, int used) {
    over = true;
    bytes.position(bytes.position() + used);
    next.accept(bytes);
  }

  @Override
  public void sweep(long now) {
    if (connection.last() || now - since > connection.port().limits().headerTimeout().toNanos()) {
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
      connection.thread().buffers().give(held);
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
