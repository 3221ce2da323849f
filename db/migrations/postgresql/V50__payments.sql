-- What the payment processor (Stripe) and we owe each other: usage we report, notices it sends, invoices it makes.
-- Its own ids are text, and kept as they are. Amounts are whole cents.

CREATE TABLE payment_account (
  tenant_id          uuid        PRIMARY KEY REFERENCES tenant,
  customer           text        NOT NULL UNIQUE,
  subscription       text,
  period_start_at    timestamptz,
  period_end_at      timestamptz,
  card_brand         text,
  card_last_four     text,
  card_expiry_month  integer,
  card_expiry_year   integer,
  card_adopted_at    timestamptz,                        -- when the page was opened on which the card in use was left
  past_due_since     timestamptz,
  reminders          integer     NOT NULL DEFAULT 0,     -- sent since then
  synchronised_at    timestamptz
);
ALTER TABLE payment_account ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON payment_account
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE DELETE ON payment_account FROM "${app}";

-- One row for each charge of the ledger that costs something, in its order. counts_at is the time it is reported with, and so
-- the invoice it lands on: the end of its hour, or later when the invoice of that hour was closed already.
CREATE TABLE usage_event (
  tenant_id  uuid        NOT NULL,
  link       bigint      NOT NULL,
  position   bigint      NOT NULL UNIQUE,
  hour       bigint      NOT NULL,
  price      text        NOT NULL,
  value      integer     NOT NULL CHECK (value > 0),
  counts_at  timestamptz NOT NULL,
  state      text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'sent', 'too-old')),
  last_error text,
  settled_at timestamptz,
  PRIMARY KEY (tenant_id, link),
  FOREIGN KEY (tenant_id, link) REFERENCES hour_charge
);
CREATE INDEX usage_event_waiting ON usage_event (position) WHERE state = 'waiting';
CREATE INDEX usage_event_counts ON usage_event (tenant_id, price, counts_at);
ALTER TABLE usage_event ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON usage_event
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE INSERT, UPDATE, DELETE ON usage_event FROM "${app}";
GRANT UPDATE (counts_at, state, last_error, settled_at) ON usage_event TO "${app}";

-- How far something endless was read.
CREATE TABLE reading_place (
  name  text   PRIMARY KEY,
  place bigint NOT NULL
);
REVOKE ALL ON reading_place FROM "${reader}";
INSERT INTO reading_place (name, place) VALUES ('hour-charges', 0);

-- Invoices as the processor last described them.
CREATE TABLE invoice (
  tenant_id       uuid        NOT NULL REFERENCES tenant,
  id              text        NOT NULL,
  number          text,
  status          text        NOT NULL CHECK (status IN ('draft', 'open', 'paid', 'uncollectible', 'void')),
  currency        text        NOT NULL,
  total           bigint      NOT NULL,
  paid            bigint      NOT NULL,
  refunded        bigint      NOT NULL,
  period_start_at timestamptz NOT NULL,
  period_end_at   timestamptz NOT NULL,
  created_at      timestamptz NOT NULL,
  finalised_at    timestamptz,
  paid_at         timestamptz,
  next_attempt_at timestamptz,
  page            text,
  document        text,
  failure         text,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX invoice_newest ON invoice (tenant_id, created_at DESC, id);
ALTER TABLE invoice ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON invoice
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE DELETE ON invoice FROM "${app}";

CREATE TABLE invoice_line (
  tenant_id       uuid        NOT NULL,
  invoice_id      text        NOT NULL,
  place           integer     NOT NULL,
  description     text        NOT NULL,
  price           text,                      -- ours, when the line is of node-hours
  quantity        bigint      NOT NULL,
  unit_cents      numeric     NOT NULL,
  amount          bigint      NOT NULL,
  period_start_at timestamptz NOT NULL,
  period_end_at   timestamptz NOT NULL,
  reported        bigint,                    -- what we reported for it, when we last compared ...
  counted         bigint,                    -- ... and what they counted
  compared_at     timestamptz,
  PRIMARY KEY (tenant_id, invoice_id, place),
  FOREIGN KEY (tenant_id, invoice_id) REFERENCES invoice
);
ALTER TABLE invoice_line ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON invoice_line
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);

-- What the processor told happened: each once, in any order. Acted on by looking at how things are now.
CREATE TABLE payment_notice (
  id              text        PRIMARY KEY,
  kind            text        NOT NULL,
  subject         text        NOT NULL,
  customer        text,
  occurred_at     timestamptz NOT NULL,
  received_at     timestamptz NOT NULL,
  state           text        NOT NULL DEFAULT 'waiting' CHECK (state IN ('waiting', 'done')),
  attempts        integer     NOT NULL DEFAULT 0,
  next_attempt_at timestamptz NOT NULL,
  last_error      text
);
CREATE INDEX payment_notice_waiting ON payment_notice (next_attempt_at) WHERE state = 'waiting';
REVOKE ALL ON payment_notice FROM "${reader}";

-- Single charges, outside of the subscription.
CREATE TABLE single_charge (
  tenant_id   uuid        NOT NULL REFERENCES tenant,
  id          uuid        NOT NULL,
  key         text        NOT NULL CHECK (char_length(key) BETWEEN 1 AND 100),
  description text        NOT NULL,
  currency    text        NOT NULL,
  amount      bigint      NOT NULL CHECK (amount > 0),
  refunded    bigint      NOT NULL DEFAULT 0,
  intent      text,
  state       text        NOT NULL CHECK (state IN ('asking', 'action-required', 'paid', 'failed')),
  action_page text,
  failure     text,
  created_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, key)
);
ALTER TABLE single_charge ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_rows ON single_charge
  USING (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid)
  WITH CHECK (tenant_id = nullif(current_setting('nova.tenant', true), '')::uuid);
REVOKE DELETE ON single_charge FROM "${app}";

-- Questions across tenants, each a narrow one -----------------------------------------------------------------------------------

-- Makes usage events of the charges nobody has read yet. Two copies at once stand in line at the place.
CREATE FUNCTION queue_usage(at_most integer)
  RETURNS bigint
  LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$
    DECLARE
      seen bigint;
      upto bigint;
      many bigint;
    BEGIN
      SELECT place INTO seen FROM nova.reading_place WHERE name = 'hour-charges' FOR UPDATE;
      SELECT max(position), count(*) INTO upto, many FROM (
        SELECT position FROM nova.hour_charge WHERE position > seen ORDER BY position LIMIT at_most) next;
      IF many = 0 THEN
        RETURN 0;
      END IF;
      INSERT INTO nova.usage_event (tenant_id, link, position, hour, price, value, counts_at)
      SELECT c.tenant_id, c.link, c.position, c.hour,
             c.plan || '-' || trim_scale(c.unit_price) || '-' || lower(c.currency),
             c.billable, to_timestamp((c.hour + 1) * 3600 - 1)
      FROM nova.hour_charge c
      WHERE c.position > seen AND c.position <= upto AND c.billable > 0 AND c.unit_price > 0
      ON CONFLICT DO NOTHING;
      UPDATE nova.reading_place SET place = upto WHERE name = 'hour-charges';
      RETURN many;
    END
  $$;
GRANT EXECUTE ON FUNCTION queue_usage(integer) TO "${app}";

-- The oldest events that can be sent: whose tenant has a subscription.
CREATE FUNCTION waiting_usage(after_position bigint, at_most integer)
  RETURNS TABLE (tenant_id uuid, link bigint, pos bigint, hour bigint, price text, value integer, counts_at timestamptz,
                 customer text, period_end_at timestamptz, closed_until timestamptz)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$
    SELECT u.tenant_id, u.link, u.position, u.hour, u.price, u.value, u.counts_at, a.customer, a.period_end_at,
           (SELECT max(i.period_end_at) FROM nova.invoice i WHERE i.tenant_id = u.tenant_id AND i.status <> 'draft')
    FROM nova.usage_event u JOIN nova.payment_account a ON a.tenant_id = u.tenant_id
    WHERE u.state = 'waiting' AND u.position > waiting_usage.after_position AND a.subscription IS NOT NULL
    ORDER BY u.position LIMIT waiting_usage.at_most
  $$;
GRANT EXECUTE ON FUNCTION waiting_usage(bigint, integer) TO "${app}";

CREATE FUNCTION tenant_of_customer(customer text)
  RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$ SELECT a.tenant_id FROM nova.payment_account a WHERE a.customer = tenant_of_customer.customer $$;
GRANT EXECUTE ON FUNCTION tenant_of_customer(text) TO "${app}";

CREATE FUNCTION past_due_tenants()
  RETURNS TABLE (tenant_id uuid, past_due_since timestamptz, reminders integer)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$ SELECT a.tenant_id, a.past_due_since, a.reminders FROM nova.payment_account a WHERE a.past_due_since IS NOT NULL $$;
GRANT EXECUTE ON FUNCTION past_due_tenants() TO "${app}";

-- Whose period ended without our having looked since: a draft waits for its last usage.
CREATE FUNCTION tenants_with_drafts(at timestamptz)
  RETURNS TABLE (tenant_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = nova, pg_temp
  AS $$
    SELECT a.tenant_id FROM nova.payment_account a
    WHERE a.period_end_at <= tenants_with_drafts.at
       OR EXISTS (SELECT 1 FROM nova.invoice i WHERE i.tenant_id = a.tenant_id AND i.status = 'draft')
  $$;
GRANT EXECUTE ON FUNCTION tenants_with_drafts(timestamptz) TO "${app}";
