/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-facts-data.h"

#include <string.h>

#include "core/salon-phone.h"
#include "salon-site-page.h"
#include "site/salon-site-format.h"

/* Until the salon has said how it is called. */
#define NAMELESS "Sérénaïa"

/* A text of several lines as a list of those that say something. */
static void
add_lines (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *key, const char *text)
{
  yyjson_mut_val *list = yyjson_mut_obj_add_arr (doc, object, key);
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (gsize i = 0; lines[i] != NULL; i++)
    if (*g_strstrip (lines[i]) != '\0')
      yyjson_mut_arr_add_strcpy (doc, list, lines[i]);
}

/* "+33612345678" of "06 12 34 56 78": what a phone dials. NULL for what is no number. */
static char *
make_phone_link (const char *phone)
{
  GString *digits = g_string_new (NULL);

  for (const char *at = phone; *at != '\0'; at++)
    if (g_ascii_isdigit (*at) || (*at == '+' && digits->len == 0))
      g_string_append_c (digits, *at);
  if (digits->len == 10 && *digits->str == '0')
    {
      g_string_erase (digits, 0, 1);
      g_string_prepend (digits, "+33");
    }
  return g_string_free_and_steal (digits);
}

/* "123 456 789 00012" of what is kept without spaces. Transfer full. */
static char *
format_siret (const char *siret)
{
  if (strlen (siret) != 14)
    return g_strdup (siret);
  return g_strdup_printf ("%.3s\302\240%.3s\302\240%.3s\302\240%s", siret, siret + 3, siret + 6,
                          siret + 9);
}

/* A map of others, behind a link: nothing is asked of it before she follows it. Transfer full. */
static char *
make_map_url (const SalonSiteFacts *self)
{
  g_autofree char *line = g_strdelimit (g_strdup (self->address), "\n", ' ');
  g_autofree char *query = g_uri_escape_string (line, NULL, FALSE);

  return g_strconcat ("https://www.openstreetmap.org/search?query=", query, NULL);
}

static void
add_salon (const SalonSiteFacts *self, yyjson_mut_doc *doc, yyjson_mut_val *root)
{
  yyjson_mut_val *salon = yyjson_mut_obj_add_obj (doc, root, "salon");
  g_autofree char *phone = salon_phone_format (self->phone);
  const struct
  {
    const char *key;
    const char *text;
  } texts[] = {
    { "name", *self->name != '\0' ? self->name : NAMELESS },
    { "address", self->address },
    { "phone", phone },
    { "email", self->email },
    { "siret", self->siret },
    { "tagline", self->tagline },
    { "about", self->about },
    { "legal", self->legal },
    { "host", self->host },
    { "mediator", self->mediator },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    salon_site_page_add (doc, salon, texts[i].key, texts[i].text);
  add_lines (doc, salon, "address_lines", self->address);
  add_lines (doc, salon, "about_lines", self->about);
  add_lines (doc, salon, "legal_lines", self->legal);
  add_lines (doc, salon, "host_lines", self->host);
  add_lines (doc, salon, "mediator_lines", self->mediator);
  salon_site_page_take (doc, salon, "phone_link", make_phone_link (self->phone));
  yyjson_mut_obj_add_bool (doc, salon, "has_reviews", self->has_reviews);
  yyjson_mut_obj_add_bool (doc, root, "has_address",
                           *self->address != '\0' || *self->phone != '\0' || *self->email != '\0');
  salon_site_page_take (doc, root, "siret", format_siret (self->siret));
  if (*self->address != '\0')
    salon_site_page_take (doc, root, "map_url", make_map_url (self));
}

/* "9 h – 12 h, 14 h – 19 h", or nothing. Transfer full. */
static char *
format_windows (const SalonSiteFacts *self, int weekday, SalonLanguage language)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < self->windows->len; i++)
    {
      const SalonWeeklyWindow *window = &g_array_index (self->windows, SalonWeeklyWindow, i);
      g_autofree char *span = window->weekday == weekday
                                ? salon_site_format_span (window->start, window->end, language)
                                : NULL;

      if (span != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", span);
    }
  return g_string_free_and_steal (text);
}

/* The week: a line for each day. */
static void
add_hours (const SalonSiteFacts *self,
           SalonLanguage language,
           yyjson_mut_doc *doc,
           yyjson_mut_val *root)
{
  yyjson_mut_val *hours = yyjson_mut_obj_add_arr (doc, root, "hours");

  yyjson_mut_obj_add_bool (doc, root, "has_hours", self->windows->len > 0);
  for (int weekday = 0; self->windows->len > 0 && weekday < 7; weekday++)
    {
      yyjson_mut_val *line = yyjson_mut_arr_add_obj (doc, hours);

      yyjson_mut_obj_add_str (doc, line, "day", salon_site_format_weekday (weekday, language));
      salon_site_page_take (doc, line, "spans", format_windows (self, weekday, language));
    }
}

void
salon_site_facts_data_add (const SalonSiteFacts *self,
                           const SalonSiteWords *words,
                           yyjson_mut_doc *doc,
                           yyjson_mut_val *root)
{
  if (self == NULL)
    {
      yyjson_mut_obj_add_str (doc, yyjson_mut_obj_add_obj (doc, root, "salon"), "name", NAMELESS);
      return;
    }
  add_salon (self, doc, root);
  add_hours (self, salon_site_words_get_language (words), doc, root);
  salon_site_page_take (doc, root, "colours", g_strconcat ("/site/", self->colours_name, NULL));
}
