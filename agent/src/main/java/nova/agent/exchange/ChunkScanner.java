package nova.agent.exchange;

import java.nio.ByteBuffer;

/**
 * Reads the chunked coding strictly: hexadecimal size without sign or blanks, CRLF and nothing else
 * as a line end, extensions and trailers only of visible bytes and of bounded length.
 */
public final class ChunkScanner {
  private static final int MOST_EXTENSION_BYTES = 256;
  private static final int MOST_TRAILER_BYTES = 8192;

  private enum State {
    SIZE,
    EXTENSION,
    SIZE_LF,
    DATA,
    DATA_CR,
    DATA_LF,
    TRAILER_START,
    TRAILER_NAME,
    TRAILER_VALUE,
    TRAILER_LF,
    LAST_LF,
    DONE
  }

  private State state = State.SIZE;
  private int digits;
  private int extra;
  private int trailers;
  private long size;
  private final StringBuilder trailerText = new StringBuilder(0);

  public void reset() {
    state = State.SIZE;
    digits = 0;
    extra = 0;
    trailers = 0;
    size = 0;
    trailerText.setLength(0);
  }

  public boolean done() {
    return state == State.DONE;
  }

  /** The trailer fields, CRLF behind each; complete when {@link #done}. */
  public String trailers() {
    return trailerText.toString();
  }

  /**
   * Reads from {@code from} to {@code to} without touching the buffer.
   *
   * @return the index behind the last byte that belongs to the body
   */
  public int scan(ByteBuffer buffer, int from, int to) throws BadFraming {
    int at = from;
    while (at < to && state != State.DONE) {
      if (state == State.DATA) {
        at += take(to - at);
      } else {
        step(buffer.get(at++));
      }
    }
    return at;
  }

  /**
   * Removes the coding in place: afterwards the buffer spans only data, from its old position.
   *
   * @return how many bytes followed the end of the body
   */
  public int decode(ByteBuffer buffer) throws BadFraming {
    int start = buffer.position();
    int at = start;
    int to = buffer.limit();
    int out = start;
    while (at < to && state != State.DONE) {
      if (state == State.DATA) {
        int count = take(to - at);
        if (out != at) {
          buffer.put(out, buffer, at, count);
        }
        out += count;
        at += count;
      } else {
        step(buffer.get(at++));
      }
    }
    buffer.limit(out);
    return to - at;
  }

  private int take(int available) {
    int count = (int) Math.min(size, available);
    size -= count;
    if (size == 0) {
      state = State.DATA_CR;
    }
    return count;
  }

  private void step(byte b) throws BadFraming {
    switch (state) {
      case SIZE -> sizeDigit(b);
      case EXTENSION -> extension(b);
      case SIZE_LF -> {
        expect(b, '\n', "chunk size line must end with CRLF");
        state = size == 0 ? State.TRAILER_START : State.DATA;
        digits = 0;
        extra = 0;
      }
      case DATA_CR -> {
        expect(b, '\r', "chunk data must end with CRLF");
        state = State.DATA_LF;
      }
      case DATA_LF -> {
        expect(b, '\n', "chunk data must end with CRLF");
        state = State.SIZE;
      }
      case TRAILER_START, TRAILER_NAME, TRAILER_VALUE -> trailer(b);
      case TRAILER_LF -> {
        expect(b, '\n', "trailer line must end with CRLF");
        trailerText.append('\n');
        state = State.TRAILER_START;
      }
      case LAST_LF -> {
        expect(b, '\n', "chunked body must end with CRLF");
        state = State.DONE;
      }
      case DATA, DONE -> throw new IllegalStateException(state.name());
    }
  }

  private void sizeDigit(byte b) throws BadFraming {
    int digit = Character.digit(b, 16);
    if (digit >= 0) {
      if (++digits > 15) {
        throw new BadFraming("chunk size too large");
      }
      size = size << 4 | digit;
    } else if (digits == 0) {
      throw new BadFraming("chunk size missing");
    } else if (b == '\r') {
      state = State.SIZE_LF;
    } else if (b == ';') {
      state = State.EXTENSION;
    } else {
      throw new BadFraming("chunk size malformed");
    }
  }

  private void extension(byte b) throws BadFraming {
    if (b == '\r') {
      state = State.SIZE_LF;
    } else if (!Tokens.isValue(b) || ++extra > MOST_EXTENSION_BYTES) {
      throw new BadFraming("chunk extension malformed");
    }
  }

  private void trailer(byte b) throws BadFraming {
    if (++trailers > MOST_TRAILER_BYTES) {
      throw new BadFraming("trailers too long");
    }
    if (state == State.TRAILER_START && b == '\r') {
      state = State.LAST_LF;
      return;
    }
    trailerText.append((char) (b & 0xff));
    if (state == State.TRAILER_VALUE && b == '\r') {
      state = State.TRAILER_LF;
    } else if (state == State.TRAILER_NAME && b == ':') {
      state = State.TRAILER_VALUE;
    } else if (state == State.TRAILER_VALUE ? !Tokens.isValue(b) : !Tokens.isToken(b)) {
      throw new BadFraming("trailer malformed");
    } else if (state == State.TRAILER_START) {
      state = State.TRAILER_NAME;
    }
  }

  private static void expect(byte b, char wanted, String rule) throws BadFraming {
    if (b != wanted) {
      throw new BadFraming(rule);
    }
  }
}
