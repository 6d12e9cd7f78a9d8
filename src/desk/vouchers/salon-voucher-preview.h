/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The voucher on screen, which is the PDF that will be printed, saved or sent: made once, away from
 * the main thread, and shown by poppler at the screen's own scale. Until a new picture is there the
 * last one stays, so that a form may set the cards at every key.
 *
 * As large as its place allows; never asks for more. Several cards are several pages, of which one is
 * shown. A screen reader is told the texts of that page.
 *
 * Properties: page (guint, counts from 0), n-pages (guint, 0: nothing shown yet), is-making (boolean),
 * progress (double, 0 … 1, of what is being made).
 */
#pragma once

#include <gtk/gtk.h>

#include "vouchers/salon-voucher-card.h"

G_BEGIN_DECLS

#define SALON_TYPE_VOUCHER_PREVIEW (salon_voucher_preview_get_type ())
G_DECLARE_FINAL_TYPE (SalonVoucherPreview, salon_voucher_preview, SALON, VOUCHER_PREVIEW, GtkWidget)

GtkWidget *salon_voucher_preview_new (SalonSession *session);
/* For templates, which make it without one. Once. */
void salon_voucher_preview_set_session (SalonVoucherPreview *self, SalonSession *session);
/* Copies @cards and makes their PDF anew, also when the salon's settings change later. A card that is
 * being typed in is one that has no code yet. */
void salon_voucher_preview_set_cards (SalonVoucherPreview *self,
                                      const SalonVoucherCard *cards,
                                      gsize n_cards);
void salon_voucher_preview_set_page (SalonVoucherPreview *self, guint page);

/* The PDF that is shown, (nullable): NULL while it is being made. */
GBytes *salon_voucher_preview_get_pdf (SalonVoucherPreview *self);

/* Why nothing is shown, in words; NULL: all is well. */
const char *salon_voucher_preview_get_failure (SalonVoucherPreview *self);

G_END_DECLS
