/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-payment-row.h"

#include <glib/gi18n-lib.h>

#include "payments/salon-payment-words.h"
#include "payments/salon-till-setting.h"

struct _SalonPaymentRow
{
  AdwActionRow parent_instance;

  SalonSession *session;
  char *booking_id; /* NULL: there is none yet */
};

G_DEFINE_FINAL_TYPE (SalonPaymentRow, salon_payment_row, ADW_TYPE_ACTION_ROW)

static void
show_left (SalonPaymentRow *self)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  g_autoptr (SalonBooking) booking = NULL;
  g_autoptr (GPtrArray) payments = NULL;
  g_autofree char *summary = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), salon_till_setting_is_on (self->session));
  if (self->booking_id == NULL)
    return;
  /* A booking that is gone is told by the editor. */
  booking = salon_reader_get_booking (reader, self->booking_id, NULL);
  payments = salon_reader_list_payments (reader, self->booking_id, NULL);
  if (booking == NULL || payments == NULL)
    return;
  summary = salon_payment_words_summary (self->session, booking, payments);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), summary);
}

void
salon_payment_row_show (SalonPaymentRow *self, SalonSession *session, SalonBooking *booking)
{
  g_return_if_fail (SALON_IS_PAYMENT_ROW (self) && SALON_IS_SESSION (session));

  if (self->session == NULL)
    g_signal_connect_object (session, "changed", G_CALLBACK (show_left), self, G_CONNECT_SWAPPED);
  g_set_object (&self->session, session);
  g_set_str (&self->booking_id, booking != NULL ? salon_booking_get_fields (booking)->id : NULL);
  show_left (self);
}

static void
salon_payment_row_activate (AdwActionRow *row)
{
  SalonPaymentRow *self = SALON_PAYMENT_ROW (row);

  if (self->booking_id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (row), "win.pay-booking", "s", self->booking_id);
}

static void
salon_payment_row_dispose (GObject *object)
{
  SalonPaymentRow *self = SALON_PAYMENT_ROW (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->booking_id, g_free);
  G_OBJECT_CLASS (salon_payment_row_parent_class)->dispose (object);
}

static void
salon_payment_row_class_init (SalonPaymentRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = salon_payment_row_dispose;
  ADW_ACTION_ROW_CLASS (klass)->activate = salon_payment_row_activate;
}

static void
salon_payment_row_init (SalonPaymentRow *self)
{
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), _ ("Payment"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), arrow);
}
