/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-due-messages.h"

#include "message/salon-message-plan.h"

static gboolean
is_about_same (const SalonPlannedMessage *message, const SalonPlannedMessage *other)
{
  const SalonMessageBooking *a = message->bookings->len > 0 ? message->bookings->pdata[0] : NULL;

  if (a == NULL || message->kind != other->kind || message == other)
    return FALSE;
  for (guint i = 0; i < other->bookings->len; i++)
    if (other->bookings->pdata[i] == a)
      return TRUE;
  return FALSE;
}

/* What failed, or was decided against, is listed as such, and not once more here. */
static gboolean
is_told_by_row (const SalonPlannedMessage *message, GPtrArray *rows)
{
  const SalonMessageBooking *booking =
    message->bookings->len > 0 ? message->bookings->pdata[0] : NULL;

  for (guint i = 0; booking != NULL && i < rows->len; i++)
    {
      const SalonMessageRow *row = rows->pdata[i];

      if (row->kind == message->kind && row->medium != message->medium
          && g_strcmp0 (row->booking_id, booking->id) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Does something else of the plan, or of what was sent, tell her the same? */
static gboolean
is_told_otherwise (const SalonPlannedMessage *message,
                   const SalonMessagePlan *plan,
                   GPtrArray *rows)
{
  for (guint i = 0; i < plan->messages->len; i++)
    {
      const SalonPlannedMessage *other = plan->messages->pdata[i];

      if (!is_about_same (message, other))
        continue;
      if (other->verdict != SALON_MESSAGE_NOT_SENT || other->why == SALON_MESSAGE_WHY_TOGETHER)
        return TRUE;
    }
  return is_told_by_row (message, rows);
}

/* The same person is missed once, not once for each medium. */
static gboolean
is_missed_already (const SalonPlannedMessage *message, const SalonMessagePlan *plan)
{
  for (guint i = 0; i < plan->messages->len && plan->messages->pdata[i] != message; i++)
    {
      const SalonPlannedMessage *other = plan->messages->pdata[i];

      if (is_about_same (message, other)
          && (other->why == SALON_MESSAGE_WHY_NO_ADDRESS
              || other->why == SALON_MESSAGE_WHY_NO_CONSENT))
        return TRUE;
    }
  return FALSE;
}

static gboolean
is_shown (const SalonPlannedMessage *message, const SalonMessagePlan *plan, GPtrArray *rows)
{
  if (message->verdict != SALON_MESSAGE_NOT_SENT)
    return TRUE;
  if (message->why != SALON_MESSAGE_WHY_NO_ADDRESS && message->why != SALON_MESSAGE_WHY_NO_CONSENT)
    return FALSE;
  return message->bookings->len > 0 && message->kind != SALON_MESSAGE_THANKS
         && !is_told_otherwise (message, plan, rows) && !is_missed_already (message, plan);
}

GPtrArray *
salon_due_messages_make (const SalonMessageMaterial *material, gint64 now, GTimeZone *zone)
{
  g_autoptr (SalonMessageSettings) settings = salon_message_settings_new (material->settings);
  g_autoptr (SalonMessagePlan) plan = salon_message_plan_new (material, settings, now, zone);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < plan->messages->len; i++)
    {
      const SalonPlannedMessage *message = plan->messages->pdata[i];
      g_autoptr (SalonMessageText) text = NULL;

      if (!is_shown (message, plan, material->rows))
        continue;
      if (message->verdict != SALON_MESSAGE_NOT_SENT)
        text = salon_message_text_new (message, settings, now, zone);
      g_ptr_array_add (items, salon_message_item_new_planned (message, text));
    }
  return g_steal_pointer (&items);
}

/* --- In the worker --- */

typedef struct
{
  gint64 now;
  GTimeZone *zone;
} Errand;

static void
errand_free (gpointer data)
{
  Errand *errand = data;

  g_time_zone_unref (errand->zone);
  g_free (errand);
}

static gpointer
read_salon (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  const Errand *errand = data;
  g_autoptr (SalonMessageMaterial) material =
    salon_message_list_read_material (store, errand->now, error);

  return material != NULL ? salon_due_messages_make (material, errand->now, errand->zone) : NULL;
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  GError *error = NULL;
  GPtrArray *items = salon_worker_run_finish (SALON_WORKER (source), result, &error);

  if (items != NULL)
    g_task_return_pointer (task, items, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
salon_due_messages_read_async (SalonSession *session,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Errand *errand = NULL;

  g_return_if_fail (SALON_IS_SESSION (session));

  g_task_set_source_tag (task, salon_due_messages_read_async);
  errand = g_new0 (Errand, 1);
  errand->now = salon_session_get_instant (session);
  errand->zone = salon_session_dup_zone (session);
  salon_worker_run_async (salon_session_get_worker (session), read_salon, errand, errand_free,
                          (GDestroyNotify) g_ptr_array_unref, cancellable, read_cb,
                          g_steal_pointer (&task));
}

GPtrArray *
salon_due_messages_read_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}
