/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a planned message goes out, and where to. */
#include "core/salon-phone.h"
#include "core/salon-text.h"

#include "salon-message-plan-private.h"

#define HOUR_SECONDS 3600
#define LEAST_MINUTES 60       /* left until the visit, when quiet hours are over */
#define LAST_SECONDS (30 * 60) /* before it, nobody is reminded any more */
#define THANKS_LAST_SECONDS (12 * HOUR_SECONDS)

gboolean
salon_message_parse_wall (const char *text, SalonMoment *moment)
{
  g_auto (GStrv) parts = text != NULL ? g_strsplit (text, "T", 2) : NULL;
  SalonDay day;
  int minute;

  if (parts == NULL || g_strv_length (parts) != 2 || !salon_day_parse (parts[0], &day, NULL)
      || !salon_minute_parse (parts[1], &minute, NULL))
    return FALSE;
  *moment = salon_moment (day, minute);
  return TRUE;
}

void
salon_planned_message_refuse (SalonPlannedMessage *message, SalonMessageWhy why)
{
  message->verdict = SALON_MESSAGE_NOT_SENT;
  message->why = why;
}

/* In France a number that does not begin with 06 or 07 is at home on a wall. */
static gboolean
takes_sms (const char *e164)
{
  return !g_str_has_prefix (e164, "+33") || e164[3] == '6' || e164[3] == '7';
}

char *
salon_message_plan_dup_recipient (SalonMessageMedium medium, const char *text)
{
  g_autofree char *clean = salon_text_clean (text != NULL ? text : "");
  char *e164 = NULL;

  switch (medium)
    {
    case SALON_MESSAGE_SMS:
      if (salon_phone_parse (clean, &e164, NULL) && !takes_sms (e164))
        g_clear_pointer (&e164, g_free);
      return e164;
    case SALON_MESSAGE_EMAIL:
      return salon_text_is_email (clean) ? g_steal_pointer (&clean) : NULL;
    }
  g_return_val_if_reached (NULL);
}

void
salon_planner_judge_hour (SalonPlanner *self, SalonPlannedMessage *message)
{
  gint64 at = MAX (message->due_at, self->now);
  gboolean heeds_quiet = message->medium == SALON_MESSAGE_SMS || message->row == NULL;

  if (heeds_quiet)
    {
      SalonMoment moment = salon_moment_from_instant (at, self->zone);
      SalonMoment end = salon_message_quiet_end (self->quiet, moment);

      /* Of an end that autumn repeats, the first pass counts: then they are over. */
      if (end > moment)
        at = MAX (at, salon_moment_to_instant (end, self->zone));
    }
  if (at >= message->until)
    salon_planned_message_refuse (message, SALON_MESSAGE_WHY_TOO_LATE);
  else if (at > self->now)
    message->due_at = at;
  else
    message->verdict = SALON_MESSAGE_DUE;
}

void
salon_planner_time_reminder (SalonPlanner *self, SalonPlannedMessage *message, SalonMoment start)
{
  int ahead = salon_message_settings_get_span (self->settings, SALON_MESSAGE_REMINDER) * 60;
  SalonMoment due = salon_message_quiet_avoid (self->quiet, start - ahead, start - LEAST_MINUTES);

  message->due_at = salon_moment_to_instant (due, self->zone);
  message->until = salon_moment_to_instant (start, self->zone) - LAST_SECONDS;
}

void
salon_planner_time_thanks (SalonPlanner *self,
                           SalonPlannedMessage *message,
                           const SalonMessageBooking *booking)
{
  int after = salon_message_settings_get_span (self->settings, SALON_MESSAGE_THANKS) * HOUR_SECONDS;
  SalonMoment end = 0;

  if (!salon_message_parse_wall (booking->ends_at, &end))
    salon_message_parse_wall (booking->starts_at, &end);
  gint64 due = salon_moment_to_instant (end, self->zone) + after;
  SalonMoment wall = salon_moment_from_instant (due, self->zone);
  SalonMoment moment = salon_message_quiet_end (self->quiet, wall);

  message->due_at = moment > wall ? salon_moment_to_instant (moment, self->zone) : due;
  message->until = message->due_at + THANKS_LAST_SECONDS;
}
