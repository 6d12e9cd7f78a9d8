/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days, minutes and instants of the wire: what is read is written again as it was. */
#include "core/salon-day.h"
#include "core/salon-instant.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_bytes (data, size);
  SalonDay day = SALON_DAY_NONE;
  int minute = -1;
  gint64 instant;

  if (salon_day_parse (text, &day, NULL))
    {
      g_autofree char *again = salon_day_format (day);

      g_assert_cmpstr (again, ==, text);
    }
  else
    g_assert_cmpint (day, ==, SALON_DAY_NONE);
  if (salon_minute_parse (text, &minute, NULL))
    {
      g_autofree char *again = salon_minute_format_sql (minute);

      g_assert_cmpint (minute, <=, SALON_DAY_MINUTES);
      g_assert_true (g_str_has_prefix (again, text));
    }
  else
    g_assert_cmpint (minute, ==, -1);
  if (salon_instant_from_wire (text, &instant, NULL))
    {
      g_autofree char *again = salon_instant_to_wire (instant);

      g_assert_cmpstr (again, ==, text);
    }
  return 0;
}
