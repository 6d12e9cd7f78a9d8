/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Where the pages of the site are, in either language: "/prestations" is "/en/services". Each part of an
 * address has its word in the other language; what has none (a secret, a number) stays as it is. Pure.
 */
#pragma once

#include "core/salon-language.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_SITE_HOME,
  SALON_SITE_ABOUT,
  SALON_SITE_SERVICES,
  SALON_SITE_BOOKING,
  SALON_SITE_GIFT_CARD,
  SALON_SITE_REVIEWS,
  SALON_SITE_CONTACT,
  SALON_SITE_LEGAL,
  SALON_SITE_PRIVACY,
  SALON_SITE_APPOINTMENT,
} SalonSitePlace;

#define SALON_N_SITE_PLACES (SALON_SITE_APPOINTMENT + 1)

/* "booking", as templates have it: {{paths.booking}}. */
const char *salon_site_place_get_name (SalonSitePlace place);
/* "/reservation", "/en/booking". Static. */
const char *salon_site_place_get_path (SalonSitePlace place, SalonLanguage language);

/* "/en" and what lies below are English, all else French. */
SalonLanguage salon_site_path_get_language (const char *path);
/* The same page in @language. Transfer full. */
char *salon_site_path_translate (const char *path, SalonLanguage language);

G_END_DECLS
