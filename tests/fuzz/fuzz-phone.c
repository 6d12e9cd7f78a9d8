/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Phone numbers: a plus and 7 to 15 digits come out, and what is shown is read as the same number. */
#include <string.h>

#include "core/salon-phone.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_bytes (data, size);
  g_autofree char *e164 = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *again = NULL;
  g_autofree char *as_it_is = salon_phone_format (text);

  if (!salon_phone_parse (text, &e164, NULL))
    {
      g_assert_null (e164);
      return 0;
    }
  g_assert_true (e164[0] == '+' && e164[1 + strspn (e164 + 1, "0123456789")] == '\0');
  g_assert_cmpuint (strlen (e164), >=, 8);
  g_assert_cmpuint (strlen (e164), <=, 16);
  shown = salon_phone_format (e164);
  g_assert_true (salon_phone_parse (shown, &again, NULL));
  g_assert_cmpstr (again, ==, e164);
  return 0;
}
