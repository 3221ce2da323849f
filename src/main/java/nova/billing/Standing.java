package nova.billing;

import java.util.Locale;

/** How an organisation stands with its payments. Nodes that run keep serving in any of them. */
public enum Standing {
  GOOD,
  /** An invoice is overdue, the grace period runs. */
  PAST_DUE,
  /** The grace period is over: no new nodes beyond the free ones. */
  RESTRICTED;

  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Standing of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT).replace('-', '_'));
  }
}
