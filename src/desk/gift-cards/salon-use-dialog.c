/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-use-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-field.h"
#include "common/salon-format.h"
#include "common/salon-gift-card-words.h"
#include "common/salon-shortcuts.h"
#include "common/salon-words.h"
#include "core/salon-card-payment.h"
#include "core/salon-money.h"
#include "gift-cards/salon-gift-card-acts.h"
#include "gift-cards/salon-gift-card-terms.h"
#include "payments/salon-till-setting.h"
#include "store/salon-id.h"
#include "vouchers/salon-voucher-dialog.h"

struct _SalonUseDialog
{
  AdwDialog parent_instance;

  GtkStack *stack;
  AdwBanner *failure_banner;
  GtkLabel *balance_label;
  GtkLabel *words_label;
  GtkEditable *amount_row;
  AdwComboRow *booking_row;
  GtkEditable *note_row;
  GtkLabel *error_label;
  GtkLabel *left_label;
  AdwStatusPage *used_page;
  GtkWidget *print_button;
  GtkWidget *done_button;

  SalonSession *session;
  SalonGiftCard *card;
  GPtrArray *bookings; /* of SalonBooking: today's that are not paid */
  gint64 used_cents;   /* being saved */
};

G_DEFINE_FINAL_TYPE (SalonUseDialog, salon_use_dialog, ADW_TYPE_DIALOG)

static SalonDay
get_today (SalonUseDialog *self)
{
  return salon_moment_get_day (salon_session_get_now (self->session));
}

/* --- What is asked --- */

/* NULL: for none. */
static SalonBooking *
get_booking (SalonUseDialog *self)
{
  guint chosen = adw_combo_row_get_selected (self->booking_row);

  return chosen > 0 && chosen <= self->bookings->len ? self->bookings->pdata[chosen - 1] : NULL;
}

static gint64
get_due (SalonUseDialog *self, SalonBooking *booking)
{
  g_autoptr (GPtrArray) payments =
    salon_reader_list_payments (salon_session_get_reader (self->session),
                                salon_booking_get_fields (booking)->id, NULL);

  return payments != NULL ? salon_payments_get_due (booking, payments) : 0;
}

static gint64
read_amount (SalonUseDialog *self)
{
  gint64 cents = 0;

  return salon_money_parse (gtk_editable_get_text (self->amount_row), &cents, NULL) ? cents : 0;
}

static void
set_amount (SalonUseDialog *self, gint64 cents)
{
  g_autofree char *text = salon_format_money (self->session, cents);

  gtk_editable_set_text (self->amount_row, text);
  gtk_editable_select_region (self->amount_row, 0, -1);
}

static void
changed_cb (SalonUseDialog *self)
{
  gint64 cents = read_amount (self);
  gint64 left = 0;
  g_autofree char *amount = NULL;
  g_autofree char *text = NULL;

  if (self->card == NULL)
    return;
  left = salon_gift_card_get_balance (self->card) - cents;
  amount = salon_format_money (self->session, MAX (left, 0));
  if (cents > 0 && left == 0)
    text = g_strdup (_ ("The card is used up with this."));
  else if (cents > 0 && left > 0)
    /* Translators: amount */
    text = g_strdup_printf (_ ("Left on the card after this: %s"), amount);
  gtk_label_set_text (self->left_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->left_label), text != NULL);
  salon_field_tell (GTK_WIDGET (self->amount_row), self->error_label, NULL);
}

static void
all_clicked_cb (SalonUseDialog *self)
{
  set_amount (self, salon_gift_card_get_balance (self->card));
  gtk_widget_grab_focus (GTK_WIDGET (self->amount_row));
}

/* A booking takes no more than is to be paid of it. */
static void
booking_chosen_cb (SalonUseDialog *self)
{
  SalonBooking *booking = self->bookings != NULL ? get_booking (self) : NULL;
  gint64 balance = 0;

  if (self->card == NULL)
    return;
  balance = salon_gift_card_get_balance (self->card);
  set_amount (self, booking != NULL ? MIN (balance, get_due (self, booking)) : balance);
}

/* --- Using it --- */

static SalonChange *
pay_booking (SalonUseDialog *self,
             SalonBooking *booking,
             gint64 cents,
             const SalonGiftCardAct *act,
             GError **error)
{
  g_autoptr (GPtrArray) before =
    salon_reader_list_payments (salon_session_get_reader (self->session),
                                salon_booking_get_fields (booking)->id, error);
  g_autoptr (GPtrArray) taken = g_ptr_array_new_with_free_func (g_object_unref);

  if (before == NULL)
    return NULL;
  g_ptr_array_add (taken, salon_gift_card_acts_make_booking_payment (self->session, self->card,
                                                                     booking, cents));
  return salon_card_payments_take (booking, before, taken, self->card, act, error);
}

static SalonChange *
make_change (SalonUseDialog *self, gint64 cents, GError **error)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (self->card);
  SalonBooking *booking = get_booking (self);
  g_autofree char *id = salon_id_new ();
  g_autofree char *amount = salon_format_money (self->session, cents);
  /* Translators: amount, code of a gift card */
  g_autofree char *label =
    g_strdup_printf (_ ("Use %1$s of the gift card %2$s"), amount, fields->code);
  SalonGiftCardAct act =
    salon_gift_card_acts_make (self->session, id, gtk_editable_get_text (self->note_row), label);

  if (booking == NULL)
    return salon_gift_card_debit (self->card, cents, &act, error);
  return pay_booking (self, booking, cents, &act, error);
}

static const char *
check (SalonUseDialog *self, gint64 *cents)
{
  SalonBooking *booking = get_booking (self);

  if (!salon_money_parse (gtk_editable_get_text (self->amount_row), cents, NULL) || *cents <= 0)
    return _ ("Write the amount like 45 or 45.50.");
  if (booking != NULL && *cents > get_due (self, booking))
    return _ ("That is more than is to be paid of this booking.");
  return NULL;
}

static void
tell (SalonUseDialog *self, GtkEditable *row, const char *words)
{
  salon_field_tell (GTK_WIDGET (row), self->error_label, words);
  gtk_widget_grab_focus (GTK_WIDGET (row));
}

static void
show_used (SalonUseDialog *self)
{
  gint64 balance = salon_gift_card_get_balance (self->card);
  g_autofree char *used = salon_format_money (self->session, self->used_cents);
  g_autofree char *left = salon_format_money (self->session, balance);
  /* Translators: amount */
  g_autofree char *title = g_strdup_printf (_ ("%s Used"), used);
  g_autofree char *words = balance > 0
                             /* Translators: amount, code of a gift card */
                             ? g_strdup_printf (_ ("%1$s are left on the gift card %2$s."), left,
                                                salon_gift_card_get_fields (self->card)->code)
                             : g_strdup (_ ("The gift card is used up."));

  adw_status_page_set_title (self->used_page, title);
  adw_status_page_set_description (self->used_page, words);
  gtk_widget_set_visible (self->print_button, balance > 0);
  gtk_stack_set_visible_child_name (self->stack, "used");
  adw_dialog_set_default_widget (ADW_DIALOG (self), self->done_button);
  gtk_widget_grab_focus (self->done_button);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->used_page), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
committed_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonUseDialog) self = data;
  g_autoptr (GError) error = NULL;
  gboolean is_saved = salon_session_commit_finish (SALON_SESSION (session), result, &error);
  g_autoptr (SalonGiftCard) card =
    is_saved ? salon_reader_get_gift_card (salon_session_get_reader (SALON_SESSION (session)),
                                           salon_gift_card_get_fields (self->card)->id, &error)
             : NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (card != NULL)
    {
      g_set_object (&self->card, card);
      show_used (self);
      return;
    }
  g_autofree char *words = salon_gift_card_words_for_error (error, self->card);
  adw_banner_set_title (self->failure_banner, words);
  adw_banner_set_revealed (self->failure_banner, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->amount_row));
}

static void
use (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonUseDialog *self = SALON_USE_DIALOG (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) change = NULL;
  gint64 cents = 0;
  const char *words = check (self, &cents);

  if (words != NULL)
    {
      tell (self, self->amount_row, words);
      return;
    }
  change = make_change (self, cents, &error);
  if (change == NULL)
    {
      gboolean is_note =
        g_error_matches (error, SALON_GIFT_CARD_ERROR, SALON_GIFT_CARD_ERROR_EXPIRED)
        || g_error_matches (error, SALON_GIFT_CARD_ERROR, SALON_GIFT_CARD_ERROR_NOTE);
      g_autofree char *sentence = salon_gift_card_words_for_error (error, self->card);

      tell (self, is_note ? self->note_row : self->amount_row, sentence);
      return;
    }
  self->used_cents = cents;
  gtk_widget_set_sensitive (widget, FALSE);
  salon_session_commit_async (self->session, change, committed_cb, g_object_ref (self));
}

static void
print_left (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonUseDialog *self = SALON_USE_DIALOG (widget);
  SalonVoucherCard paper;

  salon_gift_card_terms_fill_paper (self->card, TRUE, &paper);
  salon_dialog_present (salon_voucher_dialog_new (self->session, &paper, 1), widget);
}

/* --- Life --- */

static void
add_bookings (SalonUseDialog *self)
{
  SalonDay today = get_today (self);
  g_autoptr (GPtrArray) all =
    salon_reader_list_bookings (salon_session_get_reader (self->session), today, today + 1,
                                SALON_BOOKINGS_WITHOUT_CANCELLED, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  gtk_string_list_append (names, _ ("No Booking"));
  for (guint i = 0; all != NULL && i < all->len; i++)
    {
      SalonBooking *booking = all->pdata[i];
      gint64 due = get_due (self, booking);
      g_autofree char *amount = salon_format_money (self->session, due);
      g_autofree char *minute =
        salon_format_minute (salon_moment_get_minute (salon_booking_get_visit (booking).start));
      /* Translators: time, client, amount: "14:30 Marie Durand, €45.00 to pay" */
      g_autofree char *name =
        g_strdup_printf (_ ("%1$s %2$s, %3$s to pay"), minute,
                         salon_booking_get_fields (booking)->client_name, amount);

      if (due == 0)
        continue;
      g_ptr_array_add (self->bookings, g_object_ref (booking));
      gtk_string_list_append (names, name);
    }
  adw_combo_row_set_model (self->booking_row, G_LIST_MODEL (names));
  gtk_widget_set_visible (GTK_WIDGET (self->booking_row),
                          self->bookings->len > 0 && salon_till_setting_is_on (self->session));
}

static void
fill (SalonUseDialog *self)
{
  gint64 balance = salon_gift_card_get_balance (self->card);
  g_autofree char *amount = salon_format_money (self->session, balance);
  g_autofree char *words = salon_gift_card_words_for_card (self->session, self->card);

  gtk_label_set_text (self->balance_label, amount);
  gtk_label_set_text (self->words_label, words);
  if (salon_gift_card_get_state (self->card, get_today (self)) == SALON_GIFT_CARD_EXPIRED)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->note_row),
                                   _ ("Why It Is Taken All the Same"));
  set_amount (self, balance);
}

static void
salon_use_dialog_dispose (GObject *object)
{
  SalonUseDialog *self = SALON_USE_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_USE_DIALOG);
  g_clear_pointer (&self->bookings, g_ptr_array_unref);
  g_clear_object (&self->card);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_use_dialog_parent_class)->dispose (object);
}

static void
salon_use_dialog_class_init (SalonUseDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_use_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-use-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonUseDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonUseDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonUseDialog, balance_label);
  gtk_widget_class_bind_template_child (widget_class, SalonUseDialog, words_label);
  gtk_widget_class_bind_template_child (widget_class, SalonUseDialog, amount_row);
  gtk_widget_class_bind_template_child (widget_class, SalonUseDialog, booking_row);
  gtk_widget_class_bind_template_child (widget_class, SalonUseDialog, note_row);
  gtk_widget_class_bind_template_child (widget_class, SalonUseDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, SalonUseDialog, left_label);
  gtk_widget_class_bind_template_child (widget_class, SalonUseDialog, used_page);
  gtk_widget_class_bind_template_child (widget_class, SalonUseDialog, print_button);
  gtk_widget_class_bind_template_child (widget_class, SalonUseDialog, done_button);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, all_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, booking_chosen_cb);
  gtk_widget_class_install_action (widget_class, "use.go", NULL, use);
  gtk_widget_class_install_action (widget_class, "use.print", NULL, print_left);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_GO, SALON_EVERY_KEY, "use.go", NULL);
}

static void
salon_use_dialog_init (SalonUseDialog *self)
{
  self->bookings = g_ptr_array_new_with_free_func (g_object_unref);
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_use_dialog_new (SalonSession *session, SalonGiftCard *card)
{
  SalonUseDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (SALON_IS_GIFT_CARD (card), NULL);

  self = g_object_new (SALON_TYPE_USE_DIALOG, NULL);
  self->session = g_object_ref (session);
  add_bookings (self);
  self->card = g_object_ref (card);
  fill (self);
  return ADW_DIALOG (self);
}
