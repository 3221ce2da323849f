package nova.web.problem;

/**
 * HTTP itself was used wrongly (a body that is no JSON, a missing {@code If-Match}): nothing a room
 * would know of, so not a {@link nova.kernel.Failure}.
 */
public final class RefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final int status;
  private final String code;

  public RefusedException(int status, String code, String detail) {
    super(detail, null, false, false);
    this.status = status;
    this.code = code;
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /** One sentence for a person. */
  public String detail() {
    return String.valueOf(getMessage());
  }
}
