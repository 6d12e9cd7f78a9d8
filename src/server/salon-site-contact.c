/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-contact.h"

#include <string.h>

#include "core/salon-day.h"
#include "core/salon-phone.h"
#include "core/salon-text.h"

/* As the endpoint has them. */
#define MOST_NAME 120
#define MOST_EMAIL 255
#define MOST_NOTE 2000

static void
add_fault (SalonSiteForm *form, const SalonSiteWords *words, const char *field, const char *key)
{
  salon_site_form_add_fault (form, field, salon_site_words_get (words, key));
}

static gboolean
is_phone (const char *text)
{
  g_autofree char *number = NULL;

  return salon_phone_parse (text, &number, NULL) && number != NULL;
}

/* One @, something before it, a dot behind it, nothing that no address has. */
static gboolean
is_email (const char *text)
{
  const char *at = strchr (text, '@');
  const char *dot = at != NULL ? strrchr (at, '.') : NULL;

  if (at == NULL || at == text || strchr (at + 1, '@') != NULL || dot == NULL || dot == at + 1
      || dot[1] == '\0' || strlen (text) > MOST_EMAIL)
    return FALSE;
  return strpbrk (text, " \n,;:<>()[]\\\"") == NULL;
}

static void
check_name (SalonSiteForm *form, const SalonSiteWords *words)
{
  g_autofree char *name = salon_text_clean (salon_site_form_get (form, "name"));

  if (*name == '\0' || g_utf8_strlen (name, -1) > MOST_NAME)
    add_fault (form, words, "name", "booking.error_name");
}

static void
check_ways (SalonSiteForm *form, SalonSiteContact kind, const SalonSiteWords *words)
{
  const char *phone = salon_site_form_get (form, "phone");
  const char *email = salon_site_form_get (form, "email");
  gboolean needs_both = kind == SALON_SITE_CONTACT_BOOKING;

  if (!needs_both && *phone == '\0' && *email == '\0')
    {
      add_fault (form, words, "phone", "booking.error_contact");
      return;
    }
  if ((needs_both || *phone != '\0') && !is_phone (phone))
    add_fault (form, words, "phone", "booking.error_phone");
  if ((needs_both || *email != '\0') && !is_email (email))
    add_fault (form, words, "email", "booking.error_email");
}

/* What is chosen from a list is a time, or nothing. */
static void
check_hours (SalonSiteForm *form, const SalonSiteWords *words)
{
  const char *from = salon_site_form_get (form, "from");
  const char *until = salon_site_form_get (form, "until");
  int first = 0, last = SALON_DAY_MINUTES;

  if ((*from != '\0' && !salon_minute_parse (from, &first, NULL))
      || (*until != '\0' && !salon_minute_parse (until, &last, NULL)) || first >= last)
    add_fault (form, words, "until", "booking.error_times");
}

gboolean
salon_site_contact_check (SalonSiteForm *form, SalonSiteContact kind, const SalonSiteWords *words)
{
  g_return_val_if_fail (form != NULL && words != NULL, FALSE);

  check_name (form, words);
  check_ways (form, kind, words);
  if (kind == SALON_SITE_CONTACT_WAITING)
    check_hours (form, words);
  if (g_utf8_strlen (salon_site_form_get (form, "note"), -1) > MOST_NOTE)
    add_fault (form, words, "note", "booking.error_note");
  return !salon_site_form_has_faults (form);
}

char *
salon_site_contact_dup (const SalonSiteForm *form, const char *field)
{
  const char *text = salon_site_form_get (form, field);

  return *text != '\0' ? g_strdup (text) : NULL;
}

char *
salon_site_contact_dup_phone (const SalonSiteForm *form)
{
  char *number = NULL;

  salon_phone_parse (salon_site_form_get (form, "phone"), &number, NULL);
  return number;
}
