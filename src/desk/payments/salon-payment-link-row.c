/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Asks the server when it is shown, when the booking or its payments change, and when the dialog was
 * closed. Until it has answered, and when it cannot, there is no row: nothing here waits for it.
 */
#include "salon-payment-link-row.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "core/salon-payment.h"
#include "payments/salon-online-words.h"
#include "payments/salon-payment-link-dialog.h"

struct _SalonPaymentLinkRow
{
  AdwActionRow parent_instance;

  SalonSession *session;
  char *booking_id; /* NULL: there is none yet */
  SalonPaymentLinks *links;
  GCancellable *asking; /* NULL: nothing is asked */
};

G_DEFINE_FINAL_TYPE (SalonPaymentLinkRow, salon_payment_link_row, ADW_TYPE_ACTION_ROW)

static void
take_links (SalonPaymentLinkRow *self, SalonPaymentLinks *links)
{
  g_clear_pointer (&self->links, salon_payment_links_free);
  self->links = links;
}

/* Something is left to pay, and it may come. */
static gboolean
is_payable (SalonPaymentLinkRow *self)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  g_autoptr (SalonBooking) booking = NULL;
  g_autoptr (GPtrArray) payments = NULL;

  if (reader == NULL || self->booking_id == NULL)
    return FALSE;
  booking = salon_reader_get_booking (reader, self->booking_id, NULL);
  payments = booking != NULL ? salon_reader_list_payments (reader, self->booking_id, NULL) : NULL;
  if (payments == NULL)
    return FALSE;
  return salon_booking_get_fields (booking)->status != SALON_BOOKING_CANCELLED
         && salon_booking_get_fields (booking)->status != SALON_BOOKING_NO_SHOW
         && salon_payments_get_due (booking, payments) > 0;
}

static void
show_links (SalonPaymentLinkRow *self)
{
  gboolean is_there = self->links != NULL && *self->links->providers != NULL && is_payable (self);
  g_autofree char *words = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), is_there);
  if (!is_there)
    return;
  words = self->links->links->len > 0
            ? salon_online_words_for_link (self->session, g_ptr_array_index (self->links->links, 0))
            : g_strdup (_ ("Send the client a link to pay in advance"));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), words);
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonPaymentLinkRow) self = data;
  g_autoptr (GError) error = NULL;
  SalonPaymentLinks *links = salon_online_read_links_finish (SALON_ONLINE (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    {
      salon_payment_links_free (links);
      return;
    }
  g_clear_object (&self->asking);
  if (error != NULL)
    g_info ("No links to pay: %s", error->message);
  take_links (self, links);
  show_links (self);
}

static void
stop_asking (SalonPaymentLinkRow *self)
{
  if (self->asking != NULL)
    g_cancellable_cancel (self->asking);
  g_clear_object (&self->asking);
}

static void
look (SalonPaymentLinkRow *self)
{
  SalonOnline *online = salon_session_get_online (self->session);

  stop_asking (self);
  if (online == NULL || !is_payable (self))
    {
      take_links (self, NULL);
      show_links (self);
      return;
    }
  self->asking = g_cancellable_new ();
  salon_online_read_links_async (online, self->booking_id, self->asking, read_cb,
                                 g_object_ref (self));
}

static void
salon_changed_cb (SalonPaymentLinkRow *self, SalonChange *change)
{
  if (self->booking_id != NULL
      && (salon_change_touches (change, "payments", NULL)
          || salon_change_touches (change, "bookings", self->booking_id)))
    look (self);
}

void
salon_payment_link_row_show (SalonPaymentLinkRow *self,
                             SalonSession *session,
                             SalonBooking *booking)
{
  g_return_if_fail (SALON_IS_PAYMENT_LINK_ROW (self) && SALON_IS_SESSION (session));

  if (self->session == NULL)
    {
      g_signal_connect_object (session, "changed", G_CALLBACK (salon_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (session, "notify::online", G_CALLBACK (look), self,
                               G_CONNECT_SWAPPED);
    }
  g_set_object (&self->session, session);
  g_set_str (&self->booking_id, booking != NULL ? salon_booking_get_fields (booking)->id : NULL);
  look (self);
}

static void
salon_payment_link_row_activate (AdwActionRow *row)
{
  SalonPaymentLinkRow *self = SALON_PAYMENT_LINK_ROW (row);
  AdwDialog *dialog = NULL;

  if (self->links == NULL)
    return;
  dialog = salon_payment_link_dialog_new (self->session, self->booking_id, self->links);
  g_signal_connect_object (dialog, "closed", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  salon_dialog_present (dialog, GTK_WIDGET (self));
}

static void
salon_payment_link_row_dispose (GObject *object)
{
  SalonPaymentLinkRow *self = SALON_PAYMENT_LINK_ROW (object);

  stop_asking (self);
  take_links (self, NULL);
  g_clear_object (&self->session);
  g_clear_pointer (&self->booking_id, g_free);
  G_OBJECT_CLASS (salon_payment_link_row_parent_class)->dispose (object);
}

static void
salon_payment_link_row_class_init (SalonPaymentLinkRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = salon_payment_link_row_dispose;
  ADW_ACTION_ROW_CLASS (klass)->activate = salon_payment_link_row_activate;
}

static void
salon_payment_link_row_init (SalonPaymentLinkRow *self)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Payment Online"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), arrow);
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
