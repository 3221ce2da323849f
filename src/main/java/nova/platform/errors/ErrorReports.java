package nova.platform.errors;

/** Where an error nobody expected is told to the people who run Nova. */
public interface ErrorReports {

  /**
   * Returns at once and never throws. Call it where the error is handled, once.
   *
   * @param where what we were doing, a short constant phrase: "REST request", "outbox"
   */
  void unexpected(String where, Throwable error);
}
