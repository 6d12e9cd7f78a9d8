/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is to be printed, and how: from there to the document is one bounded read of the salon and
 * the words of the window's language. The parts are salon-calendar-sheets.c, salon-client-sheets.c
 * and salon-price-sheet.c.
 */
#pragma once

#include "common/salon-session.h"
#include "print/salon-document.h"

G_BEGIN_DECLS

typedef enum
{
  SALON_PRINT_DAYS,   /* one day: its sheet; to seven: a page for the wall; more: a list */
  SALON_PRINT_CLIENT, /* everything about one client */
  SALON_PRINT_CARD,   /* the card of one booking */
  SALON_PRINT_PRICES, /* the price list */
} SalonPrintKind;

typedef struct
{
  SalonPrintKind kind;
  SalonDay day;   /* of DAYS: the first */
  int n_days;     /* of DAYS */
  const char *id; /* of a CLIENT or a CARD's booking */
} SalonPrintRequest;

typedef struct
{
  gboolean masks_names; /* initials alone: the sheet may hang where clients pass */
  gboolean shows_phones;
  gboolean shows_notes;
  int n_blank_rows; /* of a day's sheet: for those who come without a booking */
} SalonPrintOptions;

extern const SalonPrintOptions salon_print_options_default;

/* Do the options change anything of it? */
gboolean salon_print_request_has_options (const SalonPrintRequest *request);
/* Transfer full. Fails with what the store's reader fails with. */
SalonDocument *salon_print_request_create_document (const SalonPrintRequest *request,
                                                    SalonSession *session,
                                                    const SalonPrintOptions *options,
                                                    GError **error);

/* "Institut Sérénaïa, printed on Thursday 12 March 2026, 10:20" */
char *salon_print_request_footer (SalonSession *session);

G_END_DECLS
