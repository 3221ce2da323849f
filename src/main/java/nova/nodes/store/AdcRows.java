package nova.nodes.store;

import jakarta.json.Json;
import java.io.StringReader;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import nova.kernel.Actor;
import nova.kernel.ChangeScope;
import nova.kernel.NodeId;
import nova.kernel.TenantId;
import nova.nodes.AdcId;
import nova.nodes.AdcVersion;
import nova.nodes.Sharing.Standing;
import nova.nodes.document.AdcDocument;
import nova.platform.Component;
import nova.platform.persistence.Sql;
import org.jspecify.annotations.Nullable;

/** ADCs and their versions. */
@Component
public class AdcRows {
  private static final String COLUMNS =
      """
      SELECT a.id, a.revision, a.created_at, a.changed_at, v.document
      FROM adc a JOIN adc_version v
        ON v.tenant_id = a.tenant_id AND v.adc_id = a.id AND v.version = a.revision
      WHERE a.tenant_id = ? AND a.deleted_at IS NULL
      """;

  /** An ADC without its rollout. */
  public record Stored(
      AdcId id, long revision, Instant createdAt, Instant changedAt, AdcDocument document) {}

  /** An ADC with what signs its visitors' cookies. */
  @SuppressWarnings("ArrayRecordComponent") // carried, never compared
  public record Keyed(AdcId id, AdcDocument document, byte[] cookieKey) {
    @Override
    public String toString() {
      return "Keyed[" + id + "]";
    }
  }

  /** How a node stands to its desired version. */
  public record NodeStanding(NodeId id, boolean applied, boolean refused, boolean held) {}

  public List<Standing> standing(Sql sql, TenantId tenant) {
    return sql.rows(
        COLUMNS + " ORDER BY a.id",
        row -> new Standing(new AdcId(Sql.uuid(row, "id")), document(row)),
        tenant.value());
  }

  /** For the nodes' eyes: the reader role may not ask this. */
  public List<Keyed> keyed(Sql sql, TenantId tenant) {
    return sql.rows(
        COLUMNS.replace("v.document", "v.document, a.cookie_key") + " ORDER BY a.id",
        row -> new Keyed(new AdcId(Sql.uuid(row, "id")), document(row), row.getBytes("cookie_key")),
        tenant.value());
  }

  public List<Stored> page(Sql sql, TenantId tenant, int limit, @Nullable UUID before) {
    return sql.rows(
        COLUMNS + " AND (?::uuid IS NULL OR a.id < ?) ORDER BY a.id DESC LIMIT ?",
        AdcRows::stored,
        tenant.value(),
        before,
        before,
        limit);
  }

  public Optional<Stored> find(Sql sql, TenantId tenant, AdcId id) {
    return sql.row(COLUMNS + " AND a.id = ?", AdcRows::stored, tenant.value(), id.value());
  }

  public List<NodeStanding> nodes(Sql sql, TenantId tenant) {
    return sql.rows(
        """
        SELECT n.id, applied_version = desired_version AS applied,
               refused_version = desired_version AND applied_version <> desired_version AS refused,
               applied_version <> desired_version AND coalesce(b.capability > n.capability, false)
                 AS held
        FROM node n LEFT JOIN config_body b ON b.tenant_id = n.tenant_id AND b.hash = n.desired_hash
        WHERE n.tenant_id = ? AND n.retired_at IS NULL
        """,
        row ->
            new NodeStanding(
                new NodeId(Sql.uuid(row, "id")),
                row.getBoolean("applied"),
                row.getBoolean("refused"),
                row.getBoolean("held")),
        tenant.value());
  }

  public boolean exists(Sql sql, TenantId tenant, AdcId id) {
    return sql.row(
            "SELECT 1 FROM adc WHERE tenant_id = ? AND id = ?",
            row -> true,
            tenant.value(),
            id.value())
        .isPresent();
  }

  public List<AdcVersion> versions(
      Sql sql, TenantId tenant, AdcId id, int limit, @Nullable Long before) {
    return sql.rows(
        """
        SELECT version, created_at, author, why, document FROM adc_version
        WHERE tenant_id = ? AND adc_id = ? AND version < ? ORDER BY version DESC LIMIT ?
        """,
        AdcRows::version,
        tenant.value(),
        id.value(),
        before == null ? Long.MAX_VALUE : before,
        limit);
  }

  public Optional<AdcVersion> version(Sql sql, TenantId tenant, AdcId id, long version) {
    return sql.row(
        """
        SELECT version, created_at, author, why, document FROM adc_version
        WHERE tenant_id = ? AND adc_id = ? AND version = ?
        """,
        AdcRows::version,
        tenant.value(),
        id.value(),
        version);
  }

  public Map<AdcId, String> names(Sql sql, TenantId tenant) {
    var names = new HashMap<AdcId, String>();
    sql.rows(
        "SELECT id, name FROM adc WHERE tenant_id = ?",
        row -> names.put(new AdcId(Sql.uuid(row, "id")), Sql.text(row, "name")),
        tenant.value());
    return names;
  }

  public void insert(Sql sql, ChangeScope scope, AdcId id, AdcDocument document) {
    sql.update(
        """
        INSERT INTO adc (tenant_id, id, name, revision, created_at, changed_at)
        VALUES (?, ?, ?, 1, ?, ?)
        """,
        scope.tenant().value(),
        id.value(),
        document.name(),
        scope.when(),
        scope.when());
    insertVersion(sql, scope, id, 1, document);
  }

  /** False when {@code revision} is not the present one. */
  public boolean replace(
      Sql sql, ChangeScope scope, AdcId id, long revision, AdcDocument document) {
    int rows =
        sql.update(
            """
            UPDATE adc SET revision = revision + 1, name = ?, changed_at = ?
            WHERE tenant_id = ? AND id = ? AND revision = ? AND deleted_at IS NULL
            """,
            document.name(),
            scope.when(),
            scope.tenant().value(),
            id.value(),
            revision);
    if (rows == 1) {
      insertVersion(sql, scope, id, revision + 1, document);
    }
    return rows == 1;
  }

  public boolean delete(Sql sql, ChangeScope scope, AdcId id, long revision) {
    return sql.update(
            """
            UPDATE adc SET deleted_at = ?
            WHERE tenant_id = ? AND id = ? AND revision = ? AND deleted_at IS NULL
            """,
            scope.when(),
            scope.tenant().value(),
            id.value(),
            revision)
        == 1;
  }

  private static void insertVersion(
      Sql sql, ChangeScope scope, AdcId id, long version, AdcDocument document) {
    sql.update(
        """
        INSERT INTO adc_version (tenant_id, adc_id, version, document, created_at, author, why)
        VALUES (?, ?, ?, ?::jsonb, ?, coalesce((SELECT email FROM person WHERE id = ?), ?), ?)
        """,
        scope.tenant().value(),
        id.value(),
        version,
        StoredDocument.write(document),
        scope.when(),
        scope.actor() instanceof Actor.Person person ? person.id().value() : null,
        author(scope.actor()),
        scope.why());
  }

  private static String author(Actor actor) {
    return switch (actor) {
      case Actor.Person(var id) -> "person " + id;
      case Actor.ApiToken(var _, var name) -> name;
      case Actor.Node(var id) -> "node " + id;
      case Actor.Job(var name) -> name;
    };
  }

  private static Stored stored(ResultSet row) throws SQLException {
    return new Stored(
        new AdcId(Sql.uuid(row, "id")),
        row.getLong("revision"),
        Sql.instant(row, "created_at"),
        Sql.instant(row, "changed_at"),
        document(row));
  }

  private static AdcVersion version(ResultSet row) throws SQLException {
    return new AdcVersion(
        row.getLong("version"),
        Sql.instant(row, "created_at"),
        Sql.text(row, "author"),
        Sql.text(row, "why"),
        document(row));
  }

  private static AdcDocument document(ResultSet row) throws SQLException {
    try (var reader = Json.createReader(new StringReader(Sql.text(row, "document")))) {
      return StoredDocument.read(reader.readObject());
    }
  }
}
