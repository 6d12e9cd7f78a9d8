-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the seed's schema cannot say, and, for a database that another program filled, what its rows
-- say in these terms. The order of the file: functions, new tables, then table by table the new
-- columns, what has to be mended, what is filled in, what must hold from now on; last the triggers.
--
-- Nothing is lost: a value that the rules refuse is written down in salon.mended before it is changed.
-- Whatever is made up here is made from the rows alone (ids too), so two copies of one database become
-- the same salon.
--
-- Programs that know only the seed's columns go on writing. What they leave out is filled in by the
-- triggers; see README.md.

CREATE EXTENSION IF NOT EXISTS btree_gist WITH SCHEMA public;

SET CONSTRAINTS ALL IMMEDIATE;

LOCK TABLE services, bookings, gift_cards, payments, availabilities, blocked_dates, notifications
IN ACCESS EXCLUSIVE MODE;

-- How names, numbers and addresses are compared -----------------------------------------------------
--
-- These name nothing that is not built in or in a schema that they say, so they need no search path of
-- their own; setting one would cost more than what they do.

-- Lower case without accents, words in the order of the alphabet: "DURAND  Élodie" and "elodie durand"
-- are one name. In any locale.
CREATE FUNCTION salon.name_key (name TEXT) RETURNS TEXT
LANGUAGE sql IMMUTABLE
AS $$
  SELECT coalesce (string_agg (w.word, ' ' ORDER BY w.word COLLATE "C"), '')
  FROM regexp_split_to_table (
    lower (
      translate (
        replace (replace (replace (replace (replace (normalize (name, NFC),
          'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss'),
        'àáâãäåçèéêëìíîïñòóôõöøùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸ’' || chr (160) || chr (8239),
        'aaaaaaceeeeiiiinoooooouuuuyyaaaaaaceeeeiiiinoooooouuuuyy''  '
      )
    ),
    '[[:space:][:punct:]]+'
  ) AS w (word)
  WHERE w.word <> ''
$$;

-- As src/core/salon-phone.c reads them: E.164, or null for what is no number.
CREATE FUNCTION salon.phone_number (text TEXT) RETURNS TEXT
LANGUAGE plpgsql IMMUTABLE
AS $$
DECLARE
  dialled  TEXT := translate (text, ' .-/' || chr (160) || chr (8239) || chr (8209) || chr (8211), '');
  national TEXT;
  code     TEXT;
BEGIN
  dialled := regexp_replace (dialled, '^(\+|00)([0-9]+)\(0\)', '\1\2');
  dialled := translate (dialled, '()', '');
  dialled := regexp_replace (dialled, '^00', '+');
  IF dialled ~ '^0[1-9][0-9]{8}$' THEN
    national := substr (dialled, 2);
  ELSIF dialled ~ '^\+(33|262|590|594|596)0?[1-9][0-9]{8}$' THEN
    national := right (dialled, 9);
    code := substring (dialled FROM '^\+(33|262|590|594|596)');
  ELSIF dialled ~ '^\+[1-9][0-9]{6,14}$' AND dialled !~ '^\+(33|262|590|594|596)' THEN
    RETURN dialled;
  ELSE
    RETURN NULL;
  END IF;

  -- At home, and under +33, the first digits tell which department's code is the right one.
  IF code IS NULL OR code = '33' THEN
    code := CASE
      WHEN national ~ '^63998' THEN '33'
      WHEN national ~ '^(262|263|269|639|692|693)' THEN '262'
      WHEN national ~ '^(590|690|691)' THEN '590'
      WHEN national ~ '^(594|694)' THEN '594'
      WHEN national ~ '^(596|696|697)' THEN '596'
      ELSE '33'
    END;
  END IF;
  RETURN '+' || code || national;
END
$$;

-- Something that stands for one telephone: the number, or the digits of what is none.
CREATE FUNCTION salon.phone_key (text TEXT) RETURNS TEXT
LANGUAGE sql IMMUTABLE
AS $$
  SELECT coalesce (salon.phone_number (text), nullif (regexp_replace (text, '[^0-9]', '', 'g'), ''))
$$;

CREATE FUNCTION salon.email_key (text TEXT) RETURNS TEXT
LANGUAGE sql IMMUTABLE
AS $$
  SELECT nullif (lower (btrim (text)), '')
$$;

-- An id that follows from what it is for: a UUID of version 8.
CREATE FUNCTION salon.made_id (kind TEXT, source TEXT) RETURNS UUID
LANGUAGE sql IMMUTABLE
AS $$
  SELECT overlay (
    overlay (md5 ('serenaia ' || kind || ' ' || source) PLACING '8' FROM 13) PLACING '8' FROM 17
  )::uuid
$$;

-- What was changed because it could not be kept: the value as it was, once for each column of a row,
-- or the whole row as JSON under the column '*'.
CREATE TABLE salon.mended (
  table_name  TEXT        NOT NULL,
  row_id      TEXT        NOT NULL,
  column_name TEXT        NOT NULL,
  was         TEXT,
  mended_at   TIMESTAMPTZ NOT NULL DEFAULT now (),
  PRIMARY KEY (table_name, row_id, column_name)
);

CREATE OR REPLACE FUNCTION pg_temp.mend ("table" TEXT, "column" TEXT, condition TEXT, value TEXT) RETURNS VOID
LANGUAGE plpgsql
AS $$
BEGIN
  EXECUTE format (
    'INSERT INTO salon.mended (table_name, row_id, column_name, was)
     SELECT %1$L, id::text, %2$L, %2$I::text FROM public.%1$I WHERE %3$s
     ON CONFLICT DO NOTHING', "table", "column", condition);
  EXECUTE format ('UPDATE public.%1$I SET %2$I = %4$s WHERE %3$s', "table", "column", condition, value);
END
$$;

-- The same mistakes can be in many columns.
CREATE OR REPLACE FUNCTION pg_temp.mend_blank ("table" TEXT, "column" TEXT) RETURNS VOID
LANGUAGE sql
AS $$
  SELECT pg_temp.mend ("table", "column", format ('btrim (%I) = ''''', "column"), '''?''')
$$;

CREATE OR REPLACE FUNCTION pg_temp.mend_instant ("table" TEXT, "column" TEXT) RETURNS VOID
LANGUAGE sql
AS $$
  SELECT pg_temp.mend (
    "table", "column",
    format ('%1$I < ''0001-01-01'' OR %1$I >= ''10000-01-01''', "column"), 'NULL')
$$;

CREATE OR REPLACE FUNCTION pg_temp.mend_date ("table" TEXT, "column" TEXT) RETURNS VOID
LANGUAGE sql
AS $$
  SELECT pg_temp.mend (
    "table", "column",
    format ('%1$I < ''0001-01-01'' OR %1$I > ''9999-12-31''', "column"),
    format ('greatest (''0001-01-01'', least (%1$I, ''9999-12-31''))', "column"))
$$;

CREATE OR REPLACE FUNCTION pg_temp.mend_amount ("table" TEXT, "column" TEXT, value TEXT) RETURNS VOID
LANGUAGE sql
AS $$
  SELECT pg_temp.mend ("table", "column", format ('%1$I = ''NaN'' OR %1$I < 0', "column"), value)
$$;

-- New tables ----------------------------------------------------------------------------------------

CREATE TABLE staff (
  id        UUID    NOT NULL PRIMARY KEY DEFAULT gen_random_uuid (),
  name      TEXT    NOT NULL CHECK (btrim (name) <> ''),
  is_active BOOLEAN NOT NULL DEFAULT TRUE,
  position  INTEGER NOT NULL DEFAULT 0
);

-- The one member of staff of every new salon. The id is the same everywhere, so that two desks which
-- begin apart speak of the same person when they meet.
INSERT INTO staff (id, name, is_active, position)
VALUES ('00000000-0000-7000-8000-000000000001', 'Salon', TRUE, 0);

CREATE TABLE clients (
  id            UUID        NOT NULL PRIMARY KEY DEFAULT gen_random_uuid (),
  name          TEXT        NOT NULL CHECK (btrim (name) <> ''),
  email         TEXT,
  phone         TEXT,
  allergies     TEXT,
  notes         TEXT,
  is_blocked    BOOLEAN     NOT NULL DEFAULT FALSE,
  sms_consent   BOOLEAN     NOT NULL DEFAULT FALSE,
  email_consent BOOLEAN     NOT NULL DEFAULT FALSE,
  language      TEXT        NOT NULL DEFAULT 'fr' CHECK (btrim (language) <> ''),
  merged_into   UUID        REFERENCES clients (id),
  anonymised_at TIMESTAMPTZ CHECK (isfinite (anonymised_at)),
  created_at    TIMESTAMPTZ NOT NULL DEFAULT now () CHECK (isfinite (created_at)),
  CHECK (merged_into <> id)
);

CREATE INDEX clients_by_name_key ON clients (salon.name_key (name));
CREATE INDEX clients_by_merged_into ON clients (merged_into) WHERE merged_into IS NOT NULL;

CREATE TABLE opening_exceptions (
  id         UUID    NOT NULL PRIMARY KEY DEFAULT gen_random_uuid (),
  from_date  DATE    NOT NULL CHECK (from_date BETWEEN '0001-01-01' AND '9999-12-31'),
  to_date    DATE    NOT NULL CHECK (to_date BETWEEN '0001-01-01' AND '9999-12-31'),
  start_time TIME,
  end_time   TIME,
  open       BOOLEAN NOT NULL,
  reason     TEXT,
  CHECK (from_date <= to_date),
  CHECK ((start_time IS NULL) = (end_time IS NULL)),
  CHECK (start_time < end_time)
);

CREATE TABLE salon_settings (
  key   TEXT  NOT NULL PRIMARY KEY CHECK (btrim (key) <> ''),
  value JSONB NOT NULL
);

-- Services ------------------------------------------------------------------------------------------

SELECT
  pg_temp.mend_blank ('services', 'name'),
  pg_temp.mend_blank ('services', 'category'),
  pg_temp.mend ('services', 'duration_minutes', 'duration_minutes < 1', '60'),
  pg_temp.mend ('services', 'duration_minutes', 'duration_minutes > 1440', '1440'),
  pg_temp.mend_amount ('services', 'price', '0'),
  pg_temp.mend ('services', 'is_active', 'is_active IS NULL', 'TRUE');

ALTER TABLE services
  ADD COLUMN buffer_minutes INTEGER NOT NULL DEFAULT 0 CHECK (buffer_minutes BETWEEN 0 AND 240),
  ADD COLUMN position INTEGER NOT NULL DEFAULT 0,
  ALTER COLUMN is_active SET NOT NULL,
  ADD CONSTRAINT services_name CHECK (btrim (name) <> ''),
  ADD CONSTRAINT services_category CHECK (btrim (category) <> ''),
  ADD CONSTRAINT services_duration CHECK (duration_minutes BETWEEN 1 AND 1440),
  ADD CONSTRAINT services_price CHECK (price >= 0 AND price <> 'NaN');

UPDATE services AS s
SET position = o.position
FROM (
  SELECT id, row_number () OVER (ORDER BY category COLLATE "C", name COLLATE "C", id) - 1 AS position
  FROM services
) AS o
WHERE o.id = s.id AND o.position <> s.position;

-- Bookings ------------------------------------------------------------------------------------------

-- The end of a day is the beginning of the next.
SELECT
  pg_temp.mend_blank ('bookings', 'client_name'),
  pg_temp.mend_date ('bookings', 'booking_date'),
  pg_temp.mend ('bookings', 'booking_date', 'booking_time = ''24:00''', 'booking_date + 1'),
  pg_temp.mend ('bookings', 'booking_time', 'booking_time = ''24:00''', '''00:00'''),
  pg_temp.mend_date ('bookings', 'booking_date'),
  pg_temp.mend_amount ('bookings', 'payment_amount', 'NULL'),
  pg_temp.mend_instant ('bookings', 'cancelled_at'),
  pg_temp.mend_instant ('bookings', 'created_at'),
  pg_temp.mend_instant ('bookings', 'updated_at'),
  pg_temp.mend (
    'bookings', 'created_at', 'created_at IS NULL',
    'coalesce (updated_at, booking_date + booking_time)'),
  -- A word that nobody knows holds the chair: that is seen, and a lost appointment is not.
  pg_temp.mend (
    'bookings', 'status',
    'status IS NULL
     OR status NOT IN (''pending'', ''confirmed'', ''arrived'', ''completed'', ''cancelled'', ''no_show'')',
    'CASE
       WHEN status IS NULL OR btrim (status) = '''' THEN ''pending''
       WHEN salon.name_key (status) IN (''pending'', ''confirmed'', ''arrived'', ''completed'', ''cancelled'')
         THEN salon.name_key (status)
       WHEN salon.name_key (status) IN (''canceled'', ''annule'', ''annulee'') THEN ''cancelled''
       WHEN salon.name_key (status) IN (''done'', ''finished'', ''termine'', ''terminee'') THEN ''completed''
       WHEN salon.name_key (status) IN (''no show'', ''noshow'', ''absent'', ''absente'') THEN ''no_show''
       WHEN salon.name_key (status) IN (''en attente'', ''attente en'') THEN ''pending''
       ELSE ''confirmed''
     END'),
  pg_temp.mend (
    'bookings', 'payment_status',
    'payment_status IS NULL
     OR payment_status NOT IN (''pending'', ''deposit_paid'', ''fully_paid'', ''refunded'')',
    'CASE lower (btrim (payment_status))
       WHEN ''deposit_paid'' THEN ''deposit_paid''
       WHEN ''fully_paid'' THEN ''fully_paid''
       WHEN ''paid'' THEN ''fully_paid''
       WHEN ''refunded'' THEN ''refunded''
       ELSE ''pending''
     END');

ALTER TABLE bookings
  ALTER COLUMN client_email DROP NOT NULL,
  ALTER COLUMN client_phone DROP NOT NULL,
  ALTER COLUMN status SET NOT NULL,
  ALTER COLUMN payment_status SET NOT NULL,
  ALTER COLUMN created_at SET NOT NULL,
  ADD COLUMN client_id UUID REFERENCES clients (id),
  ADD COLUMN staff_id UUID REFERENCES staff (id),
  ADD COLUMN duration_minutes INTEGER,
  ADD COLUMN buffer_minutes INTEGER NOT NULL DEFAULT 0,
  ADD COLUMN price NUMERIC (10, 2),
  ADD COLUMN forced_reason TEXT,
  ADD COLUMN hold_expires_at TIMESTAMPTZ CHECK (isfinite (hold_expires_at)),
  ADD COLUMN double_booked BOOLEAN NOT NULL DEFAULT FALSE;

-- Who came. One client is whoever gave the same name (salon.name_key) with a telephone or an address
-- that some other booking of hers has too; without either, the name alone. Names that differ stay two
-- clients: mother and daughter share a telephone, and merging two cards is easier than parting one.
-- Each name, number and address is read once, however often she came.
CREATE TEMPORARY TABLE salon_visits ON COMMIT DROP AS
WITH names AS MATERIALIZED (
  SELECT n.client_name, salon.name_key (n.client_name) AS name_key
  FROM (SELECT DISTINCT client_name FROM bookings) AS n
), phones AS MATERIALIZED (
  SELECT p.client_phone, salon.phone_number (p.client_phone) AS phone_number,
    salon.phone_key (p.client_phone) AS phone_key
  FROM (SELECT DISTINCT client_phone FROM bookings) AS p
), emails AS MATERIALIZED (
  SELECT e.client_email, salon.email_key (e.client_email) AS email_key
  FROM (SELECT DISTINCT client_email FROM bookings) AS e
)
SELECT b.id, b.client_name, b.client_email, b.client_phone, b.created_at,
  n.name_key, p.phone_number, p.phone_key, e.email_key
FROM bookings AS b
JOIN names AS n ON n.client_name = b.client_name
JOIN phones AS p ON p.client_phone = b.client_phone
JOIN emails AS e ON e.client_email = b.client_email;

CREATE TEMPORARY TABLE salon_people ON COMMIT DROP AS
SELECT name_key, phone_key, email_key, min (id::text) AS person
FROM pg_temp.salon_visits
GROUP BY name_key, phone_key, email_key;

-- The least booking id of each group that hangs together.
DO $$
DECLARE
  n_phone INTEGER := 1;
  n_email INTEGER := 1;
BEGIN
  ANALYZE pg_temp.salon_people;
  WHILE n_phone + n_email > 0 LOOP
    UPDATE pg_temp.salon_people AS p
    SET person = m.person
    FROM (
      SELECT name_key, phone_key, min (person) AS person
      FROM pg_temp.salon_people
      GROUP BY name_key, phone_key
    ) AS m
    WHERE m.name_key = p.name_key AND m.phone_key = p.phone_key AND m.person < p.person;
    GET DIAGNOSTICS n_phone = ROW_COUNT;
    UPDATE pg_temp.salon_people AS p
    SET person = m.person
    FROM (
      SELECT name_key, email_key, min (person) AS person
      FROM pg_temp.salon_people
      GROUP BY name_key, email_key
    ) AS m
    WHERE m.name_key = p.name_key AND m.email_key = p.email_key AND m.person < p.person;
    GET DIAGNOSTICS n_email = ROW_COUNT;
  END LOOP;
END
$$;

CREATE TEMPORARY TABLE salon_visitors ON COMMIT DROP AS
SELECT v.*, salon.made_id ('client', p.person) AS client_id
FROM pg_temp.salon_visits AS v
JOIN pg_temp.salon_people AS p
  ON p.name_key = v.name_key
  AND p.phone_key IS NOT DISTINCT FROM v.phone_key
  AND p.email_key IS NOT DISTINCT FROM v.email_key;

ANALYZE pg_temp.salon_visitors;

-- As her latest booking has them. Nobody was asked about messages here: no consent is made up.
INSERT INTO clients (id, name, email, phone, created_at)
SELECT client_id,
  (array_agg (
    btrim (regexp_replace (client_name, '[[:space:]]+', ' ', 'g')) ORDER BY created_at DESC, id))[1],
  (array_agg (btrim (client_email) ORDER BY created_at DESC, id) FILTER (WHERE email_key IS NOT NULL))[1],
  (array_agg (
    coalesce (phone_number, btrim (client_phone))
    ORDER BY phone_number IS NULL, created_at DESC, id
  ) FILTER (WHERE phone_key IS NOT NULL))[1],
  min (created_at) AT TIME ZONE 'UTC'
FROM pg_temp.salon_visitors
GROUP BY client_id;

-- A booking without a service is taken for an hour.
UPDATE bookings AS b
SET client_id = v.client_id,
  staff_id = '00000000-0000-7000-8000-000000000001',
  duration_minutes = CASE WHEN s.id IS NULL THEN 60 ELSE greatest (s.duration_minutes, 5) END,
  price = coalesce (s.price, b.payment_amount, 0)
FROM pg_temp.salon_visitors AS v
JOIN bookings AS o ON o.id = v.id
LEFT JOIN services AS s ON s.id = o.service_id
WHERE v.id = b.id;

ALTER TABLE bookings
  ALTER COLUMN staff_id SET NOT NULL,
  ALTER COLUMN duration_minutes SET NOT NULL,
  ALTER COLUMN price SET NOT NULL,
  -- [start, end) of what holds the chair, buffer included; seconds do not count.
  ADD COLUMN during TSRANGE NOT NULL GENERATED ALWAYS AS (
    tsrange (
      date_trunc ('minute', booking_date + booking_time),
      date_trunc ('minute', booking_date + booking_time)
        + make_interval (mins => duration_minutes + buffer_minutes)
    )
  ) STORED,
  ADD CONSTRAINT bookings_client_name CHECK (btrim (client_name) <> ''),
  ADD CONSTRAINT bookings_date CHECK (booking_date BETWEEN '0001-01-01' AND '9999-12-31'),
  ADD CONSTRAINT bookings_time CHECK (booking_time < '24:00'),
  ADD CONSTRAINT bookings_status CHECK (
    status IN ('pending', 'confirmed', 'arrived', 'completed', 'cancelled', 'no_show')
  ),
  ADD CONSTRAINT bookings_payment_status CHECK (
    payment_status IN ('pending', 'deposit_paid', 'fully_paid', 'refunded')
  ),
  ADD CONSTRAINT bookings_payment_amount CHECK (payment_amount >= 0 AND payment_amount <> 'NaN'),
  ADD CONSTRAINT bookings_cancelled_at CHECK (isfinite (cancelled_at)),
  ADD CONSTRAINT bookings_created_at CHECK (isfinite (created_at)),
  ADD CONSTRAINT bookings_duration CHECK (duration_minutes BETWEEN 5 AND 1440),
  ADD CONSTRAINT bookings_buffer CHECK (buffer_minutes BETWEEN 0 AND 240),
  ADD CONSTRAINT bookings_price CHECK (price >= 0 AND price <> 'NaN');

CREATE INDEX bookings_double_booked ON bookings (staff_id) WHERE double_booked;
CREATE INDEX bookings_by_client ON bookings (client_id);
CREATE INDEX bookings_by_service ON bookings (service_id);

-- What holds a chair at a time, whether double-booked or not.
CREATE INDEX bookings_by_during ON bookings USING gist (staff_id, during)
  WHERE status IN ('pending', 'confirmed', 'arrived', 'completed');

-- Of two that overlap already, the one that was made first keeps the chair. (OFFSET 0: looked up by the
-- index row by row. As a join on the member of staff it would be every booking with every other.)
ANALYZE bookings;

UPDATE bookings AS b
SET double_booked = TRUE
WHERE b.status IN ('pending', 'confirmed', 'arrived', 'completed')
  AND EXISTS (
    SELECT
    FROM bookings AS o
    WHERE o.staff_id = b.staff_id
      AND o.during && b.during
      AND o.status IN ('pending', 'confirmed', 'arrived', 'completed')
      AND (o.created_at, o.id) < (b.created_at, b.id)
    OFFSET 0
  );

-- No two active bookings of one member of staff overlap.
ALTER TABLE bookings
  ADD CONSTRAINT bookings_do_not_overlap EXCLUDE USING gist (staff_id WITH =, during WITH &&)
  WHERE (status IN ('pending', 'confirmed', 'arrived', 'completed') AND NOT double_booked);

-- The services of a booking, as they were when it was made.
CREATE TABLE booking_services (
  id               UUID           NOT NULL PRIMARY KEY DEFAULT gen_random_uuid (),
  booking_id       UUID           NOT NULL REFERENCES bookings (id),
  position         INTEGER        NOT NULL CHECK (position >= 0),
  service_id       UUID           REFERENCES services (id),
  name             TEXT           NOT NULL CHECK (btrim (name) <> ''),
  duration_minutes INTEGER        NOT NULL CHECK (duration_minutes BETWEEN 1 AND 1440),
  buffer_minutes   INTEGER        NOT NULL CHECK (buffer_minutes BETWEEN 0 AND 240),
  price            NUMERIC (10, 2) NOT NULL CHECK (price >= 0 AND price <> 'NaN')
);

INSERT INTO booking_services (id, booking_id, position, service_id, name, duration_minutes,
                              buffer_minutes, price)
SELECT salon.made_id ('line', b.id::text), b.id, 0, b.service_id, coalesce (s.name, 'Prestation'),
  coalesce (s.duration_minutes, b.duration_minutes), 0, b.price
FROM bookings AS b
LEFT JOIN services AS s ON s.id = b.service_id;

CREATE INDEX booking_services_by_booking ON booking_services (booking_id, position);
CREATE INDEX booking_services_by_service ON booking_services (service_id);

-- Opening hours -------------------------------------------------------------------------------------

-- Midnight at the end of a day is 24:00. Hours that make no sense are kept, but do not open the salon.
SELECT
  pg_temp.mend ('availabilities', 'end_time', 'end_time = ''00:00'' AND start_time > ''00:00''', '''24:00'''),
  pg_temp.mend ('availabilities', 'is_active', 'is_active IS NULL', 'TRUE'),
  pg_temp.mend (
    'availabilities', 'is_active',
    'is_active AND (day_of_week NOT BETWEEN 0 AND 6 OR start_time >= end_time)', 'FALSE'),
  pg_temp.mend (
    'availabilities', 'day_of_week', 'day_of_week NOT BETWEEN 0 AND 6', 'greatest (0, least (day_of_week, 6))'),
  pg_temp.mend ('availabilities', 'end_time', 'start_time >= end_time', '''24:00'''),
  pg_temp.mend ('availabilities', 'start_time', 'start_time >= end_time', '''00:00''');

ALTER TABLE availabilities
  ALTER COLUMN is_active SET NOT NULL,
  ADD COLUMN staff_id UUID REFERENCES staff (id),
  ADD CONSTRAINT availabilities_day CHECK (day_of_week BETWEEN 0 AND 6),
  ADD CONSTRAINT availabilities_times CHECK (start_time < end_time);

CREATE INDEX availabilities_by_staff ON availabilities (staff_id);

-- A day that is none blocks nothing.
INSERT INTO salon.mended (table_name, row_id, column_name, was)
SELECT 'blocked_dates', id::text, '*', to_jsonb (d)::text
FROM blocked_dates AS d
WHERE date NOT BETWEEN '0001-01-01' AND '9999-12-31';

DELETE FROM blocked_dates
WHERE date NOT BETWEEN '0001-01-01' AND '9999-12-31';

ALTER TABLE blocked_dates
  ADD CONSTRAINT blocked_dates_date CHECK (date BETWEEN '0001-01-01' AND '9999-12-31');

-- Gift cards ----------------------------------------------------------------------------------------

SELECT
  pg_temp.mend ('gift_cards', 'code', 'btrim (code) = ''''', '''SERA-'' || upper (left (id::text, 8))'),
  pg_temp.mend_amount ('gift_cards', 'amount', '0'),
  pg_temp.mend (
    'gift_cards', 'type', 'type NOT IN (''amount'', ''service'')',
    'CASE
       WHEN lower (btrim (type)) IN (''amount'', ''service'') THEN lower (btrim (type))
       WHEN amount IS NULL AND service_id IS NOT NULL THEN ''service''
       ELSE ''amount''
     END'),
  pg_temp.mend_blank ('gift_cards', 'buyer_name'),
  pg_temp.mend_blank ('gift_cards', 'recipient_name'),
  pg_temp.mend_instant ('gift_cards', 'created_at'),
  pg_temp.mend_instant ('gift_cards', 'used_at'),
  pg_temp.mend_date ('gift_cards', 'expiry_date'),
  pg_temp.mend_date ('gift_cards', 'purchase_date'),
  pg_temp.mend (
    'gift_cards', 'purchase_date', 'purchase_date IS NULL', 'coalesce (created_at::date, expiry_date)');

ALTER TABLE gift_cards
  ALTER COLUMN buyer_email DROP NOT NULL,
  ALTER COLUMN purchase_date SET NOT NULL,
  ADD CONSTRAINT gift_cards_code CHECK (btrim (code) <> ''),
  ADD CONSTRAINT gift_cards_type CHECK (type IN ('amount', 'service')),
  ADD CONSTRAINT gift_cards_amount CHECK (amount >= 0 AND amount <> 'NaN'),
  ADD CONSTRAINT gift_cards_buyer_name CHECK (btrim (buyer_name) <> ''),
  ADD CONSTRAINT gift_cards_recipient_name CHECK (btrim (recipient_name) <> ''),
  ADD CONSTRAINT gift_cards_purchase_date CHECK (purchase_date BETWEEN '0001-01-01' AND '9999-12-31'),
  ADD CONSTRAINT gift_cards_expiry_date CHECK (expiry_date BETWEEN '0001-01-01' AND '9999-12-31');

CREATE INDEX gift_cards_by_service ON gift_cards (service_id);

-- The ledger of a card: what it holds is the sum. What takes from it is negative. Rows are only added.
CREATE TABLE gift_card_movements (
  id         UUID            NOT NULL PRIMARY KEY DEFAULT gen_random_uuid (),
  card_id    UUID            NOT NULL REFERENCES gift_cards (id),
  kind       TEXT            NOT NULL,
  amount     NUMERIC (10, 2) NOT NULL,
  booking_id UUID            REFERENCES bookings (id),
  note       TEXT,
  at         TIMESTAMPTZ     NOT NULL DEFAULT now () CHECK (isfinite (at)),
  by         TEXT,
  CONSTRAINT gift_card_movements_amount CHECK (
    CASE kind
      WHEN 'issue' THEN amount >= 0
      WHEN 'credit' THEN amount >= 0
      WHEN 'debit' THEN amount <= 0
      WHEN 'void' THEN amount <= 0
      WHEN 'refund' THEN amount <= 0
      WHEN 'extend' THEN amount = 0
      ELSE FALSE
    END
    AND amount <> 'NaN'
  )
);

CREATE INDEX gift_card_movements_by_card ON gift_card_movements (card_id, at);
CREATE INDEX gift_card_movements_by_booking ON gift_card_movements (booking_id);

-- What a card was sold for: its amount, or the price of the service it is for.
CREATE FUNCTION salon.gift_card_value (card gift_cards) RETURNS NUMERIC
LANGUAGE sql STABLE SET search_path = pg_catalog, pg_temp
AS $$
  SELECT coalesce (card.amount, (SELECT s.price FROM public.services AS s WHERE s.id = card.service_id), 0)
$$;

INSERT INTO gift_card_movements (id, card_id, kind, amount, at)
SELECT salon.made_id ('issue', c.id::text), c.id, 'issue', salon.gift_card_value (c),
  least (coalesce (c.created_at, c.purchase_date::timestamp), c.used_at) AT TIME ZONE 'UTC'
FROM gift_cards AS c;

-- The seed knows a card as a whole: used, refunded, or run out. One that ran out by its date keeps what
-- it holds, for the date can be extended; one that was ended before its date is void.
INSERT INTO gift_card_movements (id, card_id, kind, amount, booking_id, at)
SELECT salon.made_id (e.kind, c.id::text), c.id, e.kind, - salon.gift_card_value (c),
  CASE e.kind WHEN 'debit' THEN c.used_by_booking_id END,
  greatest (
    coalesce (c.used_at, c.updated_at, c.created_at, c.purchase_date::timestamp),
    coalesce (c.created_at, c.purchase_date::timestamp)
  ) AT TIME ZONE 'UTC'
FROM gift_cards AS c
CROSS JOIN LATERAL (
  SELECT CASE
    WHEN c.is_used OR lower (btrim (c.status)) = 'used' THEN 'debit'
    WHEN lower (btrim (c.status)) = 'refunded' THEN 'refund'
    WHEN lower (btrim (c.status)) IN ('expired', 'cancelled', 'canceled', 'void')
      AND coalesce (c.updated_at, c.created_at)::date <= c.expiry_date THEN 'void'
  END AS kind
) AS e
WHERE e.kind IS NOT NULL;

-- The two words that the seed has for it agree from now on.
SELECT
  pg_temp.mend (
    'gift_cards', 'is_used', 'lower (btrim (status)) = ''used'' AND is_used IS NOT TRUE', 'TRUE'),
  pg_temp.mend ('gift_cards', 'status', 'is_used AND status IS DISTINCT FROM ''used''', '''used''');

-- Payments ------------------------------------------------------------------------------------------

SELECT
  pg_temp.mend ('payments', 'amount', 'amount = ''NaN''', '0'),
  pg_temp.mend_blank ('payments', 'payment_method'),
  pg_temp.mend_instant ('payments', 'created_at'),
  pg_temp.mend_instant ('payments', 'updated_at'),
  pg_temp.mend (
    'payments', 'created_at', 'created_at IS NULL',
    'coalesce (
       updated_at,
       (SELECT b.created_at FROM public.bookings AS b WHERE b.id = booking_id),
       now () AT TIME ZONE ''UTC''
     )'),
  pg_temp.mend (
    'payments', 'status',
    'status IS NULL OR status NOT IN (''pending'', ''completed'', ''failed'', ''refunded'')',
    'CASE lower (btrim (status))
       WHEN ''completed'' THEN ''completed''
       WHEN ''paid'' THEN ''completed''
       WHEN ''succeeded'' THEN ''completed''
       WHEN ''failed'' THEN ''failed''
       WHEN ''refunded'' THEN ''refunded''
       ELSE ''pending''
     END');

-- A payment is never updated away: what gives money back is a row that points at what it reverses.
ALTER TABLE payments
  ALTER COLUMN status SET NOT NULL,
  ALTER COLUMN created_at SET NOT NULL,
  ADD COLUMN reverses UUID REFERENCES payments (id),
  ADD CONSTRAINT payments_amount CHECK (amount <> 'NaN'),
  ADD CONSTRAINT payments_method CHECK (btrim (payment_method) <> ''),
  ADD CONSTRAINT payments_status CHECK (status IN ('pending', 'completed', 'failed', 'refunded')),
  ADD CONSTRAINT payments_created_at CHECK (isfinite (created_at));

CREATE INDEX payments_by_gift_card ON payments (gift_card_id);
CREATE INDEX payments_by_reverses ON payments (reverses);

-- Notifications -------------------------------------------------------------------------------------

SELECT
  pg_temp.mend (
    'notifications', 'type', 'type NOT IN (''sms'', ''email'')',
    'CASE
       WHEN lower (btrim (type)) IN (''sms'', ''email'') THEN lower (btrim (type))
       WHEN recipient LIKE ''%@%'' THEN ''email''
       ELSE ''sms''
     END'),
  pg_temp.mend_blank ('notifications', 'channel'),
  pg_temp.mend_instant ('notifications', 'sent_at'),
  pg_temp.mend (
    'notifications', 'status',
    'status IS NULL
     OR status NOT IN (''pending'', ''sending'', ''sent'', ''failed'', ''unknown'', ''skipped'')',
    'CASE
       WHEN lower (btrim (status)) IN (''sent'', ''failed'') THEN lower (btrim (status))
       WHEN sent_at IS NOT NULL THEN ''sent''
       ELSE ''unknown''
     END');

ALTER TABLE notifications
  ALTER COLUMN status SET NOT NULL,
  ADD COLUMN starts_at TEXT,
  ADD COLUMN due_at TIMESTAMPTZ CHECK (isfinite (due_at)),
  ADD COLUMN provider_id TEXT,
  ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
  ADD CONSTRAINT notifications_type CHECK (type IN ('sms', 'email')),
  ADD CONSTRAINT notifications_channel CHECK (btrim (channel) <> ''),
  ADD CONSTRAINT notifications_status CHECK (
    status IN ('pending', 'sending', 'sent', 'failed', 'unknown', 'skipped')
  ),
  ADD CONSTRAINT notifications_sent_at CHECK (isfinite (sent_at)),
  -- One message of a kind for one appointment at one time.
  ADD CONSTRAINT notifications_once UNIQUE (booking_id, channel, type, starts_at);

-- From here on: what keeps it so ----------------------------------------------------------------------

-- For writers that do not keep it themselves.
CREATE FUNCTION salon.touch () RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
  IF NEW.updated_at IS NOT DISTINCT FROM OLD.updated_at THEN
    NEW.updated_at := now () AT TIME ZONE 'UTC';
  END IF;
  RETURN NEW;
END
$$;

-- The seed's TIMESTAMP columns are in UTC, whatever zone a program's session is in.
DO $$
DECLARE
  c RECORD;
BEGIN
  FOR c IN
    SELECT a.attrelid::regclass AS "table", a.attname AS "column"
    FROM pg_attribute AS a
    JOIN pg_class AS t ON t.oid = a.attrelid
    WHERE t.relnamespace = 'public'::regnamespace
      AND t.relname IN ('users', 'services', 'bookings', 'gift_cards', 'payments', 'availabilities',
                        'blocked_dates', 'notifications')
      AND a.attname IN ('created_at', 'updated_at')
      AND a.atttypid = 'timestamp'::regtype
  LOOP
    EXECUTE format ('ALTER TABLE %s ALTER COLUMN %I SET DEFAULT (now () AT TIME ZONE ''UTC'')',
                    c."table", c."column");
    IF c."column" = 'updated_at' THEN
      EXECUTE format ('CREATE TRIGGER updated_at BEFORE UPDATE ON %s
                       FOR EACH ROW EXECUTE FUNCTION salon.touch ()', c."table");
    END IF;
  END LOOP;
END
$$;

-- The client that a booking of a program of the seed is for, by the rule above; a new one when there is none.
CREATE FUNCTION salon.client_of (booking bookings) RETURNS UUID
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  wanted_phone TEXT := salon.phone_key (booking.client_phone);
  wanted_email TEXT := salon.email_key (booking.client_email);
  found        UUID;
BEGIN
  IF wanted_phone IS NULL AND wanted_email IS NULL THEN
    RETURN NULL;
  END IF;
  SELECT c.id INTO found
  FROM public.clients AS c
  WHERE salon.name_key (c.name) = salon.name_key (booking.client_name)
    AND c.merged_into IS NULL AND c.anonymised_at IS NULL
    AND (salon.phone_key (c.phone) = wanted_phone OR salon.email_key (c.email) = wanted_email)
  ORDER BY c.created_at, c.id
  LIMIT 1;
  IF found IS NULL THEN
    INSERT INTO public.clients (name, email, phone)
    VALUES (
      btrim (regexp_replace (booking.client_name, '[[:space:]]+', ' ', 'g')),
      nullif (btrim (booking.client_email), ''),
      coalesce (salon.phone_number (booking.client_phone), nullif (btrim (booking.client_phone), '')))
    RETURNING id INTO found;
  END IF;
  RETURN found;
END
$$;

-- Who gives no duration knows only the seed's columns: the rest follows from the service.
CREATE FUNCTION salon.complete_booking () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  service public.services;
BEGIN
  IF NEW.double_booked THEN
    RAISE EXCEPTION 'bookings.double_booked is set by nobody' USING ERRCODE = 'check_violation';
  END IF;
  NEW.staff_id := coalesce (NEW.staff_id, (
    SELECT s.id FROM public.staff AS s WHERE s.is_active ORDER BY s.position, s.id LIMIT 1
  ), '00000000-0000-7000-8000-000000000001');
  NEW.created_at := coalesce (NEW.created_at, now () AT TIME ZONE 'UTC');
  IF NEW.duration_minutes IS NOT NULL THEN
    RETURN NEW;
  END IF;

  NEW.client_id := coalesce (NEW.client_id, salon.client_of (NEW));
  SELECT s.* INTO service FROM public.services AS s WHERE s.id = NEW.service_id;
  NEW.duration_minutes := CASE WHEN service.id IS NULL THEN 60 ELSE greatest (service.duration_minutes, 5) END;
  NEW.buffer_minutes := coalesce (service.buffer_minutes, 0);
  NEW.price := coalesce (NEW.price, service.price, NEW.payment_amount, 0);
  RETURN NEW;
END
$$;

CREATE TRIGGER bookings_1_complete BEFORE INSERT ON bookings
FOR EACH ROW EXECUTE FUNCTION salon.complete_booking ();

-- A program of the seed that chooses another service means the booking's length and price as well. One
-- with several services is more than it knows, and stays as it is.
CREATE FUNCTION salon.follow_service () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF (SELECT count (*) FROM public.booking_services AS l WHERE l.booking_id = NEW.id) > 1 THEN
    RETURN NEW;
  END IF;
  SELECT greatest (s.duration_minutes, 5), s.buffer_minutes, s.price
  INTO NEW.duration_minutes, NEW.buffer_minutes, NEW.price
  FROM public.services AS s
  WHERE s.id = NEW.service_id;
  DELETE FROM public.booking_services AS l WHERE l.booking_id = NEW.id;
  RETURN NEW;
END
$$;

CREATE TRIGGER bookings_2_follow_service BEFORE UPDATE OF service_id ON bookings
FOR EACH ROW
WHEN (
  OLD.service_id IS DISTINCT FROM NEW.service_id AND NEW.service_id IS NOT NULL
  AND OLD.duration_minutes = NEW.duration_minutes AND OLD.price = NEW.price
  AND coalesce (current_setting ('salon.device', TRUE), '') = ''
)
EXECUTE FUNCTION salon.follow_service ();

-- A booking of the web that was not confirmed in time lets go of the chair when somebody else wants the
-- day. (salon.push does it once for its batch.) One that is locked is just being written: left alone.
CREATE FUNCTION salon.release_day () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE public.bookings AS b
  SET status = 'cancelled', cancelled_at = now () AT TIME ZONE 'UTC', cancellation_reason = 'hold expired'
  FROM (
    SELECT h.id
    FROM public.bookings AS h
    WHERE h.staff_id = NEW.staff_id
      AND h.booking_date BETWEEN NEW.booking_date - 1 AND NEW.booking_date + 1
      AND h.status = 'pending'
      AND h.hold_expires_at < now ()
      AND h.id <> NEW.id
    FOR NO KEY UPDATE SKIP LOCKED
  ) AS expired
  WHERE b.id = expired.id;
  RETURN NEW;
END
$$;

CREATE TRIGGER bookings_3_release
BEFORE INSERT OR UPDATE OF staff_id, booking_date, booking_time, duration_minutes ON bookings
FOR EACH ROW
WHEN (
  NEW.status IN ('pending', 'confirmed', 'arrived', 'completed')
  AND coalesce (current_setting ('salon.device', TRUE), '') = ''
)
EXECUTE FUNCTION salon.release_day ();

-- The constraint does not see bookings that were double-booked from the start; nothing new may come to
-- stand over one of them. One that is moved to where it overlaps nothing, or that lets go of the chair,
-- is like any other from then on; one that only becomes shorter may stay.
CREATE FUNCTION salon.mind_double_booked () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  active TEXT[] := ARRAY ['pending', 'confirmed', 'arrived', 'completed'];
  place  TSRANGE := tsrange (
    date_trunc ('minute', NEW.booking_date + NEW.booking_time),
    date_trunc ('minute', NEW.booking_date + NEW.booking_time)
      + make_interval (mins => NEW.duration_minutes + NEW.buffer_minutes));
  stays  BOOLEAN;
BEGIN
  IF TG_OP = 'UPDATE' AND NEW.double_booked AND NOT OLD.double_booked THEN
    RAISE EXCEPTION 'bookings.double_booked is set by nobody' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.status <> ALL (active) THEN
    NEW.double_booked := FALSE;
    RETURN NEW;
  END IF;
  -- It stays where it is, as it is.
  stays := TG_OP = 'UPDATE' AND OLD.status = ANY (active) AND OLD.staff_id = NEW.staff_id
           AND place <@ OLD.during;
  IF stays AND place = OLD.during AND NEW.double_booked = OLD.double_booked THEN
    RETURN NEW;
  END IF;

  IF NOT EXISTS (
    SELECT
    FROM public.bookings AS b
    WHERE b.staff_id = NEW.staff_id AND b.during && place AND b.id <> NEW.id
      AND b.status IN ('pending', 'confirmed', 'arrived', 'completed')
      AND (b.double_booked OR NEW.double_booked)
  ) THEN
    NEW.double_booked := FALSE;
  ELSIF NOT stays OR NOT NEW.double_booked THEN
    RAISE EXCEPTION 'the chair is taken by a booking that was double-booked before'
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'bookings_do_not_overlap', TABLE = 'bookings';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER bookings_4_double_booked
BEFORE INSERT OR UPDATE OF staff_id, booking_date, booking_time, duration_minutes, buffer_minutes,
                           status, double_booked ON bookings
FOR EACH ROW EXECUTE FUNCTION salon.mind_double_booked ();

-- When a booking leaves its place, the double-booked ones that only it stood in the way of are free.
CREATE FUNCTION salon.free_double_booked () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  UPDATE public.bookings AS d
  SET double_booked = FALSE
  WHERE d.double_booked AND d.staff_id = OLD.staff_id AND d.during && OLD.during AND d.id <> OLD.id
    AND d.status IN ('pending', 'confirmed', 'arrived', 'completed')
    AND NOT EXISTS (
      SELECT
      FROM public.bookings AS b
      WHERE b.staff_id = d.staff_id AND b.during && d.during AND b.id <> d.id
        AND b.status IN ('pending', 'confirmed', 'arrived', 'completed')
    );
  RETURN NULL;
END
$$;

CREATE TRIGGER bookings_free_double_booked_update
AFTER UPDATE OF staff_id, booking_date, booking_time, duration_minutes, buffer_minutes, status ON bookings
FOR EACH ROW
WHEN (
  OLD.status IN ('pending', 'confirmed', 'arrived', 'completed')
  AND (OLD.during <> NEW.during OR OLD.staff_id <> NEW.staff_id OR OLD.status <> NEW.status)
)
EXECUTE FUNCTION salon.free_double_booked ();

CREATE TRIGGER bookings_free_double_booked_delete
AFTER DELETE ON bookings
FOR EACH ROW WHEN (OLD.status IN ('pending', 'confirmed', 'arrived', 'completed'))
EXECUTE FUNCTION salon.free_double_booked ();

-- A booking whose writer knows no lines gets the one of its service, when its transaction ends. A desk
-- brings its own, when a whole salon is shared in a later transaction.
CREATE FUNCTION salon.complete_lines () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO public.booking_services (booking_id, position, service_id, name, duration_minutes,
                                       buffer_minutes, price)
  SELECT b.id, 0, s.id, s.name, s.duration_minutes, s.buffer_minutes, b.price
  FROM public.bookings AS b
  JOIN public.services AS s ON s.id = b.service_id
  WHERE b.id = NEW.id
    AND NOT EXISTS (SELECT FROM public.booking_services AS l WHERE l.booking_id = b.id);
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER bookings_lines
AFTER INSERT OR UPDATE OF service_id ON bookings
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW
WHEN (NEW.service_id IS NOT NULL AND coalesce (current_setting ('salon.device', TRUE), '') = '')
EXECUTE FUNCTION salon.complete_lines ();

-- Gift cards: the ledger is the truth, and the seed's columns follow it ----------------------------------

-- The card is locked first, so that two tills that spend one card at once come one after the other. It
-- is also written (keep_gift_card), so that a transaction with an older snapshot fails and does not
-- see an old sum.
CREATE FUNCTION salon.guard_gift_card () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  balance NUMERIC;
BEGIN
  PERFORM FROM public.gift_cards AS c WHERE c.id = NEW.card_id FOR NO KEY UPDATE;
  SELECT coalesce (sum (m.amount), 0) INTO balance
  FROM public.gift_card_movements AS m
  WHERE m.card_id = NEW.card_id;
  IF NEW.amount < 0 AND balance + NEW.amount < 0 THEN
    RAISE EXCEPTION 'gift card % holds %, not %', NEW.card_id, balance, - NEW.amount
      USING ERRCODE = 'SA002', TABLE = 'gift_card_movements';
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER gift_card_movements_guard BEFORE INSERT ON gift_card_movements
FOR EACH ROW EXECUTE FUNCTION salon.guard_gift_card ();

CREATE FUNCTION salon.refuse_to_rewrite () RETURNS TRIGGER
LANGUAGE plpgsql
AS $$
BEGIN
  RAISE EXCEPTION '% is only added to', TG_TABLE_NAME USING ERRCODE = 'SA003', TABLE = TG_TABLE_NAME;
END
$$;

CREATE TRIGGER gift_card_movements_are_kept BEFORE UPDATE OR DELETE ON gift_card_movements
FOR EACH ROW EXECUTE FUNCTION salon.refuse_to_rewrite ();

CREATE TRIGGER gift_card_movements_are_all_kept BEFORE TRUNCATE ON gift_card_movements
FOR EACH STATEMENT EXECUTE FUNCTION salon.refuse_to_rewrite ();

-- What the seed's columns say of a card. It is used when a debit took the last of it; what took the last
-- is the movement that was just added, whatever clock its time is from.
CREATE FUNCTION salon.keep_gift_card () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  balance NUMERIC := (
    SELECT sum (m.amount) FROM public.gift_card_movements AS m WHERE m.card_id = NEW.card_id
  );
BEGIN
  UPDATE public.gift_cards AS c
  SET status = CASE
      WHEN balance > 0 AND c.expiry_date < current_date THEN 'expired'
      WHEN balance > 0 THEN 'active'
      WHEN NEW.kind = 'debit' THEN 'used'
      WHEN NEW.kind = 'refund' THEN 'refunded'
      WHEN NEW.kind = 'void' THEN 'expired'
      ELSE coalesce (c.status, 'active')
    END,
    is_used = balance <= 0 AND (
      NEW.kind = 'debit' OR NEW.kind NOT IN ('refund', 'void') AND c.is_used IS TRUE
    ),
    used_at = CASE
      WHEN balance > 0 OR NEW.kind IN ('refund', 'void') THEN NULL
      WHEN NEW.kind = 'debit' THEN NEW.at AT TIME ZONE 'UTC'
      ELSE c.used_at
    END,
    used_by_booking_id = CASE
      WHEN balance > 0 OR NEW.kind IN ('refund', 'void') THEN NULL
      WHEN NEW.kind = 'debit' THEN NEW.booking_id
      ELSE c.used_by_booking_id
    END,
    updated_at = now () AT TIME ZONE 'UTC'
  WHERE c.id = NEW.card_id;
  RETURN NULL;
END
$$;

CREATE TRIGGER gift_card_movements_keep_card AFTER INSERT ON gift_card_movements
FOR EACH ROW EXECUTE FUNCTION salon.keep_gift_card ();

-- A card whose writer knows no ledger is issued when its transaction ends, and spent at once when she
-- says that it is used.
CREATE FUNCTION salon.issue_gift_card () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO public.gift_card_movements (card_id, kind, amount)
  SELECT c.id, 'issue', salon.gift_card_value (c)
  FROM public.gift_cards AS c
  WHERE c.id = NEW.id
    AND NOT EXISTS (SELECT FROM public.gift_card_movements AS m WHERE m.card_id = c.id);
  IF FOUND AND (NEW.is_used OR NEW.status = 'used') THEN
    INSERT INTO public.gift_card_movements (card_id, kind, amount, booking_id)
    VALUES (NEW.id, 'debit', - salon.gift_card_value (NEW), NEW.used_by_booking_id);
  END IF;
  RETURN NULL;
END
$$;

CREATE CONSTRAINT TRIGGER gift_cards_issue AFTER INSERT ON gift_cards
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW WHEN (coalesce (current_setting ('salon.device', TRUE), '') = '')
EXECUTE FUNCTION salon.issue_gift_card ();

-- A program of the seed spends a card by saying that it is used, and gives it back by its status: what
-- is left of it is taken. A card that was spent in part elsewhere gives only the rest; one of which
-- nothing is left is refused.
CREATE FUNCTION salon.spend_gift_card () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  taking  TEXT := CASE WHEN NEW.status = 'refunded' THEN 'refund' ELSE 'debit' END;
  balance NUMERIC;
BEGIN
  INSERT INTO public.gift_card_movements (card_id, kind, amount)
  SELECT NEW.id, 'issue', salon.gift_card_value (NEW)
  WHERE NOT EXISTS (SELECT FROM public.gift_card_movements AS m WHERE m.card_id = NEW.id);

  SELECT coalesce (sum (m.amount), 0) INTO balance
  FROM public.gift_card_movements AS m
  WHERE m.card_id = NEW.id;
  IF balance <= 0 AND salon.gift_card_value (NEW) > 0 THEN
    RAISE EXCEPTION 'gift card % holds nothing', NEW.id USING ERRCODE = 'SA002', TABLE = 'gift_cards';
  END IF;
  INSERT INTO public.gift_card_movements (card_id, kind, amount, booking_id, at)
  VALUES (
    NEW.id, taking, - balance,
    CASE taking WHEN 'debit' THEN NEW.used_by_booking_id END,
    CASE taking WHEN 'debit' THEN coalesce (NEW.used_at AT TIME ZONE 'UTC', now ()) ELSE now () END);
  RETURN NULL;
END
$$;

-- Only what somebody wrote, not what follows from the ledger.
CREATE TRIGGER gift_cards_spend AFTER UPDATE OF is_used, status ON gift_cards
FOR EACH ROW
WHEN (
  pg_trigger_depth () = 0
  AND (
    NEW.is_used AND OLD.is_used IS NOT TRUE
    OR NEW.status IN ('used', 'refunded') AND OLD.status IS DISTINCT FROM NEW.status
      AND NOT (NEW.status = 'used' AND OLD.is_used IS TRUE)
  )
)
EXECUTE FUNCTION salon.spend_gift_card ();

REVOKE ALL ON ALL TABLES IN SCHEMA salon FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA salon FROM PUBLIC;
