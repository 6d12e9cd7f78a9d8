/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The query is built from letters and digits alone, each word quoted, so no text is a syntax of
 * FTS5's: quotes, stars and the words AND, OR, NEAR are what they are to the person who typed them.
 *
 * "06 12" is two words and one piece of a phone number; it asks for both:
 *   ("¤0612"* OR ("06"* AND "12"*))
 */
#include "salon-client-words.h"

#include <string.h>

#include "core/salon-phone.h"
#include "core/salon-text.h"

#include "salon-sqlite.h"

/* U+E000, private use: a letter to the tokenizer, and on no keyboard. */
#define PHONE_MARK "\xee\x80\x80"

/* Beyond these a text is no question any more, but must not cost more than one. */
#define MAX_TYPED_BYTES 1024
#define MAX_WORDS 32

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
append_number (GString *words, const char *digits)
{
  g_string_append (words, " " PHONE_MARK);
  g_string_append (words, digits);
}

/* "+33612345678": its endings from 33612345678 to 678, and the whole as 0612345678, 0033612345678
 * and, as people write "+33 (0)6 …", 330612345678. */
static void
append_phone (GString *words, const char *phone)
{
  g_autofree char *shown = salon_phone_format (phone);
  g_autofree char *national = keep_digits (shown != NULL ? shown : "");
  g_autofree char *digits = keep_digits (phone);
  gsize length = strlen (digits);

  for (gsize i = 0; i + SALON_CLIENT_WORDS_MIN_DIGITS <= length; i++)
    append_number (words, digits + i);

  if (*phone == '+')
    {
      g_autofree char *dialled = g_strconcat ("00", digits, NULL);

      append_number (words, dialled);
    }
  if (*national == '0' && g_str_has_suffix (digits, national + 1))
    {
      gsize code_length = length - strlen (national + 1);
      g_autofree char *both = g_strdup_printf ("%.*s%s", (int) code_length, digits, national);

      append_number (words, national);
      append_number (words, both);
    }
}

/* Words are runs of letters and digits, here and in what is typed. Which characters are such is for
 * this function alone to say: the tokenizer takes whatever is not ASCII for a letter. */
static const char *
skip_word (const char *text)
{
  while (*text != '\0' && g_unichar_isalnum (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return text;
}

static void
append_text_words (GString *words, const char *folded)
{
  const char *at = folded;

  while (*at != '\0')
    {
      const char *end = skip_word (at);

      if (end > at)
        {
          g_string_append_c (words, ' ');
          g_string_append_len (words, at, end - at);
        }
      at = *end != '\0' ? g_utf8_next_char (end) : end;
    }
}

char *
salon_client_words_make (const char *name, const char *email, const char *notes, const char *phone)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;
  GString *words = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  text = g_strjoin (" ", name, email != NULL ? email : "", notes != NULL ? notes : "", NULL);
  folded = salon_text_fold (text);
  words = g_string_new (NULL);
  append_text_words (words, folded);
  if (phone != NULL)
    append_phone (words, phone);
  return g_string_free_and_steal (words);
}

/* The query as it grows. A part is a word, or pieces of a number that stand beside each other. */
typedef struct
{
  GString *query;
  int n_words;
} Query;

static void
begin_part (Query *self)
{
  if (self->query->len > 0)
    g_string_append (self->query, " AND ");
}

static void
append_words (Query *self, GString *out, const char *text)
{
  const char *at = text;

  while (*at != '\0' && self->n_words < MAX_WORDS)
    {
      const char *end = skip_word (at);

      if (end > at)
        {
          g_string_append_printf (out, "%s\"%.*s\"*", out->len > 0 ? " AND " : "", (int) (end - at),
                                  at);
          self->n_words++;
        }
      at = *end != '\0' ? g_utf8_next_char (end) : end;
    }
}

static void
append_part (Query *self, const char *text)
{
  g_autoptr (GString) words = g_string_new (NULL);

  append_words (self, words, text);
  if (words->len == 0)
    return;
  begin_part (self);
  g_string_append (self->query, words->str);
}

/* @text: "06", "06 12", "+33 6.12" … */
static void
append_number_part (Query *self, const char *text)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *digits = keep_digits (text);

  append_words (self, words, text);
  if (words->len == 0)
    return;
  begin_part (self);
  if (strlen (digits) < SALON_CLIENT_WORDS_MIN_DIGITS)
    g_string_append (self->query, words->str);
  else
    g_string_append_printf (self->query, "(\"" PHONE_MARK "%s\"* OR (%s))", digits, words->str);
}

static gboolean
is_part_of_number (const char *piece)
{
  return piece[strspn (piece, "0123456789+-./()")] == '\0' && strpbrk (piece, "0123456789") != NULL;
}

char *
salon_client_words_to_query (const char *typed)
{
  g_autofree char *cut = NULL;
  g_autofree char *folded = NULL;
  g_auto (GStrv) pieces = NULL;
  g_autoptr (GString) number = g_string_new (NULL);
  Query self = { 0 };

  g_return_val_if_fail (typed != NULL, NULL);

  cut = g_strndup (typed, MAX_TYPED_BYTES);
  folded = salon_text_fold (cut);
  pieces = g_strsplit (folded, " ", -1);
  self.query = g_string_new (NULL);

  for (gsize i = 0; pieces[i] != NULL; i++)
    {
      if (is_part_of_number (pieces[i]))
        {
          g_string_append_printf (number, "%s ", pieces[i]);
          continue;
        }
      append_number_part (&self, number->str);
      g_string_truncate (number, 0);
      append_part (&self, pieces[i]);
    }
  append_number_part (&self, number->str);

  if (self.query->len == 0)
    {
      g_string_free (self.query, TRUE);
      return NULL;
    }
  return g_string_free_and_steal (self.query);
}

static const char *
get_text (sqlite3_value *value)
{
  return (const char *) sqlite3_value_text (value);
}

static void
fold_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *text = get_text (values[0]);

  if (text != NULL)
    sqlite3_result_text (context, salon_text_fold (text), -1, g_free);
}

static void
client_words_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *name = get_text (values[0]);

  if (name != NULL)
    sqlite3_result_text (context,
                         salon_client_words_make (name, get_text (values[1]), get_text (values[2]),
                                                  get_text (values[3])),
                         -1, g_free);
}

gboolean
salon_client_words_register (sqlite3 *database, GError **error)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

  if (sqlite3_create_function_v2 (database, "salon_fold", 1, flags, NULL, fold_cb, NULL, NULL, NULL)
        != SQLITE_OK
      || sqlite3_create_function_v2 (database, "salon_client_words", 4, flags, NULL,
                                     client_words_cb, NULL, NULL, NULL)
           != SQLITE_OK)
    return salon_sqlite_fail (database, "register", error);
  return TRUE;
}
