/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-visit.h"

#include <stdlib.h>
#include <string.h>

#include "salon-site-page.h"

static const char *const paths[][2] = {
  [SALON_SITE_STEP_SERVICES] = { "/en/booking", "/reservation" },
  [SALON_SITE_STEP_DAY] = { "/en/booking/day", "/reservation/jour" },
  [SALON_SITE_STEP_DETAILS] = { "/en/booking/details", "/reservation/coordonnees" },
  [SALON_SITE_STEP_WAIT] = { "/en/booking/waiting-list", "/reservation/liste-attente" },
  [SALON_SITE_STEP_NOTED] = { "/en/booking/waiting-list/thanks",
                              "/reservation/liste-attente/merci" },
};

void
salon_site_visit_clear (SalonSiteVisit *self)
{
  g_clear_pointer (&self->choice, salon_server_choice_free);
  g_clear_pointer (&self->calendar, salon_server_calendar_unref);
}

/* Boxes are numbered as they stand on the page. */
static int
compare_boxes (gconstpointer a, gconstpointer b)
{
  int first = atoi (*(const char *const *) a + strlen ("soin"));
  int second = atoi (*(const char *const *) b + strlen ("soin"));

  return (first > second) - (first < second);
}

static gboolean
is_box (const char *name)
{
  return g_str_has_prefix (name, "soin") && g_ascii_isdigit (name[strlen ("soin")]);
}

static void
take_boxes (GPtrArray *ids, SalonServerRequest *request)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, request->query);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (is_box (name))
      g_ptr_array_add (names, name);
  g_ptr_array_sort (names, compare_boxes);
  for (guint i = 0; i < names->len; i++)
    g_ptr_array_add (ids, g_strdup (salon_server_request_get_query (request, names->pdata[i])));
}

/* As they are in the address, NULL-terminated. */
static GPtrArray *
list_services (SalonServerRequest *request)
{
  GPtrArray *ids = g_ptr_array_new_with_free_func (g_free);
  const char *list = salon_server_request_get_query (request, "soins");
  g_auto (GStrv) parts = g_strsplit (list != NULL ? list : "", ",", 2 * SALON_SERVER_CHOICE_MOST);

  for (char **part = parts; *part != NULL; part++)
    if (**part != '\0')
      g_ptr_array_add (ids, g_strdup (*part));
  take_boxes (ids, request);
  g_ptr_array_add (ids, NULL);
  return ids;
}

static gboolean
read_choice (SalonSiteVisit *self, SalonServerRequest *request)
{
  g_autoptr (GPtrArray) ids = list_services (request);
  g_autoptr (GError) error = NULL;

  if (ids->len == 1)
    {
      self->problem = "booking.error_none";
      return FALSE;
    }
  self->choice = salon_server_choice_new (self->calendar, (const char *const *) ids->pdata, &error);
  if (self->choice == NULL)
    self->problem = g_error_matches (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_INVALID)
                      ? "booking.error_many"
                      : "booking.error_gone";
  return self->choice != NULL;
}

static void
read_times (SalonSiteVisit *self, SalonServerRequest *request)
{
  const char *month = salon_server_request_get_query (request, "mois");
  const char *day = salon_server_request_get_query (request, "jour");
  const char *clock = salon_server_request_get_query (request, "heure");
  g_autofree char *first = g_strconcat (month != NULL ? month : "", "-01", NULL);

  self->month = SALON_DAY_NONE;
  self->day = SALON_DAY_NONE;
  self->minute = -1;
  salon_day_parse (first, &self->month, NULL);
  if (day != NULL)
    salon_day_parse (day, &self->day, NULL);
  if (clock != NULL)
    salon_minute_parse (clock, &self->minute, NULL);
  if (self->minute >= SALON_DAY_MINUTES)
    self->minute = -1;
}

gboolean
salon_site_visit_read (SalonSiteVisit *self,
                       SalonServerContext *context,
                       SalonServerRequest *request,
                       GError **error)
{
  g_return_val_if_fail (self != NULL && context != NULL && request != NULL, FALSE);

  self->words = salon_site_page_get_words (context, request);
  self->language = salon_site_words_get_language (self->words);
  self->calendar = salon_server_calendar_get (context, error);
  if (self->calendar == NULL)
    return FALSE;
  read_choice (self, request);
  read_times (self, request);
  return TRUE;
}

/* The path, and the services that are in it. */
static GString *
begin_path (const SalonSiteVisit *self, SalonSiteStep step)
{
  GString *path = g_string_new (self->base != NULL
                                  ? self->base
                                  : paths[step][self->language == SALON_LANGUAGE_ENGLISH ? 0 : 1]);

  if (self->base != NULL)
    return path;
  for (guint i = 0; self->choice != NULL && i < self->choice->parts->len; i++)
    {
      const SalonServerOffer *offer = self->choice->parts->pdata[i];

      g_string_append_printf (path, "%s%s", i == 0 ? "?soins=" : ",", offer->service_id);
    }
  return path;
}

static void
add_query (GString *path, const char *name, const char *value)
{
  g_string_append_printf (path, "%c%s=%s", strchr (path->str, '?') != NULL ? '&' : '?', name,
                          value);
}

char *
salon_site_visit_make_path (const SalonSiteVisit *self,
                            SalonSiteStep step,
                            SalonDay day,
                            int minute)
{
  g_autoptr (GString) path = begin_path (self, step);
  g_autofree char *date = day != SALON_DAY_NONE ? salon_day_format (day) : NULL;
  g_autofree char *clock = minute >= 0 ? salon_minute_format (minute) : NULL;

  if (date != NULL)
    add_query (path, "jour", date);
  if (clock != NULL)
    add_query (path, "heure", clock);
  return g_string_free_and_steal (g_steal_pointer (&path));
}

char *
salon_site_visit_make_month_path (const SalonSiteVisit *self, SalonDay month)
{
  g_autoptr (GString) path = begin_path (self, SALON_SITE_STEP_DAY);
  g_autofree char *date = salon_day_format (month);

  date[strlen ("2026-12")] = '\0';
  add_query (path, "mois", date);
  return g_string_free_and_steal (g_steal_pointer (&path));
}
