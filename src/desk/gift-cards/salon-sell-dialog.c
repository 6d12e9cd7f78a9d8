/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-sell-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-field.h"
#include "common/salon-format.h"
#include "common/salon-gift-card-words.h"
#include "common/salon-shortcuts.h"
#include "common/salon-words.h"
#include "gift-cards/salon-buyer-box.h"
#include "gift-cards/salon-gift-card-terms.h"
#include "gift-cards/salon-sale-form.h"
#include "gift-cards/salon-sale-payment-box.h"
#include "payments/salon-till-setting.h"
#include "vouchers/salon-voucher-preview.h"
#include "vouchers/salon-voucher-printing.h"

/* What is asked for most, in cents. */
static const gint64 quick_cents[] = { 3000, 5000, 8000, 10000 };

struct _SalonSellDialog
{
  AdwDialog parent_instance;

  GtkStack *stack;
  GtkWidget *sell_button;
  AdwBanner *failure_banner;
  AdwComboRow *worth_row;
  GtkEditable *amount_row;
  AdwWrapBox *quick_box;
  GtkLabel *value_error;
  GtkEditable *recipient_row;
  GtkLabel *names_error;
  SalonBuyerBox *buyer_box;
  GtkTextView *message_view;
  AdwSpinRow *months_row;
  AdwSwitchRow *given_row;
  GtkEditable *note_row;
  GtkLabel *note_error;
  GtkWidget *payment_group;
  SalonSalePaymentBox *payment_box;
  GtkLabel *payment_error;
  GtkWidget *preview_box;
  SalonVoucherPreview *form_preview;

  AdwWindowTitle *sold_title;
  GtkWidget *print_button;
  GtkWidget *save_button;
  GtkWidget *done_button;
  AdwBanner *printed_banner;
  GtkLabel *sold_label;
  GtkLabel *code_label;
  SalonVoucherPreview *sold_preview;

  SalonSession *session;
  SalonSaleForm *form;
  char *card_id;        /* of the card being sold, then sold */
  SalonGiftCard *card;  /* once it is sold */
  gboolean was_refused; /* from then on, errors follow the typing */
  gboolean is_filling;
};

enum
{
  SIGNAL_SOLD,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SalonSellDialog, salon_sell_dialog, ADW_TYPE_DIALOG)

/* --- The form --- */

static char *
dup_message (SalonSellDialog *self)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (self->message_view);
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);
  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
read_fields (SalonSellDialog *self)
{
  GListModel *services = salon_session_get_services (self->session);
  guint worth = adw_combo_row_get_selected (self->worth_row);
  g_autoptr (SalonService) service = worth > 0 && worth != GTK_INVALID_LIST_POSITION
                                       ? g_list_model_get_item (services, worth - 1)
                                       : NULL;
  g_autofree char *message = dup_message (self);

  salon_sale_form_set_service (self->form, service);
  salon_sale_form_set_amount (self->form, gtk_editable_get_text (self->amount_row));
  salon_sale_form_set_recipient (self->form, gtk_editable_get_text (self->recipient_row));
  salon_sale_form_set_buyer (self->form, salon_buyer_box_get_name (self->buyer_box),
                             salon_buyer_box_get_email (self->buyer_box));
  salon_sale_form_set_message (self->form, message);
  salon_sale_form_set_months (self->form, (int) adw_spin_row_get_value (self->months_row));
  salon_sale_form_set_complimentary (self->form, adw_switch_row_get_active (self->given_row));
  salon_sale_form_set_note (self->form, gtk_editable_get_text (self->note_row));
}

static GtkWidget *
get_field (SalonSellDialog *self, SalonSaleField field)
{
  switch (field)
    {
    case SALON_SALE_FIELD_VALUE:
      return gtk_widget_get_visible (GTK_WIDGET (self->amount_row)) ? GTK_WIDGET (self->amount_row)
                                                                    : GTK_WIDGET (self->worth_row);
    case SALON_SALE_FIELD_NAMES:
      return GTK_WIDGET (self->recipient_row);
    case SALON_SALE_FIELD_NOTE:
      return GTK_WIDGET (self->note_row);
    case SALON_SALE_FIELD_PAYMENT:
      return GTK_WIDGET (self->payment_box);
    }
  g_return_val_if_reached (NULL);
}

/* TRUE: it can be sold. @field: (out): where it cannot */
static gboolean
check (SalonSellDialog *self, SalonSaleField *field)
{
  GtkLabel *const labels[] = {
    [SALON_SALE_FIELD_VALUE] = self->value_error,
    [SALON_SALE_FIELD_NAMES] = self->names_error,
    [SALON_SALE_FIELD_NOTE] = self->note_error,
    [SALON_SALE_FIELD_PAYMENT] = self->payment_error,
  };
  const char *words = salon_sale_form_check (self->form, field);

  for (guint i = 0; i < G_N_ELEMENTS (labels); i++)
    salon_field_tell (get_field (self, (SalonSaleField) i), labels[i], i == *field ? words : NULL);
  return words == NULL;
}

static void
show_preview (SalonSellDialog *self)
{
  SalonVoucherCard paper;

  if (!gtk_widget_get_visible (self->preview_box))
    return;
  salon_sale_form_fill_paper (self->form, &paper);
  salon_voucher_preview_set_cards (self->form_preview, &paper, 1);
}

static void
show_expiry (SalonSellDialog *self)
{
  g_autofree char *day =
    salon_format_day (salon_sale_form_get_expiry (self->form), SALON_DAY_STYLE_LONG);
  /* Translators: a day: "Until Friday 27 November 2027" */
  g_autofree char *text = g_strdup_printf (C_ ("gift card", "Until %s"), day);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->months_row), text);
}

static void
changed_cb (SalonSellDialog *self)
{
  SalonSaleField field;

  if (self->form == NULL || self->is_filling)
    return;
  self->is_filling = TRUE;
  read_fields (self);
  gtk_widget_set_visible (self->payment_group, salon_till_setting_is_on (self->session)
                                                 && !adw_switch_row_get_active (self->given_row));
  salon_sale_payment_box_refresh (self->payment_box);
  show_expiry (self);
  show_preview (self);
  if (self->was_refused)
    check (self, &field);
  self->is_filling = FALSE;
}

static void
worth_chosen_cb (SalonSellDialog *self)
{
  gboolean is_amount = adw_combo_row_get_selected (self->worth_row) == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->amount_row), is_amount);
  gtk_widget_set_visible (GTK_WIDGET (self->quick_box), is_amount);
  changed_cb (self);
}

/* Enter goes on to what is asked next. */
static void
next_cb (SalonSellDialog *self, GtkWidget *row)
{
  gtk_widget_grab_focus (row == GTK_WIDGET (self->amount_row) ? GTK_WIDGET (self->recipient_row)
                                                              : GTK_WIDGET (self->buyer_box));
}

static void
quick_clicked_cb (SalonSellDialog *self, GtkButton *button)
{
  gtk_editable_set_text (self->amount_row, gtk_button_get_label (button));
  gtk_widget_grab_focus (GTK_WIDGET (self->recipient_row));
}

/* --- Once it is sold --- */

static void
show_sold (SalonSellDialog *self)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (self->card);
  g_autofree char *amount =
    salon_format_money (self->session, salon_gift_card_get_balance (self->card));
  /* Translators: amount, name: "€80.00 for Marie Durand" */
  g_autofree char *words =
    g_strdup_printf (C_ ("gift card", "%1$s for %2$s"), amount, fields->recipient_name);
  SalonVoucherCard paper;

  adw_window_title_set_title (self->sold_title,
                              fields->is_complimentary ? _ ("Given") : _ ("Sold"));
  gtk_label_set_text (self->sold_label, words);
  gtk_label_set_text (self->code_label, fields->code);
  salon_gift_card_terms_fill_paper (self->card, FALSE, &paper);
  salon_voucher_preview_set_cards (self->sold_preview, &paper, 1);
  gtk_stack_set_visible_child_name (self->stack, "sold");
  adw_dialog_set_default_widget (ADW_DIALOG (self), self->print_button);
  gtk_widget_grab_focus (self->print_button);
}

static void
tell_failure (SalonSellDialog *self, const GError *error)
{
  g_autofree char *words = error->domain == SALON_GIFT_CARD_ERROR
                             ? salon_gift_card_words_for_error (error, NULL)
                             : salon_words_for_failed_save (error);

  adw_banner_set_title (self->failure_banner, words);
  adw_banner_set_revealed (self->failure_banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->failure_banner), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
committed_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonSellDialog) self = data;
  g_autoptr (GError) error = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (salon_session_commit_finish (SALON_SESSION (session), result, &error))
    self->card = salon_reader_get_gift_card (salon_session_get_reader (SALON_SESSION (session)),
                                             self->card_id, &error);
  if (self->card == NULL)
    {
      tell_failure (self, error);
      return;
    }
  show_sold (self);
  g_signal_emit (self, signals[SIGNAL_SOLD], 0, self->card_id);
}

static void
sell (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonSellDialog *self = SALON_SELL_DIALOG (widget);
  g_autoptr (SalonClient) client = NULL;
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (GError) error = NULL;
  SalonSaleField field;

  if (self->card != NULL)
    return;
  if (!check (self, &field))
    {
      self->was_refused = TRUE;
      gtk_widget_grab_focus (get_field (self, field));
      return;
    }
  if (!salon_buyer_box_check (self->buyer_box))
    return;
  client = salon_buyer_box_dup_new_client (self->buyer_box);
  g_clear_pointer (&self->card_id, g_free);
  change = salon_sale_form_save (self->form, client, &self->card_id, &error);
  if (change == NULL)
    {
      tell_failure (self, error);
      return;
    }
  gtk_widget_set_sensitive (widget, FALSE);
  salon_session_commit_async (self->session, change, committed_cb, g_object_ref (self));
}

static void
printed_cb (gboolean is_done, const char *sentence, gpointer data)
{
  g_autoptr (SalonSellDialog) self = data;

  adw_banner_set_title (self->printed_banner, sentence != NULL ? sentence : "");
  adw_banner_set_revealed (self->printed_banner, sentence != NULL);
  if (is_done)
    gtk_widget_grab_focus (self->done_button);
}

/* While the paper is being made there is nothing to print yet. */
static void
give_out (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonSellDialog *self = SALON_SELL_DIALOG (widget);
  GBytes *pdf = salon_voucher_preview_get_pdf (self->sold_preview);
  SalonVoucherCard paper;

  if (self->card == NULL || pdf == NULL)
    return;
  salon_gift_card_terms_fill_paper (self->card, FALSE, &paper);
  if (g_str_equal (action_name, "sale.print"))
    salon_voucher_printing_print (widget, self->session, pdf, &paper, 1, printed_cb,
                                  g_object_ref (self));
  else
    salon_voucher_printing_save (widget, pdf, &paper, 1, printed_cb, g_object_ref (self));
}

static void
give_rest (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonSellDialog *self = SALON_SELL_DIALOG (widget);

  salon_sale_payment_box_give_rest (self->payment_box,
                                    (SalonMeans) g_variant_get_int32 (parameter));
}

/* --- Life --- */

static void
add_worths (SalonSellDialog *self)
{
  GListModel *services = salon_session_get_services (self->session);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("An Amount"));
  for (guint i = 0; i < g_list_model_get_n_items (services); i++)
    {
      g_autoptr (SalonService) service = g_list_model_get_item (services, i);
      const SalonServiceFields *fields = salon_service_get_fields (service);
      g_autofree char *price = salon_format_money (self->session, fields->price_cents);
      g_autofree char *name = g_strdup_printf ("%s · %s", fields->name, price);

      gtk_string_list_append (names, name);
    }
  adw_combo_row_set_model (self->worth_row, G_LIST_MODEL (names));
}

static void
add_quick_buttons (SalonSellDialog *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (quick_cents); i++)
    {
      g_autofree char *amount = salon_format_money (self->session, quick_cents[i]);
      GtkWidget *button = gtk_button_new_with_label (amount);

      g_signal_connect_object (button, "clicked", G_CALLBACK (quick_clicked_cb), self,
                               G_CONNECT_SWAPPED);
      adw_wrap_box_append (self->quick_box, button);
    }
}

static void
salon_sell_dialog_dispose (GObject *object)
{
  SalonSellDialog *self = SALON_SELL_DIALOG (object);

  if (self->payment_box != NULL)
    salon_sale_payment_box_set_form (self->payment_box, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_SELL_DIALOG);
  g_clear_pointer (&self->form, salon_sale_form_free);
  g_clear_pointer (&self->card_id, g_free);
  g_clear_object (&self->card);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_sell_dialog_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, sell_button);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, worth_row);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, amount_row);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, quick_box);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, value_error);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, recipient_row);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, names_error);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, buyer_box);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, message_view);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, months_row);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, given_row);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, note_row);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, note_error);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, payment_group);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, payment_box);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, payment_error);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, preview_box);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, form_preview);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, sold_title);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, print_button);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, save_button);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, done_button);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, printed_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, sold_label);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, code_label);
  gtk_widget_class_bind_template_child (widget_class, SalonSellDialog, sold_preview);
}

static void
salon_sell_dialog_class_init (SalonSellDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_sell_dialog_dispose;
  signals[SIGNAL_SOLD] = g_signal_new ("sold", SALON_TYPE_SELL_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                       NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  g_type_ensure (SALON_TYPE_BUYER_BOX);
  g_type_ensure (SALON_TYPE_SALE_PAYMENT_BOX);
  g_type_ensure (SALON_TYPE_VOUCHER_PREVIEW);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-sell-dialog.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, worth_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_install_action (widget_class, "sale.go", NULL, sell);
  gtk_widget_class_install_action (widget_class, "sale.print", NULL, give_out);
  gtk_widget_class_install_action (widget_class, "sale.save", NULL, give_out);
  gtk_widget_class_install_action (widget_class, "sale.rest", "i", give_rest);
  for (int means = 0; means < SALON_N_SALE_MEANS; means++)
    salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_REST, means, "sale.rest",
                                g_variant_new_int32 (means));
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_GO, SALON_EVERY_KEY, "sale.go", NULL);
}

static void
salon_sell_dialog_init (SalonSellDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (gtk_text_view_get_buffer (self->message_view), "changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  /* There may be room for it again. */
  g_signal_connect_object (self->preview_box, "notify::visible", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);
}

AdwDialog *
salon_sell_dialog_new (SalonSession *session)
{
  SalonSellDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_SELL_DIALOG, NULL);
  self->session = g_object_ref (session);
  add_worths (self);
  add_quick_buttons (self);
  salon_buyer_box_set_session (self->buyer_box, session);
  salon_voucher_preview_set_session (self->form_preview, session);
  salon_voucher_preview_set_session (self->sold_preview, session);
  self->form = salon_sale_form_new (session);
  adw_spin_row_set_value (self->months_row, salon_sale_form_get_months (self->form));
  salon_sale_payment_box_set_form (self->payment_box, session, self->form);
  changed_cb (self);
  return ADW_DIALOG (self);
}
