/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-finder-result.h"

SalonFinderResult *
salon_finder_result_new (SalonFinderSection section,
                         const char *heading,
                         const char *icon_name,
                         char *title,
                         char *subtitle)
{
  SalonFinderResult *self = g_new0 (SalonFinderResult, 1);

  self->section = section;
  self->heading = g_strdup (heading);
  self->icon_name = icon_name;
  self->title = title;
  self->subtitle = subtitle;
  return self;
}

void
salon_finder_result_free (SalonFinderResult *self)
{
  g_free (self->heading);
  g_free (self->title);
  g_free (self->subtitle);
  g_free (self->action);
  g_clear_pointer (&self->target, g_variant_unref);
  g_clear_object (&self->client);
  g_clear_object (&self->service);
  g_free (self);
}

void
salon_finder_result_set_action (SalonFinderResult *self, const char *action, GVariant *target)
{
  g_return_if_fail (self != NULL && action != NULL);

  g_set_str (&self->action, action);
  g_clear_pointer (&self->target, g_variant_unref);
  self->target = target != NULL ? g_variant_ref_sink (target) : NULL;
}
