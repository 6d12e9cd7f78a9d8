/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Closing, verifying and giving out the till's journal. */
#include "store/salon-till.h"

#include <glib/gstdio.h>
#include <string.h>

#include "store/salon-sample.h"
#include "store/salon-store-error.h"

#include "till-fixture.h"

/* Thursday 12 March 2026, and its midnight in Paris. */
#define DAY 20524
#define MIDNIGHT (FIXTURE_NOW - 9 * 3600 - 1800 - 3600)
#define DAYS(n) ((n) * 86400)

static void
close_day (StoreFixture *fixture, SalonDay day, gint64 now)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (salon_till_close (fixture->store, day, now, &error));
  g_assert_no_error (error);
}

static void
assert_not_closed (StoreFixture *fixture, SalonDay day, gint64 now, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (salon_till_close (fixture->store, day, now, &error));
  g_assert_error (error, SALON_STORE_ERROR, code);
}

static void
assert_totals (StoreFixture *fixture, const char *kind, const char *period, const char *expected)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT totals FROM till_journal WHERE kind = '%s' AND period = '%s'\n"
                     "ORDER BY number DESC",
                     kind, period);
  g_autofree char *totals = store_fixture_read_text (fixture, sql);

  g_assert_cmpstr (totals, ==, expected);
}

static char *
list_faults (StoreFixture *fixture)
{
  static const char *const names[] = { "altered", "missing", "out of place", "totals", "end" };
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonTillReport) report = salon_till_verify (fixture->store, NULL, &error);
  GString *list = g_string_new (NULL);

  g_assert_no_error (error);
  for (guint i = 0; i < report->faults->len; i++)
    {
      const SalonTillFault *fault = &g_array_index (report->faults, SalonTillFault, i);

      g_string_append_printf (list, "%s%d %s", i > 0 ? ", " : "", (int) fault->number,
                              names[fault->kind]);
    }
  return g_string_free_and_steal (list);
}

static void
assert_faults (StoreFixture *fixture, const char *expected)
{
  g_autofree char *faults = list_faults (fixture);

  g_assert_cmpstr (faults, ==, expected);
}

static void
test_a_day_to_the_cent (StoreFixture *fixture, gconstpointer unused)
{
  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.10", MIDNIGHT, 0);
  till_fixture_pay (fixture, 2, "card", "24.95", MIDNIGHT + 60, 0);
  till_fixture_pay (fixture, 3, "card", "-24.95", MIDNIGHT + 120, 2);
  till_fixture_pay (fixture, 4, "cheque", "24.90", MIDNIGHT + 180, 0);
  till_fixture_pay (fixture, 5, "gift_card", "0.05", MIDNIGHT + 240, 0);
  close_day (fixture, DAY, MIDNIGHT + 300);
  assert_totals (fixture, "day", "2026-03-12",
                 "{\"first\":1,\"last\":5,\"payments\":5,\"cash\":\"20.10\",\"card\":\"0.00\","
                 "\"cheque\":\"24.90\",\"transfer\":\"0.00\",\"gift_card\":\"0.05\","
                 "\"other\":\"0.00\",\"total\":\"45.05\",\"cumulative\":\"45.05\","
                 "\"perpetual\":\"45.05\"}");
  assert_faults (fixture, "");
}

static void
test_what_comes_after_is_in_the_next_closing (StoreFixture *fixture, gconstpointer unused)
{
  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.00", MIDNIGHT, 0);
  close_day (fixture, DAY, MIDNIGHT + 300);
  assert_not_closed (fixture, DAY, MIDNIGHT + 301, SALON_STORE_ERROR_NOTHING);
  assert_not_closed (fixture, DAY + 1, MIDNIGHT + 301, SALON_STORE_ERROR_REFUSED);

  till_fixture_pay (fixture, 2, "cash", "1.00", MIDNIGHT + 400, 0);
  close_day (fixture, DAY, MIDNIGHT + 500);
  assert_totals (fixture, "day", "2026-03-12",
                 "{\"first\":2,\"last\":3,\"payments\":1,\"cash\":\"1.00\",\"card\":\"0.00\","
                 "\"cheque\":\"0.00\",\"transfer\":\"0.00\",\"gift_card\":\"0.00\","
                 "\"other\":\"0.00\",\"total\":\"1.00\",\"cumulative\":\"21.00\","
                 "\"perpetual\":\"21.00\"}");
  assert_faults (fixture, "");
}

static void
test_a_day_without_takings_can_be_closed (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *lines = NULL;

  close_day (fixture, DAY, MIDNIGHT + 300);
  close_day (fixture, DAY + 1, MIDNIGHT + DAYS (1));
  lines = till_fixture_list (fixture);
  g_assert_cmpstr (lines, ==, "1 day 2026-03-12 0\n2 day 2026-03-13 0\n");
  assert_faults (fixture, "");
}

/* Two days were forgotten; the midnight is that of the salon. */
static void
test_forgotten_days_are_closed_first (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *lines = NULL;

  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.00", MIDNIGHT, 0);
  till_fixture_pay (fixture, 2, "card", "5.00", MIDNIGHT + DAYS (1) - 1, 0);
  till_fixture_pay (fixture, 3, "card", "7.00", MIDNIGHT + DAYS (1), 0);
  till_fixture_pay (fixture, 4, "card", "9.00", MIDNIGHT + DAYS (3), 0);
  close_day (fixture, DAY + 3, MIDNIGHT + DAYS (3) + 60);
  lines = till_fixture_list (fixture);
  g_assert_cmpstr (lines, ==,
                   "1 payment cash 2000\n2 payment card 500\n3 payment card 700\n"
                   "4 payment card 900\n5 day 2026-03-12 0\n6 day 2026-03-13 0\n"
                   "7 day 2026-03-15 0\n");
  assert_totals (fixture, "day", "2026-03-13",
                 "{\"first\":3,\"last\":3,\"payments\":1,\"cash\":\"0.00\",\"card\":\"7.00\","
                 "\"cheque\":\"0.00\",\"transfer\":\"0.00\",\"gift_card\":\"0.00\","
                 "\"other\":\"0.00\",\"total\":\"7.00\",\"cumulative\":\"32.00\","
                 "\"perpetual\":\"32.00\"}");
  assert_faults (fixture, "");
}

/* March, April, and January of the next year: splits and corrections to the cent. */
static void
fill_months (StoreFixture *fixture)
{
  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.10", MIDNIGHT, 0);
  till_fixture_pay (fixture, 2, "card", "24.95", MIDNIGHT, 0);
  close_day (fixture, DAY, MIDNIGHT + 60);
  till_fixture_pay (fixture, 3, "card", "-24.95", MIDNIGHT + DAYS (4), 2);
  till_fixture_pay (fixture, 4, "cheque", "30.01", MIDNIGHT + DAYS (4), 0);
  close_day (fixture, DAY + 4, MIDNIGHT + DAYS (4) + 60);
  till_fixture_pay (fixture, 5, "cash", "100.00", MIDNIGHT + DAYS (30), 0);
  close_day (fixture, DAY + 30, MIDNIGHT + DAYS (30) + 60);
  till_fixture_pay (fixture, 6, "transfer", "0.99", MIDNIGHT + DAYS (300), 0);
  close_day (fixture, DAY + 300, MIDNIGHT + DAYS (300) + 60);
}

static void
test_months_and_years_are_closed_when_they_are_over (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *lines = NULL;

  fill_months (fixture);
  lines = till_fixture_list (fixture);
  g_assert_cmpstr (lines, ==,
                   "1 payment cash 2010\n2 payment card 2495\n3 day 2026-03-12 0\n"
                   "4 reversal card -2495\n5 payment cheque 3001\n6 day 2026-03-16 0\n"
                   "7 payment cash 10000\n8 month 2026-03 0\n9 day 2026-04-11 0\n"
                   "10 payment transfer 99\n11 month 2026-04 0\n12 year 2026 0\n"
                   "13 day 2027-01-06 0\n");
  assert_totals (fixture, "month", "2026-03",
                 "{\"first\":1,\"last\":5,\"payments\":4,\"cash\":\"20.10\",\"card\":\"0.00\","
                 "\"cheque\":\"30.01\",\"transfer\":\"0.00\",\"gift_card\":\"0.00\","
                 "\"other\":\"0.00\",\"total\":\"50.11\",\"cumulative\":\"50.11\","
                 "\"perpetual\":\"50.11\"}");
  assert_totals (fixture, "year", "2026",
                 "{\"first\":1,\"last\":7,\"payments\":5,\"cash\":\"120.10\",\"card\":\"0.00\","
                 "\"cheque\":\"30.01\",\"transfer\":\"0.00\",\"gift_card\":\"0.00\","
                 "\"other\":\"0.00\",\"total\":\"150.11\",\"cumulative\":\"150.11\","
                 "\"perpetual\":\"150.11\"}");
  assert_totals (fixture, "day", "2027-01-06",
                 "{\"first\":8,\"last\":10,\"payments\":1,\"cash\":\"0.00\",\"card\":\"0.00\","
                 "\"cheque\":\"0.00\",\"transfer\":\"0.99\",\"gift_card\":\"0.00\","
                 "\"other\":\"0.00\",\"total\":\"0.99\",\"cumulative\":\"0.99\","
                 "\"perpetual\":\"151.10\"}");
  assert_faults (fixture, "");
}

/* The clock was wrong and was put right: no line is lost, and none counted twice. */
static void
test_a_clock_that_goes_back (StoreFixture *fixture, gconstpointer unused)
{
  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "1.00", MIDNIGHT + DAYS (2), 0);
  close_day (fixture, DAY + 2, MIDNIGHT + DAYS (2));
  till_fixture_pay (fixture, 2, "cash", "2.00", MIDNIGHT, 0);
  close_day (fixture, DAY, MIDNIGHT + 60);
  assert_totals (fixture, "day", "2026-03-14",
                 "{\"first\":2,\"last\":3,\"payments\":1,\"cash\":\"2.00\",\"card\":\"0.00\","
                 "\"cheque\":\"0.00\",\"transfer\":\"0.00\",\"gift_card\":\"0.00\","
                 "\"other\":\"0.00\",\"total\":\"2.00\",\"cumulative\":\"3.00\","
                 "\"perpetual\":\"3.00\"}");
  assert_faults (fixture, "");
}

/* --- Tampering --- */

/* What somebody does who knows SQL: the guards go first. */
static void
tamper (StoreFixture *fixture, const char *sql)
{
  static const char *guards = "DROP TRIGGER IF EXISTS till_journal_is_not_rewritten;\n"
                              "DROP TRIGGER IF EXISTS till_journal_is_kept;\n"
                              "DROP TRIGGER IF EXISTS till_journal_is_not_replaced;\n"
                              "PRAGMA ignore_check_constraints = ON;";

  g_assert_cmpint (store_fixture_execute (fixture, guards), ==, SQLITE_OK);
  g_assert_cmpint (store_fixture_execute (fixture, sql), ==, SQLITE_OK);
}

/* Another value than the one there is, of the column's type. */
static char *
make_other_value (StoreFixture *fixture, const char *column, int number)
{
  g_autofree char *sql =
    g_strdup_printf ("SELECT CASE\n"
                     "  WHEN '%s' = 'is_training' THEN 1 - is_training\n"
                     "  WHEN typeof (%s) = 'integer' THEN %s + 1000\n"
                     "  WHEN '%s' = 'amount' THEN 1\n"
                     "  WHEN %s IS NULL THEN quote ('')\n"
                     "  WHEN json_valid (%s) AND typeof (%s) = 'text' AND %s LIKE '{%%'\n"
                     "    THEN quote (replace (%s, '\"cash\":\"', '\"cash\":\"1'))\n"
                     "  ELSE quote (substr (%s, 1, length (%s) - 1) || CASE substr (%s, -1)\n"
                     "    WHEN '1' THEN '2' ELSE '1' END)\n"
                     "END\n"
                     "FROM till_journal WHERE number = %d",
                     column, column, column, column, column, column, column, column, column, column,
                     column, column, number);

  return store_fixture_read_text (fixture, sql);
}

/* The same with the events and the VAT of one more day: lines 14 to 16. */
static void
fill_with_vat (StoreFixture *fixture)
{
  fill_months (fixture);
  till_fixture_set (fixture, SALON_VAT_RATE_KEY, "2000", MIDNIGHT + DAYS (301));
  till_fixture_pay (fixture, 7, "cash", "45.00", MIDNIGHT + DAYS (301), 0);
  close_day (fixture, DAY + 301, MIDNIGHT + DAYS (301) + 60);
}

static void
test_any_column_of_any_line (StoreFixture *fixture, gconstpointer unused)
{
  static const char *const columns[] = { "previous",    "number", "at",         "device",
                                         "is_training", "kind",   "payment_id", "booking_id",
                                         "means",       "amount", "deposit",    "reverses",
                                         "period",      "totals", "hash",       "card",
                                         "event",       "detail", "vat_rate",   "vat" };
  int n_tried = 0;

  fill_with_vat (fixture);
  g_assert_cmpint (
    store_fixture_read_int (fixture, "SELECT count (*) FROM pragma_table_info ('till_journal')"),
    ==, G_N_ELEMENTS (columns));
  tamper (fixture, "SELECT 1");
  for (int number = 1; number <= 16; number++)
    for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
      {
        g_autofree char *value = make_other_value (fixture, columns[i], number);
        g_autofree char *alter =
          g_strdup_printf ("CREATE TEMP TABLE kept AS SELECT * FROM till_journal;\n"
                           "UPDATE till_journal SET %s = %s WHERE number = %d",
                           columns[i], value, number);
        g_autofree char *first = NULL;
        g_autofree char *faults = NULL;

        g_assert_cmpint (store_fixture_execute (fixture, alter), ==, SQLITE_OK);
        faults = list_faults (fixture);
        first = g_str_equal (columns[i], "number") ? g_strdup_printf ("%d missing", number)
                                                   : g_strdup_printf ("%d altered", number);
        g_test_message ("%s of line %d: %s", columns[i], number, faults);
        g_assert_nonnull (strstr (faults, first));
        g_assert_cmpint (store_fixture_execute (fixture,
                                                "DELETE FROM till_journal;\n"
                                                "INSERT INTO till_journal SELECT * FROM kept;\n"
                                                "DROP TABLE kept"),
                         ==, SQLITE_OK);
        n_tried++;
      }
  assert_faults (fixture, "");
  g_assert_cmpint (n_tried, ==, 16 * 20);
}

static void
test_a_line_taken_out (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *faults = NULL;

  fill_months (fixture);
  tamper (fixture, "DELETE FROM till_journal WHERE number = 4");
  faults = list_faults (fixture);
  g_assert_true (g_str_has_prefix (faults, "4 missing"));
}

static void
test_lines_cut_off_at_the_end (StoreFixture *fixture, gconstpointer unused)
{
  fill_months (fixture);
  tamper (fixture, "DELETE FROM till_journal WHERE number > 11");
  assert_faults (fixture, "12 missing, 13 missing");

  /* What is written from now on does not cover it up. */
  till_fixture_pay (fixture, 7, "cash", "1.00", MIDNIGHT + DAYS (301), 0);
  assert_faults (fixture, "12 missing, 13 missing");
}

static void
test_all_lines_taken_out (StoreFixture *fixture, gconstpointer unused)
{
  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.00", MIDNIGHT, 0);
  tamper (fixture, "DELETE FROM till_journal");
  assert_faults (fixture, "1 missing");
}

static void
test_two_lines_swapped (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *faults = NULL;

  fill_months (fixture);
  tamper (fixture, "UPDATE till_journal SET number = 99 WHERE number = 1;\n"
                   "UPDATE till_journal SET number = 1 WHERE number = 2;\n"
                   "UPDATE till_journal SET number = 2 WHERE number = 99");
  faults = list_faults (fixture);
  g_assert_true (g_str_has_prefix (faults, "1 altered, 2 altered"));
}

/* Somebody who makes the hash of the altered line anew gives herself away with the next one, or at
 * the end. */
static void
rehash (StoreFixture *fixture, gint64 number, gint64 amount)
{
  g_autofree char *where = g_strdup_printf (" FROM till_journal WHERE number = %d", (int) number);
  g_autoptr (SalonTillLine) line = g_new0 (SalonTillLine, 1);
  g_autofree char *hash = NULL;
  g_autofree char *sql = NULL;
#define READ(column)                                                                               \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *read = g_strconcat ("SELECT " #column, where, NULL);                          \
    line->column = store_fixture_read_text (fixture, read);                                        \
  }                                                                                                \
  G_STMT_END
  READ (previous);
  READ (device);
  READ (kind);
  READ (payment_id);
  READ (booking_id);
  READ (means);
  READ (deposit);
  READ (reverses);
#undef READ
  g_autofree char *at = g_strconcat ("SELECT at", where, NULL);

  line->at = store_fixture_read_int (fixture, at);
  line->number = number;
  line->amount_cents = amount;
  hash = salon_till_line_make_hash (line);
  sql = g_strdup_printf ("UPDATE till_journal SET amount = %d, hash = '%s' WHERE number = %d",
                         (int) amount, hash, (int) number);
  tamper (fixture, sql);
}

static void
test_a_hash_made_anew (StoreFixture *fixture, gconstpointer unused)
{
  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.00", MIDNIGHT, 0);
  till_fixture_pay (fixture, 2, "cash", "25.00", MIDNIGHT, 0);
  rehash (fixture, 1, 2000);
  assert_faults (fixture, "");
  rehash (fixture, 1, 1000);
  assert_faults (fixture, "2 out of place");
  rehash (fixture, 1, 2000);
  rehash (fixture, 2, 1000);
  assert_faults (fixture, "2 end");
}

static void
test_amounts_beyond_everything (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *faults = NULL;

  fill_months (fixture);
  tamper (fixture, "UPDATE till_journal SET amount = 9223372036854775807 WHERE number IN (1, 2);\n"
                   "UPDATE till_journal SET amount = -9223372036854775808 WHERE number = 5");
  faults = list_faults (fixture);
  g_assert_true (g_str_has_prefix (faults, "1 altered, 2 altered"));
}

/* --- Samples and exports --- */

static void
test_a_sample_keeps_a_training_journal (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (salon_sample_fill (fixture->store, salon_moment (DAY, 600), 0, 1, NULL, &error));
  g_assert_no_error (error);
  till_fixture_book (fixture);
  till_fixture_pay (fixture, 1, "cash", "20.00", MIDNIGHT, 0);
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT is_training FROM till_journal"), ==, 1);
  assert_faults (fixture, "");
}

static void
append_field (GString *sum, JsonObject *line, const char *name)
{
  JsonNode *node = json_object_get_member (line, name);
  g_autofree char *text = NULL;

  if (json_node_is_null (node))
    {
      g_string_append (sum, "-,");
      return;
    }
  text = json_node_get_value_type (node) == G_TYPE_STRING
           ? json_node_dup_string (node)
           : g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
  g_string_append_printf (sum, "%d:%s,", (int) strlen (text), text);
}

static gboolean
is_of_second_form (JsonObject *line)
{
  return !json_object_get_null_member (line, "event")
         || !json_object_get_null_member (line, "detail")
         || json_object_get_int_member (line, "vat_rate") != 0
         || json_object_get_int_member (line, "vat_cents") != 0;
}

/* As docs/TILL.md says it, and with nothing of the program. */
static char *
check_exported (JsonArray *lines)
{
  static const char *const fields[] = { "previous",    "number",       "at",         "device",
                                        "is_training", "kind",         "payment_id", "booking_id",
                                        "means",       "amount_cents", "deposit",    "reverses",
                                        "period",      "totals" };
  static const char *const later[] = { "event", "detail", "vat_rate", "vat_cents" };
  g_autofree char *before = g_strnfill (64, '0');

  for (guint i = 0; i < json_array_get_length (lines); i++)
    {
      JsonObject *line = json_array_get_object_element (lines, i);
      g_autoptr (GString) sum = g_string_new (NULL);
      g_autofree char *hash = NULL;

      g_assert_cmpint (json_object_get_int_member (line, "number"), ==, i + 1);
      g_assert_cmpstr (json_object_get_string_member (line, "previous"), ==, before);
      for (gsize j = 0; j < G_N_ELEMENTS (fields); j++)
        append_field (sum, line, fields[j]);
      if (!json_object_get_null_member (line, "card") || is_of_second_form (line))
        append_field (sum, line, "card");
      for (gsize j = 0; j < G_N_ELEMENTS (later) && is_of_second_form (line); j++)
        append_field (sum, line, later[j]);
      hash = g_compute_checksum_for_string (G_CHECKSUM_SHA256, sum->str, -1);
      g_assert_cmpstr (json_object_get_string_member (line, "hash"), ==, hash);
      g_set_str (&before, hash);
    }
  return g_steal_pointer (&before);
}

static void
test_an_export_is_checked_without_the_program (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "journal.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (SalonTillReport) report = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *seal = NULL;
  g_autofree char *told = NULL;
  JsonObject *document = NULL;

  fill_with_vat (fixture);
  report = salon_till_export (fixture->store, path, FIXTURE_NOW, &error);
  g_assert_no_error (error);
  g_assert_true (json_parser_load_from_file (parser, path, &error));
  g_assert_no_error (error);
  document = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (document, "lines")), ==,
                    16);
  seal = check_exported (json_object_get_array_member (document, "lines"));
  g_assert_cmpstr (json_object_get_string_member (document, "seal"), ==, seal);
  g_assert_cmpstr (report->hash, ==, seal);
  /* That it was given out is noted after the last line that is in it. */
  told = store_fixture_read_text (fixture, "SELECT detail FROM till_journal\n"
                                           "WHERE number = 17 AND event = 'export'");
  g_assert_cmpstr (told, ==, seal);
  assert_faults (fixture, "");
  g_assert_nonnull (strstr (json_object_get_string_member (document, "notice"), "non attesté"));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_an_empty_journal_is_exported (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "journal.json", NULL);
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (SalonTillReport) report = NULL;

  report = salon_till_export (fixture->store, path, FIXTURE_NOW, NULL);
  g_assert_cmpint (report->n_lines, ==, 0);
  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  g_assert_cmpint (g_unlink (path), ==, 0);
}

static void
test_an_export_that_fails_leaves_the_old_one (StoreFixture *fixture, gconstpointer unused)
{
  g_autofree char *path = g_build_filename (fixture->folder, "gone", "journal.json", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (salon_till_export (fixture->store, path, FIXTURE_NOW, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  /* Nothing was given out, and nothing is noted. */
  g_assert_cmpint (store_fixture_read_int (fixture, "SELECT count (*) FROM till_journal"), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/till/" path, StoreFixture, NULL, store_fixture_set_up, test,                 \
              store_fixture_tear_down)
  ADD ("a-day-to-the-cent", test_a_day_to_the_cent);
  ADD ("what-comes-after-is-in-the-next-closing", test_what_comes_after_is_in_the_next_closing);
  ADD ("a-day-without-takings-can-be-closed", test_a_day_without_takings_can_be_closed);
  ADD ("forgotten-days-are-closed-first", test_forgotten_days_are_closed_first);
  ADD ("months-and-years-are-closed-when-they-are-over",
       test_months_and_years_are_closed_when_they_are_over);
  ADD ("a-clock-that-goes-back", test_a_clock_that_goes_back);
  ADD ("any-column-of-any-line-altered-is-found", test_any_column_of_any_line);
  ADD ("a-line-taken-out-is-found", test_a_line_taken_out);
  ADD ("lines-cut-off-at-the-end-are-found", test_lines_cut_off_at_the_end);
  ADD ("all-lines-taken-out-is-found", test_all_lines_taken_out);
  ADD ("two-lines-swapped-are-found", test_two_lines_swapped);
  ADD ("amounts-beyond-everything-are-no-harm", test_amounts_beyond_everything);
  ADD ("a-hash-made-anew-is-found", test_a_hash_made_anew);
  ADD ("a-sample-keeps-a-training-journal", test_a_sample_keeps_a_training_journal);
  ADD ("an-export-is-checked-without-the-program", test_an_export_is_checked_without_the_program);
  ADD ("an-empty-journal-is-exported", test_an_empty_journal_is_exported);
  ADD ("an-export-that-fails-leaves-the-old-one", test_an_export_that_fails_leaves_the_old_one);
#undef ADD
  return g_test_run ();
}
