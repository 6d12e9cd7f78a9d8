/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-payment-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-field.h"
#include "common/salon-format.h"
#include "common/salon-shortcuts.h"
#include "common/salon-words.h"
#include "payments/salon-means-row.h"
#include "payments/salon-payment-card.h"
#include "payments/salon-payment-words.h"
#include "payments/salon-refund-dialog.h"

struct _SalonPaymentDialog
{
  AdwDialog parent_instance;

  GtkWidget *take_button;
  GtkButton *cancel_button;
  AdwBanner *failure_banner;
  GtkLabel *due_label;
  GtkLabel *client_label;
  AdwPreferencesGroup *means_group;
  GtkLabel *left_label;
  GtkLabel *error_label;
  GtkWidget *deposit_group;
  AdwSwitchRow *deposit_row;
  AdwComboRow *kind_row;
  AdwPreferencesGroup *history_group;

  GtkEditable *rows[SALON_N_DESK_MEANS]; /* borrowed */
  GtkEditable *tendered_row;
  GPtrArray *history_rows; /* borrowed */

  SalonSession *session;
  char *booking_id;
  SalonBooking *booking;
  GPtrArray *payments;
  SalonPaymentForm *form;
  SalonPaymentCard *card; /* NULL until there is a form */
  gboolean was_refused;   /* from then on, the error follows the typing */
  gboolean is_filling;
};

G_DEFINE_FINAL_TYPE (SalonPaymentDialog, salon_payment_dialog, ADW_TYPE_DIALOG)

/* --- What is shown --- */

static void
show_due (SalonPaymentDialog *self)
{
  const SalonBookingFields *fields = salon_booking_get_fields (self->booking);
  gint64 due = salon_payment_form_get_due (self->form);
  g_autofree char *amount = salon_format_money (self->session, due);
  g_autofree char *price = salon_format_money (self->session, fields->price_cents);
  g_autofree char *line = NULL;

  gtk_label_set_label (self->due_label, due > 0 ? amount : _ ("Nothing Left to Pay"));
  /* Translators: client, price of the visit: "Marie Durand, €60.50 in all" */
  line = g_strdup_printf (_ ("%s, %s in all"), fields->client_name, price);
  gtk_label_set_label (self->client_label, line);
}

/* One sentence: what is left, and what is handed back. */
static void
show_left (SalonPaymentDialog *self)
{
  gint64 left = salon_payment_form_get_left (self->form);
  gint64 change = salon_payment_form_get_change (self->form);
  g_autofree char *left_amount = salon_format_money (self->session, left);
  g_autofree char *change_amount = salon_format_money (self->session, change);
  GString *line = g_string_new (NULL);

  if (change >= 0)
    /* Translators: amount */
    g_string_append_printf (line, _ ("Change to give: %s"), change_amount);
  if (left > 0)
    {
      if (line->len > 0)
        g_string_append_c (line, '\n');
      /* Translators: amount */
      g_string_append_printf (line, _ ("Left to pay after this: %s"), left_amount);
    }
  gtk_label_set_label (self->left_label, line->str);
  gtk_widget_set_visible (GTK_WIDGET (self->left_label), line->len > 0);
  g_string_free (line, TRUE);
}

static void
show_amounts (SalonPaymentDialog *self)
{
  gboolean is_cash = salon_payment_form_get_amount (self->form, SALON_MEANS_CASH) > 0;

  self->is_filling = TRUE;
  for (int means = 0; means < SALON_N_DESK_MEANS; means++)
    {
      const char *text = salon_payment_form_get_text (self->form, (SalonMeans) means);

      if (!g_str_equal (gtk_editable_get_text (self->rows[means]), text))
        gtk_editable_set_text (self->rows[means], text);
    }
  self->is_filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->tendered_row), is_cash);
  salon_payment_card_update (self->card);
  show_left (self);
  if (self->was_refused)
    salon_field_tell (GTK_WIDGET (self->rows[SALON_MEANS_CARD]), self->error_label,
                      salon_payment_form_check (self->form, NULL));
}

static void correct_clicked_cb (GtkButton *button, SalonPaymentDialog *self);

static void
dress_row_button (SalonPaymentDialog *self,
                  GtkWidget *button,
                  SalonPayment *payment,
                  const char *name,
                  GCallback clicked)
{
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "payment", g_object_ref (payment), g_object_unref);
  g_signal_connect_object (button, "clicked", clicked, self, G_CONNECT_DEFAULT);
}

static GtkWidget *
make_correct_button (SalonPaymentDialog *self, SalonPayment *payment, const char *title)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("C_orrect…"));
  /* Translators: a payment: "Correct Card, €45.00" */
  g_autofree char *name = g_strdup_printf (_ ("Correct %s"), title);

  dress_row_button (self, button, payment, name, G_CALLBACK (correct_clicked_cb));
  return button;
}

/* What came online goes back online, as long as the server is there that can do it. */
static void
give_back_clicked_cb (GtkButton *button, SalonPaymentDialog *self)
{
  SalonPayment *payment = g_object_get_data (G_OBJECT (button), "payment");

  salon_dialog_present (salon_refund_dialog_new (self->session, self->booking, self->payments,
                                                 payment),
                        GTK_WIDGET (self));
}

static GtkWidget *
make_give_back_button (SalonPaymentDialog *self, SalonPayment *payment, const char *title)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("Give _Back…"));
  /* Translators: a payment: "Give Back Card, €45.00" */
  g_autofree char *name = g_strdup_printf (_ ("Give Back %s"), title);

  dress_row_button (self, button, payment, name, G_CALLBACK (give_back_clicked_cb));
  return button;
}

static GtkWidget *
make_history_button (SalonPayment *payment, const char *title)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("document-open-recent-symbolic");
  /* Translators: a payment: "History of Card, €45.00" */
  g_autofree char *name = g_strdup_printf (_ ("History of %s"), title);

  gtk_widget_set_tooltip_text (button, _ ("Who noted this, and when"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.show-history");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "(sss)", "payments",
                                    salon_payment_get_fields (payment)->id, title);
  return button;
}

static void
add_history_row (SalonPaymentDialog *self, SalonPayment *payment)
{
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = salon_payment_words_title (self->session, self->payments, payment);
  g_autofree char *subtitle = salon_payment_words_subtitle (self->session, self->payments, payment);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  if (salon_refund_dialog_is_for (self->session, self->payments, payment))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_give_back_button (self, payment, title));
  else if (salon_payments_can_correct (self->payments, payment))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_correct_button (self, payment, title));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_history_button (payment, title));
  adw_preferences_group_add (self->history_group, row);
  g_ptr_array_add (self->history_rows, row);
}

static void
show_history (SalonPaymentDialog *self)
{
  for (guint i = 0; i < self->history_rows->len; i++)
    adw_preferences_group_remove (self->history_group, g_ptr_array_index (self->history_rows, i));
  g_ptr_array_set_size (self->history_rows, 0);
  for (guint i = 0; i < self->payments->len; i++)
    add_history_row (self, g_ptr_array_index (self->payments, i));
  gtk_widget_set_visible (GTK_WIDGET (self->history_group), self->payments->len > 0);
}

/* With nothing left to pay there is nothing to take, and closing is all there is to do. */
static void
show_all (SalonPaymentDialog *self)
{
  gboolean is_due = salon_payment_form_get_due (self->form) > 0;

  show_due (self);
  show_amounts (self);
  show_history (self);
  gtk_widget_set_visible (GTK_WIDGET (self->means_group), is_due);
  gtk_widget_set_visible (self->deposit_group, is_due);
  gtk_widget_set_visible (self->take_button, is_due);
  gtk_button_set_label (self->cancel_button, is_due ? _ ("_Cancel") : _ ("_Close"));
  adw_dialog_set_focus (ADW_DIALOG (self), is_due ? GTK_WIDGET (self->rows[SALON_MEANS_CARD])
                                                  : GTK_WIDGET (self->cancel_button));
}

static void
card_changed_cb (gpointer self)
{
  show_amounts (self);
}

/* FALSE: it cannot be read, and that was told. */
static gboolean
read_booking (SalonPaymentDialog *self)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonBooking) booking = salon_reader_get_booking (reader, self->booking_id, &error);
  g_autoptr (GPtrArray) payments =
    booking != NULL ? salon_reader_list_payments (reader, self->booking_id, &error) : NULL;

  if (payments == NULL)
    {
      salon_session_report (self->session, error);
      return FALSE;
    }
  g_set_object (&self->booking, booking);
  g_clear_pointer (&self->payments, g_ptr_array_unref);
  self->payments = g_ptr_array_ref (payments);
  g_clear_pointer (&self->form, salon_payment_form_free);
  self->form = salon_payment_form_new (self->session, booking, payments);
  if (self->card == NULL)
    self->card = salon_payment_card_new (self->session, self->means_group, card_changed_cb, self);
  salon_payment_card_set_form (self->card, self->form);
  return TRUE;
}

/* What was typed for the sum of before means nothing for another one. */
static void
salon_changed_cb (SalonPaymentDialog *self, SalonChange *change)
{
  if (!salon_change_touches (change, "payments", NULL)
      && !salon_change_touches (change, "gift_card_movements", NULL)
      && !salon_change_touches (change, "bookings", self->booking_id))
    return;
  self->was_refused = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);
  gtk_editable_set_text (self->tendered_row, "");
  adw_switch_row_set_active (self->deposit_row, FALSE);
  if (read_booking (self))
    show_all (self);
}

/* --- What the owner does --- */

static void
typed_cb (SalonPaymentDialog *self, GtkEditable *row)
{
  if (self->is_filling)
    return;
  for (int means = 0; means < SALON_N_DESK_MEANS; means++)
    if (self->rows[means] == row)
      salon_payment_form_set_text (self->form, (SalonMeans) means, gtk_editable_get_text (row));
  if (self->tendered_row == row)
    salon_payment_form_set_tendered (self->form, gtk_editable_get_text (row));
  show_amounts (self);
}

static void
rest_activated_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SalonPaymentDialog *self = SALON_PAYMENT_DIALOG (widget);
  SalonMeans means = (SalonMeans) g_variant_get_int32 (parameter);

  if (salon_payment_form_get_due (self->form) == 0)
    return;
  salon_payment_form_set_rest (self->form, means);
  show_amounts (self);
  if (means == SALON_MEANS_GIFT_CARD && salon_payment_form_get_card (self->form) == NULL)
    {
      salon_payment_card_ask (self->card);
      return;
    }
  /* What comes next with cash is what she is handed. */
  gtk_widget_grab_focus (means == SALON_MEANS_CASH
                             && gtk_widget_get_visible (GTK_WIDGET (self->tendered_row))
                           ? GTK_WIDGET (self->tendered_row)
                           : GTK_WIDGET (self->rows[means]));
}

static void
deposit_chosen_cb (SalonPaymentDialog *self)
{
  SalonDeposit deposit = SALON_DEPOSIT_NONE;
  guint kind = adw_combo_row_get_selected (self->kind_row);

  if (self->form == NULL)
    return;
  if (adw_switch_row_get_active (self->deposit_row))
    deposit = kind == 0 ? SALON_DEPOSIT_ARRHES : SALON_DEPOSIT_ACOMPTE;
  salon_payment_form_set_deposit (self->form, deposit);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->kind_row),
                               salon_payment_words_explain_deposit (
                                 kind == 0 ? SALON_DEPOSIT_ARRHES : SALON_DEPOSIT_ACOMPTE));
}

/* What is wrong with a gift card's amount is in the amount only when there is a card that is good. */
static GtkWidget *
get_wrong_field (SalonPaymentDialog *self, SalonMeans means)
{
  if (means == SALON_MEANS_GIFT_CARD
      && (salon_payment_form_get_card (self->form) == NULL
          || salon_payment_form_needs_note (self->form)))
    return salon_payment_card_get_field (self->card);
  return GTK_WIDGET (self->rows[means]);
}

static void
take_activated_cb (GtkWidget *widget, const char *action, GVariant *parameter)
{
  SalonPaymentDialog *self = SALON_PAYMENT_DIALOG (widget);
  SalonMeans means = SALON_MEANS_CARD;
  const char *words = NULL;
  g_autoptr (SalonChange) change = NULL;

  if (salon_payment_form_get_due (self->form) == 0)
    return;
  salon_payment_card_look_up (self->card);
  words = salon_payment_form_check (self->form, &means);
  if (!salon_field_tell (GTK_WIDGET (self->rows[means]), self->error_label, words))
    {
      self->was_refused = TRUE;
      gtk_widget_grab_focus (get_wrong_field (self, means));
      return;
    }
  change = salon_payment_form_save (self->form, salon_session_get_instant (self->session));
  salon_dialog_save (ADW_DIALOG (self), self->failure_banner, self->session, change, NULL);
}

/* --- Correcting --- */

typedef struct
{
  SalonPaymentDialog *dialog;
  SalonPayment *payment;
} Correction;

static void
correction_free (Correction *correction)
{
  g_object_unref (correction->dialog);
  g_object_unref (correction->payment);
  g_free (correction);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Correction, correction_free)

static void
corrected_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonPaymentDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_saved = salon_session_commit_finish (SALON_SESSION (source), result, &error);

  if (!is_saved)
    {
      g_autofree char *words = salon_words_for_failed_save (error);

      adw_banner_set_title (self->failure_banner, words);
    }
  adw_banner_set_revealed (self->failure_banner, !is_saved);
}

static void
reason_chosen_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Correction) correction = data;
  SalonPaymentDialog *self = correction->dialog;
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  g_autoptr (SalonChange) change = NULL;

  if (self->form == NULL || g_str_equal (response, "cancel"))
    return;
  change = salon_payment_form_correct (self->form, correction->payment,
                                       g_str_equal (response, "refund") ? SALON_REVERSAL_REFUND
                                                                        : SALON_REVERSAL_MISTAKE,
                                       salon_session_get_instant (self->session));
  if (change != NULL)
    salon_session_commit_async (self->session, change, corrected_cb, g_object_ref (self));
}

static void
correct_clicked_cb (GtkButton *button, SalonPaymentDialog *self)
{
  SalonPayment *payment = g_object_get_data (G_OBJECT (button), "payment");
  g_autofree char *title = salon_payment_words_title (self->session, self->payments, payment);
  g_autofree char *body = g_strdup_printf (
    /* Translators: a payment: "Card, €45.00" */
    _ ("%s: the line stays in the history, and a second one takes it back."), title);
  AdwDialog *alert = adw_alert_dialog_new (_ ("Correct This Payment?"), body);
  Correction *correction = g_new0 (Correction, 1);

  correction->dialog = g_object_ref (self);
  correction->payment = g_object_ref (payment);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (alert), "cancel", _ ("_Cancel"), "mistake",
                                  _ ("It Was a _Mistake"), "refund", _ ("Money Was Given _Back"),
                                  NULL);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (alert), "mistake");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (alert), "cancel");
  adw_alert_dialog_choose (ADW_ALERT_DIALOG (alert), GTK_WIDGET (self), NULL, reason_chosen_cb,
                           correction);
}

/* --- Life --- */

static GtkEditable *
add_row (SalonPaymentDialog *self, GtkWidget *row)
{
  g_signal_connect_object (row, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->means_group, row);
  return GTK_EDITABLE (row);
}

static void
add_rows (SalonPaymentDialog *self)
{
  for (int means = 0; means < SALON_N_DESK_MEANS; means++)
    {
      GtkWidget *row = salon_means_row_new ((SalonMeans) means);
      GtkWidget *button = salon_means_row_add_rest (row, (SalonMeans) means);

      gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "payment.rest");
      gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "i", means);
      self->rows[means] = add_row (self, row);
      if (means == SALON_MEANS_CASH)
        self->tendered_row = add_row (self, salon_means_row_new_tendered ());
    }
}

static void
add_kinds (SalonPaymentDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, salon_payment_words_for_deposit (SALON_DEPOSIT_ARRHES));
  gtk_string_list_append (names, salon_payment_words_for_deposit (SALON_DEPOSIT_ACOMPTE));
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (names));
}

static void
salon_payment_dialog_dispose (GObject *object)
{
  SalonPaymentDialog *self = SALON_PAYMENT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_PAYMENT_DIALOG);
  g_clear_object (&self->session);
  g_clear_object (&self->booking);
  g_clear_pointer (&self->booking_id, g_free);
  g_clear_pointer (&self->payments, g_ptr_array_unref);
  g_clear_pointer (&self->history_rows, g_ptr_array_unref);
  g_clear_pointer (&self->card, salon_payment_card_free);
  g_clear_pointer (&self->form, salon_payment_form_free);
  G_OBJECT_CLASS (salon_payment_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentDialog, take_button);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentDialog, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentDialog, due_label);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentDialog, client_label);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentDialog, means_group);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentDialog, left_label);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentDialog, deposit_group);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentDialog, deposit_row);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, SalonPaymentDialog, history_group);
}

static void
salon_payment_dialog_class_init (SalonPaymentDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_payment_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-payment-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, deposit_chosen_cb);
  gtk_widget_class_install_action (widget_class, "payment.take", NULL, take_activated_cb);
  gtk_widget_class_install_action (widget_class, "payment.rest", "i", rest_activated_cb);
  for (int means = 0; means < SALON_N_DESK_MEANS; means++)
    salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_REST, means, "payment.rest",
                                g_variant_new_int32 (means));
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_GO, SALON_EVERY_KEY, "payment.take",
                              NULL);
}

static void
salon_payment_dialog_init (SalonPaymentDialog *self)
{
  self->history_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_rows (self);
  add_kinds (self);
}

AdwDialog *
salon_payment_dialog_new (SalonSession *session, const char *booking_id)
{
  SalonPaymentDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (booking_id != NULL, NULL);

  self = g_object_new (SALON_TYPE_PAYMENT_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->booking_id = g_strdup (booking_id);
  if (!read_booking (self))
    {
      g_object_unref (g_object_ref_sink (self));
      return NULL;
    }
  g_signal_connect_object (session, "changed", G_CALLBACK (salon_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::online", G_CALLBACK (show_history), self,
                           G_CONNECT_SWAPPED);
  deposit_chosen_cb (self);
  show_all (self);
  return ADW_DIALOG (self);
}
