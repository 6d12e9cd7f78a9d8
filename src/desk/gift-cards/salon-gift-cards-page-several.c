/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-cards-page-private.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "gift-cards/salon-extend-dialog.h"
#include "gift-cards/salon-gift-card-cell.h"
#include "gift-cards/salon-gift-card-terms.h"
#include "vouchers/salon-voucher-dialog.h"

guint
salon_gift_cards_page_count_chosen (SalonGiftCardsPage *self)
{
  g_autoptr (GtkBitset) chosen =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));

  return (guint) gtk_bitset_get_size (chosen);
}

/* Elements: SalonGiftCard. */
static GPtrArray *
list_chosen (SalonGiftCardsPage *self)
{
  g_autoptr (GtkBitset) chosen =
    gtk_selection_model_get_selection (GTK_SELECTION_MODEL (self->selection));
  GPtrArray *cards = g_ptr_array_new_with_free_func (g_object_unref);
  GtkBitsetIter iter;
  guint position;

  for (gboolean is_one = gtk_bitset_iter_init_first (&iter, chosen, &position); is_one;
       is_one = gtk_bitset_iter_next (&iter, &position))
    {
      g_autoptr (SalonGiftCard) card = g_list_model_get_item (G_LIST_MODEL (self->model), position);

      /* A row that is gone has no id. */
      if (card != NULL && *salon_gift_card_get_fields (card)->id != '\0')
        g_ptr_array_add (cards, g_steal_pointer (&card));
    }
  return cards;
}

void
salon_gift_cards_page_show_chosen (SalonGiftCardsPage *self)
{
  guint n_chosen = salon_gift_cards_page_count_chosen (self);
  g_autofree char *words =
    g_strdup_printf (ngettext ("%u gift card chosen", "%u gift cards chosen", n_chosen), n_chosen);

  gtk_label_set_text (self->several_label, words);
  gtk_widget_set_visible (self->several_bar, n_chosen > 1 || self->is_choosing);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "gift-cards.extend", n_chosen > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "gift-cards.print", n_chosen > 0);
  if (n_chosen != 1 || self->is_choosing
      || adw_navigation_split_view_get_collapsed (self->split_view))
    return;
  g_autoptr (GPtrArray) cards = list_chosen (self);
  if (cards->len == 1)
    salon_gift_cards_page_fill (self, salon_gift_card_get_fields (cards->pdata[0])->id);
}

void
salon_gift_cards_page_choose_none (SalonGiftCardsPage *self)
{
  gtk_selection_model_unselect_all (GTK_SELECTION_MODEL (self->selection));
}

/* On a narrow window, where list and card take turns, one click opens; not while marks are set. */
void
salon_gift_cards_page_update_clicks (SalonGiftCardsPage *self)
{
  gtk_list_view_set_single_click_activate (
    self->list_view,
    adw_navigation_split_view_get_collapsed (self->split_view) && !self->is_choosing);
}

void
salon_gift_cards_page_set_choosing (SalonGiftCardsPage *self, gboolean is_choosing)
{
  if (self->is_choosing == is_choosing)
    return;
  self->is_choosing = is_choosing;
  if (!is_choosing)
    salon_gift_cards_page_choose_none (self);
  salon_gift_cards_page_update_clicks (self);
  salon_gift_cards_page_show_chosen (self);
  g_object_notify (G_OBJECT (self), "is-choosing");
}

static void
extend_chosen (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonGiftCardsPage *self = SALON_GIFT_CARDS_PAGE (widget);
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  g_autoptr (GPtrArray) cards = list_chosen (self);

  /* What is void or paid back stays over. */
  for (guint i = cards->len; i-- > 0;)
    {
      SalonGiftCardState state = salon_gift_card_get_state (cards->pdata[i], today);

      if (state == SALON_GIFT_CARD_VOID || state == SALON_GIFT_CARD_REFUNDED)
        g_ptr_array_remove_index (cards, i);
    }
  if (cards->len > 0)
    salon_dialog_present (salon_extend_dialog_new (self->session, cards), widget);
  else
    gtk_widget_activate_action (widget, "win.toast", "s",
                                _ ("These gift cards are void or paid back"));
}

static void
print_chosen (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonGiftCardsPage *self = SALON_GIFT_CARDS_PAGE (widget);
  g_autoptr (GPtrArray) cards = list_chosen (self);
  g_autofree SalonVoucherCard *papers = g_new0 (SalonVoucherCard, cards->len + 1);

  for (guint i = 0; i < cards->len; i++)
    salon_gift_card_terms_fill_paper (cards->pdata[i], TRUE, &papers[i]);
  if (cards->len > 0)
    salon_dialog_present (salon_voucher_dialog_new (self->session, papers, cards->len), widget);
}

/* Ctrl+P: what is chosen, or else the card that is shown. */
static void
print_page (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonGiftCardsPage *self = SALON_GIFT_CARDS_PAGE (widget);

  if (salon_gift_cards_page_count_chosen (self) > 1)
    print_chosen (widget, NULL, NULL);
  else if (self->card_id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->card_view), "gift-card.print", NULL);
  else
    gtk_widget_activate_action (widget, "win.toast", "s", _ ("Choose a gift card to print first"));
}

static void
choose_none_activated (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonGiftCardsPage *self = SALON_GIFT_CARDS_PAGE (widget);

  salon_gift_cards_page_set_choosing (self, FALSE);
  salon_gift_cards_page_choose_none (self);
}

static void
cell_chosen_cb (SalonGiftCardCell *cell, gboolean is_chosen, GtkListItem *item)
{
  GtkWidget *list = gtk_widget_get_ancestor (GTK_WIDGET (cell), GTK_TYPE_LIST_VIEW);
  GtkSelectionModel *model = gtk_list_view_get_model (GTK_LIST_VIEW (list));

  if (is_chosen)
    gtk_selection_model_select_item (model, gtk_list_item_get_position (item), FALSE);
  else
    gtk_selection_model_unselect_item (model, gtk_list_item_get_position (item));
}

static void
cell_made_cb (GtkListItemFactory *factory, GtkListItem *item, SalonGiftCardsPage *self)
{
  GtkWidget *cell = salon_gift_card_cell_new ();

  g_object_bind_property (self, "is-choosing", cell, "is-choosing", G_BINDING_SYNC_CREATE);
  g_object_bind_property (item, "selected", cell, "is-chosen", G_BINDING_SYNC_CREATE);
  g_signal_connect_object (cell, "chosen", G_CALLBACK (cell_chosen_cb), item, G_CONNECT_DEFAULT);
  gtk_list_item_set_child (item, cell);
}

static void
cell_bound_cb (GtkListItemFactory *factory, GtkListItem *item, SalonGiftCardsPage *self)
{
  SalonGiftCard *card = gtk_list_item_get_item (item);
  g_autofree char *label = salon_gift_card_cell_describe (self->session, card);

  salon_gift_card_cell_show (SALON_GIFT_CARD_CELL (gtk_list_item_get_child (item)), self->session,
                             card);
  gtk_list_item_set_accessible_label (item, label);
}

void
salon_gift_cards_page_connect_cells (SalonGiftCardsPage *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (cell_made_cb), self, G_CONNECT_DEFAULT);
  g_signal_connect_object (factory, "bind", G_CALLBACK (cell_bound_cb), self, G_CONNECT_DEFAULT);
  gtk_list_view_set_factory (self->list_view, factory);
}

void
salon_gift_cards_page_install_several (GtkWidgetClass *klass)
{
  gtk_widget_class_install_action (klass, "page.print", NULL, print_page);
  gtk_widget_class_install_action (klass, "gift-cards.extend", NULL, extend_chosen);
  gtk_widget_class_install_action (klass, "gift-cards.print", NULL, print_chosen);
  gtk_widget_class_install_action (klass, "gift-cards.choose-none", NULL, choose_none_activated);
  gtk_widget_class_install_property_action (klass, "gift-cards.choosing", "is-choosing");
}
