-- Node-hours: the immutable ledger money is made from. One row per (tenant, node, hour), whatever happens how often.

CREATE TABLE node_hour (
  tenant_id        uuid        NOT NULL REFERENCES tenant,
  node_id          uuid        NOT NULL,
  hour             bigint      NOT NULL CHECK (hour >= 0),
  first_contact_at timestamptz NOT NULL,
  last_contact_at  timestamptz NOT NULL,
  closed_at        timestamptz,
  PRIMARY KEY (tenant_id, hour, node_id),
  FOREIGN KEY (tenant_id, node_id) REFERENCES node,
  CHECK (first_contact_at <= last_contact_at),
  CHECK (floor(extract(epoch FROM first_contact_at) / 3600) = hour),
  CHECK (floor(extract(epoch FROM last_contact_at) / 3600) = hour)
);
CREATE INDEX node_hour_open ON node_hour (hour) WHERE closed_at IS NULL;
ALTER TABLE node_hour ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON node_hour
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE UPDATE, DELETE ON node_hour FROM "${app}";
GRANT UPDATE (first_contact_at, last_contact_at) ON node_hour TO "${app}";

-- Contacts of many nodes of many tenants in one statement. An hour outside the node's enrolment is not a node-hour: it is left
-- out, in SQL, so that no caller can forget it. Evidence only widens: any order and any repetition give the same rows.
CREATE FUNCTION note_contacts(nodes uuid[], hours bigint[], firsts timestamptz[], lasts timestamptz[])
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
      SELECT tenant_id, id, hour, first_at, last_at FROM told ORDER BY tenant_id, hour, id
      ON CONFLICT (tenant_id, hour, node_id) DO UPDATE
        SET first_contact_at = least(h.first_contact_at, excluded.first_contact_at),
            last_contact_at = greatest(h.last_contact_at, excluded.last_contact_at)
        WHERE h.first_contact_at > excluded.first_contact_at OR h.last_contact_at < excluded.last_contact_at
      RETURNING 1
    )
    SELECT count(*) FROM written
  $$;
GRANT EXECUTE ON FUNCTION note_contacts(uuid[], bigint[], timestamptz[], timestamptz[]) TO "${app}";

-- Closes the hours before one. Only open rows are touched: run by two copies at once, each row is closed once.
CREATE FUNCTION close_node_hours(before bigint, at timestamptz)
  RETURNS bigint
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$
    WITH closed AS (
      UPDATE nova.node_hour SET closed_at = close_node_hours.at
      WHERE closed_at IS NULL AND hour < close_node_hours.before
      RETURNING 1
    )
    SELECT count(*) FROM closed
  $$;
GRANT EXECUTE ON FUNCTION close_node_hours(bigint, timestamptz) TO "${app}";
