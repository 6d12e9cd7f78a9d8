-- SPDX-License-Identifier: GPL-3.0-or-later
--
-- How many visits the salon's web pages had on each of its days, as the server has counted them.
CREATE TABLE web_visits (
  id     TEXT    NOT NULL PRIMARY KEY CHECK (length (id) = 36),
  day    TEXT    NOT NULL CHECK (date (day) IS day),
  visits INTEGER NOT NULL CHECK (visits >= 0)
) STRICT;

CREATE INDEX web_visits_by_day ON web_visits (day, visits);
