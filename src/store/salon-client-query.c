/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The expressions are built from letters and digits alone, each word quoted, so no text is a syntax of
 * FTS5's: quotes, stars and the words AND, OR, NEAR are what they are to the person who typed them.
 */
#include "salon-client-query.h"

#include <string.h>

#include "core/salon-text.h"

#include "salon-client-words.h"

/* Beyond these a text is no question any more, but must not cost more than one. */
#define MAX_TYPED_BYTES 1024
#define MAX_WORDS 32

/* The query as it grows. A part is a word, or pieces of a number that stand beside each other. */
typedef struct
{
  GString *words;
  GPtrArray *numbers;
  int n_words;
} Builder;

static char *
keep_digits (const char *text)
{
  GString *digits = g_string_new (NULL);

  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_isdigit (*at))
      g_string_append_c (digits, *at);
  return g_string_free_and_steal (digits);
}

static void
append_words (Builder *self, GString *out, const char *text)
{
  const char *at = text;

  while (*at != '\0' && self->n_words < MAX_WORDS)
    {
      const char *end = salon_client_words_skip (at);

      if (end > at)
        {
          g_string_append_printf (out, "%s\"%.*s\"*", out->len > 0 ? " AND " : "", (int) (end - at),
                                  at);
          self->n_words++;
        }
      at = *end != '\0' ? g_utf8_next_char (end) : end;
    }
}

/* @text: "06", "06 12", "+33 6.12" … */
static void
append_number (Builder *self, const char *text)
{
  g_autofree char *digits = keep_digits (text);
  g_autoptr (GString) words = g_string_new (NULL);

  if (strlen (digits) < SALON_CLIENT_QUERY_MIN_DIGITS)
    {
      append_words (self, self->words, text);
      return;
    }
  append_words (self, words, text);
  if (words->len == 0)
    return;
  g_ptr_array_add (self->numbers, g_steal_pointer (&digits));
  g_ptr_array_add (self->numbers, g_strdup (words->str));
}

static gboolean
is_part_of_number (const char *piece)
{
  return piece[strspn (piece, "0123456789+-./()")] == '\0' && strpbrk (piece, "0123456789") != NULL;
}

static void
append_all (Builder *self, const char *folded)
{
  g_auto (GStrv) pieces = g_strsplit (folded, " ", -1);
  g_autoptr (GString) number = g_string_new (NULL);

  for (gsize i = 0; pieces[i] != NULL; i++)
    {
      if (is_part_of_number (pieces[i]))
        {
          g_string_append_printf (number, "%s ", pieces[i]);
          continue;
        }
      append_number (self, number->str);
      g_string_truncate (number, 0);
      append_words (self, self->words, pieces[i]);
    }
  append_number (self, number->str);
}

SalonClientQuery *
salon_client_query_new (const char *typed)
{
  g_autofree char *cut = NULL;
  g_autofree char *folded = NULL;
  g_autoptr (SalonClientQuery) self = NULL;
  Builder builder = { NULL };

  g_return_val_if_fail (typed != NULL, NULL);

  cut = g_strndup (typed, MAX_TYPED_BYTES);
  folded = salon_text_fold (cut);
  self = g_new0 (SalonClientQuery, 1);
  self->numbers = g_ptr_array_new_with_free_func (g_free);
  builder.words = g_string_new (NULL);
  builder.numbers = self->numbers;
  append_all (&builder, folded);
  self->words = g_string_free_and_steal (builder.words);
  if (*self->words == '\0')
    g_clear_pointer (&self->words, g_free);
  if (self->words == NULL && self->numbers->len == 0)
    return NULL;
  return g_steal_pointer (&self);
}

void
salon_client_query_free (SalonClientQuery *self)
{
  g_free (self->words);
  g_ptr_array_unref (self->numbers);
  g_free (self);
}

const char *
salon_client_query_get_from (const SalonClientQuery *self)
{
  return self->words != NULL ? "FROM client_search\n"
                               "JOIN client_index ON client_index.position = client_search.rowid\n"
                             : "FROM client_index\n";
}

const char *
salon_client_query_get_position (const SalonClientQuery *self)
{
  return self->words != NULL ? "client_search.rowid" : "client_index.position";
}

void
salon_client_query_append_where (const SalonClientQuery *self, GString *sql, int first)
{
  const char *word = "WHERE";

  if (self->words != NULL)
    {
      g_string_append_printf (sql, "WHERE client_search MATCH ?%d\n", first++);
      word = "  AND";
    }
  for (guint i = 0; i < self->numbers->len; i += 2)
    {
      g_string_append_printf (
        sql,
        "%s (instr (client_index.digits, ?%d) > 0\n"
        "    OR client_index.position IN (\n"
        "      SELECT rowid FROM client_search WHERE client_search MATCH ?%d\n"
        "    ))\n",
        word, first, first + 1);
      first += 2;
      word = "  AND";
    }
}

void
salon_client_query_bind (const SalonClientQuery *self, SalonStatement *statement, int first)
{
  if (self->words != NULL)
    salon_statement_bind_text (statement, first++, self->words);
  for (guint i = 0; i < self->numbers->len; i++)
    salon_statement_bind_text (statement, first++, g_ptr_array_index (self->numbers, i));
}
