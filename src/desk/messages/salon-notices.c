/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Only what others did is told: "received" comes after "changed" for that alone. A salon that is read anew
 * as a whole (the first sync, a backup) tells of nothing.
 */
#include "salon-notices.h"

#include <glib/gi18n-lib.h>

#include "calendar/salon-booking-changes.h"
#include "common/salon-format.h"
#include "store/salon-message-list.h"

#define FAILED_ID "failed-messages"
#define SEVERAL_ID "web-bookings"
/* More than that at once are told by their number. */
#define MOST_AT_ONCE 3

struct _SalonNotices
{
  GObject parent_instance;

  GtkApplication *application; /* weak */
  SalonSession *session;       /* weak */
  GSettings *settings;
  GHashTable *told; /* ids of bookings that have a notice */
  guint n_failed;   /* when it was last looked */
};

G_DEFINE_FINAL_TYPE (SalonNotices, salon_notices, G_TYPE_OBJECT)

/* Whoever looks at the window sees it there. */
static gboolean
is_looked_at (SalonNotices *self)
{
  GtkWindow *window = gtk_application_get_active_window (self->application);

  return window != NULL && gtk_window_is_active (window);
}

static void
post (SalonNotices *self, const char *id, GNotification *notice)
{
  g_application_send_notification (G_APPLICATION (self->application), id, notice);
}

/* --- Bookings of the web --- */

static char *
make_id (const char *booking_id)
{
  return g_strconcat ("web-booking-", booking_id, NULL);
}

static void
tell_booking (SalonNotices *self, SalonBooking *booking)
{
  const SalonBookingFields *fields = salon_booking_get_fields (booking);
  g_autoptr (GNotification) notice = g_notification_new (_ ("New Web Booking"));
  g_autofree char *id = make_id (fields->id);
  g_autofree char *day = salon_format_day (fields->day, SALON_DAY_STYLE_WITHOUT_YEAR);
  g_autofree char *time = salon_format_minute (fields->minute);
  /* Translators: client, day, time, what is done */
  g_autofree char *body =
    g_strdup_printf (C_ ("web booking", "%1$s, %2$s %3$s: %4$s"), fields->client_name, day, time,
                     fields->n_lines > 0 ? fields->lines[0].name : "");

  g_notification_set_body (notice, body);
  g_notification_set_priority (notice, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action_and_target (notice, "app.open-booking", "s", fields->id);
  g_notification_add_button_with_target (notice, _ ("Confirm"), "app.confirm-booking", "s",
                                         fields->id);
  g_notification_add_button_with_target (notice, _ ("Open"), "app.open-booking", "s", fields->id);
  post (self, id, notice);
  g_hash_table_add (self->told, g_strdup (fields->id));
}

static void
tell_several (SalonNotices *self, guint n_bookings)
{
  g_autofree char *title =
    g_strdup_printf (ngettext ("%u New Web Booking", "%u New Web Bookings", n_bookings),
                     n_bookings);
  g_autoptr (GNotification) notice = g_notification_new (title);

  g_notification_set_body (notice, _ ("They wait to be confirmed."));
  g_notification_set_default_action_and_target (notice, "app.show-page", "s", "today");
  post (self, SEVERAL_ID, notice);
}

/* Those that @change brought and that wait to be confirmed. */
static GPtrArray *
find_new (SalonNotices *self, SalonChange *change)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_object_unref);
  SalonMoment now = salon_session_get_now (self->session);

  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);
      SalonBooking *booking = NULL;

      if (edit->op != SALON_EDIT_INSERT || !g_str_equal (edit->table->name, "bookings"))
        continue;
      booking = salon_reader_get_booking (salon_session_get_reader (self->session), edit->id, NULL);
      if (booking == NULL)
        continue;
      if (salon_booking_get_fields (booking)->status == SALON_BOOKING_PENDING
          && salon_booking_get_visit (booking).start > now)
        g_ptr_array_add (found, booking);
      else
        g_object_unref (booking);
    }
  return found;
}

static void
received_cb (SalonNotices *self, SalonChange *change)
{
  g_autoptr (GPtrArray) found = NULL;

  if (change == NULL || !g_settings_get_boolean (self->settings, "tell-web-bookings"))
    return;
  found = find_new (self, change);
  if (found->len == 0 || is_looked_at (self))
    return;
  if (found->len > MOST_AT_ONCE)
    tell_several (self, found->len);
  else
    for (guint i = 0; i < found->len; i++)
      tell_booking (self, found->pdata[i]);
}

/* What is confirmed, cancelled or gone needs nobody any more. */
static void
withdraw_settled (SalonNotices *self, SalonChange *change)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->told);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      g_autoptr (SalonBooking) booking = NULL;
      g_autofree char *id = NULL;

      if (!salon_change_touches (change, "bookings", key))
        continue;
      booking = salon_reader_get_booking (salon_session_get_reader (self->session), key, NULL);
      if (booking != NULL && salon_booking_get_fields (booking)->status == SALON_BOOKING_PENDING)
        continue;
      id = make_id (key);
      g_application_withdraw_notification (G_APPLICATION (self->application), id);
      g_hash_table_iter_remove (&iter);
    }
}

gboolean
salon_notices_confirm (SalonSession *session, const char *booking_id)
{
  g_autoptr (SalonBooking) booking = NULL;
  g_autoptr (SalonChange) change = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), FALSE);
  g_return_val_if_fail (booking_id != NULL, FALSE);

  booking = salon_reader_get_booking (salon_session_get_reader (session), booking_id, NULL);
  if (booking == NULL || salon_booking_get_fields (booking)->status != SALON_BOOKING_PENDING)
    return FALSE;
  change = salon_booking_changes_set_status (booking, SALON_BOOKING_CONFIRMED,
                                             salon_session_get_instant (session));
  if (change == NULL)
    return FALSE;
  salon_session_commit (session, change);
  return TRUE;
}

/* --- Messages --- */

static void
tell_failed (SalonNotices *self)
{
  g_autofree char *title = g_strdup_printf (
    ngettext ("%u message could not be sent", "%u messages could not be sent", self->n_failed),
    self->n_failed);
  g_autoptr (GNotification) notice = g_notification_new (title);

  g_notification_set_body (notice, _ ("Have a look at what to do about it."));
  g_notification_set_priority (notice, G_NOTIFICATION_PRIORITY_HIGH);
  g_notification_set_default_action_and_target (notice, "app.show-page", "s", "messages/failed");
  post (self, FAILED_ID, notice);
}

static void
look_at_messages (SalonNotices *self)
{
  guint n_before = self->n_failed;

  if (!salon_message_list_count_failed (salon_session_get_reader (self->session), &self->n_failed,
                                        NULL))
    return;
  if (self->n_failed == 0 && n_before > 0)
    g_application_withdraw_notification (G_APPLICATION (self->application), FAILED_ID);
  else if (self->n_failed > n_before && !is_looked_at (self)
           && g_settings_get_boolean (self->settings, "tell-failed-messages"))
    tell_failed (self);
}

static void
changed_cb (SalonNotices *self, SalonChange *change)
{
  withdraw_settled (self, change);
  if (salon_change_touches (change, "notifications", NULL))
    look_at_messages (self);
}

/* --- Life --- */

static void
salon_notices_finalize (GObject *object)
{
  SalonNotices *self = SALON_NOTICES (object);

  g_clear_weak_pointer (&self->application);
  g_clear_weak_pointer (&self->session);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->told, g_hash_table_unref);
  G_OBJECT_CLASS (salon_notices_parent_class)->finalize (object);
}

static void
salon_notices_class_init (SalonNoticesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_notices_finalize;
}

static void
salon_notices_init (SalonNotices *self)
{
  self->settings = g_settings_new (APPLICATION_ID);
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

SalonNotices *
salon_notices_new (GtkApplication *application, SalonSession *session)
{
  SalonNotices *self = NULL;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_NOTICES, NULL);
  g_set_weak_pointer (&self->application, application);
  g_set_weak_pointer (&self->session, session);
  /* What failed before today is old news. */
  salon_message_list_count_failed (salon_session_get_reader (session), &self->n_failed, NULL);
  g_signal_connect_object (session, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "received", G_CALLBACK (received_cb), self, G_CONNECT_SWAPPED);
  return self;
}
