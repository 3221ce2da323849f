package nova.metrics;

/** The metrics store did not do what it was asked. Whether an insert happened is not known. */
public final class TrafficUnavailableException extends Exception {
  private static final long serialVersionUID = 1L;

  public TrafficUnavailableException(String what, Throwable cause) {
    super(what, cause);
  }
}
