package nova.agent.upstream.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import io.undertow.protocols.http2.HpackDecoder;
import io.undertow.protocols.http2.HpackException;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One question by HTTP/2 on a connection of its own (RFC 9113). The JDK's client cannot begin
 * HTTP/2 in plain text without asking, which is what gRPC servers expect.
 */
final class Http2 {
  private static final byte[] PREFACE = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(US_ASCII);
  private static final int MOST_FRAME_BYTES = 16_384;
  private static final int MOST_HEADER_BYTES = 65_536;
  private static final int WINDOW = 131_072;
  private static final int DATA = 0;
  private static final int HEADERS = 1;
  private static final int RST_STREAM = 3;
  private static final int SETTINGS = 4;
  private static final int PING = 6;
  private static final int GOAWAY = 7;
  private static final int WINDOW_UPDATE = 8;
  private static final int CONTINUATION = 9;
  private static final int END_STREAM = 1;
  private static final int ACK = 1;
  private static final int END_HEADERS = 4;
  private static final int PADDED = 8;
  private static final int PRIORITY = 0x20;

  private final InputStream in;
  private final OutputStream out;
  private final HpackDecoder decoder = new HpackDecoder();
  private final ByteArrayOutputStream headers = new ByteArrayOutputStream();
  private final ByteArrayOutputStream body = new ByteArrayOutputStream();
  private final Map<String, String> fields = new HashMap<>();
  private int status;
  private boolean ends;
  private boolean ended;

  private Http2(Line line) throws IOException {
    this.in = line.in();
    this.out = line.out();
    decoder.setHeaderEmitter(
        (name, value, never) -> fields.put(name.toString().toLowerCase(Locale.ROOT), value));
  }

  /**
   * Sends one request and reads its answer.
   *
   * @param head pseudo-fields first, names in lower case
   */
  static Answer ask(Line line, List<Question.Field> head, byte[] message) throws IOException {
    Http2 talk = new Http2(line);
    talk.begin();
    talk.request(head, message);
    while (!talk.ended && talk.body.size() <= Answer.MOST_BODY_BYTES) {
      talk.frame();
    }
    return new Answer(
        talk.status,
        talk.body.toByteArray(),
        talk.body.size() > Answer.MOST_BODY_BYTES,
        talk.fields);
  }

  private void begin() throws IOException {
    ByteBuffer settings = ByteBuffer.allocate(12);
    settings.putShort((short) 2).putInt(0); // no push
    settings.putShort((short) 4).putInt(WINDOW);
    ByteArrayOutputStream first = new ByteArrayOutputStream();
    first.writeBytes(PREFACE);
    first.writeBytes(frame(SETTINGS, 0, 0, settings.array()));
    first.writeBytes(frame(WINDOW_UPDATE, 0, 0, ByteBuffer.allocate(4).putInt(WINDOW).array()));
    out.write(first.toByteArray());
  }

  private void request(List<Question.Field> head, byte[] message) throws IOException {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    for (Question.Field field : head) {
      block.write(0); // literal, not to be indexed, new name (RFC 7541, 6.2.2)
      text(block, field.name());
      text(block, field.value());
    }
    boolean alone = message.length == 0;
    out.write(frame(HEADERS, END_HEADERS | (alone ? END_STREAM : 0), 1, block.toByteArray()));
    if (!alone) {
      out.write(frame(DATA, END_STREAM, 1, message));
    }
    out.flush();
  }

  private static void text(ByteArrayOutputStream to, String text) {
    byte[] bytes = text.getBytes(ISO_8859_1);
    int rest = bytes.length;
    if (rest < 127) {
      to.write(rest);
    } else {
      to.write(127);
      for (rest -= 127; rest >= 128; rest >>= 7) {
        to.write((rest & 127) | 128);
      }
      to.write(rest);
    }
    to.writeBytes(bytes);
  }

  private static byte[] frame(int type, int flags, int stream, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    frame.putInt((payload.length << 8) | type).put((byte) flags).putInt(stream).put(payload);
    return frame.array();
  }

  private void frame() throws IOException {
    ByteBuffer head = ByteBuffer.wrap(bytes(9));
    int first = head.getInt();
    int type = first & 0xff;
    int flags = head.get();
    int stream = head.getInt() & Integer.MAX_VALUE;
    if (first >>> 8 > MOST_FRAME_BYTES) {
      throw new BadAnswer("no valid answer");
    }
    ByteBuffer payload = ByteBuffer.wrap(bytes(first >>> 8));
    switch (type) {
      case SETTINGS -> answer(SETTINGS, flags, new byte[0]);
      case PING -> answer(PING, flags, payload.array());
      case GOAWAY -> goAway(payload);
      case RST_STREAM -> throw new BadAnswer("the request was reset");
      case HEADERS, CONTINUATION -> headers(type, flags, payload);
      case DATA -> {
        unpad(flags, payload);
        body.write(payload.array(), payload.position(), payload.remaining());
        ended = stream == 1 && (flags & END_STREAM) != 0;
      }
      default -> {} // unknown frames are to be ignored
    }
  }

  private byte[] bytes(int count) throws IOException {
    byte[] bytes = in.readNBytes(count);
    if (bytes.length < count) {
      throw new EOFException();
    }
    return bytes;
  }

  private void answer(int type, int flags, byte[] payload) throws IOException {
    if ((flags & ACK) == 0) {
      out.write(frame(type, ACK, 0, payload));
      out.flush();
    }
  }

  private static void goAway(ByteBuffer payload) throws IOException {
    if (payload.remaining() < 8 || payload.getInt() == 0) {
      throw new BadAnswer("the server went away");
    }
  }

  private static void unpad(int flags, ByteBuffer payload) throws IOException {
    if ((flags & PADDED) != 0) {
      int padding = payload.hasRemaining() ? payload.get() & 0xff : MOST_FRAME_BYTES;
      if (padding > payload.remaining()) {
        throw new BadAnswer("no valid answer");
      }
      payload.limit(payload.limit() - padding);
    }
  }

  private void headers(int type, int flags, ByteBuffer payload) throws IOException {
    if (type == HEADERS) {
      unpad(flags, payload);
      if ((flags & PRIORITY) != 0) {
        payload.position(Math.min(payload.limit(), payload.position() + 5));
      }
      ends = (flags & END_STREAM) != 0;
    }
    byte[] part = new byte[payload.remaining()];
    payload.get(part);
    headers.writeBytes(part);
    if (headers.size() > MOST_HEADER_BYTES) {
      throw new BadAnswer("no valid answer");
    }
    if ((flags & END_HEADERS) != 0) {
      decode();
    }
  }

  private void decode() throws IOException {
    try {
      decoder.decode(ByteBuffer.wrap(headers.toByteArray()), false);
    } catch (HpackException bad) {
      throw new BadAnswer("no valid answer");
    }
    headers.reset();
    String said = fields.remove(":status");
    if (said != null) {
      status = said.matches("[1-5]\\d\\d") ? Integer.parseInt(said) : 0;
    }
    if (status == 0) {
      throw new BadAnswer("no valid answer");
    }
    ended = ends && status >= 200;
  }
}
