/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-old-voucher-dialog.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-typed.h"
#include "common/salon-dialog.h"
#include "common/salon-field.h"
#include "common/salon-format.h"
#include "common/salon-gift-card-words.h"
#include "common/salon-shortcuts.h"
#include "core/salon-money.h"
#include "core/salon-text.h"
#include "gift-cards/salon-gift-card-acts.h"
#include "store/salon-id.h"

struct _SalonOldVoucherDialog
{
  AdwDialog parent_instance;

  AdwBanner *failure_banner;
  GtkEditable *code_row;
  GtkLabel *code_error;
  GtkEditable *value_row;
  GtkEditable *left_row;
  GtkLabel *value_error;
  GtkEditable *recipient_row;
  GtkEditable *buyer_row;
  GtkLabel *names_error;
  GtkEditable *bought_row;
  GtkEditable *until_row;
  GtkLabel *days_error;
  GtkEditable *note_row;

  SalonSession *session;
  gboolean was_refused; /* from then on, errors follow the typing */
};

G_DEFINE_FINAL_TYPE (SalonOldVoucherDialog, salon_old_voucher_dialog, ADW_TYPE_DIALOG)

/* What was typed, once it is understood. */
typedef struct
{
  gint64 value_cents;
  gint64 left_cents;
  SalonDay bought_on;
  SalonDay until;
} Typed;

static SalonDay
get_today (SalonOldVoucherDialog *self)
{
  return salon_moment_get_day (salon_session_get_now (self->session));
}

static char *
dup_text (GtkEditable *row)
{
  return salon_text_clean (gtk_editable_get_text (row));
}

/* The card that has the code already. Transfer full; NULL: none has. */
static SalonGiftCard *
find_same (SalonOldVoucherDialog *self, const char *code)
{
  SalonGiftCardRules rules = salon_gift_card_acts_get_rules (self->session);
  g_autoptr (GPtrArray) same =
    salon_reader_find_gift_cards (salon_session_get_reader (self->session), code, rules.prefix,
                                  NULL);

  return same != NULL && same->len > 0 ? g_object_ref (same->pdata[0]) : NULL;
}

/* Entering it was undone: the ledger stays, and has nothing in it. */
static gboolean
is_undone (SalonGiftCard *card)
{
  return salon_gift_card_get_fields (card)->issued_cents == 0;
}

static const char *
check_code (SalonOldVoucherDialog *self)
{
  g_autofree char *code = dup_text (self->code_row);
  g_autoptr (SalonGiftCard) same = NULL;

  if (*code == '\0')
    return _ ("Write what stands on it: a code or a number.");
  same = find_same (self, code);
  return same != NULL && !is_undone (same) ? _ ("There is a gift card with this code already.")
                                           : NULL;
}

static const char *
check_value (SalonOldVoucherDialog *self, Typed *typed)
{
  const char *left = gtk_editable_get_text (self->left_row);

  if (!salon_money_parse (gtk_editable_get_text (self->value_row), &typed->value_cents, NULL)
      || typed->value_cents <= 0)
    return _ ("Write what it was worth like 45 or 45.50.");
  typed->left_cents = typed->value_cents;
  if (left[strspn (left, " ")] == '\0')
    return NULL;
  if (!salon_money_parse (left, &typed->left_cents, NULL) || typed->left_cents < 0)
    return _ ("Write what is left like 20 or 20.50, or nothing when it is whole.");
  return typed->left_cents > typed->value_cents ? _ ("No more can be left than it was worth.")
                                                : NULL;
}

static const char *
check_names (SalonOldVoucherDialog *self)
{
  g_autofree char *recipient = dup_text (self->recipient_row);
  g_autofree char *buyer = dup_text (self->buyer_row);

  return *recipient == '\0' && *buyer == '\0' ? _ ("Write for whom it is, or who bought it.")
                                              : NULL;
}

/* A voucher is bought in the past, whatever day without a year would mean else. */
static const char *
check_days (SalonOldVoucherDialog *self, Typed *typed)
{
  SalonDay today = get_today (self);

  if (!salon_typed_day_parse (gtk_editable_get_text (self->bought_row), today, &typed->bought_on)
      || typed->bought_on > today)
    return _ ("Write the day on which it was bought like 14/3/2025.");
  if (!salon_typed_day_parse (gtk_editable_get_text (self->until_row), today, &typed->until))
    return _ ("Write the last day on which it is good like 14/3/2027.");
  return typed->until <= typed->bought_on ? _ ("It cannot end before it was bought.") : NULL;
}

/* The first field to put right; NULL: it can be saved. */
static GtkEditable *
check (SalonOldVoucherDialog *self, Typed *typed)
{
  GtkEditable *first = NULL;

  if (!salon_field_tell (GTK_WIDGET (self->bought_row), self->days_error, check_days (self, typed)))
    first = self->bought_row;
  if (!salon_field_tell (GTK_WIDGET (self->recipient_row), self->names_error, check_names (self)))
    first = self->recipient_row;
  if (!salon_field_tell (GTK_WIDGET (self->value_row), self->value_error,
                         check_value (self, typed)))
    first = self->value_row;
  if (!salon_field_tell (GTK_WIDGET (self->code_row), self->code_error, check_code (self)))
    first = self->code_row;
  return first;
}

static void
changed_cb (SalonOldVoucherDialog *self)
{
  Typed typed;

  if (self->was_refused)
    check (self, &typed);
}

static SalonGiftCard *
make_card (SalonOldVoucherDialog *self, const char *id, const Typed *typed)
{
  g_autofree char *code = dup_text (self->code_row);
  g_autofree char *recipient = dup_text (self->recipient_row);
  g_autofree char *buyer = dup_text (self->buyer_row);

  return salon_gift_card_new (&(SalonGiftCardFields) {
    .id = id,
    .code = code,
    .kind = SALON_GIFT_CARD_AMOUNT,
    .amount_cents = typed->value_cents,
    .recipient_name = *recipient != '\0' ? recipient : buyer,
    .buyer_name = *buyer != '\0' ? buyer : recipient,
    .purchased_on = typed->bought_on,
    .expires_on = typed->until,
  });
}

static SalonChange *
make_change (SalonOldVoucherDialog *self, const Typed *typed, GError **error)
{
  g_autofree char *code = dup_text (self->code_row);
  g_autoptr (SalonGiftCard) before = find_same (self, code);
  g_autofree char *id =
    before != NULL ? g_strdup (salon_gift_card_get_fields (before)->id) : salon_id_new ();
  g_autofree char *issue_id = salon_id_new ();
  g_autofree char *debit_id = salon_id_new ();
  g_autoptr (SalonGiftCard) card = make_card (self, id, typed);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  /* Translators: code of a gift card */
  g_autofree char *label = g_strdup_printf (_ ("Enter the old voucher %s"), code);
  SalonGiftCardAct act = salon_gift_card_acts_make (self->session, issue_id,
                                                    gtk_editable_get_text (self->note_row), label);

  if (!salon_gift_card_add_bring_in (card, before, typed->left_cents, debit_id, &act, builder,
                                     error))
    return NULL;
  return salon_change_builder_end (builder, label);
}

static void
save (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonOldVoucherDialog *self = SALON_OLD_VOUCHER_DIALOG (widget);
  Typed typed = { 0 };
  GtkEditable *refused = check (self, &typed);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) change = NULL;

  if (refused != NULL)
    {
      self->was_refused = TRUE;
      gtk_widget_grab_focus (GTK_WIDGET (refused));
      return;
    }
  change = make_change (self, &typed, &error);
  if (change == NULL)
    {
      g_autofree char *words = salon_gift_card_words_for_error (error, NULL);

      adw_banner_set_title (self->failure_banner, words);
      adw_banner_set_revealed (self->failure_banner, TRUE);
      return;
    }
  salon_dialog_save (ADW_DIALOG (self), self->failure_banner, self->session, change, NULL);
}

static void
salon_old_voucher_dialog_dispose (GObject *object)
{
  SalonOldVoucherDialog *self = SALON_OLD_VOUCHER_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_OLD_VOUCHER_DIALOG);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_old_voucher_dialog_parent_class)->dispose (object);
}

static void
salon_old_voucher_dialog_class_init (SalonOldVoucherDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_old_voucher_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-old-voucher-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonOldVoucherDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonOldVoucherDialog, code_row);
  gtk_widget_class_bind_template_child (widget_class, SalonOldVoucherDialog, code_error);
  gtk_widget_class_bind_template_child (widget_class, SalonOldVoucherDialog, value_row);
  gtk_widget_class_bind_template_child (widget_class, SalonOldVoucherDialog, left_row);
  gtk_widget_class_bind_template_child (widget_class, SalonOldVoucherDialog, value_error);
  gtk_widget_class_bind_template_child (widget_class, SalonOldVoucherDialog, recipient_row);
  gtk_widget_class_bind_template_child (widget_class, SalonOldVoucherDialog, buyer_row);
  gtk_widget_class_bind_template_child (widget_class, SalonOldVoucherDialog, names_error);
  gtk_widget_class_bind_template_child (widget_class, SalonOldVoucherDialog, bought_row);
  gtk_widget_class_bind_template_child (widget_class, SalonOldVoucherDialog, until_row);
  gtk_widget_class_bind_template_child (widget_class, SalonOldVoucherDialog, days_error);
  gtk_widget_class_bind_template_child (widget_class, SalonOldVoucherDialog, note_row);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "dialog.save", NULL, save);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_GO, SALON_EVERY_KEY, "dialog.save",
                              NULL);
}

static void
salon_old_voucher_dialog_init (SalonOldVoucherDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_old_voucher_dialog_new (SalonSession *session)
{
  SalonOldVoucherDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_OLD_VOUCHER_DIALOG, NULL);
  self->session = g_object_ref (session);
  return ADW_DIALOG (self);
}
