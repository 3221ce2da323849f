package nova.tenants.logic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {

  @Test
  void blanks_go_and_the_domain_is_lower_case() {
    var address = EmailAddress.parse("  Ada.Lovelace+nova@Example.COM ").orElseThrow();
    assertThat(address.value()).isEqualTo("Ada.Lovelace+nova@example.com");
    assertThat(address.key()).isEqualTo("ada.lovelace+nova@example.com");
  }

  @Test
  void a_domain_in_any_script_is_kept_in_its_ascii_form() {
    assertThat(EmailAddress.parse("ada@müller.example").orElseThrow().value())
        .isEqualTo("ada@xn--mller-kva.example");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "@",
        "a@",
        "@b.c",
        "a@b",
        "a b@c.de",
        "a@b@",
        "a@-b.de",
        "a@b..de",
        ".a@b.de",
        "a.@b.de",
        "a..b@c.de",
        "a@b.de\nBcc: x@y.z",
        "<a@b.de>",
        "a@[127.0.0.1]",
        "a@b.1"
      })
  void what_is_no_address_is_refused(String text) {
    assertThat(EmailAddress.parse(text)).isEmpty();
  }

  @Test
  void an_address_has_an_end() {
    assertThat(EmailAddress.parse("a@" + "b".repeat(63) + ".example")).isPresent();
    assertThat(EmailAddress.parse("a".repeat(65) + "@b.example")).isEmpty();
    assertThat(EmailAddress.parse("a@" + "b.".repeat(130) + "example")).isEmpty();
  }
}
