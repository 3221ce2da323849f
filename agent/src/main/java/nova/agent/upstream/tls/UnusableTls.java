package nova.agent.upstream.tls;

/** A policy that cannot be put to work, and the field that is to blame. */
public final class UnusableTls extends Exception {
  private static final long serialVersionUID = 1L;

  private final String pointer;
  private final String code;

  UnusableTls(String pointer, String code, String message) {
    super(message);
    this.pointer = pointer;
    this.code = code;
  }

  /** JSON pointer inside {@code ServerTls} of the wire, e.g. "/ca_pem". */
  public String pointer() {
    return pointer;
  }

  public String code() {
    return code;
  }

  public String message() {
    return String.valueOf(getMessage());
  }
}
