package nova.web.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import nova.kernel.Failure;
import nova.kernel.FailureException;
import nova.kernel.Problem;
import nova.web.problem.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonFieldsTest {

  @Test
  void everything_right_is_read() throws IOException {
    var body =
        parse(
            "{\"name\":\" a"
                + " \",\"n\":5,\"on\":true,\"list\":[{\"port\":80},{\"port\":81}],\"words\":[\"x\"]}");
    String name = body.label("name", 1, 80);
    int number = body.integer("n", 1, 10);
    boolean on = body.bool("on");
    List<Integer> ports = body.objects("list", 1, 5, one -> one.integer("port", 1, 65_535));
    List<String> words = body.strings("words", 0, 3, 1, 3);
    int absent = body.integerOr("absent", 1, 10, 7);
    body.finish();
    assertThat(name).isEqualTo("a");
    assertThat(number).isEqualTo(5);
    assertThat(on).isTrue();
    assertThat(ports).containsExactly(80, 81);
    assertThat(words).containsExactly("x");
    assertThat(absent).isEqualTo(7);
  }

  @Test
  void every_fault_is_told_with_its_place() throws IOException {
    var body =
        parse(
            "{\"n\":1.5,\"list\":[{\"port\":0,\"x\":1},7],\"extra\":1,\"kind\":\"z\",\"a/b~c\":1}");
    body.string("name", 1, 80);
    body.integer("n", 1, 10);
    body.objects("list", 1, 5, one -> one.integer("port", 1, 65_535));
    body.choiceOr("kind", Map.of("a", 1, "b", 2), 1);
    body.bool("a/b~c");
    assertThat(problems(body))
        .extracting(Problem::pointer, Problem::code)
        .containsExactlyInAnyOrder(
            org.assertj.core.groups.Tuple.tuple("/name", "required"),
            org.assertj.core.groups.Tuple.tuple("/n", "wrong-type"),
            org.assertj.core.groups.Tuple.tuple("/list/0/port", "out-of-range"),
            org.assertj.core.groups.Tuple.tuple("/list/0/x", "unknown"),
            org.assertj.core.groups.Tuple.tuple("/list/1", "wrong-type"),
            org.assertj.core.groups.Tuple.tuple("/kind", "not-a-choice"),
            org.assertj.core.groups.Tuple.tuple("/a~1b~0c", "wrong-type"),
            org.assertj.core.groups.Tuple.tuple("/extra", "unknown"));
  }

  @Test
  void faults_of_shape_and_of_sense_are_told_together_but_placeholders_are_not_judged()
      throws IOException {
    var body = parse("{\"name\":\"\",\"pool\":{\"port\":\"x\"},\"word\":\"rude\",\"extra\":1}");
    body.label("name", 1, 80);
    body.object("pool", pool -> pool.integer("port", 1, 9));
    body.string("word", 1, 80);
    body.rules(
        List.of(
            new Problem("/name", "duplicate", "Taken."),
            new Problem("/pool/port", "busy", "In use."),
            new Problem("/pool", "odd", "Odd."),
            new Problem("/word", "rude", "Please.")));
    assertThat(body.faulty("pool")).isTrue();
    assertThat(problems(body))
        .extracting(one -> one.pointer() + " " + one.code())
        .containsExactlyInAnyOrder(
            "/name length", "/pool/port wrong-type", "/pool odd", "/word rude", "/extra unknown");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "99999999999999999999",
        "1e5",
        "1.0",
        "\"1\"",
        "null",
        "true",
        "[]",
        "-1",
        "1e999999999"
      })
  void what_is_no_whole_number_in_range_is_refused(String number) throws IOException {
    var body = parse("{\"n\":" + number + "}");
    body.longInteger("n", 0, Long.MAX_VALUE);
    assertThat(problems(body)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\\u0000", "\\u0007", "\\ud800", "a\\nb"})
  void what_no_database_takes_is_refused(String text) throws IOException {
    var body = parse("{\"name\":\"x" + text + "\"}");
    body.string("name", 1, 80);
    assertThat(problems(body)).extracting(Problem::code).containsExactly("character");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "[]",
        "1",
        "{\"a\":1,\"a\":2}",
        "{\"a\":{\"b\":1,\"b\":1}}",
        "{\"a\":1}{}",
        "{\"a\":01}",
        "{'a':1}"
      })
  void what_is_no_json_object_is_refused(String text) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.status()).isEqualTo(400));
  }

  @Test
  void a_deep_or_a_long_body_is_refused_before_it_costs_much() {
    assertThatThrownBy(() -> parse("{\"a\":" + "[".repeat(100_000)))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.status()).isEqualTo(400));
    assertThatThrownBy(() -> parse("{\"a\":\"" + "x".repeat(1 << 20) + "\"}"))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.status()).isEqualTo(413));
  }

  @Test
  void no_sequence_of_bytes_does_anything_else_than_parse_or_be_refused() throws IOException {
    var random = new Random(7);
    String alphabet = "{}[]\",:0123456789.eE+-truefalsn\\u \n\u00e4";
    for (int i = 0; i < 20_000; i++) {
      var text = new StringBuilder("{");
      for (int length = random.nextInt(24); length > 0; length--) {
        text.append(alphabet.charAt(random.nextInt(alphabet.length())));
      }
      try {
        parse(text.toString());
      } catch (RefusedException refused) {
        assertThat(refused.status()).isEqualTo(400);
      }
    }
  }

  private static JsonFields parse(String text) throws IOException {
    var bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    return JsonFields.parse(bytes, JsonLimits.defaults());
  }

  private static List<Problem> problems(JsonFields body) {
    var thrown = Objects.requireNonNull(catchThrowableOfType(FailureException.class, body::finish));
    return ((Failure.Invalid) thrown.failure()).problems();
  }
}
