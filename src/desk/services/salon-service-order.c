/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-service-order.h"

#include <glib/gi18n-lib.h>

static const SalonServiceFields *
get_fields (GPtrArray *services, guint index)
{
  return salon_service_get_fields (g_ptr_array_index (services, index));
}

static GPtrArray *
find_group (GPtrArray *groups, const char *category)
{
  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *group = g_ptr_array_index (groups, i);
      if (g_str_equal (get_fields (group, 0)->category, category))
        return group;
    }
  return NULL;
}

static gboolean
find_service (GPtrArray *group, const char *id, guint *index)
{
  for (guint i = 0; i < group->len; i++)
    if (g_str_equal (get_fields (group, i)->id, id))
      {
        *index = i;
        return TRUE;
      }
  return FALSE;
}

GPtrArray *
salon_service_order_group (GPtrArray *services)
{
  GPtrArray *groups = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < services->len; i++)
    {
      SalonService *service = g_ptr_array_index (services, i);
      GPtrArray *group = find_group (groups, salon_service_get_fields (service)->category);

      if (!group)
        {
          group = g_ptr_array_new_with_free_func (g_object_unref);
          g_ptr_array_add (groups, group);
        }
      g_ptr_array_add (group, g_object_ref (service));
    }
  return groups;
}

static GPtrArray *
dup_group_of (GPtrArray *groups, const char *id, guint *index)
{
  for (guint i = 0; i < groups->len; i++)
    if (find_service (g_ptr_array_index (groups, i), id, index))
      return g_ptr_array_ref (g_ptr_array_index (groups, i));
  return NULL;
}

SalonService *
salon_service_order_get_neighbour (GPtrArray *services, const char *id, int step)
{
  g_autoptr (GPtrArray) groups = salon_service_order_group (services);
  guint index = 0;
  g_autoptr (GPtrArray) group = dup_group_of (groups, id, &index);

  if (!group)
    return NULL;
  gint64 neighbour = (gint64) index + step;
  return neighbour >= 0 && neighbour < group->len ? group->pdata[neighbour] : NULL;
}

/* The whole list is numbered anew, category by category: services that were added elsewhere, or
 * moved to another category, may share a number or stand between others. Only numbers that differ
 * make it into the change. */
static void
add_numbers (GPtrArray *groups, SalonChangeBuilder *builder)
{
  int position = 0;

  for (guint i = 0; i < groups->len; i++)
    {
      GPtrArray *group = g_ptr_array_index (groups, i);
      for (guint j = 0; j < group->len; j++)
        {
          SalonServiceFields fields = *get_fields (group, j);
          fields.position = position++;
          g_autoptr (SalonService) after = salon_service_new (&fields);
          salon_service_add_update (g_ptr_array_index (group, j), after, builder);
        }
    }
}

SalonChange *
salon_service_order_move (GPtrArray *services, const char *id, const char *target)
{
  g_autoptr (GPtrArray) groups = salon_service_order_group (services);
  guint from = 0, to = 0;
  g_autoptr (GPtrArray) group = dup_group_of (groups, id, &from);

  if (!group || !find_service (group, target, &to) || from == to)
    return NULL;
  SalonService *moved = g_ptr_array_steal_index (group, from);
  g_ptr_array_insert (group, (int) to, moved);

  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  add_numbers (groups, builder);
  /* Translators: %s is the name of a service that gets another place in the list */
  g_autofree char *label =
    g_strdup_printf (_ ("Move the service “%s”"), salon_service_get_fields (moved)->name);
  return salon_change_builder_end (builder, label);
}

int
salon_service_order_get_next_position (GPtrArray *services)
{
  int next = 0;

  for (guint i = 0; i < services->len; i++)
    next = MAX (next, get_fields (services, i)->position + 1);
  return next;
}
