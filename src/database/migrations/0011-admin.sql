-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- What the web server needs for the people who run the salon: who is signed in there, and figures that
-- are ready when they are asked for.
--
-- None of it is synced, and a desk that works on the database may read none of it.

-- Who is signed in -------------------------------------------------------------------------------------

-- One line for each sign-in, until it is ended. The short-lived access tokens name it, so ending it here
-- ends them too. `device`: what the client calls itself, when it does.
CREATE TABLE salon.sign_ins (
  id       UUID        NOT NULL PRIMARY KEY,
  user_id  UUID        NOT NULL REFERENCES public.users (id) ON DELETE CASCADE,
  device   TEXT,
  began_at TIMESTAMPTZ NOT NULL,
  ends_at  TIMESTAMPTZ NOT NULL,
  ended_at TIMESTAMPTZ,
  reason   TEXT        CHECK (reason IN ('signed out', 'reused', 'password changed')),
  CHECK ((ended_at IS NULL) = (reason IS NULL))
);

CREATE INDEX sign_ins_by_user ON salon.sign_ins (user_id);

-- What renews a sign-in, once: a secret of which only the SHA-256 is kept. Each use spends it and makes
-- a successor, and all of a sign-in are one family.
CREATE TABLE salon.refresh_tokens (
  digest     TEXT        NOT NULL PRIMARY KEY CHECK (digest ~ '^[0-9a-f]{64}$'),
  sign_in    UUID        NOT NULL REFERENCES salon.sign_ins (id) ON DELETE CASCADE,
  idle_until TIMESTAMPTZ NOT NULL,
  spent_at   TIMESTAMPTZ
);

CREATE INDEX refresh_tokens_by_sign_in ON salon.refresh_tokens (sign_in);

-- Spends a refresh token and makes `successor` good, and says what came of it:
--
--   renewed   it was good, and is spent now
--   repeated  it was spent a moment ago by the same device, which did not hear the answer: the successor
--             is the one that was made then
--   reused    it was spent before: somebody has it who should not. The whole sign-in is ended.
--   ended, expired, disabled, unknown
--
-- Two who bring the same token come one after the other.
CREATE FUNCTION salon.refresh_sign_in (
  token TEXT, successor TEXT, from_device TEXT, at TIMESTAMPTZ, idle INTERVAL, grace INTERVAL,
  OUT outcome TEXT, OUT sign_in UUID, OUT user_id UUID
)
LANGUAGE plpgsql
SET search_path = pg_catalog, pg_temp
AS $$
DECLARE
  s salon.sign_ins;
  t salon.refresh_tokens;
BEGIN
  SELECT i.* INTO s
  FROM salon.refresh_tokens AS r
  JOIN salon.sign_ins AS i ON i.id = r.sign_in
  WHERE r.digest = token
  FOR UPDATE OF i;
  IF NOT FOUND THEN
    outcome := 'unknown';
    RETURN;
  END IF;
  -- Only now: whoever came before has spent it while this one waited.
  SELECT r.* INTO t FROM salon.refresh_tokens AS r WHERE r.digest = token;
  sign_in := s.id;
  user_id := s.user_id;

  IF s.ended_at IS NOT NULL THEN
    outcome := 'ended';
  ELSIF NOT EXISTS (SELECT FROM public.users AS u WHERE u.id = s.user_id AND u.is_active) THEN
    outcome := 'disabled';
  ELSIF at >= s.ends_at OR (t.spent_at IS NULL AND at >= t.idle_until) THEN
    outcome := 'expired';
  ELSIF t.spent_at IS NULL THEN
    outcome := 'renewed';
    UPDATE salon.refresh_tokens AS r SET spent_at = at WHERE r.digest = token;
    INSERT INTO salon.refresh_tokens (digest, sign_in, idle_until)
    VALUES (successor, s.id, least (at + idle, s.ends_at));
  ELSIF s.device = from_device AND at < t.spent_at + grace
        AND EXISTS (
          SELECT FROM salon.refresh_tokens AS r
          WHERE r.digest = successor AND r.sign_in = s.id AND r.spent_at IS NULL
        ) THEN
    outcome := 'repeated';
  ELSE
    outcome := 'reused';
    UPDATE salon.sign_ins AS i SET ended_at = at, reason = 'reused' WHERE i.id = s.id;
  END IF;
END
$$;

-- Figures ----------------------------------------------------------------------------------------------

-- How many and how much, for each day and for all time:
--
--   kind     key               state                        cents
--   booking  id of the service status                       prices
--   payment  means of payment  status                       amounts; a refund is below zero
--   card     kind of card, or  kind of movement             amounts
--            "complimentary"
--
-- The day of a booking is that of the appointment; that of a payment or a movement is in UTC, for it must
-- be the same when the row is taken out again, whatever the salon's zone is by then.
CREATE TABLE salon.tally (
  grain TEXT   NOT NULL CHECK (grain IN ('all', 'day')),
  day   DATE   NOT NULL,
  kind  TEXT   NOT NULL,
  key   TEXT   NOT NULL,
  state TEXT   NOT NULL,
  n     BIGINT NOT NULL,
  cents BIGINT NOT NULL,
  PRIMARY KEY (grain, day, kind, key, state)
);

-- What is not in the tally yet. Writers of the salon only ever add here, in the transaction of what they
-- count: two who book the same day wait for nothing, and no ring of locks can come of it. The figures are
-- the tally and these, read in one statement; salon.fold_tally() puts the one into the other.
CREATE TABLE salon.tally_changes (
  id    BIGINT  NOT NULL GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  day   DATE    NOT NULL,
  kind  TEXT    NOT NULL,
  key   TEXT    NOT NULL,
  state TEXT    NOT NULL,
  n     INTEGER NOT NULL,
  cents BIGINT  NOT NULL
);

CREATE FUNCTION salon.count_booking () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF TG_OP = 'UPDATE'
     AND (OLD.booking_date, OLD.service_id, OLD.status, OLD.price)
         IS NOT DISTINCT FROM (NEW.booking_date, NEW.service_id, NEW.status, NEW.price) THEN
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO salon.tally_changes (day, kind, key, state, n, cents)
    VALUES (OLD.booking_date, 'booking', coalesce (OLD.service_id::text, ''), OLD.status, -1,
            -round (coalesce (OLD.price, 0) * 100));
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO salon.tally_changes (day, kind, key, state, n, cents)
    VALUES (NEW.booking_date, 'booking', coalesce (NEW.service_id::text, ''), NEW.status, 1,
            round (coalesce (NEW.price, 0) * 100));
  END IF;
  RETURN NULL;
END
$$;

CREATE FUNCTION salon.count_payment () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF TG_OP = 'UPDATE'
     AND (OLD.created_at, OLD.payment_method, OLD.status, OLD.amount)
         IS NOT DISTINCT FROM (NEW.created_at, NEW.payment_method, NEW.status, NEW.amount) THEN
    RETURN NULL;
  END IF;
  IF TG_OP <> 'INSERT' THEN
    INSERT INTO salon.tally_changes (day, kind, key, state, n, cents)
    VALUES (OLD.created_at::date, 'payment', OLD.payment_method, OLD.status, -1,
            -round (OLD.amount * 100));
  END IF;
  IF TG_OP <> 'DELETE' THEN
    INSERT INTO salon.tally_changes (day, kind, key, state, n, cents)
    VALUES (NEW.created_at::date, 'payment', NEW.payment_method, NEW.status, 1,
            round (NEW.amount * 100));
  END IF;
  RETURN NULL;
END
$$;

-- The ledger of the cards is only added to.
CREATE FUNCTION salon.count_movement () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  INSERT INTO salon.tally_changes (day, kind, key, state, n, cents)
  SELECT (NEW.at AT TIME ZONE 'UTC')::date, 'card',
    CASE WHEN c.is_complimentary THEN 'complimentary' ELSE c.type END, NEW.kind, 1,
    round (NEW.amount * 100)
  FROM public.gift_cards AS c
  WHERE c.id = NEW.card_id;
  RETURN NULL;
END
$$;

CREATE TRIGGER salon_tally AFTER INSERT OR UPDATE OR DELETE ON public.bookings
FOR EACH ROW EXECUTE FUNCTION salon.count_booking ();

CREATE TRIGGER salon_tally AFTER INSERT OR UPDATE OR DELETE ON public.payments
FOR EACH ROW EXECUTE FUNCTION salon.count_payment ();

CREATE TRIGGER salon_tally AFTER INSERT ON public.gift_card_movements
FOR EACH ROW EXECUTE FUNCTION salon.count_movement ();

-- The figures from the rows themselves: what the tally has to be.
CREATE VIEW salon.counted AS
SELECT b.booking_date AS day, 'booking'::text AS kind, coalesce (b.service_id::text, '') AS key,
  b.status::text AS state, 1 AS n, round (coalesce (b.price, 0) * 100)::bigint AS cents
FROM public.bookings AS b
UNION ALL
SELECT p.created_at::date, 'payment', p.payment_method, p.status, 1, round (p.amount * 100)::bigint
FROM public.payments AS p
UNION ALL
SELECT (m.at AT TIME ZONE 'UTC')::date, 'card',
  CASE WHEN c.is_complimentary THEN 'complimentary' ELSE c.type END, m.kind, 1,
  round (m.amount * 100)::bigint
FROM public.gift_card_movements AS m
JOIN public.gift_cards AS c ON c.id = m.card_id;

-- Adds the changes up into the tally. Whoever comes while another does it does nothing.
CREATE FUNCTION salon.fold_tally () RETURNS VOID
LANGUAGE plpgsql SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  IF NOT pg_try_advisory_xact_lock (1396788302, -11) THEN
    RETURN;
  END IF;
  WITH gone AS (
    DELETE FROM salon.tally_changes RETURNING day, kind, key, state, n, cents
  )
  INSERT INTO salon.tally AS t (grain, day, kind, key, state, n, cents)
  SELECT g.grain, CASE g.grain WHEN 'all' THEN '0001-01-01' ELSE c.day END, c.kind, c.key, c.state,
    sum (c.n), sum (c.cents)
  FROM gone AS c, (VALUES ('all'), ('day')) AS g (grain)
  GROUP BY 1, 2, 3, 4, 5
  ON CONFLICT (grain, day, kind, key, state) DO UPDATE
  SET n = t.n + excluded.n, cents = t.cents + excluded.cents;
END
$$;

-- The table emptied at once, which no trigger of its rows sees.
CREATE FUNCTION salon.count_anew () RETURNS TRIGGER
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
AS $$
BEGIN
  DELETE FROM salon.tally AS t WHERE t.kind = TG_ARGV [0];
  DELETE FROM salon.tally_changes AS c WHERE c.kind = TG_ARGV [0];
  RETURN NULL;
END
$$;

CREATE TRIGGER salon_tally_truncated AFTER TRUNCATE ON public.bookings
FOR EACH STATEMENT EXECUTE FUNCTION salon.count_anew ('booking');

CREATE TRIGGER salon_tally_truncated AFTER TRUNCATE ON public.payments
FOR EACH STATEMENT EXECUTE FUNCTION salon.count_anew ('payment');

INSERT INTO salon.tally_changes (day, kind, key, state, n, cents)
SELECT day, kind, key, state, n, cents FROM salon.counted;

SELECT salon.fold_tally ();

REVOKE ALL ON ALL TABLES IN SCHEMA salon FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA salon FROM PUBLIC;
