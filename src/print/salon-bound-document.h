/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Several documents as one: their pages follow each other, each drawn by its own. All are on the same
 * paper.
 */
#pragma once

#include "salon-document.h"

G_BEGIN_DECLS

#define SALON_TYPE_BOUND_DOCUMENT (salon_bound_document_get_type ())
G_DECLARE_FINAL_TYPE (SalonBoundDocument,
                      salon_bound_document,
                      SALON,
                      BOUND_DOCUMENT,
                      SalonDocument)

SalonBoundDocument *salon_bound_document_new (const char *title, const SalonPaper *paper);
/* @part: (transfer full): filled; it is laid out with the whole */
void salon_bound_document_take (SalonBoundDocument *self, SalonDocument *part);

G_END_DECLS
