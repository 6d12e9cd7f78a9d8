-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- How many visits the salon's web pages had on each of its days. The server writes it, desks read it in
-- their copy of the salon; nothing in it says who came. It is no act of anybody's, so it has no history.
CREATE TABLE web_visits (
  id     UUID    NOT NULL PRIMARY KEY DEFAULT gen_random_uuid (),
  day    DATE    NOT NULL UNIQUE CHECK (day BETWEEN '0001-01-01' AND '9999-12-31'),
  visits INTEGER NOT NULL CHECK (visits >= 0)
);

INSERT INTO salon.synced_tables (position, name, key)
SELECT max (t.position) + 1, 'web_visits', 'id' FROM salon.synced_tables AS t;

INSERT INTO salon.synced_columns (table_name, position, name, kind, nullable) VALUES
  ('web_visits', 1, 'id', 'uuid', FALSE),
  ('web_visits', 2, 'day', 'date', FALSE),
  ('web_visits', 3, 'visits', 'integer', FALSE);

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
  WHERE s.name = 'web_visits';
  SELECT * INTO t FROM salon.synced_tables WHERE name = 'web_visits';
  EXECUTE format ('CREATE VIEW salon.%I AS SELECT %s FROM public.%I',
                  'wire_' || t.name, t.wire, t.name);
END
$$;

CREATE TRIGGER salon_feed AFTER INSERT OR UPDATE OR DELETE ON web_visits
FOR EACH ROW EXECUTE FUNCTION salon.feed ();

CREATE TRIGGER salon_feed_truncated AFTER TRUNCATE ON web_visits
FOR EACH STATEMENT EXECUTE FUNCTION salon.feed_truncated ();

-- What is called refunded and has no row that takes it back is looked for each time that figures are asked.
CREATE INDEX payments_refunded ON payments (created_at) WHERE status = 'refunded';
