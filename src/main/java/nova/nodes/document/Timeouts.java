package nova.nodes.document;

/** Towards servers. */
public record Timeouts(int connectMillis, int firstByteMillis, int idleMillis) {
  public static final Timeouts DEFAULTS = new Timeouts(2_000, 60_000, 60_000);
}
