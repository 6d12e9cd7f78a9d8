/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-figure-row-cell.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-booking-cell.h"
#include "clients/salon-client-cell.h"
#include "common/salon-format.h"
#include "gift-cards/salon-gift-card-cell.h"
#include "payments/salon-payment-words.h"

/* --- A payment --- */

static GtkWidget *
make_payment_cell (void)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *when = gtk_label_new (NULL);
  GtkWidget *amount = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (when), 0);
  gtk_label_set_ellipsize (GTK_LABEL (when), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (when, TRUE);
  gtk_widget_add_css_class (amount, "numeric");
  gtk_box_append (GTK_BOX (box), when);
  gtk_box_append (GTK_BOX (box), amount);
  gtk_widget_add_css_class (box, "booking-cell");
  return box;
}

static char *
show_payment (GtkWidget *cell, SalonSession *session, SalonPayment *payment)
{
  const SalonPaymentFields *fields = salon_payment_get_fields (payment);
  g_autofree char *when =
    salon_format_moment (salon_session_get_moment (session, fields->created_at));
  g_autofree char *heading = salon_format_heading (when);
  g_autofree char *amount = salon_format_money (session, fields->amount_cents);
  /* Translators: when something was paid, and by which means: "Thursday 12 March 14:30 · Card" */
  g_autofree char *words =
    g_strdup_printf (C_ ("payment", "%1$s · %2$s"), heading,
                     salon_payment_words_for_means (salon_payment_get_means (payment)));

  gtk_label_set_text (GTK_LABEL (gtk_widget_get_first_child (cell)), words);
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (cell)), amount);
  return g_strdup_printf (_ ("%s: %s"), words, amount);
}

/* --- All of them --- */

GtkWidget *
salon_figure_row_cell_new (SalonRowsKind kind, SalonTextCache *texts)
{
  GtkWidget *cell = NULL;

  switch (kind)
    {
    case SALON_ROWS_BOOKINGS:
      cell = salon_booking_cell_new (texts);
      g_object_set (cell, "is-narrow", TRUE, NULL);
      return cell;
    case SALON_ROWS_PAYMENTS:
    case SALON_ROWS_NONE:
      return make_payment_cell ();
    case SALON_ROWS_CARDS:
      return salon_gift_card_cell_new ();
    case SALON_ROWS_CLIENTS:
      return salon_client_cell_new ();
    }
  g_return_val_if_reached (NULL);
}

char *
salon_figure_row_cell_show (GtkWidget *cell, SalonSession *session, gpointer item)
{
  if (SALON_IS_BOOKING (item))
    {
      salon_booking_cell_show (SALON_BOOKING_CELL (cell), session, item);
      return salon_booking_cell_describe (session, item);
    }
  if (SALON_IS_GIFT_CARD (item))
    {
      salon_gift_card_cell_show (SALON_GIFT_CARD_CELL (cell), session, item);
      return salon_gift_card_cell_describe (session, item);
    }
  if (SALON_IS_CLIENT (item))
    {
      salon_client_cell_show (SALON_CLIENT_CELL (cell), item);
      return g_strdup (salon_client_get_fields (item)->name);
    }
  return show_payment (cell, session, item);
}

gpointer
salon_figure_row_cell_make_blank (SalonRowsKind kind)
{
  if (kind == SALON_ROWS_CARDS)
    {
      const SalonGiftCardFields card = {
        .id = "", .code = "", .buyer_name = "", .recipient_name = ""
      };
      return salon_gift_card_new (&card);
    }
  const SalonBookingFields booking = {
    .id = "", .staff_id = "", .client_name = "", .payment_status = "pending"
  };
  return salon_booking_new (&booking);
}
