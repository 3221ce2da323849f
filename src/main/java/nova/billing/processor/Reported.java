package nova.billing.processor;

/** How reporting usage went. */
public sealed interface Reported {
  /** They have it, now or already before. */
  record Taken() implements Reported {}

  /** Too old for them: it will not be on any invoice by itself. */
  record TooOld(String reason) implements Reported {}

  /** They do not answer, or not now. */
  record NotNow(String reason) implements Reported {}

  /** They answer, and refuse this one. Somebody has to look. */
  record Refused(String reason) implements Reported {}
}
