package nova.agent.pipeline;

import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import nova.agent.config.Pool;
import nova.agent.upstream.ResponseHead;
import org.jspecify.annotations.Nullable;

/**
 * An answer that another server could finish: which bytes of which representation were asked for
 * and how many are through. Ranges and their validators are those of RFC 9110, 13.1.5 and 14; only
 * the same representation, byte for byte, is ever joined.
 */
final class Download {
  private static final HttpString IF_RANGE = new HttpString("If-Range");
  private static final HttpString[] CONDITIONS = {
    new HttpString("If-Match"),
    new HttpString("If-None-Match"),
    new HttpString("If-Modified-Since"),
    new HttpString("If-Unmodified-Since"),
    new HttpString("Range"),
    IF_RANGE
  };
  private static final long OPEN = -1;

  private final Pool.Resume rules;
  private final String validator;
  private final boolean byTag;
  private final String contentType;
  private final long total;
  private long last;
  private long next;
  private int resumed;

  private Download(
      Pool.Resume rules, String validator, boolean byTag, String contentType, ContentRange range) {
    this.rules = rules;
    this.validator = validator;
    this.byTag = byTag;
    this.contentType = contentType;
    this.next = range.first();
    this.last = range.last();
    this.total = range.total();
  }

  /** Null when this answer to a GET could not be continued by anybody. */
  static @Nullable Download of(ResponseHead head, Pool.Resume rules) {
    if (!rules.on() || !identity(head) || "none".equalsIgnoreCase(head.first("accept-ranges"))) {
      return null;
    }
    String tag = head.first("etag");
    boolean byTag = strong(tag);
    String validator = byTag ? tag : rules.lastModified() ? head.first("last-modified") : null;
    ContentRange range = range(head);
    if (validator == null || range == null || (!byTag && range.last() == OPEN)) {
      return null;
    }
    return new Download(rules, validator, byTag, text(head.first("content-type")), range);
  }

  private static boolean identity(ResponseHead head) {
    String coding = head.first("content-encoding");
    return coding == null || coding.equalsIgnoreCase("identity");
  }

  private static boolean strong(@Nullable String tag) {
    return tag != null && tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\"");
  }

  private static String text(@Nullable String value) {
    return value == null ? "" : value;
  }

  private static @Nullable ContentRange range(ResponseHead head) {
    if (head.status() == 200) {
      return head.length() < 0
          ? new ContentRange(0, OPEN, OPEN)
          : head.length() == 0 ? null : new ContentRange(0, head.length() - 1, head.length());
    }
    // several ranges come as multipart, which has no Content-Range of its own
    String value = head.status() == 206 ? head.first("content-range") : null;
    return value == null ? null : ContentRange.read(value);
  }

  /** Bytes of the body were handed to the visitor's side. */
  void passed(int bytes) {
    next += bytes;
  }

  /** Whether one more try is allowed; it is counted. */
  boolean again() {
    return resumed++ < rules.maxTimes();
  }

  /** Body bytes that are still owed; -1 when nobody knows. */
  long owed() {
    return last == OPEN ? OPEN : last + 1 - next;
  }

  /** Turns the visitor's header fields into those of a request for the rest. */
  void ask(HeaderMap headers) {
    for (HttpString name : CONDITIONS) {
      headers.remove(name);
    }
    headers.put(Headers.RANGE, "bytes=" + next + "-" + (last == OPEN ? "" : last));
    headers.put(IF_RANGE, validator);
  }

  /** Whether this is the rest of it and of nothing else; its end is known from then on. */
  boolean continuedBy(ResponseHead head) {
    if (head.status() != 206
        || !identity(head)
        || !contentType.equals(text(head.first("content-type")))
        || !validator.equals(head.first(byTag ? "etag" : "last-modified"))) {
      return false;
    }
    String value = head.first("content-range");
    ContentRange range = value == null ? null : ContentRange.read(value);
    if (range == null
        || range.first() != next
        || (last == OPEN ? range.total() != range.last() + 1 : range.last() != last)
        || (total != OPEN && range.total() != total)
        || (head.length() >= 0 && head.length() != range.last() - range.first() + 1)) {
      return false;
    }
    last = range.last();
    return true;
  }
}
