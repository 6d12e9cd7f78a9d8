/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Before the printer: the pages as they will come out, what should stand on them, and two ways on,
 * to the printer or into a PDF file. What is seen is drawn by the functions that print it.
 */
#pragma once

#include <adwaita.h>

#include "printing/salon-print-request.h"

G_BEGIN_DECLS

#define SALON_TYPE_PRINT_DIALOG (salon_print_dialog_get_type ())
G_DECLARE_FINAL_TYPE (SalonPrintDialog, salon_print_dialog, SALON, PRINT_DIALOG, AdwDialog)

/* NULL when it cannot be read; the session has told why. */
AdwDialog *salon_print_dialog_new (SalonSession *session, const SalonPrintRequest *request);
/* Of a document that is there already: nothing about it can be chosen. */
AdwDialog *salon_print_dialog_new_for_document (SalonSession *session, SalonDocument *document);
/* Writes what is shown into @file, as the button does once a file was chosen. */
void salon_print_dialog_save (SalonPrintDialog *self, GFile *file);

G_END_DECLS
