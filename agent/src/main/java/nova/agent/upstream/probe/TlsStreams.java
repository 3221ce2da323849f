package nova.agent.upstream.probe;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;

/** Blocking TLS over a socket's streams, by the same engine that visitors' requests use. */
final class TlsStreams {
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final SSLEngine engine;
  private final InputStream socketIn;
  private final OutputStream socketOut;
  private final byte[] chunk = new byte[8192];
  private ByteBuffer encrypted;
  private ByteBuffer plain;

  TlsStreams(SSLEngine engine, InputStream in, OutputStream out) {
    this.engine = engine;
    this.socketIn = in;
    this.socketOut = out;
    this.encrypted = ByteBuffer.allocate(2 * engine.getSession().getPacketBufferSize()).flip();
    this.plain = ByteBuffer.allocate(2 * engine.getSession().getApplicationBufferSize()).flip();
  }

  /** The protocol chosen by ALPN, or the empty text. */
  String handshake() throws IOException {
    engine.beginHandshake();
    SSLEngineResult.HandshakeStatus status = engine.getHandshakeStatus();
    while (true) {
      switch (status) {
        case NEED_WRAP -> status = wrap(NOTHING);
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> status = unwrap();
        case NEED_TASK -> {
          Runnable task = engine.getDelegatedTask();
          while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
          }
          status = engine.getHandshakeStatus();
        }
        case FINISHED, NOT_HANDSHAKING -> {
          String chosen = engine.getApplicationProtocol();
          return chosen == null ? "" : chosen;
        }
      }
    }
  }

  private SSLEngineResult.HandshakeStatus wrap(ByteBuffer from) throws IOException {
    ByteBuffer to = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
    SSLEngineResult result = engine.wrap(from, to);
    socketOut.write(to.array(), 0, to.position());
    socketOut.flush();
    if (result.getStatus() == SSLEngineResult.Status.CLOSED && to.position() == 0) {
      throw new EOFException();
    }
    return result.getHandshakeStatus();
  }

  private SSLEngineResult.HandshakeStatus unwrap() throws IOException {
    while (true) {
      plain.compact();
      SSLEngineResult result;
      try {
        result = engine.unwrap(encrypted, plain);
      } finally {
        plain.flip();
      }
      switch (result.getStatus()) {
        case OK -> {
          return result.getHandshakeStatus();
        }
        case CLOSED -> throw new EOFException();
        case BUFFER_UNDERFLOW -> receive();
        case BUFFER_OVERFLOW -> {
          ByteBuffer larger = ByteBuffer.allocate(2 * plain.capacity());
          plain = larger.put(plain).flip();
        }
      }
    }
  }

  private void receive() throws IOException {
    int count = socketIn.read(chunk);
    if (count < 0) {
      throw new EOFException();
    }
    encrypted.compact();
    if (encrypted.remaining() < count) {
      ByteBuffer larger = ByteBuffer.allocate(2 * encrypted.capacity() + count);
      encrypted = larger.put(encrypted.flip());
    }
    encrypted.put(chunk, 0, count).flip();
  }

  InputStream in() {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
      }

      @Override
      public int read(byte[] to, int offset, int length) throws IOException {
        try {
          while (!plain.hasRemaining()) {
            if (unwrap() == SSLEngineResult.HandshakeStatus.NEED_WRAP) {
              wrap(NOTHING); // TLS 1.3: a change of keys asks for an answer
            }
          }
        } catch (EOFException end) {
          return -1;
        }
        int count = Math.min(length, plain.remaining());
        plain.get(to, offset, count);
        return count;
      }
    };
  }

  OutputStream out() {
    return new OutputStream() {
      @Override
      public void write(int one) throws IOException {
        write(new byte[] {(byte) one}, 0, 1);
      }

      @Override
      public void write(byte[] from, int offset, int length) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(from, offset, length);
        while (left.hasRemaining()) {
          wrap(left);
        }
      }
    };
  }
}
