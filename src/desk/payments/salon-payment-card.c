/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-payment-card.h"

#include <glib/gi18n-lib.h>

#include "common/salon-gift-card-words.h"

struct _SalonPaymentCard
{
  SalonSession *session;
  SalonPaymentForm *form; /* borrowed; NULL before the first */
  GtkWidget *code_row;
  GtkWidget *card_row;
  GtkWidget *card_icon;
  GtkWidget *note_row;
  SalonPaymentCardFunc changed;
  gpointer owner;
  gboolean is_asked;
};

static const char *
get_code (SalonPaymentCard *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->code_row));
}

/* --- What is shown --- */

static void
show_card (SalonPaymentCard *self, SalonGiftCard *card)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (card);
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  g_autofree char *words = salon_gift_card_words_for_card (self->session, card);
  /* Translators: the code of a gift card, for whom it is */
  g_autofree char *subtitle =
    g_strdup_printf (C_ ("gift card", "%s, for %s"), fields->code, fields->recipient_name);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->card_row), words);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->card_row), subtitle);
  gtk_image_set_from_icon_name (GTK_IMAGE (self->card_icon),
                                salon_gift_card_words_get_icon (
                                  salon_gift_card_get_state (card, today)));
}

static void
show_words (SalonPaymentCard *self, const char *words)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->card_row), words);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->card_row), "");
  gtk_image_set_from_icon_name (GTK_IMAGE (self->card_icon), "dialog-warning-symbolic");
  gtk_widget_set_visible (self->card_row, TRUE);
}

void
salon_payment_card_update (SalonPaymentCard *self)
{
  SalonGiftCard *card = NULL;

  g_return_if_fail (self != NULL && self->form != NULL);

  card = salon_payment_form_get_card (self->form);
  gtk_widget_set_visible (
    self->code_row, self->is_asked || card != NULL || *get_code (self) != '\0'
                      || salon_payment_form_get_amount (self->form, SALON_MEANS_GIFT_CARD) > 0);
  gtk_widget_set_visible (self->note_row, salon_payment_form_needs_note (self->form));
  if (card != NULL)
    show_card (self, card);
  if (card != NULL || *get_code (self) == '\0')
    gtk_widget_set_visible (self->card_row, card != NULL);
}

/* --- Finding --- */

static GPtrArray *
find (SalonPaymentCard *self, SalonVoucherVerdict *verdict, char **code)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  SalonGiftCardRules rules;
  g_autoptr (GError) error = NULL;
  GPtrArray *cards = NULL;

  if (salon_reader_get_gift_card_rules (reader, &rules, &error))
    {
      salon_voucher_code_read (get_code (self), rules.prefix, code, verdict);
      cards = salon_reader_find_gift_cards (reader, get_code (self), rules.prefix, &error);
    }
  if (cards == NULL)
    salon_session_report (self->session, error);
  return cards;
}

static void
tell_not_found (SalonPaymentCard *self,
                GPtrArray *cards,
                SalonVoucherVerdict verdict,
                const char *code)
{
  g_autofree char *words =
    cards->len > 1
      ? g_strdup (_ ("Several gift cards have nearly this code. Type it exactly as it is printed."))
      : salon_gift_card_words_for_verdict (verdict, code);

  show_words (self, words);
}

/* @tells: also that there is none; not while somebody is still typing */
static void
look_up (SalonPaymentCard *self, gboolean tells)
{
  SalonVoucherVerdict verdict = SALON_VOUCHER_FOREIGN;
  g_autofree char *code = NULL;
  g_autoptr (GPtrArray) cards = find (self, &verdict, &code);
  gboolean is_found = cards != NULL && cards->len == 1;

  salon_payment_form_set_card (self->form, is_found ? g_ptr_array_index (cards, 0) : NULL);
  self->changed (self->owner);
  if (cards != NULL && !is_found)
    {
      if (tells || verdict == SALON_VOUCHER_ONE_WRONG_CHARACTER)
        tell_not_found (self, cards, verdict, code);
      else
        gtk_widget_set_visible (self->card_row, FALSE);
    }
}

void
salon_payment_card_look_up (SalonPaymentCard *self)
{
  g_return_if_fail (self != NULL && self->form != NULL);

  if (salon_payment_form_get_card (self->form) == NULL && *get_code (self) != '\0')
    look_up (self, TRUE);
}

static void
code_typed_cb (SalonPaymentCard *self)
{
  if (self->form != NULL)
    look_up (self, FALSE);
}

/* A scanner ends with Enter: that asks for the card, and takes no payment yet. */
static void
code_entered_cb (SalonPaymentCard *self)
{
  if (self->form != NULL)
    salon_payment_card_look_up (self);
}

static void
note_typed_cb (SalonPaymentCard *self)
{
  if (self->form == NULL)
    return;
  salon_payment_form_set_note (self->form, gtk_editable_get_text (GTK_EDITABLE (self->note_row)));
  self->changed (self->owner);
}

/* --- Life --- */

SalonPaymentCard *
salon_payment_card_new (SalonSession *session,
                        AdwPreferencesGroup *group,
                        SalonPaymentCardFunc changed,
                        gpointer owner)
{
  SalonPaymentCard *self = g_new0 (SalonPaymentCard, 1);

  self->session = g_object_ref (session);
  self->changed = changed;
  self->owner = owner;
  self->code_row = g_object_ref_sink (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->code_row), _ ("Code of the gift card"));
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (self->code_row), GTK_INPUT_PURPOSE_FREE_FORM);
  self->card_row = g_object_ref_sink (adw_action_row_new ());
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self->card_row), FALSE);
  self->card_icon = gtk_image_new ();
  adw_action_row_add_prefix (ADW_ACTION_ROW (self->card_row), self->card_icon);
  self->note_row = g_object_ref_sink (adw_entry_row_new ());
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->note_row),
                                 _ ("Why it is taken all the same"));
  adw_preferences_group_add (group, self->code_row);
  adw_preferences_group_add (group, self->card_row);
  adw_preferences_group_add (group, self->note_row);
  g_signal_connect_swapped (self->code_row, "changed", G_CALLBACK (code_typed_cb), self);
  g_signal_connect_swapped (self->code_row, "entry-activated", G_CALLBACK (code_entered_cb), self);
  g_signal_connect_swapped (self->note_row, "changed", G_CALLBACK (note_typed_cb), self);
  return self;
}

void
salon_payment_card_free (SalonPaymentCard *self)
{
  GtkWidget *rows[] = { self->code_row, self->card_row, self->note_row };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_signal_handlers_disconnect_by_data (rows[i], self);
      g_object_unref (rows[i]);
    }
  g_object_unref (self->session);
  g_free (self);
}

void
salon_payment_card_set_form (SalonPaymentCard *self, SalonPaymentForm *form)
{
  g_return_if_fail (self != NULL && form != NULL);

  self->form = NULL;
  self->is_asked = FALSE;
  gtk_editable_set_text (GTK_EDITABLE (self->code_row), "");
  gtk_editable_set_text (GTK_EDITABLE (self->note_row), "");
  self->form = form;
}

void
salon_payment_card_ask (SalonPaymentCard *self)
{
  g_return_if_fail (self != NULL && self->form != NULL);

  self->is_asked = TRUE;
  salon_payment_card_update (self);
  gtk_widget_grab_focus (self->code_row);
}

GtkWidget *
salon_payment_card_get_field (SalonPaymentCard *self)
{
  g_return_val_if_fail (self != NULL, NULL);
  return gtk_widget_get_visible (self->note_row) ? self->note_row : self->code_row;
}
