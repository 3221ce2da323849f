package nova.agent.routing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import nova.agent.routing.StickyCookie.Server;
import org.junit.jupiter.api.Test;

/** A visitor's way back to the same server. */
class StickyCookieTest {
  private static final byte[] KEY = new byte[32];
  private static final List<Server> SERVERS =
      List.of(new Server("s0", "10.0.0.1:80"), new Server("s1", "10.0.0.2:80"));
  private final StickyCookie cookie = cookie(KEY, "adc", "pool", SERVERS);

  private static StickyCookie cookie(byte[] key, String adc, String pool, List<Server> servers) {
    return new StickyCookie(key, adc, pool, "nova", Optional.empty(), servers);
  }

  private static String value(StickyCookie cookie, int server) {
    String written = cookie.write(server, false);
    return written.substring(0, written.indexOf(';'));
  }

  private static int read(StickyCookie cookie, String cookies) {
    return cookie.read(Asking.get("/").with("Cookie", cookies));
  }

  @Test
  void what_was_written_is_read_back() {
    assertThat(read(cookie, value(cookie, 0))).isZero();
    assertThat(read(cookie, "a=b; " + value(cookie, 1) + "; c=d")).isEqualTo(1);
    assertThat(cookie.read(Asking.get("/"))).isEqualTo(StickyCookie.NONE);
  }

  @Test
  void another_node_and_another_order_of_servers_read_it_too() {
    StickyCookie elsewhere =
        cookie(KEY.clone(), "adc", "pool", List.of(SERVERS.get(1), SERVERS.get(0)));
    assertThat(read(elsewhere, value(cookie, 0))).isEqualTo(1);
  }

  @Test
  void another_key_adc_pool_server_or_address_does_not() {
    byte[] otherKey = new byte[32];
    otherKey[0] = 1;
    String mine = value(cookie, 0);
    assertThat(read(cookie(otherKey, "adc", "pool", SERVERS), mine)).isEqualTo(-1);
    assertThat(read(cookie(KEY, "adc2", "pool", SERVERS), mine)).isEqualTo(-1);
    assertThat(read(cookie(KEY, "adc", "pool2", SERVERS), mine)).isEqualTo(-1);
    assertThat(read(cookie(KEY, "adcp", "ool", SERVERS), mine)).isEqualTo(-1);
    List<Server> moved = List.of(new Server("s0", "10.0.0.9:80"));
    assertThat(read(cookie(KEY, "adc", "pool", moved), mine)).isEqualTo(-1);
  }

  @Test
  void whatever_one_changes_in_it_it_names_no_server() {
    String mine = value(cookie, 0);
    for (int i = "nova=".length(); i < mine.length(); i++) {
      char other = mine.charAt(i) == 'A' ? 'B' : 'A';
      String tampered = mine.substring(0, i) + other + mine.substring(i + 1);
      assertThat(read(cookie, tampered)).as(tampered).isEqualTo(StickyCookie.NONE);
    }
    for (String other : List.of("nova=", "nova=1", "nova", mine + "A", mine + "=", "nova=s0")) {
      assertThat(read(cookie, other)).as(other).isEqualTo(StickyCookie.NONE);
    }
  }

  @Test
  void a_bad_one_does_not_hide_a_good_one() {
    assertThat(read(cookie, "nova=rubbish; " + value(cookie, 1))).isEqualTo(1);
  }

  @Test
  void the_value_never_changes_between_releases() {
    // a change here throws every visitor of every customer off their server once
    assertThat(cookie.write(0, false))
        .isEqualTo("nova=10LK1a6OI4YHu1Drv6LuycQ; Path=/; HttpOnly; SameSite=Lax");
  }

  @Test
  void attributes_follow_the_connection_and_the_config() {
    StickyCookie aged =
        new StickyCookie(KEY, "adc", "pool", "app", Optional.of(Duration.ofHours(1)), SERVERS);
    assertThat(aged.write(1, true))
        .startsWith("app=1")
        .endsWith("; Path=/; Max-Age=3600; HttpOnly; SameSite=Lax; Secure");
  }

  @Test
  void servers_have_different_names() {
    Set<String> names = new HashSet<>();
    for (int i = 0; i < 200; i++) {
      names.add(value(cookie(KEY, "adc", "pool", List.of(new Server("s" + i, "10.0.0.1:80"))), 0));
    }
    assertThat(names).hasSize(200);
  }
}
