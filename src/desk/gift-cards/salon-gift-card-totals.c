/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-card-totals.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"

struct _SalonGiftCardTotals
{
  AdwBin parent_instance;

  GtkLabel *owed_label;
  GtkLabel *soon_label;
  GtkLabel *old_label;
};

G_DEFINE_FINAL_TYPE (SalonGiftCardTotals, salon_gift_card_totals, ADW_TYPE_BIN)

/* "€1,240.00", and how many cards that are for who asks. */
static void
show_figure (GtkLabel *label, SalonSession *session, gint64 cents, int n_cards)
{
  g_autofree char *amount = salon_format_money (session, cents);
  g_autofree char *count =
    g_strdup_printf (ngettext ("%d gift card", "%d gift cards", (gulong) n_cards), n_cards);

  gtk_label_set_text (label, amount);
  gtk_widget_set_tooltip_text (GTK_WIDGET (label), count);
}

void
salon_gift_card_totals_show (SalonGiftCardTotals *self,
                             SalonSession *session,
                             const SalonGiftCardsOwed *owed)
{
  g_return_if_fail (SALON_IS_GIFT_CARD_TOTALS (self));

  gtk_widget_set_visible (GTK_WIDGET (self), owed != NULL);
  if (owed == NULL)
    return;
  show_figure (self->owed_label, session, owed->owed_cents, owed->n_owed);
  show_figure (self->soon_label, session, owed->soon_cents, owed->n_soon);
  show_figure (self->old_label, session, owed->old_cents, owed->n_old);
}

static void
salon_gift_card_totals_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SALON_TYPE_GIFT_CARD_TOTALS);
  G_OBJECT_CLASS (salon_gift_card_totals_parent_class)->dispose (object);
}

static void
salon_gift_card_totals_class_init (SalonGiftCardTotalsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_gift_card_totals_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-gift-card-totals.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardTotals, owed_label);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardTotals, soon_label);
  gtk_widget_class_bind_template_child (widget_class, SalonGiftCardTotals, old_label);
}

static void
salon_gift_card_totals_init (SalonGiftCardTotals *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}
