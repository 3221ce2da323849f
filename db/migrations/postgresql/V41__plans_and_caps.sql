-- Plans, what an hour costs, caps, and the slots that hold to them. Money is numeric, never a float.

-- What a plan costs and allows, from an hour on. A row is never changed: a new price is a new row, and an hour that is closed
-- keeps the price it was closed with (hour_charge).
CREATE TABLE plan_terms (
  plan                text           NOT NULL CHECK (plan IN ('free', 'pro', 'business', 'self-hosted')),
  valid_from_hour     bigint         NOT NULL CHECK (valid_from_hour >= 0),
  price_per_node_hour numeric(12, 6) NOT NULL CHECK (price_per_node_hour >= 0),
  currency            text           NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  free_nodes          integer        NOT NULL CHECK (free_nodes >= 0),  -- of every hour
  max_nodes           integer        CHECK (max_nodes >= 0),            -- null: as many as you like
  data_days           integer        NOT NULL CHECK (data_days > 0),
  agreement           text           NOT NULL CHECK (agreement IN ('none', '99.9', '99.95')), -- uptime we promise, per cent
  PRIMARY KEY (plan, valid_from_hour)
);
REVOKE INSERT, UPDATE, DELETE ON plan_terms FROM "${app}";
INSERT INTO plan_terms (plan, valid_from_hour, price_per_node_hour, currency, free_nodes, max_nodes, data_days, agreement) VALUES
  ('free',        0, 0,    'USD', 5, 5,    7,   'none'),
  ('pro',         0, 0.13, 'USD', 5, NULL, 90,  '99.9'),
  ('business',    0, 0.20, 'USD', 5, NULL, 395, '99.95'),
  ('self-hosted', 0, 0,    'USD', 5, NULL, 395, 'none');

-- Which plan a tenant has from an hour on; none: the installation's default. A change counts from the next hour.
CREATE TABLE plan_change (
  tenant_id uuid        NOT NULL REFERENCES tenant,
  from_hour bigint      NOT NULL CHECK (from_hour >= 0),
  plan      text        NOT NULL CHECK (plan IN ('free', 'pro', 'business', 'self-hosted')),
  chosen_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, from_hour)
);
ALTER TABLE plan_change ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON plan_change
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE DELETE ON plan_change FROM "${app}";

-- What payment says about a tenant, and what the tenant says about money. No row: the defaults.
CREATE TABLE billing_account (
  tenant_id    uuid           NOT NULL PRIMARY KEY REFERENCES tenant,
  revision     bigint         NOT NULL DEFAULT 0,   -- of plan and caps, what a person edits
  card_on_file boolean        NOT NULL DEFAULT false,
  standing     text           NOT NULL DEFAULT 'good' CHECK (standing IN ('good', 'past-due', 'restricted')),
  max_nodes    integer        CHECK (max_nodes BETWEEN 0 AND 1000000),
  max_spend    numeric(12, 2) CHECK (max_spend >= 0),
  warn_spend   numeric(12, 2) CHECK (warn_spend > 0)
);
ALTER TABLE billing_account ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON billing_account
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE DELETE ON billing_account FROM "${app}";

-- What each link of the ledger costs, written when it is made. position grows in the order of commits, because closing stands in
-- line: whoever remembers the last one it has seen misses none.
CREATE TABLE hour_charge (
  tenant_id    uuid           NOT NULL,
  link         bigint         NOT NULL,
  position     bigint         NOT NULL UNIQUE GENERATED ALWAYS AS IDENTITY,
  hour         bigint         NOT NULL,
  plan         text           NOT NULL,
  nodes_before integer        NOT NULL,
  nodes_after  integer        NOT NULL,
  free_nodes   integer        NOT NULL,
  billable     integer        NOT NULL CHECK (billable >= 0),
  unit_price   numeric(12, 6) NOT NULL,
  currency     text           NOT NULL,
  amount       numeric        NOT NULL GENERATED ALWAYS AS (billable * unit_price) STORED,
  PRIMARY KEY (tenant_id, link),
  FOREIGN KEY (tenant_id, link) REFERENCES ledger_link (tenant_id, number)
);
CREATE INDEX hour_charge_hour ON hour_charge (tenant_id, hour);
ALTER TABLE hour_charge ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON hour_charge
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE INSERT, UPDATE, DELETE ON hour_charge FROM "${app}";
CREATE TRIGGER charges_stay BEFORE UPDATE OR DELETE ON hour_charge
  FOR EACH ROW EXECUTE FUNCTION refuse_rewriting();

-- The links of an hour that have no charge yet, for everybody, in one statement; answers how many.
CREATE FUNCTION charge_hour(charging bigint, usual_plan text)
  RETURNS bigint
  LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$
    WITH made AS (
      INSERT INTO nova.hour_charge (tenant_id, link, hour, plan, nodes_before, nodes_after, free_nodes, billable, unit_price, currency)
      SELECT l.tenant_id, l.number, l.hour, t.plan, l.nodes_before, l.nodes_after, t.free_nodes,
             greatest(l.nodes_after - t.free_nodes, 0) - greatest(l.nodes_before - t.free_nodes, 0),
             t.price_per_node_hour, t.currency
      FROM nova.ledger_link l
      LEFT JOIN LATERAL (
        SELECT c.plan FROM nova.plan_change c
        WHERE c.tenant_id = l.tenant_id AND c.from_hour <= l.hour ORDER BY c.from_hour DESC LIMIT 1
      ) chosen ON true
      CROSS JOIN LATERAL (
        SELECT p.* FROM nova.plan_terms p
        WHERE p.plan = coalesce(chosen.plan, charge_hour.usual_plan) AND p.valid_from_hour <= l.hour
        ORDER BY p.valid_from_hour DESC LIMIT 1
      ) t
      WHERE l.hour = charge_hour.charging
        AND NOT EXISTS (SELECT 1 FROM nova.hour_charge c WHERE c.tenant_id = l.tenant_id AND c.link = l.number)
      ORDER BY l.tenant_id, l.number
      RETURNING 1
    )
    SELECT count(*) FROM made
  $$;
GRANT EXECUTE ON FUNCTION charge_hour(bigint, text) TO "${app}";

-- That an amount was reached or foreseen, told once for each month, kind and threshold.
CREATE TABLE spend_warning (
  tenant_id  uuid           NOT NULL REFERENCES tenant,
  id         uuid           NOT NULL,
  month      date           NOT NULL,
  kind       text           NOT NULL CHECK (kind IN ('forecast', 'actual')),
  threshold  numeric(12, 2) NOT NULL,
  amount     numeric        NOT NULL,
  currency   text           NOT NULL,
  cause      jsonb          NOT NULL,
  at         timestamptz    NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, month, kind, threshold)
);
ALTER TABLE spend_warning ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON spend_warning
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE UPDATE, DELETE ON spend_warning FROM "${app}";

-- Tenants whose spending somebody watches or limits.
CREATE FUNCTION watched_spenders()
  RETURNS TABLE (tenant_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$
    SELECT a.tenant_id FROM nova.billing_account a
    WHERE a.warn_spend IS NOT NULL OR a.max_spend IS NOT NULL ORDER BY 1
  $$;
GRANT EXECUTE ON FUNCTION watched_spenders() TO "${app}";

-- How many nodes a tenant may have, as billing worked it out, and who holds a slot. Taking one locks the allowance's row, so
-- two that ask at once stand in line.
CREATE TABLE node_allowance (
  tenant_id  uuid        NOT NULL PRIMARY KEY REFERENCES tenant,
  max_nodes  integer     CHECK (max_nodes >= 0),  -- null: as many as you like
  whole_hours boolean    NOT NULL,                -- a slot that is given back stays taken to the end of its hour
  code       text        NOT NULL,
  why        text        NOT NULL,
  remedy     text        NOT NULL,
  set_at     timestamptz NOT NULL
);
ALTER TABLE node_allowance ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON node_allowance
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE DELETE ON node_allowance FROM "${app}";

CREATE TABLE node_slot (
  tenant_id uuid        NOT NULL REFERENCES tenant,
  holder    uuid        NOT NULL, -- a node, or a launch that will become one
  taken_at  timestamptz NOT NULL,
  ends_at   timestamptz,          -- null: until it is given back
  PRIMARY KEY (tenant_id, holder)
);
ALTER TABLE node_slot ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON node_slot
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);

-- Those who are here already: what they have stays, and the free plan's five is where they start.
INSERT INTO node_allowance (tenant_id, max_nodes, whole_hours, code, why, remedy, set_at)
  SELECT id, 5, false, 'plan-limit', 'The Free plan has 5 nodes.', 'Choose a plan with more under Billing, or delete a node.', now() FROM tenant;
INSERT INTO node_slot (tenant_id, holder, taken_at)
  SELECT tenant_id, id, enrolled_at FROM node WHERE retired_at IS NULL;
