package nova.agent.upstream;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import io.undertow.util.HttpString;
import nova.agent.exchange.BadFraming;
import nova.agent.exchange.Tokens;

/** The head of an answer in HTTP/1.1, read strictly. Reused by everything on one I/O thread. */
final class Http1Head implements ResponseHead {
  private final FieldNames names;
  private final byte[] bytes = new byte[MOST_BYTES];
  private final int[] spans = new int[4 * MOST_FIELDS];
  private int count;
  private int status;
  private boolean http11;
  private boolean chunked;
  private long length;
  private String connection = "";

  Http1Head(FieldNames names) {
    this.names = names;
  }

  byte[] bytes() {
    return bytes;
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String version() {
    return http11 ? "1.1" : "1.0";
  }

  boolean chunked() {
    return chunked;
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public String connection() {
    return connection;
  }

  boolean persistent() {
    return !Tokens.lists(connection, "close") && (http11 || Tokens.lists(connection, "keep-alive"));
  }

  @Override
  public int count() {
    return count;
  }

  @Override
  public HttpString name(int field) {
    return names.of(bytes, spans[4 * field], spans[4 * field + 1]);
  }

  @Override
  @SuppressWarnings("StringCharset")
  public String value(int field) {
    return new String(bytes, spans[4 * field + 2], spans[4 * field + 3], ISO_8859_1);
  }

  @Override
  public int nameLength(int field) {
    return spans[4 * field + 1];
  }

  @Override
  public boolean named(int field, String lower) {
    return Tokens.same(bytes, spans[4 * field], spans[4 * field + 1], lower);
  }

  /**
   * Reads one head.
   *
   * @param available bytes of the answer at the start of {@link #bytes}
   * @return length of the head, or -1 when it is not complete
   */
  int parse(int available) throws BadFraming {
    int end = end(available);
    if (end < 0) {
      return -1;
    }
    count = 0;
    chunked = false;
    length = -1;
    connection = "";
    int at = statusLine();
    while (at < end - 2) {
      at = field(at);
    }
    if (chunked && length >= 0) {
      throw new BadFraming("answer with both Content-Length and Transfer-Encoding");
    }
    return end;
  }

  private int end(int available) throws BadFraming {
    for (int i = 0; i < available; i++) {
      if (bytes[i] != '\n') {
        continue;
      }
      if (i == 0 || bytes[i - 1] != '\r') {
        throw new BadFraming("answer line without CRLF");
      }
      if (i >= 3 && bytes[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  private int statusLine() throws BadFraming {
    int end = 0;
    while (bytes[end] != '\r') {
      end++;
    }
    if (end < 12
        || bytes[0] != 'H'
        || bytes[1] != 'T'
        || bytes[2] != 'T'
        || bytes[3] != 'P'
        || bytes[4] != '/'
        || bytes[5] != '1'
        || bytes[6] != '.'
        || (bytes[7] != '1' && bytes[7] != '0')
        || bytes[8] != ' '
        || (end > 12 && bytes[12] != ' ')
        || bytes[end + 1] != '\n') {
      throw new BadFraming("bad status line");
    }
    for (int i = 13; i < end; i++) {
      if (!Tokens.isValue(bytes[i])) {
        throw new BadFraming("bad status line");
      }
    }
    status = digit(9) * 100 + digit(10) * 10 + digit(11);
    if (status < 100 || status > 599) {
      throw new BadFraming("bad status");
    }
    http11 = bytes[7] == '1';
    return end + 2;
  }

  private int digit(int at) throws BadFraming {
    int digit = bytes[at] - '0';
    if (digit < 0 || digit > 9) {
      throw new BadFraming("bad status");
    }
    return digit;
  }

  private int field(int from) throws BadFraming {
    int colon = from;
    while (Tokens.isToken(bytes[colon])) {
      colon++;
    }
    if (colon == from || bytes[colon] != ':') {
      throw new BadFraming("bad header field in answer");
    }
    int start = colon + 1;
    while (bytes[start] == ' ' || bytes[start] == '\t') {
      start++;
    }
    int end = start;
    while (Tokens.isValue(bytes[end])) {
      end++;
    }
    if (bytes[end] != '\r' || bytes[end + 1] != '\n' || count == MOST_FIELDS) {
      throw new BadFraming("bad header field in answer");
    }
    int next = end + 2;
    while (end > start && (bytes[end - 1] == ' ' || bytes[end - 1] == '\t')) {
      end--;
    }
    spans[4 * count] = from;
    spans[4 * count + 1] = colon - from;
    spans[4 * count + 2] = start;
    spans[4 * count + 3] = end - start;
    known(count++);
    return next;
  }

  private void known(int field) throws BadFraming {
    switch (nameLength(field)) {
      case 10 -> {
        if (named(field, "connection")) {
          connection = connection.isEmpty() ? value(field) : connection + "," + value(field);
        }
      }
      case 14 -> {
        if (named(field, "content-length")) {
          contentLength(field);
        }
      }
      case 17 -> {
        if (named(field, "transfer-encoding")) {
          if (chunked || !http11 || !value(field).equalsIgnoreCase("chunked")) {
            throw new BadFraming("bad Transfer-Encoding in answer");
          }
          chunked = true;
        }
      }
      default -> {}
    }
  }

  private void contentLength(int field) throws BadFraming {
    int from = spans[4 * field + 2];
    int size = spans[4 * field + 3];
    long value = 0;
    for (int i = from; i < from + size; i++) {
      value = value * 10 + digit(i);
    }
    if (size == 0 || size > 18 || (length >= 0 && length != value)) {
      throw new BadFraming("bad Content-Length in answer");
    }
    length = value;
  }
}
