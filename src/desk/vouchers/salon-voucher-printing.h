/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The two ways of a PDF out of the program: through the print dialog of the system (its portal in
 * the sandbox), or into a file that she chooses. What happened is told to the callback in words.
 */
#pragma once

#include <gtk/gtk.h>

#include "vouchers/salon-voucher-card.h"

G_BEGIN_DECLS

/* @sentence (nullable): what to tell her, good or bad; NULL when there is nothing to tell, such as
 * when she gave it up herself. @is_done: it is printed or saved. */
typedef void (*SalonVoucherPrinted) (gboolean is_done, const char *sentence, gpointer user_data);

/* Asks for the printer, prints @pdf, and counts a print of each of @cards. The dialog stands over the
 * window of @parent. */
void salon_voucher_printing_print (GtkWidget *parent,
                                   SalonSession *session,
                                   GBytes *pdf,
                                   const SalonVoucherCard *cards,
                                   gsize n_cards,
                                   SalonVoucherPrinted printed,
                                   gpointer user_data);
/* Asks for the file and writes @pdf into it. */
void salon_voucher_printing_save (GtkWidget *parent,
                                  GBytes *pdf,
                                  const SalonVoucherCard *cards,
                                  gsize n_cards,
                                  SalonVoucherPrinted printed,
                                  gpointer user_data);
/* Writes @pdf into @file, without asking. */
void salon_voucher_printing_write (GFile *file,
                                   GBytes *pdf,
                                   SalonVoucherPrinted printed,
                                   gpointer user_data);

G_END_DECLS
