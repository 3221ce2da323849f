package nova.local.bench.resilience;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;

/** Sends every short message back (RFC 6455): what the visitors of a benchmark need of it. */
final class WebSocketEcho {
  private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
  private static final int LONGEST_BYTES = 125;
  private static final int CLOSE = 8;

  private WebSocketEcho() {}

  static void serve(HttpInput.Head head, HttpInput in, OutputStream out) throws IOException {
    out.write(
        ("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Accept: "
                + accept(head.field("sec-websocket-key"))
                + "\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    out.flush();
    for (int first = in.read(); first >= 0; first = in.read()) {
      int length = in.read() & 0x7f;
      if (length > LONGEST_BYTES) {
        throw new IOException("a message is too long");
      }
      byte[] mask = in.exactly(4);
      byte[] frame = new byte[2 + length];
      frame[0] = (byte) first;
      frame[1] = (byte) length;
      byte[] payload = in.exactly(length);
      for (int i = 0; i < length; i++) {
        frame[2 + i] = (byte) (payload[i] ^ mask[i % 4]);
      }
      out.write(frame);
      out.flush();
      if ((first & 0xf) == CLOSE) {
        return;
      }
    }
  }

  private static String accept(String key) throws IOException {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-1")
              .digest((key + MAGIC).getBytes(StandardCharsets.ISO_8859_1));
      return Base64.getEncoder().encodeToString(hash);
    } catch (GeneralSecurityException e) {
      throw new IOException(e);
    }
  }
}
