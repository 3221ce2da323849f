package nova.local.bench.resilience;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** One side's reading of HTTP/1.1: as much as servers and visitors of a benchmark need. */
final class HttpInput {
  private static final int LONGEST_LINE = 16_384;
  private final InputStream in;

  HttpInput(InputStream in) {
    this.in = new BufferedInputStream(in, 65_536);
  }

  /**
   * Start line and header fields.
   *
   * @param fields by name in lower case; of several with one name, the last
   */
  record Head(String startLine, Map<String, String> fields) {
    String field(String name) {
      return fields.getOrDefault(name, "");
    }

    long length() {
      return field("content-length").isEmpty() ? -1 : Long.parseLong(field("content-length"));
    }
  }

  /** The next head; at the orderly end of the connection an empty one. */
  Head head() throws IOException {
    String start = line();
    Map<String, String> fields = new TreeMap<>();
    for (String line = start; !line.isEmpty(); ) {
      line = line();
      int colon = line.indexOf(':');
      if (colon > 0) {
        fields.put(
            line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
      }
    }
    return new Head(start, fields);
  }

  /** A whole body, whichever way it is framed; -1 as length means up to the end. */
  byte[] body(Head head, boolean untilEnd) throws IOException {
    if (head.field("transfer-encoding").equalsIgnoreCase("chunked")) {
      return chunks();
    }
    if (head.length() >= 0) {
      return exactly(Math.toIntExact(head.length()));
    }
    return untilEnd ? in.readAllBytes() : new byte[0];
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      int size = Integer.parseInt(line().split(";", 2)[0].strip(), 16);
      all.write(exactly(size));
      if (size == 0) {
        skipTrailers();
        return all.toByteArray();
      }
      if (!line().isEmpty()) {
        throw new IOException("a chunk is longer than it said");
      }
    }
  }

  private void skipTrailers() throws IOException {
    String line = line();
    while (!line.isEmpty()) {
      line = line();
    }
  }

  byte[] exactly(int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("cut off after " + bytes.length + " of " + length + " bytes");
    }
    return bytes;
  }

  int read() throws IOException {
    return in.read();
  }

  void untilEnd() throws IOException {
    in.transferTo(java.io.OutputStream.nullOutputStream());
  }

  private String line() throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    int c = in.read();
    if (c < 0) {
      return "";
    }
    while (c >= 0 && c != '\n') {
      line.write(c);
      if (line.size() > LONGEST_LINE) {
        throw new IOException("a line is too long");
      }
      c = in.read();
    }
    return line.toString(StandardCharsets.ISO_8859_1).strip();
  }
}
