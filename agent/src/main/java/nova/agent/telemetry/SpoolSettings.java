package nova.agent.telemetry;

/**
 * Limits of the spool, in bytes.
 *
 * @param diskBytes what the spool may take on disk, whole blocks counted
 * @param memoryBytes what it may keep in memory while the disk refuses
 * @param batchBytes a window larger than this is split into several batches
 */
public record SpoolSettings(long diskBytes, long memoryBytes, int batchBytes) {
  public static final SpoolSettings DEFAULT = new SpoolSettings(64L << 20, 4L << 20, 256 << 10);
}
