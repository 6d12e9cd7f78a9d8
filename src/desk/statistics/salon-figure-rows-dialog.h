/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The rows behind a figure: bookings, payments, gift cards or clients. A booking is opened over the
 * list, and the list is as it was afterwards; a client or a card is shown on its page.
 */
#pragma once

#include <adwaita.h>

#include "common/salon-session.h"
#include "core/salon-statistics.h"

G_BEGIN_DECLS

#define SALON_TYPE_FIGURE_ROWS_DIALOG (salon_figure_rows_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonFigureRowsDialog,
                      salon_figure_rows_dialog,
                      SALON,
                      FIGURE_ROWS_DIALOG,
                      AdwDialog)

/* @title: "Saturday 14 March: €540.00" */
AdwDialog *salon_figure_rows_dialog_new (SalonSession *session,
                                         const char *title,
                                         const SalonFigureRows *rows);

G_END_DECLS
