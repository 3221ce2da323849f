package nova.agentlink.logic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.kernel.UtcHour;
import nova.link.v1.Hello;
import nova.link.v1.ServedHour;
import nova.nodes.NodesContacted.Contact;
import org.junit.jupiter.api.Test;

class ServedBeforeTest {
  private static final NodeId NODE = new NodeId(UUID.randomUUID());
  private static final Instant NOW = Instant.parse("2033-05-05T15:30:00Z");

  private static Hello served(String first, String last) {
    return Hello.newBuilder()
        .addServedHours(
            ServedHour.newBuilder()
                .setUnixHour(UtcHour.of(Instant.parse(first)).sinceEpoch())
                .setFirstMillis(Instant.parse(first).toEpochMilli())
                .setLastMillis(Instant.parse(last).toEpochMilli()))
        .build();
  }

  private static List<Contact> contacts(Hello hello, Duration clockIsAhead) {
    return ServedBefore.contacts(NODE, hello, NOW.plus(clockIsAhead).toEpochMilli(), NOW);
  }

  @Test
  void a_clock_that_is_right_is_taken_at_its_word() {
    Hello hello = served("2033-05-05T12:10:00Z", "2033-05-05T12:50:00Z");
    for (Duration delay : List.of(Duration.ZERO, Duration.ofSeconds(-3), Duration.ofSeconds(20))) {
      assertThat(contacts(hello, delay))
          .containsExactly(contact("2033-05-05T12:10:00Z", "2033-05-05T12:50:00Z"));
    }
  }

  @Test
  void hours_of_a_wrong_clock_are_put_where_they_were() {
    assertThat(
            contacts(served("2033-05-03T12:10:00Z", "2033-05-03T12:20:00Z"), Duration.ofDays(-2)))
        .containsExactly(contact("2033-05-05T12:10:00Z", "2033-05-05T12:20:00Z"));
  }

  @Test
  void an_hour_of_a_clock_that_is_off_lies_in_two_of_ours() {
    assertThat(
            contacts(
                served("2033-05-05T12:00:00Z", "2033-05-05T12:59:59.999Z"), Duration.ofMinutes(20)))
        .containsExactly(
            contact("2033-05-05T11:40:00Z", "2033-05-05T11:59:59.999Z"),
            contact("2033-05-05T12:00:00Z", "2033-05-05T12:39:59.999Z"));
  }

  @Test
  void an_agent_that_does_not_say_when_is_believed_and_nonsense_is_left_out() {
    Hello hello = served("2033-05-05T12:10:00Z", "2033-05-05T12:50:00Z");
    assertThat(ServedBefore.contacts(NODE, hello, 0, NOW)).hasSize(1);
    assertThat(contacts(served("2033-05-05T12:50:00Z", "2033-05-05T12:10:00Z"), Duration.ZERO))
        .isEmpty();
    assertThat(contacts(served("2033-05-05T12:50:00Z", "2099-05-05T12:10:00Z"), Duration.ZERO))
        .containsExactly(contact("2033-05-05T12:50:00Z", "2033-05-05T12:59:59.999Z"));
  }

  private static Contact contact(String first, String last) {
    Instant at = Instant.parse(first);
    return new Contact(NODE, UtcHour.of(at), at, Instant.parse(last));
  }
}
