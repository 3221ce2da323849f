package nova.web.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import nova.kernel.FailureException;
import nova.web.problem.RefusedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {

  @Test
  void a_cursor_comes_back_as_it_went() {
    UUID id = UUID.randomUUID();
    assertThat(Paging.of("10", Paging.encode(id.toString())).id()).isEqualTo(id);
    assertThat(Paging.of(null, null)).isEqualTo(new Paging(50, null));
    assertThat(Paging.encode(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "201", "-1", "x", "", "99999999999"})
  void a_limit_out_of_range_is_refused(String limit) {
    assertThatThrownBy(() -> Paging.of(limit, null)).isInstanceOf(FailureException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"!", "eA"})
  void a_cursor_that_is_none_of_ours_is_refused(String cursor) {
    assertThatThrownBy(() -> Paging.of(null, cursor).id()).isInstanceOf(FailureException.class);
  }

  @Test
  void an_entity_tag_is_a_version() {
    assertThat(EntityTags.required(EntityTags.of(7), "node")).isEqualTo(7);
    assertThatThrownBy(() -> EntityTags.required(null, "node"))
        .isInstanceOfSatisfying(
            RefusedException.class, refused -> assertThat(refused.status()).isEqualTo(428));
    assertThatThrownBy(() -> EntityTags.required("W/\"7\"", "node"))
        .isInstanceOf(FailureException.class);
  }
}
