/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is stored is read at once; what is planned comes from the worker a moment later and stands first.
 */
#include "salon-messages-group.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "messages/salon-due-messages.h"
#include "messages/salon-message-dialog.h"
#include "messages/salon-message-wish.h"
#include "messages/salon-message-words.h"

/* The latest of a client; all of them are on the page of the messages. */
#define MOST_OF_CLIENT 8

struct _SalonMessagesGroup
{
  AdwPreferencesGroup parent_instance;

  SalonSession *session;
  char *booking_id;
  char *client_id;
  GPtrArray *rows;       /* borrowed */
  GCancellable *reading; /* the plan; NULL: nothing is read */
};

G_DEFINE_FINAL_TYPE (SalonMessagesGroup, salon_messages_group, ADW_TYPE_PREFERENCES_GROUP)

static void
row_activated_cb (AdwActionRow *row, SalonMessagesGroup *self)
{
  SalonMessageItem *item = g_object_get_data (G_OBJECT (row), "message");

  salon_dialog_present (salon_message_dialog_new (self->session, item), GTK_WIDGET (self));
}

static void
add_item (SalonMessagesGroup *self, SalonMessageItem *item)
{
  const SalonMessageRow *message = salon_message_item_get_row (item);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = salon_message_words_for_title (message->kind, message->medium);
  g_autofree char *state = salon_message_words_for_state (self->session, item);
  g_autofree char *reason = salon_message_words_for_reason (item);
  g_autofree char *subtitle =
    reason != NULL ? g_strdup_printf ("%s · %s", state, reason) : g_steal_pointer (&state);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name (salon_message_words_get_icon (item)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "message", g_object_ref (item), g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_DEFAULT);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (SalonMessagesGroup *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
}

/* --- A reminder at once --- */

static SalonMessageWish *
make_reminder (SalonMessagesGroup *self)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  g_autoptr (SalonBooking) booking = NULL;
  g_autoptr (SalonClient) client = NULL;
  const SalonBookingFields *fields = NULL;

  if (self->booking_id == NULL)
    return NULL;
  booking = salon_reader_get_booking (reader, self->booking_id, NULL);
  fields = booking != NULL ? salon_booking_get_fields (booking) : NULL;
  if (fields == NULL || fields->status != SALON_BOOKING_CONFIRMED)
    return NULL;
  if (fields->client_id != NULL)
    client = salon_reader_get_client (reader, fields->client_id, NULL);
  return salon_message_wish_new (self->session, SALON_MESSAGE_REMINDER, fields, client);
}

static void
remind_activated_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  SalonMessagesGroup *self = SALON_MESSAGES_GROUP (widget);
  g_autoptr (SalonMessageWish) wish = make_reminder (self);
  g_autoptr (SalonChange) change =
    wish != NULL ? salon_message_wish_build_change (wish, self->session,
                                                    salon_session_get_instant (self->session))
                 : NULL;

  if (change != NULL)
    salon_session_commit (self->session, change);
}

static gboolean
has_reminder (GPtrArray *items)
{
  for (guint i = 0; i < items->len; i++)
    if (salon_message_item_get_row (items->pdata[i])->kind == SALON_MESSAGE_REMINDER)
      return TRUE;
  return FALSE;
}

static void
add_remind_row (SalonMessagesGroup *self)
{
  GtkWidget *row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Send a _Reminder Now"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "messages.remind");
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  g_ptr_array_add (self->rows, row);
}

/* --- What is shown --- */

static void
show_items (SalonMessagesGroup *self, GPtrArray *items)
{
  g_autoptr (SalonMessageWish) wish = has_reminder (items) ? NULL : make_reminder (self);

  clear_rows (self);
  for (guint i = 0; i < items->len; i++)
    add_item (self, items->pdata[i]);
  if (wish != NULL)
    add_remind_row (self);
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

static GPtrArray *
read_stored (SalonMessagesGroup *self)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GPtrArray) records =
    self->booking_id != NULL
      ? salon_message_list_of_booking (reader, self->booking_id, NULL)
      : salon_message_list_of_client (reader, self->client_id, MOST_OF_CLIENT, NULL);

  if (records == NULL)
    return items;
  g_ptr_array_set_free_func (records, NULL);
  for (guint i = 0; i < records->len; i++)
    g_ptr_array_add (items, salon_message_item_new (records->pdata[i]));
  return items;
}

static gboolean
is_ours (SalonMessagesGroup *self, SalonMessageItem *item)
{
  if (self->booking_id != NULL)
    return g_strcmp0 (salon_message_item_get_row (item)->booking_id, self->booking_id) == 0;
  return g_strcmp0 (salon_message_item_get_client_id (item), self->client_id) == 0;
}

/* A pending row is planned, too, and the plan knows its words. */
static void
add_planned (SalonMessagesGroup *self, GPtrArray *items, GPtrArray *planned)
{
  guint n_added = 0;

  for (guint i = 0; i < planned->len; i++)
    {
      SalonMessageItem *item = planned->pdata[i];
      const char *id = salon_message_item_get_row (item)->id;

      if (!is_ours (self, item))
        continue;
      for (guint k = items->len; k-- > n_added;)
        if (g_strcmp0 (salon_message_item_get_row (items->pdata[k])->id, id) == 0)
          g_ptr_array_remove_index (items, k);
      g_ptr_array_insert (items, (int) n_added++, g_object_ref (item));
    }
}

static void
planned_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  GWeakRef *place = data;
  g_autoptr (SalonMessagesGroup) self = g_weak_ref_get (place);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) planned = salon_due_messages_read_finish (result, &error);
  g_autoptr (GPtrArray) items = NULL;

  g_weak_ref_clear (place);
  g_free (place);
  if (self == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || self->reading == NULL)
    return;
  g_clear_object (&self->reading);
  items = read_stored (self);
  if (planned != NULL)
    add_planned (self, items, planned);
  show_items (self, items);
}

static void
stop_reading (SalonMessagesGroup *self)
{
  if (self->reading != NULL)
    g_cancellable_cancel (self->reading);
  g_clear_object (&self->reading);
}

static void
read_all (SalonMessagesGroup *self)
{
  GWeakRef *place = NULL;

  stop_reading (self);
  if (self->booking_id == NULL && self->client_id == NULL)
    {
      clear_rows (self);
      gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
      return;
    }
  self->reading = g_cancellable_new ();
  place = g_new0 (GWeakRef, 1);
  g_weak_ref_init (place, self);
  salon_due_messages_read_async (self->session, self->reading, planned_cb, place);
}

static void
changed_cb (SalonMessagesGroup *self, SalonChange *change)
{
  if (salon_change_touches (change, "notifications", NULL)
      || salon_change_touches (change, "bookings", NULL))
    read_all (self);
}

static void
show (SalonMessagesGroup *self,
      SalonSession *session,
      const char *booking_id,
      const char *client_id)
{
  if (self->session == NULL)
    {
      self->session = g_object_ref (session);
      g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  g_set_str (&self->booking_id, booking_id);
  g_set_str (&self->client_id, client_id);
  read_all (self);
}

void
salon_messages_group_show_booking (SalonMessagesGroup *self,
                                   SalonSession *session,
                                   const char *booking_id)
{
  g_return_if_fail (SALON_IS_MESSAGES_GROUP (self));
  g_return_if_fail (SALON_IS_SESSION (session));
  show (self, session, booking_id, NULL);
}

void
salon_messages_group_show_client (SalonMessagesGroup *self,
                                  SalonSession *session,
                                  const char *client_id)
{
  g_return_if_fail (SALON_IS_MESSAGES_GROUP (self));
  g_return_if_fail (SALON_IS_SESSION (session));
  show (self, session, NULL, client_id);
}

/* --- Life --- */

static void
salon_messages_group_dispose (GObject *object)
{
  SalonMessagesGroup *self = SALON_MESSAGES_GROUP (object);

  stop_reading (self);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_messages_group_parent_class)->dispose (object);
}

static void
salon_messages_group_finalize (GObject *object)
{
  SalonMessagesGroup *self = SALON_MESSAGES_GROUP (object);

  g_clear_pointer (&self->booking_id, g_free);
  g_clear_pointer (&self->client_id, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  G_OBJECT_CLASS (salon_messages_group_parent_class)->finalize (object);
}

static void
salon_messages_group_class_init (SalonMessagesGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = salon_messages_group_dispose;
  G_OBJECT_CLASS (klass)->finalize = salon_messages_group_finalize;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "messages.remind", NULL,
                                   remind_activated_cb);
}

static void
salon_messages_group_init (SalonMessagesGroup *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _ ("Messages"));
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
