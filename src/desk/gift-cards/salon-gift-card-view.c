/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-card-view.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-format.h"
#include "common/salon-gift-card-words.h"
#include "gift-cards/salon-card-act-dialog.h"
#include "gift-cards/salon-card-mail.h"
#include "gift-cards/salon-extend-dialog.h"
#include "gift-cards/salon-gift-card-people.h"
#include "gift-cards/salon-gift-card-terms.h"
#include "gift-cards/salon-use-dialog.h"
#include "history/salon-history-dialog.h"
#include "vouchers/salon-voucher-dialog.h"
#include "vouchers/salon-voucher-prints.h"

struct _SalonGiftCardView
{
  AdwBin parent_instance;

  AdwBanner *state_banner; /* why it cannot be used */
  GtkScrolledWindow *scrolled;
  GtkImage *state_icon;
  GtkLabel *state_label;
  GtkLabel *balance_label;
  GtkLabel *value_label;
  GtkLabel *code_label;
  GtkWidget *use_button; /* there is one while the card can be used */
  GtkWidget *print_button;
  AdwActionRow *service_row;
  AdwActionRow *recipient_row;
  AdwActionRow *buyer_row;
  GtkWidget *buyer_arrow;
  AdwActionRow *message_row;
  AdwActionRow *bought_row;
  AdwActionRow *expiry_row;
  AdwActionRow *prints_row;
  AdwPreferencesGroup *movements_group;

  SalonSession *session;
  SalonGiftCard *card; /* NULL: none shown yet */
  GPtrArray *movements;
  char *buyer_id;           /* of the client; NULL: not known */
  GPtrArray *movement_rows; /* borrowed: rows of movements_group */
};

G_DEFINE_FINAL_TYPE (SalonGiftCardView, salon_gift_card_view, ADW_TYPE_BIN)

static const SalonGiftCardFields *
get_fields (SalonGiftCardView *self)
{
  return salon_gift_card_get_fields (self->card);
}

static SalonDay
get_today (SalonGiftCardView *self)
{
  return salon_moment_get_day (salon_session_get_now (self->session));
}

/* --- What is shown --- */

static void
fill_heading (SalonGiftCardView *self, SalonGiftCardState state)
{
  static const char *const classes[] = {
    [SALON_GIFT_CARD_ACTIVE] = "success",     [SALON_GIFT_CARD_USED] = "dim-label",
    [SALON_GIFT_CARD_EXPIRED] = "warning",    [SALON_GIFT_CARD_VOID] = "error",
    [SALON_GIFT_CARD_REFUNDED] = "dim-label",
  };
  g_autofree char *balance =
    salon_format_money (self->session, salon_gift_card_get_balance (self->card));
  g_autofree char *value =
    salon_format_money (self->session, MAX (get_fields (self)->issued_cents, 0));
  g_autofree char *left = g_strdup_printf (_ ("left of %s"), value);

  g_autofree char *words = salon_gift_card_words_for_card (self->session, self->card);

  adw_banner_set_title (self->state_banner, words);
  adw_banner_set_revealed (self->state_banner, state != SALON_GIFT_CARD_ACTIVE);
  gtk_image_set_from_icon_name (self->state_icon, salon_gift_card_words_get_icon (state));
  gtk_label_set_text (self->state_label, salon_gift_card_words_for_state (state));
  gtk_label_set_text (self->balance_label, balance);
  gtk_label_set_text (self->value_label, left);
  gtk_label_set_text (self->code_label, get_fields (self)->code);
  for (gsize i = 0; i < G_N_ELEMENTS (classes); i++)
    {
      gtk_widget_remove_css_class (GTK_WIDGET (self->state_icon), classes[i]);
      gtk_widget_remove_css_class (GTK_WIDGET (self->state_label), classes[i]);
    }
  gtk_widget_add_css_class (GTK_WIDGET (self->state_icon), classes[state]);
  gtk_widget_add_css_class (GTK_WIDGET (self->state_label), classes[state]);
}

static void
fill_row (AdwActionRow *row, const char *text)
{
  gboolean is_empty = text == NULL || *text == '\0';

  adw_action_row_set_subtitle (row, is_empty ? "" : text);
  gtk_widget_set_visible (GTK_WIDGET (row), !is_empty);
}

static char *
say_prints (SalonGiftCardView *self)
{
  guint n_prints = salon_voucher_prints_count (self->session, get_fields (self)->id);

  if (n_prints == 0)
    return g_strdup (_ ("Not printed yet"));
  if (n_prints == 1)
    return g_strdup (_ ("Printed once"));
  return g_strdup_printf (ngettext ("Printed %u time", "Printed %u times", n_prints), n_prints);
}

static void
fill_buyer (SalonGiftCardView *self)
{
  const SalonGiftCardFields *fields = get_fields (self);
  g_autoptr (SalonClient) client =
    fields->is_complimentary
      ? NULL
      : salon_gift_card_people_find (salon_session_get_reader (self->session), fields->buyer_name,
                                     fields->buyer_email);

  g_set_str (&self->buyer_id, client != NULL ? salon_client_get_fields (client)->id : NULL);
  fill_row (self->buyer_row,
            fields->is_complimentary ? _ ("Given by the salon") : fields->buyer_name);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self->buyer_row), client != NULL);
  gtk_widget_set_visible (self->buyer_arrow, client != NULL);
}

static void
fill_rows (SalonGiftCardView *self)
{
  const SalonGiftCardFields *fields = get_fields (self);
  g_autofree char *bought = salon_format_day (fields->purchased_on, SALON_DAY_STYLE_LONG);
  g_autofree char *bought_heading = salon_format_heading (bought);
  g_autofree char *until = salon_gift_card_terms_full (self->card, get_today (self));
  g_autofree char *prints = say_prints (self);

  fill_row (self->service_row,
            fields->kind == SALON_GIFT_CARD_SERVICE ? fields->service_name : NULL);
  fill_row (self->recipient_row, fields->recipient_name);
  fill_buyer (self);
  fill_row (self->message_row, fields->message);
  fill_row (self->bought_row, bought_heading);
  fill_row (self->expiry_row, until);
  fill_row (self->prints_row, prints);
}

static void take_back_clicked_cb (GtkButton *button, SalonGiftCardView *self);

static GtkWidget *
make_take_back_button (SalonGiftCardView *self, SalonGiftCardMovement *movement, const char *title)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_ ("_Take Back…"));
  /* Translators: what happened to a gift card: "Take back “Used: −€30.00”" */
  g_autofree char *name = g_strdup_printf (_ ("Take back “%s”"), title);

  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "movement", g_object_ref (movement), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (take_back_clicked_cb), self,
                           G_CONNECT_DEFAULT);
  return button;
}

/* What a payment of a booking took is taken back there, with its payment. */
static gboolean
can_take_back (SalonGiftCardView *self, SalonGiftCardMovement *movement)
{
  const SalonMovementFields *fields = salon_gift_card_movement_get_fields (movement);

  return fields->booking_id == NULL
         && (fields->kind == SALON_MOVEMENT_DEBIT || fields->kind == SALON_MOVEMENT_VOID)
         && salon_gift_card_can_take_back (self->movements, movement);
}

static void
link_booking (GtkWidget *row, const char *booking_id)
{
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (row), "win.edit-booking");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (row), "s", booking_id);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row),
                             gtk_image_new_from_icon_name ("go-next-symbolic"));
}

static void
add_movement (SalonGiftCardView *self, SalonGiftCardMovement *movement)
{
  const SalonMovementFields *fields = salon_gift_card_movement_get_fields (movement);
  GtkWidget *row = adw_action_row_new ();
  g_autofree char *title = salon_gift_card_terms_movement (self->session, fields);
  g_autofree char *when = salon_gift_card_terms_when (self->session, fields);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), when);
  if (can_take_back (self, movement))
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_take_back_button (self, movement, title));
  if (fields->booking_id != NULL)
    link_booking (row, fields->booking_id);
  adw_preferences_group_add (self->movements_group, row);
  g_ptr_array_add (self->movement_rows, row);
}

/* The latest first: that is what is asked about. */
static void
fill_movements (SalonGiftCardView *self)
{
  for (guint i = 0; i < self->movement_rows->len; i++)
    adw_preferences_group_remove (self->movements_group, self->movement_rows->pdata[i]);
  g_ptr_array_set_size (self->movement_rows, 0);
  for (guint i = self->movements->len; i-- > 0;)
    add_movement (self, self->movements->pdata[i]);
}

static void
enable_actions (SalonGiftCardView *self, SalonGiftCardState state)
{
  gint64 balance = salon_gift_card_get_balance (self->card);
  gboolean is_over = state == SALON_GIFT_CARD_VOID || state == SALON_GIFT_CARD_REFUNDED;
  GtkWidget *widget = GTK_WIDGET (self);

  gtk_widget_action_set_enabled (widget, "gift-card.use", !is_over && balance > 0);
  gtk_widget_set_visible (self->use_button, !is_over && balance > 0);
  gtk_widget_action_set_enabled (widget, "gift-card.refill", !is_over);
  gtk_widget_action_set_enabled (widget, "gift-card.mail",
                                 !is_over && salon_card_mail_can_send (self->card));
  gtk_widget_action_set_enabled (widget, "gift-card.extend", !is_over);
  gtk_widget_action_set_enabled (widget, "gift-card.void", !is_over && balance > 0);
  gtk_widget_action_set_enabled (widget, "gift-card.refund",
                                 !is_over && balance > 0 && !get_fields (self)->is_complimentary);
}

gboolean
salon_gift_card_view_show (SalonGiftCardView *self, const char *card_id)
{
  g_return_val_if_fail (SALON_IS_GIFT_CARD_VIEW (self), FALSE);
  g_return_val_if_fail (card_id != NULL, FALSE);
  SalonReader *reader = salon_session_get_reader (self->session);
  g_autoptr (SalonGiftCard) card = salon_reader_get_gift_card (reader, card_id, NULL);
  g_autoptr (GPtrArray) movements =
    card != NULL ? salon_reader_list_movements (reader, card_id, NULL) : NULL;
  gboolean is_another = self->card == NULL || !g_str_equal (get_fields (self)->id, card_id);
  SalonGiftCardState state;

  if (movements == NULL)
    return FALSE;
  if (is_another)
    gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scrolled), 0);
  g_set_object (&self->card, card);
  g_clear_pointer (&self->movements, g_ptr_array_unref);
  self->movements = g_steal_pointer (&movements);
  state = salon_gift_card_get_state (card, get_today (self));
  fill_heading (self, state);
  fill_rows (self);
  fill_movements (self);
  enable_actions (self, state);
  return TRUE;
}

SalonGiftCard *
salon_gift_card_view_get_card (SalonGiftCardView *self)
{
  g_return_val_if_fail (SALON_IS_GIFT_CARD_VIEW (self), NULL);
  return self->card;
}

void
salon_gift_card_view_begin (SalonGiftCardView *self)
{
  g_return_if_fail (SALON_IS_GIFT_CARD_VIEW (self));

  gtk_widget_grab_focus (gtk_widget_get_visible (self->use_button) ? self->use_button
                                                                   : self->print_button);
}

void
salon_gift_card_view_set_session (SalonGiftCardView *self, SalonSession *session)
{
  g_return_if_fail (SALON_IS_GIFT_CARD_VIEW (self));
  g_set_object (&self->session, session);
}

/* --- What the owner does --- */

static void
buyer_activated_cb (SalonGiftCardView *self)
{
  if (self->buyer_id != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.show-client", "s", self->buyer_id);
}

static void
use_card (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonGiftCardView *self = SALON_GIFT_CARD_VIEW (widget);

  salon_dialog_present (salon_use_dialog_new (self->session, self->card), widget);
}

static void
extend_card (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonGiftCardView *self = SALON_GIFT_CARD_VIEW (widget);
  g_autoptr (GPtrArray) cards = g_ptr_array_new ();

  g_ptr_array_add (cards, self->card);
  salon_dialog_present (salon_extend_dialog_new (self->session, cards), widget);
}

static void
print_card (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonGiftCardView *self = SALON_GIFT_CARD_VIEW (widget);
  SalonVoucherCard paper;
  AdwDialog *dialog = NULL;

  salon_gift_card_terms_fill_paper (self->card, TRUE, &paper);
  dialog = salon_voucher_dialog_new (self->session, &paper, 1);
  /* It may be printed once more by then. */
  g_signal_connect_object (dialog, "closed", G_CALLBACK (fill_rows), self, G_CONNECT_SWAPPED);
  salon_dialog_present (dialog, widget);
}

static void
mail_card (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonGiftCardView *self = SALON_GIFT_CARD_VIEW (widget);

  salon_card_mail_send (widget, self->session, self->card);
}

static void
act (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonGiftCardView *self = SALON_GIFT_CARD_VIEW (widget);
  SalonCardAct kind = g_str_equal (action_name, "gift-card.refill") ? SALON_CARD_ACT_REFILL
                      : g_str_equal (action_name, "gift-card.void") ? SALON_CARD_ACT_VOID
                                                                    : SALON_CARD_ACT_REFUND;

  salon_dialog_present (salon_card_act_dialog_new (self->session, self->card, kind), widget);
}

static void
take_back_clicked_cb (GtkButton *button, SalonGiftCardView *self)
{
  SalonGiftCardMovement *movement = g_object_get_data (G_OBJECT (button), "movement");

  salon_dialog_present (salon_card_act_dialog_new_taking_back (self->session, self->card,
                                                               self->movements, movement),
                        GTK_WIDGET (self));
}

static void
show_history (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonGiftCardView *self = SALON_GIFT_CARD_VIEW (widget);

  salon_dialog_present (salon_history_dialog_new (self->session, "gift_cards",
                                                  get_fields (self)->id, get_fields (self)->code),
                        widget);
}

static void
salon_gift_card_view_dispose (GObject *object)
{
  SalonGiftCardView *self = SALON_GIFT_CARD_VIEW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_GIFT_CARD_VIEW);
  g_clear_pointer (&self->movement_rows, g_ptr_array_unref);
  g_clear_pointer (&self->movements, g_ptr_array_unref);
  g_clear_pointer (&self->buyer_id, g_free);
  g_clear_object (&self->card);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_gift_card_view_parent_class)->dispose (object);
}

static void
bind_children (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, state_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, scrolled);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, state_icon);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, state_label);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, balance_label);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, value_label);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, code_label);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, use_button);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, print_button);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, service_row);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, recipient_row);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, buyer_row);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, buyer_arrow);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, message_row);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, bought_row);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, expiry_row);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, prints_row);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardView, movements_group);
}

static void
salon_gift_card_view_class_init (SalonGiftCardViewClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_gift_card_view_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-gift-card-view.ui");
  bind_children (widget_class);
  gtk_widget_class_bind_template_callback (widget_class, buyer_activated_cb);
  gtk_widget_class_install_action (widget_class, "gift-card.use", NULL, use_card);
  gtk_widget_class_install_action (widget_class, "gift-card.extend", NULL, extend_card);
  gtk_widget_class_install_action (widget_class, "gift-card.print", NULL, print_card);
  gtk_widget_class_install_action (widget_class, "gift-card.mail", NULL, mail_card);
  gtk_widget_class_install_action (widget_class, "gift-card.refill", NULL, act);
  gtk_widget_class_install_action (widget_class, "gift-card.void", NULL, act);
  gtk_widget_class_install_action (widget_class, "gift-card.refund", NULL, act);
  gtk_widget_class_install_action (widget_class, "gift-card.history", NULL, show_history);
}

static void
salon_gift_card_view_init (SalonGiftCardView *self)
{
  self->movement_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}
