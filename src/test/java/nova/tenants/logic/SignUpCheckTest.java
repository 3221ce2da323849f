package nova.tenants.logic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Objects;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.Problem;
import nova.tenants.SignUp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignUpCheckTest {

  @Test
  void a_long_phrase_needs_no_special_characters() {
    assertThat(SignUpCheck.check(new SignUp("Acme", "ada@b.example", "rocking chair june")).value())
        .isEqualTo("ada@b.example");
  }

  @ParameterizedTest
  @CsvSource({
    "elevenchars, length",
    "Password1234, well-known",
    "QWERTYUIOP123, well-known",
    "aaaaaaaaaaaaaaaa, well-known",
    "ababababababab, well-known",
    "Ada@b.example, same-as-email"
  })
  void a_password_that_is_guessed_first_is_refused(String password, String code) {
    var thrown =
        catchThrowableOfType(
            FailureException.class,
            () -> SignUpCheck.check(new SignUp("Acme", "ada@b.example", password)));
    var invalid = (Failure.Invalid) Objects.requireNonNull(thrown).failure();
    assertThat(invalid.problems()).extracting(Problem::code).containsExactly(code);
  }
}
