-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The ledger of the gift cards, whole: what takes back what, until when an extension lasts, which cards
-- nobody has paid for; and what the database refuses beside a debit beyond the balance. A program of the
-- seed goes on without knowing any of it.

SET CONSTRAINTS ALL IMMEDIATE;

LOCK TABLE gift_cards, gift_card_movements IN ACCESS EXCLUSIVE MODE;

ALTER TABLE gift_cards
  ADD COLUMN is_complimentary BOOLEAN NOT NULL DEFAULT FALSE;

-- `reverses` is the first movement that this one takes back, or puts in force again.
ALTER TABLE gift_card_movements
  ADD COLUMN reverses UUID REFERENCES gift_card_movements (id) DEFERRABLE,
  ADD COLUMN expiry_date DATE
    CONSTRAINT gift_card_movements_expiry_date CHECK (expiry_date BETWEEN '0001-01-01' AND '9999-12-31');

CREATE INDEX gift_card_movements_by_reverses ON gift_card_movements (reverses)
  WHERE reverses IS NOT NULL;

-- What the devices know of it --------------------------------------------------------------------------

INSERT INTO salon.synced_columns (table_name, position, name, kind, nullable) VALUES
  ('gift_cards', 14, 'is_complimentary', 'boolean', FALSE),
  ('gift_card_movements', 9, 'reverses', 'uuid', TRUE),
  ('gift_card_movements', 10, 'expiry_date', 'date', TRUE);

DO $$
DECLARE
  t salon.synced_tables;
BEGIN
  UPDATE salon.synced_tables AS s
  SET wire = (
    SELECT string_agg (salon.wire_expression (c.table_name, c.name, c.kind), ', ' ORDER BY c.position)
    FROM salon.synced_columns AS c
    WHERE c.table_name = s.name
  )
  WHERE s.name IN ('gift_cards', 'gift_card_movements');
  FOR t IN SELECT * FROM salon.synced_tables WHERE name IN ('gift_cards', 'gift_card_movements') LOOP
    EXECUTE format ('CREATE OR REPLACE VIEW salon.%I AS SELECT %s FROM public.%I',
                    'wire_' || t.name, t.wire, t.name);
  END LOOP;
END
$$;

-- What the ledger refuses -------------------------------------------------------------------------------

-- The card is locked first, so that two tills that spend one card at once come one after the other. An
-- expired card is taken only with a note that says why; by the calendar of every place on earth, for the
-- desk knows its own. A program of the seed has looked by itself (spend_gift_card writes for it, from
-- within a trigger).
CREATE OR REPLACE FUNCTION salon.guard_gift_card () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  expires DATE;
  balance NUMERIC;
  first   public.gift_card_movements;
BEGIN
  SELECT c.expiry_date INTO expires
  FROM public.gift_cards AS c
  WHERE c.id = NEW.card_id
  FOR NO KEY UPDATE;
  SELECT coalesce (sum (m.amount), 0) INTO balance
  FROM public.gift_card_movements AS m
  WHERE m.card_id = NEW.card_id;
  IF NEW.amount < 0 AND balance + NEW.amount < 0 THEN
    RAISE EXCEPTION 'gift card % holds %, not %', NEW.card_id, balance, - NEW.amount
      USING ERRCODE = 'SA002', TABLE = 'gift_card_movements';
  END IF;

  IF NEW.kind = 'debit' AND NEW.reverses IS NULL AND pg_trigger_depth () = 1
     AND btrim (coalesce (NEW.note, ''), E' \t\n\r') = ''
     AND (NEW.at AT TIME ZONE 'UTC')::date - 1 > expires THEN
    RAISE EXCEPTION 'gift card % has expired on %', NEW.card_id, expires
      USING ERRCODE = 'SA004', TABLE = 'gift_card_movements';
  END IF;

  -- A movement and what takes it back make its amount or nothing.
  IF NEW.reverses IS NOT NULL THEN
    SELECT * INTO first FROM public.gift_card_movements AS m WHERE m.id = NEW.reverses;
    IF first.id IS NULL OR first.card_id <> NEW.card_id OR first.reverses IS NOT NULL
       OR NEW.amount + first.amount + (
         SELECT coalesce (sum (m.amount), 0)
         FROM public.gift_card_movements AS m
         WHERE m.reverses = NEW.reverses
       ) NOT IN (0, first.amount) THEN
      RAISE EXCEPTION 'movement % was taken back already', NEW.reverses
        USING ERRCODE = 'SA004', TABLE = 'gift_card_movements';
    END IF;
  END IF;
  RETURN NEW;
END
$$;

-- What somebody wrote beside a movement can be forgotten; nothing else.
CREATE FUNCTION salon.guard_ledger () RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
  IF NEW.note IS NULL AND to_jsonb (NEW) - 'note' = to_jsonb (OLD) - 'note' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'SA003', TABLE = TG_TABLE_NAME;
END
$$;

DROP TRIGGER gift_card_movements_are_kept ON gift_card_movements;

CREATE TRIGGER gift_card_movements_are_kept BEFORE DELETE ON gift_card_movements
FOR EACH ROW EXECUTE FUNCTION salon.refuse_to_rewrite ();

CREATE TRIGGER gift_card_movements_are_not_rewritten BEFORE UPDATE ON gift_card_movements
FOR EACH ROW EXECUTE FUNCTION salon.guard_ledger ();

-- What the push tells -----------------------------------------------------------------------------------

-- As in 0005, but that the note of a movement may be forgotten.
CREATE OR REPLACE FUNCTION salon.check_rules (op TEXT, "table" TEXT, set JSONB, was JSONB) RETURNS VOID
LANGUAGE plpgsql
AS $$
BEGIN
  -- Only the server sets aside a booking that overlaps another.
  IF "table" = 'bookings' AND set -> 'double_booked' = 'true' THEN
    PERFORM salon.refuse ('bad_value', 'bookings.double_booked: is set by the server alone');
  END IF;

  -- The ledger and the till are written to, never over: what was wrong is taken back by a new row.
  IF "table" IN ('gift_card_movements', 'payments') AND op = 'delete'
     OR "table" = 'gift_card_movements' AND op = 'update' AND set <> '{"note": null}'
     OR "table" = 'payments' AND op = 'update' AND set - 'status' <> '{}' THEN
    PERFORM salon.refuse ('bad_value', "table" || ': a row that is there stays as it is');
  END IF;
  IF "table" = 'payments' AND op = 'update'
     AND (was ->> 'status', set ->> 'status') NOT IN (
       ('pending', 'completed'), ('pending', 'failed'), ('completed', 'refunded')
     ) THEN
    PERFORM salon.refuse ('bad_value', format ('payments.status: from %s to %s',
                                               was ->> 'status', set ->> 'status'));
  END IF;
END
$$;

-- As in 0005, and what was taken back elsewhere, or has expired meanwhile, has changed.
CREATE OR REPLACE FUNCTION salon.make_change (change JSONB) RETURNS JSONB
LANGUAGE plpgsql
AS $$
DECLARE
  number  BIGINT := (change ->> 'seq')::bigint;
  message TEXT;
  hint    TEXT;
  detail  TEXT;
BEGIN
  IF jsonb_typeof (change -> 'edits') IS DISTINCT FROM 'array' THEN
    RETURN salon.answer (number, 'bad_value', 'edits is no array');
  END IF;
  SET CONSTRAINTS ALL DEFERRED;
  PERFORM salon.check_edit (e) FROM jsonb_array_elements (change -> 'edits') AS e;
  PERFORM salon.apply_edits (change);
  SET CONSTRAINTS ALL IMMEDIATE;
  RETURN jsonb_build_object ('seq', number, 'outcome', 'applied');
EXCEPTION
  WHEN SQLSTATE 'SA100' THEN
    GET STACKED DIAGNOSTICS message = MESSAGE_TEXT, hint = PG_EXCEPTION_HINT, detail = PG_EXCEPTION_DETAIL;
    RETURN salon.answer (number, message, hint, detail::jsonb);
  WHEN exclusion_violation THEN
    RETURN salon.answer (number, 'taken', SQLERRM, coalesce ((
      SELECT jsonb_agg (DISTINCT o)
      FROM salon.edits_of (change) AS e,
        jsonb_array_elements (salon.overlapping (salon.wanted (e."table", e.id, e.set))) AS o
      WHERE e."table" = 'bookings' AND e.op <> 'delete'), '[]'));
  WHEN unique_violation THEN
    RETURN salon.answer (number, 'exists', SQLERRM, coalesce ((
      SELECT jsonb_agg (DISTINCT o)
      FROM salon.edits_of (change) AS e,
        jsonb_array_elements (salon.same_key (e."table", salon.wanted (e."table", e.id, e.set))) AS o
      WHERE e.op <> 'delete'), '[]'));
  WHEN SQLSTATE 'SA002' THEN
    RETURN salon.answer (number, 'no_balance', SQLERRM, salon.spent_cards (change));
  WHEN SQLSTATE 'SA004' THEN
    RETURN salon.answer (number, 'changed', SQLERRM, salon.spent_cards (change));
  WHEN foreign_key_violation THEN
    RETURN salon.answer (number, 'reference', SQLERRM, salon.broken_references (change));
  WHEN OTHERS THEN
    -- The moment or the database is wrong, not the change: the caller tries the whole batch again.
    IF left (SQLSTATE, 2) IN ('08', '40', '42', '53', '55', '57', '58', 'XX') THEN
      RAISE;
    END IF;
    RETURN salon.answer (number, 'bad_value', SQLERRM);
END
$$;

REVOKE ALL ON ALL TABLES IN SCHEMA salon FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA salon FROM PUBLIC;
