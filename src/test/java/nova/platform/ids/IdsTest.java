package nova.platform.ids;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IdsTest {

  @Test
  void ids_are_version_seven_and_carry_their_time() {
    Instant now = Instant.parse("2026-11-23T20:00:00.123Z");
    UUID id = new Ids(InstantSource.fixed(now)).next();
    assertThat(id.version()).isEqualTo(7);
    assertThat(id.variant()).isEqualTo(2);
    assertThat(id.getMostSignificantBits() >>> 16).isEqualTo(now.toEpochMilli());
  }

  @Test
  void a_token_is_known_by_its_hash_and_prints_nothing() {
    SecretToken token = SecretToken.make("nova_api_");
    assertThat(token.reveal()).matches("nova_api_[A-Za-z0-9_-]{43}");
    assertThat(SecretToken.presented(token.reveal()).hash()).isEqualTo(token.hash()).hasSize(32);
    assertThat(token.toString()).doesNotContain(token.reveal());
  }
}
