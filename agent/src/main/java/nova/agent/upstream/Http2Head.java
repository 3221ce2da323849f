package nova.agent.upstream;

import io.undertow.util.HttpString;
import java.util.ArrayList;
import java.util.List;
import nova.agent.exchange.BadFraming;
import nova.agent.exchange.hpack.HpackDecoder;
import nova.agent.exchange.hpack.HpackField;

/**
 * The head of an answer in HTTP/2, or its trailers, read strictly (RFC 9113, 8.1 to 8.3). What is
 * wrong is remembered and told at the end: a block has to be decoded whole, or the tables of both
 * sides differ.
 */
final class Http2Head implements ResponseHead, HpackDecoder.Fields {
  private static final String STATUS = ":status";

  private final FieldNames names;
  private final List<HpackField> fields = new ArrayList<>();
  private int status;
  private long length;
  private int bytes;
  private String wrong = "";

  Http2Head(FieldNames names) {
    this.names = names;
  }

  void begin() {
    fields.clear();
    status = 0;
    length = -1;
    bytes = 0;
    wrong = "";
  }

  @Override
  public void field(HpackField field) {
    bytes += field.size();
    if (!wrong.isEmpty()) {
      return;
    }
    if (bytes > MOST_BYTES || fields.size() == MOST_FIELDS) {
      wrong = "answer head too large";
    } else if (!field.proper()) {
      wrong = "bad header field in answer";
    } else if (field.pseudo()) {
      pseudo(field);
    } else {
      known(field.name(), field.value());
      fields.add(field);
    }
  }

  private void pseudo(HpackField field) {
    if (!field.name().equals(STATUS) || status != 0 || !fields.isEmpty()) {
      wrong = "bad pseudo field in answer";
      return;
    }
    String value = field.value();
    status = value.length() == 3 ? (int) number(value) : 0;
    if (status < 100 || status > 599) {
      wrong = "bad status";
    }
  }

  private void known(String name, String value) {
    switch (name) {
      case "content-length" -> {
        long given = number(value);
        if (given < 0 || (length >= 0 && length != given)) {
          wrong = "bad content-length in answer";
        }
        length = given;
      }
      case "connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade" ->
          wrong = "field of HTTP/1.1 in answer";
      default -> {}
    }
  }

  /** Decimal digits and nothing else, at most 18 of them; else -1. */
  private static long number(String digits) {
    long value = digits.isEmpty() || digits.length() > 18 ? -1 : 0;
    for (int i = 0; i < digits.length() && value >= 0; i++) {
      int digit = digits.charAt(i) - '0';
      value = digit < 0 || digit > 9 ? -1 : 10 * value + digit;
    }
    return value;
  }

  /** As the head of an answer. */
  void check() throws BadFraming {
    if (wrong.isEmpty() && (status == 0 || status == 101)) {
      wrong = "bad status";
    }
    if (!wrong.isEmpty()) {
      throw new BadFraming(wrong);
    }
  }

  /** As fields behind a body. */
  void checkTrailers() throws BadFraming {
    if (wrong.isEmpty() && status != 0) {
      wrong = "bad pseudo field in answer";
    }
    if (!wrong.isEmpty()) {
      throw new BadFraming(wrong);
    }
  }

  @Override
  public int status() {
    return status;
  }

  @Override
  public String version() {
    return "2.0";
  }

  @Override
  public long length() {
    return length;
  }

  @Override
  public String connection() {
    return "";
  }

  @Override
  public int count() {
    return fields.size();
  }

  /** The name in lower case. */
  String text(int field) {
    return fields.get(field).name();
  }

  @Override
  public HttpString name(int field) {
    return names.of(fields.get(field).name());
  }

  @Override
  public String value(int field) {
    return fields.get(field).value();
  }

  @Override
  public int nameLength(int field) {
    return fields.get(field).name().length();
  }

  @Override
  public boolean named(int field, String lower) {
    return fields.get(field).name().equals(lower);
  }
}
