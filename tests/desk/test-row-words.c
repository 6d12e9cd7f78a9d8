/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "common/salon-row-words.h"

#include <glib/gstdio.h>

typedef struct
{
  char *path;
  SalonSession *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->path = g_build_filename (g_get_user_data_dir (), "row-words.db", NULL);
  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  fixture->session = salon_session_open (fixture->path, FALSE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  salon_session_close (fixture->session);
  g_assert_finalize_object (fixture->session);
  g_unlink (fixture->path);
  g_free (fixture->path);
}

/* @json: the value; NULL: none at all. */
static void
assert_reads (Fixture *fixture,
              const char *table,
              const char *column,
              const char *json,
              const char *words)
{
  g_autoptr (JsonNode) value = json != NULL ? json_from_string (json, NULL) : NULL;
  g_autofree char *read = salon_row_words_describe (fixture->session, table, column, value);

  g_assert_cmpstr (read, ==, words);
}

static void
test_values_read_as_people_say_them (Fixture *fixture, gconstpointer data)
{
  assert_reads (fixture, "bookings", "booking_date", "\"2026-03-12\"", "Thu 12 Mar");
  assert_reads (fixture, "bookings", "booking_time", "\"14:00:00\"", "14:00");
  assert_reads (fixture, "bookings", "duration_minutes", "90", "1 h 30");
  assert_reads (fixture, "bookings", "price", "\"45.00\"", "€45.00");
  assert_reads (fixture, "bookings", "status", "\"no_show\"", "No-show");
  assert_reads (fixture, "bookings", "payment_status", "\"fully_paid\"", "Paid");
  assert_reads (fixture, "payments", "payment_method", "\"gift_card\"", "Gift card");
  assert_reads (fixture, "clients", "phone", "\"+33612345678\"", "06 12 34 56 78");
  assert_reads (fixture, "clients", "is_blocked", "true", "yes");
  assert_reads (fixture, "availabilities", "day_of_week", "0", "Monday");
}

static void
test_nothing_reads_as_none (Fixture *fixture, gconstpointer data)
{
  assert_reads (fixture, "bookings", "notes", NULL, "none");
  assert_reads (fixture, "bookings", "notes", "null", "none");
  assert_reads (fixture, "bookings", "notes", "\"\"", "none");
}

static void
test_what_cannot_be_read_is_shown_as_it_is (Fixture *fixture, gconstpointer data)
{
  assert_reads (fixture, "bookings", "booking_date", "\"soon\"", "soon");
  assert_reads (fixture, "bookings", "price", "\"dear\"", "dear");
  assert_reads (fixture, "bookings", "status", "\"invented\"", "invented");
  assert_reads (fixture, "availabilities", "day_of_week", "9", "9");
  assert_reads (fixture, "salon_settings", "value", "{\"a\":1}", "{\"a\":1}");
}

static void
test_bookkeeping_has_no_title (Fixture *fixture, gconstpointer data)
{
  g_assert_null (salon_row_words_get_title ("bookings", "id"));
  g_assert_null (salon_row_words_get_title ("bookings", "created_at"));
  g_assert_null (salon_row_words_get_title ("services", "position"));
  g_assert_cmpstr (salon_row_words_get_title ("bookings", "booking_time"), ==, "Time");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/row-words/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("values-read-as-people-say-them", test_values_read_as_people_say_them);
  ADD ("nothing-reads-as-none", test_nothing_reads_as_none);
  ADD ("what-cannot-be-read-is-shown-as-it-is", test_what_cannot_be_read_is_shown_as_it_is);
  ADD ("bookkeeping-has-no-title", test_bookkeeping_has_no_title);

  return g_test_run ();
}
