/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-card-cell.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "common/salon-gift-card-words.h"
#include "gift-cards/salon-gift-card-terms.h"

struct _SalonGiftCardCell
{
  AdwBin parent_instance;

  GtkCheckButton *check;
  GtkImage *state_icon;
  GtkLabel *recipient_label;
  GtkLabel *balance_label;
  GtkLabel *buyer_label;
  GtkLabel *value_label;
  GtkLabel *code_label;
  GtkLabel *state_label;

  gboolean is_filling; /* what is set by us is no choice of hers */
};

enum
{
  PROP_IS_CHOOSING = 1,
  PROP_IS_CHOSEN,
  N_PROPERTIES
};

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPERTIES];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SalonGiftCardCell, salon_gift_card_cell, ADW_TYPE_BIN)

static void
check_toggled_cb (SalonGiftCardCell *self)
{
  if (!self->is_filling)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, gtk_check_button_get_active (self->check));
}

/* While cards are being chosen the whole row is its mark: a click must not let go of the others. */
static void
pressed_cb (SalonGiftCardCell *self, int n_press, double x, double y, GtkGesture *gesture)
{
  if (!gtk_widget_get_visible (GTK_WIDGET (self->check)))
    return;
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  gtk_check_button_set_active (self->check, !gtk_check_button_get_active (self->check));
}

void
salon_gift_card_cell_show (SalonGiftCardCell *self, SalonSession *session, SalonGiftCard *card)
{
  const SalonGiftCardFields *fields = NULL;

  g_return_if_fail (SALON_IS_GIFT_CARD_CELL (self));
  g_return_if_fail (SALON_IS_GIFT_CARD (card));

  fields = salon_gift_card_get_fields (card);
  SalonDay today = salon_moment_get_day (salon_session_get_now (session));
  SalonGiftCardState state = salon_gift_card_get_state (card, today);
  g_autofree char *balance = salon_format_money (session, salon_gift_card_get_balance (card));
  g_autofree char *value = salon_gift_card_terms_value (session, card);
  g_autofree char *buyer = salon_gift_card_terms_buyer (card);
  g_autofree char *term = salon_gift_card_terms_short (card, today);
  gboolean is_active = state == SALON_GIFT_CARD_ACTIVE;

  gtk_image_set_from_icon_name (self->state_icon, salon_gift_card_words_get_icon (state));
  gtk_label_set_text (self->recipient_label, fields->recipient_name);
  gtk_label_set_text (self->balance_label, balance);
  gtk_label_set_text (self->buyer_label, buyer);
  gtk_label_set_text (self->value_label, value);
  gtk_label_set_text (self->code_label, fields->code);
  gtk_label_set_text (self->state_label, term);
  if (is_active)
    gtk_widget_remove_css_class (GTK_WIDGET (self), "inactive");
  else
    gtk_widget_add_css_class (GTK_WIDGET (self), "inactive");
}

char *
salon_gift_card_cell_describe (SalonSession *session, SalonGiftCard *card)
{
  const SalonGiftCardFields *fields = salon_gift_card_get_fields (card);
  SalonDay today = salon_moment_get_day (salon_session_get_now (session));
  const char *state = salon_gift_card_words_for_state (salon_gift_card_get_state (card, today));
  g_autofree char *balance = salon_format_money (session, salon_gift_card_get_balance (card));
  g_autofree char *term = salon_gift_card_terms_short (card, today);

  /* Translators: a gift card: recipient, what is left, state, until when, code */
  return g_strdup_printf (_ ("%1$s, %2$s left, %3$s, %4$s, %5$s"), fields->recipient_name, balance,
                          state, term, fields->code);
}

static void
salon_gift_card_cell_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  SalonGiftCardCell *self = SALON_GIFT_CARD_CELL (object);

  switch (id)
    {
    case PROP_IS_CHOOSING:
      g_value_set_boolean (value, gtk_widget_get_visible (GTK_WIDGET (self->check)));
      break;
    case PROP_IS_CHOSEN:
      g_value_set_boolean (value, gtk_check_button_get_active (self->check));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_gift_card_cell_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  SalonGiftCardCell *self = SALON_GIFT_CARD_CELL (object);

  switch (id)
    {
    case PROP_IS_CHOOSING:
      gtk_widget_set_visible (GTK_WIDGET (self->check), g_value_get_boolean (value));
      break;
    case PROP_IS_CHOSEN:
      self->is_filling = TRUE;
      gtk_check_button_set_active (self->check, g_value_get_boolean (value));
      self->is_filling = FALSE;
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_gift_card_cell_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SALON_TYPE_GIFT_CARD_CELL);
  G_OBJECT_CLASS (salon_gift_card_cell_parent_class)->dispose (object);
}

static void
salon_gift_card_cell_class_init (SalonGiftCardCellClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = salon_gift_card_cell_get_property;
  object_class->set_property = salon_gift_card_cell_set_property;
  object_class->dispose = salon_gift_card_cell_dispose;

  properties[PROP_IS_CHOOSING] = g_param_spec_boolean ("is-choosing", NULL, NULL, FALSE,
                                                       G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  properties[PROP_IS_CHOSEN] = g_param_spec_boolean ("is-chosen", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", SALON_TYPE_GIFT_CARD_CELL, G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-gift-card-cell.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardCell, check);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardCell, state_icon);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardCell, recipient_label);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardCell, balance_label);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardCell, buyer_label);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardCell, value_label);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardCell, code_label);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardCell, state_label);
  gtk_widget_class_bind_template_callback (widget_class, check_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
}

static void
salon_gift_card_cell_init (SalonGiftCardCell *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
salon_gift_card_cell_new (void)
{
  return g_object_new (SALON_TYPE_GIFT_CARD_CELL, NULL);
}
