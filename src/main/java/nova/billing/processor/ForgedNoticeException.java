package nova.billing.processor;

/** A notice that the processor did not send, or sent too long ago. */
public final class ForgedNoticeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ForgedNoticeException(String message) {
    super(message);
  }
}
