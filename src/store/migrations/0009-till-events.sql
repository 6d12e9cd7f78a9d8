-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What happened to the till beside payments and closings (an event, and what there is to say of it),
-- and the VAT in a payment: its rate in hundredths of a percent and its part in cents, 0 when none is
-- charged. Made anew for the CHECK of kind. Lines of before say nothing of all this, and their seals
-- stay as they are: src/core/salon-till-line.h.
CREATE TABLE till_journal_9 (
  previous    TEXT    NOT NULL CHECK (length (previous) = 64),
  number      INTEGER NOT NULL PRIMARY KEY CHECK (number > 0),
  at          INTEGER NOT NULL,
  device      TEXT    NOT NULL,
  is_training INTEGER NOT NULL CHECK (is_training IN (0, 1)),
  kind        TEXT    NOT NULL CHECK (
    kind IN ('payment', 'reversal', 'refused', 'event', 'day', 'month', 'year')
  ),
  payment_id  TEXT,
  booking_id  TEXT,
  means       TEXT,
  amount      INTEGER NOT NULL,
  deposit     TEXT,
  reverses    TEXT,
  period      TEXT,
  totals      TEXT    CHECK (json_valid (totals)),
  hash        TEXT    NOT NULL CHECK (length (hash) = 64),
  card        TEXT,
  event       TEXT    CHECK ((event IS NOT NULL) = (kind = 'event')),
  detail      TEXT,
  vat_rate    INTEGER NOT NULL DEFAULT 0 CHECK (vat_rate >= 0),
  vat         INTEGER NOT NULL DEFAULT 0
) STRICT;

INSERT INTO till_journal_9 (
  previous, number, at, device, is_training, kind, payment_id, booking_id, means, amount, deposit,
  reverses, period, totals, hash, card
)
SELECT
  previous, number, at, device, is_training, kind, payment_id, booking_id, means, amount, deposit,
  reverses, period, totals, hash, card
FROM till_journal;

-- Its triggers and indexes go with it.
DROP TABLE till_journal;

ALTER TABLE till_journal_9
RENAME TO till_journal;

CREATE INDEX till_journal_by_at ON till_journal (at);
CREATE INDEX till_journal_by_payment ON till_journal (payment_id) WHERE payment_id IS NOT NULL;
CREATE INDEX till_journal_closings ON till_journal (number)
  WHERE kind IN ('day', 'month', 'year');
CREATE INDEX till_journal_events ON till_journal (event, number) WHERE kind = 'event';

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
