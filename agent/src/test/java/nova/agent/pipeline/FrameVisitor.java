package nova.agent.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nova.agent.exchange.hpack.HpackDecoder;

/** Speaks HTTP/2 frame by frame, right or wrong; what comes back is told as short lines. */
final class FrameVisitor implements AutoCloseable {
  static final int DATA = 0;
  static final int HEADERS = 1;
  static final int PRIORITY = 2;
  static final int RST_STREAM = 3;
  static final int SETTINGS = 4;
  static final int PUSH_PROMISE = 5;
  static final int PING = 6;
  static final int GOAWAY = 7;
  static final int WINDOW_UPDATE = 8;
  static final int CONTINUATION = 9;
  static final int END_STREAM = 1;
  static final int ACK = 1;
  static final int END_HEADERS = 4;
  static final int PADDED = 8;
  static final int HAS_PRIORITY = 0x20;
  static final String PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n";

  private static final List<String> ERRORS =
      List.of(
          "NO_ERROR",
          "PROTOCOL_ERROR",
          "INTERNAL_ERROR",
          "FLOW_CONTROL_ERROR",
          "SETTINGS_TIMEOUT",
          "STREAM_CLOSED",
          "FRAME_SIZE_ERROR",
          "REFUSED_STREAM",
          "CANCEL",
          "COMPRESSION_ERROR",
          "CONNECT_ERROR",
          "ENHANCE_YOUR_CALM",
          "INADEQUATE_SECURITY",
          "HTTP_1_1_REQUIRED");

  final List<String> fields = new ArrayList<>();
  final List<String> seen = new ArrayList<>();
  private final Socket socket;
  private final DataInputStream in;
  private final Map<Integer, ByteArrayOutputStream> bodies = new HashMap<>();
  private final HpackDecoder decoder = new HpackDecoder(4096);
  private boolean allowing = true;

  private FrameVisitor(Socket socket) throws IOException {
    this.socket = socket;
    socket.setSoTimeout(8000);
    in = new DataInputStream(socket.getInputStream());
  }

  /** Has said nothing yet. */
  static FrameVisitor silent(int port) throws IOException {
    return new FrameVisitor(new Socket(InetAddress.getLoopbackAddress(), port));
  }

  /** Has begun as it should, with windows that never close. */
  static FrameVisitor on(int port) throws IOException {
    return silent(port).text(PREFACE).frame(SETTINGS, 0, 0);
  }

  /** What comes is not asked for again. */
  FrameVisitor withoutUpdates() {
    allowing = false;
    return this;
  }

  // ---- saying ----

  FrameVisitor text(String text) throws IOException {
    return raw(text.getBytes(ISO_8859_1));
  }

  FrameVisitor raw(byte... bytes) throws IOException {
    try {
      socket.getOutputStream().write(bytes);
    } catch (SocketException ended) {
      seen.add("write failed"); // what was said before it is still to be read
    }
    return this;
  }

  FrameVisitor frame(int type, int flags, int stream, byte... payload) throws IOException {
    return raw(frameBytes(type, flags, stream, payload));
  }

  static byte[] frameBytes(int type, int flags, int stream, byte... payload) {
    return ByteBuffer.allocate(9 + payload.length)
        .putInt((payload.length << 8) | type)
        .put((byte) flags)
        .putInt(stream)
        .put(payload)
        .array();
  }

  /** A frame of one number. */
  FrameVisitor number(int type, int stream, int value) throws IOException {
    return frame(type, 0, stream, ByteBuffer.allocate(4).putInt(value).array());
  }

  FrameVisitor setting(int name, int value) throws IOException {
    return frame(
        SETTINGS, 0, 0, ByteBuffer.allocate(6).putShort((short) name).putInt(value).array());
  }

  FrameVisitor data(int stream, boolean last, String text) throws IOException {
    return frame(DATA, last ? END_STREAM : 0, stream, text.getBytes(ISO_8859_1));
  }

  /** HEADERS in one frame: names and values in turn. */
  FrameVisitor headers(int stream, boolean last, String... fields) throws IOException {
    return frame(HEADERS, END_HEADERS | (last ? END_STREAM : 0), stream, block(fields));
  }

  FrameVisitor get(int stream, String path) throws IOException {
    return headers(stream, true, request("GET", path));
  }

  /** The head of a body of any length. */
  FrameVisitor post(int stream, String path) throws IOException {
    return headers(stream, false, request("POST", path));
  }

  static String[] request(String method, String path) {
    return new String[] {
      ":method", method, ":scheme", "http", ":path", path, ":authority", "a.example"
    };
  }

  /** Literals that no table remembers, without Huffman codes. */
  static byte[] block(String... fields) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < fields.length; i++) {
      if (i % 2 == 0) {
        out.write(0);
      }
      byte[] text = fields[i].getBytes(ISO_8859_1);
      if (text.length < 127) {
        out.write(text.length);
      } else {
        out.write(127);
        int rest = text.length - 127;
        for (; rest >= 128; rest >>= 7) {
          out.write((rest & 127) | 128);
        }
        out.write(rest);
      }
      out.writeBytes(text);
    }
    return out.toByteArray();
  }

  // ---- hearing ----

  /** Reads until something comes to pass; false when the connection ends or falls silent first. */
  boolean hears(String event) throws IOException {
    while (true) {
      int from = seen.indexOf(event);
      if (from >= 0) {
        return true;
      }
      try {
        next();
      } catch (EOFException | SocketException end) {
        seen.add("end");
        return event.equals("end");
      } catch (SocketTimeoutException silence) {
        seen.add("silence");
        return false;
      }
    }
  }

  /** Takes in what comes until nothing comes for so long; false when the connection ends. */
  boolean hearsNothingFor(int millis) throws IOException {
    socket.setSoTimeout(millis);
    try {
      while (true) {
        next();
      }
    } catch (SocketTimeoutException silence) {
      return true;
    } catch (EOFException | SocketException end) {
      return false;
    } finally {
      socket.setSoTimeout(8000);
    }
  }

  String body(int stream) {
    return new String(bytes(stream), ISO_8859_1);
  }

  byte[] bytes(int stream) {
    return bodies.getOrDefault(stream, new ByteArrayOutputStream()).toByteArray();
  }

  private void next() throws IOException {
    int head = in.readInt();
    int flags = in.readByte();
    int stream = in.readInt();
    byte[] bytes = in.readNBytes(head >>> 8);
    ByteBuffer payload = ByteBuffer.wrap(bytes);
    switch (head & 0xff) {
      case DATA -> data(flags, stream, bytes);
      case HEADERS -> answer(flags, stream, bytes);
      case RST_STREAM -> seen.add("reset " + stream + " " + ERRORS.get(payload.getInt()));
      case SETTINGS -> {
        if ((flags & ACK) == 0) {
          frame(SETTINGS, ACK, 0);
        }
        seen.add((flags & ACK) == 0 ? "settings" : "settings taken");
      }
      case PING -> seen.add("pong " + payload.getLong());
      case GOAWAY -> {
        int last = payload.getInt();
        seen.add("away " + ERRORS.get(payload.getInt()));
        seen.add("away after " + last);
      }
      case WINDOW_UPDATE -> seen.add("window " + stream);
      default -> throw new IOException("frame of type " + (head & 0xff));
    }
  }

  private void data(int flags, int stream, byte[] bytes) throws IOException {
    bodies.computeIfAbsent(stream, s -> new ByteArrayOutputStream()).writeBytes(bytes);
    if (allowing && bytes.length > 0) {
      number(WINDOW_UPDATE, 0, bytes.length);
      if ((flags & END_STREAM) == 0) {
        number(WINDOW_UPDATE, stream, bytes.length);
      }
    }
    over(flags, stream);
  }

  private void answer(int flags, int stream, byte[] block) throws IOException {
    decoder.decode(
        block,
        0,
        block.length,
        field -> {
          if (field.name().equals(":status")) {
            seen.add(stream + ": " + field.value());
          } else {
            fields.add(stream + " " + field.name() + ": " + field.value());
          }
        });
    over(flags, stream);
  }

  private void over(int flags, int stream) {
    if ((flags & END_STREAM) != 0) {
      seen.add(stream + " is over");
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
