-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The salon's tables as the desk keeps them.
--
-- The synced tables have exactly the columns of src/core/salon-schema.c (a test compares them).
-- How a kind is stored: uuid, text, date ('YYYY-MM-DD'), time ('HH:MM:SS') and JSON are TEXT; integers
-- are INTEGER; money is INTEGER cents, a boolean 0 or 1, an instant Unix seconds. All tables are
-- STRICT.
--
-- Foreign keys are deferred: the edits of a change may come in any order. The overlap of bookings
-- is not: it is looked at edit by edit, as the shared database does, so a change that swaps two
-- bookings first moves one of them out of the way.
--
-- The rowid of a row here is not stable (VACUUM may renumber it): nothing may point at it.

CREATE TABLE staff (
  id        TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  name      TEXT    NOT NULL CHECK (trim (name) <> ''),
  is_active INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  position  INTEGER NOT NULL
) STRICT;

CREATE TABLE services (
  id               TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  name             TEXT    NOT NULL CHECK (trim (name) <> ''),
  category         TEXT    NOT NULL CHECK (trim (category) <> ''),
  description      TEXT,
  duration_minutes INTEGER NOT NULL CHECK (duration_minutes BETWEEN 1 AND 1440),
  price            INTEGER NOT NULL CHECK (price >= 0),
  is_active        INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  image_url        TEXT,
  buffer_minutes   INTEGER NOT NULL CHECK (buffer_minutes BETWEEN 0 AND 240),
  position         INTEGER NOT NULL
) STRICT;

CREATE TABLE clients (
  id            TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  name          TEXT    NOT NULL CHECK (trim (name) <> ''),
  email         TEXT,
  phone         TEXT,
  allergies     TEXT,
  notes         TEXT,
  is_blocked    INTEGER NOT NULL CHECK (is_blocked IN (0, 1)),
  sms_consent   INTEGER NOT NULL CHECK (sms_consent IN (0, 1)),
  email_consent INTEGER NOT NULL CHECK (email_consent IN (0, 1)),
  language      TEXT    NOT NULL CHECK (trim (language) <> ''),
  merged_into   TEXT    REFERENCES clients (id) DEFERRABLE INITIALLY DEFERRED,
  anonymised_at INTEGER,
  created_at    INTEGER NOT NULL,
  CHECK (merged_into <> id)
) STRICT;

CREATE INDEX clients_by_name ON clients (name);
CREATE INDEX clients_by_phone ON clients (phone) WHERE phone IS NOT NULL;
CREATE INDEX clients_by_email ON clients (email) WHERE email IS NOT NULL;
CREATE INDEX clients_by_merged_into ON clients (merged_into);

-- start_minute and end_minute are SalonMoments: minutes of wall time since 1970-01-01. The end
-- includes the buffer: [start_minute, end_minute) is the time that holds the chair.
CREATE TABLE bookings (
  id                  TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  service_id          TEXT    REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
  client_name         TEXT    NOT NULL CHECK (trim (client_name) <> ''),
  client_email        TEXT,
  client_phone        TEXT,
  booking_date        TEXT    NOT NULL CHECK (date (booking_date) IS booking_date),
  booking_time        TEXT    NOT NULL CHECK (
    time (booking_time) IS booking_time AND booking_time < '24:00:00'
  ),
  status              TEXT    NOT NULL CHECK (
    status IN ('pending', 'confirmed', 'arrived', 'completed', 'cancelled', 'no_show')
  ),
  payment_status      TEXT    NOT NULL CHECK (
    payment_status IN ('pending', 'deposit_paid', 'fully_paid', 'refunded')
  ),
  payment_amount      INTEGER CHECK (payment_amount >= 0),
  payment_method      TEXT,
  notes               TEXT,
  cancellation_reason TEXT,
  cancelled_at        INTEGER,
  created_at          INTEGER NOT NULL,
  client_id           TEXT    REFERENCES clients (id) DEFERRABLE INITIALLY DEFERRED,
  staff_id            TEXT    NOT NULL REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
  duration_minutes    INTEGER NOT NULL CHECK (duration_minutes BETWEEN 5 AND 1440),
  buffer_minutes      INTEGER NOT NULL CHECK (buffer_minutes BETWEEN 0 AND 240),
  price               INTEGER NOT NULL CHECK (price >= 0),
  forced_reason       TEXT,
  hold_expires_at     INTEGER,
  start_minute        INTEGER NOT NULL GENERATED ALWAYS AS (
    unixepoch (booking_date) / 60
    + 60 * CAST (substr (booking_time, 1, 2) AS INTEGER)
    + CAST (substr (booking_time, 4, 2) AS INTEGER)
  ) STORED,
  end_minute          INTEGER NOT NULL GENERATED ALWAYS AS (
    start_minute + duration_minutes + buffer_minutes
  ) STORED
) STRICT;

CREATE INDEX bookings_by_start ON bookings (start_minute);
CREATE INDEX bookings_by_client ON bookings (client_id, start_minute);
CREATE INDEX bookings_by_service ON bookings (service_id);

-- Both the guard below and the free slots read it. A query uses it only if it writes the list of
-- statuses exactly so.
CREATE INDEX bookings_by_staff ON bookings (staff_id, start_minute, end_minute)
  WHERE status IN ('pending', 'confirmed', 'arrived', 'completed');

-- No two active bookings of one member of staff overlap. A booking lasts at most 1440 + 240 minutes,
-- so one that reaches into the new one starts at most 1680 minutes before it: the scan is bounded
-- on both sides. After the row is written, so that a value which is wrong by itself is told first.
CREATE TRIGGER bookings_do_not_overlap_insert
AFTER INSERT ON bookings
WHEN NEW.status IN ('pending', 'confirmed', 'arrived', 'completed')
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

CREATE TABLE booking_services (
  id               TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  booking_id       TEXT    NOT NULL REFERENCES bookings (id) DEFERRABLE INITIALLY DEFERRED,
  position         INTEGER NOT NULL CHECK (position >= 0),
  service_id       TEXT    REFERENCES services (id) DEFERRABLE INITIALLY DEFERRED,
  name             TEXT    NOT NULL CHECK (trim (name) <> ''),
  duration_minutes INTEGER NOT NULL CHECK (duration_minutes BETWEEN 1 AND 1440),
  buffer_minutes   INTEGER NOT NULL CHECK (buffer_minutes BETWEEN 0 AND 240),
  price            INTEGER NOT NULL CHECK (price >= 0)
) STRICT;

CREATE INDEX booking_services_by_booking ON booking_services (booking_id, position);
CREATE INDEX booking_services_by_service ON booking_services (service_id);

-- Monday is 0. An end of '24:00:00' is midnight, the end of the day.
CREATE TABLE availabilities (
  id          TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  day_of_week INTEGER NOT NULL CHECK (day_of_week BETWEEN 0 AND 6),
  start_time  TEXT    NOT NULL CHECK (time (start_time) IS start_time),
  end_time    TEXT    NOT NULL CHECK (time (end_time) IS end_time AND end_time <= '24:00:00'),
  is_active   INTEGER NOT NULL CHECK (is_active IN (0, 1)),
  staff_id    TEXT    REFERENCES staff (id) DEFERRABLE INITIALLY DEFERRED,
  CHECK (start_time < end_time)
) STRICT;

CREATE INDEX availabilities_by_staff ON availabilities (staff_id);

CREATE TABLE opening_exceptions (
  id         TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  from_date  TEXT    NOT NULL CHECK (date (from_date) IS from_date),
  to_date    TEXT    NOT NULL CHECK (date (to_date) IS to_date),
  start_time TEXT    CHECK (time (start_time) IS start_time),
  end_time   TEXT    CHECK (time (end_time) IS end_time AND end_time <= '24:00:00'),
  open       INTEGER NOT NULL CHECK (open IN (0, 1)),
  reason     TEXT,
  CHECK (from_date <= to_date),
  CHECK ((start_time IS NULL) = (end_time IS NULL)),
  CHECK (start_time < end_time)
) STRICT;

CREATE INDEX opening_exceptions_by_date ON opening_exceptions (from_date, to_date);

CREATE TABLE blocked_dates (
  id     TEXT NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  date   TEXT NOT NULL UNIQUE CHECK (date (date) IS date),
  reason TEXT
) STRICT;

CREATE TABLE gift_cards (
  id              TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  code            TEXT    NOT NULL UNIQUE CHECK (trim (code) <> ''),
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

CREATE INDEX gift_cards_by_service ON gift_cards (service_id);

CREATE TABLE gift_card_movements (
  id         TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  card_id    TEXT    NOT NULL REFERENCES gift_cards (id) DEFERRABLE INITIALLY DEFERRED,
  kind       TEXT    NOT NULL CHECK (
    kind IN ('issue', 'debit', 'credit', 'extend', 'void', 'refund')
  ),
  amount     INTEGER NOT NULL,
  booking_id TEXT    REFERENCES bookings (id) DEFERRABLE INITIALLY DEFERRED,
  note       TEXT,
  at         INTEGER NOT NULL,
  by         TEXT
) STRICT;

CREATE INDEX gift_card_movements_by_card ON gift_card_movements (card_id, at);
CREATE INDEX gift_card_movements_by_booking ON gift_card_movements (booking_id);

CREATE TABLE payments (
  id                  TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  booking_id          TEXT    REFERENCES bookings (id) DEFERRABLE INITIALLY DEFERRED,
  gift_card_id        TEXT    REFERENCES gift_cards (id) DEFERRABLE INITIALLY DEFERRED,
  amount              INTEGER NOT NULL,
  payment_method      TEXT    NOT NULL CHECK (trim (payment_method) <> ''),
  payment_provider    TEXT,
  provider_payment_id TEXT,
  status              TEXT    NOT NULL CHECK (
    status IN ('pending', 'completed', 'failed', 'refunded')
  ),
  metadata            TEXT    CHECK (json_valid (metadata)),
  created_at          INTEGER NOT NULL,
  reverses            TEXT    REFERENCES payments (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

CREATE INDEX payments_by_booking ON payments (booking_id);
CREATE INDEX payments_by_gift_card ON payments (gift_card_id);
CREATE INDEX payments_by_reverses ON payments (reverses);

CREATE TABLE notifications (
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
  attempts      INTEGER NOT NULL CHECK (attempts >= 0),
  UNIQUE (booking_id, channel, type, starts_at)
) STRICT;

CREATE TABLE salon_settings (
  key   TEXT NOT NULL PRIMARY KEY CHECK (trim (key) <> ''),
  value TEXT NOT NULL CHECK (json_valid (value))
) STRICT;

-- From here on: what only this file knows. One row: who writes here, how far it has counted its
-- changes, and whether it is a sample, which nobody ever sends anywhere.
CREATE TABLE salon_file (
  id          INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  device_id   TEXT    NOT NULL CHECK (length (device_id) = 36),
  device_name TEXT    NOT NULL,
  last_seq    INTEGER NOT NULL DEFAULT 0 CHECK (last_seq >= 0),
  is_sample   INTEGER NOT NULL DEFAULT 0 CHECK (is_sample IN (0, 1))
) STRICT;

-- The changes of this device that the shared salon has not answered yet, as it will get them.
CREATE TABLE outbox (
  seq    INTEGER NOT NULL PRIMARY KEY,
  change TEXT    NOT NULL CHECK (json_valid (change))
) STRICT;

-- Every change made here, for good. `change` is the whole value; label, device and instant stand
-- beside it to be listed without reading it.
CREATE TABLE history (
  seq    INTEGER NOT NULL PRIMARY KEY,
  at     INTEGER NOT NULL,
  device TEXT    NOT NULL,
  label  TEXT    NOT NULL,
  change TEXT    NOT NULL CHECK (json_valid (change))
) STRICT;

-- Which changes touched a row.
CREATE TABLE history_rows (
  table_name TEXT    NOT NULL,
  row_id     TEXT    NOT NULL,
  seq        INTEGER NOT NULL REFERENCES history (seq),
  PRIMARY KEY (table_name, row_id, seq)
) STRICT, WITHOUT ROWID;

CREATE INDEX history_rows_by_seq ON history_rows (seq);

-- What can be undone (undone = 0, the greatest position next) and redone (undone = 1, the least
-- position next). The undone ones always lie above the others.
CREATE TABLE undo_stack (
  position INTEGER NOT NULL PRIMARY KEY,
  seq      INTEGER NOT NULL REFERENCES history (seq),
  undone   INTEGER NOT NULL DEFAULT 0 CHECK (undone IN (0, 1))
) STRICT;

CREATE INDEX undo_stack_by_seq ON undo_stack (seq);

-- The one member of staff of every new salon. The id is the same everywhere, so that two desks
-- which begin apart speak of the same person when they meet.
INSERT INTO staff (id, name, is_active, position)
VALUES ('00000000-0000-7000-8000-000000000001', 'Salon', 1, 0);
