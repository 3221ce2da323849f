package nova.kernel;

/**
 * Carries a {@link Failure} up to the door, and rolls the transaction back on its way. Logged
 * nowhere: a failure is an answer.
 */
public final class FailureException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final transient Failure failure;

  public FailureException(Failure failure) {
    super(failure.toString(), null, false, false);
    this.failure = failure;
  }

  public Failure failure() {
    return failure;
  }
}
