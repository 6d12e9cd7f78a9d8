/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Days, times and lengths as people type them: what is understood is one of the calendar and the
 * clock. */
#include "bookings/salon-typed.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size);
  SalonDay day = SALON_DAY_NONE;
  int minute = -1;
  int minutes = -1;

  if (salon_typed_day_parse (text, salon_day_from_ymd (2026, 3, 9), &day))
    {
      int year, month, month_day;

      salon_day_to_ymd (day, &year, &month, &month_day);
      g_assert_true (salon_ymd_is_valid (year, month, month_day));
    }
  if (salon_typed_time_parse (text, &minute))
    g_assert_true (minute >= 0 && minute < SALON_DAY_MINUTES);
  if (salon_typed_length_parse (text, &minutes))
    g_assert_true (minutes >= 1 && minutes <= SALON_DAY_MINUTES);
  return 0;
}
