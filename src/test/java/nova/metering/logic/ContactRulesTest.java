package nova.metering.logic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import nova.kernel.NodeId;
import nova.kernel.UtcHour;
import nova.nodes.NodesContacted.Contact;
import org.junit.jupiter.api.Test;

class ContactRulesTest {
  private static final Instant NOW = Instant.parse("2026-11-23T12:30:00Z");
  private static final Duration EVIDENCE = Duration.ofDays(35);
  private static final NodeId NODE = new NodeId(new UUID(1, 1));

  private static Contact contact(Instant first, Instant last) {
    return new Contact(NODE, UtcHour.of(first), first, last);
  }

  @Test
  void any_order_and_any_repetition_of_contacts_gives_the_same_hours() {
    var random = new Random(7);
    var told = new ArrayList<Contact>();
    for (int i = 0; i < 200; i++) {
      Instant at = NOW.minusSeconds(random.nextInt(40_000));
      told.add(contact(at, at.plusSeconds(random.nextInt(30))));
    }
    var once = ContactRules.admissible(told, NOW, EVIDENCE);
    told.addAll(told.subList(50, 150));
    Collections.shuffle(told, random);
    assertThat(ContactRules.admissible(told, NOW, EVIDENCE)).isEqualTo(once);
  }

  @Test
  void the_future_and_what_is_older_than_the_evidence_do_not_count() {
    Instant old = NOW.minus(Duration.ofDays(36));
    Instant future = NOW.plusSeconds(7_200);
    assertThat(
            ContactRules.admissible(
                List.of(contact(old, old), contact(future, future)), NOW, EVIDENCE))
        .isEmpty();
  }

  @Test
  void a_contact_never_reaches_past_now() {
    var cut = ContactRules.admissible(List.of(contact(NOW, NOW.plusSeconds(60))), NOW, EVIDENCE);
    assertThat(cut).singleElement().extracting(Contact::last).isEqualTo(NOW);
  }
}
