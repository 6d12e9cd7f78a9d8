-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The ledger of the gift cards. What is on a card is the sum of its movements; those are only added to,
-- and the file itself refuses one that would take more than is left, whoever writes it. Rows of the
-- shared salon are looked at over there: they may come in any order (`pulling`). In the lists of
-- src/core/salon-schema.c the new columns are the last ones.
ALTER TABLE gift_cards
ADD COLUMN is_complimentary INTEGER NOT NULL DEFAULT 0 CHECK (is_complimentary IN (0, 1));

-- The first movement that this one takes back, or puts in force again.
ALTER TABLE gift_card_movements
ADD COLUMN reverses TEXT REFERENCES gift_card_movements (id) DEFERRABLE INITIALLY DEFERRED;

-- Of an extension: until when the card is good from then on.
ALTER TABLE gift_card_movements
ADD COLUMN expiry_date TEXT CHECK (date (expiry_date) IS expiry_date);

-- The sums of a card need no look at the table.
DROP INDEX gift_card_movements_by_card;
CREATE INDEX gift_card_movements_by_card
  ON gift_card_movements (card_id, at, kind, amount, reverses);
CREATE INDEX gift_card_movements_by_reverses ON gift_card_movements (reverses)
  WHERE reverses IS NOT NULL;
CREATE INDEX gift_card_movements_by_at ON gift_card_movements (at);
CREATE INDEX gift_cards_by_purchase_date ON gift_cards (purchase_date);

CREATE TRIGGER gift_card_movements_are_guarded
AFTER INSERT ON gift_card_movements
WHEN NOT EXISTS (SELECT 1 FROM salon_file WHERE pulling = 1)
BEGIN
  SELECT RAISE (ABORT, 'salon: movement')
  WHERE NOT CASE NEW.kind
    WHEN 'issue' THEN NEW.amount >= 0
    WHEN 'credit' THEN NEW.amount >= 0
    WHEN 'debit' THEN NEW.amount <= 0
    WHEN 'void' THEN NEW.amount <= 0
    WHEN 'refund' THEN NEW.amount <= 0
    WHEN 'extend' THEN NEW.amount = 0
  END;

  SELECT RAISE (ABORT, 'salon: balance')
  WHERE NEW.amount < 0
    AND (SELECT sum (amount) FROM gift_card_movements WHERE card_id = NEW.card_id) < 0;

  -- By the calendar of every place on earth; nearer by, the desk knows.
  SELECT RAISE (ABORT, 'salon: expired')
  FROM gift_cards
  WHERE id = NEW.card_id
    AND NEW.kind = 'debit'
    AND NEW.reverses IS NULL
    AND trim (coalesce (NEW.note, '')) = ''
    AND date (NEW.at, 'unixepoch', '-1 day') > expiry_date;

  -- A movement and what takes it back make its amount or nothing.
  SELECT RAISE (ABORT, 'salon: movement')
  WHERE NEW.reverses IS NOT NULL
    AND NOT EXISTS (
      SELECT 1
      FROM gift_card_movements AS f
      WHERE f.id = NEW.reverses
        AND f.card_id = NEW.card_id
        AND f.reverses IS NULL
        AND f.amount + (SELECT sum (r.amount) FROM gift_card_movements AS r WHERE r.reverses = f.id)
          IN (f.amount, 0)
    );
END;

-- What somebody wrote beside it can be forgotten; nothing else.
CREATE TRIGGER gift_card_movements_are_not_rewritten
BEFORE UPDATE ON gift_card_movements
WHEN NOT EXISTS (SELECT 1 FROM salon_file WHERE pulling = 1)
  AND NOT (
    NEW.id IS OLD.id AND NEW.card_id IS OLD.card_id AND NEW.kind IS OLD.kind
    AND NEW.amount IS OLD.amount AND NEW.booking_id IS OLD.booking_id AND NEW.at IS OLD.at
    AND NEW.by IS OLD.by AND NEW.reverses IS OLD.reverses AND NEW.expiry_date IS OLD.expiry_date
    AND NEW.note IS NULL
  )
BEGIN
  SELECT RAISE (ABORT, 'salon: ledger');
END;

CREATE TRIGGER gift_card_movements_are_kept
BEFORE DELETE ON gift_card_movements
WHEN NOT EXISTS (SELECT 1 FROM salon_file WHERE pulling = 1)
BEGIN
  SELECT RAISE (ABORT, 'salon: ledger');
END;

-- INSERT OR REPLACE asks no trigger of DELETE.
CREATE TRIGGER gift_card_movements_are_not_replaced
BEFORE INSERT ON gift_card_movements
WHEN EXISTS (SELECT 1 FROM gift_card_movements WHERE id = NEW.id)
  AND NOT EXISTS (SELECT 1 FROM salon_file WHERE pulling = 1)
BEGIN
  SELECT RAISE (ABORT, 'salon: exists');
END;

-- How often a card was put on paper at this desk. This file's own.
CREATE TABLE gift_card_prints (
  card_id TEXT    NOT NULL PRIMARY KEY,
  n       INTEGER NOT NULL CHECK (n > 0),
  last_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- The card that a line of the till is about, as its code says it. It is part of the seal when it is
-- there: lines of before have none, and theirs stays as it is.
ALTER TABLE till_journal
ADD COLUMN card TEXT;

-- Rows that are kept as texts get the new columns as well.
UPDATE sync_base
SET row = CASE table_name
  WHEN 'gift_cards' THEN json_set (row, '$.is_complimentary', json ('false'))
  ELSE json_set (row, '$.reverses', NULL, '$.expiry_date', NULL)
END
WHERE table_name IN ('gift_cards', 'gift_card_movements')
  AND row IS NOT NULL;

UPDATE reviews
SET obstacles = (
  SELECT json_group_array (
    json (
      CASE
        WHEN json_type (value, '$.row') <> 'object' THEN value
        WHEN value ->> 'table' = 'gift_cards'
          THEN json_set (value, '$.row.is_complimentary', json ('false'))
        WHEN value ->> 'table' = 'gift_card_movements'
          THEN json_set (value, '$.row.reverses', NULL, '$.row.expiry_date', NULL)
        ELSE value
      END
    )
  )
  FROM json_each (reviews.obstacles)
)
WHERE json_type (obstacles) = 'array';
