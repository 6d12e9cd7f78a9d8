/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A table as spreadsheets and other programs write it (.csv, .txt): rows of cells, all of them text.
 *
 * What separates the cells is found out: semicolon, comma or tab, whichever makes rows of one length.
 * Quotes are those of RFC 4180; one that is never closed is taken for a letter. Rows may be shorter or
 * longer than the first one. Whether the first row holds titles is a guess: one with a phone number, an
 * address or a date in it does not.
 *
 * Immutable after it is made; belongs to one thread at a time.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define SALON_SHEET_MAX_ROWS 100000
#define SALON_SHEET_MAX_COLUMNS 200
/* The rest of a longer cell is left out. */
#define SALON_SHEET_MAX_CELL_BYTES 20000

typedef struct _SalonSheet SalonSheet;

/* Fails with EMPTY, TOO_LARGE or NO_TEXT of SALON_EXCHANGE_ERROR. */
SalonSheet *salon_sheet_read (const guint8 *bytes, gsize size, GError **error);
void salon_sheet_free (SalonSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonSheet, salon_sheet_free)

char salon_sheet_get_separator (SalonSheet *self);
guint salon_sheet_get_n_columns (SalonSheet *self);
/* Without that of the titles. */
guint salon_sheet_get_n_rows (SalonSheet *self);
gboolean salon_sheet_has_titles (SalonSheet *self);
/* "" when there are no titles, or fewer. */
const char *salon_sheet_get_title (SalonSheet *self, guint column);
/* "" where a row ends early. */
const char *salon_sheet_get_cell (SalonSheet *self, guint row, guint column);
/* Of the file, the first is 1. */
guint salon_sheet_get_line (SalonSheet *self, guint row);
/* Was anything left out of it: cells beyond the last column, or the end of a cell that was too long? */
gboolean salon_sheet_is_cut (SalonSheet *self, guint row);
/* The titles in one text, to remember what was said about files of this kind. */
char *salon_sheet_dup_signature (SalonSheet *self);

G_END_DECLS
