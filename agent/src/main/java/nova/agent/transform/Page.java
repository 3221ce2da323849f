package nova.agent.transform;

/**
 * An answer of the agent's own, ready to send.
 *
 * @param contentType empty when there is nothing
 * @param retryAfterSeconds for Retry-After; 0: none
 */
@SuppressWarnings("ArrayRecordComponent") // made for one answer, handed to one socket
public record Page(byte[] bytes, String contentType, int retryAfterSeconds) {
  /** For answers whose header says it all. */
  public static final Page EMPTY = new Page(new byte[0], "", 0);
}
