/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-exchange-error.h"

/* G_DEFINE_QUARK() wants the name unquoted, and clang-format reads its hyphens as minus signs. */
GQuark
salon_exchange_error_quark (void)
{
  return g_quark_from_static_string ("salon-exchange-error-quark");
}
