/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-figures-hours.h"

#include <stdlib.h>

#include "salon-server-hours.h"

static gboolean
read_shortest (SalonServerContext *context, SalonServerFiguresHours *self, GError **error)
{
  g_autoptr (PGresult) rows = salon_server_context_query (
    context, "SELECT coalesce (min (duration_minutes), 0) FROM services WHERE is_active", 0, NULL,
    error);

  if (rows == NULL)
    return FALSE;
  self->rules.shortest_minutes = atoi (PQgetvalue (rows, 0, 0));
  return TRUE;
}

SalonServerFiguresHours *
salon_server_figures_hours_read (SalonServerContext *context, GError **error)
{
  g_autoptr (SalonServerFiguresHours) self = g_new0 (SalonServerFiguresHours, 1);
  g_autoptr (SalonServerHours) hours = salon_server_hours_read (context, TRUE, error);

  if (hours == NULL)
    return NULL;
  self->rules.zone = g_time_zone_ref (hours->zone);
  self->rules.staff = salon_server_hours_read_staff (context, error);
  if (self->rules.staff == NULL || !read_shortest (context, self, error))
    return NULL;
  self->rules.hours = salon_server_hours_make (hours, FALSE);
  self->rules.usual = salon_server_hours_make (hours, TRUE);
  return g_steal_pointer (&self);
}

void
salon_server_figures_hours_free (SalonServerFiguresHours *self)
{
  g_clear_object (&self->rules.hours);
  g_clear_object (&self->rules.usual);
  g_clear_pointer (&self->rules.staff, g_ptr_array_unref);
  g_clear_pointer (&self->rules.zone, g_time_zone_unref);
  g_free (self);
}
