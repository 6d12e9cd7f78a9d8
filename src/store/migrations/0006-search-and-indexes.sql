-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What an import pays for besides its rows.
--
-- The client search of 0002, for a quarter of its price. Endings of a phone number were two thirds of all
-- words, and had eight beginnings each: now the digits lie beside the position, and a piece of them is
-- looked for in all rows, from the client seen last, which for twenty thousand of them is a millisecond.
--
-- salon_client_words() has three values here, and gives no numbers; salon_client_digits() is new. Who
-- looks for what is in src/store/salon-client-query.h.

DROP TRIGGER client_reindex_one;
DROP TABLE client_search;

ALTER TABLE client_index
ADD COLUMN digits TEXT NOT NULL DEFAULT '';

CREATE VIRTUAL TABLE client_search USING fts5 (
  words,
  content = '',
  contentless_delete = 1,
  detail = none,
  prefix = '1 2 3 4 5 6 7',
  tokenize = 'ascii'
);

-- As it was, and with what she is found by: whoever asks need not look for her card again.
DROP VIEW client_seen;

CREATE VIEW client_seen AS
SELECT
  c.id AS client_id,
  c.name,
  c.email,
  c.phone,
  c.notes,
  max (
    c.created_at / 60,
    coalesce (
      (
        SELECT max (b.start_minute)
        FROM bookings AS b
        WHERE b.client_id = c.id
          AND b.status <> 'cancelled'
      ),
      c.created_at / 60
    )
  ) AS minute
FROM clients AS c
WHERE c.merged_into IS NULL
  AND c.anonymised_at IS NULL;

CREATE TRIGGER client_reindex_one
INSTEAD OF INSERT ON client_reindex
BEGIN
  DELETE FROM client_search
  WHERE rowid = (SELECT position FROM client_index WHERE client_id = NEW.client_id);

  DELETE FROM client_index
  WHERE client_id = NEW.client_id;

  INSERT INTO client_index (position, client_id, name_key, digits)
  SELECT
    coalesce (
      (
        SELECT max (position) + 1
        FROM client_index
        WHERE position >= s.minute << 20
          AND position < (s.minute + 1) << 20
      ),
      s.minute << 20
    ),
    s.client_id,
    salon_fold (s.name),
    salon_client_digits (s.phone)
  FROM client_seen AS s
  WHERE s.client_id = NEW.client_id;

  INSERT INTO client_search (rowid, words)
  SELECT i.position, salon_client_words (c.name, c.email, c.notes)
  FROM client_index AS i
  JOIN clients AS c ON c.id = i.client_id
  WHERE i.client_id = NEW.client_id;
END;

UPDATE client_index
SET digits = (
  SELECT salon_client_digits (c.phone)
  FROM clients AS c
  WHERE c.id = client_index.client_id
);

INSERT INTO client_search (rowid, words)
SELECT i.position, salon_client_words (c.name, c.email, c.notes)
FROM client_index AS i
JOIN clients AS c ON c.id = i.client_id
ORDER BY i.position;

-- Nothing reads these two: clients are sorted by name_key, and what is asked of a row's history is asked by
-- the row. A change is written into them once for each of its rows.
DROP INDEX clients_by_name;
DROP INDEX history_rows_by_seq;

-- For the references alone, and most rows have none.
DROP INDEX clients_by_merged_into;
DROP INDEX bookings_by_service;
DROP INDEX booking_services_by_service;

CREATE INDEX clients_by_merged_into ON clients (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX bookings_by_service ON bookings (service_id) WHERE service_id IS NOT NULL;
CREATE INDEX booking_services_by_service ON booking_services (service_id)
  WHERE service_id IS NOT NULL;
