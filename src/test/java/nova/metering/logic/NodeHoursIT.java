package nova.metering.logic;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.kernel.TenantScope;
import nova.kernel.UtcHour;
import nova.metering.NodeHour;
import nova.nodes.NodesContacted.Contact;
import nova.testing.MovableClock;
import nova.testing.RulesDatabase;
import nova.testing.TestNodes;
import org.junit.jupiter.api.Test;

/** The ledger on PostgreSQL, with a clock moved by hand. */
class NodeHoursIT {
  private static final Instant START = Instant.parse("2031-01-01T00:20:00Z");
  private static final UtcHour ALWAYS = UtcHour.of(Instant.parse("2040-01-01T00:00:00Z"));
  private final MovableClock clock = new MovableClock(START);
  private final TestMetering metering = new TestMetering(new RulesDatabase(), clock, _ -> {});

  /** An enrolled node of a tenant of its own. */
  private record Enrolled(TenantId tenant, NodeId node) {}

  @Test
  void two_copies_close_the_same_hours_once() throws Exception {
    Instant later = START.plus(Duration.ofHours(2));
    clock.set(later);
    metering.close();
    var nodes = new ArrayList<Enrolled>();
    clock.set(START.plusSeconds(30));
    for (int i = 0; i < 20; i++) {
      var node = enrol(START);
      nodes.add(node);
      metering.tell(node.node(), START, START.plusSeconds(30));
    }
    clock.set(later);
    var together = new CyclicBarrier(2);
    Callable<Long> copy =
        () -> {
          together.await();
          return metering.close();
        };
    try (var copies = Executors.newFixedThreadPool(2)) {
      var one = copies.submit(copy);
      var other = copies.submit(copy);
      assertThat(one.get() + other.get()).isEqualTo(20);
    }
    assertThat(metering.close()).isZero();
    for (Enrolled node : nodes) {
      assertThat(rows(node)).singleElement().matches(NodeHour::closed);
      assertThat(metering.chain().verify(scope(node)).links()).isOne();
    }
  }

  @Test
  void months_pass_and_every_hour_is_there_once() throws Exception {
    var node = enrol(START);
    Instant end = START.plus(Duration.ofDays(60));
    int hours = 0;
    for (Instant now = START; now.isBefore(end); now = now.plus(Duration.ofHours(1))) {
      clock.set(now.plus(Duration.ofMinutes(39)));
      for (int minute = 0; minute < 40; minute += 10) {
        Instant at = now.plus(Duration.ofMinutes(minute)).minus(Duration.ofMinutes(10));
        metering.tell(node.node(), at.isBefore(START) ? START : at, at.plusSeconds(20));
      }
      if (++hours % 6 == 0) {
        metering.close();
      }
    }
    List<NodeHour> rows = rows(node);
    assertThat(rows).hasSize(hours).extracting(NodeHour::hour).doesNotHaveDuplicates();
    assertThat(rows.subList(0, hours - 1)).allMatch(NodeHour::closed);
    assertThat(rows.getLast().closed()).isFalse();
    assertThat(metering.chain().verify(scope(node)).links()).isEqualTo(hours - 1);
  }

  @Test
  void any_interleaving_and_repetition_of_reports_gives_the_same_rows() throws Exception {
    var random = new Random(5);
    clock.set(START.plus(Duration.ofDays(2)));
    List<String> expected = List.of();
    for (int round = 0; round < 8; round++) {
      var node = enrol(START);
      List<List<Contact>> reports = reports(node, new Random(1));
      if (round > 0) {
        reports.addAll(reports.subList(0, 10));
        Collections.shuffle(reports, random);
      }
      tellFromTwoCopies(reports);
      List<String> rows = evidence(node);
      expected = round == 0 ? rows : expected;
      assertThat(rows).as("round " + round).isEqualTo(expected).isNotEmpty();
    }
  }

  @Test
  void any_interleaving_of_reports_and_closings_gives_the_same_node_hours() throws Exception {
    var random = new Random(6);
    clock.set(START.plus(Duration.ofDays(2)));
    List<UtcHour> expected = List.of();
    for (int round = 0; round < 8; round++) {
      var node = enrol(START);
      List<List<Contact>> reports = reports(node, new Random(1));
      Collections.shuffle(reports, random);
      for (List<Contact> report : reports) {
        metering.tell(report);
        if (random.nextInt(6) == 0) {
          metering.close();
        }
      }
      metering.close();
      List<UtcHour> hours = rows(node).stream().map(NodeHour::hour).toList();
      expected = round == 0 ? hours : expected;
      assertThat(hours).as("round " + round).isEqualTo(expected).isNotEmpty();
      assertThat(metering.chain().verify(scope(node)).nodeHours()).isEqualTo(hours.size());
      assertThat(metering.chain().verify(scope(node)).intact()).isTrue();
    }
  }

  @Test
  void late_evidence_makes_its_hour_but_never_before_enrolment_nor_in_the_future()
      throws Exception {
    Instant now = START.plus(Duration.ofDays(40));
    clock.set(now);
    var old = enrol(START);
    var young = enrol(now.minus(Duration.ofDays(1)));
    Instant tooOld = now.minus(Duration.ofDays(36));
    Instant justInTime = now.minus(Duration.ofDays(34));
    Instant future = now.plus(Duration.ofHours(2));
    var told = new ArrayList<Contact>();
    for (Enrolled node : List.of(old, young)) {
      for (Instant at : List.of(tooOld, justInTime, now, future)) {
        told.add(contact(node, at, at.plusSeconds(60)));
      }
    }
    metering.close();
    metering.tell(told);
    assertThat(rows(old)).hasSize(2);
    assertThat(rows(old).getFirst().hour()).isEqualTo(UtcHour.of(justInTime));
    assertThat(rows(young)).singleElement().matches(row -> !row.closed());
    metering.close();
    assertThat(rows(old).getFirst().closed()).as("found by the next run").isTrue();
  }

  private static List<List<Contact>> reports(Enrolled node, Random random) {
    var reports = new ArrayList<List<Contact>>();
    for (int i = 0; i < 60; i++) {
      var report = new ArrayList<Contact>();
      for (int j = 0; j < 3; j++) {
        Instant at = START.plusSeconds(random.nextInt(100_000) - 5_000);
        Instant last = at.plusSeconds(random.nextInt(900));
        report.add(contact(node, at, last));
      }
      reports.add(report);
    }
    return reports;
  }

  private void tellFromTwoCopies(List<List<Contact>> reports) throws Exception {
    try (var copies = Executors.newFixedThreadPool(2)) {
      var told =
          copies.invokeAll(
              reports.stream()
                  .<Callable<Boolean>>map(
                      report ->
                          () -> {
                            metering.tell(report);
                            return true;
                          })
                  .toList());
      for (var one : told) {
        assertThat(one.get()).isTrue();
      }
    }
  }

  private static Contact contact(Enrolled node, Instant first, Instant last) {
    return new Contact(node.node(), UtcHour.of(first), first, last);
  }

  private static Enrolled enrol(Instant at) throws SQLException {
    TenantId tenant = TestNodes.tenant(at);
    return new Enrolled(tenant, TestNodes.enrol(tenant, at));
  }

  private static TenantScope scope(Enrolled of) {
    return new TenantScope(of.tenant());
  }

  private List<NodeHour> rows(Enrolled of) {
    return metering
        .usage()
        .nodeHours(scope(of), UtcHour.of(Instant.EPOCH), ALWAYS, 10_000, null)
        .items();
  }

  private List<String> evidence(Enrolled of) {
    return rows(of).stream()
        .map(row -> row.hour() + " " + row.first() + " " + row.last() + " " + row.closed())
        .toList();
  }
}
