package nova.agent.listener;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a request that Undertow's exchange has no place for.
 *
 * @param length body bytes announced, or {@link #CHUNKED} when nobody knows
 * @param startNanos when its first byte came, on {@link System#nanoTime}
 * @param target the request target as it came; null when the request is refused
 * @param upgrade the visitor asked for a protocol change and named it in Connection
 * @param persistent whether the visitor's connection may carry another request
 */
public record RequestFacts(
    long length, long startNanos, @Nullable String target, boolean upgrade, boolean persistent) {
  public static final long NO_BODY = 0;
  public static final long CHUNKED = -1;

  /** Of a request that is refused whatever else it says. */
  public static RequestFacts refused(long startNanos) {
    return new RequestFacts(NO_BODY, startNanos, null, false, false);
  }
}
