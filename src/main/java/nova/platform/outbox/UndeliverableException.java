package nova.platform.outbox;

/** Only to give an undeliverable message a place in the error reports. */
final class UndeliverableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UndeliverableException(String message) {
    super(message);
  }
}
