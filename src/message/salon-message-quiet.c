/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-message-quiet.h"

#define LEAD_MINUTES 30

SalonMessageQuiet
salon_message_quiet_of (SalonMessageSettings *settings)
{
  SalonMessageQuiet quiet;

  salon_message_settings_get_quiet (settings, &quiet.from, &quiet.to);
  return quiet;
}

/* How long the quiet hours have lasted at @moment; not within them when that is not less than their
 * length. */
static int
get_elapsed (SalonMessageQuiet quiet, SalonMoment moment)
{
  return (salon_moment_get_minute (moment) - quiet.from + SALON_DAY_MINUTES) % SALON_DAY_MINUTES;
}

static int
get_length (SalonMessageQuiet quiet)
{
  return (quiet.to - quiet.from + SALON_DAY_MINUTES) % SALON_DAY_MINUTES;
}

gboolean
salon_message_quiet_covers (SalonMessageQuiet quiet, SalonMoment moment)
{
  return get_elapsed (quiet, moment) < get_length (quiet);
}

SalonMoment
salon_message_quiet_end (SalonMessageQuiet quiet, SalonMoment moment)
{
  return salon_message_quiet_covers (quiet, moment)
           ? moment + get_length (quiet) - get_elapsed (quiet, moment)
           : moment;
}

SalonMoment
salon_message_quiet_avoid (SalonMessageQuiet quiet, SalonMoment moment, SalonMoment latest)
{
  int open = SALON_DAY_MINUTES - get_length (quiet);
  SalonMoment after = salon_message_quiet_end (quiet, moment);
  SalonMoment before = moment - get_elapsed (quiet, moment) - MIN (LEAD_MINUTES, open);

  if (!salon_message_quiet_covers (quiet, moment))
    return moment;
  return after > latest || moment - before < after - moment ? before : after;
}
