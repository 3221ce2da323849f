package nova.agent.upstream.names;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.is;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names asked of a real DNS server and a real hosts file. */
class NamesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Names.Limits QUICK =
      new Names.Limits(Duration.ofMillis(50), Duration.ofMinutes(5));

  @TempDir Path directory;
  private final AtomicInteger changes = new AtomicInteger();
  private SmallDnsServer dns;
  private Path hosts;

  @BeforeEach
  void start() throws IOException {
    dns = new SmallDnsServer();
    hosts = directory.resolve("hosts");
    Files.writeString(
        hosts,
        """
        # a comment
        127.0.0.7  one.test alias.test # another
        127.0.0.8\tONE.test
        broken one.test
        """);
  }

  @AfterEach
  void stop() {
    dns.close();
  }

  private DnsLookup lookup() {
    return new DnsLookup(hosts, dns.resolver());
  }

  private Names names(Names.Limits limits) {
    return new Names(lookup(), limits, InstantSource.system(), changes::incrementAndGet);
  }

  private static List<InetAddress> addresses(String... literals) {
    return List.of(literals).stream().map(InetAddress::ofLiteral).toList();
  }

  @Test
  void all_addresses_of_a_name_are_found_with_their_time_to_live() throws IOException {
    dns.say("app.test", 77, "127.0.0.3", "127.0.0.2");
    Lookup.Found found = lookup().find("app.test");
    assertThat(found.addresses()).hasSameElementsAs(addresses("127.0.0.2", "127.0.0.3"));
    assertThat(found.ttl()).isEqualTo(Duration.ofSeconds(77));
  }

  @Test
  void the_hosts_file_comes_first_and_may_name_several() throws IOException {
    dns.say("one.test", 60, "127.0.0.3");
    assertThat(lookup().find("one.test").addresses())
        .isEqualTo(addresses("127.0.0.7", "127.0.0.8"));
    assertThat(lookup().find("alias.test").addresses()).isEqualTo(addresses("127.0.0.7"));
  }

  @Test
  void a_name_that_nobody_knows_is_an_error() {
    assertThatThrownBy(() -> lookup().find("nobody.invalid")).isInstanceOf(IOException.class);
  }

  @Test
  void literals_are_themselves() {
    try (Names names = names(QUICK)) {
      assertThat(names.of("::1")).isEqualTo(addresses("::1"));
      assertThat(names.of("app.test")).isEmpty();
    }
  }

  @Test
  void new_names_are_known_when_learning_is_over_and_in_a_fixed_order() {
    dns.say("app.test", 60, "127.0.0.3", "127.0.0.2");
    try (Names names = names(QUICK)) {
      names.learn(Set.of("app.test", "10.0.0.1"), PATIENCE);
      assertThat(names.of("app.test")).isEqualTo(addresses("127.0.0.2", "127.0.0.3"));
    }
  }

  @Test
  void learning_does_not_wait_for_ever() throws IOException {
    Lookup stuck =
        name -> {
          try {
            Thread.sleep(Duration.ofMinutes(1));
          } catch (InterruptedException closing) {
            throw new IOException(closing);
          }
          throw new IOException("too late");
        };
    try (Names names = new Names(stuck, QUICK, InstantSource.system(), changes::incrementAndGet)) {
      names.learn(Set.of("app.test"), Duration.ofMillis(100));
      assertThat(names.of("app.test")).isEmpty();
    }
  }

  @Test
  void a_name_is_asked_for_again_when_its_time_is_up_and_changes_are_told() {
    dns.say("app.test", 0, "127.0.0.2");
    try (Names names = names(QUICK)) {
      names.learn(Set.of("app.test"), PATIENCE);
      await().untilAtomic(changes, is(1));
      dns.say("app.test", 0, "127.0.0.2", "127.0.0.4");
      await().untilAtomic(changes, is(2));
      assertThat(names.of("app.test")).isEqualTo(addresses("127.0.0.2", "127.0.0.4"));
    }
  }

  @Test
  void an_answer_that_holds_is_not_asked_for_again() {
    dns.say("long.test", 300, "127.0.0.2");
    dns.say("short.test", 0, "127.0.0.2");
    try (Names names = names(QUICK)) {
      names.learn(Set.of("long.test"), PATIENCE);
      assertThat(dns.questions.get()).isEqualTo(1);
      names.learn(Set.of("short.test"), PATIENCE);
      names.keepOnly(Set.of("long.test", "short.test"));
      await().until(() -> dns.questions.get() > 4);
      names.keepOnly(Set.of("long.test"));
      assertThat(names.of("short.test")).isEmpty();
      assertThat(names.of("long.test")).isEqualTo(addresses("127.0.0.2"));
    }
  }

  @Test
  void the_longest_time_is_ours_not_theirs() {
    dns.say("app.test", 86_400, "127.0.0.2");
    Names.Limits limits = new Names.Limits(Duration.ofMillis(50), Duration.ofMillis(200));
    try (Names names = names(limits)) {
      names.learn(Set.of("app.test"), PATIENCE);
      await().until(() -> dns.questions.get() > 2);
    }
  }

  @Test
  void the_last_known_addresses_stay_while_dns_fails() {
    dns.say("app.test", 0, "127.0.0.2");
    try (Names names = names(QUICK)) {
      names.learn(Set.of("app.test"), PATIENCE);
      dns.failing = true;
      dns.say("app.test", 0, "127.0.0.9");
      await().untilAtomic(changes, is(1));
      await().during(Duration.ofMillis(300)).untilAtomic(changes, is(1));
      assertThat(names.of("app.test")).isEqualTo(addresses("127.0.0.2"));
      dns.failing = false;
      await().until(() -> names.of("app.test").equals(addresses("127.0.0.9")));
    }
  }
}
