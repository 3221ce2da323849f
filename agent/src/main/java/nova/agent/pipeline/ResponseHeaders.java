package nova.agent.pipeline;

import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import nova.agent.exchange.Tokens;
import nova.agent.upstream.ResponseHead;

/** Copies a server's header fields to a visitor's answer. */
final class ResponseHeaders {
  private static final HttpString VIA = new HttpString("Via");

  void copy(ResponseHead head, HeaderMap to) {
    boolean upgrade = head.status() == 101 || head.status() == 426;
    for (int i = 0; i < head.count(); i++) {
      if (hopByHop(head, i)
          ? upgrade && head.named(i, "upgrade")
          : head.connection().isEmpty() || !namedByConnection(head, i)) {
        to.add(head.name(i), head.value(i));
      }
    }
    to.add(VIA, via(head.version()));
  }

  private static String via(String version) {
    return switch (version) {
      case "1.1" -> "1.1 nova";
      case "2.0" -> "2.0 nova";
      default -> "1.0 nova";
    };
  }

  private static boolean hopByHop(ResponseHead head, int field) {
    return switch (head.nameLength(field)) {
      case 7 -> head.named(field, "upgrade");
      case 10 -> head.named(field, "connection") || head.named(field, "keep-alive");
      case 16 -> head.named(field, "proxy-connection");
      case 17 -> head.named(field, "transfer-encoding");
      case 18 -> head.named(field, "proxy-authenticate");
      case 19 -> head.named(field, "proxy-authorization");
      default -> false;
    };
  }

  private static boolean namedByConnection(ResponseHead head, int field) {
    HttpString name = head.name(field);
    return !name.equals(Headers.CONTENT_LENGTH) && Tokens.lists(head.connection(), name.toString());
  }
}
