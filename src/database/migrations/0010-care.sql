-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The history that a desk shows of a booking has its lines in it; and a client who was anonymised is
-- forgotten everywhere: also in the gift cards, the payments and the messages that were hers.

-- What happened within a row and what belongs to it ------------------------------------------------------

CREATE INDEX history_by_booking ON salon.history ((coalesce (after, before) ->> 'booking_id'), id)
  WHERE table_name = 'booking_services';

-- The latest first, in the form that src/core/salon-history.h reads. Without an id: of the whole table.
-- `by` is the name of the device, or who else it was.
CREATE FUNCTION salon.history_within (wanted_table TEXT, wanted_id TEXT, at_most INTEGER DEFAULT 100)
RETURNS JSONB
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' SET jit = off
AS $$
BEGIN
  RETURN (
    SELECT coalesce (jsonb_agg (
      jsonb_build_object (
        'at', to_char (h.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'),
        'by', coalesce (d.name, h.writer),
        'device', h.device,
        'seq', h.seq,
        'label', h.label,
        'op', h.op,
        'table', h.table_name,
        'id', h.row_id,
        'before', salon.wire_of (h.table_name, h.before),
        'after', salon.wire_of (h.table_name, h.after)
      )
      ORDER BY h.id DESC
    ), '[]')
    FROM (
      SELECT f.*
      FROM salon.history AS f
      WHERE wanted_id IS NOT NULL AND f.table_name = wanted_table AND f.row_id = wanted_id
      UNION ALL
      SELECT f.*
      FROM salon.history AS f
      WHERE wanted_table = 'bookings' AND f.table_name = 'booking_services'
        AND coalesce (f.after, f.before) ->> 'booking_id' = wanted_id
      UNION ALL
      SELECT f.*
      FROM salon.history AS f
      WHERE wanted_id IS NULL AND f.table_name = wanted_table
      ORDER BY id DESC
      LIMIT greatest (1, least (at_most, 1000))
    ) AS h
    LEFT JOIN salon.devices AS d ON d.id = h.device
  );
END
$$;

-- Forgetting ---------------------------------------------------------------------------------------------

-- The ledger is only added to; but what a note says of somebody who was anonymised may go.
CREATE OR REPLACE FUNCTION salon.refuse_to_rewrite () RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'gift_card_movements'
     AND current_setting ('salon.forgetting', TRUE) = 'on'
     AND to_jsonb (NEW) - 'note' = to_jsonb (OLD) - 'note' AND NEW.note IS NULL THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'SA003', TABLE = TG_TABLE_NAME;
END
$$;

-- Which rows were hers, as the one who anonymises her knows it: `old` is her card as it was. A gift card
-- is hers by her mail; by her name when it has no mail; and when the same change has blanked it.
CREATE FUNCTION salon.rows_of_client (old public.clients)
RETURNS TABLE (table_name TEXT, row_id TEXT)
LANGUAGE sql STABLE
AS $$
  WITH hers AS (
    SELECT b.id FROM public.bookings AS b WHERE b.client_id = old.id
  ),
  told AS (
    SELECT h.device, h.seq, h.at
    FROM salon.history AS h
    WHERE h.table_name = 'clients' AND h.row_id = old.id::text
    ORDER BY h.id DESC
    LIMIT 1
  ),
  ends AS (
    SELECT h.row_id, v.fields ->> 'buyer_name' AS name, v.fields ->> 'buyer_email' AS mail
    FROM salon.history AS h, LATERAL (VALUES (h.before), (h.after)) AS v (fields)
    WHERE h.table_name = 'gift_cards' AND v.fields IS NOT NULL
    UNION ALL
    SELECT h.row_id, v.fields ->> 'recipient_name', v.fields ->> 'recipient_email'
    FROM salon.history AS h, LATERAL (VALUES (h.before), (h.after)) AS v (fields)
    WHERE h.table_name = 'gift_cards' AND v.fields IS NOT NULL
  ),
  cards AS (
    SELECT e.row_id
    FROM ends AS e
    WHERE CASE
      WHEN coalesce (e.mail, '') <> '' THEN lower (e.mail) = lower (old.email)
      ELSE lower (btrim (e.name)) = lower (btrim (old.name))
    END
    UNION
    SELECT h.row_id
    FROM salon.history AS h
    JOIN told AS t ON h.at = t.at AND h.device IS NOT DISTINCT FROM t.device
      AND h.seq IS NOT DISTINCT FROM t.seq
    WHERE h.table_name = 'gift_cards'
  )
  SELECT 'clients', old.id::text
  UNION
  SELECT 'bookings', b.id::text FROM hers AS b
  UNION
  SELECT 'waiting_list', w.id::text FROM public.waiting_list AS w WHERE w.client_id = old.id
  UNION
  SELECT 'gift_cards', c.row_id FROM cards AS c
  UNION
  SELECT 'gift_card_movements', m.id::text
  FROM public.gift_card_movements AS m
  WHERE m.booking_id IN (SELECT b.id FROM hers AS b)
    OR m.card_id::text IN (SELECT c.row_id FROM cards AS c)
  UNION
  SELECT 'payments', p.id::text
  FROM public.payments AS p
  WHERE p.booking_id IN (SELECT b.id FROM hers AS b)
    OR p.gift_card_id::text IN (SELECT c.row_id FROM cards AS c)
  UNION
  SELECT 'notifications', n.id::text
  FROM public.notifications AS n
  WHERE n.booking_id IN (SELECT b.id FROM hers AS b)
    OR n.recipient IN (old.phone, old.email)
  UNION
  SELECT 'notifications', h.row_id
  FROM salon.history AS h
  WHERE h.table_name = 'notifications'
    AND (h.before ->> 'recipient' IN (old.phone, old.email)
      OR h.after ->> 'recipient' IN (old.phone, old.email))
$$;

-- Of a payment's metadata stays what the accounts need (src/core/salon-payment.h).
CREATE FUNCTION salon.metadata_of_account (metadata JSONB) RETURNS JSONB
LANGUAGE sql IMMUTABLE
AS $$
  SELECT jsonb_object_agg (e.key, e.value)
  FROM jsonb_each (CASE WHEN jsonb_typeof (metadata) = 'object' THEN metadata END) AS e
  WHERE e.key IN ('deposit', 'tendered', 'reversal')
$$;

CREATE OR REPLACE FUNCTION salon.forget () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  personal TEXT[] := ARRAY [
    'name', 'email', 'phone', 'allergies', 'notes', 'note', 'client_name', 'client_email',
    'client_phone', 'cancellation_reason', 'forced_reason', 'buyer_name', 'buyer_email',
    'recipient_name', 'recipient_email', 'custom_message', 'recipient', 'content', 'error_message',
    'metadata'
  ];
  tables TEXT[];
  ids    TEXT[];
BEGIN
  SELECT array_agg (r.table_name), array_agg (r.row_id) INTO tables, ids
  FROM salon.rows_of_client (OLD) AS r;

  PERFORM set_config ('salon.forgetting', 'on', TRUE);
  UPDATE public.payments AS p
  SET metadata = salon.metadata_of_account (p.metadata::jsonb)
  WHERE p.metadata IS NOT NULL
    AND salon.metadata_of_account (p.metadata::jsonb) IS DISTINCT FROM p.metadata::jsonb
    AND p.id::text IN (
      SELECT r.id FROM unnest (tables, ids) AS r (name, id) WHERE r.name = 'payments'
    );
  UPDATE public.gift_card_movements AS m
  SET note = NULL
  WHERE m.note IS NOT NULL
    AND m.id::text IN (
      SELECT r.id FROM unnest (tables, ids) AS r (name, id) WHERE r.name = 'gift_card_movements'
    );
  PERFORM set_config ('salon.forgetting', '', TRUE);

  -- The label of a change that touched her is on its other rows as well.
  UPDATE salon.history AS h
  SET label = NULL
  WHERE h.label IS NOT NULL
    AND (h.device, h.seq) IN (
      SELECT f.device, f.seq
      FROM salon.history AS f
      JOIN unnest (tables, ids) AS r (name, id) ON f.table_name = r.name AND f.row_id = r.id
    );
  UPDATE salon.history AS h
  SET before = h.before - personal, after = h.after - personal, label = NULL
  FROM unnest (tables, ids) AS r (name, id)
  WHERE h.table_name = r.name AND h.row_id = r.id;
  RETURN NULL;
END
$$;

REVOKE ALL ON ALL TABLES IN SCHEMA salon FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA salon FROM PUBLIC;
