package nova.agent.listener;

import io.undertow.util.HeaderMap;
import io.undertow.util.Headers;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * When an answer was made, as RFC 9110, 6.6.1 wants it: whoever passes one on that does not say so
 * adds it. One I/O thread's; written anew once a second.
 */
public final class AnswerDate {
  private static final DateTimeFormatter IMF_FIXDATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
          .withZone(ZoneOffset.UTC);

  private final InstantSource clock;
  private long second = Long.MIN_VALUE;
  private String text = "";

  AnswerDate(InstantSource clock) {
    this.clock = clock;
  }

  /** Adds it to a final answer that has none. */
  public void addTo(HeaderMap answer) {
    if (!answer.contains(Headers.DATE)) {
      answer.put(Headers.DATE, now());
    }
  }

  private String now() {
    long present = Math.floorDiv(clock.millis(), 1000L);
    if (present != second) {
      second = present;
      text = IMF_FIXDATE.format(Instant.ofEpochSecond(present));
    }
    return text;
  }
}
