/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-offers.h"

#include "core/salon-money.h"
#include "site/salon-site-format.h"

/* How many a category has, and what the least of it costs. */
static void
finish_category (const SalonSiteWords *words,
                 yyjson_mut_doc *doc,
                 yyjson_mut_val *category,
                 gint64 least_cents)
{
  gsize n_services = yyjson_mut_arr_size (yyjson_mut_obj_get (category, "services"));
  g_autofree char *price =
    salon_site_format_money (least_cents, salon_site_words_get_language (words));

  salon_site_page_take (doc, category, "count",
                        salon_site_words_count (words, "services.count", (gint64) n_services));
  salon_site_page_take (doc, category, "from",
                        salon_site_words_fill (words, "services.from", "price", price, NULL));
}

static yyjson_mut_val *
begin_category (const SalonSiteWords *words,
                yyjson_mut_doc *doc,
                yyjson_mut_val *categories,
                const char *name)
{
  yyjson_mut_val *category = yyjson_mut_arr_add_obj (doc, categories);

  /* In an address, behind its "#". */
  salon_site_page_take (doc, category, "id",
                        g_strdup_printf ("c%" G_GSIZE_FORMAT, yyjson_mut_arr_size (categories)));
  salon_site_page_add (doc, category, "name", salon_site_words_name_category (words, name));
  yyjson_mut_obj_add_arr (doc, category, "services");
  return category;
}

/* What it costs, in cents. */
static gint64
add_service (const PGresult *rows,
             int row,
             SalonLanguage language,
             yyjson_mut_doc *doc,
             yyjson_mut_val *list)
{
  yyjson_mut_val *service = yyjson_mut_arr_add_obj (doc, list);
  int minutes = (int) g_ascii_strtoll (PQgetvalue (rows, row, 4), NULL, 10);
  gint64 cents = 0;

  salon_money_from_wire (PQgetvalue (rows, row, 5), &cents, NULL);
  salon_site_page_add (doc, service, "id", PQgetvalue (rows, row, 0));
  salon_site_page_add (doc, service, "name", PQgetvalue (rows, row, 1));
  salon_site_page_add (doc, service, "description", PQgetvalue (rows, row, 3));
  salon_site_page_take (doc, service, "duration", salon_site_format_duration (minutes, language));
  salon_site_page_take (doc, service, "price", salon_site_format_money (cents, language));
  salon_site_page_add (doc, service, "price_wire", PQgetvalue (rows, row, 5));
  return cents;
}

gboolean
salon_site_offers_add (SalonServerContext *context,
                       const SalonSiteWords *words,
                       yyjson_mut_doc *doc,
                       yyjson_mut_val *root,
                       GError **error)
{
  static const char sql[] =
    "SELECT id, name, category, coalesce (description, ''), duration_minutes, price"
    " FROM services WHERE is_active"
    " ORDER BY min (position) OVER (PARTITION BY category), category, position, name, id";
  g_autoptr (PGresult) rows = salon_server_context_query (context, sql, 0, NULL, error);
  yyjson_mut_val *categories = yyjson_mut_obj_add_arr (doc, root, "categories");
  yyjson_mut_val *category = NULL;
  gint64 cents, least = G_MAXINT64;

  for (int i = 0; rows != NULL && i < PQntuples (rows); i++)
    {
      const char *name = PQgetvalue (rows, i, 2);

      if (i == 0 || !g_str_equal (name, PQgetvalue (rows, i - 1, 2)))
        {
          if (category != NULL)
            finish_category (words, doc, category, least);
          category = begin_category (words, doc, categories, name);
          least = G_MAXINT64;
        }
      cents = add_service (rows, i, salon_site_words_get_language (words), doc,
                           yyjson_mut_obj_get (category, "services"));
      least = MIN (least, cents);
    }
  if (category != NULL)
    finish_category (words, doc, category, least);
  return rows != NULL;
}
