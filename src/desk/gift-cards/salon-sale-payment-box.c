/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-sale-payment-box.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "payments/salon-means-row.h"

struct _SalonSalePaymentBox
{
  AdwBin parent_instance;

  AdwPreferencesGroup *group;
  GtkEditable *rows[SALON_N_SALE_MEANS]; /* borrowed */
  GtkEditable *tendered_row;
  GtkLabel *change_label;

  SalonSession *session;
  SalonSaleForm *form; /* borrowed; NULL: none (any more) */
  gboolean is_filling;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SalonSalePaymentBox, salon_sale_payment_box, ADW_TYPE_BIN)

static void
show_change (SalonSalePaymentBox *self)
{
  gint64 left = salon_sale_form_get_left (self->form);
  gint64 change = salon_sale_form_get_change (self->form);
  g_autofree char *amount = salon_format_money (self->session, change >= 0 ? change : left);
  g_autofree char *text = NULL;

  if (change >= 0)
    /* Translators: amount */
    text = g_strdup_printf (_ ("Change to give: %s"), amount);
  else if (left > 0)
    /* Translators: amount */
    text = g_strdup_printf (_ ("Still to pay: %s"), amount);
  gtk_label_set_text (self->change_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->change_label), text != NULL);
}

void
salon_sale_payment_box_refresh (SalonSalePaymentBox *self)
{
  g_return_if_fail (SALON_IS_SALE_PAYMENT_BOX (self));

  if (self->form == NULL)
    return;
  self->is_filling = TRUE;
  for (int means = 0; means < SALON_N_SALE_MEANS; means++)
    {
      const char *text = salon_sale_form_get_paid (self->form, (SalonMeans) means);

      if (!g_str_equal (gtk_editable_get_text (self->rows[means]), text))
        gtk_editable_set_text (self->rows[means], text);
    }
  self->is_filling = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->tendered_row),
                          salon_sale_form_get_cash (self->form) > 0);
  show_change (self);
}

static void
typed_cb (SalonSalePaymentBox *self, GtkEditable *row)
{
  if (self->is_filling || self->form == NULL)
    return;
  for (int means = 0; means < SALON_N_SALE_MEANS; means++)
    if (self->rows[means] == row)
      salon_sale_form_set_paid (self->form, (SalonMeans) means, gtk_editable_get_text (row));
  if (self->tendered_row == row)
    salon_sale_form_set_tendered (self->form, gtk_editable_get_text (row));
  salon_sale_payment_box_refresh (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
salon_sale_payment_box_give_rest (SalonSalePaymentBox *self, SalonMeans means)
{
  g_return_if_fail (SALON_IS_SALE_PAYMENT_BOX (self));
  g_return_if_fail ((guint) means < SALON_N_SALE_MEANS);

  if (self->form == NULL || !gtk_widget_get_visible (GTK_WIDGET (self)))
    return;
  salon_sale_form_set_rest (self->form, means);
  salon_sale_payment_box_refresh (self);
  /* What comes next with cash is what she is handed. */
  gtk_widget_grab_focus (means == SALON_MEANS_CASH
                             && gtk_widget_get_visible (GTK_WIDGET (self->tendered_row))
                           ? GTK_WIDGET (self->tendered_row)
                           : GTK_WIDGET (self->rows[means]));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
salon_sale_payment_box_set_form (SalonSalePaymentBox *self,
                                 SalonSession *session,
                                 SalonSaleForm *form)
{
  g_return_if_fail (SALON_IS_SALE_PAYMENT_BOX (self));

  g_set_object (&self->session, session);
  self->form = form;
  salon_sale_payment_box_refresh (self);
}

static GtkEditable *
add_row (SalonSalePaymentBox *self, GtkWidget *row)
{
  g_signal_connect_object (row, "changed", G_CALLBACK (typed_cb), self, G_CONNECT_SWAPPED);
  adw_preferences_group_add (self->group, row);
  return GTK_EDITABLE (row);
}

static void
rest_clicked_cb (SalonSalePaymentBox *self, GtkWidget *button)
{
  salon_sale_payment_box_give_rest (self, (SalonMeans) GPOINTER_TO_INT (
                                            g_object_get_data (G_OBJECT (button), "means")));
}

static GtkEditable *
add_means (SalonSalePaymentBox *self, SalonMeans means)
{
  GtkWidget *row = salon_means_row_new (means);
  GtkWidget *button = salon_means_row_add_rest (row, means);

  g_object_set_data (G_OBJECT (button), "means", GINT_TO_POINTER (means));
  g_signal_connect_object (button, "clicked", G_CALLBACK (rest_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  return add_row (self, row);
}

static gboolean
salon_sale_payment_box_grab_focus (GtkWidget *widget)
{
  SalonSalePaymentBox *self = SALON_SALE_PAYMENT_BOX (widget);

  return gtk_widget_grab_focus (GTK_WIDGET (self->rows[SALON_MEANS_CARD]));
}

static void
salon_sale_payment_box_dispose (GObject *object)
{
  SalonSalePaymentBox *self = SALON_SALE_PAYMENT_BOX (object);

  self->form = NULL;
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_sale_payment_box_parent_class)->dispose (object);
}

static void
salon_sale_payment_box_class_init (SalonSalePaymentBoxClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = salon_sale_payment_box_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = salon_sale_payment_box_grab_focus;
  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SALON_TYPE_SALE_PAYMENT_BOX, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
salon_sale_payment_box_init (SalonSalePaymentBox *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  self->group = ADW_PREFERENCES_GROUP (adw_preferences_group_new ());
  adw_preferences_group_set_title (self->group, _ ("Payment"));
  for (int means = 0; means < SALON_N_SALE_MEANS; means++)
    {
      self->rows[means] = add_means (self, (SalonMeans) means);
      if (means == SALON_MEANS_CASH)
        self->tendered_row = add_row (self, salon_means_row_new_tendered ());
    }
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_widget_set_margin_top (label, 6);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "numeric");
  self->change_label = GTK_LABEL (label);
  adw_preferences_group_add (self->group, label);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->group));
}
