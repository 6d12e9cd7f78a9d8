/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-measures.h"

#include <sys/mman.h>

#include "salon-server-route.h"

/* Upper ends in microseconds; what took longer is in one more. */
static const gint64 buckets[] = { 1000,   2500,   5000,   10000,   25000,   50000,
                                  100000, 250000, 500000, 1000000, 2500000, 10000000 };

#define N_BUCKETS (G_N_ELEMENTS (buckets) + 1)
#define N_CLASSES 6 /* 0: unused, 1xx … 5xx */

typedef struct
{
  gint64 n_in_bucket[N_BUCKETS];
  gint64 n_by_class[N_CLASSES];
  gint64 microseconds;
} RouteMeasures;

struct _SalonServerMeasures
{
  gsize n_routes;
  gsize n_bytes;
  gint64 counts[SALON_SERVER_N_COUNTS];
  RouteMeasures routes[];
};

static const struct
{
  const char *name, *kind, *help;
} counts[SALON_SERVER_N_COUNTS] = {
  [SALON_SERVER_COUNT_BOOKINGS] = { "bookings_total", "counter", "Bookings made online." },
  [SALON_SERVER_COUNT_BOOKINGS_REFUSED] = { "bookings_refused_total", "counter",
                                            "Bookings refused since the time was taken." },
  [SALON_SERVER_COUNT_CANCELLATIONS] = { "cancellations_total", "counter",
                                         "Bookings cancelled online." },
  [SALON_SERVER_COUNT_VISITS] = { "availability_requests_total", "counter",
                                  "Times somebody asked for free slots." },
  [SALON_SERVER_COUNT_PAGE_VISITS] = { "page_visits_total", "counter",
                                       "Times somebody opened the site from elsewhere; conversion is "
                                       "bookings_total by these." },
  [SALON_SERVER_COUNT_REVENUE_CENTS] = { "revenue_cents_total", "counter", "Paid online." },
  [SALON_SERVER_COUNT_REFUND_CENTS] = { "refund_cents_total", "counter", "Refunded online." },
  [SALON_SERVER_COUNT_MESSAGES_FAILED] = { "messages_failed_total", "counter",
                                           "Messages that could not be sent." },
  [SALON_SERVER_COUNT_SIGN_INS] = { "sign_ins_total", "counter", "Sign-ins." },
  [SALON_SERVER_COUNT_SIGN_INS_REFUSED] = { "sign_ins_refused_total", "counter",
                                            "Refused sign-ins." },
  [SALON_SERVER_COUNT_LIMITED] = { "limited_total", "counter",
                                   "Requests refused since there were too many." },
  [SALON_SERVER_COUNT_WEBHOOKS] = { "webhooks_total", "counter", "Webhooks taken." },
  [SALON_SERVER_COUNT_WEBHOOKS_REFUSED] = { "webhooks_refused_total", "counter",
                                            "Webhooks with a wrong signature." },
  [SALON_SERVER_COUNT_DATABASE_LOST] = { "database_lost_total", "counter",
                                         "Connections to the database that broke." },
  [SALON_SERVER_COUNT_CONNECTIONS] = { "connections", "gauge", "Connections that are open." },
};

SalonServerMeasures *
salon_server_measures_new (gsize n_routes)
{
  gsize n_bytes = sizeof (SalonServerMeasures) + (n_routes + 1) * sizeof (RouteMeasures);
  SalonServerMeasures *self =
    mmap (NULL, n_bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  g_assert (self != MAP_FAILED);
  self->n_routes = n_routes;
  self->n_bytes = n_bytes;
  return self;
}

void
salon_server_measures_free (SalonServerMeasures *self)
{
  g_return_if_fail (self != NULL);

  munmap (self, self->n_bytes);
}

static void
add (gint64 *to, gint64 by)
{
  __atomic_fetch_add (to, by, __ATOMIC_RELAXED);
}

static gint64
get (const gint64 *from)
{
  return __atomic_load_n (from, __ATOMIC_RELAXED);
}

void
salon_server_measures_add (SalonServerMeasures *self, SalonServerCount count, gint64 by)
{
  g_return_if_fail (self != NULL && count < SALON_SERVER_N_COUNTS);

  add (&self->counts[count], by);
}

gint64
salon_server_measures_get (SalonServerMeasures *self, SalonServerCount count)
{
  g_return_val_if_fail (self != NULL && count < SALON_SERVER_N_COUNTS, 0);

  return get (&self->counts[count]);
}

void
salon_server_measures_answer (SalonServerMeasures *self,
                              gsize route,
                              guint status,
                              gint64 microseconds)
{
  RouteMeasures *measures;
  gsize bucket = 0;

  g_return_if_fail (self != NULL && route <= self->n_routes);

  measures = &self->routes[route];
  while (bucket < G_N_ELEMENTS (buckets) && microseconds > buckets[bucket])
    bucket++;
  add (&measures->n_in_bucket[bucket], 1);
  add (&measures->n_by_class[MIN (status / 100, N_CLASSES - 1)], 1);
  add (&measures->microseconds, microseconds);
}

static void
append_histogram (GString *text, const RouteMeasures *measures, const char *labels)
{
  gint64 sum = 0;

  for (gsize i = 0; i < N_BUCKETS; i++)
    {
      char end[G_ASCII_DTOSTR_BUF_SIZE] = "+Inf";

      sum += get (&measures->n_in_bucket[i]);
      if (i < G_N_ELEMENTS (buckets))
        g_ascii_formatd (end, sizeof end, "%g", (double) buckets[i] / 1e6);
      g_string_append_printf (text,
                              "serenaia_request_seconds_bucket{%s,le=\"%s\"} %" G_GINT64_FORMAT
                              "\n",
                              labels, end, sum);
    }
  g_string_append_printf (
    text, "serenaia_request_seconds_sum{%s} %" G_GINT64_FORMAT ".%06" G_GINT64_FORMAT "\n", labels,
    get (&measures->microseconds) / 1000000, get (&measures->microseconds) % 1000000);
  g_string_append_printf (text, "serenaia_request_seconds_count{%s} %" G_GINT64_FORMAT "\n", labels,
                          sum);
}

static char *
name_route (SalonServerMeasures *self, gsize route)
{
  const SalonServerRoute *named = route < self->n_routes ? salon_server_routes_get (route) : NULL;

  return named != NULL
           ? g_strdup_printf ("method=\"%s\",route=\"%s\"", named->method, named->pattern)
           : g_strdup ("method=\"\",route=\"none\"");
}

static gboolean
was_asked (const RouteMeasures *measures)
{
  for (gsize i = 0; i < N_CLASSES; i++)
    if (get (&measures->n_by_class[i]) > 0)
      return TRUE;
  return FALSE;
}

char *
salon_server_measures_to_text (SalonServerMeasures *self)
{
  g_autoptr (GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  for (gsize i = 0; i < SALON_SERVER_N_COUNTS; i++)
    g_string_append_printf (text,
                            "# HELP serenaia_%s %s\n# TYPE serenaia_%s %s\nserenaia_%s "
                            "%" G_GINT64_FORMAT "\n",
                            counts[i].name, counts[i].help, counts[i].name, counts[i].kind,
                            counts[i].name, get (&self->counts[i]));
  g_string_append (text, "# HELP serenaia_requests_total Answers by route and kind of status.\n"
                         "# TYPE serenaia_requests_total counter\n");
  for (gsize route = 0; route <= self->n_routes; route++)
    {
      g_autofree char *labels = name_route (self, route);

      for (gsize i = 1; i < N_CLASSES; i++)
        if (get (&self->routes[route].n_by_class[i]) > 0)
          g_string_append_printf (text,
                                  "serenaia_requests_total{%s,status=\"%" G_GSIZE_FORMAT
                                  "xx\"} %" G_GINT64_FORMAT "\n",
                                  labels, i, get (&self->routes[route].n_by_class[i]));
    }
  g_string_append (text, "# HELP serenaia_request_seconds How long an answer took.\n"
                         "# TYPE serenaia_request_seconds histogram\n");
  for (gsize route = 0; route <= self->n_routes; route++)
    if (was_asked (&self->routes[route]))
      {
        g_autofree char *labels = name_route (self, route);

        append_histogram (text, &self->routes[route], labels);
      }
  return g_string_free_and_steal (g_steal_pointer (&text));
}
