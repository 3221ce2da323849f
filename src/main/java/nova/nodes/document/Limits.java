package nova.nodes.document;

/** What a visitor may cost. {@code maxBodyBytes} 0: unlimited. */
public record Limits(
    int maxHeaderBytes,
    int maxHeaders,
    long maxBodyBytes,
    int headerTimeoutMillis,
    int idleTimeoutMillis,
    int bodyIdleTimeoutMillis,
    int maxConnections) {
  public static final Limits DEFAULTS = new Limits(16_384, 100, 0, 10_000, 60_000, 30_000, 10_000);
}
