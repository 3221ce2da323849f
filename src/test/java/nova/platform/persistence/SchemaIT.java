package nova.platform.persistence;

import static java.util.Map.entry;
import static nova.testing.TestPostgres.APP;
import static nova.testing.TestPostgres.OWNER;
import static nova.testing.TestPostgres.READER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import nova.testing.TestPostgres;
import org.junit.jupiter.api.Test;

/** What PostgreSQL itself holds to, whatever the application does. */
class SchemaIT {
  /** Tables without a tenant, and why that is right. */
  private static final Map<String, String> BELONG_TO_NO_TENANT =
      Map.ofEntries(
          entry("tenant", "is the tenant: its policy is on its own id"),
          entry("person", "may belong to many organisations"),
          entry("session", "of a person"),
          entry("email_verification", "of a person"),
          entry("plan_terms", "what plans cost is the same for everybody"),
          entry(
              "payment_notice", "names a customer of the processor; whose it is comes from there"),
          entry("reading_place", "how far something of everybody was read"),
          entry("throttle", "counts knocks of people nobody knows yet"),
          entry("outbox", "messages of all rooms; payloads are erased on delivery"),
          entry("scheduled_tasks", "the scheduler's own"),
          entry("flyway_schema_history", "the migrations' own"));

  @Test
  void two_copies_may_start_at_once_on_an_empty_database() throws Exception {
    TestPostgres.createEmpty("twice");
    var together = new CyclicBarrier(2);
    Callable<Integer> copy =
        () -> {
          together.await();
          return TestPostgres.migrate("twice");
        };
    try (var copies = Executors.newFixedThreadPool(2)) {
      var first = copies.submit(copy);
      var second = copies.submit(copy);
      assertThat(first.get() + second.get()).isPositive();
    }
    assertThat(TestPostgres.migrate("twice")).isZero();
  }

  @Test
  void every_adc_of_before_gets_a_key_of_its_own() throws Exception {
    TestPostgres.createEmpty("before");
    TestPostgres.migrateUpTo("before", "20");
    try (Connection owner = TestPostgres.connect("before", OWNER)) {
      UUID tenant = UUID.randomUUID();
      run(owner, "INSERT INTO tenant (id, name, created_at) VALUES ('" + tenant + "', 't', now())");
      for (String name : List.of("shop", "blog")) {
        run(
            owner,
            "INSERT INTO adc (tenant_id, id, name, revision, created_at, changed_at) VALUES ('"
                + tenant
                + "', gen_random_uuid(), '"
                + name
                + "', 1, now(), now())");
      }
      TestPostgres.migrate("before");
      assertThat(list(owner, "SELECT DISTINCT encode(cookie_key, 'hex') FROM adc"))
          .hasSize(2)
          .allMatch(key -> key.length() == 64);
    }
  }

  @Test
  void every_table_has_a_tenant_and_a_policy_or_a_reason() throws SQLException {
    try (Connection owner = TestPostgres.rules(OWNER)) {
      List<String> bare =
          list(
              owner,
              """
              SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
              WHERE n.nspname = 'nova' AND c.relkind IN ('r', 'p') AND NOT (
                c.relrowsecurity
                AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid
                            AND p.polqual IS NOT NULL AND p.polwithcheck IS NOT NULL)
                AND EXISTS (SELECT 1 FROM pg_attribute a WHERE a.attrelid = c.oid
                            AND a.attname = 'tenant_id' AND a.attnotnull))
              """);
      assertThat(BELONG_TO_NO_TENANT.keySet()).containsAll(bare);
      assertThat(
              list(
                  owner,
                  "SELECT table_name FROM information_schema.columns WHERE table_schema = 'nova'"
                      + " AND column_name = 'tenant_id'"))
          .doesNotContainAnyElementsOf(BELONG_TO_NO_TENANT.keySet());
    }
  }

  @Test
  void the_tenant_table_has_a_policy_too() throws SQLException {
    try (Connection owner = TestPostgres.rules(OWNER)) {
      assertThat(list(owner, "SELECT tablename FROM pg_policies WHERE schemaname = 'nova'"))
          .contains("tenant", "membership", "api_token", "audit_entry")
          .contains("node", "adc", "adc_version", "config_body", "node_config")
          .contains("join_token", "refusal", "node_hour", "ledger_link", "hour_charge")
          .contains("plan_change", "billing_account", "node_allowance", "node_slot");
    }
  }

  @Test
  void without_a_tenant_nothing_is_seen() throws SQLException {
    UUID tenant = addTenant();
    for (String role : new String[] {APP, READER}) {
      try (Connection connection = TestPostgres.rules(role)) {
        assertThat(list(connection, "SELECT id::text FROM tenant")).isEmpty();
        scope(connection, tenant);
        assertThat(list(connection, "SELECT id::text FROM tenant"))
            .containsExactly(tenant.toString());
        scope(connection, UUID.randomUUID());
        assertThat(list(connection, "SELECT id::text FROM tenant")).isEmpty();
      }
    }
  }

  @Test
  void a_row_of_another_tenant_can_neither_be_added_nor_changed_nor_given_away()
      throws SQLException {
    UUID mine = addTenant();
    UUID theirs = addTenant();
    try (Connection app = TestPostgres.rules(APP)) {
      scope(app, mine);
      refused(
          app,
          "INSERT INTO tenant (id, name, created_at) VALUES ('"
              + UUID.randomUUID()
              + "', 'x', now())",
          "row-level security");
      assertThat(update(app, "UPDATE tenant SET name = 'x' WHERE id = '" + theirs + "'")).isZero();
      refused(app, "UPDATE tenant SET id = '" + UUID.randomUUID() + "'", "row-level security");
    }
  }

  @Test
  void the_reader_cannot_write() throws SQLException {
    UUID tenant = addTenant();
    try (Connection reader = TestPostgres.rules(READER)) {
      scope(reader, tenant);
      refused(
          reader,
          "INSERT INTO tenant (id, name, created_at) VALUES ('"
              + UUID.randomUUID()
              + "', 'x', now())",
          "permission denied");
      refused(reader, "UPDATE tenant SET name = 'x'", "permission denied");
      refused(reader, "SELECT password_hash FROM person", "permission denied");
      refused(reader, "SELECT * FROM session", "permission denied");
      refused(reader, "SELECT token_hash FROM api_token", "permission denied");
      refused(reader, "SELECT payload FROM outbox", "permission denied");
    }
  }

  @Test
  void the_audit_log_can_only_grow() throws SQLException {
    UUID tenant = addTenant();
    try (Connection app = TestPostgres.rules(APP)) {
      scope(app, tenant);
      assertThat(
              update(
                  app,
                  "INSERT INTO audit_entry (tenant_id, id, at, actor_kind, why, action, subject)"
                      + " VALUES ('"
                      + tenant
                      + "', '"
                      + UUID.randomUUID()
                      + "', now(), 'job', 'w', 'a', 's')"))
          .isOne();
      refused(app, "UPDATE audit_entry SET why = 'x'", "permission denied");
      refused(app, "DELETE FROM audit_entry", "permission denied");
    }
  }

  @Test
  void versions_configs_and_closed_hours_cannot_be_rewritten() throws SQLException {
    try (Connection app = TestPostgres.rules(APP)) {
      scope(app, addTenant());
      for (String table : List.of("adc_version", "config_body", "node_config")) {
        refused(app, "UPDATE " + table + " SET tenant_id = tenant_id", "permission denied");
        refused(app, "DELETE FROM " + table, "permission denied");
      }
      refused(app, "UPDATE node_hour SET closed_at = NULL", "permission denied");
      refused(app, "UPDATE plan_terms SET free_nodes = 6", "permission denied");
      for (String table : List.of("ledger_link", "hour_charge")) {
        refused(app, "UPDATE " + table + " SET hour = hour", "permission denied");
        refused(app, "DELETE FROM " + table, "permission denied");
      }
      for (String table : List.of("node_hour", "node", "adc", "join_token")) {
        refused(app, "DELETE FROM " + table, "permission denied");
      }
    }
  }

  @Test
  void the_application_cannot_loosen_its_own_chains() throws SQLException {
    try (Connection app = TestPostgres.rules(APP)) {
      refused(app, "ALTER TABLE tenant DISABLE ROW LEVEL SECURITY", "must be owner");
      refused(app, "DROP POLICY own_rows ON tenant", "must be owner");
      refused(app, "CREATE POLICY all_rows ON tenant USING (true)", "must be owner");
      refused(app, "CREATE TABLE mine (n int)", "permission denied");
      refused(app, "SET ROLE " + OWNER, "permission denied");
      assertThat(
              list(
                  app,
                  "SELECT rolname FROM pg_roles WHERE rolname IN ('"
                      + APP
                      + "', '"
                      + READER
                      + "') AND (rolsuper OR rolbypassrls)"))
          .isEmpty();
      // setting row_security off asks for an error instead of a filtered answer
      run(app, "SET row_security = off");
      refused(app, "SELECT * FROM tenant", "would be affected by row-level security");
    }
  }

  @Test
  void nothing_is_open_to_the_public() throws SQLException {
    try (Connection owner = TestPostgres.rules(OWNER)) {
      assertThat(
              list(
                  owner,
                  "SELECT table_name FROM information_schema.table_privileges WHERE table_schema ="
                      + " 'nova' AND grantee = 'PUBLIC'"))
          .isEmpty();
      assertThat(
              list(
                  owner,
                  "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                      + " WHERE n.nspname = 'nova' AND has_function_privilege('public', p.oid,"
                      + " 'EXECUTE')"))
          .isEmpty();
      assertThat(
              list(
                  owner,
                  "SELECT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace"
                      + " WHERE n.nspname = 'nova' AND p.prosecdef AND NOT"
                      + " coalesce(array_to_string(p.proconfig, ','), '') LIKE '%search_path=%'"))
          .isEmpty();
    }
  }

  private static UUID addTenant() throws SQLException {
    UUID id = UUID.randomUUID();
    try (Connection app = TestPostgres.rules(APP)) {
      scope(app, id);
      update(app, "INSERT INTO tenant (id, name, created_at) VALUES ('" + id + "', 'Acme', now())");
    }
    return id;
  }

  private static void scope(Connection connection, UUID tenant) throws SQLException {
    run(connection, "SELECT set_config('nova.tenant', '" + tenant + "', false)");
  }

  private static void refused(Connection connection, String sql, String why) {
    assertThatThrownBy(() -> run(connection, sql))
        .as(sql)
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(why);
  }

  private static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private static int update(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      return statement.executeUpdate(sql);
    }
  }

  private static List<String> list(Connection connection, String sql) throws SQLException {
    var values = new ArrayList<String>();
    try (Statement statement = connection.createStatement();
        var rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        values.add(rows.getString(1));
      }
    }
    return values;
  }
}
