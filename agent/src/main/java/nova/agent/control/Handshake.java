package nova.agent.control;

import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import nova.agent.state.NodeKey;

/** Signs each handshake with a time that only grows, by the control plane's clock once known. */
final class Handshake {
  // a Date header has whole seconds and travelled: less than this is not a wrong clock
  private static final long TOLERANCE_MILLIS = 30_000;

  private final String nodeId;
  private final NodeKey key;
  private final String host;
  private final InstantSource clock;
  private long offsetMillis;
  private long lastAt;

  Handshake(String nodeId, NodeKey key, String host, InstantSource clock) {
    this.nodeId = nodeId;
    this.key = key;
    this.host = host;
    this.clock = clock;
  }

  String authorization() {
    long at = clock.millis() + offsetMillis;
    // after a correction backwards the control plane's clock rules, not our own past
    at = at <= lastAt && lastAt - at < TOLERANCE_MILLIS ? lastAt + 1 : at;
    lastAt = at;
    String text = "nova-link-v1\n" + nodeId + "\n" + at + "\n" + host;
    String signature =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(key.sign(text.getBytes(StandardCharsets.US_ASCII)));
    return "Nova-Node node=\"%s\", at=\"%d\", signature=\"%s\"".formatted(nodeId, at, signature);
  }

  /**
   * True when the control plane's Date shows that our clock was wrong; the next try uses theirs.
   */
  boolean correctBy(String dateHeader) {
    try {
      long theirs =
          ZonedDateTime.parse(dateHeader, DateTimeFormatter.RFC_1123_DATE_TIME)
              .toInstant()
              .toEpochMilli();
      long error = theirs - (clock.millis() + offsetMillis);
      if (Math.abs(error) <= TOLERANCE_MILLIS) {
        return false;
      }
      offsetMillis += error;
      return true;
    } catch (DateTimeParseException e) {
      return false; // no usable date: then the refusal has another reason
    }
  }
}
