-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Payments by way of a provider, and what the server's workers have to do. All of it is machinery, in
-- the schema `salon`: what counts for the salon (payments, bookings, gift cards) is in its own tables,
-- and gets there when a provider was asked and said so.

-- Something that somebody is to pay online. `id` is the id of the row in `payments`, once it is paid.
-- A gift card exists from the moment at which it is paid; until then it is what was asked for.
CREATE TABLE salon.payment_orders (
  id           UUID        NOT NULL PRIMARY KEY,
  purpose      TEXT        NOT NULL CHECK (purpose IN ('booking', 'gift_card')),
  booking_id   UUID        REFERENCES public.bookings (id) ON DELETE CASCADE,
  gift_card    JSONB,
  gift_card_id UUID        REFERENCES public.gift_cards (id) ON DELETE SET NULL,
  provider     TEXT        NOT NULL,
  amount_cents BIGINT      NOT NULL CHECK (amount_cents > 0),
  currency     TEXT        NOT NULL DEFAULT 'EUR',
  deposit      TEXT        CHECK (deposit IN ('arrhes', 'acompte')),
  description  TEXT        NOT NULL,
  payer_email  TEXT,
  payer_phone  TEXT,
  -- SHA-256 of the secret of whoever ordered it.
  token_hash   TEXT        NOT NULL,
  -- The provider's names: of the page, and of what a refund gives back from.
  provider_id  TEXT,
  url          TEXT,
  capture_id   TEXT,
  state        TEXT        NOT NULL DEFAULT 'pending'
                           CHECK (state IN ('pending', 'paid', 'closed')),
  -- What the owner has to see to; NULL when there is nothing.
  attention    TEXT,
  expires_at   TIMESTAMPTZ NOT NULL,
  created_at   TIMESTAMPTZ NOT NULL DEFAULT now (),
  CHECK ((purpose = 'booking') = (booking_id IS NOT NULL)),
  UNIQUE (provider, provider_id)
);

CREATE INDEX payment_orders_by_booking ON salon.payment_orders (booking_id);
CREATE INDEX payment_orders_by_gift_card ON salon.payment_orders (gift_card_id);
CREATE INDEX payment_orders_by_capture ON salon.payment_orders (capture_id);
CREATE INDEX payment_orders_with_attention ON salon.payment_orders (created_at)
WHERE attention IS NOT NULL;

-- What a provider is asked to do, written down before it is asked. `id` is the provider's idempotency
-- key. `unknown`: asked, and no answer that can be trusted: looked up before it is sent again.
-- `manual`: the provider has no way to do it, a person has to.
CREATE TABLE salon.payment_operations (
  id           UUID        NOT NULL PRIMARY KEY,
  order_id     UUID        NOT NULL REFERENCES salon.payment_orders (id) ON DELETE CASCADE,
  kind         TEXT        NOT NULL CHECK (kind IN ('page', 'take', 'refund')),
  amount_cents BIGINT      NOT NULL CHECK (amount_cents > 0),
  state        TEXT        NOT NULL DEFAULT 'pending' CHECK (
    state IN ('pending', 'sending', 'unknown', 'sent', 'failed', 'manual')
  ),
  attempts     INTEGER     NOT NULL DEFAULT 0,
  lease_until  TIMESTAMPTZ,
  provider_ref TEXT,
  message      TEXT,
  asked_by     TEXT,
  created_at   TIMESTAMPTZ NOT NULL DEFAULT now (),
  changed_at   TIMESTAMPTZ NOT NULL DEFAULT now ()
);

CREATE INDEX payment_operations_by_order ON salon.payment_operations (order_id);
-- A page and its money are asked for once; again only when the provider said no.
CREATE UNIQUE INDEX payment_operations_once ON salon.payment_operations (order_id, kind)
WHERE kind IN ('page', 'take') AND state <> 'failed';

-- Which webhooks came. They say that something happened, never what is so.
CREATE TABLE salon.webhooks (
  provider    TEXT        NOT NULL,
  event_id    TEXT        NOT NULL,
  kind        TEXT        NOT NULL,
  order_id    UUID,
  received_at TIMESTAMPTZ NOT NULL DEFAULT now (),
  PRIMARY KEY (provider, event_id)
);

CREATE INDEX webhooks_by_received_at ON salon.webhooks (received_at);

-- What workers have to do: one row for each thing, taken with a lease, so that the work of a worker
-- that died is taken by another. `wanted` counts how often it was asked for: what is asked for while
-- it is being done is done once more.
CREATE TABLE salon.jobs (
  id          BIGINT      NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  kind        TEXT        NOT NULL,
  key         TEXT        NOT NULL,
  wanted      BIGINT      NOT NULL DEFAULT 1,
  run_at      TIMESTAMPTZ NOT NULL DEFAULT now (),
  attempts    INTEGER     NOT NULL DEFAULT 0,
  lease       UUID,
  lease_until TIMESTAMPTZ,
  last_error  TEXT,
  created_at  TIMESTAMPTZ NOT NULL DEFAULT now (),
  UNIQUE (kind, key)
);

CREATE INDEX jobs_by_time ON salon.jobs (run_at);

CREATE FUNCTION salon.add_job (kind TEXT, key TEXT, seconds INTEGER DEFAULT 0) RETURNS VOID
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO salon.jobs AS j (kind, key, run_at)
  VALUES (add_job.kind, add_job.key, now () + make_interval (secs => seconds))
  ON CONFLICT ON CONSTRAINT jobs_kind_key_key
  DO UPDATE SET wanted = j.wanted + 1, run_at = least (j.run_at, excluded.run_at);
  IF seconds = 0 THEN
    PERFORM pg_notify ('salon_jobs', '');
  END IF;
END
$$;

-- Where the paper of a gift card lies, when it is stored: the name of the object, never an address.
CREATE TABLE salon.voucher_files (
  card_id     UUID        NOT NULL PRIMARY KEY REFERENCES public.gift_cards (id) ON DELETE CASCADE,
  object_name TEXT        NOT NULL,
  crc32c      TEXT        NOT NULL,
  stored_at   TIMESTAMPTZ NOT NULL DEFAULT now ()
);

REVOKE ALL ON ALL TABLES IN SCHEMA salon FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA salon FROM PUBLIC;
