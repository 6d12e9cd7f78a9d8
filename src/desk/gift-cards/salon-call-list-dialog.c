/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-call-list-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "common/salon-words.h"
#include "gift-cards/salon-gift-card-filter.h"
#include "gift-cards/salon-gift-card-people.h"
#include "gift-cards/salon-gift-card-terms.h"
#include "gift-cards/salon-gift-cards-model.h"
#include "settings/salon-setting.h"
#include "today/salon-phone-button.h"

/* More calls than that are no work of one day; those that end first come first. */
#define MOST_ROWS 40

struct _SalonCallListDialog
{
  AdwDialog parent_instance;

  AdwComboRow *days_row;
  AdwPreferencesGroup *cards_group;
  GtkLabel *empty_label;

  SalonSession *session;
  SalonGiftCardsModel *model;
  GPtrArray *rows; /* borrowed: rows of cards_group */
};

G_DEFINE_FINAL_TYPE (SalonCallListDialog, salon_call_list_dialog, ADW_TYPE_DIALOG)

static const SalonGiftCardFilter filters[] = {
  SALON_GIFT_CARD_FILTER_30_DAYS,
  SALON_GIFT_CARD_FILTER_60_DAYS,
  SALON_GIFT_CARD_FILTER_90_DAYS,
};

static SalonDay
get_today (SalonCallListDialog *self)
{
  return salon_moment_get_day (salon_session_get_now (self->session));
}

/* --- Who was called --- */

/* The day of the call is the salon's, so that no other desk calls again. */
static char *
make_key (const char *card_id)
{
  return g_strdup_printf ("gift_cards.called.%s", card_id);
}

static void
called_toggled_cb (SalonCallListDialog *self, GtkCheckButton *check)
{
  SalonGiftCard *card = g_object_get_data (G_OBJECT (check), "card");
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (card);
  g_autofree char *key = make_key (fields->id);
  g_autofree char *day = salon_day_format (get_today (self));
  gboolean is_called = gtk_check_button_get_active (check);
  g_autofree char *label = g_strdup_printf (is_called
                                              /* Translators: a name */
                                              ? _ ("%s was called about her gift card")
                                              /* Translators: a name */
                                              : _ ("%s was not called about her gift card"),
                                            fields->recipient_name);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) change =
    salon_setting_change_text (salon_session_get_reader (self->session), key,
                               is_called ? day : NULL, label, &error);

  if (error != NULL)
    salon_session_report (self->session, error);
  else if (change != NULL)
    salon_session_commit (self->session, change);
}

static void
add_called (SalonCallListDialog *self, AdwActionRow *row, SalonGiftCard *card)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (card);
  g_autofree char *key = make_key (fields->id);
  g_autofree char *day = salon_setting_dup_text (salon_session_get_reader (self->session), key);
  GtkWidget *check = gtk_check_button_new_with_label (C_ ("on the phone", "Called"));
  /* Translators: a name: "Marie Durand was called" */
  g_autofree char *name = g_strdup_printf (_ ("%s was called"), fields->recipient_name);

  gtk_check_button_set_active (GTK_CHECK_BUTTON (check), day != NULL);
  gtk_widget_set_valign (check, GTK_ALIGN_CENTER);
  gtk_accessible_update_property (GTK_ACCESSIBLE (check), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (check), "card", g_object_ref (card), g_object_unref);
  g_signal_connect_object (check, "toggled", G_CALLBACK (called_toggled_cb), self,
                           G_CONNECT_SWAPPED);
  adw_action_row_add_suffix (row, check);
}

/* --- The list --- */

/* Who has the card will want to come; who bought it will tell her. */
static SalonClient *
find_client (SalonCallListDialog *self, const SalonGiftCardFields *fields)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  SalonClient *client =
    salon_gift_card_people_find (reader, fields->recipient_name, fields->recipient_email);

  if (client != NULL && salon_client_get_fields (client)->phone != NULL)
    return client;
  g_clear_object (&client);
  return salon_gift_card_people_find (reader, fields->buyer_name, fields->buyer_email);
}

static void
add_phone (SalonCallListDialog *self, AdwActionRow *row, const SalonGiftCardFields *fields)
{
  g_autoptr (SalonClient) client = find_client (self, fields);
  const SalonClientFields *person = client != NULL ? salon_client_get_fields (client) : NULL;
  GtkWidget *button = NULL;

  if (person == NULL || person->phone == NULL)
    return;
  button = g_object_new (SALON_TYPE_PHONE_BUTTON, "valign", GTK_ALIGN_CENTER, NULL);
  salon_phone_button_set_phone (SALON_PHONE_BUTTON (button), person->phone, person->name);
  adw_action_row_add_suffix (row, button);
}

static void
row_activated_cb (SalonCallListDialog *self, GtkWidget *row)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.show-gift-card", "s",
                              g_object_get_data (G_OBJECT (row), "card-id"));
  adw_dialog_close (ADW_DIALOG (self));
}

static void
add_row (SalonCallListDialog *self, SalonGiftCard *card)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (card);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *balance = salon_format_money (self->session, salon_gift_card_get_balance (card));
  /* Translators: a name, and what is left on her gift card */
  g_autofree char *title =
    g_strdup_printf (C_ ("gift card", "%1$s · %2$s"), fields->recipient_name, balance);
  g_autofree char *until = salon_gift_card_terms_full (card, get_today (self));
  g_autofree char *buyer = salon_gift_card_terms_buyer (card);
  g_autofree char *subtitle =
    *buyer != '\0' ? g_strdup_printf ("%s\n%s", until, buyer) : g_strdup (until);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  g_object_set_data_full (G_OBJECT (row), "card-id", g_strdup (fields->id), g_free);
  g_signal_connect_object (row, "activated", G_CALLBACK (row_activated_cb), self,
                           G_CONNECT_SWAPPED);
  add_phone (self, ADW_ACTION_ROW (row), fields);
  add_called (self, ADW_ACTION_ROW (row), card);
  adw_preferences_group_add (self->cards_group, row);
  g_ptr_array_add (self->rows, row);
}

static void
show_note (SalonCallListDialog *self, guint n_cards)
{
  const GError *error = salon_paged_model_get_error (SALON_PAGED_MODEL (self->model));
  g_autofree char *words = NULL;

  if (error != NULL)
    words = salon_words_for_error (error);
  else if (n_cards == 0)
    words = g_strdup (_ ("No gift card with something left on it ends by then."));
  else if (n_cards > MOST_ROWS)
    words = g_strdup_printf (ngettext ("%u more ends after these.", "%u more end after these.",
                                       n_cards - MOST_ROWS),
                             n_cards - MOST_ROWS);
  gtk_label_set_text (self->empty_label, words != NULL ? words : "");
  gtk_widget_set_visible (GTK_WIDGET (self->empty_label), words != NULL);
}

static void
answered_cb (SalonCallListDialog *self)
{
  show_note (self, g_list_model_get_n_items (G_LIST_MODEL (self->model)));
}

static void
items_changed_cb (SalonCallListDialog *self)
{
  guint n_cards = g_list_model_get_n_items (G_LIST_MODEL (self->model));

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->cards_group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < MIN (n_cards, MOST_ROWS); i++)
    {
      g_autoptr (SalonGiftCard) card = g_list_model_get_item (G_LIST_MODEL (self->model), i);

      add_row (self, card);
    }
}

static void
days_chosen_cb (SalonCallListDialog *self)
{
  SalonGiftCardQuery query;

  if (self->model == NULL)
    return;
  query = salon_gift_card_filter_make_query (filters[adw_combo_row_get_selected (self->days_row)],
                                             get_today (self));
  salon_gift_cards_model_ask (self->model, &query);
}

/* A mark that was set is on the screen already, and the focus is on it. */
static void
session_changed_cb (SalonCallListDialog *self, SalonChange *change)
{
  if (salon_change_touches (change, "gift_cards", NULL)
      || salon_change_touches (change, "gift_card_movements", NULL))
    salon_paged_model_reload (SALON_PAGED_MODEL (self->model));
}

static void
salon_call_list_dialog_dispose (GObject *object)
{
  SalonCallListDialog *self = SALON_CALL_LIST_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_CALL_LIST_DIALOG);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_call_list_dialog_parent_class)->dispose (object);
}

static void
salon_call_list_dialog_class_init (SalonCallListDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_call_list_dialog_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-call-list-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonCallListDialog, days_row);
  gtk_widget_class_bind_template_child (widget_class, SalonCallListDialog, cards_group);
  gtk_widget_class_bind_template_child (widget_class, SalonCallListDialog, empty_label);
  gtk_widget_class_bind_template_callback (widget_class, days_chosen_cb);
}

static void
salon_call_list_dialog_init (SalonCallListDialog *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_call_list_dialog_new (SalonSession *session)
{
  SalonCallListDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  self = g_object_new (SALON_TYPE_CALL_LIST_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->model = salon_gift_cards_model_new (salon_session_get_reader (session),
                                            salon_session_get_worker (session));
  g_signal_connect_object (self->model, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->model, "answered", G_CALLBACK (answered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_combo_row_set_selected (self->days_row, 1);
  days_chosen_cb (self);
  return ADW_DIALOG (self);
}
