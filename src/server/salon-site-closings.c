/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-closings.h"

#include "core/salon-range.h"
#include "salon-server-calendar.h"
#include "site/salon-site-format.h"

static void
append_span (GString *text, int start, int end, SalonLanguage language)
{
  g_autofree char *span = salon_site_format_span (start, end, language);

  g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", span);
}

/* "9 h – 12 h, 14 h – 18 h", "" when it is closed. Transfer full. */
static char *
describe_day (const SalonServerCalendar *calendar, SalonDay day, SalonLanguage language)
{
  g_autoptr (GArray) windows = salon_opening_hours_get_windows (calendar->hours, day);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < windows->len; i++)
    {
      const SalonRange *window = &g_array_index (windows, SalonRange, i);

      append_span (text, (int) window->start, (int) window->end, language);
    }
  return g_string_free_and_steal (text);
}

/* The same, were it a day like all others of its name. */
static char *
describe_weekday (const SalonSiteFacts *facts, int weekday, SalonLanguage language)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < facts->windows->len; i++)
    {
      const SalonWeeklyWindow *window = &g_array_index (facts->windows, SalonWeeklyWindow, i);

      if (window->weekday == weekday)
        append_span (text, window->start, window->end, language);
    }
  return g_string_free_and_steal (text);
}

static void
add_line (const SalonSiteWords *words,
          SalonDay from,
          SalonDay to,
          const char *spans,
          yyjson_mut_doc *doc,
          yyjson_mut_val *dates)
{
  SalonLanguage language = salon_site_words_get_language (words);
  yyjson_mut_val *line = yyjson_mut_arr_add_obj (doc, dates);
  g_autofree char *first = salon_site_format_near_day (from, language);
  g_autofree char *last = salon_site_format_near_day (to, language);

  salon_site_page_take (doc, line, "day",
                        from == to ? g_strdup (first)
                                   : salon_site_words_fill (words, "contact.from_to", "from", first,
                                                            "to", last, NULL));
  salon_site_page_take (doc, line, "what",
                        *spans == '\0'
                          ? g_strdup (salon_site_words_get (words, "contact.closed_all_day"))
                          : salon_site_words_fill (words, "contact.open_at", "spans", spans, NULL));
}

/* From @today on. A day that is closed every week, between two that are closed for once, belongs to them. */
static void
add_lines (const SalonServerCalendar *calendar,
           const SalonSiteFacts *facts,
           const SalonSiteWords *words,
           SalonDay today,
           yyjson_mut_doc *doc,
           yyjson_mut_val *dates)
{
  SalonLanguage language = salon_site_words_get_language (words);
  g_autofree char *line = NULL; /* what is so from @from to @to; NULL: nothing is */
  SalonDay from = today, to = today;

  for (SalonDay day = today; day <= today + SALON_SITE_CLOSINGS_DAYS; day++)
    {
      g_autofree char *spans = describe_day (calendar, day, language);
      g_autofree char *usual = describe_weekday (facts, salon_day_get_weekday (day), language);
      gboolean differs = !g_str_equal (spans, usual);

      if (line != NULL && g_str_equal (spans, line))
        {
          to = differs ? day : to;
          continue;
        }
      if (line != NULL)
        add_line (words, from, to, line, doc, dates);
      g_clear_pointer (&line, g_free);
      if (differs)
        {
          line = g_steal_pointer (&spans);
          from = to = day;
        }
    }
  if (line != NULL)
    add_line (words, from, to, line, doc, dates);
}

gboolean
salon_site_closings_add (SalonServerContext *context,
                         const SalonSiteWords *words,
                         yyjson_mut_doc *doc,
                         yyjson_mut_val *root,
                         GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (SalonServerCalendar) calendar = salon_server_calendar_get (context, &failure);
  g_autoptr (SalonSiteFacts) facts = NULL;
  yyjson_mut_val *dates;
  SalonDay today;

  /* A salon where nobody works yet has a site, but no calendar. */
  if (g_error_matches (failure, SALON_SERVER_ERROR, SALON_SERVER_ERROR_INTERNAL))
    return TRUE;
  if (calendar == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }
  facts = salon_site_facts_get (context, error);
  if (facts == NULL)
    return FALSE;
  today = salon_moment_get_day (salon_moment_from_instant (
    salon_server_context_get_now (context) / G_USEC_PER_SEC, calendar->zone));
  dates = yyjson_mut_arr (doc);
  add_lines (calendar, facts, words, today, doc, dates);
  if (yyjson_mut_arr_size (dates) > 0)
    yyjson_mut_obj_add_val (doc, yyjson_mut_obj_add_obj (doc, root, "closings"), "dates", dates);
  return TRUE;
}
