-- What nodes should do: join tokens, nodes, ADCs and the configs compiled from them.

CREATE TABLE join_token (
  tenant_id  uuid        NOT NULL REFERENCES tenant,
  id         uuid        NOT NULL,
  name       text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  token_hash bytea       NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  uses       integer     NOT NULL CHECK (uses BETWEEN 1 AND 1000),
  uses_left  integer     NOT NULL CHECK (uses_left BETWEEN 0 AND uses),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL,
  revoked_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
ALTER TABLE join_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON join_token
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE DELETE ON join_token FROM "${app}";
REVOKE SELECT ON join_token FROM "${reader}";
GRANT SELECT (tenant_id, id, name, uses, uses_left, created_at, expires_at, revoked_at) ON join_token TO "${reader}";

-- Four versions are kept apart (desired, sent, acknowledged, applied); none ever goes back, except "applied", which says what
-- the agent serves. A node is online while it holds a connection and was seen lately: that a copy of ours died needs no
-- clearing up.
CREATE TABLE node (
  tenant_id                uuid        NOT NULL REFERENCES tenant,
  id                       uuid        NOT NULL UNIQUE,
  name                     text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 253),
  hostname                 text        NOT NULL CHECK (char_length(hostname) BETWEEN 1 AND 253),
  public_key               bytea       NOT NULL CHECK (octet_length(public_key) <= 200),
  revision                 bigint      NOT NULL DEFAULT 1,
  enrolled_at              timestamptz NOT NULL,
  retired_at               timestamptz,
  agent_version            text,
  capability               integer,
  operating_system         text,
  architecture             text,
  processors               integer,
  memory_bytes             bigint,
  started_at               timestamptz,
  desired_version          bigint      NOT NULL DEFAULT 0,
  desired_hash             text,
  desired_at               timestamptz,
  sent_version             bigint      NOT NULL DEFAULT 0,
  acknowledged_version     bigint      NOT NULL DEFAULT 0,
  applied_version          bigint      NOT NULL DEFAULT 0,
  applied_at               timestamptz,
  refused_version          bigint      NOT NULL DEFAULT 0,
  refused_problems         jsonb,
  last_handshake_at_millis bigint      NOT NULL DEFAULT 0,
  connection_id            uuid,
  connected_since          timestamptz,
  last_seen_at             timestamptz,
  draining                 boolean     NOT NULL DEFAULT false,
  open_connections         integer,
  spooled_batches          integer,
  resident_bytes           bigint,
  servers                  jsonb       NOT NULL DEFAULT '[]',
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, public_key)
);
CREATE UNIQUE INDEX node_name ON node (tenant_id, lower(name)) WHERE retired_at IS NULL;
ALTER TABLE node ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON node
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE DELETE ON node FROM "${app}";

CREATE TABLE adc (
  tenant_id  uuid        NOT NULL REFERENCES tenant,
  id         uuid        NOT NULL,
  name       text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  revision   bigint      NOT NULL,
  created_at timestamptz NOT NULL,
  changed_at timestamptz NOT NULL,
  deleted_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE UNIQUE INDEX adc_name ON adc (tenant_id, lower(name)) WHERE deleted_at IS NULL;
ALTER TABLE adc ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON adc
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE DELETE ON adc FROM "${app}";

CREATE TABLE adc_version (
  tenant_id  uuid        NOT NULL,
  adc_id     uuid        NOT NULL,
  version    bigint      NOT NULL CHECK (version > 0),
  document   jsonb       NOT NULL,
  created_at timestamptz NOT NULL,
  author     text        NOT NULL,
  why        text        NOT NULL,
  PRIMARY KEY (tenant_id, adc_id, version),
  FOREIGN KEY (tenant_id, adc_id) REFERENCES adc
);
ALTER TABLE adc_version ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON adc_version
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE UPDATE, DELETE ON adc_version FROM "${app}";

-- What is compiled, once per content: a thousand nodes with the same ADCs share one row.
CREATE TABLE config_body (
  tenant_id uuid  NOT NULL REFERENCES tenant,
  hash      text  NOT NULL CHECK (char_length(hash) = 64),
  body      bytea NOT NULL,
  PRIMARY KEY (tenant_id, hash)
);
ALTER TABLE config_body ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON config_body
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE UPDATE, DELETE ON config_body FROM "${app}";

CREATE TABLE node_config (
  tenant_id  uuid        NOT NULL,
  node_id    uuid        NOT NULL,
  version    bigint      NOT NULL CHECK (version > 0),
  hash       text        NOT NULL,
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, node_id, version),
  FOREIGN KEY (tenant_id, node_id) REFERENCES node,
  FOREIGN KEY (tenant_id, hash) REFERENCES config_body
);
ALTER TABLE node_config ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON node_config
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE UPDATE, DELETE ON node_config FROM "${app}";

-- Agents turned away. The same again within the hour is counted in one row, so nobody can fill the table from outside.
CREATE TABLE refusal (
  tenant_id      uuid        NOT NULL REFERENCES tenant,
  id             uuid        NOT NULL,
  hour           bigint      NOT NULL,
  at             timestamptz NOT NULL,
  kind           text        NOT NULL CHECK (kind IN ('enrolment', 'handshake')),
  code           text        NOT NULL,
  subject        uuid        NOT NULL,
  message        text        NOT NULL,
  remote_address text,
  join_token     text,
  node_id        uuid,
  count          integer     NOT NULL DEFAULT 1,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, hour, kind, code, subject)
);
ALTER TABLE refusal ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON refusal
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);

-- What the agent's door must know before it knows the tenant --------------------------------------------------------------------

CREATE FUNCTION join_token_by_hash(hash bytea)
  RETURNS TABLE (tenant_id uuid, id uuid, name text)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$ SELECT t.tenant_id, t.id, t.name FROM nova.join_token t WHERE t.token_hash = join_token_by_hash.hash $$;
GRANT EXECUTE ON FUNCTION join_token_by_hash(bytea) TO "${app}";

CREATE FUNCTION node_at_the_door(node uuid)
  RETURNS TABLE (tenant_id uuid, public_key bytea, retired boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$ SELECT n.tenant_id, n.public_key, n.retired_at IS NOT NULL FROM nova.node n WHERE n.id = node_at_the_door.node $$;
GRANT EXECUTE ON FUNCTION node_at_the_door(uuid) TO "${app}";

-- Of the nodes whose connections a copy holds: what it must compare with what it knows.
CREATE FUNCTION linked_nodes(nodes uuid[])
  RETURNS TABLE (id uuid, desired_version bigint, connection_id uuid, retired boolean)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$ SELECT n.id, n.desired_version, n.connection_id, n.retired_at IS NOT NULL FROM nova.node n WHERE n.id = ANY (linked_nodes.nodes) $$;
GRANT EXECUTE ON FUNCTION linked_nodes(uuid[]) TO "${app}";

-- Many nodes of many tenants, seen by one copy within a few seconds: one statement.
CREATE FUNCTION nodes_seen(nodes uuid[], connections uuid[], seen timestamptz[])
  RETURNS void
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$
    UPDATE nova.node n SET last_seen_at = s.at
    FROM unnest(nodes_seen.nodes, nodes_seen.connections, nodes_seen.seen) AS s(id, connection_id, at)
    WHERE n.id = s.id AND n.connection_id = s.connection_id AND (n.last_seen_at IS NULL OR n.last_seen_at < s.at)
  $$;
GRANT EXECUTE ON FUNCTION nodes_seen(uuid[], uuid[], timestamptz[]) TO "${app}";
