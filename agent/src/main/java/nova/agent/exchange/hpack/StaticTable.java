package nova.agent.exchange.hpack;

import java.util.HashMap;
import java.util.Map;

/** RFC 7541, appendix A. */
final class StaticTable {
  private static final String[] TEXT = {
    ":authority", "",
    ":method", "GET",
    ":method", "POST",
    ":path", "/",
    ":path", "/index.html",
    ":scheme", "http",
    ":scheme", "https",
    ":status", "200",
    ":status", "204",
    ":status", "206",
    ":status", "304",
    ":status", "400",
    ":status", "404",
    ":status", "500",
    "accept-charset", "",
    "accept-encoding", "gzip, deflate",
    "accept-language", "",
    "accept-ranges", "",
    "accept", "",
    "access-control-allow-origin", "",
    "age", "",
    "allow", "",
    "authorization", "",
    "cache-control", "",
    "content-disposition", "",
    "content-encoding", "",
    "content-language", "",
    "content-length", "",
    "content-location", "",
    "content-range", "",
    "content-type", "",
    "cookie", "",
    "date", "",
    "etag", "",
    "expect", "",
    "expires", "",
    "from", "",
    "host", "",
    "if-match", "",
    "if-modified-since", "",
    "if-none-match", "",
    "if-range", "",
    "if-unmodified-since", "",
    "last-modified", "",
    "link", "",
    "location", "",
    "max-forwards", "",
    "proxy-authenticate", "",
    "proxy-authorization", "",
    "range", "",
    "referer", "",
    "refresh", "",
    "retry-after", "",
    "server", "",
    "set-cookie", "",
    "strict-transport-security", "",
    "transfer-encoding", "",
    "user-agent", "",
    "vary", "",
    "via", "",
    "www-authenticate", "",
  };
  static final int LENGTH = TEXT.length / 2;
  private static final HpackField[] FIELDS = new HpackField[LENGTH + 1];
  private static final Map<String, Integer> NAMES = new HashMap<>();

  static {
    for (int i = 1; i <= LENGTH; i++) {
      FIELDS[i] = HpackField.of(TEXT[2 * i - 2], TEXT[2 * i - 1]);
      NAMES.putIfAbsent(FIELDS[i].name(), i);
    }
  }

  private StaticTable() {}

  static HpackField field(int index) {
    return FIELDS[index];
  }

  /** The first index with this name, or 0. */
  static int named(String name) {
    return NAMES.getOrDefault(name, 0);
  }

  /** The index of a status, or 0. */
  static int status(int status) {
    return switch (status) {
      case 200 -> 8;
      case 204 -> 9;
      case 206 -> 10;
      case 304 -> 11;
      case 400 -> 12;
      case 404 -> 13;
      case 500 -> 14;
      default -> 0;
    };
  }
}
