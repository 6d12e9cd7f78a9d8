/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-till-setting.h"

gboolean
salon_till_setting_is_on (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), FALSE);

  return g_strcmp0 (salon_session_get_setting (session, SALON_TILL_OFF_KEY), "true") != 0;
}
