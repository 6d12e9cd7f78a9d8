/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SIRET numbers: fourteen digits come out of a valid one, and what is shown is read as the same. */
#include <string.h>

#include "settings/salon-siret.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size);
  g_autofree char *digits = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *again = NULL;

  if (salon_siret_parse (text, &digits) != SALON_SIRET_VALID)
    {
      g_assert_null (digits);
      return 0;
    }
  g_assert_cmpuint (strspn (digits, "0123456789"), ==, 14);
  g_assert_cmpuint (strlen (digits), ==, 14);
  shown = salon_siret_format (digits);
  g_assert_cmpint (salon_siret_parse (shown, &again), ==, SALON_SIRET_VALID);
  g_assert_cmpstr (again, ==, digits);
  return 0;
}
