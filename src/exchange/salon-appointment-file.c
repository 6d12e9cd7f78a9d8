/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-appointment-file.h"

#include <string.h>

#define LIBICAL_GLIB_UNSTABLE_API
#include <libical-glib/libical-glib.h>

#define PRODUCT "-//Serenaia//Serenaia//FR"

G_DEFINE_AUTOPTR_CLEANUP_FUNC (ICalComponent, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ICalProperty, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ICalTime, g_object_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (ICalTrigger, g_object_unref)

static void
add (ICalComponent *component, ICalProperty *property)
{
  i_cal_component_take_property (component, property);
}

static ICalTime *
make_utc (gint64 instant)
{
  return i_cal_time_new_from_timet_with_zone ((time_t) instant, FALSE,
                                              i_cal_timezone_get_utc_timezone ());
}

/* The description of the zone under its plain name; NULL for one that libical does not know. */
static ICalComponent *
describe_zone (const char *name)
{
  ICalTimezone *zone = i_cal_timezone_get_builtin_timezone (name);
  g_autoptr (ICalComponent) known = zone != NULL ? i_cal_timezone_get_component (zone) : NULL;
  ICalComponent *own;
  g_autoptr (ICalProperty) id = NULL;

  if (known == NULL)
    return NULL;
  own = i_cal_component_clone (known);
  id = i_cal_component_get_first_property (own, I_CAL_TZID_PROPERTY);
  if (id != NULL)
    i_cal_property_set_tzid (id, name);
  return own;
}

/* Wall time of a zone that the file describes. */
static ICalTime *
make_wall (SalonMoment moment)
{
  ICalTime *time = i_cal_time_new ();
  int year = 0, month = 0, day = 0, minute = salon_moment_get_minute (moment);

  salon_day_to_ymd (salon_moment_get_day (moment), &year, &month, &day);
  i_cal_time_set_date (time, year, month, day);
  i_cal_time_set_time (time, minute / 60, minute % 60, 0);
  i_cal_time_set_is_date (time, FALSE);
  return time;
}

static void
name_zone (ICalProperty *property, const char *zone)
{
  i_cal_property_take_parameter (property, i_cal_parameter_new_tzid (zone));
}

static void
add_times (ICalComponent *event, const SalonAppointment *self, gboolean has_zone)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_identifier (self->zone);
  g_autoptr (GTimeZone) known = zone != NULL ? g_steal_pointer (&zone) : g_time_zone_new_utc ();
  gint64 start = salon_moment_to_instant (self->start, known);
  gint64 end = start + (gint64) self->duration_minutes * 60;
  g_autoptr (ICalTime) first = has_zone ? make_wall (self->start) : make_utc (start);
  g_autoptr (ICalTime) last =
    has_zone ? make_wall (salon_moment_from_instant (end, known)) : make_utc (end);
  ICalProperty *from = i_cal_property_new_dtstart (first);
  ICalProperty *to = i_cal_property_new_dtend (last);

  if (has_zone)
    {
      name_zone (from, self->zone);
      name_zone (to, self->zone);
    }
  add (event, from);
  add (event, to);
}

static void
add_alarm (ICalComponent *event, const char *summary)
{
  ICalComponent *alarm = i_cal_component_new_valarm ();
  g_autoptr (ICalTrigger) trigger = i_cal_trigger_new_from_string ("-P1D");

  add (alarm, i_cal_property_new_action (I_CAL_ACTION_DISPLAY));
  add (alarm, i_cal_property_new_trigger (trigger));
  add (alarm, i_cal_property_new_description (summary));
  i_cal_component_take_component (event, alarm);
}

static ICalPropertyStatus
get_status (SalonAppointmentState state)
{
  switch (state)
    {
    case SALON_APPOINTMENT_CONFIRMED:
      return I_CAL_STATUS_CONFIRMED;
    case SALON_APPOINTMENT_TENTATIVE:
      return I_CAL_STATUS_TENTATIVE;
    case SALON_APPOINTMENT_CANCELLED:
      break;
    }
  return I_CAL_STATUS_CANCELLED;
}

static ICalComponent *
make_event (const SalonAppointment *self, gint64 now, gboolean has_zone)
{
  ICalComponent *event = i_cal_component_new_vevent ();
  g_autofree char *uid = g_strconcat (self->id, "@serenaia", NULL);
  g_autoptr (ICalTime) stamp = make_utc (now);

  add (event, i_cal_property_new_uid (uid));
  add (event, i_cal_property_new_dtstamp (stamp));
  add_times (event, self, has_zone);
  add (event, i_cal_property_new_summary (self->summary));
  if (self->location != NULL && *self->location != '\0')
    add (event, i_cal_property_new_location (self->location));
  if (self->description != NULL && *self->description != '\0')
    add (event, i_cal_property_new_description (self->description));
  add (event, i_cal_property_new_status (get_status (self->state)));
  add (event, i_cal_property_new_transp (I_CAL_TRANSP_OPAQUE));
  if (self->state != SALON_APPOINTMENT_CANCELLED)
    add_alarm (event, self->summary);
  return event;
}

GBytes *
salon_appointment_file_write (const SalonAppointment *appointment, gint64 now)
{
  /* libical reads its zones when they are first asked for. */
  static GMutex lock;
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&lock);
  g_autoptr (ICalComponent) calendar = i_cal_component_new_vcalendar ();
  ICalComponent *zone;
  char *text;

  g_return_val_if_fail (appointment != NULL && appointment->id != NULL, NULL);
  g_return_val_if_fail (appointment->zone != NULL && appointment->summary != NULL, NULL);

  add (calendar, i_cal_property_new_prodid (PRODUCT));
  add (calendar, i_cal_property_new_version ("2.0"));
  add (calendar, i_cal_property_new_method (I_CAL_METHOD_PUBLISH));
  zone = describe_zone (appointment->zone);
  if (zone != NULL)
    i_cal_component_take_component (calendar, zone);
  i_cal_component_take_component (calendar, make_event (appointment, now, zone != NULL));
  text = i_cal_component_as_ical_string (calendar);
  return g_bytes_new_take (text, strlen (text));
}
