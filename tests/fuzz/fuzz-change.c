/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Changes, as another device or a file gives them: what is read is whole, and the same when it comes
 * back, and so is its inverse. */
#include "core/salon-change.h"

#include "fuzz-target.h"

static void
check_returns (SalonChange *change)
{
  g_autofree char *json = salon_change_to_json (change);
  g_autoptr (SalonChange) again = salon_change_from_json (json, NULL);
  g_autofree char *json_again = NULL;

  g_assert_nonnull (again);
  json_again = salon_change_to_json (again);
  g_assert_cmpstr (json_again, ==, json);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_bytes (data, size);
  g_autoptr (SalonChange) change = salon_change_from_json (text, NULL);
  g_autoptr (SalonChange) inverse = NULL;

  if (change == NULL)
    return 0;
  g_assert_true (salon_change_check (change, NULL));
  check_returns (change);
  inverse = salon_change_invert (change, "back");
  g_assert_cmpuint (salon_change_get_n_edits (inverse), ==, salon_change_get_n_edits (change));
  g_assert_true (salon_change_check (inverse, NULL));
  return 0;
}
