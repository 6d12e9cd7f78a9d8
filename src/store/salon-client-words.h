/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a client is found by: her words, in the FTS5 table client_search, and the digits of her number,
 * in client_index. The other half, which must agree with it, is salon-client-query.h; the tables are in
 * migrations/0006-search-and-indexes.sql.
 *
 * A client's words are those of name, mail and notes, folded (no case, no accent, no ligature). Of her
 * number, every fragment is looked for: of the national and of the international one.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* All arguments but @name nullable. */
char *salon_client_words_make (const char *name, const char *email, const char *notes);
/* "+33612345678": every way it is written is a piece of "0033612345678 330612345678". "" for none. */
char *salon_client_words_make_digits (const char *phone);
/* What is behind the word that begins at @text: the first character that is no letter and no digit. */
const char *salon_client_words_skip (const char *text);
/* Gives @database the SQL functions that the triggers of the search call: salon_fold (text),
 * salon_client_words (name, email, notes) and salon_client_digits (phone). */
gboolean salon_client_words_register (sqlite3 *database, GError **error);

G_END_DECLS
