-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Figures, added up: what src/core/salon-statistics.h means by them, for each month, year and ten years.
-- This file's own; made from the rows by src/store/salon-statistics-fold.c.
--
--   grain   how many months are in it: 1, 12 or 120
--   start   its first month, counted from year 0: year * 12 + month - 1
--   kind    SalonCellKind of src/store/salon-cells.h, which says what key, n and cents are
--
-- A year is the sum of its months, and so are ten years. What was written since stands in no sum: the
-- triggers put its month on the list of those that are stale, in the transaction of the write. A reader
-- takes the sums of a stale month off and reads the rows of that month instead, so it is right at any
-- time; the store adds stale months up again, a few with each change.
CREATE TABLE statistics (
  grain INTEGER NOT NULL CHECK (grain IN (1, 12, 120)),
  kind  INTEGER NOT NULL,
  start INTEGER NOT NULL,
  key   ANY     NOT NULL,
  n     INTEGER NOT NULL,
  cents INTEGER NOT NULL,
  PRIMARY KEY (grain, kind, start, key)
) STRICT, WITHOUT ROWID;

-- parts: 1 bookings, 2 clients, 4 time, 8 money. The months of the first three are the salon's, those of
-- money are of UTC: an hour belongs to the same one whatever the salon's zone is called by then.
CREATE TABLE statistics_stale (
  month INTEGER NOT NULL PRIMARY KEY,
  parts INTEGER NOT NULL CHECK (parts BETWEEN 1 AND 15)
) STRICT;

-- Has a row while something writes so many bookings that all months are marked at its end instead.
CREATE TABLE statistics_pause (
  id INTEGER NOT NULL PRIMARY KEY CHECK (id = 1)
) STRICT;

-- Both are read for every visit: when a client came before, and what was booked by then for later.
DROP INDEX bookings_by_client;
CREATE INDEX bookings_by_client ON bookings (client_id, start_minute, status, created_at);

-- What is owed on a day.
CREATE INDEX gift_cards_by_expiry_date ON gift_cards (expiry_date);

-- Procedures, as SQLite has them. One: INSERT INTO statistics_mark VALUES (month, parts).
CREATE VIEW statistics_mark AS
SELECT month, parts
FROM statistics_stale;

CREATE TRIGGER statistics_mark_one
INSTEAD OF INSERT ON statistics_mark
BEGIN
  INSERT INTO statistics_stale (month, parts)
  VALUES (NEW.month, NEW.parts)
  ON CONFLICT (month) DO UPDATE
  SET parts = parts | excluded.parts
  WHERE parts & excluded.parts <> excluded.parts;
END;

-- A booking that came, went or was another. It changes its month; and of its client the months of those
-- visits for which it is or was the one before, or the one that was booked by then for later. (A day on
-- the salon's wall ends up to fourteen hours from that of UTC.)
CREATE VIEW statistics_touch AS
SELECT client_id, booking_date, start_minute, created_at
FROM bookings;

CREATE TRIGGER statistics_touch_one
INSTEAD OF INSERT ON statistics_touch
BEGIN
  INSERT INTO statistics_stale (month, parts)
  VALUES (
    12 * CAST (substr (NEW.booking_date, 1, 4) AS INTEGER)
      + CAST (substr (NEW.booking_date, 6, 2) AS INTEGER) - 1,
    7
  )
  ON CONFLICT (month) DO UPDATE
  SET parts = parts | 7
  WHERE parts & 7 <> 7;

  INSERT INTO statistics_stale (month, parts)
  SELECT DISTINCT
    12 * CAST (substr (b.booking_date, 1, 4) AS INTEGER)
      + CAST (substr (b.booking_date, 6, 2) AS INTEGER) - 1,
    2
  FROM bookings AS b
  WHERE b.client_id = NEW.client_id
    AND b.start_minute >= min (NEW.start_minute, NEW.created_at / 60 - 2880)
    AND b.start_minute <= coalesce (
      (
        SELECT n.start_minute
        FROM bookings AS n
        WHERE n.client_id = NEW.client_id
          AND n.start_minute > NEW.start_minute
          AND n.status IN ('arrived', 'completed')
        ORDER BY n.start_minute
        LIMIT 1
      ),
      NEW.start_minute
    )
  ON CONFLICT (month) DO UPDATE
  SET parts = parts | 2
  WHERE parts & 2 = 0;
END;

CREATE TRIGGER bookings_are_counted_insert
AFTER INSERT ON bookings
WHEN NOT EXISTS (SELECT 1 FROM statistics_pause)
BEGIN
  INSERT INTO statistics_touch
  VALUES (NEW.client_id, NEW.booking_date, NEW.start_minute, NEW.created_at);
END;

CREATE TRIGGER bookings_are_counted_update
AFTER UPDATE OF id, service_id, booking_date, booking_time, status, cancellation_reason, cancelled_at,
                created_at, client_id, staff_id, duration_minutes, buffer_minutes,
                buffer_before_minutes, price
ON bookings
WHEN (
    NEW.id, NEW.service_id, NEW.start_minute, NEW.status, NEW.cancellation_reason, NEW.cancelled_at,
    NEW.created_at, NEW.client_id, NEW.staff_id, NEW.duration_minutes, NEW.buffer_minutes,
    NEW.buffer_before_minutes, NEW.price
  ) IS NOT (
    OLD.id, OLD.service_id, OLD.start_minute, OLD.status, OLD.cancellation_reason, OLD.cancelled_at,
    OLD.created_at, OLD.client_id, OLD.staff_id, OLD.duration_minutes, OLD.buffer_minutes,
    OLD.buffer_before_minutes, OLD.price
  )
  AND NOT EXISTS (SELECT 1 FROM statistics_pause)
BEGIN
  INSERT INTO statistics_touch
  VALUES (OLD.client_id, OLD.booking_date, OLD.start_minute, OLD.created_at);

  INSERT INTO statistics_touch
  VALUES (NEW.client_id, NEW.booking_date, NEW.start_minute, NEW.created_at);
END;

CREATE TRIGGER bookings_are_counted_delete
AFTER DELETE ON bookings
WHEN NOT EXISTS (SELECT 1 FROM statistics_pause)
BEGIN
  INSERT INTO statistics_touch
  VALUES (OLD.client_id, OLD.booking_date, OLD.start_minute, OLD.created_at);
END;

-- A line whose booking is not there (yet) is marked by the booking.
CREATE TRIGGER booking_services_are_counted_insert
AFTER INSERT ON booking_services
WHEN NOT EXISTS (SELECT 1 FROM statistics_pause)
BEGIN
  INSERT INTO statistics_mark
  SELECT
    12 * CAST (substr (booking_date, 1, 4) AS INTEGER)
      + CAST (substr (booking_date, 6, 2) AS INTEGER) - 1,
    1
  FROM bookings
  WHERE id = NEW.booking_id;
END;

CREATE TRIGGER booking_services_are_counted_update
AFTER UPDATE OF booking_id, service_id, name, price ON booking_services
WHEN NOT EXISTS (SELECT 1 FROM statistics_pause)
BEGIN
  INSERT INTO statistics_mark
  SELECT
    12 * CAST (substr (booking_date, 1, 4) AS INTEGER)
      + CAST (substr (booking_date, 6, 2) AS INTEGER) - 1,
    1
  FROM bookings
  WHERE id IN (OLD.booking_id, NEW.booking_id);
END;

CREATE TRIGGER booking_services_are_counted_delete
AFTER DELETE ON booking_services
WHEN NOT EXISTS (SELECT 1 FROM statistics_pause)
BEGIN
  INSERT INTO statistics_mark
  SELECT
    12 * CAST (substr (booking_date, 1, 4) AS INTEGER)
      + CAST (substr (booking_date, 6, 2) AS INTEGER) - 1,
    1
  FROM bookings
  WHERE id = OLD.booking_id;
END;

-- Minutes that are open: all months that were added up before.
CREATE VIEW statistics_reopen AS
SELECT parts
FROM statistics_stale;

CREATE TRIGGER statistics_reopen_all
INSTEAD OF INSERT ON statistics_reopen
BEGIN
  INSERT INTO statistics_mark
  SELECT DISTINCT start, NEW.parts
  FROM statistics
  WHERE grain = 1
    AND kind IN (1, 7);
END;

CREATE TRIGGER availabilities_are_counted_insert
AFTER INSERT ON availabilities
BEGIN
  INSERT INTO statistics_reopen VALUES (4);
END;

CREATE TRIGGER availabilities_are_counted_update
AFTER UPDATE OF day_of_week, start_time, end_time, is_active ON availabilities
BEGIN
  INSERT INTO statistics_reopen VALUES (4);
END;

CREATE TRIGGER availabilities_are_counted_delete
AFTER DELETE ON availabilities
BEGIN
  INSERT INTO statistics_reopen VALUES (4);
END;

CREATE TRIGGER staff_are_counted_insert
AFTER INSERT ON staff
BEGIN
  INSERT INTO statistics_reopen VALUES (4);
END;

CREATE TRIGGER staff_are_counted_update
AFTER UPDATE OF is_active ON staff
WHEN NEW.is_active <> OLD.is_active
BEGIN
  INSERT INTO statistics_reopen VALUES (4);
END;

CREATE TRIGGER staff_are_counted_delete
AFTER DELETE ON staff
BEGIN
  INSERT INTO statistics_reopen VALUES (4);
END;

-- The shortest service decides which hole is too short.
CREATE TRIGGER services_are_counted_insert
AFTER INSERT ON services
WHEN NEW.is_active
  AND NEW.duration_minutes < coalesce (
    (SELECT min (duration_minutes) FROM services WHERE is_active AND id <> NEW.id), 1441
  )
BEGIN
  INSERT INTO statistics_reopen VALUES (4);
END;

CREATE TRIGGER services_are_counted_update
AFTER UPDATE OF duration_minutes, is_active ON services
WHEN NEW.duration_minutes <> OLD.duration_minutes OR NEW.is_active <> OLD.is_active
BEGIN
  INSERT INTO statistics_reopen VALUES (4);
END;

CREATE TRIGGER services_are_counted_delete
AFTER DELETE ON services
BEGIN
  INSERT INTO statistics_reopen VALUES (4);
END;

-- Only the months that an exception is in.
CREATE VIEW statistics_except AS
SELECT from_date, to_date
FROM opening_exceptions;

CREATE TRIGGER statistics_except_days
INSTEAD OF INSERT ON statistics_except
BEGIN
  INSERT INTO statistics_mark
  SELECT DISTINCT start, 4
  FROM statistics
  WHERE grain = 1
    AND kind IN (1, 7)
    AND start BETWEEN
      12 * CAST (substr (NEW.from_date, 1, 4) AS INTEGER)
        + CAST (substr (NEW.from_date, 6, 2) AS INTEGER) - 1
      AND 12 * CAST (substr (NEW.to_date, 1, 4) AS INTEGER)
        + CAST (substr (NEW.to_date, 6, 2) AS INTEGER) - 1;
END;

CREATE TRIGGER opening_exceptions_are_counted_insert
AFTER INSERT ON opening_exceptions
BEGIN
  INSERT INTO statistics_except VALUES (NEW.from_date, NEW.to_date);
END;

CREATE TRIGGER opening_exceptions_are_counted_update
AFTER UPDATE OF from_date, to_date, start_time, end_time, open ON opening_exceptions
BEGIN
  INSERT INTO statistics_except VALUES (OLD.from_date, OLD.to_date);
  INSERT INTO statistics_except VALUES (NEW.from_date, NEW.to_date);
END;

CREATE TRIGGER opening_exceptions_are_counted_delete
AFTER DELETE ON opening_exceptions
BEGIN
  INSERT INTO statistics_except VALUES (OLD.from_date, OLD.to_date);
END;

CREATE TRIGGER blocked_dates_are_counted_insert
AFTER INSERT ON blocked_dates
BEGIN
  INSERT INTO statistics_except VALUES (NEW.date, NEW.date);
END;

CREATE TRIGGER blocked_dates_are_counted_update
AFTER UPDATE OF date ON blocked_dates
BEGIN
  INSERT INTO statistics_except VALUES (OLD.date, OLD.date);
  INSERT INTO statistics_except VALUES (NEW.date, NEW.date);
END;

CREATE TRIGGER blocked_dates_are_counted_delete
AFTER DELETE ON blocked_dates
BEGIN
  INSERT INTO statistics_except VALUES (OLD.date, OLD.date);
END;

-- The zone decides when a day ends and how late somebody cancelled.
CREATE TRIGGER salon_settings_are_counted_insert
AFTER INSERT ON salon_settings
WHEN NEW.key IN ('salon.zone', 'holidays.zone', 'holidays.closed')
BEGIN
  INSERT INTO statistics_reopen VALUES (6);
END;

CREATE TRIGGER salon_settings_are_counted_update
AFTER UPDATE ON salon_settings
WHEN NEW.key IN ('salon.zone', 'holidays.zone', 'holidays.closed')
  OR OLD.key IN ('salon.zone', 'holidays.zone', 'holidays.closed')
BEGIN
  INSERT INTO statistics_reopen VALUES (6);
END;

CREATE TRIGGER salon_settings_are_counted_delete
AFTER DELETE ON salon_settings
WHEN OLD.key IN ('salon.zone', 'holidays.zone', 'holidays.closed')
BEGIN
  INSERT INTO statistics_reopen VALUES (6);
END;

-- A payment changes its month, and that of the one that it takes back: one that is only called refunded
-- counts from then on.
CREATE TRIGGER payments_are_counted_insert
AFTER INSERT ON payments
BEGIN
  INSERT INTO statistics_mark
  SELECT
    12 * CAST (strftime ('%Y', at, 'unixepoch') AS INTEGER)
      + CAST (strftime ('%m', at, 'unixepoch') AS INTEGER) - 1,
    8
  FROM (
    SELECT NEW.created_at AS at
    UNION ALL
    SELECT created_at FROM payments WHERE id = NEW.reverses
  );
END;

CREATE TRIGGER payments_are_counted_update
AFTER UPDATE OF id, amount, payment_method, status, created_at, reverses ON payments
BEGIN
  INSERT INTO statistics_mark
  SELECT
    12 * CAST (strftime ('%Y', at, 'unixepoch') AS INTEGER)
      + CAST (strftime ('%m', at, 'unixepoch') AS INTEGER) - 1,
    8
  FROM (
    SELECT OLD.created_at AS at
    UNION ALL
    SELECT NEW.created_at
    UNION ALL
    SELECT created_at FROM payments WHERE id IN (OLD.reverses, NEW.reverses)
  );
END;

CREATE TRIGGER payments_are_counted_delete
AFTER DELETE ON payments
BEGIN
  INSERT INTO statistics_mark
  SELECT
    12 * CAST (strftime ('%Y', at, 'unixepoch') AS INTEGER)
      + CAST (strftime ('%m', at, 'unixepoch') AS INTEGER) - 1,
    8
  FROM (
    SELECT OLD.created_at AS at
    UNION ALL
    SELECT created_at FROM payments WHERE id = OLD.reverses
  );
END;

-- A movement is of the kind of the one that it takes back, which may come after it.
CREATE TRIGGER gift_card_movements_are_counted_insert
AFTER INSERT ON gift_card_movements
BEGIN
  INSERT INTO statistics_mark
  SELECT
    12 * CAST (strftime ('%Y', at, 'unixepoch') AS INTEGER)
      + CAST (strftime ('%m', at, 'unixepoch') AS INTEGER) - 1,
    8
  FROM (
    SELECT NEW.at AS at
    UNION ALL
    SELECT at FROM gift_card_movements WHERE reverses = NEW.id
  );
END;

CREATE TRIGGER gift_card_movements_are_counted_update
AFTER UPDATE OF id, card_id, kind, amount, at, reverses ON gift_card_movements
BEGIN
  INSERT INTO statistics_mark
  SELECT
    12 * CAST (strftime ('%Y', at, 'unixepoch') AS INTEGER)
      + CAST (strftime ('%m', at, 'unixepoch') AS INTEGER) - 1,
    8
  FROM (
    SELECT OLD.at AS at
    UNION ALL
    SELECT NEW.at
    UNION ALL
    SELECT at FROM gift_card_movements WHERE reverses IN (OLD.id, NEW.id)
  );
END;

CREATE TRIGGER gift_card_movements_are_counted_delete
AFTER DELETE ON gift_card_movements
BEGIN
  INSERT INTO statistics_mark
  SELECT
    12 * CAST (strftime ('%Y', at, 'unixepoch') AS INTEGER)
      + CAST (strftime ('%m', at, 'unixepoch') AS INTEGER) - 1,
    8
  FROM (
    SELECT OLD.at AS at
    UNION ALL
    SELECT at FROM gift_card_movements WHERE reverses = OLD.id
  );
END;

-- What a card is belongs to all its movements.
CREATE TRIGGER gift_cards_are_counted_insert
AFTER INSERT ON gift_cards
BEGIN
  INSERT INTO statistics_mark
  SELECT DISTINCT
    12 * CAST (strftime ('%Y', at, 'unixepoch') AS INTEGER)
      + CAST (strftime ('%m', at, 'unixepoch') AS INTEGER) - 1,
    8
  FROM gift_card_movements
  WHERE card_id = NEW.id;
END;

CREATE TRIGGER gift_cards_are_counted_update
AFTER UPDATE OF id, type, is_complimentary, expiry_date ON gift_cards
BEGIN
  INSERT INTO statistics_mark
  SELECT DISTINCT
    12 * CAST (strftime ('%Y', at, 'unixepoch') AS INTEGER)
      + CAST (strftime ('%m', at, 'unixepoch') AS INTEGER) - 1,
    8
  FROM gift_card_movements
  WHERE card_id IN (OLD.id, NEW.id);
END;

CREATE TRIGGER gift_cards_are_counted_delete
AFTER DELETE ON gift_cards
BEGIN
  INSERT INTO statistics_mark
  SELECT DISTINCT
    12 * CAST (strftime ('%Y', at, 'unixepoch') AS INTEGER)
      + CAST (strftime ('%m', at, 'unixepoch') AS INTEGER) - 1,
    8
  FROM gift_card_movements
  WHERE card_id = OLD.id;
END;

-- All that this file has held before there were sums.
INSERT INTO statistics_stale (month, parts)
SELECT DISTINCT
  12 * CAST (substr (booking_date, 1, 4) AS INTEGER)
    + CAST (substr (booking_date, 6, 2) AS INTEGER) - 1,
  7
FROM bookings;

INSERT INTO statistics_mark
SELECT DISTINCT
  12 * CAST (strftime ('%Y', at, 'unixepoch') AS INTEGER)
    + CAST (strftime ('%m', at, 'unixepoch') AS INTEGER) - 1,
  8
FROM (
  SELECT created_at AS at FROM payments
  UNION ALL
  SELECT at FROM gift_card_movements
);
