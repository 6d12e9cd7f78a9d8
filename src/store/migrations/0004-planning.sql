-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Time before a visit to prepare it, visits that were made by one repetition, and who waits for a time.
--
-- The chair is held for [start_minute - buffer_before_minutes, end_minute): the preparation of a visit
-- comes after the cleaning of the one before it. In the lists of src/core/salon-schema.c the new
-- columns are the last ones.
ALTER TABLE services
ADD COLUMN buffer_before_minutes INTEGER NOT NULL DEFAULT 0
  CHECK (buffer_before_minutes BETWEEN 0 AND 240);

ALTER TABLE booking_services
ADD COLUMN buffer_before_minutes INTEGER NOT NULL DEFAULT 0
  CHECK (buffer_before_minutes BETWEEN 0 AND 240);

ALTER TABLE bookings
ADD COLUMN buffer_before_minutes INTEGER NOT NULL DEFAULT 0
  CHECK (buffer_before_minutes BETWEEN 0 AND 240);

ALTER TABLE bookings
ADD COLUMN series_id TEXT CHECK (length (series_id) = 36);

CREATE INDEX bookings_by_series ON bookings (series_id, start_minute) WHERE series_id IS NOT NULL;

-- The guards read all they need from it. A query uses it only if it writes the list of statuses so.
DROP INDEX bookings_by_staff;

CREATE INDEX bookings_by_staff
  ON bookings (staff_id, start_minute, end_minute, buffer_before_minutes)
  WHERE status IN ('pending', 'confirmed', 'arrived', 'completed');

-- What lets go of the chair when its time has passed.
CREATE INDEX bookings_by_hold ON bookings (staff_id, hold_expires_at)
  WHERE status = 'pending' AND hold_expires_at IS NOT NULL;

-- The guards of 0003. A booking lasts at most 1440 + 240 minutes from its start, and a hold begins at
-- most 240 minutes before: one that reaches into the new one starts at most 1920 minutes before it and
-- less than 240 minutes after its end.
DROP TRIGGER bookings_do_not_overlap_insert;
DROP TRIGGER bookings_do_not_overlap_update;

CREATE TRIGGER bookings_do_not_overlap_insert
AFTER INSERT ON bookings
WHEN NEW.status IN ('pending', 'confirmed', 'arrived', 'completed')
  AND NOT EXISTS (SELECT 1 FROM salon_file WHERE pulling = 1)
BEGIN
  SELECT RAISE (ABORT, 'salon: taken')
  FROM bookings
  WHERE staff_id = NEW.staff_id
    AND start_minute > NEW.start_minute - 1920
    AND start_minute < NEW.end_minute + 240
    AND start_minute - buffer_before_minutes < NEW.end_minute
    AND end_minute > NEW.start_minute - NEW.buffer_before_minutes
    AND status IN ('pending', 'confirmed', 'arrived', 'completed')
    AND id <> NEW.id;
END;

CREATE TRIGGER bookings_do_not_overlap_update
AFTER UPDATE OF staff_id, booking_date, booking_time, duration_minutes, buffer_minutes,
                buffer_before_minutes, status
ON bookings
WHEN NEW.status IN ('pending', 'confirmed', 'arrived', 'completed')
  AND (
    OLD.status NOT IN ('pending', 'confirmed', 'arrived', 'completed')
    OR NEW.staff_id <> OLD.staff_id
    OR NEW.start_minute - NEW.buffer_before_minutes < OLD.start_minute - OLD.buffer_before_minutes
    OR NEW.end_minute > OLD.end_minute
  )
  AND NOT EXISTS (SELECT 1 FROM salon_file WHERE pulling = 1)
BEGIN
  SELECT RAISE (ABORT, 'salon: taken')
  FROM bookings
  WHERE staff_id = NEW.staff_id
    AND start_minute > NEW.start_minute - 1920
    AND start_minute < NEW.end_minute + 240
    AND start_minute - buffer_before_minutes < NEW.end_minute
    AND end_minute > NEW.start_minute - NEW.buffer_before_minutes
    AND status IN ('pending', 'confirmed', 'arrived', 'completed')
    AND id <> NEW.id;
END;

-- Who would come if a time were free. `services` is an array of ids; `weekdays` has a bit for each day
-- that suits her, Monday is 1.
CREATE TABLE waiting_list (
  id               TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  client_id        TEXT    REFERENCES clients (id) DEFERRABLE INITIALLY DEFERRED,
  client_name      TEXT    NOT NULL CHECK (trim (client_name) <> ''),
  client_phone     TEXT,
  client_email     TEXT,
  services         TEXT    NOT NULL CHECK (
    json_valid (services) AND json_type (services) = 'array'
  ),
  duration_minutes INTEGER NOT NULL CHECK (duration_minutes BETWEEN 5 AND 1440),
  from_date        TEXT    NOT NULL CHECK (date (from_date) IS from_date),
  to_date          TEXT    NOT NULL CHECK (date (to_date) IS to_date),
  weekdays         INTEGER NOT NULL CHECK (weekdays BETWEEN 1 AND 127),
  start_time       TEXT    CHECK (time (start_time) IS start_time),
  end_time         TEXT    CHECK (time (end_time) IS end_time AND end_time <= '24:00:00'),
  notes            TEXT,
  status           TEXT    NOT NULL CHECK (status IN ('waiting', 'offered', 'booked', 'gone')),
  booking_id       TEXT    REFERENCES bookings (id) DEFERRABLE INITIALLY DEFERRED,
  created_at       INTEGER NOT NULL,
  CHECK (from_date <= to_date),
  CHECK (start_time < end_time)
) STRICT;

CREATE INDEX waiting_list_by_status ON waiting_list (status, created_at);
CREATE INDEX waiting_list_by_client ON waiting_list (client_id);
CREATE INDEX waiting_list_by_booking ON waiting_list (booking_id);

-- Rows that are kept as texts get the new columns as well: what the shared salon holds of a row that
-- waits, and what stood in the way of a change.
UPDATE sync_base
SET row = json_set (row, '$.buffer_before_minutes', 0)
WHERE table_name IN ('services', 'bookings', 'booking_services')
  AND row IS NOT NULL;

UPDATE reviews
SET obstacles = (
  SELECT json_group_array (
    json (
      CASE
        WHEN value ->> 'table' IN ('services', 'bookings', 'booking_services')
          AND json_type (value, '$.row') = 'object'
          THEN json_set (value, '$.row.buffer_before_minutes', 0)
        ELSE value
      END
    )
  )
  FROM json_each (reviews.obstacles)
)
WHERE json_type (obstacles) = 'array';
