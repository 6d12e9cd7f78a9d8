-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What a message is about beside a booking, its subject, what it tells together with, and when it is
-- tried again. In the list of src/core/salon-schema.c these columns are the last of the table.
ALTER TABLE notifications
ADD COLUMN gift_card_id TEXT REFERENCES gift_cards (id) DEFERRABLE INITIALLY DEFERRED;

ALTER TABLE notifications
ADD COLUMN subject TEXT;

-- The message that tells this too. Nothing hangs on it: that one may have gone.
ALTER TABLE notifications
ADD COLUMN part_of TEXT;

ALTER TABLE notifications
ADD COLUMN try_at INTEGER;

CREATE INDEX notifications_by_gift_card ON notifications (gift_card_id, channel, type, starts_at)
  WHERE gift_card_id IS NOT NULL;
CREATE INDEX notifications_by_recipient ON notifications (recipient);
CREATE INDEX notifications_open ON notifications (due_at)
  WHERE status IN ('pending', 'sending', 'unknown') AND due_at IS NOT NULL;

-- Only what nobody wishes for in writing comes once: a booking that is moved there and back is told of
-- each time.
DROP TRIGGER notifications_are_single_insert;
DROP TRIGGER notifications_are_single_update;

CREATE TRIGGER notifications_are_single_insert
AFTER INSERT ON notifications
WHEN NEW.channel IN ('reminder', 'thanks', 'expiry')
  AND NOT EXISTS (SELECT 1 FROM salon_file WHERE pulling = 1)
BEGIN
  SELECT RAISE (ABORT, 'salon: exists')
  FROM notifications
  WHERE booking_id = NEW.booking_id
    AND channel = NEW.channel
    AND type = NEW.type
    AND starts_at = NEW.starts_at
    AND id <> NEW.id;

  SELECT RAISE (ABORT, 'salon: exists')
  FROM notifications
  WHERE gift_card_id = NEW.gift_card_id
    AND channel = NEW.channel
    AND type = NEW.type
    AND starts_at = NEW.starts_at
    AND id <> NEW.id;
END;

CREATE TRIGGER notifications_are_single_update
AFTER UPDATE OF booking_id, gift_card_id, channel, type, starts_at ON notifications
WHEN NEW.channel IN ('reminder', 'thanks', 'expiry')
  AND NOT EXISTS (SELECT 1 FROM salon_file WHERE pulling = 1)
BEGIN
  SELECT RAISE (ABORT, 'salon: exists')
  FROM notifications
  WHERE booking_id = NEW.booking_id
    AND channel = NEW.channel
    AND type = NEW.type
    AND starts_at = NEW.starts_at
    AND id <> NEW.id;

  SELECT RAISE (ABORT, 'salon: exists')
  FROM notifications
  WHERE gift_card_id = NEW.gift_card_id
    AND channel = NEW.channel
    AND type = NEW.type
    AND starts_at = NEW.starts_at
    AND id <> NEW.id;
END;

-- Who sends a message just now, and until when nobody else does. Of this file alone: no other salon's
-- copy of it may believe that it sends. `asked_at` is when it was last handed in.
CREATE TABLE message_claims (
  id          TEXT    NOT NULL PRIMARY KEY,
  claimant    TEXT    NOT NULL,
  asked_at    INTEGER NOT NULL,
  lease_until INTEGER NOT NULL
) STRICT;

-- Rows that are kept as texts get the new columns as well.
UPDATE sync_base
SET row = json_set (
  row, '$.gift_card_id', NULL, '$.subject', NULL, '$.part_of', NULL, '$.try_at', NULL
)
WHERE table_name = 'notifications'
  AND row IS NOT NULL;

UPDATE reviews
SET obstacles = (
  SELECT json_group_array (
    json (
      CASE
        WHEN value ->> 'table' = 'notifications' AND json_type (value, '$.row') = 'object'
          THEN json_set (
            value, '$.row.gift_card_id', NULL, '$.row.subject', NULL, '$.row.part_of', NULL,
            '$.row.try_at', NULL
          )
        ELSE value
      END
    )
  )
  FROM json_each (reviews.obstacles)
)
WHERE json_type (obstacles) = 'array';
