/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-sale-payment-box.h"

#include <glib/gi18n-lib.h>

#include "common/salon-format.h"
#include "payments/salon-payment-words.h"

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

static const guint keys[SALON_N_SALE_MEANS] = {
  [SALON_MEANS_CASH] = GDK_KEY_F2,
  [SALON_MEANS_CARD] = GDK_KEY_F3,
  [SALON_MEANS_CHEQUE] = GDK_KEY_F4,
  [SALON_MEANS_TRANSFER] = GDK_KEY_F5,
};

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
add_row (SalonSalePaymentBox *self, const char *title)
{
  GtkWidget *row = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (row), TRUE);
  adw_entry_row_set_input_purpose (ADW_ENTRY_ROW (row), GTK_INPUT_PURPOSE_NUMBER);
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

static void
add_rest_button (SalonSalePaymentBox *self, SalonMeans means)
{
  g_autofree char *key = gtk_accelerator_get_label (keys[means], 0);
  GtkWidget *button = gtk_button_new_with_label (key);
  /* Translators: means of payment: "Card: what is left goes here" */
  g_autofree char *name =
    g_strdup_printf (_ ("%s: what is left goes here"), salon_payment_words_for_means (means));

  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "means", GINT_TO_POINTER (means));
  g_signal_connect_object (button, "clicked", G_CALLBACK (rest_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (self->rows[means]), button);
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
      self->rows[means] = add_row (self, salon_payment_words_for_means ((SalonMeans) means));
      add_rest_button (self, (SalonMeans) means);
      if (means == SALON_MEANS_CASH)
        self->tendered_row = add_row (self, _ ("Received in cash"));
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
