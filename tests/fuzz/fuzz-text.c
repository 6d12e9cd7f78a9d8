/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts: any bytes become valid UTF-8, and what is folded or clean stays as it is. */
#include "core/salon-text.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_bytes (data, size);
  g_autofree char *folded = salon_text_fold (text);
  g_autofree char *folded_twice = salon_text_fold (folded);
  g_autofree char *clean = salon_text_clean (text);
  g_autofree char *clean_twice = salon_text_clean (clean);

  g_assert_true (g_utf8_validate (folded, -1, NULL));
  g_assert_cmpstr (folded_twice, ==, folded);
  g_assert_true (g_utf8_validate (clean, -1, NULL));
  g_assert_cmpstr (clean_twice, ==, clean);
  g_assert_false (salon_text_is_email (clean) && g_utf8_strchr (clean, -1, '@') == NULL);
  salon_text_is_email (text);
  return 0;
}
