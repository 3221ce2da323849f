package nova.agent.pipeline;

import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import nova.agent.exchange.Tokens;
import nova.agent.upstream.ResponseHead;
import org.jspecify.annotations.Nullable;

/** Copies a server's header fields to a visitor's answer; one per I/O thread. */
final class ResponseHeaders {
  private static final int CACHED_NAMES = 512;
  private static final int LONGEST_CACHED_NAME = 64;
  private static final HttpString VIA = new HttpString("Via");

  // servers send the same few names all day: each is turned into an object once
  private final @Nullable HttpString[] names = new HttpString[CACHED_NAMES];

  void copy(ResponseHead head, HeaderMap to) {
    boolean upgrade = head.status() == 101 || head.status() == 426;
    for (int i = 0; i < head.count(); i++) {
      if (hopByHop(head, i)
          ? upgrade && head.named(i, "upgrade")
          : head.connection().isEmpty() || !namedByConnection(head, i)) {
        to.add(head.name(i, this::name), head.value(i));
      }
    }
    to.add(VIA, head.http11() ? "1.1 nova" : "1.0 nova");
  }

  private static boolean hopByHop(ResponseHead head, int field) {
    return switch (head.nameLength(field)) {
      case 7 -> head.named(field, "upgrade") || head.named(field, "trailer");
      case 10 -> head.named(field, "connection") || head.named(field, "keep-alive");
      case 16 -> head.named(field, "proxy-connection");
      case 17 -> head.named(field, "transfer-encoding");
      case 18 -> head.named(field, "proxy-authenticate");
      case 19 -> head.named(field, "proxy-authorization");
      default -> false;
    };
  }

  private boolean namedByConnection(ResponseHead head, int field) {
    HttpString name = head.name(field, this::name);
    return !name.equals(Headers.CONTENT_LENGTH) && Tokens.lists(head.connection(), name.toString());
  }

  private HttpString name(byte[] bytes, int from, int length) {
    if (length > LONGEST_CACHED_NAME) {
      return new HttpString(bytes, from, length);
    }
    int hash = length;
    for (int i = from; i < from + length; i++) {
      hash = 31 * hash + bytes[i];
    }
    int slot = (hash ^ hash >>> 16) & (CACHED_NAMES - 1);
    HttpString cached = names[slot];
    if (cached == null || !same(cached, bytes, from, length)) {
      cached = new HttpString(bytes, from, length);
      names[slot] = cached;
    }
    return cached;
  }

  private static boolean same(HttpString name, byte[] bytes, int from, int length) {
    if (name.length() != length) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (name.byteAt(i) != bytes[from + i]) {
        return false;
      }
    }
    return true;
  }
}
