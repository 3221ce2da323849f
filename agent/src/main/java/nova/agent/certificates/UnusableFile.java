package nova.agent.certificates;

/** A file of certificates or a key that cannot be used. */
public final class UnusableFile extends Exception {
  private static final long serialVersionUID = 1L;

  /** Which of the two files it is about. */
  public enum Part {
    CERTIFICATE,
    KEY
  }

  private final Part part;
  private final String code;

  UnusableFile(Part part, String code, String message) {
    super(message);
    this.part = part;
    this.code = code;
  }

  public Part part() {
    return part;
  }

  /** Stable: "unreadable-file", "bad-certificate", "bad-key", "key-mismatch". */
  public String code() {
    return code;
  }

  /** One sentence for a person. */
  public String message() {
    return String.valueOf(getMessage());
  }
}
