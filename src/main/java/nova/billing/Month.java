package nova.billing;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import nova.kernel.UtcHour;

/** A calendar month of UTC, which knows no summer time: 672, 696, 720 or 744 hours. */
public record Month(YearMonth value) {
  public static Month of(Instant at) {
    return new Month(YearMonth.from(at.atOffset(ZoneOffset.UTC)));
  }

  public UtcHour from() {
    return start(value);
  }

  /** The first hour that no longer belongs to it. */
  public UtcHour to() {
    return start(value.plusMonths(1));
  }

  public long hours() {
    return to().sinceEpoch() - from().sinceEpoch();
  }

  public Month next() {
    return new Month(value.plusMonths(1));
  }

  private static UtcHour start(YearMonth month) {
    return UtcHour.of(month.atDay(1).atStartOfDay().toInstant(ZoneOffset.UTC));
  }
}
