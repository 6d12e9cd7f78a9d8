/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bookings/salon-bookings-model.h"

#include "store-fixture.h"

typedef struct
{
  StoreFixture base;
  SalonReader *reader;
  SalonWorker *worker;
  SalonBookingsModel *model;
  GPtrArray *mirror; /* ids, kept by nothing but what the model tells */
  guint position;    /* of the last news */
  guint removed;
  guint added;
  guint n_news;
  guint n_answers;
} Fixture;

static const SalonBookingQuery everything = { .from = SALON_DAY_NONE, .to = SALON_DAY_NONE };

static char *
dup_id_at (Fixture *fixture, guint position)
{
  g_autoptr (SalonBooking) booking =
    g_list_model_get_item (G_LIST_MODEL (fixture->model), position);

  g_assert_nonnull (booking);
  return g_strdup (salon_booking_get_fields (booking)->id);
}

static void
changed_cb (GListModel *model, guint position, guint removed, guint added, Fixture *fixture)
{
  fixture->position = position;
  fixture->removed = removed;
  fixture->added = added;
  fixture->n_news++;
  if (removed > 0)
    g_ptr_array_remove_range (fixture->mirror, position, removed);
  for (guint i = 0; i < added; i++)
    g_ptr_array_insert (fixture->mirror, (int) (position + i), dup_id_at (fixture, position + i));
}

static void
answered_cb (Fixture *fixture)
{
  fixture->n_answers++;
}

/* Until rows and sum have come, or an error. */
static void
wait_for_answer (Fixture *fixture)
{
  guint n_before = fixture->n_answers;

  while (fixture->n_answers < n_before + 2
         && salon_paged_model_get_error (SALON_PAGED_MODEL (fixture->model)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

/* Bookings 2, 4, 6 … an hour apart. */
static void
add_bookings (Fixture *fixture, int n_bookings)
{
  g_autofree char *sql = g_strdup_printf (
    "WITH RECURSIVE numbers (n) AS (SELECT 2 UNION ALL SELECT n + 2 FROM numbers WHERE n < %d)"
    " INSERT INTO bookings (id, client_name, booking_date, booking_time, status, payment_status,"
    "  created_at, staff_id, duration_minutes, buffer_minutes, price)"
    " SELECT format ('00000000-0000-7000-8000-%%012x', n), format ('Client %%d', n),"
    "  date (1773273600 + n * 3600, 'unixepoch'), time (1773273600 + n * 3600, 'unixepoch'),"
    "  'confirmed', 'pending', 0, '" FIXTURE_STAFF_ID "', 30, 0, 1000 FROM numbers",
    2 * n_bookings);

  g_assert_cmpint (store_fixture_execute (&fixture->base, sql), ==, SQLITE_OK);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  store_fixture_set_up (&fixture->base, NULL);
  if (GPOINTER_TO_INT (data) > 0)
    add_bookings (fixture, GPOINTER_TO_INT (data));
  fixture->reader = salon_reader_open (fixture->base.path, &error);
  g_assert_no_error (error);
  fixture->worker = salon_worker_new (fixture->base.path);
  fixture->model = salon_bookings_model_new (fixture->reader, fixture->worker);
  fixture->mirror = g_ptr_array_new_with_free_func (g_free);
  g_signal_connect (fixture->model, "items-changed", G_CALLBACK (changed_cb), fixture);
  g_signal_connect_swapped (fixture->model, "answered", G_CALLBACK (answered_cb), fixture);
  salon_bookings_model_ask (fixture->model, &everything);
  wait_for_answer (fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->model);
  /* Its thread lets go of what it did last when it likes. */
  salon_worker_close (fixture->worker);
  g_assert_finalize_object (fixture->worker);
  g_assert_finalize_object (fixture->reader);
  g_ptr_array_unref (fixture->mirror);
  store_fixture_tear_down (&fixture->base, NULL);
}

static void
execute (Fixture *fixture, const char *sql)
{
  g_assert_cmpint (store_fixture_execute (&fixture->base, sql), ==, SQLITE_OK);
  fixture->n_news = 0;
  salon_paged_model_reload (SALON_PAGED_MODEL (fixture->model));
  wait_for_answer (fixture);
}

static void
assert_news (Fixture *fixture, guint position, guint removed, guint added)
{
  g_assert_cmpuint (fixture->n_news, ==, 1);
  g_assert_cmpuint (fixture->position, ==, position);
  g_assert_cmpuint (fixture->removed, ==, removed);
  g_assert_cmpuint (fixture->added, ==, added);
}

static void
assert_mirror (Fixture *fixture)
{
  g_assert_cmpuint (fixture->mirror->len, ==,
                    g_list_model_get_n_items (G_LIST_MODEL (fixture->model)));
  for (guint i = 0; i < fixture->mirror->len; i++)
    {
      g_autofree char *id = dup_id_at (fixture, i);

      g_assert_cmpstr (fixture->mirror->pdata[i], ==, id);
    }
}

/* Pages are read as they are asked for, and all of them together are the plain list. */
static void
test_whole (Fixture *fixture, gconstpointer unused)
{
  g_autofree char *expected = store_fixture_read_text (
    &fixture->base,
    "SELECT group_concat (id) FROM (SELECT id FROM bookings ORDER BY start_minute)");
  g_autoptr (GString) found = g_string_new (NULL);

  for (guint i = 0; i < 1500; i++)
    {
      g_autofree char *id = dup_id_at (fixture, i);

      g_string_append_printf (found, "%s%s", i > 0 ? "," : "", id);
    }
  g_assert_cmpstr (found->str, ==, expected);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (fixture->model), 1500));
  g_assert_cmpint (salon_bookings_model_get_sum (fixture->model), ==, 1500 * 1000);
}

static void
test_news (Fixture *fixture, gconstpointer unused)
{
  execute (fixture, "UPDATE bookings SET notes = 'x' WHERE client_name = 'Client 20'");
  assert_news (fixture, 9, 1, 1);
  execute (fixture, "DELETE FROM bookings WHERE client_name = 'Client 42'");
  assert_news (fixture, 20, 1, 0);
  execute (fixture, "UPDATE bookings SET notes = notes");
  g_assert_cmpuint (fixture->n_news, ==, 0);
  execute (fixture,
           "UPDATE bookings SET booking_date = '2026-03-01' WHERE client_name = 'Client 20'");
  assert_news (fixture, 0, 10, 10);
  assert_mirror (fixture);
  g_assert_cmpint (salon_bookings_model_get_sum (fixture->model), ==, 299 * 1000);
}

static void
test_random (Fixture *fixture, gconstpointer unused)
{
  guint32 seed = g_test_rand_int ();
  g_autoptr (GRand) random = g_rand_new_with_seed (seed);

  g_test_message ("seed %u", seed);
  for (int i = 0; i < 30; i++)
    {
      int number = g_rand_int_range (random, 1, 700);
      g_autofree char *sql =
        g_rand_boolean (random)
          ? g_strdup_printf ("DELETE FROM bookings WHERE client_name = 'Client %d'", number)
          : g_strdup_printf ("UPDATE bookings SET price = price + 1 WHERE client_name LIKE '%%%d'",
                             number);

      execute (fixture, sql);
      assert_mirror (fixture);
    }
}

static void
test_questions (Fixture *fixture, gconstpointer unused)
{
  SalonBookingQuery query = everything;

  query.order = SALON_BOOKING_ORDER_LATEST;
  query.text = "client 30";
  salon_bookings_model_ask (fixture->model, &query);
  /* Only the answer to the last question counts. */
  query.text = "client 20";
  salon_bookings_model_ask (fixture->model, &query);
  wait_for_answer (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 6);
  g_autofree char *first = dup_id_at (fixture, 0);
  g_assert_cmpstr (first, ==, "00000000-0000-7000-8000-0000000000d0");
  assert_mirror (fixture);
}

static void
test_broken (Fixture *fixture, gconstpointer unused)
{
  g_assert_cmpint (store_fixture_execute (&fixture->base, "PRAGMA foreign_keys = OFF"), ==,
                   SQLITE_OK);
  g_assert_cmpint (store_fixture_execute (&fixture->base, "DROP TABLE bookings"), ==, SQLITE_OK);
  salon_paged_model_reload (SALON_PAGED_MODEL (fixture->model));
  wait_for_answer (fixture);
  g_assert_nonnull (salon_paged_model_get_error (SALON_PAGED_MODEL (fixture->model)));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, 0);
  g_assert_cmpuint (fixture->mirror->len, ==, 0);
}

#define ADD(path, n_bookings, test)                                                                \
  g_test_add ("/salon/bookings-model/" path, Fixture, GINT_TO_POINTER (n_bookings), set_up, test,  \
              tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("pages-make-the-whole", 1500, test_whole);
  ADD ("news-are-of-the-rows-that-differ", 300, test_news);
  ADD ("news-alone-keep-a-view-right", 300, test_random);
  ADD ("the-last-question-is-answered", 300, test_questions);
  ADD ("a-broken-file-empties-it-and-says-why", 300, test_broken);
  return g_test_run ();
}
