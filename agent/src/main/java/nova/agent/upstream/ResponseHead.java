package nova.agent.upstream;

import io.undertow.util.HttpString;
import org.jspecify.annotations.Nullable;

/** The head of a server's answer, whatever protocol it came in; valid during one call only. */
public interface ResponseHead {
  /** All of it; a longer one is no answer. */
  int MOST_BYTES = 65536;

  int MOST_FIELDS = 1000;

  int status();

  /** Of the protocol, as Via tells it. */
  String version();

  /** Content-Length, or -1. */
  long length();

  /** The merged Connection field; empty when there is none. */
  String connection();

  /** Header fields. */
  int count();

  HttpString name(int field);

  String value(int field);

  int nameLength(int field);

  boolean named(int field, String lower);

  /** Value of the first field of this name, given in lower case; null when there is none. */
  default @Nullable String first(String lower) {
    for (int field = 0; field < count(); field++) {
      if (nameLength(field) == lower.length() && named(field, lower)) {
        return value(field);
      }
    }
    return null;
  }
}
