/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/salon-server-cache.h"
#include "server/salon-server-marks.h"
#include "server/salon-server-stream.h"

typedef struct
{
  SalonServerCache *cache;
  SalonServerRequest *request;
  SalonServerResponse *response;
} Fixture;

static void
set_up (Fixture *self, gconstpointer unused)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);

  self->cache = salon_server_cache_new (TRUE);
  self->request = salon_server_request_new ("GET", "/api/v1/availabilities");
  g_hash_table_insert (self->request->query, g_strdup ("date"), g_strdup ("2026-03-12"));
  self->request->route = salon_server_routes_get (0);
  self->response = salon_server_response_new_bytes (200, "application/json", body);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  salon_server_response_free (self->response);
  salon_server_request_free (self->request);
  salon_server_cache_free (self->cache);
}

static void
keep (Fixture *self, SalonServerTopic topic, gint64 expires_at)
{
  salon_server_cache_keep (self->cache, topic, salon_server_cache_begin (self->cache, topic),
                           self->request, self->response, expires_at);
}

static gboolean
has (Fixture *self)
{
  g_autoptr (SalonServerResponse) answer = salon_server_cache_answer (self->cache, self->request);

  return answer != NULL;
}

static void
test_keeps_only_while_it_hears (Fixture *self, gconstpointer unused)
{
  keep (self, SALON_SERVER_TOPIC_DAYS, G_MAXINT64);
  g_assert_false (has (self));
  salon_server_cache_set_hears (self->cache, TRUE);
  keep (self, SALON_SERVER_TOPIC_DAYS, G_MAXINT64);
  g_assert_true (has (self));
  salon_server_cache_set_hears (self->cache, FALSE);
  g_assert_false (has (self));
}

static void
test_drops_what_changed (Fixture *self, gconstpointer unused)
{
  guint64 before;

  salon_server_cache_set_hears (self->cache, TRUE);
  keep (self, SALON_SERVER_TOPIC_DAYS, G_MAXINT64);
  salon_server_cache_drop (self->cache, SALON_SERVER_TOPIC_DAYS);
  g_assert_false (has (self));
  keep (self, SALON_SERVER_TOPIC_DAYS, G_MAXINT64);
  salon_server_cache_drop (self->cache, SALON_SERVER_TOPIC_CATALOGUE);
  g_assert_false (has (self));
  keep (self, SALON_SERVER_TOPIC_CATALOGUE, G_MAXINT64);
  salon_server_cache_drop (self->cache, SALON_SERVER_TOPIC_DAYS);
  g_assert_true (has (self));
  salon_server_cache_drop (self->cache, SALON_SERVER_TOPIC_CATALOGUE);

  /* Read before the change, and kept after it: that would stay wrong for long. */
  before = salon_server_cache_begin (self->cache, SALON_SERVER_TOPIC_DAYS);
  salon_server_cache_drop (self->cache, SALON_SERVER_TOPIC_DAYS);
  salon_server_cache_keep (self->cache, SALON_SERVER_TOPIC_DAYS, before, self->request,
                           self->response, G_MAXINT64);
  g_assert_false (has (self));
}

static GArray *
new_marks (SalonDay day, const char *row)
{
  GArray *marks = salon_server_marks_new ();

  if (day > 0)
    g_assert_true (salon_server_marks_add_days (marks, day, day));
  if (row != NULL)
    salon_server_marks_add_row (marks, row);
  return marks;
}

static void
drop_marked (Fixture *self, gboolean is_of_catalogue, SalonDay day, const char *row)
{
  g_autoptr (GArray) marks = new_marks (day, row);

  salon_server_cache_drop_marked (self->cache, is_of_catalogue, marks);
}

static void
keep_marked (Fixture *self, guint64 generation, SalonDay day, const char *row)
{
  g_autoptr (GArray) marks = new_marks (day, row);

  salon_server_cache_keep_marked (self->cache, generation, marks, self->request, self->response,
                                  G_MAXINT64);
}

static guint64
begin_day (Fixture *self)
{
  return salon_server_cache_begin (self->cache, SALON_SERVER_TOPIC_DAYS);
}

static void
test_drops_what_bears_the_mark (Fixture *self, gconstpointer unused)
{
  salon_server_cache_set_hears (self->cache, TRUE);
  keep_marked (self, begin_day (self), 20524, "a");
  drop_marked (self, FALSE, 20525, "b");
  drop_marked (self, TRUE, 0, NULL);
  drop_marked (self, TRUE, 20523, "a ");
  g_assert_true (has (self));
  drop_marked (self, FALSE, 20524, NULL);
  g_assert_false (has (self));
  keep_marked (self, begin_day (self), 20524, "a");
  g_assert_true (has (self));
  drop_marked (self, TRUE, 0, "a");
  g_assert_false (has (self));

  keep_marked (self, begin_day (self), 20524, "a");
  salon_server_cache_drop (self->cache, SALON_SERVER_TOPIC_CATALOGUE);
  g_assert_false (has (self));

  /* Nobody knows what this one was made of. */
  keep (self, SALON_SERVER_TOPIC_DAYS, G_MAXINT64);
  drop_marked (self, FALSE, 1, NULL);
  g_assert_false (has (self));
}

static void
test_keeps_nothing_that_a_mark_overtook (Fixture *self, gconstpointer unused)
{
  guint64 before;

  salon_server_cache_set_hears (self->cache, TRUE);
  before = begin_day (self);
  drop_marked (self, FALSE, 20524, "a");
  keep_marked (self, before, 20525, "a");
  g_assert_false (has (self));
  keep_marked (self, before, 20524, "b");
  g_assert_false (has (self));
  keep_marked (self, before, 20525, "b");
  g_assert_true (has (self));

  /* More marks than are remembered: nothing that was read before them is believed. */
  before = begin_day (self);
  for (int i = 0; i < 20000; i++)
    {
      g_autofree char *row = g_strdup_printf ("%d", i);

      drop_marked (self, FALSE, 0, row);
    }
  g_assert_false (has (self));
  keep_marked (self, before, 20525, "b");
  g_assert_false (has (self));
}

static void
assert_days (const GArray *marks, SalonDay first, guint n_days)
{
  g_autoptr (GArray) expected = salon_server_marks_new ();

  g_assert_true (salon_server_marks_add_days (expected, first, first + (int) n_days - 1));
  g_assert_cmpmem (marks->data, marks->len * sizeof (guint64), expected->data,
                   expected->len * sizeof (guint64));
}

static void
test_a_visit_reaches_over_midnight (void)
{
  const SalonMoment noon = 20524 * 24 * 60 + 12 * 60;
  g_autoptr (GArray) day = salon_server_marks_new ();
  g_autoptr (GArray) evening = salon_server_marks_new ();
  g_autoptr (GArray) morning = salon_server_marks_new ();
  g_autoptr (GArray) wrong = salon_server_marks_new ();

  /* What is kept of a day was read from four hours before it to four hours after it. */
  salon_server_marks_add_visit (day, noon - 8 * 60, noon + 8 * 60);
  assert_days (day, 20524, 1);
  salon_server_marks_add_visit (evening, noon, noon + 8 * 60 + 1);
  assert_days (evening, 20524, 2);
  salon_server_marks_add_visit (morning, noon - 8 * 60 - 1, noon);
  assert_days (morning, 20523, 2);

  g_assert_false (salon_server_marks_add_days (wrong, 20524, 20523));
  g_assert_false (salon_server_marks_add_days (wrong, 20524, 22524));
  g_assert_cmpuint (wrong->len, ==, 0);
}

static void
test_tells_questions_apart (Fixture *self, gconstpointer unused)
{
  salon_server_cache_set_hears (self->cache, TRUE);
  keep (self, SALON_SERVER_TOPIC_DAYS, g_get_monotonic_time () - 1);
  g_assert_false (has (self));
  keep (self, SALON_SERVER_TOPIC_DAYS, G_MAXINT64);
  g_hash_table_insert (self->request->query, g_strdup ("date"), g_strdup ("2026-03-13"));
  g_assert_false (has (self));
  g_hash_table_insert (self->request->query, g_strdup ("date"), g_strdup ("2026-03-12"));
  g_assert_true (has (self));
  g_hash_table_insert (self->request->query, g_strdup ("x"), g_strdup ("1"));
  g_assert_false (has (self));
}

static void
test_bounds_itself (Fixture *self, gconstpointer unused)
{
  salon_server_cache_set_hears (self->cache, TRUE);
  keep (self, SALON_SERVER_TOPIC_DAYS, G_MAXINT64);
  for (int i = 0; i < 5000; i++)
    {
      g_hash_table_insert (self->request->query, g_strdup ("date"), g_strdup_printf ("%d", i));
      keep (self, SALON_SERVER_TOPIC_DAYS, G_MAXINT64);
    }
  g_hash_table_insert (self->request->query, g_strdup ("date"), g_strdup ("2026-03-12"));
  g_assert_false (has (self));
}

static void
count_cb (gpointer n_calls)
{
  (*(int *) n_calls)++;
}

static void
test_streams (void)
{
  g_autoptr (SalonServerStream) stream = salon_server_stream_new ();
  g_autofree char *much = g_strnfill (200 * 1024, 'a');
  char buffer[8];
  int n_calls = 0;

  g_assert_cmpint (salon_server_stream_take (stream, buffer, 8, count_cb, &n_calls), ==, 0);
  g_assert_true (salon_server_stream_push (stream, "event: change\n"));
  g_assert_cmpint (n_calls, ==, 1);
  g_assert_true (salon_server_stream_push (stream, "x"));
  g_assert_cmpint (n_calls, ==, 1);
  g_assert_cmpint (salon_server_stream_take (stream, buffer, 8, NULL, NULL), ==, 8);
  g_assert_cmpmem (buffer, 8, "event: c", 8);
  g_assert_cmpint (salon_server_stream_take (stream, buffer, 8, NULL, NULL), ==, 7);

  /* A client that takes nothing is let go. */
  g_assert_true (salon_server_stream_push (stream, much));
  g_assert_false (salon_server_stream_push (stream, much));
  g_assert_true (salon_server_stream_is_closed (stream));
}

int
main (int n_arguments, char **arguments)
{
  g_test_init (&n_arguments, &arguments, NULL);

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)
  ADD ("/salon/server-cache/keeps-only-while-it-hears", test_keeps_only_while_it_hears);
  ADD ("/salon/server-cache/drops-what-changed", test_drops_what_changed);
  ADD ("/salon/server-cache/drops-what-bears-the-mark", test_drops_what_bears_the_mark);
  ADD ("/salon/server-cache/keeps-nothing-that-a-mark-overtook",
       test_keeps_nothing_that_a_mark_overtook);
  ADD ("/salon/server-cache/tells-questions-apart", test_tells_questions_apart);
  ADD ("/salon/server-cache/bounds-itself", test_bounds_itself);
  g_test_add_func ("/salon/server-marks/a-visit-reaches-over-midnight",
                   test_a_visit_reaches_over_midnight);
  g_test_add_func ("/salon/server-cache/a-stream-wakes-its-reader-once", test_streams);
  return g_test_run ();
}
