/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three states: what to give back, waiting, and what became of it. Closing while it waits leaves the
 * question to the server: the answer is the row that comes of it.
 */
#include "salon-refund-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-field.h"
#include "common/salon-format.h"
#include "core/salon-money.h"
#include "payments/salon-online-words.h"
#include "payments/salon-payment-form.h"
#include "payments/salon-payment-words.h"

struct _SalonRefundDialog
{
  AdwDialog parent_instance;

  GtkButton *close_button;
  AdwBanner *failure_banner;
  GtkLabel *payment_label;
  GtkWidget *amount_group;
  GtkEditable *amount_row;
  GtkLabel *error_label;
  GtkWidget *waiting_box;
  GtkLabel *outcome_label;
  GtkButton *refund_button;
  GtkWidget *noted_button;

  SalonSession *session;
  SalonBooking *booking;
  GPtrArray *payments;
  SalonPayment *payment;
  GCancellable *cancellable;
  gint64 asked_cents;
};

G_DEFINE_FINAL_TYPE (SalonRefundDialog, salon_refund_dialog, ADW_TYPE_DIALOG)

gboolean
salon_refund_dialog_is_for (SalonSession *session, GPtrArray *payments, SalonPayment *payment)
{
  g_return_val_if_fail (SALON_IS_SESSION (session) && SALON_IS_PAYMENT (payment), FALSE);

  return salon_session_get_online (session) != NULL
         && salon_payment_get_means (payment) == SALON_MEANS_OTHER
         && g_strcmp0 (salon_payment_get_fields (payment)->status, "completed") == 0
         && salon_payment_get_fields (payment)->amount_cents > 0
         && salon_payments_get_left (payments, payment) > 0;
}

/* --- What is shown --- */

static void
announce (SalonRefundDialog *self, const char *words)
{
  gtk_accessible_announce (GTK_ACCESSIBLE (self), words, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
show_waiting (SalonRefundDialog *self, gboolean is_waiting)
{
  gtk_widget_set_visible (self->waiting_box, is_waiting);
  gtk_widget_set_sensitive (self->amount_group, !is_waiting);
  gtk_widget_set_sensitive (GTK_WIDGET (self->refund_button), !is_waiting);
  gtk_widget_set_sensitive (self->noted_button, !is_waiting);
}

/* Only what nothing has taken back yet is corrected as a whole. */
static gboolean
can_note (SalonRefundDialog *self)
{
  return salon_payments_can_correct (self->payments, self->payment);
}

static void
show_outcome (SalonRefundDialog *self, SalonOnlineRefund refund)
{
  g_autofree char *amount = salon_format_money (self->session, self->asked_cents);
  g_autofree char *words = salon_online_words_for_refund (refund, amount);

  gtk_label_set_label (self->outcome_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->outcome_label), TRUE);
  gtk_widget_set_visible (self->amount_group, FALSE);
  gtk_widget_set_visible (GTK_WIDGET (self->refund_button), FALSE);
  gtk_widget_set_visible (self->noted_button,
                          refund == SALON_ONLINE_REFUND_BY_HAND && can_note (self));
  gtk_button_set_label (self->close_button, _ ("_Close"));
  gtk_widget_grab_focus (GTK_WIDGET (self->close_button));
  announce (self, words);
}

static void
show_failure (SalonRefundDialog *self, const GError *error)
{
  g_autofree char *words = salon_online_words_for_failed_refund (error);

  adw_banner_set_title (self->failure_banner, words);
  adw_banner_set_revealed (self->failure_banner, TRUE);
  gtk_button_set_label (self->refund_button, _ ("_Try Again"));
  announce (self, words);
}

/* --- What is typed --- */

/* Sets @cents, or says what is wrong. */
static const char *
check_amount (SalonRefundDialog *self, gint64 *cents)
{
  if (!salon_money_parse (gtk_editable_get_text (self->amount_row), cents, NULL))
    return _ ("Write the amount like 45 or 45.50.");
  if (*cents <= 0)
    return _ ("Write how much to give back.");
  if (*cents > salon_payments_get_left (self->payments, self->payment))
    return _ ("That is more than what is left of this payment.");
  return NULL;
}

static void
typed_cb (SalonRefundDialog *self)
{
  gint64 cents = 0;

  if (self->payment != NULL && gtk_widget_get_visible (GTK_WIDGET (self->error_label)))
    salon_field_tell (GTK_WIDGET (self->amount_row), self->error_label,
                      check_amount (self, &cents));
}

/* --- What is done --- */

static void
refunded_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonRefundDialog) self = data;
  SalonOnlineRefund refund = SALON_ONLINE_REFUND_DONE;
  g_autoptr (GError) error = NULL;
  gboolean is_answered =
    salon_online_refund_finish (SALON_ONLINE (source), result, &refund, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;
  show_waiting (self, FALSE);
  if (is_answered)
    show_outcome (self, refund);
  else
    show_failure (self, error);
}

static void
refund_clicked_cb (SalonRefundDialog *self)
{
  SalonOnline *online = salon_session_get_online (self->session);
  gint64 cents = 0;

  if (!salon_field_tell (GTK_WIDGET (self->amount_row), self->error_label,
                         check_amount (self, &cents)))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->amount_row));
      return;
    }
  adw_banner_set_revealed (self->failure_banner, FALSE);
  if (online == NULL)
    {
      g_autoptr (GError) error =
        g_error_new_literal (SALON_SYNC_ERROR, SALON_SYNC_ERROR_OFFLINE, "not connected");

      show_failure (self, error);
      return;
    }
  self->asked_cents = cents;
  show_waiting (self, TRUE);
  salon_online_refund_async (online, salon_payment_get_fields (self->payment)->id, cents,
                             self->cancellable, refunded_cb, g_object_ref (self));
}

/* In the application of the payment service, or at the counter. */
static void
noted_clicked_cb (SalonRefundDialog *self)
{
  g_autoptr (SalonPaymentForm) form =
    salon_payment_form_new (self->session, self->booking, self->payments);
  g_autoptr (SalonChange) change =
    salon_payment_form_correct (form, self->payment, SALON_REVERSAL_REFUND,
                                salon_session_get_instant (self->session));

  salon_dialog_save (ADW_DIALOG (self), self->failure_banner, self->session, change, NULL);
}

/* --- The object --- */

static void
salon_refund_dialog_closed (AdwDialog *dialog)
{
  g_cancellable_cancel (SALON_REFUND_DIALOG (dialog)->cancellable);
}

static void
salon_refund_dialog_dispose (GObject *object)
{
  SalonRefundDialog *self = SALON_REFUND_DIALOG (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_REFUND_DIALOG);
  g_clear_object (&self->payment);
  g_clear_object (&self->booking);
  g_clear_object (&self->session);
  g_clear_pointer (&self->payments, g_ptr_array_unref);
  G_OBJECT_CLASS (salon_refund_dialog_parent_class)->dispose (object);
}

static void
salon_refund_dialog_finalize (GObject *object)
{
  g_object_unref (SALON_REFUND_DIALOG (object)->cancellable);
  G_OBJECT_CLASS (salon_refund_dialog_parent_class)->finalize (object);
}

static void
salon_refund_dialog_class_init (SalonRefundDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_refund_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = salon_refund_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = salon_refund_dialog_closed;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-refund-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonRefundDialog, close_button);
  gtk_widget_class_bind_template_child (widget_class, SalonRefundDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonRefundDialog, payment_label);
  gtk_widget_class_bind_template_child (widget_class, SalonRefundDialog, amount_group);
  gtk_widget_class_bind_template_child (widget_class, SalonRefundDialog, amount_row);
  gtk_widget_class_bind_template_child (widget_class, SalonRefundDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, SalonRefundDialog, waiting_box);
  gtk_widget_class_bind_template_child (widget_class, SalonRefundDialog, outcome_label);
  gtk_widget_class_bind_template_child (widget_class, SalonRefundDialog, refund_button);
  gtk_widget_class_bind_template_child (widget_class, SalonRefundDialog, noted_button);
  gtk_widget_class_bind_template_callback (widget_class, typed_cb);
  gtk_widget_class_bind_template_callback (widget_class, refund_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, noted_clicked_cb);
}

static void
salon_refund_dialog_init (SalonRefundDialog *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_refund_dialog_new (SalonSession *session,
                         SalonBooking *booking,
                         GPtrArray *payments,
                         SalonPayment *payment)
{
  SalonRefundDialog *self = NULL;
  g_autofree char *left = NULL;
  g_autofree char *title = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session) && SALON_IS_BOOKING (booking), NULL);
  g_return_val_if_fail (payments != NULL && SALON_IS_PAYMENT (payment), NULL);

  self = g_object_new (SALON_TYPE_REFUND_DIALOG, NULL);
  left = salon_format_money (session, salon_payments_get_left (payments, payment));
  title = salon_payment_words_title (session, payments, payment);
  gtk_editable_set_text (self->amount_row, left);
  self->session = g_object_ref (session);
  self->booking = g_object_ref (booking);
  self->payments = g_ptr_array_ref (payments);
  self->payment = g_object_ref (payment);
  /* Translators: payment, client: "On the Internet, €45.00: Marie Durand gets it back in the way …" */
  words = g_strdup_printf (_ ("%s: %s gets it back in the way that it was paid."), title,
                           salon_booking_get_fields (booking)->client_name);
  gtk_label_set_label (self->payment_label, words);
  gtk_widget_set_visible (self->noted_button, can_note (self));
  adw_dialog_set_focus (ADW_DIALOG (self), GTK_WIDGET (self->amount_row));
  return ADW_DIALOG (self);
}
