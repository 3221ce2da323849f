package nova.platform.errors.sentry;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScrubberTest {

  @Test
  void secrets_and_addresses_do_not_leave() {
    String scrubbed =
        Scrubber.scrub(
            "token nova_api_AbC-1 Authorization: Bearer xyz password=hunter2 for ada@b.example"
                + " duplicate key Detail: Key (email)=(ada@b.example) already exists.");
    assertThat(scrubbed)
        .doesNotContain("nova_api_AbC-1", "xyz", "hunter2", "ada@b.example", "already exists")
        .contains("duplicate key");
  }

  @Test
  void quoted_values_and_lists_of_cookies_go_as_a_whole() {
    String scrubbed =
        Scrubber.scrub(
            "Cannot read {\"password\":\"a rocking chair\",\"n\":1}, Authorization: Basic c2VjcmV0,"
                + " Cookie: nova_session=abc; theme=dark and so on");
    assertThat(scrubbed)
        .doesNotContain("rocking", "c2VjcmV0", "abc", "dark")
        .contains("Cannot read", "\"n\":1", "and so on");
  }
}
