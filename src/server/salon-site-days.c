/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-days.h"

#include "salon-server-days.h"
#include "salon-site-steps.h"

#define NOON (12 * 60)
#define EVENING (18 * 60)
#define N_NEAREST 3

/* By SalonServerDayState: the keys of the words. */
static const char *const states[] = {
  [SALON_SERVER_DAY_FREE] = "booking.state_free",
  [SALON_SERVER_DAY_FULL] = "booking.state_full",
  [SALON_SERVER_DAY_CLOSED] = "booking.state_closed",
  [SALON_SERVER_DAY_PAST] = "booking.state_past",
  [SALON_SERVER_DAY_LATER] = "booking.state_later",
};

typedef struct
{
  SalonServerContext *context;
  const SalonSiteVisit *visit;
  const SalonServerOffer *offer;
  const char *moved;
  yyjson_mut_doc *doc;
  yyjson_mut_val *root;
} Page;

/* The month ------------------------------------------------------------------------------------------ */

/* "3 heures libres", "complet". */
static char *
say_state (const Page *page, const SalonServerDay *day)
{
  if (day->state == SALON_SERVER_DAY_FREE)
    return salon_site_words_count (page->visit->words, "booking.state_free", day->n_free);
  return g_strdup (salon_site_words_get (page->visit->words, states[day->state]));
}

/* What stands under its number, short enough for a seventh of a telephone; nullable. */
static const char *
say_briefly (const Page *page, const SalonServerDay *day)
{
  switch (day->state)
    {
    case SALON_SERVER_DAY_FREE:
      return salon_site_words_get (page->visit->words, "booking.short_free");
    case SALON_SERVER_DAY_FULL:
      return salon_site_words_get (page->visit->words, "booking.short_full");
    case SALON_SERVER_DAY_CLOSED:
      return salon_site_words_get (page->visit->words, "booking.short_closed");
    case SALON_SERVER_DAY_PAST:
    case SALON_SERVER_DAY_LATER:
      break;
    }
  return NULL;
}

static void
add_cell (const Page *page, yyjson_mut_val *week, const SalonServerDay *day, SalonDay today)
{
  yyjson_mut_val *cell = yyjson_mut_arr_add_obj (page->doc, week);
  int number = 0;

  salon_day_to_ymd (day->day, NULL, NULL, &number);
  yyjson_mut_obj_add_bool (page->doc, cell, "is_day", TRUE);
  yyjson_mut_obj_add_int (page->doc, cell, "number", number);
  yyjson_mut_obj_add_str (page->doc, cell, "look",
                          day->state == SALON_SERVER_DAY_FREE ? "free" : "none");
  salon_site_page_add (page->doc, cell, "brief", say_briefly (page, day));
  salon_site_page_take (page->doc, cell, "date", salon_day_format (day->day));
  salon_site_page_take (page->doc, cell, "name",
                        salon_site_format_day (day->day, page->visit->language));
  salon_site_page_take (page->doc, cell, "words_of_day", say_state (page, day));
  yyjson_mut_obj_add_bool (page->doc, cell, "is_today", day->day == today);
  yyjson_mut_obj_add_bool (page->doc, cell, "is_chosen", day->day == page->visit->day);
  if (day->state == SALON_SERVER_DAY_FREE || day->state == SALON_SERVER_DAY_FULL)
    salon_site_page_take (page->doc, cell, "cell_path",
                          salon_site_visit_make_path (page->visit, SALON_SITE_STEP_DAY, day->day,
                                                      -1));
}

/* Days of other months are left empty. */
static void
add_gaps (const Page *page, yyjson_mut_val *week, int n)
{
  for (int i = 0; i < n; i++)
    yyjson_mut_obj_add_bool (page->doc, yyjson_mut_arr_add_obj (page->doc, week), "is_day", FALSE);
}

static void
add_weeks (const Page *page, GArray *days)
{
  yyjson_mut_val *weeks = yyjson_mut_obj_add_arr (page->doc, page->root, "weeks"), *week = NULL;
  SalonDay today = salon_server_days_get_today (page->context, page->visit->calendar);

  for (guint i = 0; i < days->len; i++)
    {
      const SalonServerDay *day = &g_array_index (days, SalonServerDay, i);
      int weekday = salon_day_get_weekday (day->day);

      if (week == NULL || weekday == 0)
        {
          week =
            yyjson_mut_obj_add_arr (page->doc, yyjson_mut_arr_add_obj (page->doc, weeks), "days");
          add_gaps (page, week, weekday);
        }
      add_cell (page, week, day, today);
      if (i + 1 == days->len)
        add_gaps (page, week, 6 - weekday);
    }
}

static void
add_weekdays (const Page *page)
{
  yyjson_mut_val *names = yyjson_mut_obj_add_arr (page->doc, page->root, "weekdays");

  for (int i = 0; i < 7; i++)
    {
      yyjson_mut_val *one = yyjson_mut_arr_add_obj (page->doc, names);
      const char *name = salon_site_format_weekday (i, page->visit->language);
      g_autofree char *brief = g_utf8_substring (name, 0, 3);

      salon_site_page_add (page->doc, one, "name", name);
      salon_site_page_add (page->doc, one, "brief", brief);
    }
}

/* Only where something can be booked. */
static void
add_neighbours (const Page *page, SalonDay month)
{
  const SalonServerCalendar *calendar = page->visit->calendar;
  SalonDay last =
    salon_server_calendar_get_last_day (calendar, salon_server_context_get_now (page->context));
  SalonDay next = salon_day_add_months (month, 1);

  if (month > salon_server_days_get_today (page->context, calendar))
    salon_site_page_take (page->doc, page->root, "previous",
                          salon_site_visit_make_month_path (page->visit,
                                                            salon_day_add_months (month, -1)));
  if (next <= last)
    salon_site_page_take (page->doc, page->root, "next",
                          salon_site_visit_make_month_path (page->visit, next));
}

static gboolean
add_month (const Page *page, SalonDay month, GError **error)
{
  SalonDay last = salon_day_add_months (month, 1) - 1;
  g_autoptr (GArray) days = salon_server_days_read (page->context, page->visit->calendar,
                                                    page->offer, page->moved, month, last, error);
  g_autofree char *name = NULL;

  if (days == NULL)
    return FALSE;
  name = salon_site_format_month (month, page->visit->language);
  salon_site_page_add (page->doc, page->root, "month", name);
  salon_site_page_take (page->doc, page->root, "caption",
                        salon_site_words_fill (page->visit->words, "booking.calendar_of", "month",
                                               name, NULL));
  add_weekdays (page);
  add_weeks (page, days);
  add_neighbours (page, month);
  return TRUE;
}

/* The day -------------------------------------------------------------------------------------------- */

static void
add_times_between (const Page *page, GArray *minutes, int from, int to, const char *key)
{
  yyjson_mut_val *part = NULL, *times = NULL;

  for (guint i = 0; i < minutes->len; i++)
    {
      int minute = g_array_index (minutes, int, i);
      yyjson_mut_val *one;

      if (minute < from || minute >= to)
        continue;
      if (part == NULL)
        {
          part = yyjson_mut_arr_add_obj (page->doc, yyjson_mut_obj_get (page->root, "parts"));
          salon_site_page_add (page->doc, part, "name",
                               salon_site_words_get (page->visit->words, key));
          times = yyjson_mut_obj_add_arr (page->doc, part, "times");
        }
      one = yyjson_mut_arr_add_obj (page->doc, times);
      salon_site_page_take (page->doc, one, "clock", salon_minute_format (minute));
      salon_site_page_take (page->doc, one, "name",
                            salon_site_format_time (minute, page->visit->language));
      salon_site_page_take (page->doc, one, "path",
                            salon_site_visit_make_path (page->visit, SALON_SITE_STEP_DETAILS,
                                                        page->visit->day, minute));
    }
}

static void
add_days (const Page *page, const char *name, GArray *days)
{
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (page->doc, page->root, name);

  for (guint i = 0; i < days->len; i++)
    {
      const SalonServerDay *day = &g_array_index (days, SalonServerDay, i);
      yyjson_mut_val *one = yyjson_mut_arr_add_obj (page->doc, list);

      salon_site_page_take (page->doc, one, "name",
                            salon_site_format_day (day->day, page->visit->language));
      salon_site_page_take (page->doc, one, "words_of_day", say_state (page, day));
      salon_site_page_take (page->doc, one, "path",
                            salon_site_visit_make_path (page->visit, SALON_SITE_STEP_DAY, day->day,
                                                        -1));
    }
}

/* Why there is nothing, and where there is something. */
static gboolean
add_refusal (const Page *page, SalonServerDayState state, GError **error)
{
  static const char *const keys[] = {
    [SALON_SERVER_DAY_FREE] = NULL,
    [SALON_SERVER_DAY_FULL] = "booking.day_full",
    [SALON_SERVER_DAY_CLOSED] = "booking.day_closed",
    [SALON_SERVER_DAY_PAST] = "booking.day_past",
    [SALON_SERVER_DAY_LATER] = "booking.day_later",
  };
  g_autofree char *date = salon_site_format_day (page->visit->day, page->visit->language);
  g_autoptr (GArray) nearest =
    salon_server_days_find_free (page->context, page->visit->calendar, page->offer, page->moved,
                                 page->visit->day, N_NEAREST, error);

  if (nearest == NULL)
    return FALSE;
  salon_site_page_take (page->doc, page->root, "refusal",
                        salon_site_words_fill (page->visit->words, keys[state], "date", date,
                                               NULL));
  if (nearest->len > 0)
    {
      yyjson_mut_obj_add_bool (page->doc, page->root, "has_nearest", TRUE);
      add_days (page, "nearest", nearest);
    }
  return TRUE;
}

static gboolean
add_day (const Page *page, GError **error)
{
  SalonDay day = page->visit->day;
  g_autoptr (GArray) days = salon_server_days_read (page->context, page->visit->calendar,
                                                    page->offer, page->moved, day, day, error);
  g_autoptr (GArray) minutes = NULL;
  g_autofree char *date = salon_site_format_day (day, page->visit->language);
  SalonServerDayState state;

  if (days == NULL)
    return FALSE;
  state = g_array_index (days, SalonServerDay, 0).state;
  yyjson_mut_obj_add_bool (page->doc, page->root, "has_day", TRUE);
  salon_site_page_take (page->doc, page->root, "times_title",
                        state == SALON_SERVER_DAY_FREE
                          ? salon_site_words_fill (page->visit->words, "booking.times_title",
                                                   "date", date, NULL)
                          : g_strdup (date));
  /* Who waits for a better time has one meanwhile. */
  if (page->visit->base == NULL
      && (state == SALON_SERVER_DAY_FREE || state == SALON_SERVER_DAY_FULL))
    salon_site_page_take (page->doc, page->root, "wait",
                          salon_site_visit_make_path (page->visit, SALON_SITE_STEP_WAIT, day, -1));
  if (state != SALON_SERVER_DAY_FREE)
    return add_refusal (page, state, error);
  minutes = salon_server_days_list_times (page->context, page->visit->calendar, page->offer,
                                          page->moved, day, error);
  if (minutes == NULL)
    return FALSE;
  yyjson_mut_obj_add_bool (page->doc, page->root, "has_times", minutes->len > 0);
  yyjson_mut_obj_add_arr (page->doc, page->root, "parts");
  add_times_between (page, minutes, 0, NOON, "booking.morning");
  add_times_between (page, minutes, NOON, EVENING, "booking.afternoon");
  add_times_between (page, minutes, EVENING, SALON_DAY_MINUTES, "booking.evening");
  return TRUE;
}

/* The page ------------------------------------------------------------------------------------------- */

/* The month that is shown: the one she asks for, that of her day, or that of the first free time. */
static SalonDay
choose_month (const Page *page, const SalonServerDay *first)
{
  const SalonServerCalendar *calendar = page->visit->calendar;
  SalonDay today = salon_server_days_get_today (page->context, calendar);
  SalonDay last =
    salon_server_calendar_get_last_day (calendar, salon_server_context_get_now (page->context));
  SalonDay wish = today;

  if (page->visit->month != SALON_DAY_NONE)
    wish = page->visit->month;
  else if (page->visit->day != SALON_DAY_NONE)
    wish = page->visit->day;
  else if (first != NULL)
    wish = first->day;
  return salon_day_start_of_month (CLAMP (wish, today, MAX (today, last)));
}

static void
add_first (const Page *page, const SalonServerDay *first)
{
  SalonLanguage language = page->visit->language;
  SalonDay last = salon_server_calendar_get_last_day (page->visit->calendar,
                                                      salon_server_context_get_now (page->context));
  g_autofree char *when = NULL;

  if (first == NULL)
    {
      when = salon_site_format_day (last, language);
      salon_site_page_take (page->doc, page->root, "nothing",
                            salon_site_words_fill (page->visit->words,
                                                   page->visit->base == NULL
                                                     ? "booking.nothing_free"
                                                     : "move.nothing_free",
                                                   "date", when, NULL));
      if (page->visit->base == NULL)
        salon_site_page_take (page->doc, page->root, "nothing_path",
                              salon_site_visit_make_path (page->visit, SALON_SITE_STEP_WAIT,
                                                          SALON_DAY_NONE, -1));
      return;
    }
  when = salon_site_steps_say_moment (page->visit->words, salon_moment (first->day, first->first));
  salon_site_page_take (page->doc, page->root, "first",
                        salon_site_words_fill (page->visit->words, "booking.first_free", "when",
                                               when, NULL));
  salon_site_page_take (page->doc, page->root, "first_path",
                        salon_site_visit_make_path (page->visit, SALON_SITE_STEP_DETAILS,
                                                    first->day, first->first));
}

gboolean
salon_site_days_add (SalonServerContext *context,
                     const SalonSiteVisit *visit,
                     const SalonServerOffer *offer,
                     const char *moved,
                     yyjson_mut_doc *doc,
                     yyjson_mut_val *root,
                     GError **error)
{
  Page page = { context, visit, offer, moved, doc, root };
  g_autoptr (GArray) first =
    salon_server_days_find_free (context, visit->calendar, offer, moved, 0, 1, error);
  const SalonServerDay *earliest;

  if (first == NULL)
    return FALSE;
  earliest = first->len > 0 ? &g_array_index (first, SalonServerDay, 0) : NULL;
  add_first (&page, earliest);
  return add_month (&page, choose_month (&page, earliest), error)
         && (visit->day == SALON_DAY_NONE || add_day (&page, error));
}
