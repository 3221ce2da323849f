-- The foundation: who may come in, whose data it is, and what leaves the building.
--
-- Three roles, made before Nova starts: the owner runs these migrations and owns everything; the application role reads and
-- writes through row-level security; the reader role may only SELECT. Neither of the two owns a table, so neither can switch
-- a policy off.
--
-- Rule for every later migration: a table that belongs to a tenant has "tenant_id uuid NOT NULL", row-level security and the
-- policy below (a test walks the catalogue). Grants come by default privileges; narrow them in the migration that adds a table.

REVOKE ALL ON SCHEMA nova FROM PUBLIC;
GRANT USAGE ON SCHEMA nova TO "${app}", "${reader}";
REVOKE ALL ON TABLE nova.flyway_schema_history FROM PUBLIC;

ALTER DEFAULT PRIVILEGES IN SCHEMA nova GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "${app}";
ALTER DEFAULT PRIVILEGES IN SCHEMA nova GRANT SELECT ON TABLES TO "${reader}";
ALTER DEFAULT PRIVILEGES IN SCHEMA nova GRANT USAGE ON SEQUENCES TO "${app}";
-- PostgreSQL lets everybody execute a new function; a SECURITY DEFINER function that everybody may call is a hole.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;

-- Whose rows this transaction may see. Not set, or reset to '' by PostgreSQL after a local setting: nobody's.
CREATE FUNCTION current_tenant() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  AS $$ SELECT nullif(current_setting('nova.tenant', true), '')::uuid $$;
GRANT EXECUTE ON FUNCTION current_tenant() TO "${app}", "${reader}";

-- Organisations -------------------------------------------------------------------------------------------------------------

CREATE TABLE tenant (
  id         uuid        PRIMARY KEY,
  name       text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  version    bigint      NOT NULL DEFAULT 0,
  created_at timestamptz NOT NULL
);
ALTER TABLE tenant ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON tenant
  USING (id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE DELETE ON tenant FROM "${app}";

-- People belong to no tenant: one person, many organisations ------------------------------------------------------------------

CREATE TABLE person (
  id                uuid        PRIMARY KEY,
  email             text        NOT NULL CHECK (char_length(email) BETWEEN 3 AND 254),
  password_hash     text        NOT NULL,
  email_verified_at timestamptz,
  created_at        timestamptz NOT NULL
);
CREATE UNIQUE INDEX person_email ON person (lower(email));
REVOKE DELETE ON person FROM "${app}";
REVOKE SELECT ON person FROM "${reader}";
GRANT SELECT (id, email, email_verified_at, created_at) ON person TO "${reader}";

CREATE TABLE membership (
  tenant_id  uuid        NOT NULL REFERENCES tenant,
  person_id  uuid        NOT NULL REFERENCES person,
  role       text        NOT NULL CHECK (role IN ('owner', 'admin', 'operator', 'billing', 'reader')),
  created_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, person_id)
);
CREATE INDEX membership_person ON membership (person_id);
ALTER TABLE membership ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON membership
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);

-- Tokens are kept as SHA-256; whoever reads these tables cannot sign in with what is found --------------------------------------

CREATE TABLE email_verification (
  id         uuid        PRIMARY KEY,
  person_id  uuid        NOT NULL REFERENCES person,
  token_hash bytea       NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  created_at timestamptz NOT NULL,
  expires_at timestamptz NOT NULL
);
CREATE INDEX email_verification_expiry ON email_verification (expires_at);
REVOKE UPDATE ON email_verification FROM "${app}";
REVOKE ALL ON email_verification FROM "${reader}";

CREATE TABLE session (
  id           uuid        PRIMARY KEY,
  person_id    uuid        NOT NULL REFERENCES person,
  token_hash   bytea       NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  csrf_token   text        NOT NULL,
  created_at   timestamptz NOT NULL,
  last_seen_at timestamptz NOT NULL,
  expires_at   timestamptz NOT NULL
);
CREATE INDEX session_expiry ON session (expires_at);
CREATE INDEX session_person ON session (person_id);
REVOKE ALL ON session FROM "${reader}";

CREATE TABLE api_token (
  tenant_id    uuid        NOT NULL REFERENCES tenant,
  id           uuid        NOT NULL,
  name         text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 80),
  token_hash   bytea       NOT NULL UNIQUE CHECK (octet_length(token_hash) = 32),
  created_by   uuid        NOT NULL REFERENCES person,
  created_at   timestamptz NOT NULL,
  expires_at   timestamptz,
  last_used_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
ALTER TABLE api_token ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON api_token
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE UPDATE ON api_token FROM "${app}";
REVOKE SELECT ON api_token FROM "${reader}";
GRANT SELECT (tenant_id, id, name, created_by, created_at, expires_at, last_used_at) ON api_token TO "${reader}";

-- How often somebody tried, whichever copy was asked. The subject is a hash: no address is kept for it ---------------------------

CREATE TABLE throttle (
  subject    text        PRIMARY KEY,
  started_at timestamptz NOT NULL,
  hits       integer     NOT NULL
);
CREATE INDEX throttle_start ON throttle (started_at);
REVOKE ALL ON throttle FROM "${reader}";

-- Who did what: written once, never changed ------------------------------------------------------------------------------------

CREATE TABLE audit_entry (
  tenant_id  uuid        NOT NULL,
  id         uuid        NOT NULL,
  at         timestamptz NOT NULL,
  actor_kind text        NOT NULL CHECK (actor_kind IN ('person', 'api-token', 'node', 'job')),
  actor_id   uuid,
  actor_name text,
  why        text        NOT NULL,
  action     text        NOT NULL,
  subject    text        NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON audit_entry
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE SELECT, UPDATE, DELETE ON audit_entry FROM "${app}";

-- What leaves the building: written with the change that causes it, delivered at least once afterwards ---------------------------

CREATE TABLE outbox (
  id              uuid        PRIMARY KEY,
  key             text        NOT NULL UNIQUE CHECK (char_length(key) <= 200),
  kind            text        NOT NULL,
  payload         text        NOT NULL,
  state           text        NOT NULL CHECK (state IN ('waiting', 'delivered', 'dead')),
  attempts        integer     NOT NULL,
  next_attempt_at timestamptz NOT NULL,
  last_error      text,
  created_at      timestamptz NOT NULL,
  settled_at      timestamptz
);
CREATE INDEX outbox_due ON outbox (next_attempt_at) WHERE state = 'waiting';
CREATE INDEX outbox_settled ON outbox (settled_at) WHERE state <> 'waiting';
REVOKE ALL ON outbox FROM "${reader}";

-- db-scheduler's own table -----------------------------------------------------------------------------------------------------

CREATE TABLE scheduled_tasks (
  task_name            text        NOT NULL,
  task_instance        text        NOT NULL,
  task_data            bytea,
  execution_time       timestamptz NOT NULL,
  picked               boolean     NOT NULL,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures integer,
  last_heartbeat       timestamptz,
  version              bigint      NOT NULL,
  priority             smallint,
  PRIMARY KEY (task_name, task_instance)
);
CREATE INDEX scheduled_tasks_execution ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_heartbeat ON scheduled_tasks (last_heartbeat);
CREATE INDEX scheduled_tasks_priority ON scheduled_tasks (priority DESC, execution_time);
REVOKE ALL ON scheduled_tasks FROM "${reader}";

-- What the doors must know before they know the tenant ---------------------------------------------------------------------------
-- Each answers one narrow question as the owner; a fixed search_path keeps a caller from slipping other tables under it.

CREATE FUNCTION organisations_of(person uuid)
  RETURNS TABLE (tenant_id uuid, name text, role text, version bigint, created_at timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$
    SELECT t.id, t.name, m.role, t.version, t.created_at
    FROM nova.membership m JOIN nova.tenant t ON t.id = m.tenant_id
    WHERE m.person_id = organisations_of.person
    ORDER BY t.id
    LIMIT 1000
  $$;
GRANT EXECUTE ON FUNCTION organisations_of(uuid) TO "${app}", "${reader}";

-- The holder of an API token; notes its use, to the hour, so that a busy token costs one write an hour.
CREATE FUNCTION use_api_token(hash bytea, at timestamptz)
  RETURNS TABLE (tenant_id uuid, id uuid, name text, organisation text, version bigint, created_at timestamptz)
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$
    UPDATE nova.api_token t SET last_used_at = date_trunc('hour', use_api_token.at, 'UTC')
    WHERE t.token_hash = use_api_token.hash
      AND (t.expires_at IS NULL OR t.expires_at > use_api_token.at)
      AND (t.last_used_at IS NULL OR t.last_used_at < date_trunc('hour', use_api_token.at, 'UTC'));
    SELECT t.tenant_id, t.id, t.name, o.name, o.version, o.created_at
    FROM nova.api_token t JOIN nova.tenant o ON o.id = t.tenant_id
    WHERE t.token_hash = use_api_token.hash AND (t.expires_at IS NULL OR t.expires_at > use_api_token.at)
  $$;
GRANT EXECUTE ON FUNCTION use_api_token(bytea, timestamptz) TO "${app}";
