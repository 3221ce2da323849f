package nova.agent.listener.http1;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.StatusCodes;
import java.util.Arrays;

/** The head of an answer in bytes. */
final class AnswerHead {

  /** How a visitor finds the end of an answer. */
  enum Framing {
    NO_BODY,
    LENGTH,
    CHUNKS,
    UNTIL_CLOSE
  }

  private static final byte[] OK = bytes("HTTP/1.1 200 OK\r\n");
  private static final byte[] CLOSE = bytes("Connection: close\r\n");
  private static final byte[] KEEP = bytes("Connection: keep-alive\r\n");
  private static final byte[] CHUNKED = bytes("Transfer-Encoding: chunked\r\n");
  private static final byte[] EMPTY = bytes("Content-Length: 0\r\n");

  private static final int EARLY_HINTS = 103; // RFC 8297; Undertow has no name for it

  private byte[] out;
  private int at;

  AnswerHead(byte[] scratch) {
    out = scratch;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(ISO_8859_1);
  }

  byte[] bytes() {
    return out;
  }

  int length() {
    return at;
  }

  static Framing framing(HttpServerExchange exchange) {
    int status = exchange.getStatusCode();
    if (status < 200
        || status == 204
        || status == 304
        || exchange.getRequestMethod().equals(Methods.HEAD)) {
      return Framing.NO_BODY;
    }
    if (exchange.getResponseHeaders().contains(Headers.CONTENT_LENGTH)) {
      return Framing.LENGTH;
    }
    return exchange.isHttp11() ? Framing.CHUNKS : Framing.UNTIL_CLOSE;
  }

  /** Writes it; {@code empty} when the body is known to be empty although nothing says so. */
  void write(HttpServerExchange exchange, Framing framing, boolean empty) {
    int status = exchange.getStatusCode();
    statusLine(status);
    fields(exchange.getResponseHeaders(), status);
    if (empty && (framing == Framing.CHUNKS || framing == Framing.UNTIL_CLOSE)) {
      put(EMPTY);
    } else if (framing == Framing.CHUNKS) {
      put(CHUNKED);
    }
    if (status != StatusCodes.SWITCHING_PROTOCOLS) {
      if (!exchange.isPersistent()) {
        put(CLOSE);
      } else if (!exchange.isHttp11()) {
        put(KEEP);
      }
    }
    end();
  }

  /** An interim answer. */
  void write(int status, HeaderMap fields) {
    statusLine(status);
    fields(fields, status);
    end();
  }

  /** Always this node's own version, whatever the visitor's (RFC 9110, 2.5). */
  private void statusLine(int status) {
    at = 0;
    if (status == StatusCodes.OK) {
      put(OK);
      return;
    }
    put("HTTP/1.1 ");
    put(Integer.toString(status));
    put(" ");
    put(status == EARLY_HINTS ? "Early Hints" : StatusCodes.getReason(status));
    end();
  }

  private void fields(HeaderMap headers, int status) {
    for (long i = headers.fastIterateNonEmpty(); i != -1L; i = headers.fiNextNonEmpty(i)) {
      HeaderValues values = headers.fiCurrent(i);
      HttpString name = values.getHeaderName();
      boolean mine =
          name.equals(Headers.CONNECTION)
              ? status != StatusCodes.SWITCHING_PROTOCOLS
              : name.equals(Headers.CONTENT_LENGTH) && (status < 200 || status == 204);
      for (int v = 0; !mine && v < values.size(); v++) {
        room(name.length() + 2);
        name.copyTo(out, at);
        at += name.length();
        out[at++] = ':';
        out[at++] = ' ';
        put(values.get(v));
        end();
      }
    }
  }

  private void end() {
    room(2);
    out[at++] = '\r';
    out[at++] = '\n';
  }

  @SuppressWarnings("deprecation") // exactly what it is for: Latin-1 without an encoder
  private void put(String text) {
    room(text.length());
    text.getBytes(0, text.length(), out, at);
    at += text.length();
  }

  private void put(byte[] text) {
    room(text.length);
    System.arraycopy(text, 0, out, at, text.length);
    at += text.length;
  }

  private void room(int bytes) {
    if (out.length < at + bytes) {
      out = Arrays.copyOf(out, Math.max(2 * out.length, at + bytes));
    }
  }
}
