package nova.agent.listener;

import org.jspecify.annotations.Nullable;

/** What the guard read in the head of the request a connection is busy with. Reused. */
public final class RequestFacts {
  public static final long NO_BODY = 0;
  public static final long CHUNKED = -1;

  boolean http11;
  long length;
  long startNanos;
  @Nullable String target;
  int targetFrom;
  int targetTo;
  int hosts;
  boolean upgrade;
  boolean close;
  boolean keepAlive;

  void clear(long now) {
    http11 = false;
    length = NO_BODY;
    startNanos = now;
    target = null;
    hosts = 0;
    upgrade = false;
    close = false;
    keepAlive = false;
  }

  /** Body bytes announced, or {@link #CHUNKED}. */
  public long length() {
    return length;
  }

  /** When the first byte of the request came, on {@link System#nanoTime}. */
  public long startNanos() {
    return startNanos;
  }

  /** The request target as it came, when it is not a plain path with a plain query; else null. */
  public @Nullable String target() {
    return target;
  }

  /** The visitor asked for a protocol change and named it in Connection. */
  public boolean upgrade() {
    return upgrade;
  }

  /** Whether the visitor's connection may carry another request. */
  public boolean persistent() {
    return !close && (http11 || keepAlive);
  }
}
