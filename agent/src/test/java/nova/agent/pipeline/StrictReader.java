package nova.agent.pipeline;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Reads answers as the RFC has them and accepts nothing else: what a visitor must be able to do.
 */
final class StrictReader {
  private static final Pattern STATUS =
      Pattern.compile("HTTP/1\\.1 [1-5]\\d\\d [\\t -~\\x80-\\xff]*");
  private static final Pattern FIELD =
      Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+: ?[\\t -~\\x80-\\xff]*");

  /**
   * One answer.
   *
   * @param whole false when the connection ended in the middle of it
   * @param last nothing can follow it
   */
  record Answer(int status, String body, boolean whole, boolean last) {}

  private final RawVisitor visitor;

  StrictReader(RawVisitor visitor) {
    this.visitor = visitor;
  }

  /** The next final answer; a malformed one fails the test. */
  Answer next() {
    try {
      String head = head();
      while (head.startsWith("HTTP/1.1 1")) {
        head = head();
      }
      return answer(head);
    } catch (IOException cut) {
      return new Answer(0, "", false, true);
    }
  }

  private String line() throws IOException {
    StringBuilder text = new StringBuilder();
    for (int b = visitor.in.read(); ; b = visitor.in.read()) {
      if (b < 0) {
        throw new EOFException();
      }
      text.append((char) b);
      if (b == '\n') {
        if (text.length() < 2 || text.charAt(text.length() - 2) != '\r') {
          throw new AssertionError("bare line feed after: " + text);
        }
        return text.substring(0, text.length() - 2);
      }
    }
  }

  private String head() throws IOException {
    String status = line();
    check(STATUS, status);
    return status + fields();
  }

  private String fields() throws IOException {
    StringBuilder all = new StringBuilder();
    for (String field = line(); !field.isEmpty(); field = line()) {
      check(FIELD, field);
      all.append("\n").append(field.toLowerCase(Locale.ROOT));
    }
    return all.append("\n").toString();
  }

  private static void check(Pattern form, String line) {
    if (!form.matcher(line).matches()) {
      throw new AssertionError("not a proper line: " + line);
    }
  }

  private Answer answer(String head) {
    int status = Integer.parseInt(head.substring(9, 12));
    boolean last = head.contains("\nconnection: close\n");
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    boolean whole;
    try {
      whole = body(head, status, body);
    } catch (IOException cut) {
      whole = false;
    }
    boolean framed = head.contains("\ncontent-length: ") || head.contains("\ntransfer-encoding: ");
    boolean endless = !framed && status != 204 && status != 304;
    return new Answer(status, body.toString(ISO_8859_1), whole, last || !whole || endless);
  }

  private boolean body(String head, int status, ByteArrayOutputStream to) throws IOException {
    if (status == 204 || status == 304) {
      return true;
    }
    int at = head.indexOf("\ncontent-length: ");
    if (head.contains("\ntransfer-encoding: chunked\n")) {
      if (at >= 0) {
        throw new AssertionError("two lengths: " + head);
      }
      return chunks(to);
    }
    if (at < 0) {
      to.writeBytes(visitor.in.readAllBytes());
      return true;
    }
    if (head.indexOf("\ncontent-length: ", at + 1) >= 0) {
      throw new AssertionError("two lengths: " + head);
    }
    long length = Long.parseLong(head.substring(at + 17, head.indexOf('\n', at + 17)));
    while (to.size() < length) {
      int b = visitor.in.read();
      if (b < 0) {
        return false;
      }
      to.write(b);
    }
    return true;
  }

  private boolean chunks(ByteArrayOutputStream to) throws IOException {
    for (; ; ) {
      int size = Integer.parseInt(line(), 16);
      if (size == 0) {
        fields();
        return true;
      }
      byte[] chunk = visitor.in.readNBytes(size);
      to.writeBytes(chunk);
      if (chunk.length < size) {
        return false;
      }
      if (!line().isEmpty()) {
        throw new AssertionError("a chunk of another length than it said");
      }
    }
  }
}
