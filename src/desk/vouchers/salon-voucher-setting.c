/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-setting.h"

#include <glib/gi18n-lib.h>

#include "settings/salon-setting.h"

SalonVoucherDesign *
salon_voucher_setting_read (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  return salon_voucher_design_read (salon_session_get_setting (session, SALON_VOUCHER_DESIGN_KEY),
                                    salon_session_get_setting (session, SALON_VOUCHER_LOGO_KEY));
}

SalonChange *
salon_voucher_setting_change (SalonSession *session,
                              const SalonVoucherDesign *design,
                              GError **error)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  return salon_setting_change_value (salon_session_get_reader (session), SALON_VOUCHER_DESIGN_KEY,
                                     salon_voucher_design_write (design), _ ("Look of vouchers"),
                                     error);
}

SalonChange *
salon_voucher_setting_change_logo (SalonSession *session, GBytes *logo, GError **error)
{
  gsize size = 0;
  const guchar *data = logo != NULL ? g_bytes_get_data (logo, &size) : NULL;
  g_autofree char *text = logo != NULL ? g_base64_encode (data, size) : NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  return salon_setting_change_text (salon_session_get_reader (session), SALON_VOUCHER_LOGO_KEY,
                                    text, _ ("Logo on vouchers"), error);
}
