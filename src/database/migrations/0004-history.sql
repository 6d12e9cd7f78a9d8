-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Who changed what, when: every write to a synced table, with the row before and after. Written by a
-- trigger, so nobody can forget it; read on demand with salon.history_of(), not synced.
--
-- Who it was is said by the writer for the length of her transaction (SET LOCAL):
--   salon.device  the uuid of a desk, salon.push sets it
--   salon.seq     the number of its change
--   salon.label   what it did, in words
--   salon.writer  who else: 'web client …', 'worker', 'hold expired'
-- A program that says nothing is named by its application_name and role.

-- The desks that ever said hello. `last_seq` is the number of the last change of theirs that was
-- answered (salon.push).
CREATE TABLE salon.devices (
  id       UUID        NOT NULL PRIMARY KEY,
  name     TEXT        NOT NULL,
  last_seq BIGINT      NOT NULL DEFAULT 0,
  seen_at  TIMESTAMPTZ NOT NULL DEFAULT now ()
);

CREATE TABLE salon.history (
  id         BIGINT      NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  at         TIMESTAMPTZ NOT NULL DEFAULT now (),
  table_name TEXT        NOT NULL,
  row_id     TEXT        NOT NULL,
  op         TEXT        NOT NULL CHECK (op IN ('insert', 'update', 'delete')),
  device     UUID,
  seq        BIGINT,
  writer     TEXT,
  label      TEXT,
  before     JSONB,
  after      JSONB
);

CREATE INDEX history_by_row ON salon.history (table_name, row_id, id);

CREATE FUNCTION salon.remember () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  device TEXT := nullif (current_setting ('salon.device', TRUE), '');
  writer TEXT := nullif (current_setting ('salon.writer', TRUE), '');
  row_id TEXT;
  before JSONB;
  after  JSONB;
BEGIN
  IF TG_OP <> 'INSERT' THEN before := to_jsonb (OLD); END IF;
  IF TG_OP <> 'DELETE' THEN after := to_jsonb (NEW); END IF;
  -- updated_at changes with every write, also with one that changes nothing.
  IF before - 'updated_at' = after - 'updated_at' THEN
    RETURN NULL;
  END IF;
  IF TG_TABLE_NAME = 'salon_settings' THEN
    row_id := coalesce (after, before) ->> 'key';
  ELSE
    row_id := coalesce (after, before) ->> 'id';
  END IF;

  INSERT INTO salon.history (table_name, row_id, op, device, seq, writer, label, before, after)
  VALUES (
    TG_TABLE_NAME, row_id, lower (TG_OP), device::uuid,
    nullif (current_setting ('salon.seq', TRUE), '')::bigint,
    CASE
      WHEN writer IS NOT NULL THEN writer
      WHEN device IS NULL
        THEN concat_ws (', ', nullif (current_setting ('application_name'), ''), session_user::text)
    END,
    nullif (current_setting ('salon.label', TRUE), ''),
    before, after);
  RETURN NULL;
END
$$;

DO $$
DECLARE
  t salon.synced_tables;
BEGIN
  FOR t IN SELECT * FROM salon.synced_tables LOOP
    EXECUTE format ('CREATE TRIGGER salon_history AFTER INSERT OR UPDATE OR DELETE ON public.%I
                     FOR EACH ROW EXECUTE FUNCTION salon.remember ()', t.name);
  END LOOP;
END
$$;

-- A row as the history keeps it, in its wire form.
CREATE FUNCTION salon.wire_of (table_name TEXT, "row" JSONB) RETURNS JSONB
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  wire JSONB;
BEGIN
  EXECUTE (
    SELECT format ('SELECT to_jsonb (w) FROM (
                      SELECT %s FROM jsonb_populate_record (NULL::public.%I, $1)
                    ) AS w
                    WHERE $1 IS NOT NULL', t.wire, t.name)
    FROM salon.synced_tables AS t
    WHERE t.name = wire_of.table_name
  ) INTO wire USING "row";
  RETURN wire;
END
$$;

-- What happened to a row, the latest first. `by` is the name of the device, or who else it was.
CREATE FUNCTION salon.history_of (wanted_table TEXT, wanted_id TEXT, at_most INTEGER DEFAULT 100)
RETURNS TABLE (
  at TEXT, op TEXT, by TEXT, device UUID, seq BIGINT, label TEXT, before JSONB, after JSONB
)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET jit = off
AS $$
BEGIN
  RETURN QUERY
  SELECT to_char (h.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), h.op, coalesce (d.name, h.writer), h.device,
    h.seq, h.label, salon.wire_of (h.table_name, h.before), salon.wire_of (h.table_name, h.after)
  FROM salon.history AS h
  LEFT JOIN salon.devices AS d ON d.id = h.device
  WHERE h.table_name = wanted_table AND h.row_id = wanted_id
  ORDER BY h.id DESC
  LIMIT greatest (1, least (at_most, 1000));
END
$$;

-- A client who was anonymised is forgotten here as well: the accounts stay, the person does not.
-- What named her is taken out of the history of her card and of her bookings.
CREATE FUNCTION salon.forget () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  personal TEXT[] := ARRAY ['name', 'email', 'phone', 'allergies', 'notes', 'client_name',
                            'client_email', 'client_phone', 'cancellation_reason'];
BEGIN
  -- The label of a change that touched her is on its other rows as well.
  UPDATE salon.history AS h
  SET label = NULL
  WHERE h.label IS NOT NULL
    AND (h.device, h.seq) IN (
      SELECT f.device, f.seq FROM salon.history AS f
      WHERE (f.table_name = 'clients' AND f.row_id = NEW.id::text)
         OR (
           f.table_name = 'bookings'
           AND f.row_id IN (SELECT b.id::text FROM public.bookings AS b WHERE b.client_id = NEW.id)
         )
    );

  UPDATE salon.history AS h
  SET before = h.before - personal, after = h.after - personal, label = NULL
  WHERE (h.table_name = 'clients' AND h.row_id = NEW.id::text)
     OR (
       h.table_name = 'bookings'
       AND h.row_id IN (SELECT b.id::text FROM public.bookings AS b WHERE b.client_id = NEW.id)
     );
  RETURN NULL;
END
$$;

-- Deferred: what else the change that anonymises her writes is forgotten too.
CREATE CONSTRAINT TRIGGER salon_history_forgets
AFTER UPDATE OF anonymised_at ON public.clients
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW
WHEN (NEW.anonymised_at IS NOT NULL AND OLD.anonymised_at IS DISTINCT FROM NEW.anonymised_at)
EXECUTE FUNCTION salon.forget ();

REVOKE ALL ON ALL TABLES IN SCHEMA salon FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA salon FROM PUBLIC;
