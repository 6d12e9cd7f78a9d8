/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Vouchers become a PDF, and the PDF becomes pictures, in one thread of their own: fonts are looked for
 * once, and the window goes on. What is started last is done last.
 */
#pragma once

#include <gtk/gtk.h>

#include "print/salon-voucher.h"

G_BEGIN_DECLS

/* A PDF with what poppler knows of it. Immutable; any thread may hold it. */
#define SALON_TYPE_VOUCHER_PDF (salon_voucher_pdf_get_type ())
G_DECLARE_FINAL_TYPE (SalonVoucherPdf, salon_voucher_pdf, SALON, VOUCHER_PDF, GObject)

GBytes *salon_voucher_pdf_get_bytes (SalonVoucherPdf *self);
guint salon_voucher_pdf_count_pages (SalonVoucherPdf *self);
/* In points. */
double salon_voucher_pdf_get_width (SalonVoucherPdf *self);
double salon_voucher_pdf_get_height (SalonVoucherPdf *self);

/* @document: (transfer full): nobody else may have it, for its layouts belong to the thread. @n_done (nullable): counts the pages, to be read with
 * g_atomic_int_get(); lives until the callback. */
void salon_voucher_pdf_make_async (SalonVoucher *document,
                                   int *n_done,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
SalonVoucherPdf *salon_voucher_pdf_make_finish (GAsyncResult *result, GError **error);

/* Page @page as a picture of @width × @height pixels. */
void salon_voucher_pdf_draw_async (SalonVoucherPdf *self,
                                   guint page,
                                   int width,
                                   int height,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
GdkTexture *
salon_voucher_pdf_draw_finish (SalonVoucherPdf *self, GAsyncResult *result, GError **error);

G_END_DECLS
