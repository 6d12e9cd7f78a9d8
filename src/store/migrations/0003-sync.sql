-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a file that is shared with others knows beside its rows: how far it has read there, what the
-- shared salon holds of the rows that are waiting to be sent, and what it did not take. The rules are
-- in src/store/salon-store-sync.h.

-- In the list of src/core/salon-schema.c this column is the last.
ALTER TABLE bookings
ADD COLUMN double_booked INTEGER NOT NULL DEFAULT 0 CHECK (double_booked IN (0, 1));

CREATE INDEX bookings_by_double_booked ON bookings (staff_id, start_minute)
  WHERE double_booked = 1;

-- 1 inside a transaction that writes rows of the shared salon, never outside of one. They may come in
-- any order, and over what is waiting here: what two rows may not do together is looked at over there.
ALTER TABLE salon_file
ADD COLUMN pulling INTEGER NOT NULL DEFAULT 0 CHECK (pulling IN (0, 1));

-- One row when the file is shared, none when it is not. The cursor is that of src/core/salon-feed.h. A
-- file that is being read anew has is_reading: the client search is behind until the end of it.
CREATE TABLE sync_state (
  id             INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  remote         TEXT    NOT NULL,
  generation     TEXT    NOT NULL DEFAULT '',
  xid            INTEGER NOT NULL DEFAULT 0 CHECK (xid >= 0),
  seq            INTEGER NOT NULL DEFAULT 0 CHECK (seq >= 0),
  last_synced_at INTEGER NOT NULL DEFAULT 0,
  is_reading     INTEGER NOT NULL DEFAULT 0 CHECK (is_reading IN (0, 1))
) STRICT;

-- Which rows a waiting change touches. Kept while the file is shared.
CREATE TABLE outbox_rows (
  table_name TEXT    NOT NULL,
  row_id     TEXT    NOT NULL,
  seq        INTEGER NOT NULL,
  PRIMARY KEY (table_name, row_id, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX outbox_rows_by_seq ON outbox_rows (seq);

-- What the shared salon holds of each row that a waiting change touches, and of no other: NULL when it
-- holds none. `pulled`: it has told so itself since the row began to wait.
CREATE TABLE sync_base (
  table_name TEXT    NOT NULL,
  row_id     TEXT    NOT NULL,
  row        TEXT    CHECK (json_valid (row)),
  pulled     INTEGER NOT NULL DEFAULT 0 CHECK (pulled IN (0, 1)),
  PRIMARY KEY (table_name, row_id)
) STRICT, WITHOUT ROWID;

-- Changes that the shared salon did not take, until the owner has settled them. The id is the number
-- of the change: it is never given twice.
CREATE TABLE reviews (
  id        INTEGER NOT NULL PRIMARY KEY,
  at        INTEGER NOT NULL,
  code      TEXT    NOT NULL,
  change    TEXT    NOT NULL CHECK (json_valid (change)),
  obstacles TEXT    NOT NULL CHECK (json_valid (obstacles))
) STRICT;

ALTER TABLE history
ADD COLUMN refused INTEGER NOT NULL DEFAULT 0 CHECK (refused IN (0, 1));

-- The change that undid or redid it last: when that one is refused, nobody knows any more what undoing
-- would mean.
ALTER TABLE undo_stack
ADD COLUMN last_step INTEGER;

CREATE INDEX undo_stack_by_last_step ON undo_stack (last_step);

-- The guards of 0001, but not while pulling; and a booking that overlaps already may change in every
-- way that makes it no worse.
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
    AND start_minute > NEW.start_minute - 1680
    AND start_minute < NEW.end_minute
    AND end_minute > NEW.start_minute
    AND status IN ('pending', 'confirmed', 'arrived', 'completed')
    AND id <> NEW.id;
END;

CREATE TRIGGER bookings_do_not_overlap_update
AFTER UPDATE OF staff_id, booking_date, booking_time, duration_minutes, buffer_minutes, status
ON bookings
WHEN NEW.status IN ('pending', 'confirmed', 'arrived', 'completed')
  AND (
    OLD.status NOT IN ('pending', 'confirmed', 'arrived', 'completed')
    OR NEW.staff_id <> OLD.staff_id
    OR NEW.start_minute < OLD.start_minute
    OR NEW.end_minute > OLD.end_minute
  )
  AND NOT EXISTS (SELECT 1 FROM salon_file WHERE pulling = 1)
BEGIN
  SELECT RAISE (ABORT, 'salon: taken')
  FROM bookings
  WHERE staff_id = NEW.staff_id
    AND start_minute > NEW.start_minute - 1680
    AND start_minute < NEW.end_minute
    AND end_minute > NEW.start_minute
    AND status IN ('pending', 'confirmed', 'arrived', 'completed')
    AND id <> NEW.id;
END;

-- The same for what must be there once. A UNIQUE of the table could not be put aside while pulling: two
-- desks that close the same day while offline both have a row for it until one of them is refused. A
-- table loses a UNIQUE only by being made anew (the program has switched foreign keys off).
CREATE TABLE new_blocked_dates (
  id     TEXT NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  date   TEXT NOT NULL CHECK (date (date) IS date),
  reason TEXT
) STRICT;

INSERT INTO new_blocked_dates (id, date, reason)
SELECT id, date, reason
FROM blocked_dates;

DROP TABLE blocked_dates;
ALTER TABLE new_blocked_dates RENAME TO blocked_dates;
CREATE INDEX blocked_dates_by_date ON blocked_dates (date);

CREATE TABLE new_gift_cards (
  id              TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  code            TEXT    NOT NULL CHECK (trim (code) <> ''),
  type            TEXT    NOT NULL CHECK (type IN ('amount', 'service')),
  amount          INTEGER CHECK (amount >= 0),
  service_id      TEXT    REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
  buyer_name      TEXT    NOT NULL CHECK (trim (buyer_name) <> ''),
  buyer_email     TEXT,
  recipient_name  TEXT    NOT NULL CHECK (trim (recipient_name) <> ''),
  recipient_email TEXT,
  custom_message  TEXT,
  purchase_date   TEXT    NOT NULL CHECK (date (purchase_date) IS purchase_date),
  expiry_date     TEXT    NOT NULL CHECK (date (expiry_date) IS expiry_date),
  pdf_url         TEXT
) STRICT;

INSERT INTO new_gift_cards (
  id, code, type, amount, service_id, buyer_name, buyer_email, recipient_name, recipient_email,
  custom_message, purchase_date, expiry_date, pdf_url
)
SELECT
  id, code, type, amount, service_id, buyer_name, buyer_email, recipient_name, recipient_email,
  custom_message, purchase_date, expiry_date, pdf_url
FROM gift_cards;

DROP TABLE gift_cards;
ALTER TABLE new_gift_cards RENAME TO gift_cards;
CREATE INDEX gift_cards_by_code ON gift_cards (code);
CREATE INDEX gift_cards_by_service ON gift_cards (service_id);

CREATE TABLE new_notifications (
  id            TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  booking_id    TEXT    REFERENCES bookings (id) DEFERRABLE INITIALLY DEFERRED,
  type          TEXT    NOT NULL CHECK (type IN ('sms', 'email')),
  channel       TEXT    NOT NULL CHECK (trim (channel) <> ''),
  recipient     TEXT    NOT NULL,
  content       TEXT,
  status        TEXT    NOT NULL CHECK (
    status IN ('pending', 'sending', 'sent', 'failed', 'unknown', 'skipped')
  ),
  sent_at       INTEGER,
  error_message TEXT,
  starts_at     TEXT,
  due_at        INTEGER,
  provider_id   TEXT,
  attempts      INTEGER NOT NULL CHECK (attempts >= 0)
) STRICT;

INSERT INTO new_notifications (
  id, booking_id, type, channel, recipient, content, status, sent_at, error_message, starts_at,
  due_at, provider_id, attempts
)
SELECT
  id, booking_id, type, channel, recipient, content, status, sent_at, error_message, starts_at,
  due_at, provider_id, attempts
FROM notifications;

DROP TABLE notifications;
ALTER TABLE new_notifications RENAME TO notifications;
CREATE INDEX notifications_by_booking ON notifications (booking_id, channel, type, starts_at);

CREATE TRIGGER blocked_dates_are_single_insert
AFTER INSERT ON blocked_dates
WHEN NOT EXISTS (SELECT 1 FROM salon_file WHERE pulling = 1)
BEGIN
  SELECT RAISE (ABORT, 'salon: exists')
  FROM blocked_dates
  WHERE date = NEW.date
    AND id <> NEW.id;
END;

CREATE TRIGGER blocked_dates_are_single_update
AFTER UPDATE OF date ON blocked_dates
WHEN NOT EXISTS (SELECT 1 FROM salon_file WHERE pulling = 1)
BEGIN
  SELECT RAISE (ABORT, 'salon: exists')
  FROM blocked_dates
  WHERE date = NEW.date
    AND id <> NEW.id;
END;

CREATE TRIGGER gift_cards_are_single_insert
AFTER INSERT ON gift_cards
WHEN NOT EXISTS (SELECT 1 FROM salon_file WHERE pulling = 1)
BEGIN
  SELECT RAISE (ABORT, 'salon: exists')
  FROM gift_cards
  WHERE code = NEW.code
    AND id <> NEW.id;
END;

CREATE TRIGGER gift_cards_are_single_update
AFTER UPDATE OF code ON gift_cards
WHEN NOT EXISTS (SELECT 1 FROM salon_file WHERE pulling = 1)
BEGIN
  SELECT RAISE (ABORT, 'salon: exists')
  FROM gift_cards
  WHERE code = NEW.code
    AND id <> NEW.id;
END;

CREATE TRIGGER notifications_are_single_insert
AFTER INSERT ON notifications
WHEN NOT EXISTS (SELECT 1 FROM salon_file WHERE pulling = 1)
BEGIN
  SELECT RAISE (ABORT, 'salon: exists')
  FROM notifications
  WHERE booking_id = NEW.booking_id
    AND channel = NEW.channel
    AND type = NEW.type
    AND starts_at = NEW.starts_at
    AND id <> NEW.id;
END;

CREATE TRIGGER notifications_are_single_update
AFTER UPDATE OF booking_id, channel, type, starts_at ON notifications
WHEN NOT EXISTS (SELECT 1 FROM salon_file WHERE pulling = 1)
BEGIN
  SELECT RAISE (ABORT, 'salon: exists')
  FROM notifications
  WHERE booking_id = NEW.booking_id
    AND channel = NEW.channel
    AND type = NEW.type
    AND starts_at = NEW.starts_at
    AND id <> NEW.id;
END;
