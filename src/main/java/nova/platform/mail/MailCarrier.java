package nova.platform.mail;

/** Takes a letter out of the house. */
public interface MailCarrier {

  /**
   * Hands a letter over, within a bounded time.
   *
   * @param key names the letter in the carrier's records
   */
  Outcome carry(String key, Letter letter);

  /** What the carrier said. */
  sealed interface Outcome {
    /** Taken. */
    record Taken() implements Outcome {}

    /** Busy, limited, or out of reach: the same letter may pass later. */
    record NotNow(String reason) implements Outcome {}

    /** This letter, or our account, will not pass as it is. */
    record Refused(String reason) implements Outcome {}
  }
}
