package nova.agent.routing;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Held against the reference implementation, xxhsum and python-xxhash. */
class Hash64Test {

  @Test
  void it_is_xxh64_with_seed_0() {
    assertThat(Hash64.of("")).isEqualTo(0xef46db3751d8e999L);
    assertThat(Hash64.of("a")).isEqualTo(0xd24ec4f1a98c6e5bL);
    assertThat(Hash64.of("abc")).isEqualTo(0x44bc2cf5ad770999L);
    assertThat(Hash64.of("203.0.113.7")).isEqualTo(0xc80153a2410eb0ffL);
    assertThat(Hash64.of("0123456789abcdef0123456789abcdef")).isEqualTo(0x642a94958e71e6c5L);
    assertThat(Hash64.of("Nobody inspects the spammish repetition")).isEqualTo(0xfbcea83c8a378bf1L);
  }

  @Test
  void it_is_right_for_every_length_up_to_256() {
    byte[] bytes = new byte[256];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) i;
    }
    String text = new String(bytes, ISO_8859_1);
    long all = 0;
    for (int length = 0; length <= bytes.length; length++) {
      all ^= Hash64.of(text, 0, length) * (2L * length + 1);
    }
    assertThat(all).isEqualTo(0xa643eeedcbbb236dL);
  }

  @Test
  void a_part_is_hashed_like_the_same_text_alone() {
    assertThat(Hash64.of("xxabcyy", 2, 5)).isEqualTo(Hash64.of("abc"));
  }
}
