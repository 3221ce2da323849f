package nova.agent.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import nova.agent.exchange.hpack.HpackDecoder;
import nova.agent.exchange.hpack.HpackEncoder;

/** The server's side of an HTTP/2 connection, frame by frame, right or wrong. */
public final class RawHttp2 {

  /** One frame from the client. */
  @SuppressWarnings("ArrayRecordComponent") // read by tests, never compared
  public record Frame(int type, int flags, int stream, byte[] payload) {
    public boolean is(int wanted) {
      return type == wanted;
    }

    public boolean last() {
      return (flags & 1) != 0 && type <= 1;
    }

    public int number(int at) {
      return ByteBuffer.wrap(payload).getInt(at);
    }
  }

  public final RawServer.Talk talk;
  private final HpackDecoder decoder = new HpackDecoder(4096);
  private final HpackEncoder encoder = new HpackEncoder();

  private RawHttp2(RawServer.Talk talk) {
    this.talk = talk;
  }

  /** Reads the preface and says what is allowed: names and values of settings by turns. */
  public static RawHttp2 greet(RawServer.Talk talk, int... settings) throws IOException {
    talk.in.readNBytes(Http2Frames.PREFACE.length);
    RawHttp2 server = new RawHttp2(talk);
    ByteBuffer values = ByteBuffer.allocate(settings.length * 3);
    for (int i = 0; i < settings.length; i += 2) {
      values.putShort((short) settings[i]).putInt(settings[i + 1]);
    }
    server.frame(Http2Frames.SETTINGS, 0, 0, values.array());
    return server;
  }

  public void frame(int type, int flags, int stream, byte... payload) throws IOException {
    ByteBuffer frame = ByteBuffer.allocate(9 + payload.length);
    Http2Frames.head(frame, payload.length, type, flags, stream);
    talk.out.write(frame.put(payload).array());
    talk.out.flush();
  }

  /** A frame with one number in it. */
  public void number(int type, int stream, int value) throws IOException {
    frame(type, 0, stream, ByteBuffer.allocate(4).putInt(value).array());
  }

  public void goAway(int last, int code) throws IOException {
    frame(Http2Frames.GOAWAY, 0, 0, ByteBuffer.allocate(8).putInt(last).putInt(code).array());
  }

  public byte[] block(String... namesAndValues) {
    encoder.begin();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      encoder.field(namesAndValues[i], namesAndValues[i + 1]);
    }
    byte[] block = new byte[encoder.length()];
    System.arraycopy(encoder.bytes(), 0, block, 0, block.length);
    return block;
  }

  public void headers(int stream, boolean last, String... namesAndValues) throws IOException {
    frame(
        Http2Frames.HEADERS,
        Http2Frames.END_HEADERS | (last ? Http2Frames.END_STREAM : 0),
        stream,
        block(namesAndValues));
  }

  public void data(int stream, boolean last, String text) throws IOException {
    frame(Http2Frames.DATA, last ? Http2Frames.END_STREAM : 0, stream, text.getBytes(ISO_8859_1));
  }

  /** The next frame, whatever it is. */
  public Frame any() throws IOException {
    byte[] head = talk.in.readNBytes(9);
    if (head.length < 9) {
      throw new IOException("closed");
    }
    int length = (head[0] & 0xff) << 16 | (head[1] & 0xff) << 8 | (head[2] & 0xff);
    return new Frame(head[3], head[4], ByteBuffer.wrap(head).getInt(5), talk.in.readNBytes(length));
  }

  /** The next of this type. */
  public Frame next(int type) throws IOException {
    Frame frame = any();
    while (!frame.is(type)) {
      frame = any();
    }
    return frame;
  }

  /** The next head: its stream, and its fields one a line. */
  public Frame request() throws IOException {
    return next(Http2Frames.HEADERS);
  }

  public List<String> fields(Frame headers) throws IOException {
    List<String> lines = new ArrayList<>();
    decoder.decode(
        headers.payload(),
        0,
        headers.payload().length,
        field -> lines.add(field.name() + ": " + field.value()));
    return lines;
  }
}
