package nova.agent.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A server on a raw socket that does exactly what its script says with each connection. */
final class ScriptedServer implements AutoCloseable {

  /** Talks on one connection. */
  interface Script {
    void talk(Talk talk) throws IOException;
  }

  /** One connection: reads heads, writes raw text. */
  static final class Talk {
    final Socket socket;
    final InputStream in;
    final OutputStream out;
    final List<String> heads;

    Talk(Socket socket, List<String> heads) throws IOException {
      this.socket = socket;
      this.in = socket.getInputStream();
      this.out = socket.getOutputStream();
      this.heads = heads;
    }

    /** The next request head, or the empty text at the end of the stream. */
    String head() throws IOException {
      StringBuilder text = new StringBuilder();
      while (text.length() < 4 || !text.substring(text.length() - 4).equals("\r\n\r\n")) {
        int b = in.read();
        if (b < 0) {
          return "";
        }
        text.append((char) b);
      }
      heads.add(text.toString());
      return text.toString();
    }

    void say(String text) throws IOException {
      out.write(text.getBytes(ISO_8859_1));
      out.flush();
    }
  }

  final AtomicInteger connections = new AtomicInteger();
  final List<String> heads = new CopyOnWriteArrayList<>();
  private final ServerSocket listening;
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  ScriptedServer(Script script) throws IOException {
    listening = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(() -> accept(script));
  }

  /** Answers every request with the same text, at an address of its own. */
  ScriptedServer(InetAddress address, int port, String answer) throws IOException {
    listening = new ServerSocket(port, 1024, address);
    Thread.ofVirtual().start(() -> accept(saying(answer)));
  }

  /** Answers every request on every connection with the same text. */
  static ScriptedServer always(String answer) throws IOException {
    return new ScriptedServer(saying(answer));
  }

  private static Script saying(String answer) {
    return talk -> {
      while (!talk.head().isEmpty()) {
        talk.say(answer);
      }
    };
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
      script.talk(new Talk(socket, heads));
    } catch (IOException visitorLeft) {
      open.remove(socket);
    }
  }

  int port() {
    return listening.getLocalPort();
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
