/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-closings.h"

#include "core/salon-range.h"
#include "site/salon-site-format.h"

/* As salon_opening_hours_get_windows(), were it a day like all others of its name. */
static GArray *
list_usual (const SalonSiteFacts *facts, SalonDay day)
{
  GArray *windows = g_array_new (FALSE, FALSE, sizeof (SalonRange));

  for (guint i = 0; i < facts->windows->len; i++)
    {
      const SalonWeeklyWindow *window = &g_array_index (facts->windows, SalonWeeklyWindow, i);
      SalonRange range = salon_range (window->start, window->end);

      if (window->weekday == salon_day_get_weekday (day))
        g_array_append_val (windows, range);
    }
  return windows;
}

static gboolean
are_equal (GArray *a, GArray *b)
{
  gboolean equal = a->len == b->len;

  for (guint i = 0; equal && i < a->len; i++)
    equal = g_array_index (a, SalonRange, i).start == g_array_index (b, SalonRange, i).start
            && g_array_index (a, SalonRange, i).end == g_array_index (b, SalonRange, i).end;
  return equal;
}

GArray *
salon_site_closings_list (SalonServerContext *context,
                          const SalonServerCalendar *calendar,
                          const SalonSiteFacts *facts)
{
  SalonDay today = salon_moment_get_day (salon_moment_from_instant (
    salon_server_context_get_now (context) / G_USEC_PER_SEC, calendar->zone));
  GArray *closings = g_array_new (FALSE, FALSE, sizeof (SalonSiteClosing));
  g_autoptr (GArray) last =
    NULL; /* the hours of the last of them while it may go on; NULL: it does not */

  for (SalonDay day = today; day <= today + SALON_SITE_CLOSINGS_DAYS; day++)
    {
      g_autoptr (GArray) windows = salon_opening_hours_get_windows (calendar->hours, day);
      g_autoptr (GArray) usual = list_usual (facts, day);
      gboolean differs = !are_equal (windows, usual);
      SalonSiteClosing closing = { day, day };

      if (last != NULL && are_equal (windows, last))
        {
          if (differs)
            g_array_index (closings, SalonSiteClosing, closings->len - 1).to = day;
          continue;
        }
      g_clear_pointer (&last, g_array_unref);
      if (differs)
        {
          g_array_append_val (closings, closing);
          last = g_steal_pointer (&windows);
        }
    }
  return closings;
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
      g_autofree char *span =
        salon_site_format_span ((int) window->start, (int) window->end, language);

      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", span);
    }
  return g_string_free_and_steal (text);
}

static void
add_line (const SalonSiteWords *words,
          const SalonServerCalendar *calendar,
          const SalonSiteClosing *closing,
          yyjson_mut_doc *doc,
          yyjson_mut_val *dates)
{
  SalonLanguage language = salon_site_words_get_language (words);
  yyjson_mut_val *line = yyjson_mut_arr_add_obj (doc, dates);
  g_autofree char *spans = describe_day (calendar, closing->from, language);
  g_autofree char *first = salon_site_format_near_day (closing->from, language);
  g_autofree char *last = salon_site_format_near_day (closing->to, language);

  salon_site_page_take (doc, line, "day",
                        closing->from == closing->to
                          ? g_strdup (first)
                          : salon_site_words_fill (words, "contact.from_to", "from", first, "to",
                                                   last, NULL));
  salon_site_page_take (doc, line, "what",
                        *spans == '\0'
                          ? g_strdup (salon_site_words_get (words, "contact.closed_all_day"))
                          : salon_site_words_fill (words, "contact.open_at", "spans", spans, NULL));
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
  g_autoptr (GArray) closings = NULL;
  yyjson_mut_val *dates;

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
  closings = salon_site_closings_list (context, calendar, facts);
  dates = yyjson_mut_arr (doc);
  for (guint i = 0; i < closings->len; i++)
    add_line (words, calendar, &g_array_index (closings, SalonSiteClosing, i), doc, dates);
  if (closings->len > 0)
    yyjson_mut_obj_add_val (doc, yyjson_mut_obj_add_obj (doc, root, "closings"), "dates", dates);
  return TRUE;
}
