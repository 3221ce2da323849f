package nova.agent.control;

import java.time.Duration;

/**
 * Limits of the link.
 *
 * @param connectTimeout to a finished handshake, and to the Welcome after it
 * @param firstRetry upper end of the first random wait before a new connection; doubles each time
 * @param longestRetry where doubling ends
 * @param quickRefusals so many refusals in a row are followed by the usual waits
 * @param refusedRetry longest wait after more of them: the control plane does not know this node
 * @param stableAfter a connection that lived this long makes the waits start over
 * @param maxOutgoing frames waiting to be written; more means the peer does not read
 */
public record LinkSettings(
    Duration connectTimeout,
    Duration firstRetry,
    Duration longestRetry,
    int quickRefusals,
    Duration refusedRetry,
    Duration stableAfter,
    int maxOutgoing) {
  public static final LinkSettings DEFAULT =
      new LinkSettings(
          Duration.ofSeconds(10),
          Duration.ofMillis(500),
          Duration.ofSeconds(60),
          8,
          Duration.ofMinutes(5),
          Duration.ofSeconds(30),
          256);
}
