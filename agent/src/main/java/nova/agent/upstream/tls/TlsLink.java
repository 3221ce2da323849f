package nova.agent.upstream.tls;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;
import org.xnio.conduits.StreamSinkConduit;
import org.xnio.conduits.StreamSourceConduit;

/**
 * TLS on one connection. Encrypts several records into one system call and decrypts as many as one
 * system call brought; holds memory only while a record is incomplete or the kernel takes no more.
 */
public final class TlsLink {
  private static final ByteBuffer NOTHING = ByteBuffer.allocateDirect(0);

  private final ServerTls tls;
  private final SSLEngine engine;
  private final Unwrapping decoder;
  private final TlsBuffers buffers;
  private final StreamSourceConduit in;
  private final StreamSinkConduit out;
  private @Nullable ByteBuffer undecrypted;
  private @Nullable ByteBuffer unsent;
  private boolean begun;
  private boolean more;
  private boolean ended;
  private boolean cut;
  private boolean closing;
  private boolean closed;
  private boolean left;

  TlsLink(ServerTls tls, SSLEngine engine, TlsBuffers buffers, StreamConnection connection) {
    this.tls = tls;
    this.engine = engine;
    this.decoder = new Unwrapping(engine);
    this.buffers = buffers;
    this.in = connection.getSourceChannel().getConduit();
    this.out = connection.getSinkChannel().getConduit();
  }

  // ---- the handshake ----

  /** As far as it goes without waiting. */
  Handshake.Wants advance() throws IOException {
    if (!begun) {
      begun = true;
      engine.beginHandshake();
    }
    for (; ; ) {
      switch (engine.getHandshakeStatus()) {
        case NEED_TASK -> {
          engine.getDelegatedTask().run();
          decoder.judged();
        }
        case NEED_WRAP -> {
          if (!drain() || !say()) {
            return Handshake.Wants.TO_WRITE;
          }
        }
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!hear()) {
            return Handshake.Wants.TO_READ;
          }
        }
        case FINISHED, NOT_HANDSHAKING -> {
          if (!drain()) {
            return Handshake.Wants.TO_WRITE;
          }
          more = undecrypted != null;
          return Handshake.Wants.NOTHING;
        }
      }
    }
  }

  /** All that there is to say now, or an alert, in one system call; whether the kernel took it. */
  private boolean say() throws IOException {
    ByteBuffer to = buffers.cipherOut();
    SSLEngineResult result;
    do {
      result = engine.wrap(NOTHING, to);
    } while (result.bytesProduced() > 0
        && engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP);
    boolean stuck =
        to.position() == 0
            && engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP;
    boolean taken = hand(to);
    if (stuck || result.getStatus() != SSLEngineResult.Status.OK) {
      throw new ClosedChannelException();
    }
    return taken;
  }

  /** False when more bytes are needed. */
  private boolean hear() throws IOException {
    ByteBuffer from = restored();
    for (; ; ) {
      from.flip();
      SSLEngineResult result = decoder.unwrap(from, NOTHING);
      decoder.judged();
      from.compact();
      if (result.getStatus() != SSLEngineResult.Status.BUFFER_UNDERFLOW) {
        keep(from);
        if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
          throw new EOFException();
        }
        return true;
      }
      int count = in.read(from);
      if (count <= 0) {
        keep(from);
        if (count < 0) {
          throw new EOFException();
        }
        return false;
      }
    }
  }

  /** What to say of a handshake that failed so. */
  String cause(Exception failure) {
    return decoder.cause(failure);
  }

  String protocol() {
    String chosen = engine.getApplicationProtocol();
    return chosen == null ? "" : chosen;
  }

  /** Everything read and written by the connection passes here from now on. */
  void install(StreamConnection connection) {
    connection.getSourceChannel().setConduit(new TlsSource(this, in));
    connection.getSinkChannel().setConduit(new TlsSink(this, out));
  }

  // ---- reading ----

  int read(ByteBuffer to) throws IOException {
    int before = to.position();
    boolean resumed = in.isReadResumed(); // not any more once the end was read
    more = false;
    if (!ended) {
      ByteBuffer from = restored();
      fill(from, to);
      keep(from);
      answer();
    }
    int count = to.position() - before;
    if (count == 0 && cut && !ended) {
      // without a farewell nobody knows whether more was to come
      throw new SSLException("closed without a farewell");
    }
    if (count == 0 && more) {
      throw new SSLException("no room for a whole record");
    }
    if (count > 0 && resumed && more()) {
      in.wakeupReads(); // the kernel has nothing to wake us with
    }
    return count == 0 && ended ? -1 : count;
  }

  private void fill(ByteBuffer from, ByteBuffer to) throws IOException {
    int room;
    int count;
    do {
      room = from.remaining();
      count = cut ? 0 : in.read(from);
      cut |= count < 0;
      from.flip();
      decrypt(from, to);
      from.compact();
    } while (count == room && !more && !ended);
  }

  private void decrypt(ByteBuffer from, ByteBuffer to) throws IOException {
    while (from.hasRemaining()) {
      SSLEngineResult result = decoder.unwrap(from, to);
      switch (result.getStatus()) {
        case OK -> refuseRenegotiation(result.getHandshakeStatus());
        case BUFFER_OVERFLOW -> more = true;
        case CLOSED -> ended = true;
        case BUFFER_UNDERFLOW -> {
          return;
        }
      }
      if (more || ended) {
        return;
      }
    }
  }

  /** In TLS 1.2 a second handshake; in TLS 1.3 nothing but a change of keys asks for an answer. */
  private void refuseRenegotiation(SSLEngineResult.HandshakeStatus status) throws SSLException {
    boolean quiet =
        switch (status) {
          case NOT_HANDSHAKING, FINISHED -> true;
          case NEED_WRAP -> engine.getSession().getProtocol().equals("TLSv1.3");
          case NEED_TASK, NEED_UNWRAP, NEED_UNWRAP_AGAIN -> false;
        };
    if (!quiet) {
      throw new SSLException("the server wants another handshake");
    }
  }

  private void answer() throws IOException {
    if (!ended
        && unsent == null
        && engine.getHandshakeStatus() == SSLEngineResult.HandshakeStatus.NEED_WRAP
        && !say()) {
      out.resumeWrites();
    }
  }

  /** Bytes, or the end of them, wait here that the kernel will not announce. */
  boolean more() {
    return more || ended || cut;
  }

  private ByteBuffer restored() {
    ByteBuffer from = buffers.cipherIn();
    if (undecrypted != null) {
      from.put(undecrypted);
      buffers.free(undecrypted);
      undecrypted = null;
    }
    return from;
  }

  private void keep(ByteBuffer from) {
    if (from.position() > 0) {
      undecrypted = buffers.park(from.flip());
    }
  }

  // ---- writing ----

  /** Bytes taken; all of them may still be here: {@link #flush} tells. */
  long write(ByteBuffer[] from, int offset, int length) throws IOException {
    if (!drain()) {
      return 0;
    }
    ByteBuffer to = buffers.cipherOut();
    long taken = 0;
    while (remaining(from, offset, length)) {
      SSLEngineResult result = engine.wrap(from, offset, length, to);
      taken += result.bytesConsumed();
      if (result.getStatus() == SSLEngineResult.Status.CLOSED) {
        throw new ClosedChannelException();
      }
      if (result.bytesProduced() == 0) { // full
        if (to.position() == 0) {
          throw new SSLException("nothing can be sent now");
        }
        if (!hand(to)) {
          return taken;
        }
        to.clear();
      }
    }
    var unused = hand(to);
    return taken;
  }

  private static boolean remaining(ByteBuffer[] buffers, int offset, int length) {
    for (int i = offset; i < offset + length; i++) {
      if (buffers[i].hasRemaining()) {
        return true;
      }
    }
    return false;
  }

  /** Everything is with the kernel, the farewell included. */
  boolean flush() throws IOException {
    if (!drain()) {
      return false;
    }
    if (closing && !closed) {
      closed = true;
      out.terminateWrites();
    }
    return out.flush();
  }

  private boolean hand(ByteBuffer encrypted) throws IOException {
    encrypted.flip();
    while (encrypted.hasRemaining()) {
      if (out.write(encrypted) == 0) {
        unsent = buffers.park(encrypted);
        return false;
      }
    }
    return true;
  }

  private boolean drain() throws IOException {
    ByteBuffer pending = unsent;
    while (pending != null && pending.hasRemaining()) {
      if (out.write(pending) == 0) {
        return false;
      }
    }
    buffers.free(pending);
    unsent = null;
    return true;
  }

  /** Nothing more is sent; the server is told. */
  void endWrites() throws IOException {
    if (!closing) {
      closing = true;
      engine.closeOutbound();
      if (unsent == null) {
        var unused = hand(farewell());
      }
    }
  }

  private ByteBuffer farewell() throws SSLException {
    ByteBuffer to = buffers.cipherOut();
    engine.wrap(NOTHING, to);
    return to;
  }

  /** The last act before the socket is closed: tells the server if that takes no waiting. */
  public void leave() {
    if (left) {
      return;
    }
    left = true;
    try {
      engine.closeOutbound();
      if (unsent == null && !closing) {
        out.write(farewell().flip());
      }
    } catch (IOException gone) {
      closing = true; // there is nobody left to tell
    }
    buffers.free(undecrypted);
    buffers.free(unsent);
    undecrypted = null;
    unsent = null;
    ended = true;
    tls.free(engine);
  }
}
