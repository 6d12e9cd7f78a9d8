/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-card-act-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-field.h"
#include "common/salon-format.h"
#include "common/salon-gift-card-words.h"
#include "common/salon-shortcuts.h"
#include "core/salon-money.h"
#include "gift-cards/salon-gift-card-acts.h"
#include "gift-cards/salon-gift-card-terms.h"
#include "payments/salon-payment-words.h"
#include "payments/salon-till-setting.h"
#include "store/salon-id.h"

struct _SalonCardActDialog
{
  AdwDialog parent_instance;

  GtkButton *go_button;
  AdwBanner *failure_banner;
  GtkLabel *words_label;
  GtkEditable *amount_row;
  AdwComboRow *means_row;
  GtkEditable *note_row;
  GtkLabel *error_label;

  SalonSession *session;
  SalonGiftCard *card;
  SalonCardAct act;
  GPtrArray *movements;            /* nullable */
  SalonGiftCardMovement *movement; /* nullable: to be taken back */
};

G_DEFINE_FINAL_TYPE (SalonCardActDialog, salon_card_act_dialog, ADW_TYPE_DIALOG)

typedef struct
{
  const char *title;
  const char *verb;
  gboolean is_destructive;
} Words;

static const Words acts[] = {
  [SALON_CARD_ACT_REFILL] = { N_ ("Refill the Gift Card"), N_ ("_Refill"), FALSE },
  [SALON_CARD_ACT_VOID] = { N_ ("Make the Gift Card Void"), N_ ("Make _Void"), TRUE },
  [SALON_CARD_ACT_REFUND] = { N_ ("Pay Back the Gift Card"), N_ ("_Pay Back"), TRUE },
  [SALON_CARD_ACT_TAKE_BACK] = { N_ ("Take It Back"), N_ ("_Take Back"), FALSE },
};

static gboolean
is_given (SalonCardActDialog *self)
{
  return salon_gift_card_get_fields (self->card)->is_complimentary;
}

/* Money changes hands, and this program takes it down. */
static gboolean
asks_for_means (SalonCardActDialog *self)
{
  return (self->act == SALON_CARD_ACT_REFILL || self->act == SALON_CARD_ACT_REFUND)
         && !is_given (self) && salon_till_setting_is_on (self->session);
}

static char *
say (SalonCardActDialog *self)
{
  g_autofree char *left =
    salon_format_money (self->session, salon_gift_card_get_balance (self->card));
  const char *code = salon_gift_card_get_fields (self->card)->code;

  switch (self->act)
    {
    case SALON_CARD_ACT_REFILL:
      /* Translators: amount, code of a gift card */
      return g_strdup_printf (_ ("%1$s are left on %2$s. What is paid now is added."), left, code);
    case SALON_CARD_ACT_VOID:
      /* Translators: amount, code of a gift card */
      return g_strdup_printf (
        _ ("The %1$s that are left on %2$s cannot be used any more. For a card "
           "that was lost, stolen or sold by mistake."),
        left, code);
    case SALON_CARD_ACT_REFUND:
      /* Translators: amount, code of a gift card */
      return g_strdup_printf (
        _ ("The %1$s that are left on %2$s are paid back, and the card ends."), left, code);
    case SALON_CARD_ACT_TAKE_BACK:
      {
        g_autofree char *what =
          salon_gift_card_terms_movement (self->session,
                                          salon_gift_card_movement_get_fields (self->movement));

        /* Translators: what happened to a gift card: "Used: −€30.00" */
        return g_strdup_printf (_ ("“%s” stays in the list, and a second line takes it back."),
                                what);
      }
    }
  g_return_val_if_reached (NULL);
}

static const char *
check (SalonCardActDialog *self, gint64 *cents)
{
  const char *typed = gtk_editable_get_text (self->amount_row);

  *cents = salon_gift_card_get_balance (self->card);
  if (self->act != SALON_CARD_ACT_REFILL)
    return NULL;
  if (!salon_money_parse (typed, cents, NULL) || *cents <= 0)
    return _ ("Write the amount like 45 or 45.50.");
  return NULL;
}

static void
changed_cb (SalonCardActDialog *self)
{
  salon_field_tell (GTK_WIDGET (self->amount_row), self->error_label, NULL);
}

static SalonPayment *
make_payment (SalonCardActDialog *self, gint64 cents)
{
  SalonMeans means = asks_for_means (self)
                       ? (SalonMeans) adw_combo_row_get_selected (self->means_row)
                       : SALON_MEANS_OTHER;

  return is_given (self)
           ? NULL
           : salon_gift_card_acts_make_payment (
               self->session, salon_gift_card_get_fields (self->card)->id, means, cents, 0);
}

static SalonChange *
refill (SalonCardActDialog *self, gint64 cents, const SalonGiftCardAct *act, GError **error)
{
  g_autoptr (SalonPayment) payment = make_payment (self, cents);
  g_autoptr (GPtrArray) payments = g_ptr_array_new ();

  if (payment != NULL)
    g_ptr_array_add (payments, payment);
  return salon_gift_card_credit (self->card, cents, payments, act, error);
}

static char *
make_label (SalonCardActDialog *self, gint64 cents)
{
  const char *code = salon_gift_card_get_fields (self->card)->code;
  g_autofree char *amount = salon_format_money (self->session, cents);

  switch (self->act)
    {
    case SALON_CARD_ACT_REFILL:
      /* Translators: code of a gift card, amount */
      return g_strdup_printf (_ ("Refill the gift card %1$s with %2$s"), code, amount);
    case SALON_CARD_ACT_VOID:
      /* Translators: code of a gift card */
      return g_strdup_printf (_ ("Make the gift card %s void"), code);
    case SALON_CARD_ACT_REFUND:
      /* Translators: amount, code of a gift card */
      return g_strdup_printf (_ ("Pay back %1$s of the gift card %2$s"), amount, code);
    case SALON_CARD_ACT_TAKE_BACK:
      /* Translators: code of a gift card */
      return g_strdup_printf (_ ("Correct the gift card %s"), code);
    }
  g_return_val_if_reached (NULL);
}

static SalonChange *
make_change (SalonCardActDialog *self, gint64 cents, GError **error)
{
  g_autofree char *id = salon_id_new ();
  g_autofree char *label = make_label (self, cents);
  g_autoptr (SalonPayment) payment = NULL;
  SalonGiftCardAct act =
    salon_gift_card_acts_make (self->session, id, gtk_editable_get_text (self->note_row), label);

  switch (self->act)
    {
    case SALON_CARD_ACT_REFILL:
      return refill (self, cents, &act, error);
    case SALON_CARD_ACT_VOID:
      return salon_gift_card_void (self->card, &act, error);
    case SALON_CARD_ACT_REFUND:
      payment = make_payment (self, -cents);
      return salon_gift_card_refund (self->card, payment, &act, error);
    case SALON_CARD_ACT_TAKE_BACK:
      return salon_gift_card_take_back (self->card, self->movements, self->movement, &act, error);
    }
  g_return_val_if_reached (NULL);
}

static void
go (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonCardActDialog *self = SALON_CARD_ACT_DIALOG (widget);
  gint64 cents = 0;
  const char *words = check (self, &cents);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) change = NULL;

  if (!salon_field_tell (GTK_WIDGET (self->amount_row), self->error_label, words))
    {
      gtk_widget_grab_focus (GTK_WIDGET (self->amount_row));
      return;
    }
  change = make_change (self, cents, &error);
  if (change == NULL)
    {
      g_autofree char *sentence = salon_gift_card_words_for_error (error, self->card);

      salon_field_tell (GTK_WIDGET (self->note_row), self->error_label, sentence);
      gtk_widget_grab_focus (GTK_WIDGET (self->note_row));
      return;
    }
  salon_dialog_save (ADW_DIALOG (self), self->failure_banner, self->session, change, NULL);
}

static void
add_means (SalonCardActDialog *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (int means = 0; means < SALON_MEANS_GIFT_CARD; means++)
    gtk_string_list_append (names, salon_payment_words_for_means ((SalonMeans) means));
  adw_combo_row_set_model (self->means_row, G_LIST_MODEL (names));
  adw_combo_row_set_selected (self->means_row, SALON_MEANS_CARD);
}

static void
fill (SalonCardActDialog *self)
{
  const Words *words = &acts[self->act];
  gboolean is_refill = self->act == SALON_CARD_ACT_REFILL;
  g_autofree char *text = say (self);

  adw_dialog_set_title (ADW_DIALOG (self), _ (words->title));
  gtk_button_set_label (self->go_button, _ (words->verb));
  if (words->is_destructive)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->go_button), "suggested-action");
      gtk_widget_add_css_class (GTK_WIDGET (self->go_button), "destructive-action");
    }
  gtk_label_set_text (self->words_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->amount_row), is_refill);
  gtk_widget_set_visible (GTK_WIDGET (self->means_row), asks_for_means (self));
  if (self->act == SALON_CARD_ACT_REFUND)
    adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->means_row), _ ("Paid Back by"));
  adw_dialog_set_focus (ADW_DIALOG (self),
                        is_refill ? GTK_WIDGET (self->amount_row) : GTK_WIDGET (self->note_row));
}

static void
salon_card_act_dialog_dispose (GObject *object)
{
  SalonCardActDialog *self = SALON_CARD_ACT_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_CARD_ACT_DIALOG);
  g_clear_pointer (&self->movements, g_ptr_array_unref);
  g_clear_object (&self->movement);
  g_clear_object (&self->card);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_card_act_dialog_parent_class)->dispose (object);
}

static void
salon_card_act_dialog_class_init (SalonCardActDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_card_act_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-card-act-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonCardActDialog, go_button);
  gtk_widget_class_bind_template_child (widget_class, SalonCardActDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonCardActDialog, words_label);
  gtk_widget_class_bind_template_child (widget_class, SalonCardActDialog, amount_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCardActDialog, means_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCardActDialog, note_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCardActDialog, error_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "card-act.go", NULL, go);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_GO, SALON_EVERY_KEY, "card-act.go",
                              NULL);
}

static void
salon_card_act_dialog_init (SalonCardActDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_means (self);
}

AdwDialog *
salon_card_act_dialog_new (SalonSession *session, SalonGiftCard *card, SalonCardAct act)
{
  SalonCardActDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (SALON_IS_GIFT_CARD (card), NULL);
  g_return_val_if_fail (act != SALON_CARD_ACT_TAKE_BACK, NULL);

  self = g_object_new (SALON_TYPE_CARD_ACT_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->card = g_object_ref (card);
  self->act = act;
  fill (self);
  return ADW_DIALOG (self);
}

AdwDialog *
salon_card_act_dialog_new_taking_back (SalonSession *session,
                                       SalonGiftCard *card,
                                       GPtrArray *movements,
                                       SalonGiftCardMovement *movement)
{
  SalonCardActDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (SALON_IS_GIFT_CARD (card), NULL);
  g_return_val_if_fail (SALON_IS_GIFT_CARD_MOVEMENT (movement), NULL);

  self = g_object_new (SALON_TYPE_CARD_ACT_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->card = g_object_ref (card);
  self->act = SALON_CARD_ACT_TAKE_BACK;
  self->movements = g_ptr_array_ref (movements);
  self->movement = g_object_ref (movement);
  fill (self);
  return ADW_DIALOG (self);
}
