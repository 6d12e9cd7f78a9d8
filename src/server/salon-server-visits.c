/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-visits.h"

#include <string.h>

#include "core/salon-day.h"

#define SETTLE_US (60 * G_USEC_PER_SEC)
/* At the end a database that does not answer is waited for no longer. */
#define END_US (3 * G_USEC_PER_SEC)
/* Days begin on a quarter of an hour of UTC, in every zone there is. */
#define QUARTER_SECONDS (15 * 60)

typedef struct
{
  gint64 quarter; /* of UTC, since 1970 */
  gint64 n;
} Count;

struct _SalonServerVisits
{
  GMutex mutex;
  GCond changes;  /* is_ending, is_done */
  GArray *counts; /* Count, oldest first */
  gboolean is_ending;
  gboolean is_done;
  GCancellable *cancellable;
  GThread *thread; /* nullable */
  SalonServerShared *shared;
};

SalonServerVisits *
salon_server_visits_new (void)
{
  SalonServerVisits *self = g_new0 (SalonServerVisits, 1);

  g_mutex_init (&self->mutex);
  g_cond_init (&self->changes);
  self->counts = g_array_new (FALSE, FALSE, sizeof (Count));
  self->cancellable = g_cancellable_new ();
  return self;
}

/* --- What is a visit --- */

/* Programs that look at pages say so in their name. */
static gboolean
is_program (const char *agent)
{
  static const char *const words[] = {
    "bot",     "crawl", "spider", "slurp",    "preview",    "facebookexternalhit",
    "monitor", "curl/", "wget/",  "headless", "lighthouse", "python",
    "http",
  };
  g_autofree char *small = agent != NULL ? g_ascii_strdown (agent, -1) : NULL;

  if (small == NULL || *small == '\0')
    return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (small, words[i]) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_host_of (const char *host, const char *address)
{
  g_autoptr (GUri) uri = address != NULL ? g_uri_parse (address, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *own = uri != NULL ? g_uri_get_host (uri) : NULL;

  return own != NULL && g_ascii_strcasecmp (own, host) == 0;
}

/* Does the page it was opened from belong to us? Said by browsers that do not say Sec-Fetch-Site. */
static gboolean
is_from_us (SalonServerShared *shared, SalonServerRequest *request)
{
  const char *referer = salon_server_request_get_header (request, "referer");
  const char *host = salon_server_request_get_header (request, "host");
  g_autoptr (GUri) uri = referer != NULL ? g_uri_parse (referer, G_URI_FLAGS_NONE, NULL) : NULL;
  const char *from = uri != NULL ? g_uri_get_host (uri) : NULL;
  g_autofree char *asked = host != NULL ? g_strconcat ("http://", host, "/", NULL) : NULL;

  return from != NULL
         && (is_host_of (from, asked) || is_host_of (from, shared->configuration->public_url));
}

static gboolean
is_from_elsewhere (SalonServerShared *shared, SalonServerRequest *request)
{
  const char *site = salon_server_request_get_header (request, "sec-fetch-site");

  if (site == NULL)
    return !is_from_us (shared, request);
  return g_str_equal (site, "none") || g_str_equal (site, "cross-site");
}

/* A page to look at: no picture, no frame of another's page, and not fetched in case it is wanted. */
static gboolean
is_opened (SalonServerRequest *request)
{
  const char *destination = salon_server_request_get_header (request, "sec-fetch-dest");
  const char *purpose = salon_server_request_get_header (request, "sec-purpose");

  if (purpose == NULL)
    purpose = salon_server_request_get_header (request, "purpose");
  return (destination == NULL || g_str_equal (destination, "document"))
         && (purpose == NULL || strstr (purpose, "prefetch") == NULL);
}

static gboolean
is_visit (SalonServerShared *shared,
          SalonServerRequest *request,
          const SalonServerResponse *response)
{
  return request->route != NULL && (request->route->flags & SALON_SERVER_ROUTE_PAGE) != 0
         && g_str_equal (request->method, "GET") && response->status == 200
         && response->type != NULL && g_str_has_prefix (response->type, "text/html")
         && is_opened (request) && is_from_elsewhere (shared, request)
         && !is_program (salon_server_request_get_header (request, "user-agent"));
}

static void
add (SalonServerVisits *self, gint64 quarter, gint64 n)
{
  g_mutex_lock (&self->mutex);
  for (guint i = self->counts->len; i-- > 0;)
    {
      Count *count = &g_array_index (self->counts, Count, i);

      if (count->quarter != quarter)
        continue;
      count->n += n;
      n = 0;
      break;
    }
  if (n > 0)
    g_array_append_val (self->counts, ((Count) { quarter, n }));
  g_mutex_unlock (&self->mutex);
}

void
salon_server_visits_note (SalonServerShared *shared,
                          SalonServerRequest *request,
                          const SalonServerResponse *response)
{
  gint64 now;

  g_return_if_fail (shared != NULL && request != NULL && response != NULL);

  if (shared->visits == NULL || !is_visit (shared, request, response))
    return;
  now = shared->clock != NULL ? shared->clock (shared->clock_data) : g_get_real_time ();
  add (shared->visits, now / G_USEC_PER_SEC / QUARTER_SECONDS, 1);
  salon_server_measures_add (shared->measures, SALON_SERVER_COUNT_PAGE_VISITS, 1);
}

/* --- The table --- */

static GTimeZone *
read_zone (SalonServerContext *context, GError **error)
{
  static const char sql[] =
    "SELECT value #>> '{}' FROM salon_settings WHERE key = 'salon.zone' AND value #>> '{}' <> ''";
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 0, NULL, error);
  GTimeZone *zone;

  if (rows == NULL)
    return NULL;
  zone =
    g_time_zone_new_identifier (PQntuples (rows) > 0 ? PQgetvalue (rows, 0, 0) : "Europe/Paris");
  return zone != NULL ? zone : g_time_zone_new_utc ();
}

static gboolean
write_count (SalonServerContext *context, GTimeZone *zone, const Count *count, GError **error)
{
  static const char sql[] =
    "INSERT INTO web_visits AS w (day, visits) VALUES ($1::date, $2::integer)"
    " ON CONFLICT (day) DO UPDATE SET visits = w.visits + excluded.visits";
  g_autofree char *day = salon_day_format (
    salon_moment_get_day (salon_moment_from_instant (count->quarter * QUARTER_SECONDS, zone)));
  g_autofree char *n = g_strdup_printf ("%" G_GINT64_FORMAT, count->n);
  g_autoptr (PGresult) done =
    salon_server_context_query (context, sql, 2, (const char *[]) { day, n }, error);

  return done != NULL;
}

static GArray *
take_counts (SalonServerVisits *self)
{
  GArray *counts;

  g_mutex_lock (&self->mutex);
  counts = g_steal_pointer (&self->counts);
  self->counts = g_array_new (FALSE, FALSE, sizeof (Count));
  g_mutex_unlock (&self->mutex);
  return counts;
}

gboolean
salon_server_visits_settle (SalonServerVisits *self, SalonServerContext *context, GError **error)
{
  g_autoptr (GArray) counts = NULL;
  g_autoptr (GTimeZone) zone = NULL;
  guint n_written = 0;

  g_return_val_if_fail (self != NULL && context != NULL, FALSE);

  counts = take_counts (self);
  if (counts->len == 0)
    return TRUE;
  zone = read_zone (context, error);
  while (zone != NULL && n_written < counts->len
         && write_count (context, zone, &g_array_index (counts, Count, n_written), error))
    n_written++;
  for (guint i = n_written; i < counts->len; i++)
    {
      const Count *count = &g_array_index (counts, Count, i);

      add (self, count->quarter, count->n);
    }
  return n_written == counts->len;
}

/* --- The thread --- */

/* TRUE when the program ends. */
static gboolean
wait_a_minute (SalonServerVisits *self)
{
  gint64 end = g_get_monotonic_time () + SETTLE_US;
  gboolean is_ending;

  g_mutex_lock (&self->mutex);
  while (!self->is_ending && g_cond_wait_until (&self->changes, &self->mutex, end))
    ;
  is_ending = self->is_ending;
  g_mutex_unlock (&self->mutex);
  return is_ending;
}

static void
settle_now (SalonServerVisits *self, SalonServerContext *context)
{
  g_autoptr (GError) error = NULL;

  salon_server_context_begin (context);
  if (!salon_server_visits_settle (self, context, &error))
    g_warning ("visits of the pages are not written yet: %s", error->message);
  salon_server_context_settle (context, error);
}

static gpointer
run_cb (gpointer data)
{
  SalonServerVisits *self = data;
  SalonServerContext *context = salon_server_context_new (self->shared, self->cancellable);

  while (!wait_a_minute (self))
    settle_now (self, context);
  settle_now (self, context);
  salon_server_context_free (context);
  g_mutex_lock (&self->mutex);
  self->is_done = TRUE;
  g_cond_broadcast (&self->changes);
  g_mutex_unlock (&self->mutex);
  return NULL;
}

void
salon_server_visits_begin (SalonServerVisits *self, SalonServerShared *shared)
{
  g_return_if_fail (self != NULL && self->thread == NULL);

  self->shared = shared;
  self->thread = g_thread_new ("visits", run_cb, self);
}

static void
end_thread (SalonServerVisits *self)
{
  gint64 end = g_get_monotonic_time () + END_US;

  g_mutex_lock (&self->mutex);
  self->is_ending = TRUE;
  g_cond_broadcast (&self->changes);
  while (!self->is_done && g_cond_wait_until (&self->changes, &self->mutex, end))
    ;
  g_mutex_unlock (&self->mutex);
  g_cancellable_cancel (self->cancellable);
  g_thread_join (self->thread);
}

void
salon_server_visits_free (SalonServerVisits *self)
{
  if (self == NULL)
    return;
  if (self->thread != NULL)
    end_thread (self);
  g_object_unref (self->cancellable);
  g_array_unref (self->counts);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->changes);
  g_free (self);
}
