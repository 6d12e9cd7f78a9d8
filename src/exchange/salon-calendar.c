/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * libical takes the text apart and counts out what repeats; which zone a time is in is decided here, for
 * of names it knows only those that the file describes.
 *
 * A repetition is counted in the wall time of its own zone, as the rule means it, and each time is
 * brought to the salon's afterwards: so an appointment at nine stays at nine across the change of the
 * clocks.
 */
#include "salon-calendar.h"

/* Upstream asks for this word: between its versions names may change. */
#define LIBICAL_GLIB_UNSTABLE_API
#include <libical-glib/libical-glib.h>
#include <string.h>

#include "core/salon-text.h"

#include "salon-calendar-private.h"
#include "salon-exchange-error.h"
#include "salon-foreign-text.h"
#include "salon-zone.h"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ICalComponent, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ICalDuration, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ICalParameter, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ICalProperty, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ICalRecurrence, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ICalRecurIterator, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ICalTime, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ICalTimezone, g_object_unref)

#define SUMMARY_MAX_BYTES 1000
/* What libical may look at before it finds the next time, as a count of times before the salon's own. */
#define MAX_TRIES 20000

typedef struct
{
  SalonCalendar *calendar;
  GTimeZone *zone;
  SalonDay horizon;
  GHashTable *changed; /* "uid when": single times of a repetition that are told by themselves */
  guint number;
} Reader;

/* A time as the file has it. */
typedef struct
{
  SalonMoment wall; /* in its own zone; of a day: its beginning */
  gboolean is_day;
  gboolean is_utc;
  GTimeZone *zone;         /* nullable */
  ICalTimezone *described; /* nullable: of the file */
  guint problems;
} When;

static void
when_clear (When *when)
{
  g_clear_pointer (&when->zone, g_time_zone_unref);
  g_clear_object (&when->described);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (When, when_clear)

static gboolean
read_wall (ICalTime *time, SalonMoment *wall)
{
  int year = i_cal_time_get_year (time);
  int month = i_cal_time_get_month (time);
  int day = i_cal_time_get_day (time);
  int hour = i_cal_time_is_date (time) ? 0 : i_cal_time_get_hour (time);
  int minute = i_cal_time_is_date (time) ? 0 : i_cal_time_get_minute (time);

  if (i_cal_time_is_null_time (time) || year < 1900 || year > 2200
      || !salon_ymd_is_valid (year, month, day) || hour < 0 || hour > 23 || minute < 0
      || minute > 59)
    return FALSE;
  *wall = salon_moment (salon_day_from_ymd (year, month, day), hour * 60 + minute);
  return TRUE;
}

static void
find_zone (ICalProperty *property, ICalComponent *calendar, When *when)
{
  g_autoptr (ICalParameter) parameter =
    i_cal_property_get_first_parameter (property, I_CAL_TZID_PARAMETER);
  const char *name = parameter != NULL ? i_cal_parameter_get_tzid (parameter) : NULL;

  if (name == NULL || *name == '\0')
    return;
  when->zone = salon_zone_find (name);
  if (when->zone != NULL)
    return;
  when->described = i_cal_component_get_timezone (calendar, name);
  if (when->described == NULL)
    when->problems |= SALON_PROBLEM_ZONE;
}

static gboolean
read_when (ICalProperty *property, ICalTime *time, ICalComponent *calendar, When *when)
{
  *when = (When) { 0 };
  if (time == NULL || !read_wall (time, &when->wall))
    return FALSE;
  when->is_day = i_cal_time_is_date (time);
  when->is_utc = i_cal_time_is_utc (time);
  if (!when->is_day && !when->is_utc)
    find_zone (property, calendar, when);
  return TRUE;
}

static gint64
described_to_instant (SalonMoment wall, ICalTimezone *described)
{
  g_autoptr (ICalTime) time = i_cal_time_new ();
  int year, month, day;

  salon_day_to_ymd (salon_moment_get_day (wall), &year, &month, &day);
  i_cal_time_set_date (time, year, month, day);
  i_cal_time_set_time (time, salon_moment_get_minute (wall) / 60,
                       salon_moment_get_minute (wall) % 60, 0);
  return (gint64) i_cal_time_as_timet_with_zone (time, described);
}

/* @wall in the zone of @when; the salon's when it has none. */
static gint64
to_instant (Reader *self, SalonMoment wall, const When *when)
{
  if (when->is_utc)
    return wall * 60;
  if (when->zone != NULL)
    return salon_moment_to_instant (wall, when->zone);
  if (when->described != NULL)
    return described_to_instant (wall, when->described);
  return salon_moment_to_instant (wall, self->zone);
}

/* The same as the salon's clock shows it. */
static SalonMoment
to_salon (Reader *self, SalonMoment wall, const When *when)
{
  if (when->is_day || (!when->is_utc && when->zone == NULL && when->described == NULL))
    return wall;
  return salon_moment_from_instant (to_instant (self, wall, when), self->zone);
}

/* An hour that the salon's clocks skip is no time of a floating event either. */
static SalonMoment
settle (Reader *self, SalonMoment moment)
{
  return salon_moment_from_instant (salon_moment_to_instant (moment, self->zone), self->zone);
}

static ICalProperty *
get_first (ICalComponent *event, ICalPropertyKind kind)
{
  return i_cal_component_get_first_property (event, kind);
}

static const char *
keep_text (Reader *self, ICalComponent *event, ICalPropertyKind kind, gboolean has_lines)
{
  g_autoptr (ICalProperty) property = get_first (event, kind);
  g_autofree char *cleaned = NULL;
  const char *text = NULL;

  if (property == NULL)
    return NULL;
  text = kind == I_CAL_SUMMARY_PROPERTY ? i_cal_property_get_summary (property)
                                        : i_cal_property_get_description (property);
  if (text == NULL || *text == '\0')
    return NULL;
  cleaned = has_lines ? g_utf8_make_valid (text, -1) : salon_text_clean (text);
  if (!has_lines && strlen (cleaned) > SUMMARY_MAX_BYTES)
    *g_utf8_find_prev_char (cleaned, cleaned + SUMMARY_MAX_BYTES) = '\0';
  return *cleaned != '\0' ? g_string_chunk_insert (self->calendar->texts, cleaned) : NULL;
}

static int
read_length (ICalComponent *event)
{
  g_autoptr (ICalProperty) property = get_first (event, I_CAL_DURATION_PROPERTY);
  g_autoptr (ICalDuration) duration =
    property != NULL ? i_cal_property_get_duration (property) : NULL;
  gint64 seconds = 0;

  if (duration == NULL || i_cal_duration_is_neg (duration))
    return 0;
  seconds = (gint64) i_cal_duration_get_weeks (duration) * 7 * 86400
            + (gint64) i_cal_duration_get_days (duration) * 86400
            + (gint64) i_cal_duration_get_hours (duration) * 3600
            + (gint64) i_cal_duration_get_minutes (duration) * 60
            + (gint64) i_cal_duration_get_seconds (duration);
  return (int) CLAMP (seconds / 60, 0, G_GINT64_CONSTANT (10000000));
}

/* Minutes from the beginning to the end, as they pass; of days, whole days. 0: nothing is said. */
static int
find_length (Reader *self, ICalComponent *calendar, ICalComponent *event, const When *start)
{
  g_autoptr (ICalProperty) property = get_first (event, I_CAL_DTEND_PROPERTY);
  g_autoptr (ICalTime) time = property != NULL ? i_cal_property_get_dtend (property) : NULL;
  g_auto (When) end = { 0 };
  SalonMoment length;

  if (property == NULL || !read_when (property, time, calendar, &end))
    return read_length (event);
  if (start->is_day || end.is_day)
    length = end.wall - start->wall;
  else
    length = (to_instant (self, end.wall, &end) - to_instant (self, start->wall, start)) / 60;
  return (int) CLAMP (length, 0, G_GINT64_CONSTANT (10000000));
}

static const char *
get_uid (ICalComponent *event)
{
  const char *uid = i_cal_component_get_uid (event);

  return uid != NULL ? uid : "";
}

static char *
make_key (const char *uid, SalonMoment moment)
{
  return g_strdup_printf ("%s %" G_GINT64_FORMAT, uid, moment);
}

static void
add_time (Reader *self, const SalonEvent *event, SalonMoment start, int length)
{
  SalonEvent copy = *event;

  copy.day = salon_moment_get_day (start);
  if (event->minute < 0)
    {
      copy.last_day = copy.day + MAX (length / SALON_DAY_MINUTES, 1) - 1;
      copy.duration_minutes = 0;
    }
  else
    {
      SalonMoment settled = settle (self, start);

      if (settled != start)
        copy.problems |= SALON_PROBLEM_SKIPPED_TIME;
      copy.day = salon_moment_get_day (settled);
      copy.last_day = copy.day;
      copy.minute = salon_moment_get_minute (settled);
      copy.duration_minutes = MIN (length, SALON_DAY_MINUTES);
    }
  g_array_append_val (self->calendar->events, copy);
}

static gboolean
is_full (Reader *self)
{
  return self->calendar->events->len >= SALON_CALENDAR_MAX_EVENTS;
}

/* Repetitions */

/* In the salon's time and in that of the event's own zone; the beginning of a day: not on that day. */
static GHashTable *
list_exceptions (Reader *self, ICalComponent *calendar, ICalComponent *event)
{
  GHashTable *exceptions = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (ICalProperty *property = get_first (event, I_CAL_EXDATE_PROPERTY); property != NULL;
       g_object_unref (property),
                    property = i_cal_component_get_next_property (event, I_CAL_EXDATE_PROPERTY))
    {
      g_autoptr (ICalTime) time = i_cal_property_get_exdate (property);
      g_auto (When) when = { 0 };
      SalonMoment moment;

      if (!read_when (property, time, calendar, &when))
        continue;
      moment = to_salon (self, when.wall, &when);
      g_hash_table_add (exceptions, g_memdup2 (&moment, sizeof moment));
      if (!when.is_utc)
        g_hash_table_add (exceptions, g_memdup2 (&when.wall, sizeof when.wall));
    }
  return exceptions;
}

static gboolean
is_left_out (Reader *self,
             GHashTable *exceptions,
             const char *uid,
             SalonMoment wall,
             SalonMoment start)
{
  SalonMoment day = salon_moment (salon_moment_get_day (wall), 0);
  g_autofree char *key = make_key (uid, start);

  return g_hash_table_contains (exceptions, &wall) || g_hash_table_contains (exceptions, &day)
         || g_hash_table_contains (exceptions, &start)
         || g_hash_table_contains (self->changed, key);
}

/* More often than daily is nobody's appointment, and counting it out takes for ever. */
static ICalRecurrence *
find_rule (ICalComponent *event)
{
  g_autoptr (ICalProperty) property = get_first (event, I_CAL_RRULE_PROPERTY);
  g_autoptr (ICalRecurrence) rule = property != NULL ? i_cal_property_get_rrule (property) : NULL;

  if (rule == NULL)
    return NULL;
  switch (i_cal_recurrence_get_freq (rule))
    {
    case I_CAL_DAILY_RECURRENCE:
    case I_CAL_WEEKLY_RECURRENCE:
    case I_CAL_MONTHLY_RECURRENCE:
    case I_CAL_YEARLY_RECURRENCE:
      return g_steal_pointer (&rule);
    case I_CAL_SECONDLY_RECURRENCE:
    case I_CAL_MINUTELY_RECURRENCE:
    case I_CAL_HOURLY_RECURRENCE:
    case I_CAL_NO_RECURRENCE:
      break;
    }
  return NULL;
}

static gboolean
is_endless (ICalRecurrence *rule)
{
  g_autoptr (ICalTime) until = i_cal_recurrence_get_until (rule);

  return i_cal_recurrence_get_count (rule) == 0
         && (until == NULL || i_cal_time_is_null_time (until));
}

static void
add_repetition (Reader *self,
                ICalComponent *calendar,
                ICalComponent *component,
                ICalRecurrence *rule,
                ICalTime *first,
                const When *start,
                const SalonEvent *event,
                int length)
{
  g_autoptr (ICalRecurIterator) iterator = i_cal_recur_iterator_new (rule, first);
  g_autoptr (GHashTable) exceptions = list_exceptions (self, calendar, component);
  const char *uid = get_uid (component);
  SalonEvent repeated = *event;
  guint n = 0;

  if (is_endless (rule))
    repeated.problems |= SALON_PROBLEM_ENDLESS;
  for (guint tries = 0; iterator != NULL && tries < MAX_TRIES; tries++)
    {
      g_autoptr (ICalTime) time = i_cal_recur_iterator_next (iterator);
      SalonMoment wall, moment;

      if (time == NULL || !read_wall (time, &wall) || n == SALON_CALENDAR_MAX_REPEATS
          || is_full (self))
        return;
      moment = to_salon (self, wall, start);
      if (salon_moment_get_day (moment) > self->horizon)
        return;
      if (is_left_out (self, exceptions, uid, wall, moment))
        continue;
      add_time (self, &repeated, moment, length);
      n++;
    }
}

/* Events */

static void
read_status (ICalComponent *component, SalonEvent *event)
{
  g_autoptr (ICalProperty) property = get_first (component, I_CAL_STATUS_PROPERTY);

  if (property == NULL)
    return;
  event->is_cancelled = i_cal_property_get_status (property) == I_CAL_STATUS_CANCELLED;
  event->is_tentative = i_cal_property_get_status (property) == I_CAL_STATUS_TENTATIVE;
}

static void
add_broken (Reader *self, SalonEvent *event)
{
  event->problems |= SALON_PROBLEM_BROKEN;
  event->day = event->last_day = SALON_DAY_NONE;
  event->minute = -1;
  g_array_append_val (self->calendar->events, *event);
}

static void
read_event (Reader *self, ICalComponent *calendar, ICalComponent *component)
{
  g_autoptr (ICalProperty) property = get_first (component, I_CAL_DTSTART_PROPERTY);
  g_autoptr (ICalTime) time = property != NULL ? i_cal_property_get_dtstart (property) : NULL;
  g_autoptr (ICalProperty) single = get_first (component, I_CAL_RECURRENCEID_PROPERTY);
  g_autoptr (ICalRecurrence) rule = single == NULL ? find_rule (component) : NULL;
  g_auto (When) start = { 0 };
  SalonEvent event = { .number = ++self->number };
  int length;

  event.summary = keep_text (self, component, I_CAL_SUMMARY_PROPERTY, FALSE);
  event.description = keep_text (self, component, I_CAL_DESCRIPTION_PROPERTY, TRUE);
  read_status (component, &event);
  if (property == NULL || !read_when (property, time, calendar, &start))
    {
      add_broken (self, &event);
      return;
    }
  event.problems = start.problems;
  event.minute = start.is_day ? -1 : 0;
  length = find_length (self, calendar, component, &start);
  if (rule != NULL)
    add_repetition (self, calendar, component, rule, time, &start, &event, length);
  else
    add_time (self, &event, to_salon (self, start.wall, &start), length);
}

static void
note_changed (Reader *self, ICalComponent *calendar, ICalComponent *component)
{
  g_autoptr (ICalProperty) property = get_first (component, I_CAL_RECURRENCEID_PROPERTY);
  g_autoptr (ICalTime) time = property != NULL ? i_cal_property_get_recurrenceid (property) : NULL;
  g_auto (When) when = { 0 };

  if (property == NULL || !read_when (property, time, calendar, &when))
    return;
  g_hash_table_add (self->changed,
                    make_key (get_uid (component), to_salon (self, when.wall, &when)));
}

typedef void (*Visit) (Reader *self, ICalComponent *calendar, ICalComponent *event);

static void
visit_events (Reader *self, ICalComponent *calendar, Visit visit)
{
  for (ICalComponent *event =
         i_cal_component_get_first_component (calendar, I_CAL_VEVENT_COMPONENT);
       event != NULL; g_object_unref (event),
                     event = i_cal_component_get_next_component (calendar, I_CAL_VEVENT_COMPONENT))
    if (!is_full (self))
      visit (self, calendar, event);
}

/* Both names of a calendar's name are in use. */
static void
read_name (Reader *self, ICalComponent *calendar)
{
  for (ICalProperty *property = get_first (calendar, I_CAL_X_PROPERTY); property != NULL;
       g_object_unref (property),
                    property = i_cal_component_get_next_property (calendar, I_CAL_X_PROPERTY))
    if (g_strcmp0 (i_cal_property_get_x_name (property), "X-WR-CALNAME") == 0
        && self->calendar->name == NULL)
      {
        const char *text = i_cal_property_get_x (property);
        g_autofree char *name = salon_text_clean (text != NULL ? text : "");

        if (*name != '\0')
          self->calendar->name = g_string_chunk_insert (self->calendar->texts, name);
      }
}

/* Several calendars in one file come in a component of their own; an event may come without one. */
static gboolean
read_component (Reader *self, ICalComponent *component, guint depth)
{
  ICalComponentKind kind = i_cal_component_isa (component);
  gboolean found = FALSE;

  if (kind == I_CAL_VEVENT_COMPONENT)
    {
      read_event (self, component, component);
      return TRUE;
    }
  if (kind == I_CAL_VCALENDAR_COMPONENT || kind == I_CAL_XROOT_COMPONENT)
    {
      found = kind == I_CAL_VCALENDAR_COMPONENT;
      read_name (self, component);
      visit_events (self, component, note_changed);
      visit_events (self, component, read_event);
    }
  if (depth == SALON_CALENDAR_MAX_DEPTH)
    return found;
  for (ICalComponent *child =
         i_cal_component_get_first_component (component, I_CAL_VCALENDAR_COMPONENT);
       child != NULL; g_object_unref (child), child = i_cal_component_get_next_component (
                                                component, I_CAL_VCALENDAR_COMPONENT))
    found = read_component (self, child, depth + 1) || found;
  return found || self->calendar->events->len > 0;
}

SalonCalendar *
salon_calendar_read (const guint8 *bytes,
                     gsize size,
                     GTimeZone *zone,
                     SalonDay horizon,
                     GError **error)
{
  g_autoptr (SalonCalendar) self = NULL;
  g_autoptr (ICalComponent) root = NULL;
  g_autoptr (GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *text = NULL;
  gsize length = 0;

  g_return_val_if_fail (zone != NULL, NULL);

  text = salon_foreign_text_decode (bytes, size, &length, error);
  if (text == NULL)
    return NULL;
  self = g_new0 (SalonCalendar, 1);
  self->events = g_array_new (FALSE, TRUE, sizeof (SalonEvent));
  self->texts = g_string_chunk_new (16 * 1024);
  if (strstr (text, "BEGIN:V") != NULL || strstr (text, "begin:v") != NULL)
    {
      g_autofree char *mended = salon_calendar_mend (text);

      root = i_cal_parser_parse_string (mended);
    }
  if (root == NULL || !read_component (&(Reader) { self, zone, horizon, changed, 0 }, root, 0))
    {
      g_set_error (error, SALON_EXCHANGE_ERROR, SALON_EXCHANGE_ERROR_NO_CALENDAR,
                   "no calendar in it");
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
salon_calendar_free (SalonCalendar *self)
{
  g_array_unref (self->events);
  g_string_chunk_free (self->texts);
  g_free (self);
}

SalonForeignKind
salon_calendar_guess_kind (SalonCalendar *self)
{
  guint n_days = 0;

  for (guint i = 0; i < self->events->len; i++)
    n_days += g_array_index (self->events, SalonEvent, i).minute < 0;
  return self->events->len > 0 && n_days * 10 >= self->events->len * 9 ? SALON_FOREIGN_CLOSURES
                                                                       : SALON_FOREIGN_BOOKINGS;
}
