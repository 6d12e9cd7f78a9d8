/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-path.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *paths[2]; /* by SalonLanguage */
} places[] = {
  [SALON_SITE_HOME] = { "home", { "/en", "/" } },
  [SALON_SITE_ABOUT] = { "about", { "/en/about", "/a-propos" } },
  [SALON_SITE_SERVICES] = { "services", { "/en/services", "/prestations" } },
  [SALON_SITE_BOOKING] = { "booking", { "/en/booking", "/reservation" } },
  [SALON_SITE_GIFT_CARD] = { "gift_card", { "/en/gift-card", "/bon-cadeau" } },
  [SALON_SITE_REVIEWS] = { "reviews", { "/en/reviews", "/avis" } },
  [SALON_SITE_CONTACT] = { "contact", { "/en/contact", "/contact" } },
  [SALON_SITE_LEGAL] = { "legal", { "/en/legal-notice", "/mentions-legales" } },
  [SALON_SITE_PRIVACY] = { "privacy", { "/en/privacy", "/confidentialite" } },
  [SALON_SITE_APPOINTMENT] = { "appointment", { "/en/appointment", "/rendez-vous" } },
};

/* The parts of addresses, by SalonLanguage. */
static const char *const parts[][2] = {
  { "about", "a-propos" },
  { "services", "prestations" },
  { "booking", "reservation" },
  { "gift-card", "bon-cadeau" },
  { "reviews", "avis" },
  { "contact", "contact" },
  { "legal-notice", "mentions-legales" },
  { "privacy", "confidentialite" },
  { "appointment", "rendez-vous" },
  { "balance", "solde" },
  { "cancel", "annuler" },
  { "day", "jour" },
  { "details", "coordonnees" },
  { "given-up", "annule" },
  { "move", "deplacer" },
  { "order", "commande" },
  { "payment", "paiement" },
  { "preview", "apercu" },
  { "slots", "creneaux" },
  { "thanks", "merci" },
  { "waiting-list", "liste-attente" },
};

const char *
salon_site_place_get_name (SalonSitePlace place)
{
  g_return_val_if_fail ((gsize) place < G_N_ELEMENTS (places), NULL);

  return places[place].name;
}

const char *
salon_site_place_get_path (SalonSitePlace place, SalonLanguage language)
{
  g_return_val_if_fail ((gsize) place < G_N_ELEMENTS (places), NULL);

  return places[place].paths[language];
}

SalonLanguage
salon_site_path_get_language (const char *path)
{
  g_return_val_if_fail (path != NULL, SALON_LANGUAGE_FRENCH);

  return strncmp (path, "/en", 3) == 0 && (path[3] == '\0' || path[3] == '/')
           ? SALON_LANGUAGE_ENGLISH
           : SALON_LANGUAGE_FRENCH;
}

static const char *
translate_part (const char *part, SalonLanguage from, SalonLanguage to)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (part, parts[i][from]))
      return parts[i][to];
  return part;
}

char *
salon_site_path_translate (const char *path, SalonLanguage language)
{
  SalonLanguage from;
  g_auto (GStrv) words = NULL;
  GString *translated;

  g_return_val_if_fail (path != NULL, NULL);

  from = salon_site_path_get_language (path);
  words = g_strsplit (path + (from == SALON_LANGUAGE_ENGLISH ? 3 : 0), "/", -1);
  translated = g_string_new (language == SALON_LANGUAGE_ENGLISH ? "/en" : "");
  for (gsize i = 0; words[i] != NULL; i++)
    if (*words[i] != '\0')
      g_string_append_printf (translated, "/%s", translate_part (words[i], from, language));
  if (translated->len == 0)
    g_string_append_c (translated, '/');
  return g_string_free_and_steal (translated);
}
