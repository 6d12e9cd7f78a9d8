/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a typed text asks of the client search, as conditions of a statement that finds rows of
 * client_index: each word is the beginning of one of her words, in any order. A number of three digits
 * and more may be a piece of hers, or words: "06 12" is two words and one piece, and asks for either.
 *
 * The texts of the statements are the same for all texts of one shape; what was typed is bound.
 * Private to this layer.
 */
#pragma once

#include <glib.h>

#include "salon-sqlite.h"

G_BEGIN_DECLS

/* A phone number is searched from this many digits on. */
#define SALON_CLIENT_QUERY_MIN_DIGITS 3

typedef struct
{
  char *words; /* the FTS5 expression that finds all words; NULL when there are none */
  GPtrArray
    *numbers; /* of char *: digits, and the FTS5 expression for the same as words, in turn */
} SalonClientQuery;

/* @typed: any text. Returns: (transfer full): NULL when there is nothing to look for. */
SalonClientQuery *salon_client_query_new (const char *typed);
void salon_client_query_free (SalonClientQuery *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonClientQuery, salon_client_query_free)

/* "FROM …", of client_index, and of client_search where words are asked for. */
const char *salon_client_query_get_from (const SalonClientQuery *self);
/* Rows in the order of this column are those seen last, when it is descending, without sorting. */
const char *salon_client_query_get_position (const SalonClientQuery *self);
/* Appends "WHERE …", with parameters from number @first on. */
void salon_client_query_append_where (const SalonClientQuery *self, GString *sql, int first);
/* What is bound lives as long as @self. */
void salon_client_query_bind (const SalonClientQuery *self, SalonStatement *statement, int first);

G_END_DECLS
