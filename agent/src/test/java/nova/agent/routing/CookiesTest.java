package nova.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Cookie fields are read where they stand and shortened without harm to the others. */
class CookiesTest {

  @Test
  void one_is_taken_out_wherever_it_stands() {
    assertThat(Cookies.without("nova=1; a=2; b=3", "nova")).isEqualTo("a=2; b=3");
    assertThat(Cookies.without("a=2; nova=1; b=3", "nova")).isEqualTo("a=2; b=3");
    assertThat(Cookies.without("a=2; b=3; nova=1", "nova")).isEqualTo("a=2; b=3");
    assertThat(Cookies.without("nova=1; a=2;nova=2;b=3", "nova")).isEqualTo("a=2;b=3");
    assertThat(Cookies.without("nova=1", "nova")).isEmpty();
    assertThat(Cookies.without("nova=1; nova=2", "nova")).isEmpty();
  }

  @Test
  void a_line_without_it_stays_the_same_object() {
    String line = "a=nova=1; xnova=2; nova";
    assertThat(Cookies.without(line, "nova")).isSameAs(line);
  }

  @Test
  void the_first_of_a_name_is_found_without_the_blanks_around_it() {
    Asking asking = Asking.get("/").with("Cookie", " a = 1; a=2 ;a=3");
    assertThat(Cookies.first(asking, "a")).isEqualTo("2");
    assertThat(Cookies.first(asking, "b")).isNull();
  }
}
