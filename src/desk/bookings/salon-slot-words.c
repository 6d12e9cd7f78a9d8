/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-slot-words.h"

#include "common/salon-format.h"

#include <glib/gi18n-lib.h>

static const char *
closed_on_weekday (int weekday)
{
  static const char *const words[] = {
    N_ ("Closed on Mondays"),   N_ ("Closed on Tuesdays"), N_ ("Closed on Wednesdays"),
    N_ ("Closed on Thursdays"), N_ ("Closed on Fridays"),  N_ ("Closed on Saturdays"),
    N_ ("Closed on Sundays"),
  };
  g_return_val_if_fail (weekday >= 0 && weekday < (int) G_N_ELEMENTS (words), "");
  return _ (words[weekday]);
}

/* "09:00 – 12:30, 14:00 – 19:00" */
static char *
list_windows (GArray *windows)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < windows->len; i++)
    {
      const SalonRange *window = &g_array_index (windows, SalonRange, i);
      g_autofree char *start = salon_format_minute ((int) window->start);
      g_autofree char *end = salon_format_minute ((int) window->end);
      g_string_append_printf (text, "%s%s – %s", i > 0 ? ", " : "", start, end);
    }
  return g_string_free_and_steal (text);
}

static char *
closed_weekly (SalonOpeningHours *hours, SalonDay day)
{
  g_autoptr (GArray) windows = salon_opening_hours_get_windows (hours, day);
  if (windows->len == 0)
    return g_strdup (closed_on_weekday (salon_day_get_weekday (day)));
  g_autofree char *list = list_windows (windows);
  /* Translators: the opening hours of that day follow: "Closed then; open 09:00 – 12:30" */
  return g_strdup_printf (_ ("Closed then; open %s"), list);
}

static char *
closed (const SalonSlotVerdict *verdict, SalonOpeningHours *hours, SalonDay day)
{
  switch (verdict->closure)
    {
    case SALON_CLOSURE_NONE:
    case SALON_CLOSURE_WEEKLY:
      return closed_weekly (hours, day);
    case SALON_CLOSURE_HOLIDAY:
      /* Translators: a public holiday: "Closed: Christmas Day" */
      return g_strdup_printf (_ ("Closed: %s"), verdict->text);
    case SALON_CLOSURE_EXCEPTION:
      break;
    }
  if (verdict->text == NULL || *verdict->text == '\0')
    return g_strdup (_ ("Closed, as noted in the opening hours"));
  return g_strdup_printf (_ ("Closed: %s"), verdict->text);
}

char *
salon_slot_words (const SalonSlotVerdict *verdict, SalonOpeningHours *hours, SalonMoment start)
{
  g_return_val_if_fail (verdict != NULL, NULL);

  g_autofree char *until = salon_format_minute (salon_moment_get_minute (verdict->until));
  switch (verdict->state)
    {
    case SALON_SLOT_FREE:
      return NULL;
    case SALON_SLOT_CLOSED:
      return closed (verdict, hours, salon_moment_get_day (start));
    case SALON_SLOT_TOO_LONG:
      /* Translators: a time: "Would end after closing at 19:00" */
      return g_strdup_printf (_ ("Would end after closing at %s"), until);
    case SALON_SLOT_TAKEN:
      /* Translators: a client and a time: "Marie Dupont until 15:00" */
      return g_strdup_printf (_ ("%s until %s"),
                              salon_booking_get_fields (verdict->booking)->client_name, until);
    case SALON_SLOT_PAST:
      return g_strdup (_ ("This time is in the past"));
    }
  g_return_val_if_reached (NULL);
}
