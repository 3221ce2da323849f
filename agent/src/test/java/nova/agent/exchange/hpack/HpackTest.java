package nova.agent.exchange.hpack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 7541 with its own examples (appendix C), and what must not be believed. */
class HpackTest {
  private static final int TABLE_BYTES = 4096;

  private static List<String> decoded(HpackDecoder decoder, String hex) throws HpackFailure {
    byte[] block = HexFormat.of().parseHex(hex.replace(" ", ""));
    List<String> fields = new ArrayList<>();
    decoder.decode(
        block, 0, block.length, field -> fields.add(field.name() + ": " + field.value()));
    return fields;
  }

  @Test
  void requests_without_huffman_share_a_table() throws HpackFailure {
    HpackDecoder decoder = new HpackDecoder(TABLE_BYTES);
    assertThat(decoded(decoder, "828684410f7777772e6578616d706c652e636f6d"))
        .containsExactly(
            ":method: GET", ":scheme: http", ":path: /", ":authority: www.example.com");
    assertThat(decoded(decoder, "828684be58086e6f2d6361636865"))
        .containsExactly(
            ":method: GET",
            ":scheme: http",
            ":path: /",
            ":authority: www.example.com",
            "cache-control: no-cache");
    assertThat(decoded(decoder, "828785bf400a637573746f6d2d6b65790c637573746f6d2d76616c7565"))
        .containsExactly(
            ":method: GET",
            ":scheme: https",
            ":path: /index.html",
            ":authority: www.example.com",
            "custom-key: custom-value");
  }

  @Test
  void requests_with_huffman_share_a_table() throws HpackFailure {
    HpackDecoder decoder = new HpackDecoder(TABLE_BYTES);
    assertThat(decoded(decoder, "828684418cf1e3c2e5f23a6ba0ab90f4ff"))
        .contains(":authority: www.example.com");
    assertThat(decoded(decoder, "828684be5886a8eb10649cbf")).contains("cache-control: no-cache");
    assertThat(decoded(decoder, "828785bf408825a849e95ba97d7f8925a849e95bb8e8b4bf"))
        .contains("custom-key: custom-value");
  }

  @Test
  void a_small_table_forgets_the_oldest() throws HpackFailure {
    HpackDecoder decoder = new HpackDecoder(256);
    assertThat(
            decoded(
                decoder,
                "488264025885aec3771a4b6196d07abe941054d444a8200595040b8166e082a62d1bff"
                    + "6e919d29ad171863c78f0b97c8e9ae82ae43d3"))
        .containsExactly(
            ":status: 302",
            "cache-control: private",
            "date: Mon, 21 Oct 2013 20:13:21 GMT",
            "location: https://www.example.com");
    assertThat(decoded(decoder, "4883640effc1c0bf"))
        .containsExactly(
            ":status: 307",
            "cache-control: private",
            "date: Mon, 21 Oct 2013 20:13:21 GMT",
            "location: https://www.example.com");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "80", // index 0
        "be", // an entry of an empty table
        "ff80808080808001", // an integer without end
        "8682 3fe11f", // a table size behind a field
        "3fe2ff7f", // a table larger than allowed
        "0085f2b24a", // a string cut short
        "0081ff0161", // padding of eight ones
        "008100", // no value
        "0084fffffffc0161", // the end of a string inside
        "40", // nothing but a beginning
      })
  void a_block_that_breaks_the_rules_is_refused(String hex) {
    assertThatThrownBy(() -> decoded(new HpackDecoder(TABLE_BYTES), hex))
        .isInstanceOf(HpackFailure.class);
  }

  @Test
  void what_is_encoded_is_decoded() throws HpackFailure {
    HpackEncoder encoder = new HpackEncoder().begin();
    encoder.noTable();
    encoder.status(200);
    encoder.status(418);
    encoder.field("content-type", "text/plain");
    encoder.field("x-long", "v".repeat(5000));
    encoder.field("x-empty", "");
    List<String> fields = new ArrayList<>();
    new HpackDecoder(TABLE_BYTES)
        .decode(
            encoder.bytes(),
            0,
            encoder.length(),
            field -> fields.add(field.name() + ": " + field.value()));
    assertThat(fields)
        .containsExactly(
            ":status: 200",
            ":status: 418",
            "content-type: text/plain",
            "x-long: " + "v".repeat(5000),
            "x-empty: ");
  }

  @Test
  void names_and_values_are_judged() {
    assertThat(HpackField.of("x-a", "b c").proper()).isTrue();
    assertThat(HpackField.of(":path", "/").proper()).isTrue();
    assertThat(HpackField.of("X-a", "b").proper()).isFalse();
    assertThat(HpackField.of("", "b").proper()).isFalse();
    assertThat(HpackField.of(":", "b").proper()).isFalse();
    assertThat(HpackField.of("a b", "b").proper()).isFalse();
    assertThat(HpackField.of("a", "b\r\nc: d").proper()).isFalse();
    assertThat(HpackField.of("a", " b").proper()).isFalse();
    assertThat(HpackField.of("a", "b\t").proper()).isFalse();
  }

  @Test
  void noise_is_decoded_or_refused_and_nothing_else() {
    Random random = new Random(7541);
    for (int i = 0; i < 200_000; i++) {
      byte[] block = new byte[random.nextInt(40)];
      random.nextBytes(block);
      try {
        new HpackDecoder(TABLE_BYTES).decode(block, 0, block.length, field -> {});
      } catch (HpackFailure refused) {
        assertThat(refused).hasMessageContaining(" ");
      }
    }
  }

  // the codes of appendix B for 0 to 255, one behind the other
  private static final String EVERY_BYTE =
      """
      ffc7fffd8fffffe2fffffe3fffffe4fffffe5fffffe6fffffe7fffffe8ffffeafffffff3fffffa7fffffabff
      ffffdfffffebfffffecfffffedfffffeefffffefffffff0ffffff1ffffff2fffffffbfffffcffffffd3fffff
      d7fffffdbfffffdffffffe3fffffe7fffffebfffffed4fe3f9ffaffcabf1febfafefe7fdfd2cbb00089969b7
      1d79fb9f7fff20ffbff3ff50ddbd7f061c58f265cd9f469d5af66dddbf871e5f9cff7ff7fffc3ff9ffe45fff
      4719242cb34e6e9d68a6a3d7dac426defe3cfaf7fffbfe7ffbffdffffffcfffe6ffff4bfff9ffffa3fffd3ff
      ff53fffd5ffffb3fffeb7fffdaffffb7ffff73fffeeffffdeffffebffffbfffffd9ffffdbfffebffffe0ffff
      eeffffc3ffff8bffff1ffffe4fffee7fffb1ffff97fffd9ffffcdffff9fffffbffffdafffeeffff4ffffb7ff
      fee7fffe8ffffd3fffdeffffd5fffeeffffbdffffe1fffdfffff7fffff5ffffecffff07fff87fffe0ffff17f
      ffedffff87ffff77fffeffffeaffff8bfffe3ffff93ffff87fffcbffff37ffff1fffff83ffffe1fffebfffe3
      ffff3fffff2ffffa3ffffd9fffff17ffffc7fffff27ffffdefffffbffffff2fffff8fffffb7fff97fff8ffff
      fe6fffffc1fffff87ffffe7fffffc5ffffe5fffe4ffff2fffffd1fffff4ffffffefffffe3fffffc9fffff97f
      ffb3ffffcffffb7fffcdffff4ffff9ffffd1ffffcffffeaffffafffffddffffeffffff4fffff5fffffabffff
      a7ffffd7fffff9bffffecfffffb7fffff3fffffe8fffffd3fffffabfffff5fffffff7ffffecfffffdbfffffb
      bfffff7ffffff0fffffbbf
      """;

  @Test
  void every_byte_has_its_code() throws HpackFailure {
    String value = EVERY_BYTE.replace("\n", "");
    List<String> fields = decoded(new HpackDecoder(TABLE_BYTES), "000161ff" + "c803" + value);
    StringBuilder all = new StringBuilder("a: ");
    for (char c = 0; c < 256; c++) {
      all.append(c);
    }
    assertThat(fields).containsExactly(all.toString());
  }
}
