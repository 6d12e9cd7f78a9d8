/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-till-setting.h"

#include <glib/gi18n-lib.h>

gboolean
salon_till_setting_is_on (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), FALSE);

  return g_strcmp0 (salon_session_get_setting (session, SALON_TILL_OFF_KEY), "true") != 0;
}

int
salon_till_setting_get_vat_rate (SalonSession *session)
{
  const char *text = NULL;
  gint64 rate = 0;

  g_return_val_if_fail (SALON_IS_SESSION (session), 0);

  text = salon_session_get_setting (session, SALON_VAT_RATE_KEY);
  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, 10000, &rate, NULL))
    return 0;
  return salon_vat_find_rate (rate) >= 0 ? (int) rate : 0;
}

char *
salon_till_setting_format_rate (int rate)
{
  g_autofree char *number = NULL;

  if (rate % 100 == 0)
    number = g_strdup_printf ("%d", rate / 100);
  else
    /* Translators: a number with one decimal: "5.5" */
    number = g_strdup_printf (C_ ("decimal", "%d.%d"), rate / 100, rate % 100 / 10);
  /* Translators: a rate of VAT: "20%" */
  return g_strdup_printf (C_ ("rate", "%s%%"), number);
}
