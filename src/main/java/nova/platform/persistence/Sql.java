package nova.platform.persistence;

import jakarta.persistence.EntityManager;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.Session;
import org.jspecify.annotations.Nullable;

/**
 * SQL as it stands, inside the transaction of an entity manager. For stores whose statements are
 * sets and compare-and-set rather than entities.
 */
public final class Sql {
  private final EntityManager entities;

  private Sql(EntityManager entities) {
    this.entities = entities;
  }

  public static Sql in(EntityManager entities) {
    return new Sql(entities);
  }

  /** Makes a value of one row. */
  public interface Row<T> {
    T read(ResultSet row) throws SQLException;
  }

  public <T> List<T> rows(String sql, Row<T> reading, @Nullable Object... parameters) {
    return with(
        sql,
        parameters,
        statement -> {
          var rows = new ArrayList<T>();
          try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
              rows.add(reading.read(result));
            }
          }
          return rows;
        });
  }

  public <T> Optional<T> row(String sql, Row<T> reading, @Nullable Object... parameters) {
    return rows(sql, reading, parameters).stream().findFirst();
  }

  /** Returns how many rows changed. */
  public int update(String sql, @Nullable Object... parameters) {
    return with(sql, parameters, PreparedStatement::executeUpdate);
  }

  /** Runs a SELECT for what it does, not for what it gives. */
  public void call(String sql, @Nullable Object... parameters) {
    with(sql, parameters, PreparedStatement::execute);
  }

  private interface Work<T> {
    T run(PreparedStatement statement) throws SQLException;
  }

  private <T> T with(String sql, @Nullable Object[] parameters, Work<T> work) {
    return entities
        .unwrap(Session.class)
        .doReturningWork(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < parameters.length; i++) {
                  bind(connection, statement, i + 1, parameters[i]);
                }
                return work.run(statement);
              }
            });
  }

  private static void bind(
      Connection connection, PreparedStatement statement, int at, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setNull(at, Types.NULL);
      case Instant instant -> statement.setObject(at, instant.atOffset(ZoneOffset.UTC));
      case UUID[] ids -> statement.setArray(at, connection.createArrayOf("uuid", ids));
      case Long[] numbers -> statement.setArray(at, connection.createArrayOf("bigint", numbers));
      case String[] texts -> statement.setArray(at, connection.createArrayOf("text", texts));
      case Instant[] times ->
          statement.setArray(
              at,
              connection.createArrayOf(
                  "timestamptz", Arrays.stream(times).map(Instant::toString).toArray()));
      case byte[] bytes -> statement.setBytes(at, bytes);
      default -> statement.setObject(at, value); // strings and numbers
    }
  }

  public static UUID uuid(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getObject(column, UUID.class), column);
  }

  public static Instant instant(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(optionalInstant(row, column), column);
  }

  public static @Nullable Instant optionalInstant(ResultSet row, String column)
      throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  public static String text(ResultSet row, String column) throws SQLException {
    return Objects.requireNonNull(row.getString(column), column);
  }
}
