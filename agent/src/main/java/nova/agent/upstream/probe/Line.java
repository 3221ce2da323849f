package nova.agent.upstream.probe;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import org.jspecify.annotations.Nullable;

/** One connection to a server; closed from outside when the time is up. */
public final class Line implements Closeable {
  private static final byte[] LOCAL = {
    13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10, 0x20, 0, 0, 0
  };

  private final Socket socket = new Socket();
  private volatile boolean late;
  private @Nullable TlsStreams tls;

  /** The time is up. */
  public void late() {
    late = true;
    close();
  }

  boolean isLate() {
    return late;
  }

  void open(Route route, int millis) throws IOException, GeneralSecurityException {
    socket.setTcpNoDelay(true);
    socket.connect(route.address(), millis);
    switch (route.proxyProtocol()) {
      case 1 -> socket.getOutputStream().write("PROXY UNKNOWN\r\n".getBytes(US_ASCII));
      case 2 -> socket.getOutputStream().write(LOCAL);
      default -> {} // none
    }
  }

  /** Answers what ALPN chose, or the empty text. */
  String secure(Route route, Engines engines, boolean http2)
      throws IOException, GeneralSecurityException {
    TlsStreams secured =
        new TlsStreams(
            engines.engine(route.host(), route.address().getPort(), http2),
            socket.getInputStream(),
            socket.getOutputStream());
    tls = secured;
    return secured.handshake();
  }

  InputStream in() throws IOException {
    return new BufferedInputStream(tls == null ? socket.getInputStream() : tls.in());
  }

  OutputStream out() throws IOException {
    return tls == null ? socket.getOutputStream() : tls.out();
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      return; // closed is closed
    }
  }
}
