/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the files of the page share: salon-gift-cards-page.c shows the list and the card beside it,
 * -several.c is what is chosen and done with several, -codes.c reads codes and listens for scanners.
 */
#pragma once

#include "gift-cards/salon-gift-card-totals.h"
#include "gift-cards/salon-gift-card-view.h"
#include "gift-cards/salon-gift-cards-model.h"
#include "salon-gift-cards-page.h"

G_BEGIN_DECLS

struct _SalonGiftCardsPage
{
  AdwBin parent_instance;

  AdwNavigationSplitView *split_view;
  AdwNavigationPage *card_page;
  SalonGiftCardTotals *totals;
  GtkEditable *search_entry;
  GtkDropDown *filter_drop_down;
  AdwBanner *code_banner;
  GtkStack *list_stack;
  GtkListView *list_view;
  AdwStatusPage *not_found_page;
  AdwStatusPage *failed_page;
  GtkWidget *several_bar;
  GtkLabel *several_label;
  GtkStack *card_stack;
  SalonGiftCardView *card_view;

  SalonSession *session;
  SalonGiftCardsModel *model;
  GtkMultiSelection *selection;
  char *card_id; /* the card on screen; NULL: none */
  gboolean is_choosing;
  char *searched;   /* what the rows were searched for */
  gboolean is_news; /* the rows to come answer another question: they are read from the top */
};

/* salon-gift-cards-page.c */
/* FALSE when there is no such card any more. */
gboolean salon_gift_cards_page_fill (SalonGiftCardsPage *self, const char *card_id);

/* salon-gift-cards-page-several.c */
void salon_gift_cards_page_install_several (GtkWidgetClass *klass);
void salon_gift_cards_page_connect_cells (SalonGiftCardsPage *self);
guint salon_gift_cards_page_count_chosen (SalonGiftCardsPage *self);
void salon_gift_cards_page_show_chosen (SalonGiftCardsPage *self);
void salon_gift_cards_page_choose_none (SalonGiftCardsPage *self);
void salon_gift_cards_page_update_clicks (SalonGiftCardsPage *self);
/* The caller tells of it. */
void salon_gift_cards_page_set_choosing (SalonGiftCardsPage *self, gboolean is_choosing);

/* salon-gift-cards-page-codes.c */
void salon_gift_cards_page_listen (SalonGiftCardsPage *self);
void salon_gift_cards_page_hide_code (SalonGiftCardsPage *self);

G_END_DECLS
