package nova.nodes.document;

import org.jspecify.annotations.Nullable;

/**
 * What chooses the server.
 *
 * @param name of the header or cookie
 * @param boundPercent of the average load that no server exceeds
 */
public record HashKey(Source source, String name, @Nullable Integer boundPercent) {

  public enum Source {
    CLIENT_ADDRESS,
    HEADER,
    COOKIE,
    PATH;

    /** Whether there are many of them, told apart by name. */
    boolean named() {
      return this == HEADER || this == COOKIE;
    }
  }
}
