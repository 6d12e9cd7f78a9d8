-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- salon.push: the one door through which devices change the salon. The rules live here and in the
-- constraints, whoever calls it. It takes a batch of one device's changes and gives one answer to
-- each; README.md has the protocol.
--
-- Every change is its own savepoint. What is wrong with a change is an answer: refuse() raises SA100,
-- which carries code, words and obstacles to the end of the savepoint. What is wrong with the moment
-- (a deadlock, a full disk, a shutdown) or with the database itself (a trigger of somebody's that
-- names no table) is an error of the whole batch, which changes nothing.
--
-- Locks, always in this order, so that two pushes never wait for one another in a ring: the device,
-- the days of the chairs, the rows table by table.

-- What each change was answered, for good. `digest` tells a change that comes twice from another one
-- with the same number (a device that was put back to an earlier day). Of the obstacles only the
-- names are kept: their rows are read when the answer is given.
CREATE TABLE salon.answers (
  device UUID        NOT NULL REFERENCES salon.devices (id),
  seq    BIGINT      NOT NULL,
  digest BYTEA       NOT NULL,
  answer JSONB       NOT NULL,
  at     TIMESTAMPTZ NOT NULL DEFAULT now (),
  PRIMARY KEY (device, seq)
);

-- The edits of a change may come in any order: what points at what is looked at when it is whole. To
-- everybody else these constraints are what they were.
DO $$
DECLARE
  c RECORD;
BEGIN
  FOR c IN
    SELECT k.conname, k.conrelid::regclass AS "table"
    FROM pg_constraint AS k
    JOIN salon.synced_tables AS t ON k.conrelid = format ('public.%I', t.name)::regclass
    WHERE k.contype = 'f' AND NOT k.condeferrable
  LOOP
    EXECUTE format ('ALTER TABLE %s ALTER CONSTRAINT %I DEFERRABLE INITIALLY IMMEDIATE',
                    c."table", c.conname);
  END LOOP;
END
$$;

-- First thing on every connection: makes the device known, and sees a database that was restored.
-- `last_seq` is the last number answered to this device: the next has to be greater.
CREATE FUNCTION salon.hello (device UUID, name TEXT) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp SET timezone = 'UTC'
AS $$
DECLARE
  known salon.devices;
BEGIN
  PERFORM salon.renew_when_restored ();

  INSERT INTO salon.devices AS d (id, name)
  VALUES (hello.device, left (btrim (hello.name), 100))
  ON CONFLICT ON CONSTRAINT devices_pkey DO UPDATE SET name = excluded.name, seen_at = now ()
  RETURNING d.* INTO known;

  RETURN jsonb_build_object (
    'generation', (SELECT d.generation FROM salon.database AS d),
    'version', (SELECT max (m.version) FROM salon.schema_migrations AS m),
    'last_seq', known.last_seq,
    'rows', (SELECT count (*) FROM salon.sync_rows AS s WHERE NOT s.deleted),
    -- The one member of staff that every salon has from the start is nothing of its own.
    'empty', NOT EXISTS (
      SELECT FROM salon.sync_rows AS s
      WHERE NOT s.deleted
        AND (s.entity, s.id) <> ('staff', '00000000-0000-7000-8000-000000000001')
    ));
END
$$;

-- Is a value that is not null of the wire form of its kind? The days of a month and the range of a
-- number are left to the cast that follows.
CREATE FUNCTION salon.fits (kind TEXT, value JSONB) RETURNS BOOLEAN
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
  RETURN CASE
    WHEN kind = 'json' THEN
      NOT jsonb_path_exists (value, 'strict $.**{32 to last} ? (@.type() == "array" || @.type() == "object")')
    WHEN kind = 'boolean' THEN jsonb_typeof (value) = 'boolean'
    WHEN kind = 'integer' THEN jsonb_typeof (value) = 'number' AND value::text ~ '^-?[0-9]{1,10}$'
    WHEN jsonb_typeof (value) <> 'string' THEN FALSE
    WHEN kind = 'text' THEN octet_length (value #>> '{}') <= 100000
    ELSE value #>> '{}' ~ CASE kind
      WHEN 'uuid' THEN '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
      WHEN 'money' THEN '^-?[0-9]{1,10}\.[0-9]{2}$'
      WHEN 'date' THEN '^[0-9]{4}-[0-9]{2}-[0-9]{2}$'
      WHEN 'time' THEN '^(([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|24:00:00)$'
      WHEN 'instant' THEN '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]Z$'
    END
  END;
END
$$;

-- The id of a row of a table whose key is called `key`.
CREATE FUNCTION salon.is_row_id (key TEXT, id JSONB) RETURNS BOOLEAN
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
  RETURN CASE key
    WHEN 'id' THEN salon.fits ('uuid', id)
    ELSE salon.fits ('text', id) AND octet_length (id #>> '{}') BETWEEN 1 AND 200
  END;
END
$$;

-- The edits of a change that name a table of ours and a row id, whatever else is wrong with them.
CREATE FUNCTION salon.edits_of (change JSONB)
RETURNS TABLE (n BIGINT, op TEXT, "table" TEXT, id TEXT, set JSONB, was JSONB)
LANGUAGE sql STABLE
AS $$
  SELECT e.n, e.edit ->> 'op', e.edit ->> 'table', e.edit ->> 'id',
    CASE jsonb_typeof (e.edit -> 'set') WHEN 'object' THEN e.edit -> 'set' ELSE '{}' END,
    CASE jsonb_typeof (e.edit -> 'was') WHEN 'object' THEN e.edit -> 'was' ELSE '{}' END
  FROM jsonb_array_elements (
    CASE jsonb_typeof (change -> 'edits') WHEN 'array' THEN change -> 'edits' ELSE '[]' END
  ) WITH ORDINALITY AS e (edit, n)
  JOIN salon.synced_tables AS t ON t.name = e.edit ->> 'table'
  WHERE salon.is_row_id (t.key, e.edit -> 'id')
$$;

-- Ends a change. `obstacles` is an array of {"table", "id", "fields"}.
CREATE FUNCTION salon.refuse (code TEXT, words TEXT, obstacles JSONB DEFAULT '[]') RETURNS VOID
LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION USING
    ERRCODE = 'SA100', MESSAGE = code, HINT = coalesce (words, ''), DETAIL = obstacles::text;
END
$$;

-- What may not be done through this door, though the columns are known.
CREATE FUNCTION salon.check_rules (op TEXT, "table" TEXT, set JSONB, was JSONB) RETURNS VOID
LANGUAGE plpgsql
AS $$
BEGIN
  -- Only the server sets aside a booking that overlaps another.
  IF "table" = 'bookings' AND set -> 'double_booked' = 'true' THEN
    PERFORM salon.refuse ('bad_value', 'bookings.double_booked: is set by the server alone');
  END IF;

  -- The ledger and the till are written to, never over: what was wrong is taken back by a new row.
  IF "table" IN ('gift_card_movements', 'payments') AND op = 'delete'
     OR "table" = 'gift_card_movements' AND op = 'update'
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

-- Refuses an edit that breaks the form of a change (src/core/salon-change.h) or names what is not on
-- the list of columns.
CREATE FUNCTION salon.check_edit (edit JSONB) RETURNS VOID
LANGUAGE plpgsql
AS $$
DECLARE
  t     salon.synced_tables;
  set   JSONB := coalesce (edit -> 'set', '{}');
  was   JSONB := coalesce (edit -> 'was', '{}');
  fault RECORD;
BEGIN
  IF jsonb_typeof (edit) <> 'object' THEN
    PERFORM salon.refuse ('bad_value', 'an edit that is no object');
  END IF;
  SELECT s.* INTO t FROM salon.synced_tables AS s WHERE s.name = edit ->> 'table';
  IF NOT FOUND THEN
    PERFORM salon.refuse ('unknown_field', 'table ' || coalesce (left (edit ->> 'table', 40), 'not named'));
  END IF;
  IF salon.is_row_id (t.key, edit -> 'id') IS NOT TRUE THEN
    PERFORM salon.refuse ('bad_value', t.name || ': no row id');
  END IF;
  IF jsonb_typeof (set) <> 'object' OR jsonb_typeof (was) <> 'object' THEN
    PERFORM salon.refuse ('bad_value', t.name || ': set or was is no object');
  END IF;

  SELECT m.name, c.kind INTO fault
  FROM (
    SELECT s.key AS name, s.value, TRUE AS is_new FROM jsonb_each (set) AS s
    UNION ALL
    SELECT w.key, w.value, FALSE FROM jsonb_each (was) AS w
  ) AS m
  LEFT JOIN salon.synced_columns AS c ON c.table_name = t.name AND c.name = m.name AND c.name <> t.key
  WHERE c.name IS NULL
     OR m.is_new AND NOT CASE WHEN m.value = 'null' THEN c.nullable ELSE salon.fits (c.kind, m.value) END
  LIMIT 1;
  IF FOUND THEN
    PERFORM salon.refuse (CASE WHEN fault.kind IS NULL THEN 'unknown_field' ELSE 'bad_value' END,
                          concat_ws (': ', t.name || '.' || left (fault.name, 40), fault.kind));
  END IF;

  IF (edit ->> 'op' = 'insert' AND was = '{}')
     OR (edit ->> 'op' = 'delete' AND set = '{}')
     OR (
       edit ->> 'op' = 'update' AND set <> '{}'
       AND ARRAY (SELECT jsonb_object_keys (set)) @> ARRAY (SELECT jsonb_object_keys (was))
       AND ARRAY (SELECT jsonb_object_keys (was)) @> ARRAY (SELECT jsonb_object_keys (set))
     ) THEN
    PERFORM salon.check_rules (edit ->> 'op', t.name, set, was);
  ELSE
    PERFORM salon.refuse ('bad_value', t.name || ': no insert, update or delete');
  END IF;
END
$$;

CREATE FUNCTION salon.obstacle ("table" TEXT, id TEXT, fields TEXT[] DEFAULT '{}') RETURNS JSONB
LANGUAGE sql IMMUTABLE
AS $$
  SELECT jsonb_build_object ('table', "table", 'id', id, 'fields', to_jsonb (fields))
$$;

-- Locks a row until the end of the batch and reads it; NULL when there is none.
CREATE FUNCTION salon.lock_row ("table" TEXT, id TEXT) RETURNS JSONB
LANGUAGE plpgsql
AS $$
DECLARE
  found JSONB;
BEGIN
  EXECUTE (
    SELECT format ('SELECT to_jsonb (w) FROM (
                      SELECT %s FROM public.%I WHERE %I = $1::%s FOR NO KEY UPDATE
                    ) AS w', t.wire, t.name, t.key, CASE t.key WHEN 'id' THEN 'uuid' ELSE 'text' END)
    FROM salon.synced_tables AS t
    WHERE t.name = lock_row."table"
  ) INTO found USING id;
  RETURN found;
END
$$;

-- Other rows that have a key which this one may not have too: the code of a card, a blocked day.
CREATE FUNCTION salon.same_key ("table" TEXT, "row" JSONB) RETURNS JSONB
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  condition TEXT;
  found JSONB;
  own_key TEXT := (SELECT t.key FROM salon.synced_tables AS t WHERE t.name = same_key."table");
BEGIN
  SELECT string_agg (u.condition, ' OR ') INTO condition
  FROM (
    SELECT '(' || string_agg (format ('t.%1$I = r.%1$I', a.attname), ' AND ') || ')' AS condition
    FROM pg_index AS i
    JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey::int2[])
    WHERE i.indrelid = format ('public.%I', "table")::regclass
      AND i.indisunique AND NOT i.indisprimary
    GROUP BY i.indexrelid
  ) AS u;
  IF condition IS NULL THEN
    RETURN '[]';
  END IF;

  EXECUTE format ('SELECT coalesce (jsonb_agg (salon.obstacle (%1$L, t.%2$I::text)), ''[]'')
                   FROM public.%1$I AS t, jsonb_populate_record (NULL::public.%1$I, $1) AS r
                   WHERE t.%2$I <> r.%2$I AND (%3$s)', "table", own_key, condition)
  INTO found USING "row";
  RETURN found;
END
$$;

-- The bookings that hold the chair at a time this one wants.
CREATE FUNCTION salon.overlapping ("row" JSONB) RETURNS JSONB
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  r     public.bookings := jsonb_populate_record (NULL::public.bookings, "row");
  place TSRANGE := tsrange (
    date_trunc ('minute', r.booking_date + r.booking_time),
    date_trunc ('minute', r.booking_date + r.booking_time)
      + make_interval (mins => r.duration_minutes + r.buffer_minutes));
BEGIN
  RETURN (
    SELECT coalesce (jsonb_agg (salon.obstacle ('bookings', b.id::text)), '[]')
    FROM public.bookings AS b
    WHERE b.staff_id = r.staff_id AND b.during && place AND b.id <> r.id
      AND b.status IN ('pending', 'confirmed', 'arrived', 'completed')
  );
END
$$;

-- For a row that was to be written and could not: the row as it would have been, laid over what is
-- there now.
CREATE FUNCTION salon.wanted ("table" TEXT, id TEXT, set JSONB) RETURNS JSONB
LANGUAGE plpgsql STABLE
AS $$
BEGIN
  RETURN (
    SELECT coalesce ((SELECT r.row FROM salon.rows_of ("table", ARRAY [id]) AS r), '{}')
      || set || jsonb_build_object (t.key, id)
    FROM salon.synced_tables AS t
    WHERE t.name = wanted."table"
  );
END
$$;

CREATE FUNCTION salon.insert_row ("table" TEXT, id TEXT, set JSONB) RETURNS VOID
LANGUAGE plpgsql
AS $$
DECLARE
  own_key TEXT := (SELECT t.key FROM salon.synced_tables AS t WHERE t.name = insert_row."table");
  "row"   JSONB := set || jsonb_build_object (own_key, id);
  n       INTEGER;
  there   JSONB;
  differ  TEXT[];
BEGIN
  EXECUTE (
    SELECT format ('INSERT INTO public.%1$I (%2$s)
                    SELECT %2$s FROM jsonb_populate_record (NULL::public.%1$I, $1)
                    ON CONFLICT DO NOTHING', "table", string_agg (quote_ident (m.key), ', '))
    FROM jsonb_object_keys ("row") AS m (key)
  ) USING "row";
  GET DIAGNOSTICS n = ROW_COUNT;
  IF n = 1 THEN
    RETURN;
  END IF;

  there := salon.lock_row ("table", id);
  IF there IS NULL THEN
    IF salon.same_key ("table", "row") <> '[]' THEN
      PERFORM salon.refuse ('exists', "table", salon.same_key ("table", "row"));
    END IF;
    PERFORM salon.refuse (CASE "table" WHEN 'bookings' THEN 'taken' ELSE 'exists' END, "table",
                          CASE "table" WHEN 'bookings' THEN salon.overlapping ("row") ELSE '[]' END);
  END IF;
  differ := ARRAY (
    SELECT m.key FROM jsonb_each (set) AS m WHERE there -> m.key <> m.value ORDER BY m.key
  );
  IF differ <> '{}' THEN
    PERFORM salon.refuse ('exists', "table", jsonb_build_array (salon.obstacle ("table", id, differ)));
  END IF;
END
$$;

-- What of an update or delete clashes with the row as it is: a field that has neither the value it
-- had where the change was made, nor the one it is to get. NULL: nothing does.
CREATE FUNCTION salon.clash (op TEXT, "table" TEXT, id TEXT, set JSONB, was JSONB, there JSONB)
RETURNS JSONB
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
  RETURN (
    SELECT CASE
      WHEN there IS NULL THEN CASE op WHEN 'update' THEN salon.obstacle ("table", id) END
      ELSE (
        SELECT salon.obstacle ("table", id, array_agg (m.key ORDER BY m.key))
        FROM jsonb_each (was) AS m
        WHERE there -> m.key <> m.value AND there -> m.key IS DISTINCT FROM set -> m.key
        HAVING count (*) > 0
      )
    END
  );
END
$$;

CREATE FUNCTION salon.update_row ("table" TEXT, id TEXT, set JSONB, there JSONB) RETURNS VOID
LANGUAGE plpgsql
AS $$
DECLARE
  assignments TEXT := (
    SELECT string_agg (format ('%1$I = r.%1$I', m.key), ', ')
    FROM jsonb_each (set) AS m
    WHERE there -> m.key <> m.value
  );
BEGIN
  IF assignments IS NULL THEN
    RETURN;
  END IF;
  EXECUTE (
    SELECT format ('UPDATE public.%1$I AS t SET %2$s
                    FROM jsonb_populate_record (NULL::public.%1$I, $1) AS r
                    WHERE t.%3$I = $2::%4$s', t.name, assignments, t.key,
                   CASE t.key WHEN 'id' THEN 'uuid' ELSE 'text' END)
    FROM salon.synced_tables AS t
    WHERE t.name = update_row."table"
  ) USING set, id;
END
$$;

CREATE FUNCTION salon.delete_row ("table" TEXT, id TEXT) RETURNS VOID
LANGUAGE plpgsql
AS $$
BEGIN
  EXECUTE (
    SELECT format ('DELETE FROM public.%I WHERE %I = $1::%s', t.name, t.key,
                   CASE t.key WHEN 'id' THEN 'uuid' ELSE 'text' END)
    FROM salon.synced_tables AS t
    WHERE t.name = delete_row."table"
  ) USING id;
END
$$;

-- The edits one after the other. The first that cannot be made ends the writing, but not the looking:
-- the answer names every row that clashes.
CREATE FUNCTION salon.apply_edits (change JSONB) RETURNS VOID
LANGUAGE plpgsql
AS $$
DECLARE
  e     RECORD;
  there JSONB;
  clash JSONB;
  code  TEXT;
  obstacles JSONB := '[]';
BEGIN
  FOR e IN
    SELECT f.*, row_number () OVER (PARTITION BY f."table", f.id ORDER BY f.n) = 1 AS is_first
    FROM salon.edits_of (change) AS f
    ORDER BY f.n
  LOOP
    IF e.op = 'insert' THEN
      IF code IS NULL THEN
        PERFORM salon.insert_row (e."table", e.id, e.set);
      END IF;
    ELSIF code IS NULL OR e.is_first THEN
      there := salon.lock_row (e."table", e.id);
      clash := salon.clash (e.op, e."table", e.id, e.set, e.was, there);
      IF clash IS NOT NULL THEN
        code := coalesce (code, CASE WHEN there IS NULL THEN 'gone' ELSE 'changed' END);
        obstacles := obstacles || clash;
      ELSIF code IS NULL AND e.op = 'update' THEN
        PERFORM salon.update_row (e."table", e.id, e.set, there);
      ELSIF code IS NULL AND there IS NOT NULL THEN
        PERFORM salon.delete_row (e."table", e.id);
      END IF;
    END IF;
  END LOOP;

  IF code IS NOT NULL THEN
    PERFORM salon.refuse (code, NULL, obstacles);
  END IF;
END
$$;

-- Rows that a change points at and that are not there, and rows that point at what it deletes.
CREATE FUNCTION salon.broken_references (change JSONB) RETURNS JSONB
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  r     RECORD;
  found JSONB;
  obstacles JSONB := '[]';
BEGIN
  FOR r IN
    SELECT e.op, e.id, e.set ->> a.attname AS target, k.conrelid::regclass::text AS source_name,
      s.name AS source, t.name AS referenced, a.attname AS "column"
    FROM pg_constraint AS k
    JOIN salon.synced_tables AS s ON k.conrelid = format ('public.%I', s.name)::regclass
    JOIN salon.synced_tables AS t ON k.confrelid = format ('public.%I', t.name)::regclass
    JOIN pg_attribute AS a ON a.attrelid = k.conrelid AND a.attnum = k.conkey [1]
    JOIN salon.edits_of (change) AS e
      ON e.op = 'delete' AND e."table" = t.name
      OR e.op <> 'delete' AND e."table" = s.name AND e.set ->> a.attname IS NOT NULL
    WHERE k.contype = 'f'
  LOOP
    IF r.op = 'delete' THEN
      EXECUTE format ('SELECT jsonb_agg (salon.obstacle (%1$L, s.id::text))
                       FROM (SELECT id FROM public.%1$I WHERE %2$I = $1::uuid LIMIT 5) AS s',
                      r.source, r."column")
      INTO found USING r.id;
    ELSIF NOT EXISTS (SELECT FROM salon.rows_of (r.referenced, ARRAY [r.target]))
          AND NOT EXISTS (
            SELECT FROM salon.edits_of (change) AS o
            WHERE o.op = 'insert' AND o."table" = r.referenced AND o.id = r.target
          ) THEN
      found := jsonb_build_array (salon.obstacle (r.referenced, r.target));
    ELSE
      found := NULL;
    END IF;
    obstacles := obstacles || coalesce (found, '[]');
  END LOOP;
  RETURN obstacles;
END
$$;

-- The cards that a change takes from, and what was written on them last.
CREATE FUNCTION salon.spent_cards (change JSONB) RETURNS JSONB
LANGUAGE sql STABLE
AS $$
  SELECT coalesce (jsonb_agg (o.obstacle), '[]')
  FROM (
    SELECT DISTINCT (e.set ->> 'card_id')::uuid AS id
    FROM salon.edits_of (change) AS e
    WHERE e."table" = 'gift_card_movements' AND e.op = 'insert'
  ) AS c
  CROSS JOIN LATERAL (
    SELECT salon.obstacle ('gift_cards', c.id::text) AS obstacle
    UNION ALL
    (
      SELECT salon.obstacle ('gift_card_movements', m.id::text)
      FROM public.gift_card_movements AS m
      WHERE m.card_id = c.id
      ORDER BY m.at DESC
      LIMIT 20
    )
  ) AS o
$$;

-- Web bookings that were not confirmed in time let go of the chair on these days. One that somebody
-- is just writing is left to her.
CREATE FUNCTION salon.release_holds (staff UUID, "day" DATE, spared UUID[]) RETURNS VOID
LANGUAGE plpgsql
AS $$
BEGIN
  UPDATE public.bookings AS b
  SET status = 'cancelled', cancelled_at = now () AT TIME ZONE 'UTC', cancellation_reason = 'hold expired'
  FROM (
    SELECT h.id
    FROM public.bookings AS h
    WHERE h.staff_id = release_holds.staff
      AND h.booking_date BETWEEN release_holds.day - 1 AND release_holds.day
      AND h.status = 'pending'
      AND h.hold_expires_at < now ()
      AND h.id <> ALL (spared)
    FOR NO KEY UPDATE SKIP LOCKED
  ) AS expired
  WHERE b.id = expired.id;
END
$$;

-- The chair-days that a batch touches: where its bookings are, and where they are to be.
CREATE FUNCTION salon.days_of (batch JSONB) RETURNS TABLE (staff UUID, "day" DATE)
LANGUAGE plpgsql STABLE
AS $$
BEGIN
  RETURN QUERY
  WITH edited AS (
    SELECT e.set, to_jsonb (w) AS there
    FROM jsonb_array_elements (batch) AS c
    CROSS JOIN LATERAL salon.edits_of (c) AS e
    LEFT JOIN salon.wire_bookings AS w ON w.id = e.id::uuid
    WHERE e."table" = 'bookings'
  ), placed AS (
    SELECT there AS booking FROM edited
    UNION ALL
    SELECT coalesce (there, '{}') || set FROM edited
  )
  SELECT DISTINCT r.staff_id, d::date
  FROM placed AS p
  CROSS JOIN LATERAL jsonb_populate_record (NULL::public.bookings, CASE
    -- Not 'infinity', which has no end of days.
    WHEN salon.fits ('date', p.booking -> 'booking_date') THEN p.booking
  END) AS r
  CROSS JOIN LATERAL generate_series (
    r.booking_date::timestamp,
    r.booking_date + r.booking_time
      + make_interval (mins => least (r.duration_minutes + r.buffer_minutes, 2880)),
    interval '1 day'
  ) AS d
  WHERE r.staff_id IS NOT NULL;
END
$$;

CREATE FUNCTION salon.lock_days (batch JSONB) RETURNS VOID
LANGUAGE plpgsql
AS $$
DECLARE
  spared UUID[] := ARRAY (
    SELECT e.id::uuid
    FROM jsonb_array_elements (batch) AS c, salon.edits_of (c) AS e
    WHERE e."table" = 'bookings'
  );
  chairs UUID[];
  days   DATE[];
BEGIN
  IF spared = '{}' THEN
    RETURN;
  END IF;
  SELECT array_agg (s.staff), array_agg (s.day) INTO chairs, days
  FROM salon.days_of (batch) AS s;

  PERFORM pg_advisory_xact_lock (1396788302, d.number)
  FROM (
    SELECT DISTINCT hashtext (s.staff || ' ' || s.day) AS number
    FROM unnest (chairs, days) AS s (staff, "day")
    ORDER BY number
  ) AS d;

  PERFORM set_config ('salon.writer', 'hold expired', TRUE);
  PERFORM salon.release_holds (s.staff, s.day, spared)
  FROM unnest (chairs, days) AS s (staff, "day");
  PERFORM set_config ('salon.writer', '', TRUE);
EXCEPTION
  -- A day that is none: its change will be refused, the others go on.
  WHEN data_exception THEN
    RETURN;
END
$$;

-- Locks every row that the batch edits, the cards it takes from and the payments it takes back.
CREATE FUNCTION salon.lock_rows (batch JSONB) RETURNS VOID
LANGUAGE plpgsql
AS $$
DECLARE
  r RECORD;
BEGIN
  FOR r IN
    WITH edited AS (
      SELECT e.* FROM jsonb_array_elements (batch) AS c, salon.edits_of (c) AS e
    ), locked AS (
      SELECT e."table", e.id FROM edited AS e WHERE e.op <> 'insert'
      UNION
      SELECT 'gift_cards', e.set ->> 'card_id'
      FROM edited AS e
      WHERE e."table" = 'gift_card_movements' AND salon.fits ('uuid', e.set -> 'card_id')
      UNION
      SELECT 'payments', e.set ->> 'reverses'
      FROM edited AS e
      WHERE e."table" = 'payments' AND salon.fits ('uuid', e.set -> 'reverses')
    )
    SELECT t.name, t.key, array_agg (l.id) AS ids
    FROM locked AS l
    JOIN salon.synced_tables AS t ON t.name = l."table"
    GROUP BY t.position, t.name, t.key
    ORDER BY t.position
  LOOP
    EXECUTE format ('SELECT FROM public.%1$I WHERE %2$I = ANY ($1::%3$s[]) ORDER BY %2$I FOR NO KEY UPDATE',
                    r.name, r.key, CASE r.key WHEN 'id' THEN 'uuid' ELSE 'text' END)
    USING r.ids;
  END LOOP;
END
$$;

CREATE FUNCTION salon.answer (seq BIGINT, code TEXT, words TEXT, obstacles JSONB DEFAULT '[]')
RETURNS JSONB
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
  RETURN jsonb_build_object (
    'seq', seq,
    'outcome', CASE
      WHEN code IN ('unknown_field', 'bad_value', 'out_of_order') THEN 'rejected'
      ELSE 'conflict'
    END,
    'code', code, 'detail', left (coalesce (words, ''), 500), 'rows', obstacles);
END
$$;

-- Makes one change, all of it or nothing, and says what came of it.
CREATE FUNCTION salon.make_change (change JSONB) RETURNS JSONB
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

-- The answer as the device gets it: with the rows that stand in the way as they are now, and who wrote
-- them last. One that no device could hold is left out.
CREATE FUNCTION salon.tell (answer JSONB) RETURNS JSONB
LANGUAGE plpgsql STABLE
AS $$
BEGIN
  IF NOT answer ? 'rows' THEN
    RETURN answer;
  END IF;
  RETURN answer || jsonb_build_object ('rows', (
    SELECT coalesce (jsonb_agg (
      o.obstacle || jsonb_build_object ('row', r.row, 'by', h.by, 'at', h.at) ORDER BY o.n
    ) FILTER (WHERE r.row IS NULL OR NOT salon.is_too_large (r.row)), '[]')
    FROM jsonb_array_elements (answer -> 'rows') WITH ORDINALITY AS o (obstacle, n)
    LEFT JOIN LATERAL salon.rows_of (o.obstacle ->> 'table', ARRAY [o.obstacle ->> 'id']) AS r ON TRUE
    LEFT JOIN LATERAL (
      SELECT coalesce (d.name, h.writer) AS by, to_char (h.at, 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
      FROM salon.history AS h
      LEFT JOIN salon.devices AS d ON d.id = h.device
      WHERE h.table_name = o.obstacle ->> 'table' AND h.row_id = o.obstacle ->> 'id'
      ORDER BY h.id DESC
      LIMIT 1
    ) AS h ON TRUE));
END
$$;

-- A change whose number is new: makes it, and keeps the answer. `refused` are the rows of the changes
-- of this batch that were refused ("table id" → number): what was done to them afterwards was done to
-- something that never came to be, and waits for the owner with it.
CREATE FUNCTION salon.take_change (device UUID, change JSONB, refused JSONB) RETURNS JSONB
LANGUAGE plpgsql
AS $$
DECLARE
  number BIGINT := (change ->> 'seq')::bigint;
  answer JSONB;
  follows RECORD;
BEGIN
  SELECT min (refused ->> (e."table" || ' ' || e.id)) AS seq,
    jsonb_agg (DISTINCT salon.obstacle (e."table", e.id)) AS obstacles
  INTO follows
  FROM salon.edits_of (change) AS e
  WHERE refused ? (e."table" || ' ' || e.id);

  IF follows.seq IS NOT NULL THEN
    answer := salon.answer (number, 'changed', 'follows ' || follows.seq || ', which was refused',
                            follows.obstacles);
  ELSE
    PERFORM set_config ('salon.device', device::text, TRUE);
    PERFORM set_config ('salon.seq', number::text, TRUE);
    PERFORM set_config ('salon.label', left (coalesce (change ->> 'label', ''), 500), TRUE);
    answer := salon.make_change (change);
    PERFORM set_config ('salon.device', '', TRUE);
    PERFORM set_config ('salon.seq', '', TRUE);
    PERFORM set_config ('salon.label', '', TRUE);
  END IF;

  INSERT INTO salon.answers (device, seq, digest, answer)
  VALUES (device, number, sha256 (convert_to (change::text, 'UTF8')), answer);
  UPDATE salon.devices SET last_seq = number, seen_at = now () WHERE id = device;
  RETURN answer;
END
$$;

-- The answer to one change of the batch, whether it was seen before or not.
CREATE FUNCTION salon.answer_change (device UUID, change JSONB, refused JSONB) RETURNS JSONB
LANGUAGE plpgsql
AS $$
#variable_conflict use_variable
DECLARE
  number BIGINT;
  seen   salon.answers;
BEGIN
  IF change -> 'device' IS DISTINCT FROM to_jsonb (device) THEN
    RETURN salon.answer (0, 'bad_value', 'a change of another device');
  END IF;
  IF jsonb_typeof (change -> 'seq') IS DISTINCT FROM 'number' OR change ->> 'seq' !~ '^[1-9][0-9]{0,17}$' THEN
    RETURN salon.answer (0, 'bad_value', 'seq is no number of a change');
  END IF;
  number := (change ->> 'seq')::bigint;

  SELECT a.* INTO seen FROM salon.answers AS a WHERE a.device = device AND a.seq = number;
  IF FOUND AND seen.digest = sha256 (convert_to (change::text, 'UTF8')) THEN
    RETURN seen.answer || jsonb_build_object ('outcome', 'duplicate', 'first', seen.answer -> 'outcome');
  ELSIF FOUND THEN
    RETURN salon.answer (number, 'out_of_order', 'this number was given to another change');
  ELSIF number <= (SELECT d.last_seq FROM salon.devices AS d WHERE d.id = device) THEN
    RETURN salon.answer (number, 'out_of_order', 'a later change was answered already');
  END IF;
  RETURN salon.take_change (device, change, refused);
END
$$;

-- An error means that nothing was done: 22023 or 54000 for what is no batch, else try again.
CREATE FUNCTION salon.push (batch JSONB) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO'
SET intervalstyle = 'postgres' SET jit = off
AS $$
DECLARE
  sender  TEXT;
  change  JSONB;
  answer  JSONB;
  answers JSONB := '[]';
  refused JSONB := '{}';
BEGIN
  IF jsonb_typeof (batch) IS DISTINCT FROM 'array' THEN
    RAISE EXCEPTION 'a batch is an array of changes' USING ERRCODE = '22023';
  ELSIF jsonb_array_length (batch) > 1000 OR pg_column_size (batch) > 33554432 THEN
    RAISE EXCEPTION 'a batch has at most 1000 changes and 32 MiB' USING ERRCODE = '54000';
  ELSIF batch = '[]' THEN
    RETURN batch;
  END IF;

  SELECT c ->> 'device' INTO sender
  FROM jsonb_array_elements (batch) AS c
  WHERE salon.fits ('uuid', c -> 'device')
  LIMIT 1;
  IF sender IS NULL THEN
    RAISE EXCEPTION 'a batch of no device' USING ERRCODE = '22023';
  END IF;

  -- One batch of a device at a time: a second one, from a connection that the device gave up, waits
  -- here and then finds the answers.
  INSERT INTO salon.devices (id, name) VALUES (sender::uuid, sender) ON CONFLICT DO NOTHING;
  PERFORM FROM salon.devices AS d WHERE d.id = sender::uuid FOR NO KEY UPDATE;
  PERFORM salon.lock_days (batch);
  PERFORM salon.lock_rows (batch);

  FOR change IN SELECT c FROM jsonb_array_elements (batch) WITH ORDINALITY AS e (c, n) ORDER BY n LOOP
    answer := salon.answer_change (sender::uuid, change, refused);
    IF coalesce (answer ->> 'first', answer ->> 'outcome') <> 'applied' THEN
      SELECT refused || coalesce (jsonb_object_agg (e."table" || ' ' || e.id, answer ->> 'seq'), '{}')
      INTO refused
      FROM salon.edits_of (change) AS e
      WHERE NOT refused ? (e."table" || ' ' || e.id);
    END IF;
    answers := answers || salon.tell (answer);
  END LOOP;

  -- Also when nothing was changed: this transaction may have held others' changes behind the fence.
  PERFORM pg_notify ('salon', '');
  RETURN answers;
END
$$;

REVOKE ALL ON ALL TABLES IN SCHEMA salon FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA salon FROM PUBLIC;
