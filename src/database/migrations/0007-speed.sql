-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The same rules in less time: no statement of salon.push is planned anew for each row, nothing is
-- written fifty times that is only true at the end, and the wire's forms are cut out of what PostgreSQL
-- writes anyway. And answers that nobody can ask for any more are forgotten.

-- A function in SQL that stands in an index is planned with every statement that writes it.
CREATE OR REPLACE FUNCTION salon.name_key (name TEXT) RETURNS TEXT
LANGUAGE plpgsql IMMUTABLE
AS $$
BEGIN
  RETURN (
    SELECT coalesce (string_agg (w.word, ' ' ORDER BY w.word COLLATE "C"), '')
    FROM regexp_split_to_table (
      lower (
        translate (
          replace (replace (replace (replace (replace (normalize (name, NFC),
            'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss'),
          'àáâãäåçèéêëìíîïñòóôõöøùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸ’' || chr (160) || chr (8239),
          'aaaaaaceeeeiiiinoooooouuuuyyaaaaaaceeeeiiiinoooooouuuuyy''  '
        )
      ),
      '[[:space:][:punct:]]+'
    ) AS w (word)
    WHERE w.word <> ''
  );
END
$$;

-- The wire --------------------------------------------------------------------------------------------

-- As text in the style ISO, which every reader of a wire view has set, and without fractions of a second.
CREATE OR REPLACE FUNCTION salon.wire_expression (table_name TEXT, column_name TEXT, kind TEXT)
RETURNS TEXT
LANGUAGE sql STABLE
AS $$
  SELECT format (
    CASE kind
      WHEN 'money' THEN '%1$I::numeric(12,2)::text'
      WHEN 'date' THEN 'left (%1$I::text, 10)'
      WHEN 'time' THEN 'left (%1$I::text, 8)'
      WHEN 'instant' THEN CASE a.atttypid
        WHEN 'timestamptz'::regtype
          THEN 'replace (left ((%1$I AT TIME ZONE ''UTC'')::text, 19), '' '', ''T'') || ''Z'''
        ELSE 'replace (left (%1$I::text, 19), '' '', ''T'') || ''Z'''
      END
      ELSE '%1$I'
    END || ' AS %1$I',
    column_name
  )
  FROM pg_catalog.pg_attribute AS a
  WHERE a.attrelid = format ('public.%I', table_name)::regclass
    AND a.attname = column_name
$$;

UPDATE salon.synced_tables AS t
SET wire = (
  SELECT string_agg (salon.wire_expression (c.table_name, c.name, c.kind), ', ' ORDER BY c.position)
  FROM salon.synced_columns AS c
  WHERE c.table_name = t.name
);

DO $$
DECLARE
  t salon.synced_tables;
BEGIN
  FOR t IN SELECT * FROM salon.synced_tables ORDER BY position LOOP
    EXECUTE format ('CREATE OR REPLACE VIEW salon.%I AS SELECT %s FROM public.%I',
                    'wire_' || t.name, t.wire, t.name);
  END LOOP;
END
$$;

ALTER FUNCTION salon.pull (TEXT, TEXT, BIGINT, INTEGER) SET datestyle = 'ISO';
ALTER FUNCTION salon.history_of (TEXT, TEXT, INTEGER) SET datestyle = 'ISO';

-- Statements that are planned once for a connection -----------------------------------------------------

-- How a column of a new row is read from its wire form. What the row does not name is the column's
-- default. Without the length of a type: the assignment refuses what is too long, a cast would cut it.
CREATE FUNCTION salon.read_expression (a pg_catalog.pg_attribute) RETURNS TEXT
LANGUAGE sql STABLE
AS $$
  SELECT format (
    'CASE WHEN wanted_row ? %1$L THEN %2$s ELSE %3$s END',
    a.attname,
    CASE
      WHEN a.atttypid IN ('json'::regtype, 'jsonb'::regtype)
        THEN format ('nullif (wanted_row -> %L, ''null'')::%s', a.attname, format_type (a.atttypid, NULL))
      ELSE format ('(wanted_row ->> %L)::%s', a.attname, format_type (a.atttypid, NULL))
    END,
    coalesce (
      (
        SELECT pg_get_expr (d.adbin, d.adrelid)
        FROM pg_catalog.pg_attrdef AS d
        WHERE d.adrelid = a.attrelid AND d.adnum = a.attnum
      ),
      'NULL::' || format_type (a.atttypid, NULL)
    )
  )
$$;

-- Writes salon.insert_new and salon.lock_row anew, from the list of synced columns: a statement of its
-- own for each table, which the server plans once for a connection and not once for a row.
CREATE FUNCTION salon.make_writers () RETURNS VOID
LANGUAGE plpgsql
AS $$
DECLARE
  t       salon.synced_tables;
  names   TEXT;
  reads   TEXT;
  inserts TEXT := '';
  locks   TEXT := '';
BEGIN
  FOR t IN SELECT s.* FROM salon.synced_tables AS s ORDER BY s.position LOOP
    SELECT string_agg (quote_ident (c.name), ', ' ORDER BY c.position),
      string_agg (salon.read_expression (a), E',\n        ' ORDER BY c.position)
    INTO names, reads
    FROM salon.synced_columns AS c
    JOIN pg_catalog.pg_attribute AS a
      ON a.attrelid = format ('public.%I', c.table_name)::regclass AND a.attname = c.name
    WHERE c.table_name = t.name;

    inserts := inserts || format (E'  WHEN %1$L THEN\n      INSERT INTO public.%1$I (%2$s)\n'
      '      SELECT %3$s\n      ON CONFLICT DO NOTHING;\n', t.name, names, reads);
    locks := locks || format (E'  WHEN %1$L THEN\n      SELECT to_jsonb (w) INTO found\n'
      '      FROM (SELECT %2$s FROM public.%1$I WHERE %3$I = wanted_id::%4$s FOR NO KEY UPDATE) AS w;\n',
      t.name, t.wire, t.key, CASE t.key WHEN 'id' THEN 'uuid' ELSE 'text' END);
  END LOOP;

  EXECUTE format ('CREATE OR REPLACE FUNCTION salon.insert_new (wanted_table TEXT, wanted_row JSONB)
    RETURNS INTEGER
    LANGUAGE plpgsql
    AS $body$
    #variable_conflict use_column
    DECLARE
      n INTEGER;
    BEGIN
      CASE wanted_table
      %s
      END CASE;
      GET DIAGNOSTICS n = ROW_COUNT;
      RETURN n;
    END
    $body$', inserts);
  -- Locks a row until the end of the batch and reads it; NULL when there is none.
  EXECUTE format ('CREATE OR REPLACE FUNCTION salon.lock_row ("table" TEXT, id TEXT) RETURNS JSONB
    LANGUAGE plpgsql
    AS $body$
    #variable_conflict use_column
    DECLARE
      wanted_id TEXT := lock_row.id;
      found     JSONB;
    BEGIN
      CASE lock_row."table"
      %s
      END CASE;
      RETURN found;
    END
    $body$', locks);
END
$$;

SELECT salon.make_writers ();

-- A later migration that adds a column need not think of it: at its end they are written anew.
CREATE FUNCTION salon.columns_changed () RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
  PERFORM salon.make_writers ();
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER synced_columns_changed
AFTER INSERT OR UPDATE OR DELETE ON salon.synced_columns
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW EXECUTE FUNCTION salon.columns_changed ();

CREATE OR REPLACE FUNCTION salon.insert_row ("table" TEXT, id TEXT, set JSONB) RETURNS VOID
LANGUAGE plpgsql
AS $$
DECLARE
  own_key TEXT := CASE "table" WHEN 'salon_settings' THEN 'key' ELSE 'id' END;
  "row"   JSONB := set || jsonb_build_object (own_key, id);
  there   JSONB;
  differ  TEXT[];
BEGIN
  IF salon.insert_new ("table", "row") = 1 THEN
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

-- One batch ---------------------------------------------------------------------------------------------

-- In SQL these two become part of the query that asks them, value by value.
CREATE OR REPLACE FUNCTION salon.fits (kind TEXT, value JSONB) RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE
AS $$
  SELECT CASE
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
  END
$$;

CREATE OR REPLACE FUNCTION salon.is_row_id (key TEXT, id JSONB) RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE
AS $$
  SELECT CASE key
    WHEN 'id' THEN salon.fits ('uuid', id)
    ELSE salon.fits ('text', id) AND octet_length (id #>> '{}') BETWEEN 1 AND 200
  END
$$;

-- The edits one after the other. The first that cannot be made ends the writing, but not the looking:
-- the answer names every row that clashes, once.
CREATE OR REPLACE FUNCTION salon.apply_edits (change JSONB) RETURNS VOID
LANGUAGE plpgsql
AS $$
DECLARE
  e     RECORD;
  there JSONB;
  clash JSONB;
  code  TEXT;
  met   TEXT[] := '{}';
  obstacles JSONB := '[]';
BEGIN
  FOR e IN SELECT f.* FROM salon.edits_of (change) AS f ORDER BY f.n LOOP
    IF e.op = 'insert' THEN
      IF code IS NULL THEN
        PERFORM salon.insert_row (e."table", e.id, e.set);
      END IF;
    ELSIF code IS NULL OR e."table" || ' ' || e.id <> ALL (met) THEN
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
    met := met || (e."table" || ' ' || e.id);
  END LOOP;

  IF code IS NOT NULL THEN
    PERFORM salon.refuse (code, NULL, obstacles);
  END IF;
END
$$;

DROP FUNCTION salon.take_change (UUID, JSONB, JSONB);
DROP FUNCTION salon.answer_change (UUID, JSONB, JSONB);

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
  IF refused <> '{}' THEN
    SELECT min (refused ->> (e."table" || ' ' || e.id)) AS seq,
      jsonb_agg (DISTINCT salon.obstacle (e."table", e.id)) AS obstacles
    INTO follows
    FROM salon.edits_of (change) AS e
    WHERE refused ? (e."table" || ' ' || e.id);
    IF follows.seq IS NOT NULL THEN
      answer := salon.answer (number, 'changed', 'follows ' || follows.seq || ', which was refused',
                              follows.obstacles);
    END IF;
  END IF;

  IF answer IS NULL THEN
    PERFORM set_config ('salon.seq', number::text, TRUE),
      set_config ('salon.label', left (coalesce (change ->> 'label', ''), 500), TRUE);
    answer := salon.make_change (change);
  END IF;

  INSERT INTO salon.answers (device, seq, digest, answer)
  VALUES (device, number, sha256 (convert_to (change::text, 'UTF8')), answer);
  RETURN answer;
END
$$;

-- The answer to one change of the batch, whether it was seen before or not. `last`: the greatest number
-- that was answered.
CREATE FUNCTION salon.answer_change (device UUID, change JSONB, refused JSONB, last BIGINT) RETURNS JSONB
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
  IF number > last THEN
    RETURN salon.take_change (device, change, refused);
  END IF;

  SELECT a.* INTO seen FROM salon.answers AS a WHERE a.device = device AND a.seq = number;
  IF FOUND AND seen.digest = sha256 (convert_to (change::text, 'UTF8')) THEN
    RETURN seen.answer || jsonb_build_object ('outcome', 'duplicate', 'first', seen.answer -> 'outcome');
  ELSIF FOUND THEN
    RETURN salon.answer (number, 'out_of_order', 'this number was given to another change');
  END IF;
  RETURN salon.answer (number, 'out_of_order', 'a later change was answered already');
END
$$;

-- An error means that nothing was done: 22023 or 54000 for what is no batch, else try again.
CREATE OR REPLACE FUNCTION salon.push (batch JSONB) RETURNS JSONB
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO'
SET intervalstyle = 'postgres' SET jit = off SET plan_cache_mode = 'force_generic_plan'
AS $$
DECLARE
  sender  TEXT;
  last    BIGINT;
  change  JSONB;
  answer  JSONB;
  answers JSONB[] := '{}';
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
  SELECT d.last_seq INTO last FROM salon.devices AS d WHERE d.id = sender::uuid FOR NO KEY UPDATE;
  PERFORM salon.lock_days (batch);
  PERFORM salon.lock_rows (batch);

  PERFORM set_config ('salon.device', sender, TRUE);
  FOR change IN SELECT c FROM jsonb_array_elements (batch) WITH ORDINALITY AS e (c, n) ORDER BY n LOOP
    answer := salon.answer_change (sender::uuid, change, refused, last);
    last := greatest (last, (answer ->> 'seq')::bigint);
    IF coalesce (answer ->> 'first', answer ->> 'outcome') <> 'applied' THEN
      SELECT refused || coalesce (jsonb_object_agg (e."table" || ' ' || e.id, answer ->> 'seq'), '{}')
      INTO refused
      FROM salon.edits_of (change) AS e
      WHERE NOT refused ? (e."table" || ' ' || e.id);
    END IF;
    answers := answers || salon.tell (answer);
  END LOOP;
  PERFORM set_config ('salon.device', '', TRUE), set_config ('salon.seq', '', TRUE),
    set_config ('salon.label', '', TRUE);
  UPDATE salon.devices AS d SET last_seq = last, seen_at = now ()
  WHERE d.id = sender::uuid AND d.last_seq < last;

  -- Also when nothing was changed: this transaction may have held others' changes behind the fence.
  PERFORM pg_notify ('salon', '');
  RETURN to_jsonb (answers);
END
$$;

-- Answers that nobody asks for ----------------------------------------------------------------------------

-- A device asks again for an answer that it did not get, soon, or when it has lain somewhere for long. One
-- that comes back after more than a year with a change that was made then is refused (out_of_order) and
-- asks its owner: the number is known to be answered for good, only what was said is forgotten. A few
-- hundred with each greeting, the oldest first, so that none is long.
CREATE FUNCTION salon.forget_answers (device UUID) RETURNS VOID
LANGUAGE sql
AS $$
  DELETE FROM salon.answers AS a
  USING (
    SELECT o.seq
    FROM salon.answers AS o
    WHERE o.device = forget_answers.device
    ORDER BY o.seq
    LIMIT 500
  ) AS oldest
  WHERE a.device = forget_answers.device
    AND a.seq = oldest.seq
    AND a.at < now () - interval '400 days'
$$;

CREATE OR REPLACE FUNCTION salon.hello (device UUID, name TEXT) RETURNS JSONB
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
  PERFORM salon.forget_answers (hello.device);

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

REVOKE ALL ON ALL TABLES IN SCHEMA salon FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA salon FROM PUBLIC;
