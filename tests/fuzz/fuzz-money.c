/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Amounts: whatever is read is read as the same again, from how it is shown and from the wire. */
#include "core/salon-money.h"

#include "fuzz-target.h"

static void
check_shown (gint64 cents, SalonLanguage language)
{
  g_autofree char *shown = salon_money_format (cents, "EUR", language);
  gint64 again;

  g_assert_true (salon_money_parse (shown, &again, NULL));
  g_assert_cmpint (again, ==, cents);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_bytes (data, size);
  gint64 cents = 7;

  if (salon_money_parse (text, &cents, NULL))
    {
      check_shown (cents, SALON_LANGUAGE_FRENCH);
      check_shown (cents, SALON_LANGUAGE_ENGLISH);
    }
  else
    g_assert_cmpint (cents, ==, 7);
  if (salon_money_from_wire (text, &cents, NULL))
    {
      g_autofree char *again = salon_money_to_wire (cents);

      g_assert_cmpstr (again, ==, text);
    }
  return 0;
}
