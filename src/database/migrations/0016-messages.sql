-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Messages that go out once, whoever sends: desks and the server's worker alike. A message is claimed
-- before anything leaves the house, and settled afterwards (src/core/salon-message-ledger.h).

SET CONSTRAINTS ALL IMMEDIATE;

LOCK TABLE notifications IN ACCESS EXCLUSIVE MODE;

-- The kinds that nobody wishes for in writing come once; a booking that is moved there and back is told
-- of each time. `part_of` is the message that tells this too: nothing hangs on it, that one may have gone.
ALTER TABLE notifications
  DROP CONSTRAINT notifications_once,
  ADD COLUMN gift_card_id UUID REFERENCES gift_cards (id) DEFERRABLE,
  ADD COLUMN subject TEXT,
  ADD COLUMN part_of UUID,
  ADD COLUMN try_at TIMESTAMPTZ CHECK (isfinite (try_at));

CREATE UNIQUE INDEX notifications_once ON notifications (booking_id, channel, type, starts_at)
  WHERE channel IN ('reminder', 'thanks');
CREATE UNIQUE INDEX notifications_once_for_card ON notifications (gift_card_id, channel, type, starts_at)
  WHERE channel = 'expiry';
CREATE INDEX notifications_by_gift_card ON notifications (gift_card_id) WHERE gift_card_id IS NOT NULL;
CREATE INDEX notifications_by_part ON notifications (part_of) WHERE part_of IS NOT NULL;
CREATE INDEX notifications_open ON notifications (due_at)
  WHERE status IN ('pending', 'sending', 'unknown') AND due_at IS NOT NULL;

INSERT INTO salon.synced_columns (table_name, position, name, kind, nullable) VALUES
  ('notifications', 14, 'gift_card_id', 'uuid', TRUE),
  ('notifications', 15, 'subject', 'text', TRUE),
  ('notifications', 16, 'part_of', 'uuid', TRUE),
  ('notifications', 17, 'try_at', 'instant', TRUE);

DO $$
DECLARE
  t salon.synced_tables;
BEGIN
  UPDATE salon.synced_tables AS s
  SET wire = (
    SELECT string_agg (salon.wire_expression (c.table_name, c.name, c.kind), ', ' ORDER BY c.position)
    FROM salon.synced_columns AS c
    WHERE c.table_name = s.name
  )
  WHERE s.name = 'notifications';
  SELECT * INTO t FROM salon.synced_tables WHERE name = 'notifications';
  EXECUTE format ('CREATE OR REPLACE VIEW salon.%I AS SELECT %s FROM public.%I',
                  'wire_' || t.name, t.wire, t.name);
END
$$;

-- Claims --------------------------------------------------------------------------------------------------

-- Who sends a message just now, and until when nobody else does. No column of the row: what is synced can
-- be written by every device, and a claim must not be. `asked_at` is when it was last handed in.
CREATE TABLE salon.message_claims (
  id          UUID        NOT NULL PRIMARY KEY,
  claimant    TEXT        NOT NULL,
  asked_at    TIMESTAMPTZ NOT NULL,
  lease_until TIMESTAMPTZ NOT NULL
);

-- One clock for all who send, however wrong theirs are. A test gives its own hour.
CREATE FUNCTION salon.message_clock (hour TIMESTAMPTZ) RETURNS TIMESTAMPTZ
LANGUAGE sql VOLATILE
AS $$
  SELECT date_trunc ('second', coalesce (hour, clock_timestamp ()))
$$;

-- The hour of a wall time on the salon's wall. A zone that the server does not know is Paris.
CREATE FUNCTION salon.wall_instant (wall TIMESTAMP) RETURNS TIMESTAMPTZ
LANGUAGE plpgsql STABLE
AS $$
BEGIN
  RETURN wall AT TIME ZONE coalesce (
    (SELECT s.value #>> '{}' FROM public.salon_settings AS s WHERE s.key = 'salon.zone'), 'Europe/Paris');
EXCEPTION
  WHEN invalid_parameter_value THEN
    RETURN wall AT TIME ZONE 'Europe/Paris';
END
$$;

-- What is sent, and what a program that sends by itself has written: its rows have no due_at, and are
-- left alone.
--
-- A message that is being sent is nobody's to change, and one that was sent stays sent. For a device that
-- is an answer (SA100): what it knew of the row has changed.
CREATE FUNCTION salon.guard_message () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF current_setting ('salon.sender', TRUE) = 'on' THEN
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  END IF;

  IF EXISTS (
    SELECT FROM salon.message_claims AS c
    WHERE c.id = OLD.id AND c.lease_until > clock_timestamp ()
  ) THEN
    PERFORM salon.refuse ('changed', 'this message is being sent', jsonb_build_array (
      salon.obstacle ('notifications', OLD.id::text, ARRAY ['status'])));
  END IF;
  IF TG_OP = 'DELETE' THEN
    DELETE FROM salon.message_claims AS c WHERE c.id = OLD.id;
    RETURN OLD;
  END IF;
  IF NEW.due_at IS NOT NULL AND NEW.status <> OLD.status
     AND (NEW.status = 'sending' OR OLD.status = 'sent') THEN
    PERFORM salon.refuse ('bad_value', format ('notifications.status: from %s to %s', OLD.status, NEW.status));
  END IF;
  RETURN NEW;
END
$$;

CREATE TRIGGER guard_message BEFORE UPDATE OR DELETE ON notifications
FOR EACH ROW EXECUTE FUNCTION salon.guard_message ();

-- What the one who sends works with -----------------------------------------------------------------------

-- Where a client is told: on her card, which the owner keeps; what a booking was made with otherwise.
CREATE VIEW salon.message_bookings AS
SELECT b.id, b.booking_date, b.booking_time, b.duration_minutes, b.status, b.client_id, b.client_name, b.price,
  b.created_at, b.cancelled_at, b.hold_expires_at,
  to_char (b.booking_date + b.booking_time, 'YYYY-MM-DD"T"HH24:MI') AS starts_at,
  coalesce (nullif (btrim (c.phone), ''), nullif (btrim (b.client_phone), '')) AS phone,
  coalesce (nullif (btrim (c.email), ''), nullif (btrim (b.client_email), '')) AS email,
  coalesce (c.language, 'fr') AS language,
  coalesce (c.sms_consent, TRUE) AS sms_consent,
  coalesce (c.email_consent, TRUE) AS email_consent
FROM public.bookings AS b
LEFT JOIN public.clients AS c ON c.id = b.client_id;

CREATE VIEW salon.message_cards AS
SELECT g.id, g.code, g.service_id, g.buyer_name, g.buyer_email, g.recipient_name, g.recipient_email,
  g.custom_message, g.purchase_date, g.expiry_date,
  salon.gift_card_value (g) AS amount,
  coalesce ((SELECT sum (m.amount) FROM public.gift_card_movements AS m WHERE m.card_id = g.id), 0)
    AS balance,
  EXISTS (
    SELECT FROM public.gift_card_movements AS m
    WHERE m.card_id = g.id AND m.kind IN ('void', 'refund')
  ) AS was_ended
FROM public.gift_cards AS g;

CREATE FUNCTION salon.unix (instant TIMESTAMPTZ) RETURNS BIGINT
LANGUAGE sql IMMUTABLE
AS $$
  SELECT coalesce (floor (extract (epoch FROM instant)), 0)::bigint
$$;

-- The salon as whoever sends needs it, in the form that src/core/salon-message-material.c reads.
CREATE FUNCTION salon.message_material (hour TIMESTAMPTZ DEFAULT NULL) RETURNS JSONB
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO' SET jit = off
AS $$
DECLARE
  at TIMESTAMPTZ := salon.message_clock (hour);
  bookings UUID[] := ARRAY (
    SELECT b.id
    FROM public.bookings AS b
    WHERE b.booking_date BETWEEN at::date - 1 AND at::date + 3
    UNION
    SELECT n.booking_id
    FROM public.notifications AS n
    WHERE n.status IN ('pending', 'sending', 'unknown') AND n.due_at IS NOT NULL
      AND n.booking_id IS NOT NULL
  );
  cards UUID[] := ARRAY (
    SELECT g.id
    FROM public.gift_cards AS g
    WHERE g.expiry_date BETWEEN at::date - 1 AND at::date + 60
    UNION
    SELECT n.gift_card_id
    FROM public.notifications AS n
    WHERE n.status IN ('pending', 'sending', 'unknown') AND n.due_at IS NOT NULL
      AND n.gift_card_id IS NOT NULL
  );
BEGIN
  RETURN jsonb_build_object (
    'now', salon.unix (at),
    'bookings', (
      SELECT coalesce (jsonb_agg (jsonb_build_object (
        'id', b.id,
        'starts_at', b.starts_at,
        'ends_at', to_char (b.booking_date + b.booking_time + make_interval (mins => b.duration_minutes),
                            'YYYY-MM-DD"T"HH24:MI'),
        'status', b.status,
        'client_id', b.client_id,
        'name', b.client_name,
        'phone', b.phone,
        'email', b.email,
        'language', b.language,
        'sms_consent', b.sms_consent,
        'email_consent', b.email_consent,
        'services', (
          SELECT coalesce (jsonb_agg (s.name ORDER BY s.position, s.id), '[]')
          FROM public.booking_services AS s
          WHERE s.booking_id = b.id
        ),
        'price', (b.price * 100)::bigint,
        'created_at', salon.unix (b.created_at AT TIME ZONE 'UTC'),
        'cancelled_at', salon.unix (b.cancelled_at AT TIME ZONE 'UTC'),
        'hold_expires_at', salon.unix (b.hold_expires_at)
      ) ORDER BY b.starts_at, b.id), '[]')
      FROM salon.message_bookings AS b
      WHERE b.id = ANY (bookings)
    ),
    'cards', (
      SELECT coalesce (jsonb_agg (jsonb_build_object (
        'id', g.id,
        'code', g.code,
        'service', (SELECT s.name FROM public.services AS s WHERE s.id = g.service_id),
        'amount', (g.amount * 100)::bigint,
        'balance', (g.balance * 100)::bigint,
        'buyer_name', g.buyer_name,
        'buyer_email', g.buyer_email,
        'recipient_name', g.recipient_name,
        'recipient_email', g.recipient_email,
        'custom_message', g.custom_message,
        'purchase_date', g.purchase_date::text,
        'expiry_date', g.expiry_date::text,
        'is_void', g.balance = 0 AND g.was_ended
      ) ORDER BY g.expiry_date, g.id), '[]')
      FROM salon.message_cards AS g
      WHERE g.id = ANY (cards)
    ),
    'rows', (
      SELECT coalesce (jsonb_agg (jsonb_build_object (
        'id', n.id,
        'booking_id', n.booking_id,
        'gift_card_id', n.gift_card_id,
        'kind', n.channel,
        'medium', n.type,
        'recipient', n.recipient,
        'subject', n.subject,
        'content', n.content,
        'status', n.status,
        'starts_at', n.starts_at,
        'due_at', salon.unix (n.due_at),
        'try_at', salon.unix (n.try_at),
        'sent_at', salon.unix (n.sent_at AT TIME ZONE 'UTC'),
        'provider_id', n.provider_id,
        'attempts', n.attempts,
        'error_message', n.error_message,
        'part_of', n.part_of,
        'asked_at', salon.unix (c.asked_at),
        'lease_until', CASE WHEN n.status = 'sending' THEN salon.unix (c.lease_until) ELSE 0 END
      ) ORDER BY n.due_at, n.id), '[]')
      FROM public.notifications AS n
      LEFT JOIN salon.message_claims AS c ON c.id = n.id
      WHERE n.booking_id = ANY (bookings)
        OR n.gift_card_id = ANY (cards)
        OR n.status IN ('pending', 'sending', 'unknown') AND n.due_at IS NOT NULL
    ),
    'settings', (
      SELECT coalesce (jsonb_object_agg (s.key, s.value::text), '{}') FROM public.salon_settings AS s
    )
  );
END
$$;

-- Is the booking, or the card, as this message says? Asked while it is locked. Who wishes for a message
-- about neither (a test to herself) knows what she does.
CREATE FUNCTION salon.message_stands (message JSONB, at TIMESTAMPTZ) RETURNS BOOLEAN
LANGUAGE plpgsql
AS $$
DECLARE
  kind   TEXT := message ->> 'kind';
  medium TEXT := message ->> 'medium';
  b      salon.message_bookings;
  g      salon.message_cards;
BEGIN
  IF message ->> 'booking_id' IS NOT NULL THEN
    SELECT * INTO b FROM salon.message_bookings AS m WHERE m.id = (message ->> 'booking_id')::uuid;
    IF b.id IS NULL OR b.starts_at IS DISTINCT FROM message ->> 'starts_at' THEN
      RETURN FALSE;
    END IF;
    IF NOT (
      kind IN ('confirmation', 'change', 'reminder') AND b.status = 'confirmed'
      OR kind = 'cancellation' AND b.status = 'cancelled'
      OR kind = 'thanks' AND b.status IN ('arrived', 'completed')
    ) THEN
      RETURN FALSE;
    END IF;
    IF kind <> 'thanks' AND salon.wall_instant (b.booking_date + b.booking_time) <= at THEN
      RETURN FALSE;
    END IF;
    IF medium = 'sms' THEN
      RETURN b.sms_consent AND salon.phone_key (b.phone) = salon.phone_key (message ->> 'recipient');
    END IF;
    RETURN (b.email_consent OR kind NOT IN ('reminder', 'expiry', 'thanks'))
      AND salon.email_key (b.email) = salon.email_key (message ->> 'recipient');
  END IF;

  IF message ->> 'gift_card_id' IS NOT NULL THEN
    SELECT * INTO g FROM salon.message_cards AS m WHERE m.id = (message ->> 'gift_card_id')::uuid;
    RETURN CASE kind
      WHEN 'expiry' THEN g.balance > 0 AND g.expiry_date >= at::date - 1
        AND g.expiry_date::text = message ->> 'starts_at'
      WHEN 'voucher' THEN g.id IS NOT NULL AND NOT (g.balance = 0 AND g.was_ended)
      ELSE FALSE
    END;
  END IF;
  RETURN TRUE;
END
$$;

-- Puts one message down as being sent. FALSE: somebody has it, or the row is another than was read.
CREATE FUNCTION salon.take_message (
  message JSONB, claimant TEXT, at TIMESTAMPTZ, lease INTEGER, whole UUID
) RETURNS BOOLEAN
LANGUAGE plpgsql
AS $$
DECLARE
  own UUID := (message ->> 'id')::uuid;
  n   public.notifications;
  is_look_up BOOLEAN;
BEGIN
  INSERT INTO public.notifications AS m (
    id, booking_id, gift_card_id, type, channel, recipient, subject, content, status, starts_at, due_at,
    attempts, part_of
  )
  SELECT own, (message ->> 'booking_id')::uuid, (message ->> 'gift_card_id')::uuid, message ->> 'medium',
    message ->> 'kind', message ->> 'recipient', message ->> 'subject', message ->> 'content', 'pending',
    message ->> 'starts_at', to_timestamp ((message ->> 'due_at')::bigint),
    (message ->> 'attempts')::integer, whole
  WHERE (message ->> 'is_new')::boolean
  ON CONFLICT DO NOTHING;

  SELECT * INTO n FROM public.notifications AS m WHERE m.id = own FOR NO KEY UPDATE;
  IF n.id IS NULL OR n.due_at IS NULL
     OR n.status NOT IN ('pending', 'sending', 'unknown')
     OR n.attempts <> (message ->> 'attempts')::integer
     OR n.type <> message ->> 'medium' OR n.channel <> message ->> 'kind'
     OR n.booking_id IS DISTINCT FROM (message ->> 'booking_id')::uuid
     OR n.starts_at IS DISTINCT FROM message ->> 'starts_at'
     OR n.try_at > at
     OR EXISTS (
       SELECT FROM salon.message_claims AS c
       WHERE c.id = own AND c.lease_until > at AND n.status = 'sending'
     ) THEN
    RETURN FALSE;
  END IF;

  is_look_up := n.status <> 'pending';
  INSERT INTO salon.message_claims AS c (id, claimant, asked_at, lease_until)
  VALUES (own, claimant, at, at + make_interval (secs => lease))
  ON CONFLICT (id) DO UPDATE
  SET claimant = excluded.claimant,
    lease_until = excluded.lease_until,
    asked_at = CASE WHEN is_look_up THEN c.asked_at ELSE excluded.asked_at END;

  IF is_look_up THEN
    UPDATE public.notifications AS m
    SET status = 'sending', attempts = n.attempts + 1, try_at = NULL
    WHERE m.id = own;
  ELSE
    UPDATE public.notifications AS m
    SET status = 'sending', attempts = n.attempts + 1, try_at = NULL, error_message = NULL,
      recipient = message ->> 'recipient', subject = message ->> 'subject',
      content = message ->> 'content', part_of = whole
    WHERE m.id = own;
  END IF;
  RETURN TRUE;
END
$$;

-- Claims all of the messages or none: the first goes out, the others are told with it. 'mine', 'taken' or
-- 'void'. The bookings are locked first, as a push does it, so that who cancels comes before or after.
CREATE FUNCTION salon.claim_messages (
  messages JSONB, claimant TEXT, lease INTEGER, hour TIMESTAMPTZ DEFAULT NULL
) RETURNS TEXT
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO'
AS $$
DECLARE
  whole UUID := (messages -> 0 ->> 'id')::uuid;
  open  BOOLEAN := EXISTS (
    SELECT FROM public.notifications AS n WHERE n.id = whole AND n.status IN ('sending', 'unknown')
  );
  at    TIMESTAMPTZ;
BEGIN
  PERFORM FROM public.bookings AS b
  WHERE b.id IN (SELECT (m ->> 'booking_id')::uuid FROM jsonb_array_elements (messages) AS m)
  ORDER BY b.id
  FOR SHARE;
  PERFORM FROM public.gift_cards AS g
  WHERE g.id IN (SELECT (m ->> 'gift_card_id')::uuid FROM jsonb_array_elements (messages) AS m)
  ORDER BY g.id
  FOR SHARE;
  -- After the waiting.
  at := salon.message_clock (hour);
  IF NOT open AND EXISTS (
    SELECT FROM jsonb_array_elements (messages) AS m WHERE NOT coalesce (salon.message_stands (m, at), FALSE)
  ) THEN
    RETURN 'void';
  END IF;

  PERFORM set_config ('salon.sender', 'on', TRUE), set_config ('salon.writer', 'messages', TRUE);
  BEGIN
    IF EXISTS (
      SELECT FROM (
        SELECT salon.take_message (m.message, claimant, at, lease, CASE WHEN m.n > 1 THEN whole END) AS is_taken
        FROM jsonb_array_elements (messages) WITH ORDINALITY AS m (message, n)
        ORDER BY m.n
        OFFSET 0
      ) AS t
      WHERE NOT t.is_taken
    ) THEN
      RAISE EXCEPTION 'taken' USING ERRCODE = 'SA200';
    END IF;
  EXCEPTION
    WHEN SQLSTATE 'SA200' THEN
      PERFORM set_config ('salon.sender', '', TRUE), set_config ('salon.writer', '', TRUE);
      RETURN 'taken';
  END;
  PERFORM set_config ('salon.sender', '', TRUE), set_config ('salon.writer', '', TRUE);
  RETURN 'mine';
END
$$;

-- What became of a message, and of all that is told with it. That it was sent is written whoever had it.
CREATE FUNCTION salon.settle_message (
  message UUID, claimant TEXT, outcome JSONB, hour TIMESTAMPTZ DEFAULT NULL
) RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO'
AS $$
DECLARE
  at      TIMESTAMPTZ := salon.message_clock (hour);
  became  TEXT := outcome ->> 'status';
  told    UUID[] := ARRAY (
    SELECT n.id
    FROM public.notifications AS n
    WHERE n.id = message OR n.part_of = message
    ORDER BY n.id
    FOR NO KEY UPDATE
  );
  was     TEXT := (SELECT n.status FROM public.notifications AS n WHERE n.id = message);
  is_mine BOOLEAN := EXISTS (
    SELECT FROM salon.message_claims AS c WHERE c.id = message AND c.claimant = settle_message.claimant
  ) AND was = 'sending';
BEGIN
  IF was IS NULL OR was = 'sent' OR NOT is_mine AND became <> 'sent' THEN
    RETURN FALSE;
  END IF;

  PERFORM set_config ('salon.sender', 'on', TRUE), set_config ('salon.writer', 'messages', TRUE);
  UPDATE public.notifications AS n
  SET status = became,
    sent_at = CASE WHEN became = 'sent' THEN at AT TIME ZONE 'UTC' END,
    provider_id = coalesce (outcome ->> 'provider_id', n.provider_id),
    error_message = outcome ->> 'error_message',
    try_at = to_timestamp ((outcome ->> 'try_at')::bigint)
  WHERE n.id = ANY (told) AND n.status <> 'sent';
  -- When it was last handed in is asked for as long as nobody knows what became of it.
  UPDATE salon.message_claims AS c SET lease_until = at WHERE c.id = ANY (told) AND became = 'unknown';
  DELETE FROM salon.message_claims AS c WHERE c.id = ANY (told) AND became <> 'unknown';
  PERFORM set_config ('salon.sender', '', TRUE), set_config ('salon.writer', '', TRUE);
  RETURN TRUE;
END
$$;

-- A message that is not sent any more, and why. One that is not there yet is put down, so that the owner
-- sees that it was not sent.
CREATE FUNCTION salon.drop_message (message JSONB, reason TEXT, hour TIMESTAMPTZ DEFAULT NULL)
RETURNS BOOLEAN
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, pg_temp SET timezone = 'UTC' SET datestyle = 'ISO'
AS $$
DECLARE
  n INTEGER;
BEGIN
  PERFORM set_config ('salon.sender', 'on', TRUE), set_config ('salon.writer', 'messages', TRUE);
  INSERT INTO public.notifications AS m (
    id, booking_id, gift_card_id, type, channel, recipient, status, starts_at, due_at, attempts,
    error_message
  )
  SELECT (message ->> 'id')::uuid, (message ->> 'booking_id')::uuid, (message ->> 'gift_card_id')::uuid,
    message ->> 'medium', message ->> 'kind', message ->> 'recipient', 'skipped', message ->> 'starts_at',
    to_timestamp ((message ->> 'due_at')::bigint), 0, reason
  WHERE (message ->> 'is_new')::boolean
  ON CONFLICT DO NOTHING;
  GET DIAGNOSTICS n = ROW_COUNT;
  IF n = 0 THEN
    UPDATE public.notifications AS m
    SET status = 'skipped', error_message = reason, try_at = NULL
    WHERE m.id = (message ->> 'id')::uuid
      AND m.status = 'pending' AND m.due_at IS NOT NULL
      AND m.attempts = (message ->> 'attempts')::integer
      AND m.starts_at IS NOT DISTINCT FROM message ->> 'starts_at';
    GET DIAGNOSTICS n = ROW_COUNT;
  END IF;
  PERFORM set_config ('salon.sender', '', TRUE), set_config ('salon.writer', '', TRUE);
  RETURN n = 1;
END
$$;

-- What the web site tells -----------------------------------------------------------------------------------

-- Who has left a mail address is told by mail of what she has done there. Sent when it stands: a booking that
-- waits for its deposit is confirmed when that is paid.
CREATE FUNCTION salon.wish_message (booking UUID, kind TEXT) RETURNS VOID
LANGUAGE sql
AS $$
  INSERT INTO public.notifications (booking_id, type, channel, recipient, status, starts_at, due_at, attempts)
  SELECT b.id, 'email', kind, btrim (b.client_email), 'pending',
    to_char (b.booking_date + b.booking_time, 'YYYY-MM-DD"T"HH24:MI'), date_trunc ('second', now ()), 0
  FROM public.bookings AS b
  WHERE b.id = booking AND b.client_email LIKE '%_@_%'
$$;

-- The secret of a booking is made with it; one that is made later is not for somebody who has just booked.
CREATE FUNCTION salon.confirm_online () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  PERFORM salon.wish_message (b.id, 'confirmation')
  FROM public.bookings AS b
  WHERE b.id = NEW.booking_id AND b.created_at = now () AT TIME ZONE 'UTC';
  RETURN NULL;
END
$$;

CREATE TRIGGER confirm_online AFTER INSERT ON salon.booking_tokens
FOR EACH ROW EXECUTE FUNCTION salon.confirm_online ();

-- The paper of a card that was bought there: to whom it is for, or else to who has bought it.
CREATE FUNCTION salon.wish_voucher (card UUID) RETURNS VOID
LANGUAGE sql
AS $$
  INSERT INTO public.notifications (gift_card_id, type, channel, recipient, status, due_at, attempts)
  SELECT g.id, 'email', 'voucher', a.address, 'pending', date_trunc ('second', now ()), 0
  FROM public.gift_cards AS g
  CROSS JOIN LATERAL (
    SELECT coalesce (nullif (btrim (g.recipient_email), ''), nullif (btrim (g.buyer_email), '')) AS address
  ) AS a
  WHERE g.id = card AND a.address IS NOT NULL
$$;

-- Forgetting ----------------------------------------------------------------------------------------------

-- As in 0010, and what a message was headed with is personal too.
CREATE OR REPLACE FUNCTION salon.forget () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  personal TEXT[] := ARRAY [
    'name', 'email', 'phone', 'allergies', 'notes', 'note', 'client_name', 'client_email',
    'client_phone', 'cancellation_reason', 'forced_reason', 'buyer_name', 'buyer_email',
    'recipient_name', 'recipient_email', 'custom_message', 'recipient', 'subject', 'content',
    'error_message', 'metadata'
  ];
  tables TEXT[];
  ids    TEXT[];
BEGIN
  SELECT array_agg (r.table_name), array_agg (r.row_id) INTO tables, ids
  FROM salon.rows_of_client (OLD) AS r;

  PERFORM set_config ('salon.forgetting', 'on', TRUE);
  UPDATE public.payments AS p
  SET metadata = salon.metadata_of_account (p.metadata::jsonb)
  WHERE p.metadata IS NOT NULL
    AND salon.metadata_of_account (p.metadata::jsonb) IS DISTINCT FROM p.metadata::jsonb
    AND p.id::text IN (
      SELECT r.id FROM unnest (tables, ids) AS r (name, id) WHERE r.name = 'payments'
    );
  UPDATE public.gift_card_movements AS m
  SET note = NULL
  WHERE m.note IS NOT NULL
    AND m.id::text IN (
      SELECT r.id FROM unnest (tables, ids) AS r (name, id) WHERE r.name = 'gift_card_movements'
    );
  PERFORM set_config ('salon.forgetting', '', TRUE);

  -- The label of a change that touched her is on its other rows as well.
  UPDATE salon.history AS h
  SET label = NULL
  WHERE h.label IS NOT NULL
    AND (h.device, h.seq) IN (
      SELECT f.device, f.seq
      FROM salon.history AS f
      JOIN unnest (tables, ids) AS r (name, id) ON f.table_name = r.name AND f.row_id = r.id
    );
  UPDATE salon.history AS h
  SET before = h.before - personal, after = h.after - personal, label = NULL
  FROM unnest (tables, ids) AS r (name, id)
  WHERE h.table_name = r.name AND h.row_id = r.id;
  RETURN NULL;
END
$$;

REVOKE ALL ON ALL TABLES IN SCHEMA salon FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA salon FROM PUBLIC;
