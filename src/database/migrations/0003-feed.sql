-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The change feed: how a device learns what changed since it last looked, without a gap.
--
-- salon.sync_rows has one line for each row of a synced table, also for a deleted one: in which
-- transaction it changed last. It is kept by one trigger on every synced table, so whoever writes
-- (a desk, the web site, somebody with psql) is in the feed. A reader asks for what lies after her
-- cursor (xid, seq) and *below the fence*: the oldest transaction that was still running when she
-- looked. What lies below it can no longer change, so nothing is ever passed over. See README.md.

-- The database as the devices know it. Cursors are true for one generation only.
--
-- `origin` says which cluster, timeline, database and table this was when the generation began. A
-- restore from a dump or to an earlier moment makes another one of it: the transaction numbers in
-- sync_rows mean nothing there, so salon.renew_when_restored() begins a new generation.
CREATE TABLE salon.database (
  id         BOOLEAN NOT NULL DEFAULT TRUE PRIMARY KEY CHECK (id),
  generation UUID    NOT NULL DEFAULT gen_random_uuid (),
  origin     TEXT    NOT NULL
);

-- The tables and columns that are synced, as src/core/salon-schema.c has them (a test compares the
-- two). The wire views are made from this list, and salon.push allows nothing that is not on it.
CREATE TABLE salon.synced_tables (
  position INTEGER NOT NULL UNIQUE,
  name     TEXT    NOT NULL PRIMARY KEY,
  key      TEXT    NOT NULL,
  -- The select list that makes a wire row of a row of the table.
  wire     TEXT
);

CREATE TABLE salon.synced_columns (
  table_name TEXT    NOT NULL REFERENCES salon.synced_tables (name),
  position   INTEGER NOT NULL,
  name       TEXT    NOT NULL,
  kind       TEXT    NOT NULL CHECK (
    kind IN ('uuid', 'text', 'integer', 'money', 'boolean', 'date', 'time', 'instant', 'json')
  ),
  nullable   BOOLEAN NOT NULL,
  PRIMARY KEY (table_name, name),
  UNIQUE (table_name, position)
);

INSERT INTO salon.synced_tables (position, name, key) VALUES
  (1, 'staff', 'id'),
  (2, 'services', 'id'),
  (3, 'clients', 'id'),
  (4, 'bookings', 'id'),
  (5, 'booking_services', 'id'),
  (6, 'availabilities', 'id'),
  (7, 'opening_exceptions', 'id'),
  (8, 'blocked_dates', 'id'),
  (9, 'gift_cards', 'id'),
  (10, 'gift_card_movements', 'id'),
  (11, 'payments', 'id'),
  (12, 'notifications', 'id'),
  (13, 'salon_settings', 'key');

INSERT INTO salon.synced_columns (table_name, position, name, kind, nullable) VALUES
  ('staff', 1, 'id', 'uuid', FALSE),
  ('staff', 2, 'name', 'text', FALSE),
  ('staff', 3, 'is_active', 'boolean', FALSE),
  ('staff', 4, 'position', 'integer', FALSE),
  ('services', 1, 'id', 'uuid', FALSE),
  ('services', 2, 'name', 'text', FALSE),
  ('services', 3, 'category', 'text', FALSE),
  ('services', 4, 'description', 'text', TRUE),
  ('services', 5, 'duration_minutes', 'integer', FALSE),
  ('services', 6, 'price', 'money', FALSE),
  ('services', 7, 'is_active', 'boolean', FALSE),
  ('services', 8, 'image_url', 'text', TRUE),
  ('services', 9, 'buffer_minutes', 'integer', FALSE),
  ('services', 10, 'position', 'integer', FALSE),
  ('clients', 1, 'id', 'uuid', FALSE),
  ('clients', 2, 'name', 'text', FALSE),
  ('clients', 3, 'email', 'text', TRUE),
  ('clients', 4, 'phone', 'text', TRUE),
  ('clients', 5, 'allergies', 'text', TRUE),
  ('clients', 6, 'notes', 'text', TRUE),
  ('clients', 7, 'is_blocked', 'boolean', FALSE),
  ('clients', 8, 'sms_consent', 'boolean', FALSE),
  ('clients', 9, 'email_consent', 'boolean', FALSE),
  ('clients', 10, 'language', 'text', FALSE),
  ('clients', 11, 'merged_into', 'uuid', TRUE),
  ('clients', 12, 'anonymised_at', 'instant', TRUE),
  ('clients', 13, 'created_at', 'instant', FALSE),
  ('bookings', 1, 'id', 'uuid', FALSE),
  ('bookings', 2, 'service_id', 'uuid', TRUE),
  ('bookings', 3, 'client_name', 'text', FALSE),
  ('bookings', 4, 'client_email', 'text', TRUE),
  ('bookings', 5, 'client_phone', 'text', TRUE),
  ('bookings', 6, 'booking_date', 'date', FALSE),
  ('bookings', 7, 'booking_time', 'time', FALSE),
  ('bookings', 8, 'status', 'text', FALSE),
  ('bookings', 9, 'payment_status', 'text', FALSE),
  ('bookings', 10, 'payment_amount', 'money', TRUE),
  ('bookings', 11, 'payment_method', 'text', TRUE),
  ('bookings', 12, 'notes', 'text', TRUE),
  ('bookings', 13, 'cancellation_reason', 'text', TRUE),
  ('bookings', 14, 'cancelled_at', 'instant', TRUE),
  ('bookings', 15, 'created_at', 'instant', FALSE),
  ('bookings', 16, 'client_id', 'uuid', TRUE),
  ('bookings', 17, 'staff_id', 'uuid', FALSE),
  ('bookings', 18, 'duration_minutes', 'integer', FALSE),
  ('bookings', 19, 'buffer_minutes', 'integer', FALSE),
  ('bookings', 20, 'price', 'money', FALSE),
  ('bookings', 21, 'forced_reason', 'text', TRUE),
  ('bookings', 22, 'hold_expires_at', 'instant', TRUE),
  ('bookings', 23, 'double_booked', 'boolean', FALSE),
  ('booking_services', 1, 'id', 'uuid', FALSE),
  ('booking_services', 2, 'booking_id', 'uuid', FALSE),
  ('booking_services', 3, 'position', 'integer', FALSE),
  ('booking_services', 4, 'service_id', 'uuid', TRUE),
  ('booking_services', 5, 'name', 'text', FALSE),
  ('booking_services', 6, 'duration_minutes', 'integer', FALSE),
  ('booking_services', 7, 'buffer_minutes', 'integer', FALSE),
  ('booking_services', 8, 'price', 'money', FALSE),
  ('availabilities', 1, 'id', 'uuid', FALSE),
  ('availabilities', 2, 'day_of_week', 'integer', FALSE),
  ('availabilities', 3, 'start_time', 'time', FALSE),
  ('availabilities', 4, 'end_time', 'time', FALSE),
  ('availabilities', 5, 'is_active', 'boolean', FALSE),
  ('availabilities', 6, 'staff_id', 'uuid', TRUE),
  ('opening_exceptions', 1, 'id', 'uuid', FALSE),
  ('opening_exceptions', 2, 'from_date', 'date', FALSE),
  ('opening_exceptions', 3, 'to_date', 'date', FALSE),
  ('opening_exceptions', 4, 'start_time', 'time', TRUE),
  ('opening_exceptions', 5, 'end_time', 'time', TRUE),
  ('opening_exceptions', 6, 'open', 'boolean', FALSE),
  ('opening_exceptions', 7, 'reason', 'text', TRUE),
  ('blocked_dates', 1, 'id', 'uuid', FALSE),
  ('blocked_dates', 2, 'date', 'date', FALSE),
  ('blocked_dates', 3, 'reason', 'text', TRUE),
  ('gift_cards', 1, 'id', 'uuid', FALSE),
  ('gift_cards', 2, 'code', 'text', FALSE),
  ('gift_cards', 3, 'type', 'text', FALSE),
  ('gift_cards', 4, 'amount', 'money', TRUE),
  ('gift_cards', 5, 'service_id', 'uuid', TRUE),
  ('gift_cards', 6, 'buyer_name', 'text', FALSE),
  ('gift_cards', 7, 'buyer_email', 'text', TRUE),
  ('gift_cards', 8, 'recipient_name', 'text', FALSE),
  ('gift_cards', 9, 'recipient_email', 'text', TRUE),
  ('gift_cards', 10, 'custom_message', 'text', TRUE),
  ('gift_cards', 11, 'purchase_date', 'date', FALSE),
  ('gift_cards', 12, 'expiry_date', 'date', FALSE),
  ('gift_cards', 13, 'pdf_url', 'text', TRUE),
  ('gift_card_movements', 1, 'id', 'uuid', FALSE),
  ('gift_card_movements', 2, 'card_id', 'uuid', FALSE),
  ('gift_card_movements', 3, 'kind', 'text', FALSE),
  ('gift_card_movements', 4, 'amount', 'money', FALSE),
  ('gift_card_movements', 5, 'booking_id', 'uuid', TRUE),
  ('gift_card_movements', 6, 'note', 'text', TRUE),
  ('gift_card_movements', 7, 'at', 'instant', FALSE),
  ('gift_card_movements', 8, 'by', 'text', TRUE),
  ('payments', 1, 'id', 'uuid', FALSE),
  ('payments', 2, 'booking_id', 'uuid', TRUE),
  ('payments', 3, 'gift_card_id', 'uuid', TRUE),
  ('payments', 4, 'amount', 'money', FALSE),
  ('payments', 5, 'payment_method', 'text', FALSE),
  ('payments', 6, 'payment_provider', 'text', TRUE),
  ('payments', 7, 'provider_payment_id', 'text', TRUE),
  ('payments', 8, 'status', 'text', FALSE),
  ('payments', 9, 'metadata', 'json', TRUE),
  ('payments', 10, 'created_at', 'instant', FALSE),
  ('payments', 11, 'reverses', 'uuid', TRUE),
  ('notifications', 1, 'id', 'uuid', FALSE),
  ('notifications', 2, 'booking_id', 'uuid', TRUE),
  ('notifications', 3, 'type', 'text', FALSE),
  ('notifications', 4, 'channel', 'text', FALSE),
  ('notifications', 5, 'recipient', 'text', FALSE),
  ('notifications', 6, 'content', 'text', TRUE),
  ('notifications', 7, 'status', 'text', FALSE),
  ('notifications', 8, 'sent_at', 'instant', TRUE),
  ('notifications', 9, 'error_message', 'text', TRUE),
  ('notifications', 10, 'starts_at', 'text', TRUE),
  ('notifications', 11, 'due_at', 'instant', TRUE),
  ('notifications', 12, 'provider_id', 'text', TRUE),
  ('notifications', 13, 'attempts', 'integer', FALSE),
  ('salon_settings', 1, 'key', 'text', FALSE),
  ('salon_settings', 2, 'value', 'json', FALSE);

-- How a column is written on the wire, as an expression over a row of its table. The seed's instants
-- are TIMESTAMP in UTC, ours are TIMESTAMPTZ. What to_jsonb() and libpq write as the wire wants it
-- (uuid, text, integer, boolean, JSON) is left alone: a view's uuid can still be looked up by the
-- index of its table.
CREATE FUNCTION salon.wire_expression (table_name TEXT, column_name TEXT, kind TEXT) RETURNS TEXT
LANGUAGE sql STABLE
AS $$
  SELECT format (
    CASE kind
      WHEN 'money' THEN '%1$I::numeric(12,2)::text'
      WHEN 'date' THEN 'to_char(%1$I::timestamp, ''YYYY-MM-DD'')'
      WHEN 'time' THEN 'to_char(%1$I, ''HH24:MI:SS'')'
      WHEN 'instant' THEN CASE a.atttypid
        WHEN 'timestamptz'::regtype
          THEN 'to_char(%1$I AT TIME ZONE ''UTC'', ''YYYY-MM-DD"T"HH24:MI:SS"Z"'')'
        ELSE 'to_char(%1$I, ''YYYY-MM-DD"T"HH24:MI:SS"Z"'')'
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

-- salon.wire_<table>: every synced column in its wire form, in the order of the list.
DO $$
DECLARE
  t salon.synced_tables;
BEGIN
  FOR t IN SELECT * FROM salon.synced_tables ORDER BY position LOOP
    EXECUTE format ('CREATE VIEW salon.%I AS SELECT %s FROM public.%I',
                    'wire_' || t.name, t.wire, t.name);
  END LOOP;
END
$$;

-- Wire rows by their ids. Ids that are not there, or cannot be, give no row.
CREATE FUNCTION salon.rows_of (wanted TEXT, ids TEXT[])
RETURNS TABLE (id TEXT, "row" JSONB)
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  t salon.synced_tables;
BEGIN
  SELECT s.* INTO STRICT t FROM salon.synced_tables AS s WHERE s.name = wanted;
  RETURN QUERY EXECUTE format (
    'SELECT w.%2$I::text, to_jsonb(w) FROM salon.%1$I AS w WHERE w.%2$I = ANY ($1::%3$s[])',
    'wire_' || t.name, t.key, CASE t.key WHEN 'id' THEN 'uuid' ELSE 'text' END)
  USING ids;
END
$$;

CREATE TABLE salon.sync_rows (
  entity  TEXT    NOT NULL REFERENCES salon.synced_tables (name),
  id      TEXT    NOT NULL,
  xid     XID8    NOT NULL DEFAULT pg_current_xact_id (),
  seq     BIGINT  NOT NULL GENERATED ALWAYS AS IDENTITY,
  deleted BOOLEAN NOT NULL DEFAULT FALSE,
  PRIMARY KEY (entity, id)
);

CREATE INDEX sync_rows_by_xid ON salon.sync_rows (xid, seq);

-- pg_notify wakes who listens, once for each transaction, when it commits. It says nothing: what
-- changed is in the table, also for those who were not there to hear it.
CREATE FUNCTION salon.note_row (entity TEXT, id TEXT, deleted BOOLEAN) RETURNS VOID
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO salon.sync_rows AS s (entity, id, deleted)
  VALUES (note_row.entity, note_row.id, note_row.deleted)
  ON CONFLICT ON CONSTRAINT sync_rows_pkey
  DO UPDATE SET xid = pg_current_xact_id (), seq = DEFAULT, deleted = excluded.deleted;
  PERFORM pg_notify ('salon', '');
END
$$;

-- With the rights of the owner: a program that may write bookings needs no right on the machinery.
--
-- What a reader has seen must outlive a crash: a transaction that was taken back by one, for its
-- writer did not wait for the disk, leaves its number to another, which the reader would pass over.
CREATE FUNCTION salon.feed () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  gone TEXT;
  here TEXT;
BEGIN
  IF TG_OP = 'UPDATE' AND OLD IS NOT DISTINCT FROM NEW THEN
    RETURN NULL;
  END IF;
  IF current_setting ('synchronous_commit') = 'off' THEN
    PERFORM set_config ('synchronous_commit', 'on', TRUE);
  END IF;

  IF TG_TABLE_NAME = 'salon_settings' THEN
    IF TG_OP <> 'INSERT' THEN gone := OLD.key; END IF;
    IF TG_OP <> 'DELETE' THEN here := NEW.key; END IF;
  ELSE
    IF TG_OP <> 'INSERT' THEN gone := OLD.id; END IF;
    IF TG_OP <> 'DELETE' THEN here := NEW.id; END IF;
  END IF;

  -- A row whose id was changed is gone under the old one.
  IF gone IS DISTINCT FROM here AND gone IS NOT NULL THEN
    PERFORM salon.note_row (TG_TABLE_NAME, gone, TRUE);
  END IF;
  IF here IS NOT NULL THEN
    PERFORM salon.note_row (TG_TABLE_NAME, here, FALSE);
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION salon.feed_truncated () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM salon.note_row (s.entity, s.id, TRUE)
  FROM salon.sync_rows AS s
  WHERE s.entity = TG_TABLE_NAME AND NOT s.deleted;
  RETURN NULL;
END
$$;

-- What is there already enters the feed as if it had just been written.
DO $$
DECLARE
  t salon.synced_tables;
BEGIN
  FOR t IN SELECT * FROM salon.synced_tables ORDER BY position LOOP
    EXECUTE format ('CREATE TRIGGER salon_feed AFTER INSERT OR UPDATE OR DELETE ON public.%I
                     FOR EACH ROW EXECUTE FUNCTION salon.feed ()', t.name);
    EXECUTE format ('CREATE TRIGGER salon_feed_truncated AFTER TRUNCATE ON public.%I
                     FOR EACH STATEMENT EXECUTE FUNCTION salon.feed_truncated ()', t.name);
    EXECUTE format ('INSERT INTO salon.sync_rows (entity, id) SELECT %L, %I::text FROM public.%I',
                    t.name, t.key, t.name);
  END LOOP;
END
$$;

-- The timeline changes when a server is brought back to an earlier moment, and when a standby takes
-- over, which may have missed the last transactions.
CREATE FUNCTION salon.origin () RETURNS TEXT
LANGUAGE sql STABLE
AS $$
  SELECT concat_ws (
    '/',
    (SELECT system_identifier FROM pg_control_system ()),
    (SELECT timeline_id FROM pg_control_checkpoint ()),
    (SELECT oid FROM pg_database WHERE datname = current_database ()),
    'salon.sync_rows'::regclass::oid
  )
$$;

INSERT INTO salon.database (origin)
VALUES (salon.origin ());

-- Begins a new generation: every device reads everything again and keeps what it has not sent. All
-- rows get the number of this transaction, which this cluster knows.
CREATE FUNCTION salon.renew () RETURNS VOID
LANGUAGE sql
AS $$
  UPDATE salon.database SET generation = gen_random_uuid (), origin = salon.origin ();
  UPDATE salon.sync_rows SET xid = pg_current_xact_id (), seq = DEFAULT;
$$;

CREATE FUNCTION salon.renew_when_restored () RETURNS VOID
LANGUAGE plpgsql
AS $$
BEGIN
  IF EXISTS (SELECT FROM salon.database AS d WHERE d.origin <> salon.origin ()) THEN
    PERFORM FROM salon.database FOR UPDATE;
    -- Another device may have seen it first.
    IF EXISTS (SELECT FROM salon.database AS d WHERE d.origin <> salon.origin ()) THEN
      PERFORM salon.renew ();
    END IF;
  END IF;
END
$$;

-- A row that no device could hold: longer than 256 KiB, or with a text longer than 100 000 bytes
-- (SALON_TEXT_MAX_BYTES).
CREATE FUNCTION salon.is_too_large ("row" JSONB) RETURNS BOOLEAN
LANGUAGE sql IMMUTABLE
AS $$
  SELECT pg_column_size ("row") > 262144
      OR (
        pg_column_size ("row") > 100000
        AND EXISTS (SELECT FROM jsonb_each_text ("row") AS m WHERE octet_length (m.value) > 100000)
      )
$$;

-- A page of the feed: at most page_rows rows and about 4 MiB after the cursor, below the fence.
--
-- STABLE, so that all it reads is one snapshot: the rows are as they were at the fence.
--
-- A cursor of another generation gets an empty page that names the right one. So does a cursor that
-- lies in the future of this database, which then was put back to an earlier moment behind our back:
-- it gets a generation that is none.
--
-- `held`: something is committed that a transaction still running holds behind the fence. Whoever
-- was just woken for it had better ask again soon.
CREATE FUNCTION salon.pull (generation TEXT, xid TEXT, seq BIGINT, page_rows INTEGER) RETURNS JSONB
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET jit = off
AS $$
#variable_conflict use_column
DECLARE
  own   TEXT := (SELECT d.generation FROM salon.database AS d);
  fence XID8 := pg_snapshot_xmin (pg_current_snapshot ());
  after XID8 := pull.xid::xid8;
  limit_rows INTEGER := greatest (1, least (coalesce (pull.page_rows, 500), 2000));
  page  JSONB;
BEGIN
  IF own IS DISTINCT FROM pull.generation OR after >= pg_snapshot_xmax (pg_current_snapshot ()) THEN
    RETURN jsonb_build_object (
      'generation', CASE own WHEN pull.generation THEN '00000000-0000-0000-0000-000000000000' ELSE own END,
      'rows', '[]'::jsonb, 'xid', pull.xid, 'seq', pull.seq, 'more', FALSE, 'held', FALSE);
  END IF;

  WITH listed AS MATERIALIZED (
    SELECT s.entity, s.id, s.xid, s.seq, s.deleted
    FROM salon.sync_rows AS s
    WHERE s.xid < fence AND (s.xid, s.seq) > (after, pull.seq)
    ORDER BY s.xid, s.seq
    LIMIT limit_rows + 1
  ), loaded AS (
    SELECT g.entity, r.id, CASE WHEN NOT salon.is_too_large (r.row) THEN r.row END AS "row"
    FROM (
      SELECT l.entity, array_agg (l.id) AS ids FROM listed AS l WHERE NOT l.deleted GROUP BY l.entity
    ) AS g
    CROSS JOIN LATERAL salon.rows_of (g.entity, g.ids) AS r
  ), counted AS (
    SELECT l.*, r.row, r.id IS NULL AS gone,
      row_number () OVER w AS n, sum (coalesce (pg_column_size (r.row), 0)) OVER w AS size
    FROM listed AS l
    LEFT JOIN loaded AS r ON r.entity = l.entity AND r.id = l.id
    WINDOW w AS (ORDER BY l.xid, l.seq)
  ), kept AS (
    SELECT c.*,
      jsonb_build_object ('table', c.entity, 'id', c.id, 'xid', c.xid::text, 'seq', c.seq,
                          'deleted', c.gone, 'row', c.row)
      || CASE WHEN c.row IS NULL AND NOT c.gone THEN '{"too_large": true}' ELSE '{}' END::jsonb AS line
    FROM counted AS c
    WHERE c.n <= limit_rows AND (c.n = 1 OR c.size <= 4194304)
  ), last AS (
    SELECT k.xid, k.seq FROM kept AS k ORDER BY k.xid DESC, k.seq DESC LIMIT 1
  )
  SELECT jsonb_build_object (
    'generation', own,
    'rows', coalesce ((SELECT jsonb_agg (k.line ORDER BY k.xid, k.seq) FROM kept AS k), '[]'),
    'xid', coalesce ((SELECT l.xid FROM last AS l), after)::text,
    'seq', coalesce ((SELECT l.seq FROM last AS l), pull.seq),
    'more', (SELECT count (*) FROM listed) > (SELECT count (*) FROM kept),
    'held', EXISTS (SELECT FROM salon.sync_rows AS s WHERE s.xid >= fence)
  ) INTO page;
  RETURN page;
END
$$;

REVOKE ALL ON ALL TABLES IN SCHEMA salon FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA salon FROM PUBLIC;
