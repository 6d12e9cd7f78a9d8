/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-detail.h"

#include <glib/gi18n-lib.h>

#include "core/salon-phone.h"
#include "core/salon-text.h"
#include "settings/salon-siret.h"

static const char *
check_nothing (const char *text)
{
  return NULL;
}

static const char *
check_name (const char *text)
{
  g_autofree char *clean = salon_text_clean (text);

  return *clean ? NULL : _ ("The salon needs a name.");
}

static const char *
check_phone (const char *text)
{
  g_autofree char *clean = salon_text_clean (text);
  g_autofree char *e164 = NULL;

  return !*clean || salon_phone_parse (clean, &e164, NULL)
           ? NULL
           : _ ("Write the phone number like 01 23 45 67 89.");
}

static const char *
check_email (const char *text)
{
  g_autofree char *clean = salon_text_clean (text);

  return !*clean || salon_text_is_email (clean) ? NULL
                                                : _ ("Write the e-mail like salon@example.com.");
}

static const char *
check_siret (const char *text)
{
  g_autofree char *clean = salon_text_clean (text);
  g_autofree char *digits = NULL;

  if (!*clean)
    return NULL;
  switch (salon_siret_parse (clean, &digits))
    {
    case SALON_SIRET_VALID:
      return NULL;
    case SALON_SIRET_WRONG_LENGTH:
      return _ ("A SIRET number has 14 digits.");
    case SALON_SIRET_WRONG_SUM:
      return _ ("This is no SIRET number: one of its digits is wrong.");
    }
  g_return_val_if_reached (NULL);
}

static char *
keep_phone (const char *text)
{
  g_autofree char *clean = salon_text_clean (text);
  char *e164 = NULL;

  return *clean && salon_phone_parse (clean, &e164, NULL) ? e164 : g_strdup ("");
}

static char *
keep_siret (const char *text)
{
  char *digits = NULL;

  salon_siret_parse (text, &digits);
  return digits ? digits : g_strdup ("");
}

static char *
show_plain (const char *kept)
{
  return g_strdup (kept);
}

/* An address may have been written in lines elsewhere. */
static char *
show_in_one_line (const char *kept)
{
  g_auto (GStrv) lines = g_strsplit (kept, "\n", -1);

  return g_strjoinv (", ", lines);
}

static const SalonDetail details[] = {
  { "salon.name", N_ ("Name"), N_ ("Name of the salon"), GTK_INPUT_PURPOSE_FREE_FORM, check_name,
    salon_text_clean, show_plain },
  { "salon.address", N_ ("Address"), N_ ("Address of the salon"), GTK_INPUT_PURPOSE_FREE_FORM,
    check_nothing, salon_text_clean, show_in_one_line },
  { "salon.phone", N_ ("Phone"), N_ ("Phone number of the salon"), GTK_INPUT_PURPOSE_PHONE,
    check_phone, keep_phone, salon_phone_format },
  { "salon.email", N_ ("E-mail"), N_ ("E-mail of the salon"), GTK_INPUT_PURPOSE_EMAIL, check_email,
    salon_text_clean, show_plain },
  { "salon.siret", N_ ("SIRET Number"), N_ ("SIRET number of the salon"),
    GTK_INPUT_PURPOSE_FREE_FORM, check_siret, keep_siret, salon_siret_format },
};

const SalonDetail *
salon_detail_list (gsize *n_details)
{
  *n_details = G_N_ELEMENTS (details);
  return details;
}
