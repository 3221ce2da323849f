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
}
