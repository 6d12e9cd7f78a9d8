/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The list is a SalonGiftCardsModel, so that ten thousand cards cost no more than a screen of them.
 * Several may be chosen, with Ctrl and Shift or by the marks that "Choose Several" shows; one chosen
 * alone is shown beside the list.
 */
#include "salon-gift-cards-page-private.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-shortcuts.h"
#include "common/salon-words.h"
#include "gift-cards/salon-call-list-dialog.h"
#include "gift-cards/salon-gift-card-filter.h"
#include "gift-cards/salon-old-voucher-dialog.h"
#include "gift-cards/salon-sell-dialog.h"

enum
{
  PROP_IS_CHOOSING = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SalonGiftCardsPage, salon_gift_cards_page, ADW_TYPE_BIN)

/* --- The card beside the list --- */

static void
show_nothing (SalonGiftCardsPage *self)
{
  g_clear_pointer (&self->card_id, g_free);
  gtk_stack_set_visible_child_name (self->card_stack, "none");
  adw_navigation_page_set_title (self->card_page, _ ("Gift Card"));
  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
}

gboolean
salon_gift_cards_page_fill (SalonGiftCardsPage *self, const char *card_id)
{
  g_autofree char *id = g_strdup (card_id);
  SalonGiftCard *card = NULL;

  if (!salon_gift_card_view_show (self->card_view, id))
    return FALSE;
  g_set_str (&self->card_id, id);
  card = salon_gift_card_view_get_card (self->card_view);
  gtk_stack_set_visible_child_name (self->card_stack, "card");
  adw_navigation_page_set_title (self->card_page, salon_gift_card_get_fields (card)->code);
  return TRUE;
}

static void
card_activated_cb (SalonGiftCardsPage *self, guint position)
{
  g_autoptr (SalonGiftCard) card = g_list_model_get_item (G_LIST_MODEL (self->model), position);

  if (card == NULL || !salon_gift_cards_page_fill (self, salon_gift_card_get_fields (card)->id))
    return;
  adw_navigation_split_view_set_show_content (self->split_view, TRUE);
}

/* Back on the list of a narrow window no card is chosen, so that the same one can be again. */
static void
card_hidden_cb (SalonGiftCardsPage *self)
{
  if (adw_navigation_split_view_get_collapsed (self->split_view) && !self->is_choosing)
    salon_gift_cards_page_choose_none (self);
}

/* --- The list --- */

static const char *
choose_state (SalonGiftCardsPage *self, guint n_items)
{
  gboolean is_sifted = gtk_drop_down_get_selected (self->filter_drop_down) != 0
                       || *gtk_editable_get_text (self->search_entry) != '\0';

  if (salon_paged_model_get_error (SALON_PAGED_MODEL (self->model)) != NULL)
    return "failed";
  return n_items > 0 ? "list" : is_sifted ? "not-found" : "empty";
}

static void
answered_cb (SalonGiftCardsPage *self)
{
  const GError *error = salon_paged_model_get_error (SALON_PAGED_MODEL (self->model));
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->model));
  const char *state = choose_state (self, n_items);

  if (error != NULL)
    {
      g_autofree char *words = salon_words_for_error (error);
      adw_status_page_set_description (self->failed_page, words);
    }
  if (self->is_news && n_items > 0)
    gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_NONE, NULL);
  self->is_news = FALSE;
  gtk_stack_set_visible_child_name (self->list_stack, state);
  /* Before the first card there is nothing to owe. */
  salon_gift_card_totals_show (
    self->totals, self->session,
    g_str_equal (state, "empty") ? NULL : salon_gift_cards_model_get_owed (self->model));
  salon_gift_cards_page_show_chosen (self);
}

static void
ask (SalonGiftCardsPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search_entry)));
  SalonGiftCardQuery query;

  if (self->model == NULL)
    return;
  query = salon_gift_card_filter_make_query (
    (SalonGiftCardFilter) gtk_drop_down_get_selected (self->filter_drop_down),
    salon_moment_get_day (salon_session_get_now (self->session)));
  query.text = text;
  g_set_str (&self->searched, text);
  self->is_news = TRUE;
  salon_gift_cards_model_ask (self->model, &query);
}

/* An entry tells of its empty text too, some moments after it was made: to ask again would take away
 * what was chosen meanwhile. */
static void
search_changed_cb (SalonGiftCardsPage *self)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->search_entry)));

  if (g_strcmp0 (text, self->searched) == 0)
    return;
  salon_gift_cards_page_hide_code (self);
  ask (self);
}

static void
filter_chosen_cb (SalonGiftCardsPage *self)
{
  ask (self);
}

static void
search_stopped_cb (SalonGiftCardsPage *self)
{
  gtk_editable_set_text (self->search_entry, "");
}

/* Enter in the search opens the card whose code it is, or goes to the first that was found. */
static void
search_activated_cb (SalonGiftCardsPage *self)
{
  if (salon_gift_cards_page_open_code (self, gtk_editable_get_text (self->search_entry), NULL))
    return;
  if (g_list_model_get_n_items (G_LIST_MODEL (self->model)) == 0)
    return;
  gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_SELECT | GTK_LIST_SCROLL_FOCUS,
                           NULL);
  card_activated_cb (self, 0);
}

static void
clear_clicked_cb (SalonGiftCardsPage *self)
{
  gtk_drop_down_set_selected (self->filter_drop_down, 0);
  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
retry_clicked_cb (SalonGiftCardsPage *self)
{
  ask (self);
}

static void
session_changed_cb (SalonGiftCardsPage *self, SalonChange *change)
{
  if (!salon_change_touches (change, "gift_cards", NULL)
      && !salon_change_touches (change, "gift_card_movements", NULL)
      && !salon_change_touches (change, "services", NULL)
      && !salon_change_touches (change, "clients", NULL))
    return;
  salon_paged_model_reload (SALON_PAGED_MODEL (self->model));
  if (self->card_id != NULL && !salon_gift_cards_page_fill (self, self->card_id))
    show_nothing (self);
}

/* --- Actions --- */

static void
search (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonGiftCardsPage *self = SALON_GIFT_CARDS_PAGE (widget);

  adw_navigation_split_view_set_show_content (self->split_view, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
}

static void
sell (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonGiftCardsPage *self = SALON_GIFT_CARDS_PAGE (widget);
  AdwDialog *dialog = salon_sell_dialog_new (self->session);

  g_signal_connect_object (dialog, "sold", G_CALLBACK (salon_gift_cards_page_show), self,
                           G_CONNECT_SWAPPED);
  salon_dialog_present (dialog, widget);
}

static void
enter_old (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonGiftCardsPage *self = SALON_GIFT_CARDS_PAGE (widget);

  salon_dialog_present (salon_old_voucher_dialog_new (self->session), widget);
}

static void
show_call_list (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonGiftCardsPage *self = SALON_GIFT_CARDS_PAGE (widget);

  salon_dialog_present (salon_call_list_dialog_new (self->session), widget);
}

/* --- Life --- */

static void
connect_list (SalonGiftCardsPage *self)
{
  self->model = salon_gift_cards_model_new (salon_session_get_reader (self->session),
                                            salon_session_get_worker (self->session));
  self->selection = gtk_multi_selection_new (g_object_ref (G_LIST_MODEL (self->model)));
  g_signal_connect_object (self->selection, "selection-changed",
                           G_CALLBACK (salon_gift_cards_page_show_chosen), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "answered", G_CALLBACK (answered_cb), self,
                           G_CONNECT_SWAPPED);
  salon_gift_cards_page_connect_cells (self);
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
}

static void
add_filters (SalonGiftCardsPage *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (int i = 0; i < SALON_N_GIFT_CARD_FILTERS; i++)
    gtk_string_list_append (names, salon_gift_card_filter_get_name ((SalonGiftCardFilter) i));
  gtk_drop_down_set_model (self->filter_drop_down, G_LIST_MODEL (names));
}

static void
salon_gift_cards_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  SalonGiftCardsPage *self = SALON_GIFT_CARDS_PAGE (object);

  switch (id)
    {
    case PROP_IS_CHOOSING:
      g_value_set_boolean (value, self->is_choosing);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_gift_cards_page_set_property (GObject *object,
                                    guint id,
                                    const GValue *value,
                                    GParamSpec *spec)
{
  SalonGiftCardsPage *self = SALON_GIFT_CARDS_PAGE (object);

  switch (id)
    {
    case PROP_IS_CHOOSING:
      salon_gift_cards_page_set_choosing (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_gift_cards_page_dispose (GObject *object)
{
  SalonGiftCardsPage *self = SALON_GIFT_CARDS_PAGE (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_GIFT_CARDS_PAGE);
  g_clear_object (&self->selection);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  g_clear_pointer (&self->card_id, g_free);
  g_clear_pointer (&self->searched, g_free);
  G_OBJECT_CLASS (salon_gift_cards_page_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardsPage, split_view);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardsPage, card_page);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardsPage, totals);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardsPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardsPage, filter_drop_down);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardsPage, code_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardsPage, list_stack);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardsPage, list_view);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardsPage, not_found_page);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardsPage, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardsPage, several_bar);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardsPage, several_label);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardsPage, card_stack);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardsPage, card_view);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, filter_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, card_hidden_cb);
  gtk_widget_class_bind_template_callback (widget_class, salon_gift_cards_page_update_clicks);
  gtk_widget_class_bind_template_callback (widget_class, clear_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
salon_gift_cards_page_class_init (SalonGiftCardsPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = salon_gift_cards_page_get_property;
  object_class->set_property = salon_gift_cards_page_set_property;
  object_class->dispose = salon_gift_cards_page_dispose;
  properties[PROP_IS_CHOOSING] =
    g_param_spec_boolean ("is-choosing", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (SALON_TYPE_GIFT_CARD_TOTALS);
  g_type_ensure (SALON_TYPE_GIFT_CARD_VIEW);
  salon_gift_cards_page_install_several (widget_class);
  gtk_widget_class_install_action (widget_class, "gift-cards.search", NULL, search);
  gtk_widget_class_install_action (widget_class, "gift-cards.sell", NULL, sell);
  gtk_widget_class_install_action (widget_class, "gift-cards.enter-old", NULL, enter_old);
  gtk_widget_class_install_action (widget_class, "gift-cards.call-list", NULL, show_call_list);

  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-gift-cards-page.ui");
  bind_children (widget_class);
}

static void
add_keys (SalonGiftCardsPage *self)
{
  GtkShortcutController *keys =
    salon_shortcut_listen (GTK_WIDGET (self), GTK_SHORTCUT_SCOPE_MANAGED, GTK_PHASE_BUBBLE);

  salon_shortcut_add_action (keys, SALON_SHORTCUT_SEARCH, SALON_EVERY_KEY, "gift-cards.search",
                             NULL);
  salon_shortcut_add_action (keys, SALON_SHORTCUT_NEW_HERE, SALON_EVERY_KEY, "gift-cards.sell",
                             NULL);
}

static void
salon_gift_cards_page_init (SalonGiftCardsPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  add_keys (self);
  add_filters (self);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search_entry),
                                           GTK_WIDGET (self->list_view));
  salon_gift_cards_page_listen (self);
}

GtkWidget *
salon_gift_cards_page_new (SalonSession *session)
{
  SalonGiftCardsPage *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_GIFT_CARDS_PAGE, NULL);
  self->session = g_object_ref (session);
  salon_gift_card_view_set_session (self->card_view, session);
  connect_list (self);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  ask (self);
  salon_gift_cards_page_show_chosen (self);
  return GTK_WIDGET (self);
}

void
salon_gift_cards_page_show (SalonGiftCardsPage *self, const char *card_id)
{
  g_return_if_fail (SALON_IS_GIFT_CARDS_PAGE (self));
  g_return_if_fail (card_id != NULL);

  if (!self->is_choosing)
    salon_gift_cards_page_choose_none (self);
  if (salon_gift_cards_page_fill (self, card_id))
    adw_navigation_split_view_set_show_content (self->split_view, TRUE);
  else
    show_nothing (self);
}

void
salon_gift_cards_page_show_task (SalonGiftCardsPage *self, const char *name)
{
  static const char *const own[] = { "sell", "call-list", NULL };
  g_autoptr (GPtrArray) latest = NULL;
  g_autofree char *action = NULL;

  g_return_if_fail (SALON_IS_GIFT_CARDS_PAGE (self));
  g_return_if_fail (name != NULL);

  if (g_str_equal (name, "several"))
    {
      salon_gift_cards_page_set_choosing (self, TRUE);
      return;
    }
  if (g_str_equal (name, "old") || g_strv_contains (own, name))
    {
      action = g_strconcat ("gift-cards.", g_str_equal (name, "old") ? "enter-old" : name, NULL);
      gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
      return;
    }
  latest = salon_reader_search_gift_cards (salon_session_get_reader (self->session), "", 1, NULL);
  if (latest == NULL || latest->len == 0)
    return;
  salon_gift_cards_page_show (self, salon_gift_card_get_fields (latest->pdata[0])->id);
  action = g_strconcat ("gift-card.", name, NULL);
  gtk_widget_activate_action (GTK_WIDGET (self->card_view), action, NULL);
}
