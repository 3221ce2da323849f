package nova.tenants.logic;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.Problem;
import nova.tenants.SignUp;

/**
 * Everything that can be wrong with a sign-up, at once. No rule on kinds of characters: length and
 * not being well known is what protects (NIST SP 800-63B).
 */
final class SignUpCheck {
  static final Problem NO_ADDRESS =
      new Problem("/email", "not-an-address", "This is not an e-mail address.");
  private static final int MIN_PASSWORD = 12;
  private static final int MAX_PASSWORD = 200;
  private static final int MAX_NAME = 80;
  private static final Set<String> WELL_KNOWN = wellKnown();

  private SignUpCheck() {}

  static List<Problem> problems(SignUp request) {
    var problems = new ArrayList<Problem>();
    int name = length(request.organisation().strip());
    if (name < 1 || name > MAX_NAME) {
      problems.add(
          new Problem("/organisation", "length", "A name has between 1 and 80 characters."));
    }
    if (EmailAddress.parse(request.email()).isEmpty()) {
      problems.add(NO_ADDRESS);
    }
    checkPassword(request, problems);
    return List.copyOf(problems);
  }

  /** The address in the form we keep, if nothing is wrong. */
  static EmailAddress check(SignUp request) {
    var problems = problems(request);
    if (!problems.isEmpty()) {
      throw new FailureException(new Failure.Invalid(problems));
    }
    return EmailAddress.parse(request.email()).orElseThrow();
  }

  private static void checkPassword(SignUp request, List<Problem> problems) {
    String password = request.password();
    String folded = password.strip().toLowerCase(Locale.ROOT);
    if (length(password) < MIN_PASSWORD || length(password) > MAX_PASSWORD) {
      problems.add(
          new Problem("/password", "length", "A password has between 12 and 200 characters."));
    } else if (folded.equals(request.email().strip().toLowerCase(Locale.ROOT))) {
      problems.add(
          new Problem("/password", "same-as-email", "Your e-mail address is no password."));
    } else if (WELL_KNOWN.contains(folded) || folded.chars().distinct().count() < 3) {
      problems.add(
          new Problem("/password", "well-known", "This password is among the first ones guessed."));
    }
  }

  private static int length(String text) {
    return text.codePointCount(0, text.length());
  }

  private static Set<String> wellKnown() {
    try (InputStream in = SignUpCheck.class.getResourceAsStream("well-known-passwords.txt")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank())
          .collect(Collectors.toUnmodifiableSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
