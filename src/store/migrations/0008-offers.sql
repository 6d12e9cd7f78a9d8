-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- Who waits was told of a time: which, and when she was told. In the list of src/core/salon-schema.c
-- these columns are the last of the table.
ALTER TABLE waiting_list
ADD COLUMN offered_at INTEGER;

ALTER TABLE waiting_list
ADD COLUMN offered_date TEXT CHECK (date (offered_date) IS offered_date);

ALTER TABLE waiting_list
ADD COLUMN offered_time TEXT CHECK (time (offered_time) IS offered_time);

-- Rows that are kept as texts get the new columns as well.
UPDATE sync_base
SET row = json_set (row, '$.offered_at', NULL, '$.offered_date', NULL, '$.offered_time', NULL)
WHERE table_name = 'waiting_list'
  AND row IS NOT NULL;

UPDATE reviews
SET obstacles = (
  SELECT json_group_array (
    json (
      CASE
        WHEN value ->> 'table' = 'waiting_list' AND json_type (value, '$.row') = 'object'
          THEN json_set (
            value, '$.row.offered_at', NULL, '$.row.offered_date', NULL, '$.row.offered_time', NULL
          )
        ELSE value
      END
    )
  )
  FROM json_each (reviews.obstacles)
)
WHERE json_type (obstacles) = 'array';
