/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What foreign files hold and what is wrong with them, in the owner's words. */
#pragma once

#include "exchange/salon-foreign-rows.h"

G_BEGIN_DECLS

const char *salon_exchange_words_for_kind (SalonForeignKind kind);    /* "Clients" */
const char *salon_exchange_words_for_column (SalonColumnField field); /* "Phone" */
const char *salon_exchange_words_for_problem (SalonProblem problem);  /* "The phone number …" */
/* Why a file cannot be read or written. Transfer full. */
char *salon_exchange_words_for_error (const GError *error);
/* Whom or what a row is about: "Marie Durand", "Gel, Friday 12 March 14:30". Transfer full. */
char *salon_exchange_words_for_row (const SalonForeignRow *row, SalonForeignKind kind);
/* The problems of a row and who is there already, one sentence after the other; "" when there is
 * nothing to say. Transfer full. */
char *salon_exchange_words_for_remarks (const SalonForeignRow *row, SalonForeignKind kind);
/* "Import 12 clients from “file”", for the history and undo. Transfer full. */
char *salon_exchange_words_for_label (SalonForeignKind kind, guint n_rows, const char *file_name);

G_END_DECLS
