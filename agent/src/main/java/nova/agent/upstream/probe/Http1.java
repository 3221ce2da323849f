package nova.agent.upstream.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** One question by HTTP/1.1. */
final class Http1 {
  private static final int MOST_HEAD_BYTES = 65_536;
  private static final int MOST_INTERIMS = 16;

  private final InputStream in;
  private int headBytes;

  private Http1(InputStream in) {
    this.in = in;
  }

  static Answer ask(Line line, Question.Http question, boolean wantsBody) throws IOException {
    StringBuilder head = new StringBuilder();
    head.append(question.method()).append(' ').append(question.path()).append(" HTTP/1.1\r\n");
    head.append("Host: ").append(question.host()).append("\r\n");
    field(head, question, "User-Agent", "nova-health");
    field(head, question, "Accept", "*/*");
    for (Question.Field field : question.fields()) {
      head.append(field.name()).append(": ").append(field.value()).append("\r\n");
    }
    if (question.method().equals("POST")) {
      head.append("Content-Length: 0\r\n");
    }
    head.append("Connection: close\r\n\r\n");
    line.out().write(head.toString().getBytes(ISO_8859_1));
    line.out().flush();
    return new Http1(line.in()).answer(wantsBody && !question.method().equals("HEAD"));
  }

  private static void field(StringBuilder to, Question.Http question, String name, String value) {
    if (question.fields().stream().noneMatch(field -> field.name().equalsIgnoreCase(name))) {
      to.append(name).append(": ").append(value).append("\r\n");
    }
  }

  private Answer answer(boolean wantsBody) throws IOException {
    int status = status(text());
    Map<String, String> fields = fields();
    for (int interims = 0; status < 200 && status != 101; interims++) {
      if (interims == MOST_INTERIMS) {
        throw new BadAnswer("no valid answer");
      }
      status = status(text());
      fields = fields();
    }
    if (!wantsBody || status == 204 || status == 304) {
      return new Answer(status, new byte[0], false, fields);
    }
    byte[] body = body(fields);
    boolean cut = body.length > Answer.MOST_BODY_BYTES;
    return new Answer(status, body, cut, fields);
  }

  private static int status(String text) throws IOException {
    if (text.length() < 12
        || !text.startsWith("HTTP/1.")
        || text.charAt(8) != ' '
        || (text.length() > 12 && text.charAt(12) != ' ')) {
      throw new BadAnswer("no valid answer");
    }
    try {
      return Integer.parseInt(text, 9, 12, 10);
    } catch (NumberFormatException notANumber) {
      throw new BadAnswer("no valid answer");
    }
  }

  private Map<String, String> fields() throws IOException {
    Map<String, String> fields = new HashMap<>();
    for (String text = text(); !text.isEmpty(); text = text()) {
      int colon = text.indexOf(':');
      if (colon <= 0) {
        throw new BadAnswer("no valid answer");
      }
      fields.put(
          text.substring(0, colon).toLowerCase(Locale.ROOT), text.substring(colon + 1).strip());
    }
    return fields;
  }

  private String text() throws IOException {
    StringBuilder text = new StringBuilder();
    while (true) {
      int next = in.read();
      if (next < 0) {
        throw new EOFException();
      }
      if (++headBytes > MOST_HEAD_BYTES) {
        throw new BadAnswer("no valid answer");
      }
      if (next == '\n') {
        int end = text.length();
        return end > 0 && text.charAt(end - 1) == '\r'
            ? text.substring(0, end - 1)
            : text.toString();
      }
      text.append((char) next);
    }
  }

  /** At most one byte more than is looked at. */
  private byte[] body(Map<String, String> fields) throws IOException {
    int most = Answer.MOST_BODY_BYTES + 1;
    if (fields.getOrDefault("transfer-encoding", "").toLowerCase(Locale.ROOT).endsWith("chunked")) {
      return chunks(most);
    }
    String length = fields.get("content-length");
    if (length == null) {
      return in.readNBytes(most);
    }
    long wanted = number(length, 10);
    byte[] body = in.readNBytes((int) Math.min(wanted, most));
    if (body.length < Math.min(wanted, most)) {
      throw new EOFException();
    }
    return body;
  }

  private byte[] chunks(int most) throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (all.size() < most) {
      headBytes = 0;
      String size = text();
      int extension = size.indexOf(';');
      long count = number((extension < 0 ? size : size.substring(0, extension)).strip(), 16);
      if (count == 0) {
        break;
      }
      byte[] chunk = in.readNBytes((int) Math.min(count, most - all.size()));
      all.writeBytes(chunk);
      if (all.size() < most && (chunk.length < count || !text().isEmpty())) {
        throw new EOFException();
      }
    }
    return all.toByteArray();
  }

  private static long number(String text, int radix) throws IOException {
    try {
      long number = Long.parseLong(text, radix);
      if (number >= 0) {
        return number;
      }
    } catch (NumberFormatException notANumber) {
      throw new BadAnswer("no valid answer");
    }
    throw new BadAnswer("no valid answer");
  }
}
