/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Codes of gift cards: a good one is read as the same again however it is written, and with any one
 * character changed it is none. The first byte chooses the prefix. */
#include <string.h>

#include "core/salon-voucher-code.h"

#include "fuzz-target.h"

static const char *const prefixes[] = { "SERA", "B2", "ABCDEFGH", "A0", "é" };

/* Every single wrong character, at the place that @place says. */
static void
expect_found (const char *code, const char *prefix, gsize place)
{
  g_autofree char *wrong = g_strdup (code);
  gsize start = strlen (code) - 9;
  gsize at = start + place % 8;
  SalonVoucherVerdict verdict = SALON_VOUCHER_OK;

  at += at >= start + 4;
  wrong[at] = code[at] == '7' ? '8' : '7';
  g_assert_false (salon_voucher_code_read (wrong, prefix, NULL, &verdict));
  g_assert_cmpint (verdict, ==, SALON_VOUCHER_ONE_WRONG_CHARACTER);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  const char *prefix = prefixes[size > 0 ? data[0] % G_N_ELEMENTS (prefixes) : 0];
  g_autofree char *typed = size > 0 ? fuzz_dup_bytes (data + 1, size - 1) : g_strdup ("");
  g_autofree char *code = NULL;
  g_autofree char *again = NULL;
  g_autofree char *key = NULL;
  g_autofree char *same_key = NULL;
  SalonVoucherVerdict verdict = SALON_VOUCHER_FOREIGN;

  key = salon_voucher_code_make_key (typed);
  g_assert_cmpuint (strlen (key), <=, strlen (typed));
  if (!salon_voucher_code_read (typed, prefix, &code, &verdict))
    {
      g_assert_nonnull (code);
      g_assert_cmpint (verdict, !=, SALON_VOUCHER_OK);
      return 0;
    }
  g_assert_true (salon_voucher_code_read (code, prefix, &again, &verdict));
  g_assert_cmpstr (again, ==, code);
  same_key = salon_voucher_code_make_key (code);
  g_assert_true (g_str_has_suffix (same_key, key));
  expect_found (code, prefix, size);
  return 0;
}
