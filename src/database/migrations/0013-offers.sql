-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Who waits was told of a time: which, and when she was told.
ALTER TABLE waiting_list
  ADD COLUMN offered_at TIMESTAMPTZ CHECK (isfinite (offered_at)),
  ADD COLUMN offered_date DATE CHECK (offered_date BETWEEN '0001-01-01' AND '9999-12-31'),
  ADD COLUMN offered_time TIME;

INSERT INTO salon.synced_columns (table_name, position, name, kind, nullable) VALUES
  ('waiting_list', 17, 'offered_at', 'instant', TRUE),
  ('waiting_list', 18, 'offered_date', 'date', TRUE),
  ('waiting_list', 19, 'offered_time', 'time', TRUE);

-- A view takes new columns at its end; the grants of the old one stay.
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
  WHERE s.name = 'waiting_list';
  SELECT * INTO t FROM salon.synced_tables WHERE name = 'waiting_list';
  EXECUTE format ('CREATE OR REPLACE VIEW salon.%I AS SELECT %s FROM public.%I',
                  'wire_' || t.name, t.wire, t.name);
END
$$;
