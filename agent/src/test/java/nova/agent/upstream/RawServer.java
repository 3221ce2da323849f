package nova.agent.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on plain sockets that does with each connection what its script says, no more. */
public final class RawServer implements AutoCloseable {

  /** Talks on one connection; it is closed afterwards. */
  public interface Script {
    void talk(Talk talk) throws IOException;
  }

  /** One connection. */
  public static final class Talk {
    public final Socket socket;
    public final DataInputStream in;
    public final OutputStream out;

    Talk(Socket socket) throws IOException {
      this.socket = socket;
      this.in = new DataInputStream(socket.getInputStream());
      this.out = socket.getOutputStream();
    }

    /** The next request head, or the empty text at the end of the stream. */
    public String head() throws IOException {
      StringBuilder text = new StringBuilder();
      while (text.length() < 4 || !text.substring(text.length() - 4).equals("\r\n\r\n")) {
        int b = in.read();
        if (b < 0) {
          return "";
        }
        text.append((char) b);
      }
      return text.toString();
    }

    public void say(String text) throws IOException {
      out.write(text.getBytes(ISO_8859_1));
      out.flush();
    }

    public String read(int bytes) throws IOException {
      return new String(in.readNBytes(bytes), ISO_8859_1);
    }
  }

  public final AtomicInteger connections = new AtomicInteger();
  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  public RawServer(Script script) throws IOException {
    listening = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(script));
  }

  private void accept(Script script) {
    while (!listening.isClosed()) {
      try {
        Socket socket = listening.accept();
        open.add(socket);
        connections.incrementAndGet();
        Thread.ofVirtual().start(() -> talk(script, socket));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void talk(Script script, Socket socket) {
    try (socket) {
      script.talk(new Talk(socket));
    } catch (IOException clientLeft) {
      open.remove(socket);
    }
  }

  public int port() {
    return listening.getLocalPort();
  }

  public Endpoint endpoint() {
    return new Endpoint("127.0.0.1", port());
  }

  public Endpoint endpoint(Transport transport) {
    return new Endpoint("127.0.0.1", port(), transport);
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
