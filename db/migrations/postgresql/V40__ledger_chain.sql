-- The ledger as a chain: what closes together for a tenant is a link, and every link's hash covers the hash before it. Whoever
-- kept one hash can tell that nothing older was changed. docs/metering.md has the check in ten lines.

-- Hours closed before there was a chain are closed again, by the next run, as its first links.
UPDATE node_hour SET closed_at = NULL;
ALTER TABLE node_hour ADD COLUMN link bigint;
-- No foreign key to the link: it would cost more than closing does; the check of the chain finds a row without its link.
ALTER TABLE node_hour ADD CONSTRAINT node_hour_link CHECK ((closed_at IS NULL) = (link IS NULL));
CREATE INDEX node_hour_by_link ON node_hour (tenant_id, link, node_id);
-- Contacts are written by note_contacts alone.
REVOKE INSERT, UPDATE (first_contact_at, last_contact_at) ON node_hour FROM "${app}";

-- The first closing of an hour is a link with nodes_before = 0; evidence that comes later is a later link of the same hour.
CREATE TABLE ledger_link (
  tenant_id    uuid        NOT NULL REFERENCES tenant,
  number       bigint      NOT NULL CHECK (number > 0),
  hour         bigint      NOT NULL,
  closed_at    timestamptz NOT NULL,
  nodes_before integer     NOT NULL CHECK (nodes_before >= 0),
  nodes_after  integer     NOT NULL CHECK (nodes_after > nodes_before),
  hash         bytea       NOT NULL CHECK (octet_length(hash) = 32),
  PRIMARY KEY (tenant_id, number)
);
CREATE INDEX ledger_link_hour ON ledger_link (hour, tenant_id);
ALTER TABLE ledger_link ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON ledger_link
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE INSERT, UPDATE, DELETE ON ledger_link FROM "${app}";

-- Not even the owner's functions rewrite what is closed.
CREATE FUNCTION refuse_rewriting() RETURNS trigger
  LANGUAGE plpgsql
  AS $$ BEGIN RAISE EXCEPTION 'what is closed is never rewritten (%)', TG_TABLE_NAME; END $$;
CREATE TRIGGER closed_hours_stay BEFORE UPDATE OR DELETE ON node_hour
  FOR EACH ROW WHEN (OLD.closed_at IS NOT NULL) EXECUTE FUNCTION refuse_rewriting();
CREATE TRIGGER links_stay BEFORE UPDATE OR DELETE ON ledger_link
  FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- As the ledger writes a moment. The same in Java: nova.metering.logic.LedgerText.
CREATE FUNCTION ledger_time(at timestamptz) RETURNS text
  LANGUAGE sql STABLE
  AS $$ SELECT to_char(ledger_time.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') $$;

-- As before, but evidence of a closed row is what it was closed with.
CREATE OR REPLACE FUNCTION note_contacts(nodes uuid[], hours bigint[], firsts timestamptz[], lasts timestamptz[])
  RETURNS bigint
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$
    WITH told AS (
      SELECT n.tenant_id, n.id, c.hour,
             min(greatest(c.first_at, n.enrolled_at)) AS first_at,
             max(least(c.last_at, coalesce(n.retired_at, c.last_at))) AS last_at
      FROM unnest(note_contacts.nodes, note_contacts.hours, note_contacts.firsts, note_contacts.lasts)
             AS c(node_id, hour, first_at, last_at)
      JOIN nova.node n ON n.id = c.node_id
      WHERE c.first_at <= c.last_at
        AND c.last_at >= n.enrolled_at
        AND (n.retired_at IS NULL OR c.first_at < n.retired_at)
      GROUP BY n.tenant_id, n.id, c.hour
    ), written AS (
      INSERT INTO nova.node_hour AS h (tenant_id, node_id, hour, first_contact_at, last_contact_at)
      SELECT tenant_id, id, hour, first_at, last_at FROM told ORDER BY hour, tenant_id, id
      ON CONFLICT (tenant_id, hour, node_id) DO UPDATE
        SET first_contact_at = least(h.first_contact_at, excluded.first_contact_at),
            last_contact_at = greatest(h.last_contact_at, excluded.last_contact_at)
        WHERE h.closed_at IS NULL
          AND (h.first_contact_at > excluded.first_contact_at OR h.last_contact_at < excluded.last_contact_at)
      RETURNING 1
    )
    SELECT count(*) FROM written
  $$;

DROP FUNCTION close_node_hours(bigint, timestamptz);

-- Hours with something to close, oldest first.
CREATE FUNCTION open_hours(before bigint)
  RETURNS TABLE (hour bigint)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$
    SELECT DISTINCT h.hour FROM nova.node_hour h WHERE h.closed_at IS NULL AND h.hour < open_hours.before ORDER BY 1
  $$;
GRANT EXECUTE ON FUNCTION open_hours(bigint) TO "${app}";

-- Closes one hour for everybody, in one statement; answers how many rows. Those who close stand in line: a second one finds
-- nothing left, and no two of them make the same link. The rows are locked first, because what is hashed must be what is
-- closed; in the order in which note_contacts writes them.
CREATE FUNCTION close_hour(closing bigint, at timestamptz)
  RETURNS bigint
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$
    SELECT pg_advisory_xact_lock(hashtextextended('nova.metering closing', 0));
    WITH present AS MATERIALIZED (
      SELECT h.tenant_id, h.node_id, h.first_contact_at, h.last_contact_at
      FROM nova.node_hour h WHERE h.closed_at IS NULL AND h.hour = close_hour.closing
      ORDER BY h.tenant_id, h.node_id FOR UPDATE
    ), bundle AS (
      SELECT p.tenant_id, count(*)::integer AS nodes,
             string_agg(p.node_id || ',' || nova.ledger_time(p.first_contact_at) || ','
                        || nova.ledger_time(p.last_contact_at) || E'\n', '' ORDER BY p.node_id) AS lines
      FROM present p GROUP BY p.tenant_id
    ), made AS (
      INSERT INTO nova.ledger_link AS l (tenant_id, number, hour, closed_at, nodes_before, nodes_after, hash)
      SELECT b.tenant_id, coalesce(newest.number, 0) + 1, close_hour.closing, close_hour.at, earlier.nodes, earlier.nodes + b.nodes,
             sha256(convert_to(
               coalesce(encode(newest.hash, 'hex'), repeat('0', 64)) || E'\n'
               || coalesce(newest.number, 0) + 1 || ','
               || to_char(to_timestamp(close_hour.closing * 3600) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') || ','
               || nova.ledger_time(close_hour.at) || E'\n' || b.lines, 'UTF8'))
      FROM bundle b
      LEFT JOIN LATERAL (
        SELECT k.number, k.hash FROM nova.ledger_link k WHERE k.tenant_id = b.tenant_id ORDER BY k.number DESC LIMIT 1
      ) newest ON true
      CROSS JOIN LATERAL (
        SELECT coalesce(max(k.nodes_after), 0) AS nodes FROM nova.ledger_link k
        WHERE k.hour = close_hour.closing AND k.tenant_id = b.tenant_id
      ) earlier
      RETURNING l.tenant_id, l.number
    ), closed AS (
      UPDATE nova.node_hour h SET closed_at = close_hour.at, link = m.number
      FROM made m WHERE h.tenant_id = m.tenant_id AND h.hour = close_hour.closing AND h.closed_at IS NULL
      RETURNING 1
    )
    SELECT count(*) FROM closed
  $$;
GRANT EXECUTE ON FUNCTION close_hour(bigint, timestamptz) TO "${app}";
