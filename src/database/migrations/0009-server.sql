-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the server needs beside the salon's own tables: answers that were given under a key, and the
-- secrets with which whoever booked online sees and cancels her booking. None of it is synced, and no
-- desk can read it.

-- A row without a status is a request that is being worked on.
CREATE TABLE salon.idempotency (
  key        TEXT        NOT NULL PRIMARY KEY,
  digest     TEXT        NOT NULL,
  status     INTEGER,
  type       TEXT,
  body       TEXT,
  started_at TIMESTAMPTZ NOT NULL DEFAULT clock_timestamp ()
);

CREATE INDEX idempotency_by_started_at ON salon.idempotency (started_at);

-- Only the SHA-256 of the token: who reads the database cannot act for a client.
CREATE TABLE salon.booking_tokens (
  booking_id UUID        NOT NULL PRIMARY KEY REFERENCES public.bookings (id) ON DELETE CASCADE,
  digest     BYTEA       NOT NULL CHECK (length (digest) = 32),
  created_at TIMESTAMPTZ NOT NULL DEFAULT now ()
);

REVOKE ALL ON salon.idempotency, salon.booking_tokens FROM PUBLIC;
