package nova.platform.mail;

/** One letter to one person. */
public record Letter(String to, String subject, String text, String html) {
  @Override
  public String toString() {
    return "Letter[" + subject + "]";
  }
}
