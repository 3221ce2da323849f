package nova.web.metrics;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import nova.metrics.TrafficQueries.GroupBy;
import nova.metrics.TrafficQueries.Question;
import nova.web.http.QueryFaults;
import org.jspecify.annotations.Nullable;

/** Query parameters to a question. */
final class TrafficRequest {
  static final int WINDOW = 10;
  private static final int MAX_POINTS = 1_500;
  private static final int USUAL_POINTS = 180;
  private static final int DAY = 86_400;
  private static final int MAX_NAME = 80;
  private static final Map<String, GroupBy> WORDS =
      Map.of(
          "none", GroupBy.NONE,
          "adc", GroupBy.ADC,
          "node", GroupBy.NODE,
          "route", GroupBy.ROUTE,
          "server", GroupBy.SERVER,
          "statusClass", GroupBy.STATUS_CLASS);
  private final QueryFaults faults = new QueryFaults();

  /** All as sent. */
  record Sent(
      @Nullable String from,
      @Nullable String to,
      @Nullable String step,
      @Nullable String groupBy,
      @Nullable String adc,
      @Nullable String node,
      @Nullable String route,
      @Nullable String server) {}

  Question read(Sent sent, Instant now) {
    Instant toSent = faults.time("to", sent.to());
    Instant to = toSent == null ? now : toSent;
    Instant fromSent = faults.time("from", sent.from());
    Instant from = fromSent == null ? to.minus(Duration.ofHours(1)) : fromSent;
    if (!from.isBefore(to)) {
      faults.add("from", "out-of-order", "This is before to.");
    }
    long seconds = Math.max(WINDOW, Duration.between(from, to).toSeconds());
    int step = step(sent.step(), seconds);
    if (seconds / step > MAX_POINTS) {
      faults.add("stepSeconds", "too-many-points", "At most 1,500 points: take a longer step.");
    }
    var groupBy = faults.choice("groupBy", sent.groupBy(), WORDS, GroupBy.NONE);
    UUID adc = faults.uuid("adc", sent.adc());
    UUID node = faults.uuid("node", sent.node());
    name("route", sent.route());
    name("server", sent.server());
    faults.throwIfAny();
    long last = Math.ceilDiv(to.getEpochSecond(), (long) step) * step;
    long first = Math.floorDiv(from.getEpochSecond(), (long) step) * step;
    return new Question(
        Instant.ofEpochSecond(first),
        Instant.ofEpochSecond(last),
        step,
        groupBy,
        adc,
        node,
        sent.route(),
        sent.server());
  }

  private int step(@Nullable String text, long seconds) {
    if (text == null) {
      long usual = Math.ceilDiv(Math.ceilDiv(seconds, (long) USUAL_POINTS), (long) WINDOW) * WINDOW;
      return Math.clamp(usual, WINDOW, DAY);
    }
    if (text.matches("[0-9]{1,5}")) {
      int step = Integer.parseInt(text);
      if (step >= WINDOW && step <= DAY && step % WINDOW == 0) {
        return step;
      }
    }
    faults.add("stepSeconds", "out-of-range", "A multiple of 10, from 10 to 86400.");
    return DAY;
  }

  private void name(String parameter, @Nullable String text) {
    if (text != null && text.codePointCount(0, text.length()) > MAX_NAME) {
      faults.add(parameter, "length", "At most 80 characters.");
    }
  }
}
