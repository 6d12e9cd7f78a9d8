/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a client is found by, and what a typed text asks for. The two halves of the client search
 * that must agree; the third is the FTS5 table of migrations/0002-client-search.sql.
 *
 * A client's words are those of name, mail and notes, folded (no case, no accent, no ligature), and
 * every ending of her phone number behind a mark that nobody types. So a fragment of the number, of
 * the national or the international one, is the beginning of a word like any other, and the search
 * is one lookup of prefixes.
 */
#pragma once

#include <glib.h>
#include <sqlite3.h>

G_BEGIN_DECLS

/* A phone number is searched from this many digits on. */
#define SALON_CLIENT_WORDS_MIN_DIGITS 3

/* All arguments but @name nullable. */
char *
salon_client_words_make (const char *name, const char *email, const char *notes, const char *phone);
/* The FTS5 expression for what a person typed, any text; NULL when there is nothing to look for. */
char *salon_client_words_to_query (const char *typed);
/* Gives @database the SQL functions that the triggers of the search call: salon_fold (text) and
 * salon_client_words (name, email, notes, phone). */
gboolean salon_client_words_register (sqlite3 *database, GError **error);

G_END_DECLS
