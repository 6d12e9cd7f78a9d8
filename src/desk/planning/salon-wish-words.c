/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-wish-words.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"

char *
salon_wish_words_when (const SalonWishFields *wish)
{
  g_autofree char *days = salon_format_days (wish->from, wish->to);
  GString *text = g_string_new (days);

  for (int day = 0; day < 7 && wish->weekdays != SALON_WISH_ALL_WEEKDAYS; day++)
    if ((wish->weekdays & 1 << day) != 0)
      g_string_append_printf (text, ", %s", salon_format_get_short_weekday (day));
  if (wish->start_minute >= 0 || wish->end_minute >= 0)
    {
      g_autofree char *start = salon_format_minute (MAX (wish->start_minute, 0));
      g_autofree char *end =
        salon_format_minute (wish->end_minute >= 0 ? wish->end_minute : SALON_DAY_MINUTES);

      g_string_append_printf (text, ", %s – %s", start, end);
    }
  return g_string_free_and_steal (text);
}

char *
salon_wish_words_offer (SalonSession *session, const SalonWishFields *wish)
{
  SalonMoment told = salon_session_get_moment (session, wish->offered_at);
  g_autofree char *when = salon_format_moment (told);
  g_autofree char *what = salon_format_moment (wish->offered_start);

  if (wish->status != SALON_WISH_OFFERED || wish->offered_at == 0)
    return NULL;
  /* Translators: when she was told, and of which day and time */
  return g_strdup_printf (_ ("Told on %1$s of %2$s"), when, what);
}

static const char *
find_service_name (GListModel *services, const char *id)
{
  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (SalonService) service = g_list_model_get_item (services, i);

      /* The list keeps it alive. */
      if (g_strcmp0 (salon_service_get_fields (service)->id, id) == 0)
        return salon_service_get_fields (service)->name;
    }
  return NULL;
}

char *
salon_wish_words_services (SalonSession *session, const SalonWishFields *wish)
{
  GListModel *services = salon_session_get_services (session);
  GString *text = g_string_new (NULL);

  for (gsize i = 0; wish->service_ids[i] != NULL; i++)
    {
      const char *name = find_service_name (services, wish->service_ids[i]);

      if (name != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", name);
    }
  if (text->len == 0)
    {
      g_autofree char *length = salon_format_duration (wish->duration_minutes);

      g_string_append (text, length);
    }
  return g_string_free_and_steal (text);
}

char *
salon_wish_words_matches (GArray *matches)
{
  const SalonWishMatch *first = NULL;
  g_autofree char *when = NULL;
  g_autofree char *start = NULL;
  const char *name = NULL;

  g_return_val_if_fail (matches != NULL && matches->len > 0, NULL);

  first = &g_array_index (matches, SalonWishMatch, 0);
  start = salon_format_moment (first->start);
  when = salon_format_heading (start);
  name = salon_wish_get_fields (first->wish)->client_name;
  if (matches->len == 1)
    /* Translators: a day and time, a client: "Thursday 12 March 14:00 is free: Léa Martin is waiting" */
    return g_strdup_printf (_ ("%s is free: %s is waiting"), when, name);
  /* Translators: a day and time, a client, how many more */
  return g_strdup_printf (ngettext ("%1$s is free: %2$s and %3$u other are waiting",
                                    "%1$s is free: %2$s and %3$u others are waiting",
                                    matches->len - 1),
                          when, name, matches->len - 1);
}
