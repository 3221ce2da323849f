package nova.metering.logic;

import static nova.testing.TestPostgres.APP;
import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import nova.kernel.NodeId;
import nova.kernel.UtcHour;
import nova.nodes.NodesContacted.Contact;
import nova.testing.TestPostgres;
import org.junit.jupiter.api.Test;

/** The rules and the ledger's table together, on PostgreSQL, with a clock moved by hand. */
class NodeHoursIT {
  private static final MeteringSettings SETTINGS = MeteringSettings.defaults();
  private static final Instant START = Instant.parse("2031-01-01T00:20:00Z");

  /** An enrolled node of a tenant of its own. */
  private record Enrolled(UUID tenant, NodeId node) {}

  @Test
  void two_copies_close_the_same_hours_once() throws Exception {
    Instant now = START.plus(Duration.ofHours(2));
    close(now);
    var nodes = new ArrayList<Enrolled>();
    for (int i = 0; i < 20; i++) {
      var node = enrol(START);
      nodes.add(node);
      tell(List.of(contact(node, START, START.plusSeconds(30))), START.plusSeconds(30));
    }
    var together = new CyclicBarrier(2);
    Callable<Long> copy =
        () -> {
          together.await();
          return close(now);
        };
    try (var copies = Executors.newFixedThreadPool(2)) {
      var one = copies.submit(copy);
      var other = copies.submit(copy);
      assertThat(one.get() + other.get()).isEqualTo(20);
    }
    assertThat(close(now)).isZero();
    for (Enrolled node : nodes) {
      assertThat(rows(node)).singleElement().asString().endsWith("closed");
    }
  }

  @Test
  void months_pass_and_every_hour_is_there_once() throws Exception {
    var node = enrol(START);
    Instant end = START.plus(Duration.ofDays(60));
    int hours = 0;
    for (Instant now = START; now.isBefore(end); now = now.plus(Duration.ofHours(1))) {
      var contacts = new ArrayList<Contact>();
      for (int minute = 0; minute < 40; minute += 10) {
        Instant at = now.plus(Duration.ofMinutes(minute)).minus(Duration.ofMinutes(10));
        contacts.add(contact(node, at.isBefore(START) ? START : at, at.plusSeconds(20)));
      }
      tell(contacts, now.plus(Duration.ofMinutes(39)));
      if (++hours % 6 == 0) {
        close(now.plus(Duration.ofMinutes(39)));
      }
    }
    List<String> rows = rows(node);
    assertThat(rows).hasSize(hours).doesNotHaveDuplicates();
    assertThat(rows.subList(0, hours - 1)).allMatch(row -> row.endsWith("closed"));
    assertThat(rows.getLast()).endsWith("open");
  }

  @Test
  void any_interleaving_and_repetition_of_reports_gives_the_same_rows() throws Exception {
    var random = new Random(5);
    Instant now = START.plus(Duration.ofDays(2));
    var expected = List.<String>of();
    for (int round = 0; round < 8; round++) {
      var node = enrol(START);
      List<List<Contact>> reports = reports(node, new Random(1));
      if (round > 0) {
        reports.addAll(reports.subList(0, 10));
        Collections.shuffle(reports, random);
      }
      tellFromTwoCopies(reports, now);
      List<String> rows = rows(node);
      expected = round == 0 ? rows : expected;
      assertThat(rows).as("round " + round).isEqualTo(expected).isNotEmpty();
    }
  }

  @Test
  void late_evidence_makes_its_hour_but_never_before_enrolment_nor_in_the_future()
      throws Exception {
    Instant now = START.plus(Duration.ofDays(40));
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
    close(now);
    tell(told, now);
    assertThat(rows(old)).hasSize(2);
    assertThat(rows(old).getFirst()).startsWith(UtcHour.of(justInTime).sinceEpoch() + " ");
    assertThat(rows(young)).singleElement().asString().endsWith("open");
    close(now);
    assertThat(rows(old).getFirst()).as("found by the next run").endsWith("closed");
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

  private static void tellFromTwoCopies(List<List<Contact>> reports, Instant now) throws Exception {
    try (var copies = Executors.newFixedThreadPool(2)) {
      var told =
          copies.invokeAll(
              reports.stream()
                  .<Callable<Boolean>>map(
                      report ->
                          () -> {
                            tell(report, now);
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
    var enrolled = new Enrolled(UUID.randomUUID(), new NodeId(UUID.randomUUID()));
    try (Connection app = scoped(enrolled)) {
      run(app, "INSERT INTO tenant (id, name, created_at) VALUES (?, 'Acme', ?)", enrolled, at);
      try (var insert =
          app.prepareStatement(
              "INSERT INTO node (tenant_id, id, name, hostname, public_key, enrolled_at)"
                  + " VALUES (?, ?, 'edge', 'edge', ?, ?)")) {
        insert.setObject(1, enrolled.tenant());
        insert.setObject(2, enrolled.node().value());
        insert.setBytes(3, new byte[44]);
        insert.setTimestamp(4, Timestamp.from(at));
        insert.executeUpdate();
      }
    }
    return enrolled;
  }

  private static void run(Connection app, String sql, Enrolled enrolled, Instant at)
      throws SQLException {
    try (PreparedStatement insert = app.prepareStatement(sql)) {
      insert.setObject(1, enrolled.tenant());
      insert.setTimestamp(2, Timestamp.from(at));
      insert.executeUpdate();
    }
  }

  /** As the ledger does: the rules, then one statement. */
  private static void tell(List<Contact> told, Instant now) throws SQLException {
    List<Contact> contacts = ContactRules.admissible(told, now, SETTINGS.evidence());
    try (Connection app = TestPostgres.rules(APP);
        var note = app.prepareStatement("SELECT note_contacts(?, ?, ?, ?)")) {
      note.setArray(1, array(app, "uuid", contacts.stream().map(it -> it.node().value())));
      note.setArray(2, array(app, "bigint", contacts.stream().map(it -> it.hour().sinceEpoch())));
      note.setArray(
          3, array(app, "timestamptz", contacts.stream().map(it -> Timestamp.from(it.first()))));
      note.setArray(
          4, array(app, "timestamptz", contacts.stream().map(it -> Timestamp.from(it.last()))));
      note.execute();
    }
  }

  private static Array array(Connection app, String type, java.util.stream.Stream<?> values)
      throws SQLException {
    return app.createArrayOf(type, values.toArray());
  }

  private static long close(Instant now) throws SQLException {
    try (Connection app = TestPostgres.rules(APP);
        var close = app.prepareStatement("SELECT close_node_hours(?, ?)")) {
      close.setLong(1, UtcHour.of(now.minus(SETTINGS.grace())).sinceEpoch());
      close.setTimestamp(2, Timestamp.from(now));
      try (var closed = close.executeQuery()) {
        assertThat(closed.next()).isTrue();
        return closed.getLong(1);
      }
    }
  }

  private static List<String> rows(Enrolled of) throws SQLException {
    var rows = new ArrayList<String>();
    try (Connection app = scoped(of);
        var statement = app.createStatement();
        var found =
            statement.executeQuery(
                "SELECT hour, extract(epoch FROM first_contact_at), extract(epoch FROM"
                    + " last_contact_at), closed_at IS NULL FROM node_hour ORDER BY hour")) {
      while (found.next()) {
        rows.add(
            found.getLong(1)
                + " "
                + found.getString(2)
                + " "
                + found.getString(3)
                + (found.getBoolean(4) ? " open" : " closed"));
      }
    }
    return rows;
  }

  private static Connection scoped(Enrolled of) throws SQLException {
    Connection app = TestPostgres.rules(APP);
    try (var statement = app.createStatement()) {
      statement.execute("SELECT set_config('nova.tenant', '" + of.tenant() + "', false)");
    }
    return app;
  }
}
