package nova.billing.store;

import java.time.Instant;
import java.util.List;
import nova.billing.processor.Notice;
import nova.platform.Component;
import nova.platform.persistence.Sql;

/** What the payment processor told. Belongs to no tenant: whose it is stands in it. */
@Component
public class NoticeRows {
  private static final String PLACE = "payment-notices";

  /** False when it was told before. */
  public boolean add(Sql sql, Notice notice, Instant now) {
    return sql.update(
            """
            INSERT INTO payment_notice (id, kind, subject, customer, occurred_at, received_at, next_attempt_at)
            VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            notice.id(),
            notice.kind(),
            notice.subject(),
            notice.customer(),
            notice.occurredAt(),
            now,
            now)
        == 1;
  }

  public List<Notice> due(Sql sql, Instant now, int atMost) {
    return sql.rows(
        """
        SELECT * FROM payment_notice WHERE state = 'waiting' AND next_attempt_at <= ?
        ORDER BY occurred_at, id LIMIT ?
        """,
        row ->
            new Notice(
                Sql.text(row, "id"),
                Sql.text(row, "kind"),
                Sql.text(row, "subject"),
                row.getString("customer"),
                Sql.instant(row, "occurred_at")),
        now,
        atMost);
  }

  public void done(Sql sql, List<Notice> notices) {
    sql.update(
        "UPDATE payment_notice SET state = 'done', last_error = NULL WHERE id = ANY(?)",
        (Object) ids(notices));
  }

  /** Doubles the pause each time, from a few seconds to some minutes. */
  public void postpone(Sql sql, List<Notice> notices, String error, Instant now) {
    sql.update(
        """
        UPDATE payment_notice SET attempts = attempts + 1, last_error = ?,
          next_attempt_at = ?::timestamptz + least(5 * 2 ^ least(attempts, 10), 600) * interval '1 second'
        WHERE id = ANY(?) AND state = 'waiting'
        """,
        error,
        now,
        ids(notices));
  }

  private static String[] ids(List<Notice> notices) {
    return notices.stream().map(Notice::id).toArray(String[]::new);
  }

  public int forget(Sql sql, Instant before) {
    return sql.update(
        "DELETE FROM payment_notice WHERE state = 'done' AND received_at < ?", before);
  }

  /** Up to when everything was asked for; the epoch: never. */
  public Instant heardUntil(Sql sql) {
    return sql.row(
            "SELECT place FROM reading_place WHERE name = ?",
            row -> Instant.ofEpochSecond(row.getLong("place")),
            PLACE)
        .orElse(Instant.EPOCH);
  }

  public void heardUntil(Sql sql, Instant until) {
    sql.update(
        """
        INSERT INTO reading_place (name, place) VALUES (?, ?)
        ON CONFLICT (name) DO UPDATE SET place = greatest(reading_place.place, excluded.place)
        """,
        PLACE,
        until.getEpochSecond());
  }
}
