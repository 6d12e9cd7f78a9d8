/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A database that another program made from the schema which all programs know, and filled, becomes a
 * salon where it is. seed-salon.sql is what it filled it with.
 *
 * Before it is adopted every table is copied into the schema "before", and afterwards each value of
 * the copy has to be where it was, or in salon.mended.
 */
#include "core/salon-phone.h"
#include "database/salon-migrator.h"
#include "postgres-fixture.h"

#define BOOKING(number) "20000000-0000-4000-8000-0000000000" number
#define CARD(number) "30000000-0000-4000-8000-0000000000" number

#define SEED_TABLES                                                                                \
  "ARRAY ['users', 'services', 'bookings', 'gift_cards', 'payments', 'availabilities',\n"          \
  "       'blocked_dates', 'notifications']"
#define COPY_SQL                                                                                   \
  "CREATE SCHEMA before;\n"                                                                        \
  "DO $$ DECLARE t TEXT; BEGIN\n"                                                                  \
  "  FOREACH t IN ARRAY " SEED_TABLES " LOOP\n"                                                    \
  "    EXECUTE format ('CREATE TABLE before.%1$I AS TABLE public.%1$I', t);\n"                     \
  "  END LOOP;\n"                                                                                  \
  "END $$"
/* Each value that is neither where it was nor in salon.mended, and each row that is gone. */
#define LOST_SQL                                                                                   \
  "CREATE FUNCTION before.lost () RETURNS SETOF TEXT LANGUAGE plpgsql AS $$\n"                     \
  "DECLARE t TEXT; c TEXT;\n"                                                                      \
  "BEGIN\n"                                                                                        \
  "  FOREACH t IN ARRAY " SEED_TABLES " LOOP\n"                                                    \
  "    RETURN QUERY EXECUTE format (\n"                                                            \
  "      'SELECT %1$L || '' '' || b.id FROM before.%1$I AS b\n"                                    \
  "       WHERE NOT EXISTS (SELECT FROM public.%1$I AS a WHERE a.id = b.id)\n"                     \
  "         AND NOT EXISTS (SELECT FROM salon.mended AS m WHERE m.table_name = %1$L\n"             \
  "           AND m.row_id = b.id::text AND m.column_name = ''*''\n"                               \
  "           AND m.was::jsonb = to_jsonb (b))', t);\n"                                            \
  "    FOR c IN SELECT attname FROM pg_attribute\n"                                                \
  "             WHERE attrelid = ('before.' || t)::regclass AND attnum > 0 LOOP\n"                 \
  "      RETURN QUERY EXECUTE format (\n"                                                          \
  "        'SELECT concat_ws ('' '', %1$L, b.id, %2$L, b.%2$I, ''became'', a.%2$I)\n"              \
  "         FROM before.%1$I AS b JOIN public.%1$I AS a ON a.id = b.id\n"                          \
  "         WHERE a.%2$I::text IS DISTINCT FROM b.%2$I::text\n"                                    \
  "           AND NOT EXISTS (SELECT FROM salon.mended AS m WHERE m.table_name = %1$L\n"           \
  "             AND m.row_id = b.id::text AND m.column_name = %2$L\n"                              \
  "             AND m.was IS NOT DISTINCT FROM b.%2$I::text)', t, c);\n"                           \
  "    END LOOP;\n"                                                                                \
  "  END LOOP;\n"                                                                                  \
  "END $$"

static PostgresFixture *server;
static char *adopted; /* the name of the database made from seed-salon.sql */

/* A database with the tables that all programs know and nothing of ours. */
static SalonConnection *
connect_to_seed (char **database)
{
  g_autofree char *name = postgres_fixture_create_database (server);
  SalonConnection *connection = postgres_fixture_connect (server, name, NULL);
  g_autoptr (GError) error = NULL;

  salon_migrator_run (connection, 1, NULL, &error);
  g_assert_no_error (error);
  fixture_execute (connection, "DROP SCHEMA salon CASCADE");
  if (database != NULL)
    *database = g_steal_pointer (&name);
  return connection;
}

static void
adopt (SalonConnection *connection)
{
  SalonDatabaseState state;
  int version;
  g_autoptr (GError) error = NULL;

  fixture_execute (connection, COPY_SQL);
  salon_migrator_inspect (connection, &state, &version, &error);
  g_assert_no_error (error);
  g_assert_cmpint (state, ==, SALON_DATABASE_SEED);
  salon_migrator_run (connection, 0, NULL, &error);
  g_assert_no_error (error);
}

static void
expect_nothing_lost (SalonConnection *connection)
{
  g_autofree char *lost = NULL;

  fixture_execute (connection, LOST_SQL);
  lost = fixture_read_text (connection, "SELECT string_agg (l, E'\\n') FROM before.lost () AS l");
  g_assert_cmpstr (lost, ==, "");
}

static void
fill_with_file (SalonConnection *connection)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "database", "seed-salon.sql", NULL);
  g_autofree char *script = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &script, NULL, &error);
  g_assert_no_error (error);
  fixture_execute (connection, script);
}

static SalonConnection *
connect_to_adopted (void)
{
  if (adopted == NULL)
    {
      g_autoptr (SalonConnection) connection = connect_to_seed (&adopted);

      fill_with_file (connection);
      adopt (connection);
    }
  return postgres_fixture_connect (server, adopted, NULL);
}

static void
expect_text (SalonConnection *connection, const char *sql, const char *expected)
{
  g_autofree char *found = fixture_read_text (connection, sql);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_nothing_lost (void)
{
  g_autoptr (SalonConnection) connection = connect_to_adopted ();

  expect_nothing_lost (connection);
  /* The check itself sees what is gone: a name with its updated_at, and three rows. */
  fixture_execute (connection, "BEGIN; UPDATE services SET name = 'x' WHERE price = 45;\n"
                               "DELETE FROM notifications");
  g_assert_cmpint (fixture_read_int (connection, "SELECT count (*) FROM before.lost ()"), ==,
                   2 + 3);
  fixture_execute (connection, "ROLLBACK");
}

static void
test_clients (void)
{
  g_autoptr (SalonConnection) connection = connect_to_adopted ();

  expect_text (
    connection,
    "SELECT string_agg (concat_ws ('|', name, email, phone, n), E'\\n' ORDER BY name, n)\n"
    "FROM (SELECT c.name, c.email, c.phone, count (*) AS n\n"
    "      FROM clients AS c JOIN bookings AS b ON b.client_id = c.id\n"
    "      GROUP BY c.id) AS visits",
    "?|nobody@example.fr|+33622222222|1\n"
    "Ana|ana@example.fr|+33611111111|2\n"
    "Durand Marie|M.Durand@example.com|+33698765432|3\n"
    "Ines|ines@example.fr|+33644444444|4\n"
    "Lea|lea@example.fr|+33633333333|6\n"
    "Zoé Durand|zoe@example.fr|+33612345678|1\n"
    "passage|2");
  expect_text (connection, "SELECT count (*) FROM bookings WHERE client_id IS NULL", "0");
  expect_text (connection, "SELECT created_at FROM clients WHERE name = 'Durand Marie'",
               "2026-01-05 09:00:00+00");
}

static void
test_lines (void)
{
  g_autoptr (SalonConnection) connection = connect_to_adopted ();

  expect_text (
    connection,
    "SELECT string_agg (concat_ws ('|', right (b.id::text, 2), l.name,\n"
    "  l.duration_minutes, b.duration_minutes, l.price, b.price), E'\\n' ORDER BY b.id)\n"
    "FROM bookings AS b JOIN booking_services AS l ON l.booking_id = b.id\n"
    "WHERE right (b.id::text, 2) IN ('01', '02', '07', '13', '14', '15')",
    "01|Pose de gel|60|60|45.00|45.00\n"
    "02|Épilation sourcils|15|15|12.50|12.50\n"
    "07|Prestation|60|60|33.00|33.00\n"
    "13|?|60|60|0.00|0.00\n"
    "14|Retouche|3|5|0.00|0.00\n"
    "15|Retraite|1440|1440|900.00|900.00");
  expect_text (connection,
               "SELECT count (*) FROM bookings AS b\n"
               "WHERE (SELECT count (*) FROM booking_services AS l\n"
               "       WHERE l.booking_id = b.id AND l.position = 0\n"
               "         AND l.service_id IS NOT DISTINCT FROM b.service_id) <> 1",
               "0");
}

static void
test_odd_bookings (void)
{
  g_autoptr (SalonConnection) connection = connect_to_adopted ();

  expect_text (
    connection,
    "SELECT string_agg (concat_ws ('|', right (id::text, 2), client_name, booking_date,\n"
    "  booking_time, status, payment_status, coalesce (payment_amount::text, '-'),\n"
    "  created_at), E'\\n' ORDER BY id)\n"
    "FROM bookings WHERE right (id::text, 2) BETWEEN '07' AND '13'",
    "07|Ana|2026-03-18|10:00:00|pending|pending|33.00|2026-03-18 10:00:00\n"
    "08|Ana|2026-03-18|12:00:00|confirmed|fully_paid|-|2026-02-07 09:00:00\n"
    "09|?|2026-03-18|14:00:00|cancelled|pending|-|2026-02-07 09:00:00\n"
    "10|Lea|2026-03-18|16:00:00|confirmed|pending|-|2026-03-18 16:00:00\n"
    "11|Lea|2026-03-20|00:00:00|confirmed|pending|-|2026-02-07 09:00:00\n"
    "12|Lea|9999-12-31|10:00:00|confirmed|pending|-|2026-02-07 09:00:00\n"
    "13|Lea|2026-03-21|10:00:30.5|confirmed|pending|-|2026-02-07 09:00:00");
  expect_text (connection,
               "SELECT was FROM salon.mended\n"
               "WHERE row_id = '" BOOKING ("12") "' AND column_name = 'booking_date'",
               "infinity");
}

static void
test_overlaps (void)
{
  g_autoptr (SalonConnection) connection = connect_to_adopted ();

  expect_text (connection,
               "SELECT string_agg (right (id::text, 2), ' ' ORDER BY id) FROM bookings\n"
               "WHERE double_booked",
               "22");
  /* Nobody comes to stand over it, and it may not move onto another. */
  fixture_refuse (connection,
                  "UPDATE bookings SET booking_date = '2026-04-01', booking_time = '10:45'\n"
                  "WHERE id = '" BOOKING ("01") "'",
                  "23P01");
  fixture_refuse (connection,
                  "UPDATE bookings SET booking_time = '10:40' WHERE id = '" BOOKING ("22") "'",
                  "23P01");
  /* What does not touch its place may be done to it, and so may what makes it shorter. */
  fixture_execute (connection,
                   "BEGIN;\n"
                   "UPDATE bookings SET notes = 'x', status = 'confirmed'\n"
                   "WHERE id = '" BOOKING ("22") "';\n"
                                                 "UPDATE bookings SET duration_minutes = 45\n"
                                                 "WHERE id = '" BOOKING ("22") "'");
  expect_text (connection, "SELECT double_booked FROM bookings WHERE id = '" BOOKING ("22") "'",
               "t");
  /* Moved to where nobody is, or cancelled, it is like any other. */
  fixture_execute (connection, "SAVEPOINT moved;\n"
                               "UPDATE bookings SET booking_time = '18:00'\n"
                               "WHERE id = '" BOOKING ("22") "'");
  expect_text (connection, "SELECT count (*) FROM bookings WHERE double_booked", "0");
  fixture_execute (connection, "ROLLBACK TO moved;\n"
                               "UPDATE bookings SET status = 'cancelled'\n"
                               "WHERE id = '" BOOKING ("22") "'");
  expect_text (connection, "SELECT count (*) FROM bookings WHERE double_booked", "0");
  fixture_refuse (connection,
                  "UPDATE bookings SET status = 'confirmed' WHERE id = '" BOOKING ("22") "'",
                  "23P01");
  fixture_execute (connection, "ROLLBACK");
  /* It stands in two others' way: free only when both have left. */
  fixture_execute (connection,
                   "BEGIN; UPDATE bookings SET status = 'no_show' WHERE id = '" BOOKING ("21") "'");
  expect_text (connection, "SELECT count (*) FROM bookings WHERE double_booked", "1");
  /* Here only it stands, and the constraint does not see it. */
  fixture_execute (connection, "SAVEPOINT alone");
  fixture_refuse (connection,
                  "UPDATE bookings SET booking_date = '2026-04-01', booking_time = '10:00'\n"
                  "WHERE id = '" BOOKING ("01") "'",
                  "23P01");
  fixture_execute (connection, "ROLLBACK TO alone");
  fixture_execute (connection, "UPDATE bookings SET booking_time = '12:00'\n"
                               "WHERE id = '" BOOKING ("23") "'");
  expect_text (connection, "SELECT count (*) FROM bookings WHERE double_booked", "0");
  fixture_execute (connection, "ROLLBACK");
}

static void
test_gift_cards (void)
{
  g_autoptr (SalonConnection) connection = connect_to_adopted ();

  expect_text (
    connection,
    "SELECT string_agg (concat_ws ('|', right (c.id::text, 2), c.is_used, c.status,\n"
    "  (SELECT string_agg (concat_ws (' ', m.kind, m.amount, right (m.booking_id::text, 2)),\n"
    "                      ', ' ORDER BY m.amount DESC, m.kind DESC)\n"
    "   FROM gift_card_movements AS m WHERE m.card_id = c.id)), E'\\n' ORDER BY c.id)\n"
    "FROM gift_cards AS c",
    "01|f|active|issue 50.00\n"
    "02|t|used|issue 80.00, debit -80.00 02\n"
    "03|f|refunded|issue 30.00, refund -30.00\n"
    "04|f|expired|issue 20.00\n"
    "05|f|expired|issue 20.00, void -20.00\n"
    "06|t|used|issue 25.00, debit -25.00\n"
    "07|t|used|issue 25.00, debit -25.00\n"
    "08|f|issue 0.00");
  expect_text (connection,
               "SELECT concat_ws ('|', code, type, amount, buyer_name, recipient_name,\n"
               "                  purchase_date, expiry_date)\n"
               "FROM gift_cards WHERE id = '" CARD ("08") "'",
               "SERA-30000000|amount|0.00|?|?|0001-01-01|9999-12-31");
  expect_text (connection,
               "SELECT string_agg (at::text, ' ' ORDER BY at) FROM gift_card_movements\n"
               "WHERE card_id = '" CARD ("02") "'",
               "2026-01-10 10:00:00+00 2026-03-13 10:30:00+00");
}

static void
test_the_rest (void)
{
  g_autoptr (SalonConnection) connection = connect_to_adopted ();

  expect_text (connection,
               "SELECT string_agg (concat_ws ('|', name, category, duration_minutes, price,\n"
               "                              is_active, position), E'\\n' ORDER BY id)\n"
               "FROM services WHERE right (id::text, 1) >= '3'",
               "Massage|massage|90|80.00|f|2\n?|?|60|0.00|t|0\nRetouche|ongles|3|0.00|t|5\n"
               "Retraite|massage|1440|900.00|t|3");
  expect_text (connection,
               "SELECT string_agg (concat_ws ('|', amount, payment_method, status, created_at),\n"
               "                   E'\\n' ORDER BY id)\n"
               "FROM payments WHERE right (id::text, 1) <> '2'",
               "12.50|stripe|completed|2026-02-01 09:00:00\n"
               "0.00|?|pending|2026-01-05 09:00:00");
  expect_text (connection, "SELECT status FROM payments WHERE payment_method = 'paypal'",
               "completed");
  expect_text (connection,
               "SELECT string_agg (concat_ws ('|', day_of_week, start_time, end_time, is_active),\n"
               "                   E'\\n' ORDER BY id) FROM availabilities",
               "0|09:00:00|12:00:00|t\n1|20:00:00|24:00:00|t\n6|09:00:00|12:00:00|f\n"
               "2|18:00:00|24:00:00|f\n3|00:00:00|24:00:00|f");
  expect_text (connection, "SELECT string_agg (reason, ' ') FROM blocked_dates", "Fête du Travail");
  expect_text (connection,
               "SELECT string_agg (concat_ws ('|', type, channel, status), E'\\n' ORDER BY id)\n"
               "FROM notifications",
               "sms|reminder|sent\nemail|?|unknown\nsms|reminder|sent");
}

static void
test_same_salon (void)
{
  static const char *const made[] = { "clients", "booking_services", "gift_card_movements" };
  g_autoptr (SalonConnection) one = connect_to_adopted ();
  g_autoptr (SalonConnection) other = connect_to_seed (NULL);

  fill_with_file (other);
  adopt (other);
  for (gsize i = 0; i < G_N_ELEMENTS (made); i++)
    {
      g_autofree char *sql =
        g_strdup_printf ("SELECT string_agg (t::text, E'\\n' ORDER BY t.id) FROM %s AS t", made[i]);
      g_autofree char *expected = fixture_read_text (one, sql);

      g_assert_cmpstr (expected, !=, "");
      expect_text (other, sql, expected);
    }
}

/* As far as the given text gets when it is run from top to bottom: payments cannot be made. */
static void
test_half_made (void)
{
  g_autoptr (SalonConnection) connection = connect_to_seed (NULL);
  g_autoptr (GError) error = NULL;

  fixture_execute (connection, "DROP TABLE payments, users;\n"
                               "ALTER TABLE services ALTER COLUMN name TYPE TEXT,\n"
                               "  ALTER COLUMN created_at TYPE TIMESTAMPTZ;\n"
                               "CREATE TABLE alembic_version (version_num VARCHAR (32));\n"
                               "INSERT INTO alembic_version VALUES ('abc')");
  salon_migrator_run (connection, 0, NULL, &error);
  g_assert_no_error (error);
  expect_text (connection, "SELECT count (*) FROM payments", "0");
  expect_text (connection, "SELECT version_num FROM alembic_version", "abc");
}

/* Whatever is in it: rows made at random from small pools, so that people, hours and cards collide. */
#define RANDOM_SQL                                                                                 \
  "SELECT setseed (%f);\n"                                                                         \
  "INSERT INTO services (name, category, duration_minutes, price)\n"                               \
  "SELECT 'Soin ' || n, 'visage', (random () * 120)::int, (random () * 90)::int\n"                 \
  "FROM generate_series (1, 8) AS n;\n"                                                            \
  "INSERT INTO bookings (service_id, client_name, client_email, client_phone, booking_date,\n"     \
  "                      booking_time, status, created_at)\n"                                      \
  "SELECT CASE WHEN random () < 0.9 THEN\n"                                                        \
  "         (ARRAY (SELECT id FROM services))[1 + floor (random () * 8)] END,\n"                   \
  "  (ARRAY ['Marie Durand', 'DURAND Marie', 'Zoé', 'zoe', '', 'Léa  Petit'])\n"                   \
  "    [1 + floor (random () * 6)],\n"                                                             \
  "  (ARRAY ['a@x.fr', 'A@X.FR ', 'b@x.fr', ''])[1 + floor (random () * 4)],\n"                    \
  "  (ARRAY ['0612345678', '+33 6 12 34 56 78', '0698765432', '', '?'])\n"                         \
  "    [1 + floor (random () * 5)],\n"                                                             \
  "  DATE '2026-01-01' + (random () * 60)::int,\n"                                                 \
  "  TIME '08:00' + make_interval (mins => 5 * floor (random () * 120)::int),\n"                   \
  "  (ARRAY ['pending', 'confirmed', 'Confirmed', 'cancelled', 'no-show', 'x', NULL])\n"           \
  "    [1 + floor (random () * 7)],\n"                                                             \
  "  CASE WHEN random () < 0.9 THEN TIMESTAMP '2025-12-01' + random () * interval '30 days' END\n" \
  "FROM generate_series (1, %d);\n"                                                                \
  "INSERT INTO gift_cards (code, type, amount, service_id, buyer_name, buyer_email,\n"             \
  "                        recipient_name, expiry_date, is_used, status, used_at)\n"               \
  "SELECT 'C' || n, (ARRAY ['amount', 'service', 'x'])[1 + floor (random () * 3)],\n"              \
  "  CASE WHEN random () < 0.7 THEN (random () * 100)::int END,\n"                                 \
  "  (ARRAY (SELECT id FROM services))[1 + floor (random () * 16)], 'P', '', 'M',\n"               \
  "  DATE '2026-01-01' + (random () * 700)::int, random () < 0.3,\n"                               \
  "  (ARRAY ['active', 'used', 'expired', 'refunded', NULL])[1 + floor (random () * 5)],\n"        \
  "  CASE WHEN random () < 0.2 THEN TIMESTAMP '2026-01-01' END\n"                                  \
  "FROM generate_series (1, 100) AS n"

static void
test_anything (void)
{
  g_autoptr (SalonConnection) connection = connect_to_seed (NULL);
  double seed = g_test_rand_double_range (-1, 1);
  g_autofree char *script = g_strdup_printf (RANDOM_SQL, seed, 2000);
  gint64 began;

  g_test_message ("setseed (%f)", seed);
  fixture_execute (connection, script);
  began = g_get_monotonic_time ();
  adopt (connection);
  g_test_message ("adopted in %" G_GINT64_FORMAT " ms", (g_get_monotonic_time () - began) / 1000);

  expect_nothing_lost (connection);
  expect_text (connection,
               "SELECT count (*) FROM bookings AS b JOIN clients AS c ON c.id = b.client_id\n"
               "JOIN booking_services AS l ON l.booking_id = b.id",
               "2000");
  /* Whoever stands outside the constraint has a reason. */
  expect_text (connection,
               "SELECT count (*) FROM bookings AS d\n"
               "WHERE d.double_booked AND NOT EXISTS (\n"
               "  SELECT FROM bookings AS b WHERE b.during && d.during AND b.id <> d.id\n"
               "    AND b.status IN ('pending', 'confirmed', 'arrived', 'completed'))",
               "0");
  expect_text (connection, "SELECT count (*) > 0 FROM bookings WHERE double_booked", "t");
  /* Two of one name with the same telephone or address are one client. */
  expect_text (
    connection,
    "WITH keys AS MATERIALIZED (\n"
    "  SELECT client_id, salon.name_key (client_name) AS name,\n"
    "    salon.phone_key (client_phone) AS phone, salon.email_key (client_email) AS email\n"
    "  FROM bookings\n"
    ")\n"
    "SELECT count (*) FROM keys AS a JOIN keys AS b ON a.name = b.name\n"
    "WHERE a.client_id <> b.client_id AND (a.phone = b.phone OR a.email = b.email)",
    "0");
  expect_text (
    connection,
    "SELECT count (*) FROM gift_cards AS c\n"
    "CROSS JOIN LATERAL (SELECT sum (m.amount) AS balance FROM gift_card_movements AS m\n"
    "                    WHERE m.card_id = c.id) AS s\n"
    "WHERE s.balance IS NULL OR s.balance < 0 OR c.is_used AND s.balance <> 0",
    "0");
}

/* The desk and the database read a number alike, or the same person would be two. */
static void
test_phone_numbers (void)
{
  static const char *const texts[] = {
    "06 12 34 56 78",    "06.12.34.56.78",   "+33 (0)6 12 34 56 78", "0033 6 12 34 56 78",
    "+32 470 12 34 56",  "0692 12 34 56",    "+33 692 12 34 56",     "+262 692 12 34 56",
    "0639 98 12 34",     "0590-12-34-56",    "00 44 20 7946 0958",   "12345",
    "06 12 34 56",       "+33 0612345678",   "(06) 12/34/56/78",     "téléphone",
    "+1 (212) 555-0100", "+0612345678",      "06 12 34 56 78 90",    "",
    "+596 696 12 34 56", "0033(0)612345678",
  };
  g_autoptr (SalonConnection) connection = connect_to_adopted ();

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *expected = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (PGresult) found =
        salon_connection_query (connection, "SELECT salon.phone_number ($1)", 1, &texts[i], NULL,
                                &error);

      g_assert_no_error (error);
      if (!salon_phone_parse (texts[i], &expected, NULL))
        expected = g_strdup ("");
      g_test_message ("“%s”", texts[i]);
      g_assert_cmpstr (PQgetvalue (found, 0, 0), ==, expected);
    }
}

#define ADD(path, test) g_test_add_func ("/salon/adoption/" path, test)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  ADD ("every-value-is-still-there", test_nothing_lost);
  ADD ("bookings-of-one-person-are-one-client", test_clients);
  ADD ("bookings-have-the-line-of-their-service", test_lines);
  ADD ("odd-bookings-are-mended", test_odd_bookings);
  ADD ("overlaps-are-kept-and-watched", test_overlaps);
  ADD ("cards-have-their-movements", test_gift_cards);
  ADD ("other-odd-rows-are-mended", test_the_rest);
  ADD ("two-copies-become-the-same-salon", test_same_salon);
  ADD ("half-made-database-is-completed", test_half_made);
  ADD ("anything-that-the-tables-let-in-is-adopted", test_anything);
  ADD ("telephone-numbers-are-read-as-the-desk-reads-them", test_phone_numbers);

  server = postgres_fixture_new ();
  status = g_test_run ();
  postgres_fixture_free (server);
  g_free (adopted);
  return status;
}
