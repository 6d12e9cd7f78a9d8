-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Time before a visit to prepare it, visits that were made by one repetition, and who waits for a time.
--
-- `during` begins with the buffer before: the preparation of a visit comes after the cleaning of the one
-- before it. Nothing that is there changes its place, for the new buffers are 0. A program of the seed
-- goes on without knowing any of it.

SET CONSTRAINTS ALL IMMEDIATE;

LOCK TABLE services, bookings, booking_services IN ACCESS EXCLUSIVE MODE;

ALTER TABLE services
  ADD COLUMN buffer_before_minutes INTEGER NOT NULL DEFAULT 0
    CONSTRAINT services_buffer_before CHECK (buffer_before_minutes BETWEEN 0 AND 240);

ALTER TABLE booking_services
  ADD COLUMN buffer_before_minutes INTEGER NOT NULL DEFAULT 0
    CONSTRAINT booking_services_buffer_before CHECK (buffer_before_minutes BETWEEN 0 AND 240);

-- What is generated cannot be changed (before PostgreSQL 17), only made anew, with all that stands on
-- it. Nobody writes meanwhile: the table is locked.
DROP TRIGGER bookings_free_double_booked_update ON bookings;
DROP TRIGGER bookings_4_double_booked ON bookings;
ALTER TABLE bookings
  DROP CONSTRAINT bookings_do_not_overlap;
DROP INDEX bookings_by_during;

ALTER TABLE bookings
  DROP COLUMN during,
  ADD COLUMN buffer_before_minutes INTEGER NOT NULL DEFAULT 0
    CONSTRAINT bookings_buffer_before CHECK (buffer_before_minutes BETWEEN 0 AND 240),
  ADD COLUMN series_id UUID;

-- [start, end) of what holds the chair, buffers included; seconds do not count.
ALTER TABLE bookings
  ADD COLUMN during TSRANGE NOT NULL GENERATED ALWAYS AS (
    tsrange (
      date_trunc ('minute', booking_date + booking_time)
        - make_interval (mins => buffer_before_minutes),
      date_trunc ('minute', booking_date + booking_time)
        + make_interval (mins => duration_minutes + buffer_minutes)
    )
  ) STORED;

-- What holds a chair at a time, whether double-booked or not.
CREATE INDEX bookings_by_during ON bookings USING gist (staff_id, during)
  WHERE status IN ('pending', 'confirmed', 'arrived', 'completed');
CREATE INDEX bookings_by_series ON bookings (series_id) WHERE series_id IS NOT NULL;

-- No two active bookings of one member of staff overlap.
ALTER TABLE bookings
  ADD CONSTRAINT bookings_do_not_overlap EXCLUDE USING gist (staff_id WITH =, during WITH &&)
  WHERE (status IN ('pending', 'confirmed', 'arrived', 'completed') AND NOT double_booked);

-- Who would come if a time were free. `services` is an array of ids; `weekdays` has a bit for each day
-- that suits her, Monday is 1.
CREATE TABLE waiting_list (
  id               UUID        NOT NULL PRIMARY KEY DEFAULT gen_random_uuid (),
  client_id        UUID        REFERENCES clients (id) DEFERRABLE,
  client_name      TEXT        NOT NULL CHECK (btrim (client_name) <> ''),
  client_phone     TEXT,
  client_email     TEXT,
  services         JSONB       NOT NULL DEFAULT '[]' CHECK (jsonb_typeof (services) = 'array'),
  duration_minutes INTEGER     NOT NULL CHECK (duration_minutes BETWEEN 5 AND 1440),
  from_date        DATE        NOT NULL CHECK (from_date BETWEEN '0001-01-01' AND '9999-12-31'),
  to_date          DATE        NOT NULL CHECK (to_date BETWEEN '0001-01-01' AND '9999-12-31'),
  weekdays         INTEGER     NOT NULL DEFAULT 127 CHECK (weekdays BETWEEN 1 AND 127),
  start_time       TIME,
  end_time         TIME,
  notes            TEXT,
  status           TEXT        NOT NULL DEFAULT 'waiting' CHECK (
    status IN ('waiting', 'offered', 'booked', 'gone')
  ),
  booking_id       UUID        REFERENCES bookings (id) DEFERRABLE,
  created_at       TIMESTAMPTZ NOT NULL DEFAULT now () CHECK (isfinite (created_at)),
  CHECK (from_date <= to_date),
  CHECK (start_time < end_time)
);

CREATE INDEX waiting_list_by_client ON waiting_list (client_id);
CREATE INDEX waiting_list_by_booking ON waiting_list (booking_id);

-- What the devices know of it --------------------------------------------------------------------------

INSERT INTO salon.synced_tables (position, name, key)
SELECT max (t.position) + 1, 'waiting_list', 'id' FROM salon.synced_tables AS t;

INSERT INTO salon.synced_columns (table_name, position, name, kind, nullable) VALUES
  ('services', 11, 'buffer_before_minutes', 'integer', FALSE),
  ('bookings', 24, 'buffer_before_minutes', 'integer', FALSE),
  ('bookings', 25, 'series_id', 'uuid', TRUE),
  ('booking_services', 9, 'buffer_before_minutes', 'integer', FALSE),
  ('waiting_list', 1, 'id', 'uuid', FALSE),
  ('waiting_list', 2, 'client_id', 'uuid', TRUE),
  ('waiting_list', 3, 'client_name', 'text', FALSE),
  ('waiting_list', 4, 'client_phone', 'text', TRUE),
  ('waiting_list', 5, 'client_email', 'text', TRUE),
  ('waiting_list', 6, 'services', 'json', FALSE),
  ('waiting_list', 7, 'duration_minutes', 'integer', FALSE),
  ('waiting_list', 8, 'from_date', 'date', FALSE),
  ('waiting_list', 9, 'to_date', 'date', FALSE),
  ('waiting_list', 10, 'weekdays', 'integer', FALSE),
  ('waiting_list', 11, 'start_time', 'time', TRUE),
  ('waiting_list', 12, 'end_time', 'time', TRUE),
  ('waiting_list', 13, 'notes', 'text', TRUE),
  ('waiting_list', 14, 'status', 'text', FALSE),
  ('waiting_list', 15, 'booking_id', 'uuid', TRUE),
  ('waiting_list', 16, 'created_at', 'instant', FALSE);

-- A view takes new columns at its end; the grants of the old ones stay.
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
  WHERE s.name IN ('services', 'bookings', 'booking_services', 'waiting_list');
  FOR t IN
    SELECT * FROM salon.synced_tables
    WHERE name IN ('services', 'bookings', 'booking_services', 'waiting_list')
  LOOP
    EXECUTE format ('CREATE OR REPLACE VIEW salon.%I AS SELECT %s FROM public.%I',
                    'wire_' || t.name, t.wire, t.name);
  END LOOP;
END
$$;

CREATE TRIGGER salon_feed AFTER INSERT OR UPDATE OR DELETE ON waiting_list
FOR EACH ROW EXECUTE FUNCTION salon.feed ();

CREATE TRIGGER salon_feed_truncated AFTER TRUNCATE ON waiting_list
FOR EACH STATEMENT EXECUTE FUNCTION salon.feed_truncated ();

CREATE TRIGGER salon_history AFTER INSERT OR UPDATE OR DELETE ON waiting_list
FOR EACH ROW EXECUTE FUNCTION salon.remember ();

-- Bookings ---------------------------------------------------------------------------------------------

-- Who gives no duration knows only the seed's columns: the rest follows from the service.
CREATE OR REPLACE FUNCTION salon.complete_booking () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  service public.services;
BEGIN
  IF NEW.double_booked THEN
    RAISE EXCEPTION 'bookings.double_booked is set by nobody' USING ERRCODE = 'check_violation';
  END IF;
  NEW.staff_id := coalesce (NEW.staff_id, (
    SELECT s.id FROM public.staff AS s WHERE s.is_active ORDER BY s.position, s.id LIMIT 1
  ), '00000000-0000-7000-8000-000000000001');
  NEW.created_at := coalesce (NEW.created_at, now () AT TIME ZONE 'UTC');
  IF NEW.duration_minutes IS NOT NULL THEN
    RETURN NEW;
  END IF;

  NEW.client_id := coalesce (NEW.client_id, salon.client_of (NEW));
  SELECT s.* INTO service FROM public.services AS s WHERE s.id = NEW.service_id;
  NEW.duration_minutes := CASE WHEN service.id IS NULL THEN 60 ELSE greatest (service.duration_minutes, 5) END;
  NEW.buffer_before_minutes := coalesce (service.buffer_before_minutes, 0);
  NEW.buffer_minutes := coalesce (service.buffer_minutes, 0);
  NEW.price := coalesce (NEW.price, service.price, NEW.payment_amount, 0);
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION salon.follow_service () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF (SELECT count (*) FROM public.booking_services AS l WHERE l.booking_id = NEW.id) > 1 THEN
    RETURN NEW;
  END IF;
  SELECT greatest (s.duration_minutes, 5), s.buffer_before_minutes, s.buffer_minutes, s.price
  INTO NEW.duration_minutes, NEW.buffer_before_minutes, NEW.buffer_minutes, NEW.price
  FROM public.services AS s
  WHERE s.id = NEW.service_id;
  DELETE FROM public.booking_services AS l WHERE l.booking_id = NEW.id;
  RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION salon.mind_double_booked () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  active TEXT[] := ARRAY ['pending', 'confirmed', 'arrived', 'completed'];
  place  TSRANGE := tsrange (
    date_trunc ('minute', NEW.booking_date + NEW.booking_time)
      - make_interval (mins => NEW.buffer_before_minutes),
    date_trunc ('minute', NEW.booking_date + NEW.booking_time)
      + make_interval (mins => NEW.duration_minutes + NEW.buffer_minutes));
  stays  BOOLEAN;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.double_booked AND NOT OLD.double_booked THEN
    RAISE EXCEPTION 'bookings.double_booked is set by nobody' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status <> ALL (active) THEN
    NEW.double_booked := FALSE;
    RETURN NEW;
  END IF;
  -- It stays where it is, as it is.
  stays := TG_OP = 'UPDATE' AND OLD.status = ANY (active) AND OLD.staff_id = NEW.staff_id
           AND place <@ OLD.during;
  IF stays AND place = OLD.during AND NEW.double_booked = OLD.double_booked THEN
    RETURN NEW;
  END IF;

  IF NOT EXISTS (
    SELECT
    FROM public.bookings AS b
    WHERE b.staff_id = NEW.staff_id AND b.during && place AND b.id <> NEW.id
      AND b.status IN ('pending', 'confirmed', 'arrived', 'completed')
      AND (b.double_booked OR NEW.double_booked)
  ) THEN
    NEW.double_booked := FALSE;
  ELSIF NOT stays OR NOT NEW.double_booked THEN
    RAISE EXCEPTION 'the chair is taken by a booking that was double-booked before'
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'bookings_do_not_overlap', TABLE = 'bookings';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER bookings_4_double_booked
BEFORE INSERT OR UPDATE OF staff_id, booking_date, booking_time, duration_minutes, buffer_minutes,
                           buffer_before_minutes, status, double_booked ON bookings
FOR EACH ROW EXECUTE FUNCTION salon.mind_double_booked ();

CREATE TRIGGER bookings_free_double_booked_update
AFTER UPDATE OF staff_id, booking_date, booking_time, duration_minutes, buffer_minutes,
                buffer_before_minutes, status ON bookings
FOR EACH ROW
WHEN (
  OLD.status IN ('pending', 'confirmed', 'arrived', 'completed')
  AND (OLD.during <> NEW.during OR OLD.staff_id <> NEW.staff_id OR OLD.status <> NEW.status)
)
EXECUTE FUNCTION salon.free_double_booked ();

CREATE OR REPLACE FUNCTION salon.complete_lines () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO public.booking_services (booking_id, position, service_id, name, duration_minutes,
                                       buffer_before_minutes, buffer_minutes, price)
  SELECT b.id, 0, s.id, s.name, s.duration_minutes, s.buffer_before_minutes,
    s.buffer_minutes, b.price
  FROM public.bookings AS b
  JOIN public.services AS s ON s.id = b.service_id
  WHERE b.id = NEW.id
    AND NOT EXISTS (SELECT FROM public.booking_services AS l WHERE l.booking_id = b.id);
  RETURN NULL;
END
$$;

-- The bookings that hold the chair at a time this one wants.
CREATE OR REPLACE FUNCTION salon.overlapping ("row" JSONB) RETURNS JSONB
LANGUAGE plpgsql STABLE
AS $$
DECLARE
  r     public.bookings := jsonb_populate_record (NULL::public.bookings, "row");
  place TSRANGE := tsrange (
    date_trunc ('minute', r.booking_date + r.booking_time)
      - make_interval (mins => coalesce (r.buffer_before_minutes, 0)),
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

-- Web bookings that were not confirmed in time let go of the chair on these days. One that somebody
-- is just writing is left to her. The day after counts as well: preparing it may begin before midnight.
CREATE OR REPLACE FUNCTION salon.release_holds (staff UUID, "day" DATE, spared UUID[]) RETURNS VOID
LANGUAGE plpgsql
AS $$
BEGIN
  UPDATE public.bookings AS b
  SET status = 'cancelled', cancelled_at = b.hold_expires_at AT TIME ZONE 'UTC',
    cancellation_reason = 'hold expired'
  FROM (
    SELECT h.id
    FROM public.bookings AS h
    WHERE h.staff_id = release_holds.staff
      AND h.booking_date BETWEEN release_holds.day - 1 AND release_holds.day + 1
      AND h.status = 'pending'
      AND h.hold_expires_at < now ()
      AND h.id <> ALL (spared)
    FOR NO KEY UPDATE SKIP LOCKED
  ) AS expired
  WHERE b.id = expired.id;
END
$$;

-- It let go when its time was over, whoever finds out first, and when: a desk that does so by itself
-- writes the same.
CREATE OR REPLACE FUNCTION salon.release_day () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE public.bookings AS b
  SET status = 'cancelled', cancelled_at = b.hold_expires_at AT TIME ZONE 'UTC',
    cancellation_reason = 'hold expired'
  FROM (
    SELECT h.id
    FROM public.bookings AS h
    WHERE h.staff_id = NEW.staff_id
      AND h.booking_date BETWEEN NEW.booking_date - 1 AND NEW.booking_date + 1
      AND h.status = 'pending'
      AND h.hold_expires_at < now ()
      AND h.id <> NEW.id
    FOR NO KEY UPDATE SKIP LOCKED
  ) AS expired
  WHERE b.id = expired.id;
  RETURN NEW;
END
$$;

-- The chair-days that a batch touches: where its bookings are, and where they are to be.
CREATE OR REPLACE FUNCTION salon.days_of (batch JSONB) RETURNS TABLE (staff UUID, "day" DATE)
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
    date_trunc (
      'day',
      r.booking_date + r.booking_time
        - make_interval (mins => least (greatest (r.buffer_before_minutes, 0), 240))),
    r.booking_date + r.booking_time
      + make_interval (mins => least (r.duration_minutes + r.buffer_minutes, 2880)),
    interval '1 day'
  ) AS d
  WHERE r.staff_id IS NOT NULL;
END
$$;

-- Somebody who waits is forgotten with her card.
CREATE OR REPLACE FUNCTION salon.forget () RETURNS TRIGGER
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
         OR (
           f.table_name = 'waiting_list'
           AND f.row_id IN (SELECT w.id::text FROM public.waiting_list AS w WHERE w.client_id = NEW.id)
         )
    );

  UPDATE salon.history AS h
  SET before = h.before - personal, after = h.after - personal, label = NULL
  WHERE (h.table_name = 'clients' AND h.row_id = NEW.id::text)
     OR (
       h.table_name = 'bookings'
       AND h.row_id IN (SELECT b.id::text FROM public.bookings AS b WHERE b.client_id = NEW.id)
     )
     OR (
       h.table_name = 'waiting_list'
       AND h.row_id IN (SELECT w.id::text FROM public.waiting_list AS w WHERE w.client_id = NEW.id)
     );
  RETURN NULL;
END
$$;

REVOKE ALL ON ALL TABLES IN SCHEMA salon FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA salon FROM PUBLIC;
