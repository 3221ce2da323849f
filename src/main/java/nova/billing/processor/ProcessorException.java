package nova.billing.processor;

/** It does not answer, or not as it should. */
public final class ProcessorException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final boolean passing;

  /**
   * What went wrong.
   *
   * @param passing whether the same may work later
   */
  public ProcessorException(String message, boolean passing, Throwable cause) {
    super(message, cause);
    this.passing = passing;
  }

  public boolean passing() {
    return passing;
  }
}
