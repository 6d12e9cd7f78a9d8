/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The weekly windows are kept as one array of ranges for each weekday, ready to be copied; the
 * exceptions, of which a year has a dozen, are looked through for each day asked.
 */
#include "salon-opening-hours.h"

struct _SalonOpeningHours
{
  GObject parent_instance;
  GArray *week[7];    /* of SalonRange */
  GArray *exceptions; /* of SalonOpeningException, reasons owned */
  SalonHolidayZone zone;
  gboolean closed_on_holidays;
};

G_DEFINE_FINAL_TYPE (SalonOpeningHours, salon_opening_hours, G_TYPE_OBJECT)

static GArray *
new_ranges (void)
{
  return g_array_new (FALSE, FALSE, sizeof (SalonRange));
}

static void
clear_exception (SalonOpeningException *exception)
{
  g_free ((char *) exception->reason);
}

static void
salon_opening_hours_finalize (GObject *object)
{
  SalonOpeningHours *self = SALON_OPENING_HOURS (object);

  for (int weekday = 0; weekday < 7; weekday++)
    g_array_unref (self->week[weekday]);
  g_array_unref (self->exceptions);
  G_OBJECT_CLASS (salon_opening_hours_parent_class)->finalize (object);
}

static void
salon_opening_hours_class_init (SalonOpeningHoursClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_opening_hours_finalize;
}

static void
salon_opening_hours_init (SalonOpeningHours *self)
{
  for (int weekday = 0; weekday < 7; weekday++)
    self->week[weekday] = new_ranges ();
  self->exceptions = g_array_new (FALSE, FALSE, sizeof (SalonOpeningException));
  g_array_set_clear_func (self->exceptions, (GDestroyNotify) clear_exception);
}

/* What a file of an older or foreign program may hold is cut to the day. */
static SalonRange
clamp_to_day (int start, int end)
{
  return salon_range (MAX (start, 0), MIN (end, SALON_DAY_MINUTES));
}

SalonOpeningHours *
salon_opening_hours_new (const SalonWeeklyWindow *windows,
                         gsize n_windows,
                         const SalonOpeningException *exceptions,
                         gsize n_exceptions,
                         SalonHolidayZone zone,
                         gboolean closed_on_holidays)
{
  SalonOpeningHours *self = NULL;

  g_return_val_if_fail (windows != NULL || n_windows == 0, NULL);
  g_return_val_if_fail (exceptions != NULL || n_exceptions == 0, NULL);

  self = g_object_new (SALON_TYPE_OPENING_HOURS, NULL);
  self->zone = zone;
  self->closed_on_holidays = closed_on_holidays;
  for (gsize i = 0; i < n_windows; i++)
    if (windows[i].weekday >= 0 && windows[i].weekday < 7)
      salon_ranges_add (self->week[windows[i].weekday],
                        clamp_to_day (windows[i].start, windows[i].end));
  for (gsize i = 0; i < n_exceptions; i++)
    {
      SalonOpeningException exception = exceptions[i];

      exception.reason = g_strdup (exception.reason);
      g_array_append_val (self->exceptions, exception);
    }
  return self;
}

SalonHolidayZone
salon_opening_hours_get_zone (SalonOpeningHours *self)
{
  g_return_val_if_fail (SALON_IS_OPENING_HOURS (self), SALON_HOLIDAY_ZONE_METROPOLE);
  return self->zone;
}

static SalonRange
get_exception_range (const SalonOpeningException *exception)
{
  if (exception->start < 0 && exception->end < 0)
    return salon_range (0, SALON_DAY_MINUTES);
  return clamp_to_day (exception->start, exception->end);
}

/* The next exception of @day from @index on that opens, or closes; NULL when there is no more. */
static const SalonOpeningException *
next_exception (SalonOpeningHours *self, SalonDay day, gboolean open, guint *index)
{
  while (*index < self->exceptions->len)
    {
      const SalonOpeningException *exception =
        &g_array_index (self->exceptions, SalonOpeningException, (*index)++);

      if (!exception->open == !open && exception->from <= day && day <= exception->to)
        return exception;
    }
  return NULL;
}

/* The holiday that closes @day, if no exception opens it; NULL when none does. */
static const char *
get_closing_holiday (SalonOpeningHours *self, SalonDay day, SalonLanguage language)
{
  guint index = 0;

  if (!self->closed_on_holidays || next_exception (self, day, TRUE, &index) != NULL)
    return NULL;
  return salon_holiday_get_name (day, self->zone, language);
}

static void
add_usual_windows (SalonOpeningHours *self, SalonDay day, GArray *windows)
{
  GArray *usual = self->week[salon_day_get_weekday (day)];

  if (get_closing_holiday (self, day, SALON_LANGUAGE_ENGLISH) == NULL && usual->len > 0)
    g_array_append_vals (windows, usual->data, usual->len);
}

GArray *
salon_opening_hours_get_windows (SalonOpeningHours *self, SalonDay day)
{
  GArray *windows = NULL;
  const SalonOpeningException *exception = NULL;
  guint index = 0;
  gboolean is_opened = FALSE;

  g_return_val_if_fail (SALON_IS_OPENING_HOURS (self), NULL);

  windows = new_ranges ();
  while ((exception = next_exception (self, day, TRUE, &index)) != NULL)
    {
      is_opened = TRUE;
      salon_ranges_add (windows, get_exception_range (exception));
    }
  if (!is_opened)
    add_usual_windows (self, day, windows);

  index = 0;
  while ((exception = next_exception (self, day, FALSE, &index)) != NULL)
    salon_ranges_subtract (windows, get_exception_range (exception));
  return windows;
}

static gboolean
is_within (GArray *windows, int minute)
{
  for (guint i = 0; i < windows->len; i++)
    {
      const SalonRange *window = &g_array_index (windows, SalonRange, i);

      if (window->start <= minute && minute < window->end)
        return TRUE;
    }
  return FALSE;
}

/* The exception that closes @minute: one with a reason rather than one without. */
static const SalonOpeningException *
find_closing_exception (SalonOpeningHours *self, SalonDay day, int minute)
{
  const SalonOpeningException *found = NULL;
  const SalonOpeningException *exception = NULL;
  guint index = 0;

  while ((exception = next_exception (self, day, FALSE, &index)) != NULL)
    {
      SalonRange range = get_exception_range (exception);

      if (range.start <= minute && minute < range.end && (found == NULL || found->reason == NULL))
        found = exception;
    }
  return found;
}

SalonClosure
salon_opening_hours_explain (SalonOpeningHours *self,
                             SalonDay day,
                             int minute,
                             SalonLanguage language,
                             const char **text)
{
  g_autoptr (GArray) windows = NULL;
  const SalonOpeningException *exception = NULL;
  const char *holiday = NULL;

  g_return_val_if_fail (SALON_IS_OPENING_HOURS (self) && text != NULL, SALON_CLOSURE_NONE);

  *text = NULL;
  windows = salon_opening_hours_get_windows (self, day);
  if (is_within (windows, minute))
    return SALON_CLOSURE_NONE;

  exception = find_closing_exception (self, day, minute);
  if (exception != NULL)
    {
      *text = exception->reason;
      return SALON_CLOSURE_EXCEPTION;
    }
  holiday = get_closing_holiday (self, day, language);
  if (holiday != NULL)
    {
      *text = holiday;
      return SALON_CLOSURE_HOLIDAY;
    }
  return SALON_CLOSURE_WEEKLY;
}

gboolean
salon_opening_hours_get_span (SalonOpeningHours *self, int *start, int *end)
{
  int earliest = SALON_DAY_MINUTES;
  int latest = 0;

  g_return_val_if_fail (SALON_IS_OPENING_HOURS (self), FALSE);
  g_return_val_if_fail (start != NULL && end != NULL, FALSE);

  for (int weekday = 0; weekday < 7; weekday++)
    {
      GArray *windows = self->week[weekday];

      if (windows->len == 0)
        continue;
      earliest = MIN (earliest, (int) g_array_index (windows, SalonRange, 0).start);
      latest = MAX (latest, (int) g_array_index (windows, SalonRange, windows->len - 1).end);
    }
  if (earliest >= latest)
    return FALSE;
  *start = earliest;
  *end = latest;
  return TRUE;
}
