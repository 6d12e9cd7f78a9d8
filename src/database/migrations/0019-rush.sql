-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- The same rules in less time again, now for many rows at once: what comes in one statement is noted in one,
-- and those who book online in the same moment are written together.

-- Feed, history, figures --------------------------------------------------------------------------------

-- As salon.feed() (0014) for rows that are new: nothing of theirs is gone.
CREATE FUNCTION salon.feed_added () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF current_setting ('synchronous_commit') = 'off' THEN
    PERFORM set_config ('synchronous_commit', 'on', TRUE);
  END IF;
  INSERT INTO salon.sync_rows AS s (entity, id)
  SELECT TG_TABLE_NAME, a.id FROM added AS a
  ON CONFLICT ON CONSTRAINT sync_rows_pkey
  DO UPDATE SET xid = pg_current_xact_id (), seq = DEFAULT, deleted = FALSE;
  IF FOUND AND pg_notify ('salon', '') IS NULL THEN
    RETURN NULL;
  END IF;
  RETURN NULL;
END
$$;

-- As salon.remember() (0014) for rows that are new.
CREATE FUNCTION salon.remember_added () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  device TEXT := nullif (current_setting ('salon.device', TRUE), '');
  writer TEXT := nullif (current_setting ('salon.writer', TRUE), '');
BEGIN
  IF writer IS NULL AND device IS NULL THEN
    writer := concat_ws (', ', nullif (current_setting ('application_name'), ''), session_user::text);
  END IF;
  INSERT INTO salon.history (table_name, row_id, op, device, seq, writer, label, after)
  SELECT TG_TABLE_NAME, a.id, 'insert', device::uuid,
    nullif (current_setting ('salon.seq', TRUE), '')::bigint, writer,
    nullif (current_setting ('salon.label', TRUE), ''), to_jsonb (a)
  FROM added AS a;
  RETURN NULL;
END
$$;

-- As salon.count_booking() (0011) for bookings that are new.
CREATE FUNCTION salon.count_bookings_added () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO salon.tally_changes (day, kind, key, state, n, cents)
  SELECT a.booking_date, 'booking', coalesce (a.service_id::text, ''), a.status, 1,
    round (coalesce (a.price, 0) * 100)
  FROM added AS a;
  RETURN NULL;
END
$$;

-- The settings, whose key is no id, stay as they are: one is written now and then.
DO $$
DECLARE
  t RECORD;
BEGIN
  FOR t IN
    SELECT g.tgrelid::regclass AS name, g.tgname AS "trigger"
    FROM pg_catalog.pg_trigger AS g
    WHERE g.tgname IN ('salon_feed', 'salon_history') AND g.tgrelid <> 'public.salon_settings'::regclass
  LOOP
    EXECUTE format ('DROP TRIGGER %I ON %s', t."trigger", t.name);
    EXECUTE format ('CREATE TRIGGER %I AFTER UPDATE OR DELETE ON %s
                     FOR EACH ROW EXECUTE FUNCTION %s',
                    t."trigger", t.name,
                    CASE t."trigger" WHEN 'salon_feed' THEN 'salon.feed ()' ELSE 'salon.remember ()' END);
    EXECUTE format ('CREATE TRIGGER %I AFTER INSERT ON %s REFERENCING NEW TABLE AS added
                     FOR EACH STATEMENT EXECUTE FUNCTION %s',
                    t."trigger" || '_added', t.name,
                    CASE t."trigger"
                      WHEN 'salon_feed' THEN 'salon.feed_added ()' ELSE 'salon.remember_added ()'
                    END);
  END LOOP;
END
$$;

DROP TRIGGER salon_tally ON public.bookings;

CREATE TRIGGER salon_tally AFTER UPDATE OR DELETE ON public.bookings
FOR EACH ROW EXECUTE FUNCTION salon.count_booking ();

CREATE TRIGGER salon_tally_added AFTER INSERT ON public.bookings REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION salon.count_bookings_added ();

-- What the web site tells -------------------------------------------------------------------------------

-- As it was (0016). A function in SQL is planned anew each time that it is called, one in PL/pgSQL once.
CREATE OR REPLACE FUNCTION salon.wish_message (booking UUID, kind TEXT) RETURNS VOID
LANGUAGE plpgsql
AS $$
BEGIN
  INSERT INTO public.notifications (booking_id, type, channel, recipient, status, starts_at, due_at, attempts)
  SELECT b.id, 'email', kind, btrim (b.client_email), 'pending',
    to_char (b.booking_date + b.booking_time, 'YYYY-MM-DD"T"HH24:MI'), date_trunc ('second', now ()), 0
  FROM public.bookings AS b
  WHERE b.id = booking AND b.client_email LIKE '%_@_%';
END
$$;

-- As it was, for all of the statement.
DROP TRIGGER confirm_online ON salon.booking_tokens;

CREATE OR REPLACE FUNCTION salon.confirm_online () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO public.notifications (booking_id, type, channel, recipient, status, starts_at, due_at, attempts)
  SELECT b.id, 'email', 'confirmation', btrim (b.client_email), 'pending',
    to_char (b.booking_date + b.booking_time, 'YYYY-MM-DD"T"HH24:MI'), date_trunc ('second', now ()), 0
  FROM added AS a
  JOIN public.bookings AS b ON b.id = a.booking_id
  WHERE b.created_at = now () AT TIME ZONE 'UTC' AND b.client_email LIKE '%_@_%';
  RETURN NULL;
END
$$;

CREATE TRIGGER confirm_online AFTER INSERT ON salon.booking_tokens REFERENCING NEW TABLE AS added
FOR EACH STATEMENT EXECUTE FUNCTION salon.confirm_online ();

-- Clients -----------------------------------------------------------------------------------------------

-- The card of who has this name and this number or address; null for none. @number is salon.phone_key() of
-- hers, @address salon.email_key().
CREATE FUNCTION salon.known_client (name TEXT, number TEXT, address TEXT) RETURNS UUID
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  RETURN (
    SELECT c.id
    FROM public.clients AS c
    WHERE salon.name_key (c.name) = salon.name_key (known_client.name)
      AND c.merged_into IS NULL AND c.anonymised_at IS NULL
      AND (salon.phone_key (c.phone) = number OR salon.email_key (c.email) = address)
    ORDER BY c.created_at, c.id
    LIMIT 1
  );
END
$$;

-- As it was (0014), with plain letters taken apart without a regular expression.
CREATE OR REPLACE FUNCTION salon.name_key (name TEXT) RETURNS TEXT
LANGUAGE plpgsql IMMUTABLE
AS $$
DECLARE
  words TEXT[];
BEGIN
  IF octet_length (name) = char_length (name) THEN
    words := array_remove (
      string_to_array (
        translate (
          lower (name), E'!"#$%&''()*+,-./:;<=>?@[\\]^_`{|}~\t\n\v\f\r',
          '                                     '),
        ' '),
      '');
  ELSE
    words := array_remove (
      regexp_split_to_array (
        lower (
          translate (
            replace (replace (replace (replace (replace (normalize (name, NFC),
              'œ', 'oe'), 'Œ', 'oe'), 'æ', 'ae'), 'Æ', 'ae'), 'ß', 'ss'),
            'àáâãäåçèéêëìíîïñòóôõöøùúûüýÿÀÁÂÃÄÅÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜÝŸ’' || chr (160) || chr (8239),
            'aaaaaaceeeeiiiinoooooouuuuyyaaaaaaceeeeiiiinoooooouuuuyy''  '
          )
        ),
        '[[:space:][:punct:]]+'),
      '');
  END IF;
  IF cardinality (words) = 2 THEN
    IF words[1] COLLATE "C" > words[2] COLLATE "C" THEN
      RETURN words[2] || ' ' || words[1];
    END IF;
    RETURN words[1] || ' ' || words[2];
  END IF;
  RETURN (
    SELECT coalesce (string_agg (w.word, ' ' ORDER BY w.word COLLATE "C"), '')
    FROM unnest (words) AS w (word)
  );
END
$$;

-- Where the locale's library has other signs for punctuation, some names are sorted in elsewhere now.
REINDEX INDEX public.clients_by_name_key;

-- As it was (0014).
CREATE OR REPLACE FUNCTION salon.client_of (booking public.bookings) RETURNS UUID
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  number       TEXT := salon.phone_number (booking.client_phone);
  wanted_phone TEXT := coalesce (
    number, nullif (regexp_replace (booking.client_phone, '[^0-9]', '', 'g'), ''));
  wanted_email TEXT := nullif (lower (btrim (booking.client_email)), '');
  found        UUID;
BEGIN
  IF wanted_phone IS NULL AND wanted_email IS NULL THEN
    RETURN NULL;
  END IF;
  found := salon.known_client (booking.client_name, wanted_phone, wanted_email);
  IF found IS NULL THEN
    INSERT INTO public.clients (name, email, phone)
    VALUES (
      btrim (regexp_replace (booking.client_name, '[[:space:]]+', ' ', 'g')),
      nullif (btrim (booking.client_email), ''),
      coalesce (number, nullif (btrim (booking.client_phone), '')))
    RETURNING id INTO found;
  END IF;
  RETURN found;
END
$$;

-- Bookings ----------------------------------------------------------------------------------------------

-- As it was (0002); who says that it brings the lines is not asked for each booking at the end.
DROP TRIGGER bookings_lines ON public.bookings;

CREATE CONSTRAINT TRIGGER bookings_lines
AFTER INSERT OR UPDATE OF service_id ON public.bookings
DEFERRABLE INITIALLY DEFERRED
FOR EACH ROW
WHEN (
  NEW.service_id IS NOT NULL AND coalesce (current_setting ('salon.device', TRUE), '') = ''
  AND coalesce (current_setting ('salon.lines', TRUE), '') = ''
)
EXECUTE FUNCTION salon.complete_lines ();

-- Booking online ----------------------------------------------------------------------------------------

DROP FUNCTION salon.book_online (
  UUID, TEXT, UUID, INTEGER, INTEGER, INTEGER, NUMERIC, UUID[], DATE, TIME, TEXT, TEXT, TEXT, TEXT, TEXT,
  TIMESTAMPTZ, TEXT, TEXT, TEXT, TEXT
);

-- All that the server writes for those who book in the same moment, as one statement and so one transaction:
-- each booking, with the first of the members of staff that it names who is free; the digest of the secret
-- that opens it; under whose name the history has it; the answer that is kept for the request's key, when it
-- has one. The arrays have one element for each of them, @chairs a list of ids.
--
-- Each gets "made", or why nothing was: "taken", or "changed" when the service is not as it was shown to her.
-- When one loses against somebody else of the same moment all of them get 23P01, which takes back what was
-- written until then: each is asked again, alone. They must not overlap in time, whatever the chair, and none
-- may have another's telephone or address: nobody is asked whether two of them are one client.
--
-- They are written in the order of their beginnings: two statements that wait for each other's bookings cannot
-- wait in a circle. (ON CONFLICT, for the same reason: without it both would write first, and look then.)
CREATE FUNCTION salon.book_online (
  ids UUID[], digests TEXT[], services UUID[], lengths INTEGER[], befores INTEGER[], afters INTEGER[],
  prices NUMERIC[], chairs TEXT[], dates DATE[], times TIME[], names TEXT[], emails TEXT[], phones TEXT[],
  notes TEXT[], states TEXT[], holds TIMESTAMPTZ[], writer TEXT, keys TEXT[], types TEXT[], answers TEXT[]
) RETURNS TEXT[]
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  free     UUID[];
  clients  UUID[];
  fresh    UUID[];
  verdicts TEXT[];
  n_free   INTEGER;
  n_made   INTEGER;
BEGIN
  SELECT array_agg (c.id ORDER BY w.n), count (c.id),
    array_agg (CASE WHEN s.id IS NULL THEN 'changed' WHEN c.id IS NULL THEN 'taken' ELSE 'made' END
               ORDER BY w.n)
  INTO free, n_free, verdicts
  FROM unnest (services, lengths, befores, afters, prices, chairs, dates, times) WITH ORDINALITY
    AS w (service, length, "before", "after", price, chairs, date, time, n)
  LEFT JOIN public.services AS s
    ON s.id = w.service AND s.is_active AND greatest (s.duration_minutes, 5) = w.length
      AND s.buffer_before_minutes = w."before" AND s.buffer_minutes = w."after" AND s.price = w.price
  LEFT JOIN LATERAL (
    SELECT c.id
    FROM unnest (w.chairs::uuid[]) WITH ORDINALITY AS c (id, position)
    WHERE s.id IS NOT NULL AND NOT EXISTS (
      SELECT
      FROM public.bookings AS b
      WHERE b.staff_id = c.id
        AND b.during && tsrange (w.date + w.time - make_interval (mins => w."before"),
                                 w.date + w.time + make_interval (mins => w.length + w."after"))
        AND b.status IN ('pending', 'confirmed', 'arrived', 'completed')
        -- One whose hold is over is in nobody's way: it lets go when the booking is written.
        AND (b.status <> 'pending' OR b.hold_expires_at IS NULL OR b.hold_expires_at >= now ())
    )
    ORDER BY c.position
    LIMIT 1
  ) AS c ON TRUE;
  IF n_free = 0 THEN
    RETURN verdicts;
  END IF;
  PERFORM set_config ('salon.writer', writer, TRUE), set_config ('salon.label', 'Book online', TRUE),
    set_config ('salon.lines', 'given', TRUE);

  SELECT array_agg (k.id ORDER BY k.n),
    array_agg (CASE WHEN k.id IS NULL AND coalesce (k.number, k.address) IS NOT NULL THEN gen_random_uuid () END
               ORDER BY k.n)
  INTO clients, fresh
  FROM (
    SELECT p.*, salon.known_client (p.name, p.number, p.address) AS id
    FROM (
      SELECT w.n, w.name, salon.phone_key (w.phone) AS number, salon.email_key (w.email) AS address
      FROM unnest (names, emails, phones) WITH ORDINALITY AS w (name, email, phone, n)
      OFFSET 0
    ) AS p
  ) AS k;
  INSERT INTO public.clients (id, name, email, phone)
  SELECT w.id, btrim (regexp_replace (w.name, '[[:space:]]+', ' ', 'g')), nullif (btrim (w.email), ''),
    coalesce (salon.phone_number (w.phone), nullif (btrim (w.phone), ''))
  FROM unnest (fresh, names, emails, phones, free) AS w (id, name, email, phone, chair)
  WHERE w.id IS NOT NULL AND w.chair IS NOT NULL;

  INSERT INTO public.bookings (id, service_id, client_id, client_name, client_email, client_phone, booking_date,
                               booking_time, duration_minutes, buffer_before_minutes, buffer_minutes, price,
                               status, notes, staff_id, hold_expires_at)
  SELECT w.id, w.service, coalesce (w.client, w.fresh), w.name, w.email, w.phone, w.date, w.time, w.length,
    w."before", w."after", w.price, w.state, w.notes, w.chair, w.hold
  FROM unnest (ids, services, clients, fresh, names, emails, phones, dates, times, lengths, befores, afters, prices,
               states, notes, free, holds)
    AS w (id, service, client, fresh, name, email, phone, date, time, length, "before", "after", price, state,
          notes, chair, hold)
  WHERE w.chair IS NOT NULL
  ORDER BY w.date, w.time
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS n_made = ROW_COUNT;
  IF n_made < n_free THEN
    RAISE EXCEPTION 'somebody else was quicker'
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'bookings_do_not_overlap', TABLE = 'bookings';
  END IF;

  INSERT INTO public.booking_services (booking_id, position, service_id, name, duration_minutes,
                                       buffer_before_minutes, buffer_minutes, price)
  SELECT w.id, 0, s.id, s.name, s.duration_minutes, s.buffer_before_minutes, s.buffer_minutes, w.price
  FROM unnest (ids, services, prices, free) AS w (id, service, price, chair)
  JOIN public.services AS s ON s.id = w.service
  WHERE w.chair IS NOT NULL;

  INSERT INTO salon.booking_tokens (booking_id, digest)
  SELECT w.id, decode (w.digest, 'hex')
  FROM unnest (ids, digests, free) AS w (id, digest, chair)
  WHERE w.chair IS NOT NULL;

  IF array_remove (keys, NULL) <> '{}' THEN
    UPDATE salon.idempotency AS i
    SET status = 201, type = w.type, body = w.answer
    FROM unnest (keys, types, answers, free) AS w (key, type, answer, chair)
    WHERE i.key = w.key AND w.chair IS NOT NULL;
  END IF;
  RETURN verdicts;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA salon FROM PUBLIC;
