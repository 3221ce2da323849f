package nova.tenants.logic;

import java.net.IDN;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An address as we keep it: without blanks around it, the domain in lower case (the part before
 * the @ is left as typed: some servers mind). Two that differ in case only are the same person.
 */
record EmailAddress(String value) {
  private static final int MAX = 254;
  private static final Pattern LOCAL =
      Pattern.compile("[^\\s@\"<>(),;:\\\\\\[\\]\\p{Cntrl}]{1,64}");
  private static final Pattern DOMAIN =
      Pattern.compile("([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])");

  static Optional<EmailAddress> parse(String text) {
    String trimmed = text.strip();
    int at = trimmed.lastIndexOf('@');
    if (at < 1 || trimmed.length() > MAX) {
      return Optional.empty();
    }
    String local = trimmed.substring(0, at);
    String domain = ascii(trimmed.substring(at + 1));
    boolean plausible =
        LOCAL.matcher(local).matches()
            && !local.startsWith(".")
            && !local.endsWith(".")
            && !local.contains("..")
            && DOMAIN.matcher(domain).matches();
    String whole = local + "@" + domain;
    return plausible && whole.length() <= MAX
        ? Optional.of(new EmailAddress(whole))
        : Optional.empty();
  }

  private static String ascii(String domain) {
    try {
      return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException e) {
      return "";
    }
  }

  /** What makes two addresses the same; as the unique index of the database sees it. */
  String key() {
    return value.toLowerCase(Locale.ROOT);
  }

  @Override
  public String toString() {
    return "EmailAddress[…]";
  }
}
