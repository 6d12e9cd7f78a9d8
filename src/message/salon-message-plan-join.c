/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Mother and daughter one after the other, or one client who has booked twice: who gets several messages
 * of a kind about one day, for visits without a gap, gets one. The first visit's message is its head: it
 * goes out when the head is due, or later, when one of the others is a wish that has to wait.
 */
#include "salon-message-plan-private.h"

#include <string.h>

#define GAP_MINUTES 30

static const SalonMessageBooking *
get_booking (const SalonPlannedMessage *message)
{
  return g_ptr_array_index (message->bookings, 0);
}

static gboolean
can_be_joined (const SalonPlannedMessage *message)
{
  return message->verdict != SALON_MESSAGE_NOT_SENT && message->bookings->len == 1;
}

static char *
make_key (const SalonPlannedMessage *message)
{
  return g_strdup_printf ("%d|%d|%.10s|%s", message->kind, message->medium, message->starts_at,
                          message->recipient);
}

static int
compare_starts (gconstpointer a, gconstpointer b)
{
  const SalonMessageBooking *first = get_booking (*(SalonPlannedMessage *const *) a);
  const SalonMessageBooking *second = get_booking (*(SalonPlannedMessage *const *) b);
  int order = strcmp (first->starts_at, second->starts_at);

  return order != 0 ? order : strcmp (first->id, second->id);
}

static SalonRange
get_range (const SalonPlannedMessage *message)
{
  const SalonMessageBooking *booking = get_booking (message);
  SalonRange range = { 0, 0 };

  salon_message_parse_wall (booking->starts_at, &range.start);
  if (!salon_message_parse_wall (booking->ends_at, &range.end) || range.end < range.start)
    range.end = range.start;
  return range;
}

/* FALSE: together they would be too late for the head. */
static gboolean
join (SalonPlanner *self, SalonPlannedMessage *head, SalonPlannedMessage *part)
{
  gint64 due_at = MAX (head->due_at, part->row != NULL ? part->due_at : 0);

  if (due_at >= head->until)
    return FALSE;
  head->due_at = due_at;
  head->verdict = due_at <= self->now ? SALON_MESSAGE_DUE : SALON_MESSAGE_COMING;
  g_ptr_array_add (head->bookings, (gpointer) get_booking (part));
  salon_planned_message_refuse (part, SALON_MESSAGE_WHY_TOGETHER);
  part->part_of = head;
  return TRUE;
}

static void
join_group (SalonPlanner *self, GPtrArray *group)
{
  SalonPlannedMessage *head = NULL;
  SalonMoment end = 0;

  g_ptr_array_sort (group, compare_starts);
  for (guint i = 0; i < group->len; i++)
    {
      SalonPlannedMessage *message = g_ptr_array_index (group, i);
      SalonRange range = get_range (message);

      if (head != NULL && range.start <= end + GAP_MINUTES && join (self, head, message))
        end = MAX (end, range.end);
      else
        {
          head = message;
          end = range.end;
        }
    }
}

void
salon_planner_join (SalonPlanner *self)
{
  g_autoptr (GHashTable) groups =
    g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer group;

  for (guint i = 0; i < self->plan->messages->len; i++)
    {
      SalonPlannedMessage *message = g_ptr_array_index (self->plan->messages, i);
      g_autofree char *key = NULL;

      if (!can_be_joined (message))
        continue;
      key = make_key (message);
      group = g_hash_table_lookup (groups, key);
      if (group == NULL)
        {
          group = g_ptr_array_new ();
          g_hash_table_insert (groups, g_steal_pointer (&key), group);
        }
      g_ptr_array_add (group, message);
    }
  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, &group))
    join_group (self, group);
}
