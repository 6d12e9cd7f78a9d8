-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The client search: kept right by triggers in the transaction of the change, so undo, redo and a
-- pulled page keep it right as well. salon_fold() and salon_client_words() are functions of the
-- program (src/store/salon-client-words.c): only a connection that has them may write clients.
--
-- A client's position is when she was last seen: the start of her latest booking that is not
-- cancelled (a coming one counts), or the day she was put down, in minutes, times 2^20, plus a
-- number that tells clients of one minute apart. It is the row number of the full-text index too.
-- FTS5 answers in the order of row numbers, so "the ones seen last of all who match" ends after as
-- many as are asked for, however many match: no ranking, no sorting, no bound on the salon's size.
--
-- Clients that were merged into another or anonymised have no row here: they are not found, listed
-- or counted.

CREATE TABLE client_index (
  position  INTEGER NOT NULL PRIMARY KEY,
  client_id TEXT    NOT NULL UNIQUE,
  name_key  TEXT    NOT NULL
) STRICT;

CREATE INDEX client_index_by_name ON client_index (name_key, position);

-- The words come folded and parted by spaces (salon-client-words.c), so the tokenizer has nothing
-- left to decide: ascii takes every character beyond ASCII for a letter. Only which words there are
-- matters, not in what order: detail = none. A beginning that has its own index is read as a stream,
-- from the client seen last; a longer one is first gathered from all words that have it, which is
-- slow when they are many ("gmail", the first digits of a number): so up to eight letters.
CREATE VIRTUAL TABLE client_search USING fts5 (
  words,
  content = '',
  contentless_delete = 1,
  detail = none,
  prefix = '1 2 3 4 5 6 7 8',
  tokenize = 'ascii'
);

-- For the warning that a person has a card already; nobody minds the case of an address.
DROP INDEX clients_by_email;
CREATE INDEX clients_by_email ON clients (email COLLATE NOCASE) WHERE email IS NOT NULL;

CREATE VIEW client_seen AS
SELECT
  c.id AS client_id,
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

-- A procedure, as SQLite has them: INSERT INTO client_reindex VALUES (id).
CREATE VIEW client_reindex AS
SELECT client_id
FROM client_index;

CREATE TRIGGER client_reindex_one
INSTEAD OF INSERT ON client_reindex
BEGIN
  DELETE FROM client_search
  WHERE rowid = (SELECT position FROM client_index WHERE client_id = NEW.client_id);

  DELETE FROM client_index
  WHERE client_id = NEW.client_id;

  INSERT INTO client_index (position, client_id, name_key)
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
    c.id,
    salon_fold (c.name)
  FROM client_seen AS s
  JOIN clients AS c ON c.id = s.client_id
  WHERE s.client_id = NEW.client_id;

  INSERT INTO client_search (rowid, words)
  SELECT i.position, salon_client_words (c.name, c.email, c.notes, c.phone)
  FROM client_index AS i
  JOIN clients AS c ON c.id = i.client_id
  WHERE i.client_id = NEW.client_id;
END;

CREATE TRIGGER clients_are_indexed_insert
AFTER INSERT ON clients
BEGIN
  INSERT INTO client_reindex VALUES (NEW.id);
END;

CREATE TRIGGER clients_are_indexed_update
AFTER UPDATE OF name, email, phone, notes, merged_into, anonymised_at, created_at ON clients
BEGIN
  INSERT INTO client_reindex VALUES (NEW.id);
END;

CREATE TRIGGER clients_are_indexed_delete
AFTER DELETE ON clients
BEGIN
  INSERT INTO client_reindex VALUES (OLD.id);
END;

-- Bookings move a client only when they change when she was last seen.
CREATE TRIGGER bookings_are_seen_insert
AFTER INSERT ON bookings
WHEN (SELECT position >> 20 FROM client_index WHERE client_id = NEW.client_id)
  <> (SELECT minute FROM client_seen WHERE client_id = NEW.client_id)
BEGIN
  INSERT INTO client_reindex VALUES (NEW.client_id);
END;

CREATE TRIGGER bookings_are_seen_update_old
AFTER UPDATE OF client_id, status, booking_date, booking_time ON bookings
WHEN (SELECT position >> 20 FROM client_index WHERE client_id = OLD.client_id)
  <> (SELECT minute FROM client_seen WHERE client_id = OLD.client_id)
BEGIN
  INSERT INTO client_reindex VALUES (OLD.client_id);
END;

CREATE TRIGGER bookings_are_seen_update_new
AFTER UPDATE OF client_id ON bookings
WHEN (SELECT position >> 20 FROM client_index WHERE client_id = NEW.client_id)
  <> (SELECT minute FROM client_seen WHERE client_id = NEW.client_id)
BEGIN
  INSERT INTO client_reindex VALUES (NEW.client_id);
END;

CREATE TRIGGER bookings_are_seen_delete
AFTER DELETE ON bookings
WHEN (SELECT position >> 20 FROM client_index WHERE client_id = OLD.client_id)
  <> (SELECT minute FROM client_seen WHERE client_id = OLD.client_id)
BEGIN
  INSERT INTO client_reindex VALUES (OLD.client_id);
END;

INSERT INTO client_reindex
SELECT client_id
FROM client_seen
ORDER BY minute;
