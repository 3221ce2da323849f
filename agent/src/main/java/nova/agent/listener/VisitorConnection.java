package nova.agent.listener;

import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.xnio.IoUtils;
import org.xnio.StreamConnection;

/** One accepted connection, from its first byte to its last; always on its I/O thread. */
public final class VisitorConnection {

  /** What somebody keeps for all requests of a connection. */
  public interface Companion {
    /** The connection is closed. */
    void left();
  }

  private static final InetSocketAddress NOWHERE = InetSocketAddress.createUnresolved("unknown", 0);

  private final StreamConnection socket;
  private final VisitorThread thread;
  private final VisitorPort port;
  private final Speech speech;
  private AtomicInteger counted;
  private @Nullable Talk talk;
  private @Nullable InetSocketAddress source;
  private @Nullable InetSocketAddress destination;
  private @Nullable String peer;
  private @Nullable Runnable whenLeft;
  private @Nullable Companion companion;
  private boolean gone;
  int index;

  VisitorConnection(
      StreamConnection socket, VisitorThread thread, VisitorPort port, PortPolicy policy) {
    this.socket = socket;
    this.thread = thread;
    this.port = port;
    this.speech = policy.speech();
    this.counted = policy.connections();
  }

  public StreamConnection socket() {
    return socket;
  }

  public VisitorThread thread() {
    return thread;
  }

  public VisitorPort port() {
    return port;
  }

  /** From here on this is going on. */
  public void talk(Talk next) {
    talk = next;
  }

  /** Runs when the connection is closed, behind what its talk does. */
  public void whenLeft(Runnable last) {
    whenLeft = last;
  }

  /** The one there is, or from now on the one that is made; there is a single one. */
  public Companion companion(Supplier<Companion> made) {
    Companion known = companion;
    if (known == null) {
      known = made.get();
      companion = known;
    }
    return known;
  }

  /** True when no further request is welcome here. */
  public boolean last() {
    return port.retiring() || !speech.equals(port.limits().speech());
  }

  /** How long nothing may be said between two requests. */
  public long idleNanos() {
    return last() ? VisitorPort.LAST_WORD_NANOS : port.limits().idleTimeout().toNanos();
  }

  /** What a PROXY protocol header told about where the visitor is and which address it asked. */
  public void cameFrom(InetSocketAddress visitor, InetSocketAddress asked) {
    source = visitor;
    destination = asked;
    peer = null;
  }

  /** Where the visitor is. */
  public InetSocketAddress source() {
    if (source == null) {
      InetSocketAddress address = socket.getPeerAddress(InetSocketAddress.class);
      source = address == null ? NOWHERE : address;
    }
    return source;
  }

  /** The address the visitor asked. */
  public InetSocketAddress destination() {
    if (destination == null) {
      InetSocketAddress address = socket.getLocalAddress(InetSocketAddress.class);
      destination = address == null ? NOWHERE : address;
    }
    return destination;
  }

  /** The visitor's IP address. */
  public String peer() {
    String known = peer;
    if (known == null) {
      InetSocketAddress address = source();
      known = address.isUnresolved() ? "unknown" : address.getAddress().getHostAddress();
      int zone = known.indexOf('%');
      known = zone < 0 ? known : known.substring(0, zone);
      peer = known;
    }
    return known;
  }

  public void close() {
    IoUtils.safeClose(socket);
  }

  void sweep(long now) {
    if (talk != null) {
      talk.sweep(now);
    }
  }

  boolean midway() {
    return talk != null && talk.midway();
  }

  void countWith(AtomicInteger counter) {
    counted.decrementAndGet();
    counted = counter;
    counter.incrementAndGet();
  }

  /** Told at least once; true the first time. */
  boolean leave() {
    boolean first = !gone;
    gone = true;
    if (first) {
      counted.decrementAndGet();
      Talk last = talk;
      talk = null;
      if (last != null) {
        last.left();
      }
      if (companion != null) {
        companion.left();
      }
      if (whenLeft != null) {
        whenLeft.run();
      }
    }
    return first;
  }
}
