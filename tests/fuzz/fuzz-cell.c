/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cells of foreign tables: what is read is in its bounds, and what is not leaves everything alone. */
#include "exchange/salon-cell.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_text (data, size);
  g_autofree char *e164 = NULL;
  SalonBookingStatus status = SALON_BOOKING_PENDING;
  SalonDay day = SALON_DAY_NONE;
  int minute = -1, duration = -1;
  gint64 cents = 7;
  gboolean flag = 7;

  if (salon_cell_read_day (text, &day))
    {
      g_autofree char *written = salon_day_format (day);
      SalonDay again;

      g_assert_true (salon_cell_read_day (written, &again));
      g_assert_cmpint (again, ==, day);
    }
  else
    g_assert_cmpint (day, ==, SALON_DAY_NONE);
  if (salon_cell_read_minute (text, &minute))
    g_assert_true (minute >= 0 && minute < SALON_DAY_MINUTES);
  else
    g_assert_cmpint (minute, ==, -1);
  if (salon_cell_read_duration (text, &duration))
    g_assert_true (duration >= 1 && duration <= SALON_DAY_MINUTES);
  else
    g_assert_cmpint (duration, ==, -1);
  if (!salon_cell_read_money (text, &cents))
    g_assert_cmpint (cents, ==, 7);
  if (!salon_cell_read_flag (text, &flag))
    g_assert_cmpint (flag, ==, 7);
  g_assert_true (salon_cell_read_phone (text, &e164) == (e164 != NULL));
  salon_cell_read_status (text, &status);
  g_assert_cmpint (status, <, SALON_N_BOOKING_STATUSES);
  return 0;
}
