-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The till's journal: what was paid at this desk, and every closing. It is this file's own and is not
-- synced. A line is written in the transaction that writes the payment; the rules are in
-- src/core/salon-till-line.h, and what is hashed is every column but the last.
CREATE TABLE till_journal (
  previous    TEXT    NOT NULL CHECK (length (previous) = 64),
  number      INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
  at          INTEGER NOT NULL,
  device      TEXT    NOT NULL,
  is_training INTEGER NOT NULL CHECK (is_training IN (0, 1)),
  kind        TEXT    NOT NULL CHECK (
    kind IN ('payment', 'reversal', 'refused', 'day', 'month', 'year')
  ),
  payment_id  TEXT,
  booking_id  TEXT,
  means       TEXT,
  amount      INTEGER NOT NULL,
  deposit     TEXT,
  reverses    TEXT,
  period      TEXT,
  totals      TEXT    CHECK (json_valid (totals)),
  hash        TEXT    NOT NULL CHECK (length (hash) = 64)
) STRICT;

CREATE INDEX till_journal_by_at ON till_journal (at);
CREATE INDEX till_journal_by_payment ON till_journal (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX till_journal_closings ON till_journal (number)
  WHERE kind IN ('day', 'month', 'year');

-- What was written last. Lines that are cut off at the end are missed by it.
CREATE TABLE till_head (
  id     INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
  number INTEGER NOT NULL,
  hash   TEXT    NOT NULL
) STRICT;

CREATE TRIGGER till_journal_is_not_rewritten
BEFORE UPDATE ON till_journal
BEGIN
  SELECT RAISE (ABORT, 'salon: journal');
END;

CREATE TRIGGER till_journal_is_kept
BEFORE DELETE ON till_journal
BEGIN
  SELECT RAISE (ABORT, 'salon: journal');
END;

-- INSERT OR REPLACE asks no trigger of DELETE.
CREATE TRIGGER till_journal_is_not_replaced
BEFORE INSERT ON till_journal
WHEN EXISTS (SELECT 1 FROM till_journal WHERE number = NEW.number)
BEGIN
  SELECT RAISE (ABORT, 'salon: journal');
END;

CREATE TRIGGER till_head_goes_on
BEFORE UPDATE ON till_head
WHEN NEW.number <> OLD.number + 1
BEGIN
  SELECT RAISE (ABORT, 'salon: journal');
END;

CREATE TRIGGER till_head_is_kept
BEFORE DELETE ON till_head
BEGIN
  SELECT RAISE (ABORT, 'salon: journal');
END;

-- What was taken on a day.
CREATE INDEX payments_by_created_at ON payments (created_at);
