-- The agent as a balancer of its own: a key for sticky sessions, zones, and configs that not every agent understands.

-- Signs the cookies of sticky sessions on every node alike. Only nodes need it: the reader role, which every read of the API
-- runs as, cannot see it here nor in a compiled config. Three UUIDs of PostgreSQL's strong generator are 366 random bits.
ALTER TABLE adc ADD COLUMN cookie_key bytea NOT NULL
  DEFAULT sha256((gen_random_uuid()::text || gen_random_uuid()::text || gen_random_uuid()::text)::bytea)
  CHECK (octet_length(cookie_key) = 32);
REVOKE SELECT ON adc FROM "${reader}";
GRANT SELECT (tenant_id, id, name, revision, created_at, changed_at, deleted_at) ON adc TO "${reader}";

-- What an agent must at least be capable of to be sent it, and what in it asks for that.
ALTER TABLE config_body
  ADD COLUMN capability integer NOT NULL DEFAULT 1,
  ADD COLUMN needs      jsonb   NOT NULL DEFAULT '[]';
REVOKE SELECT ON config_body FROM "${reader}";
GRANT SELECT (tenant_id, hash, capability, needs) ON config_body TO "${reader}";

-- Where a node stands; servers with the same text are near. reported_at: when the agent last told what it sees.
ALTER TABLE node
  ADD COLUMN zone        text NOT NULL DEFAULT '' CHECK (char_length(zone) <= 80),
  ADD COLUMN reported_at timestamptz;
