/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-facts.h"

#include <string.h>

#include "print/salon-voucher-design.h"
#include "salon-server-hours.h"
#include "site/salon-site-colour.h"
#include "site/salon-site.h"

/* Settings that are a text, and where it goes. */
static const struct
{
  const char *key;
  gsize offset;
} texts[] = {
  { "salon.name", offsetof (SalonSiteFacts, name) },
  { "salon.address", offsetof (SalonSiteFacts, address) },
  { "salon.phone", offsetof (SalonSiteFacts, phone) },
  { "salon.email", offsetof (SalonSiteFacts, email) },
  { "salon.siret", offsetof (SalonSiteFacts, siret) },
  { "site.tagline", offsetof (SalonSiteFacts, tagline) },
  { "site.about", offsetof (SalonSiteFacts, about) },
  { "site.legal", offsetof (SalonSiteFacts, legal) },
  { "site.host", offsetof (SalonSiteFacts, host) },
  { "site.mediator", offsetof (SalonSiteFacts, mediator) },
};

static char **
get_place (SalonSiteFacts *self, gsize index)
{
  return (char **) (gpointer) ((char *) self + texts[index].offset);
}

static void
clear_facts (gpointer data)
{
  SalonSiteFacts *self = data;

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_free (*get_place (self, i));
  g_free (self->colours_name);
  g_free (self->share_name);
  g_clear_pointer (&self->colours, g_bytes_unref);
  g_clear_pointer (&self->windows, g_array_unref);
}

void
salon_site_facts_unref (SalonSiteFacts *self)
{
  g_atomic_rc_box_release_full (self, clear_facts);
}

static void
take_text (SalonSiteFacts *self, const char *key, const char *text)
{
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_equal (key, texts[i].key))
      {
        g_free (*get_place (self, i));
        *get_place (self, i) = g_strstrip (g_strdup (text));
      }
}

static void
take_colours (SalonSiteFacts *self, const char *design_json)
{
  g_autoptr (SalonVoucherDesign) design = salon_voucher_design_read (design_json, NULL);
  g_autofree char *css = salon_site_colours_to_css (design->main_colour, design->accent_colour);

  self->main_colour = design->main_colour;
  self->accent_colour = design->accent_colour;
  self->colours = g_bytes_new (css, strlen (css));
  self->colours_name = salon_site_name_by_content ("colours.css", self->colours);
}

static gboolean
read_settings (SalonSiteFacts *self, SalonServerContext *context, GError **error)
{
  static const char sql[] =
    "SELECT key, value #>> '{}' FROM salon_settings"
    " WHERE key LIKE 'salon.%' OR key LIKE 'site.%' OR key = '" SALON_VOUCHER_DESIGN_KEY "'";
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 0, NULL, error);
  const char *design = NULL;

  if (rows == NULL)
    return FALSE;
  for (int i = 0; i < PQntuples (rows); i++)
    if (PQgetisnull (rows, i, 1))
      continue;
    else if (g_str_equal (PQgetvalue (rows, i, 0), SALON_VOUCHER_DESIGN_KEY))
      design = PQgetvalue (rows, i, 1);
    else
      take_text (self, PQgetvalue (rows, i, 0), PQgetvalue (rows, i, 1));
  take_colours (self, design);
  return TRUE;
}

/* What is in the picture, and so its name; it is drawn when somebody asks for it. */
static void
name_picture (SalonSiteFacts *self)
{
  g_autofree char *text = g_strdup_printf ("%s\n%s\n%06x %06x", self->name, self->tagline,
                                           self->main_colour, self->accent_colour);
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));

  self->share_name = salon_site_name_by_content ("share.png", bytes);
}

static gboolean
is_set (const SalonServerConfiguration *configuration, const char *name)
{
  return salon_server_configuration_get (configuration, name) != NULL;
}

static SalonSiteFacts *
read_facts (SalonServerContext *context, GError **error)
{
  g_autoptr (SalonSiteFacts) self = g_atomic_rc_box_new0 (SalonSiteFacts);

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    *get_place (self, i) = g_strdup ("");
  self->has_reviews = (is_set (context->configuration, "GOOGLE_PLACE_ID")
                       && is_set (context->configuration, "GOOGLE_PLACES_API_KEY"))
                      || (is_set (context->configuration, "GOOGLE_BUSINESS_ACCOUNT_ID")
                          && is_set (context->configuration, "GOOGLE_BUSINESS_LOCATION_ID"));
  self->windows = salon_server_hours_read_week (context, error);
  if (self->windows == NULL || !read_settings (self, context, error))
    return NULL;
  name_picture (self);
  return g_steal_pointer (&self);
}

SalonSiteFacts *
salon_site_facts_peek (const SalonServerShared *shared)
{
  return salon_server_cache_get_value (shared->cache, SALON_SERVER_VALUE_SITE);
}

SalonSiteFacts *
salon_site_facts_get (SalonServerContext *context, GError **error)
{
  SalonServerCache *cache = context->shared->cache;
  SalonSiteFacts *self = salon_site_facts_peek (context->shared);
  guint64 generation;

  if (self != NULL)
    return self;
  generation = salon_server_cache_begin (cache, SALON_SERVER_TOPIC_CATALOGUE);
  self = read_facts (context, error);
  if (self != NULL)
    salon_server_cache_keep_value (cache, SALON_SERVER_VALUE_SITE, generation, self, clear_facts);
  return self;
}
