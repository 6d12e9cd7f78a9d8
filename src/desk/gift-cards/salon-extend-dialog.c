/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-extend-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-field.h"
#include "common/salon-format.h"
#include "common/salon-gift-card-words.h"
#include "common/salon-shortcuts.h"
#include "gift-cards/salon-gift-card-acts.h"
#include "store/salon-id.h"

struct _SalonExtendDialog
{
  AdwDialog parent_instance;

  AdwBanner *failure_banner;
  GtkLabel *words_label;
  AdwSpinRow *number_row;
  AdwComboRow *unit_row;
  GtkEditable *note_row;
  GtkLabel *error_label;
  GtkLabel *until_label;

  SalonSession *session;
  GPtrArray *cards;
};

G_DEFINE_FINAL_TYPE (SalonExtendDialog, salon_extend_dialog, ADW_TYPE_DIALOG)

SalonDay
salon_extend_dialog_reckon (SalonGiftCard *card, int number, gboolean in_days, SalonDay today)
{
  SalonDay from = 0;

  g_return_val_if_fail (SALON_IS_GIFT_CARD (card), SALON_DAY_NONE);

  /* A month more on a card that ended two months ago would still be over. */
  from = MAX (salon_gift_card_get_fields (card)->expires_on, today);
  return in_days ? from + number : salon_day_add_months (from, number);
}

static SalonDay
get_today (SalonExtendDialog *self)
{
  return salon_moment_get_day (salon_session_get_now (self->session));
}

static SalonDay
reckon (SalonExtendDialog *self, SalonGiftCard *card)
{
  return salon_extend_dialog_reckon (card, (int) adw_spin_row_get_value (self->number_row),
                                     adw_combo_row_get_selected (self->unit_row) == 1,
                                     get_today (self));
}

static void
changed_cb (SalonExtendDialog *self)
{
  g_autofree char *day = NULL;
  g_autofree char *text = NULL;

  if (self->cards == NULL)
    return;
  day = salon_format_day (reckon (self, self->cards->pdata[0]), SALON_DAY_STYLE_LONG);
  /* Translators: a day: "Good until Friday 27 November 2027" */
  text = g_strdup_printf (_ ("Good until %s"), day);
  gtk_label_set_text (self->until_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->until_label), self->cards->len == 1);
  salon_field_tell (GTK_WIDGET (self->note_row), self->error_label, NULL);
}

static char *
make_label (SalonExtendDialog *self)
{
  guint n_cards = self->cards->len;

  if (n_cards == 1)
    /* Translators: code of a gift card */
    return g_strdup_printf (_ ("Extend the gift card %s"),
                            salon_gift_card_get_fields (self->cards->pdata[0])->code);
  return g_strdup_printf (ngettext ("Extend %u gift card", "Extend %u gift cards", n_cards),
                          n_cards);
}

static SalonChange *
make_change (SalonExtendDialog *self, GError **error)
{
  g_autofree SalonGiftCardExtension *extensions = g_new0 (SalonGiftCardExtension, self->cards->len);
  g_autoptr (GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *label = make_label (self);
  SalonGiftCardAct act =
    salon_gift_card_acts_make (self->session, NULL, gtk_editable_get_text (self->note_row), label);

  for (guint i = 0; i < self->cards->len; i++)
    {
      g_ptr_array_add (ids, salon_id_new ());
      extensions[i] = (SalonGiftCardExtension) {
        .card = self->cards->pdata[i],
        .until = reckon (self, self->cards->pdata[i]),
        .movement_id = ids->pdata[i],
      };
    }
  return salon_gift_card_extend (extensions, self->cards->len, &act, error);
}

static void
extend (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonExtendDialog *self = SALON_EXTEND_DIALOG (widget);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) change = make_change (self, &error);

  if (change == NULL)
    {
      g_autofree char *words = salon_gift_card_words_for_error (error, NULL);

      salon_field_tell (GTK_WIDGET (self->note_row), self->error_label, words);
      gtk_widget_grab_focus (GTK_WIDGET (self->note_row));
      return;
    }
  salon_dialog_save (ADW_DIALOG (self), self->failure_banner, self->session, change, NULL);
}

static char *
say (SalonExtendDialog *self)
{
  guint n_cards = self->cards->len;
  SalonGiftCard *card = self->cards->pdata[0];
  g_autofree char *until = NULL;

  if (n_cards > 1)
    return g_strdup_printf (
      ngettext ("%u gift card is extended, from the day on which it ends.",
                "%u gift cards are extended, each from the day on which it ends.", n_cards),
      n_cards);
  until = salon_format_day (salon_gift_card_get_fields (card)->expires_on, SALON_DAY_STYLE_LONG);
  /* Translators: code of a gift card, a day */
  return g_strdup_printf (_ ("%1$s is good until %2$s."), salon_gift_card_get_fields (card)->code,
                          until);
}

static void
salon_extend_dialog_dispose (GObject *object)
{
  SalonExtendDialog *self = SALON_EXTEND_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_EXTEND_DIALOG);
  g_clear_pointer (&self->cards, g_ptr_array_unref);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_extend_dialog_parent_class)->dispose (object);
}

static void
salon_extend_dialog_class_init (SalonExtendDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_extend_dialog_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-extend-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonExtendDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonExtendDialog, words_label);
  gtk_widget_class_bind_template_child (widget_class, SalonExtendDialog, number_row);
  gtk_widget_class_bind_template_child (widget_class, SalonExtendDialog, unit_row);
  gtk_widget_class_bind_template_child (widget_class, SalonExtendDialog, note_row);
  gtk_widget_class_bind_template_child (widget_class, SalonExtendDialog, error_label);
  gtk_widget_class_bind_template_child (widget_class, SalonExtendDialog, until_label);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_install_action (widget_class, "extension.go", NULL, extend);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_GO, SALON_EVERY_KEY, "extension.go",
                              NULL);
}

static void
salon_extend_dialog_init (SalonExtendDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_extend_dialog_new (SalonSession *session, GPtrArray *cards)
{
  SalonExtendDialog *self = NULL;
  g_autofree char *words = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (cards != NULL && cards->len > 0, NULL);

  self = g_object_new (SALON_TYPE_EXTEND_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->cards = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < cards->len; i++)
    g_ptr_array_add (self->cards, g_object_ref (cards->pdata[i]));
  words = say (self);
  gtk_label_set_text (self->words_label, words);
  changed_cb (self);
  return ADW_DIALOG (self);
}
