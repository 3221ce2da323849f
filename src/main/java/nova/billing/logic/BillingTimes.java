package nova.billing.logic;

import java.time.Duration;

/**
 * How often billing looks.
 *
 * @param watching at spending that somebody limits or wants to be told of
 */
record BillingTimes(Duration watching) {
  static BillingTimes defaults() {
    return new BillingTimes(Duration.ofMinutes(10));
  }
}
