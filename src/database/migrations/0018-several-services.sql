-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the pages of the site write: a visit of several services, and who waits for a time. Each is one
-- statement and so one transaction, under the key of the form that asked: whoever sends the form twice has it
-- once.

-- The card of somebody who asks for something online, found or made. What she has agreed to counts; that she
-- did not tick it takes nothing back. The language is that of a card that is new.
CREATE FUNCTION salon.greet_client (
  name TEXT, email TEXT, phone TEXT, language TEXT, wants_reminders BOOLEAN
) RETURNS UUID
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  asks  public.bookings;
  found UUID;
BEGIN
  asks.client_name := name;
  asks.client_email := email;
  asks.client_phone := phone;
  found := salon.client_of (asks);
  UPDATE public.clients AS c
  SET language = CASE WHEN c.created_at = now () THEN greet_client.language ELSE c.language END,
    sms_consent = c.sms_consent OR wants_reminders AND c.phone IS NOT NULL,
    email_consent = c.email_consent OR wants_reminders AND c.email IS NOT NULL
  WHERE c.id = found
    AND (c.created_at = now () AND c.language <> greet_client.language
      OR wants_reminders AND NOT (c.sms_consent AND c.email_consent));
  RETURN found;
END
$$;

-- The answer that is kept for a key which nobody has claimed before: FALSE when there is one already.
CREATE FUNCTION salon.keep_answer (answer_key TEXT, answer TEXT) RETURNS BOOLEAN
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO salon.idempotency (key, digest, status, type, body)
  VALUES (answer_key, '', 201, 'text/plain', answer)
  ON CONFLICT (key) DO NOTHING;
  RETURN FOUND;
END
$$;

-- As salon.book_online (0014), for services that follow one another: they are the lines of the booking, it is
-- as long as all of them, and its buffers are the largest of theirs. @answer_key gets the booking's id.
--
-- "made", or why nothing was: "taken", or "changed" when one of the services is not as it was shown to her.
-- Who loses against somebody of the same moment gets 23P01, and who has booked by this key before gets 23505:
-- both take back what was written until then.
CREATE FUNCTION salon.book_visit (
  new_id UUID, token_digest TEXT, wanted UUID[], lengths INTEGER[], befores INTEGER[], afters INTEGER[],
  prices NUMERIC[], chairs UUID[], wanted_date DATE, wanted_time TIME, name TEXT, email TEXT, phone TEXT,
  new_notes TEXT, new_status TEXT, hold TIMESTAMPTZ, writer TEXT, answer_key TEXT, language TEXT,
  wants_reminders BOOLEAN
) RETURNS TEXT
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  start    TIMESTAMP := wanted_date + wanted_time;
  total    INTEGER := (SELECT sum (l) FROM unnest (lengths) AS l);
  "before" INTEGER := (SELECT max (b) FROM unnest (befores) AS b);
  "after"  INTEGER := (SELECT max (a) FROM unnest (afters) AS a);
  place    TSRANGE := tsrange (start - make_interval (mins => "before"),
                               start + make_interval (mins => total + "after"));
  client   UUID;
  chair    UUID;
  lost     BOOLEAN := FALSE;
BEGIN
  IF EXISTS (
    SELECT
    FROM unnest (wanted, lengths, befores, afters, prices) AS w (id, length, "before", "after", price)
    WHERE NOT EXISTS (
      SELECT
      FROM public.services AS s
      WHERE s.id = w.id AND s.is_active AND greatest (s.duration_minutes, 5) = w.length
        AND s.buffer_before_minutes = w."before" AND s.buffer_minutes = w."after" AND s.price = w.price
    )
  ) THEN
    RETURN 'changed';
  END IF;

  FOREACH chair IN ARRAY chairs LOOP
    -- One whose hold is over is in nobody's way: it lets go when the booking is written.
    CONTINUE WHEN EXISTS (
      SELECT
      FROM public.bookings AS b
      WHERE b.staff_id = chair AND b.during && place
        AND b.status IN ('pending', 'confirmed', 'arrived', 'completed')
        AND (b.status <> 'pending' OR b.hold_expires_at IS NULL OR b.hold_expires_at >= now ())
    );
    PERFORM set_config ('salon.writer', writer, TRUE), set_config ('salon.label', 'Book online', TRUE);
    client := coalesce (client, salon.greet_client (name, email, phone, language, wants_reminders));
    INSERT INTO public.bookings (id, service_id, client_id, client_name, client_email, client_phone,
                                 booking_date, booking_time, duration_minutes, buffer_before_minutes,
                                 buffer_minutes, price, status, notes, staff_id, hold_expires_at)
    VALUES (new_id, wanted[1], client, name, email, phone, wanted_date, wanted_time, total, "before", "after",
            (SELECT sum (p) FROM unnest (prices) AS p), new_status, new_notes, chair, hold)
    ON CONFLICT DO NOTHING;
    IF FOUND THEN
      INSERT INTO public.booking_services (booking_id, position, service_id, name, duration_minutes,
                                           buffer_before_minutes, buffer_minutes, price)
      SELECT new_id, w.position - 1, s.id, s.name, w.length, w."before", w."after", w.price
      FROM unnest (wanted, lengths, befores, afters, prices) WITH ORDINALITY
        AS w (id, length, "before", "after", price, position)
      JOIN public.services AS s ON s.id = w.id;
      INSERT INTO salon.booking_tokens (booking_id, digest) VALUES (new_id, decode (token_digest, 'hex'));
      IF NOT salon.keep_answer (answer_key, new_id::text) THEN
        RAISE EXCEPTION 'this form was sent before' USING ERRCODE = 'unique_violation';
      END IF;
      RETURN 'made';
    END IF;
    lost := TRUE;
  END LOOP;

  IF lost THEN
    RAISE EXCEPTION 'somebody else was quicker'
      USING ERRCODE = 'exclusion_violation', CONSTRAINT = 'bookings_do_not_overlap', TABLE = 'bookings';
  END IF;
  RETURN 'taken';
END
$$;

-- Puts somebody on the waiting list. FALSE: she is, by this key.
CREATE FUNCTION salon.wait_online (
  wanted UUID[], length INTEGER, first_date DATE, last_date DATE, from_time TIME, until_time TIME, name TEXT,
  email TEXT, phone TEXT, new_notes TEXT, answer_key TEXT, language TEXT
) RETURNS BOOLEAN
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NOT salon.keep_answer (answer_key, 'waiting') THEN
    RETURN FALSE;
  END IF;
  INSERT INTO public.waiting_list (client_id, client_name, client_phone, client_email, services,
                                   duration_minutes, from_date, to_date, start_time, end_time, notes)
  VALUES (salon.greet_client (name, email, phone, language, FALSE), name, phone, email, to_jsonb (wanted),
          length, first_date, last_date, from_time, until_time, new_notes);
  RETURN TRUE;
END
$$;

REVOKE ALL ON ALL FUNCTIONS IN SCHEMA salon FROM PUBLIC;
