/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-cards-page-private.h"

#include "common/salon-gift-card-words.h"
#include "gift-cards/salon-gift-card-acts.h"
#include "gift-cards/salon-scanner.h"

void
salon_gift_cards_page_hide_code (SalonGiftCardsPage *self)
{
  adw_banner_set_revealed (self->code_banner, FALSE);
}

static void
tell_code (SalonGiftCardsPage *self, SalonVoucherVerdict verdict, const char *code)
{
  g_autofree char *words = salon_gift_card_words_for_verdict (verdict, code);

  adw_banner_set_title (self->code_banner, words);
  adw_banner_set_revealed (self->code_banner, TRUE);
  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->code_banner), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static gboolean
show_code (SalonGiftCardsPage *self, const char *typed, const char *prefix)
{
  g_autoptr (GPtrArray) cards =
    salon_reader_find_gift_cards (salon_session_get_reader (self->session), typed, prefix, NULL);

  if (cards == NULL || cards->len == 0)
    return FALSE;
  salon_gift_cards_page_show (self, salon_gift_card_get_fields (cards->pdata[0])->id);
  salon_gift_card_view_begin (self->card_view);
  return TRUE;
}

static gboolean
is_code (SalonVoucherVerdict verdict)
{
  return verdict == SALON_VOUCHER_OK || verdict == SALON_VOUCHER_ONE_WRONG_CHARACTER;
}

gboolean
salon_gift_cards_page_open_code (SalonGiftCardsPage *self, const char *typed, const char *american)
{
  const char *texts[] = { typed, american };
  SalonGiftCardRules rules;

  g_return_val_if_fail (SALON_IS_GIFT_CARDS_PAGE (self), FALSE);
  g_return_val_if_fail (typed != NULL, FALSE);

  salon_gift_cards_page_hide_code (self);
  rules = salon_gift_card_acts_get_rules (self->session);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    if (texts[i] != NULL && *texts[i] != '\0' && show_code (self, texts[i], rules.prefix))
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *code = NULL;
      SalonVoucherVerdict verdict = SALON_VOUCHER_FOREIGN;

      if (texts[i] == NULL)
        continue;
      salon_voucher_code_read (texts[i], rules.prefix, &code, &verdict);
      if (!is_code (verdict))
        continue;
      tell_code (self, verdict, code);
      return TRUE;
    }
  return FALSE;
}

static gboolean
scanned_cb (GtkWidget *page, const char *text, const char *american)
{
  return salon_gift_cards_page_open_code (SALON_GIFT_CARDS_PAGE (page), text, american);
}

void
salon_gift_cards_page_listen (SalonGiftCardsPage *self)
{
  salon_scanner_attach (GTK_WIDGET (self), self->search_entry, scanned_cb);
}
