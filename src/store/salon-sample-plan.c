/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Days are filled from the last one ahead of today back into the past, until there are enough
 * visits. A client who has come once comes again after her rhythm, which here means: earlier. She
 * waits in the bucket of that day; when the day is reached she moves to the end of the waiting line,
 * from which the chair is filled. Nobody waits: someone new. So every regular has a past with a
 * rhythm, whatever the length of the plan.
 *
 * Within a day each opening window is filled from its start: a visit, sometimes a gap, a visit. How
 * often there is a gap depends on the weekday, the season and how far ahead the day is.
 */
#include "salon-sample-plan.h"

#include <string.h>

/* At the size of the default sample: 2 months of 16. */
#define DAYS_AHEAD 63
#define VISITS_FOR_DAYS_AHEAD 2400

#define STEP_MINUTES 15
/* More than the longest rhythm; a power of two. */
#define N_BUCKETS 256

#define PERCENT_CANCELLED 6
#define PERCENT_REFILLED 60
#define PERCENT_NO_SHOW 3
#define PERCENT_PENDING 6
#define PERCENT_PASSER_BY 2
#define PERCENT_RETURNING 85
#define PERCENT_FAVOURITE 70
#define PERCENT_TOGETHER 22

typedef struct
{
  int favourite; /* a service */
  int rhythm_days;
  int visits_left;
} Client;

typedef struct
{
  SalonSamplePlan *plan;
  SalonRandom random;
  gsize n_visits; /* wanted */
  GArray *clients;
  GArray *buckets[N_BUCKETS]; /* guint32, by day */
  GArray *line;               /* guint32, waiting */
  guint line_start;
} Filling;

static int
pick_visits (SalonRandom *random)
{
  int kind = salon_random_below (random, 100);

  if (kind < 45)
    return 1;
  if (kind < 80)
    return 2 + salon_random_below (random, 4);
  return 9 + salon_random_below (random, 18);
}

static guint32
make_client (Filling *self)
{
  Client client = { .favourite =
                      salon_sample_source_pick_service (self->plan->source, &self->random) };

  client.visits_left = pick_visits (&self->random);
  client.rhythm_days = client.visits_left > 8 ? 21 + 7 * salon_random_below (&self->random, 3)
                                              : 35 + salon_random_below (&self->random, 70);
  g_array_append_val (self->clients, client);
  return self->clients->len - 1;
}

/* Who would come now; she stays in line until she is seated. */
static guint32
peek_client (Filling *self)
{
  if (salon_random_chance (&self->random, PERCENT_PASSER_BY))
    return SALON_SAMPLE_NOBODY;
  if (self->line_start < self->line->len && salon_random_chance (&self->random, PERCENT_RETURNING))
    return g_array_index (self->line, guint32, self->line_start);
  return make_client (self);
}

/* She comes again, which is earlier: a few days more or less than her rhythm. */
static void
seat_client (Filling *self, guint32 index, SalonDay day)
{
  Client *client = NULL;
  SalonDay again;

  if (index == SALON_SAMPLE_NOBODY)
    return;
  if (self->line_start < self->line->len
      && g_array_index (self->line, guint32, self->line_start) == index)
    self->line_start++;
  client = &g_array_index (self->clients, Client, index);
  client->visits_left--;
  if (client->visits_left <= 0)
    return;
  again = day - client->rhythm_days - salon_random_below (&self->random, 7) + 3;
  g_array_append_val (self->buckets[(guint) again % N_BUCKETS], index);
}

static void
call_clients (Filling *self, SalonDay day)
{
  GArray *due = self->buckets[(guint) day % N_BUCKETS];

  if (self->line_start > 0)
    g_array_remove_range (self->line, 0, self->line_start);
  self->line_start = 0;
  if (due->len > 0)
    g_array_append_vals (self->line, due->data, due->len);
  g_array_set_size (due, 0);
}

static void
set_services (Filling *self, SalonSampleVisit *visit, const int *services, int n)
{
  visit->n_services = 0;
  visit->duration_minutes = 0;
  visit->buffer_minutes = 0;
  for (int i = 0; i < SALON_SAMPLE_MAX_TOGETHER && i < n; i++)
    {
      const SalonSampleService *service =
        salon_sample_source_get_service (self->plan->source, services[i]);

      visit->services[i] = (guint8) services[i];
      visit->duration_minutes = (gint16) (visit->duration_minutes + service->duration_minutes);
      visit->buffer_minutes = (gint16) MAX (visit->buffer_minutes, service->buffer_minutes);
      visit->n_services++;
    }
}

/* A set that goes well with @service, if there is one. */
static gboolean
set_together (Filling *self, SalonSampleVisit *visit, int service)
{
  GArray *together = self->plan->source->together;
  int first = salon_random_below (&self->random, (int) together->len);

  for (guint i = 0; i < together->len; i++)
    {
      const SalonSampleSet *set =
        &g_array_index (together, SalonSampleSet, ((guint) first + i) % together->len);

      for (int k = 0; k < set->n; k++)
        if (set->services[k] == service)
          {
            set_services (self, visit, set->services, set->n);
            return TRUE;
          }
    }
  return FALSE;
}

static void
choose_services (Filling *self, SalonSampleVisit *visit)
{
  int service = salon_sample_source_pick_service (self->plan->source, &self->random);

  if (visit->client != SALON_SAMPLE_NOBODY
      && salon_random_chance (&self->random, PERCENT_FAVOURITE))
    service = g_array_index (self->clients, Client, visit->client).favourite;
  if (!salon_random_chance (&self->random, PERCENT_TOGETHER)
      || !set_together (self, visit, service))
    set_services (self, visit, &service, 1);
}

/* Tries a few wishes; what is left of the window may be too short for all of them. */
static gboolean
find_fitting (Filling *self, SalonSampleVisit *visit, int minutes)
{
  for (int i = 0; i < 4; i++)
    {
      choose_services (self, visit);
      if (visit->duration_minutes <= minutes)
        return TRUE;
    }
  return FALSE;
}

static SalonBookingStatus
pick_status (Filling *self, SalonDay day)
{
  if (salon_random_chance (&self->random, PERCENT_CANCELLED))
    return SALON_BOOKING_CANCELLED;
  if (day < self->plan->today)
    return salon_random_chance (&self->random, PERCENT_NO_SHOW) ? SALON_BOOKING_NO_SHOW
                                                                : SALON_BOOKING_COMPLETED;
  if (day > self->plan->today && salon_random_chance (&self->random, PERCENT_PENDING))
    return SALON_BOOKING_PENDING;
  return SALON_BOOKING_CONFIRMED;
}

static int
get_fullness (Filling *self, SalonDay day)
{
  SalonSampleSource *source = self->plan->source;
  int weeks_ahead = MAX (0, day - self->plan->today + 6) / 7;
  int month = 1;
  int percent;

  salon_day_to_ymd (day, NULL, &month, NULL);
  percent = salon_sample_source_get_number (source, "fullness", salon_day_get_weekday (day))
            * salon_sample_source_get_number (source, "seasons", month - 1) / 100;
  if (weeks_ahead > 0)
    percent = percent * salon_sample_source_get_number (source, "ahead", weeks_ahead - 1) / 100;
  return CLAMP (percent, 5, 98);
}

static int
round_up (int minute)
{
  return (minute + STEP_MINUTES - 1) / STEP_MINUTES * STEP_MINUTES;
}

static void
fill_window (Filling *self, SalonDay day, SalonRange window)
{
  const int end = (int) window.end;
  const int fullness = get_fullness (self, day);
  int minute = round_up ((int) window.start);

  while (minute < end && self->plan->visits->len < self->n_visits)
    {
      SalonSampleVisit visit = { .day = day };

      if (!salon_random_chance (&self->random, fullness))
        {
          minute += STEP_MINUTES * (1 + salon_random_below (&self->random, 3));
          continue;
        }
      visit.minute = (gint16) minute;
      visit.client = peek_client (self);
      if (!find_fitting (self, &visit, end - minute))
        return;
      visit.status = (guint8) pick_status (self, day);
      seat_client (self, visit.client, day);
      g_array_append_val (self->plan->visits, visit);
      if (visit.status != SALON_BOOKING_CANCELLED
          || !salon_random_chance (&self->random, PERCENT_REFILLED))
        minute = round_up (minute + visit.duration_minutes + visit.buffer_minutes);
    }
}

/* Who has left by now has paid; who is being served has arrived. */
static void
pass_time (Filling *self, SalonSampleVisit *visits, gsize n_visits)
{
  for (gsize i = 0; i < n_visits; i++)
    {
      SalonMoment start = salon_moment (visits[i].day, visits[i].minute);
      if (visits[i].status != SALON_BOOKING_CONFIRMED || start > self->plan->now)
        continue;
      visits[i].status = start + visits[i].duration_minutes <= self->plan->now
                           ? SALON_BOOKING_COMPLETED
                           : SALON_BOOKING_ARRIVED;
    }
}

static void
fill_day (Filling *self, SalonDay day)
{
  g_autoptr (GArray) windows = salon_opening_hours_get_windows (self->plan->source->hours, day);
  guint first = self->plan->visits->len;

  call_clients (self, day);
  for (guint i = 0; i < windows->len; i++)
    fill_window (self, day, g_array_index (windows, SalonRange, i));
  if (day == self->plan->today)
    pass_time (self, &g_array_index (self->plan->visits, SalonSampleVisit, first),
               self->plan->visits->len - first);
}

static int
compare_visits (gconstpointer a, gconstpointer b)
{
  const SalonSampleVisit *first = a;
  const SalonSampleVisit *second = b;

  if (first->day != second->day)
    return first->day < second->day ? -1 : 1;
  if (first->minute != second->minute)
    return first->minute - second->minute;
  /* Of two at one time all but the last were cancelled; the sort is stable. */
  return 0;
}

static void
fill (Filling *self)
{
  int ahead = (int) MIN ((gint64) self->n_visits * DAYS_AHEAD / VISITS_FOR_DAYS_AHEAD, DAYS_AHEAD);
  SalonDay day = self->plan->today + ahead;

  for (gsize i = 0; i < N_BUCKETS; i++)
    self->buckets[i] = g_array_new (FALSE, FALSE, sizeof (guint32));
  while (self->plan->visits->len < self->n_visits)
    fill_day (self, day--);
  for (gsize i = 0; i < N_BUCKETS; i++)
    g_array_unref (self->buckets[i]);
}

SalonSamplePlan *
salon_sample_plan_new (SalonSampleSource *source, SalonMoment now, int n_visits, guint32 seed)
{
  SalonSamplePlan *self = g_new0 (SalonSamplePlan, 1);
  g_autoptr (GArray) clients = g_array_new (FALSE, FALSE, sizeof (Client));
  g_autoptr (GArray) line = g_array_new (FALSE, FALSE, sizeof (guint32));
  Filling filling = {
    .plan = self,
    .random = { seed },
    .n_visits = (gsize) n_visits,
    .clients = clients,
    .line = line,
  };

  self->source = source;
  self->now = now;
  self->today = salon_moment_get_day (now);
  self->visits = g_array_sized_new (FALSE, FALSE, sizeof (SalonSampleVisit), (guint) n_visits);
  fill (&filling);
  g_array_sort (self->visits, compare_visits);
  self->n_clients = clients->len;
  return self;
}

void
salon_sample_plan_free (SalonSamplePlan *self)
{
  g_array_unref (self->visits);
  g_free (self);
}
