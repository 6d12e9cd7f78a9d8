/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-client-words.h"

#include <string.h>

#include "core/salon-phone.h"
#include "core/salon-text.h"

#include "salon-sqlite.h"

/* Words are runs of letters and digits, here and in what is typed. Which characters are such is for
 * this function alone to say: the tokenizer takes whatever is not ASCII for a letter. */
const char *
salon_client_words_skip (const char *text)
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
      const char *end = salon_client_words_skip (at);

      if (end > at)
        {
          g_string_append_c (words, ' ');
          g_string_append_len (words, at, end - at);
        }
      at = *end != '\0' ? g_utf8_next_char (end) : end;
    }
}

char *
salon_client_words_make (const char *name, const char *email, const char *notes)
{
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;
  GString *words = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  text = g_strjoin (" ", name, email != NULL ? email : "", notes != NULL ? notes : "", NULL);
  folded = salon_text_fold (text);
  words = g_string_new (NULL);
  append_text_words (words, folded);
  return g_string_free_and_steal (words);
}

static void
append_digits (GString *digits, const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_isdigit (*at))
      g_string_append_c (digits, *at);
}

/* "330612345678", as in "+33 (0)6 …": @digits with the country's code, @shown as it is dialled at home. */
static void
append_both (GString *all, const char *digits, const char *shown)
{
  g_autoptr (GString) national = g_string_new (NULL);

  append_digits (national, shown);
  if (*national->str == '0' && g_str_has_suffix (digits, national->str + 1))
    {
      gsize code_length = strlen (digits) - (national->len - 1);

      g_string_append_c (all, ' ');
      g_string_append_len (all, digits, (gssize) code_length);
      g_string_append_len (all, national->str, (gssize) national->len);
    }
}

char *
salon_client_words_make_digits (const char *phone)
{
  GString *all = g_string_new (NULL);
  g_autofree char *shown = NULL;

  if (phone == NULL)
    return g_string_free_and_steal (all);
  if (*phone != '+')
    {
      append_digits (all, phone);
      return g_string_free_and_steal (all);
    }
  g_string_append (all, "00");
  append_digits (all, phone);
  shown = salon_phone_format (phone);
  if (*shown == '0')
    {
      g_autofree char *digits = g_strdup (all->str + strlen ("00"));

      append_both (all, digits, shown);
    }
  return g_string_free_and_steal (all);
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
                         salon_client_words_make (name, get_text (values[1]), get_text (values[2])),
                         -1, g_free);
}

static void
client_digits_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  sqlite3_result_text (context, salon_client_words_make_digits (get_text (values[0])), -1, g_free);
}

gboolean
salon_client_words_register (sqlite3 *database, GError **error)
{
  static const struct
  {
    const char *name;
    int n_values;
    void (*function) (sqlite3_context *context, int n_values, sqlite3_value **values);
  } functions[] = {
    { "salon_fold", 1, fold_cb },
    { "salon_client_words", 3, client_words_cb },
    /* As 0002-client-search.sql has it, with the number; what it makes is made anew by 0006. */
    { "salon_client_words", 4, client_words_cb },
    { "salon_client_digits", 1, client_digits_cb },
  };
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

  for (gsize i = 0; i < G_N_ELEMENTS (functions); i++)
    if (sqlite3_create_function_v2 (database, functions[i].name, functions[i].n_values, flags, NULL,
                                    functions[i].function, NULL, NULL, NULL)
        != SQLITE_OK)
      return salon_sqlite_fail (database, "register", error);
  return TRUE;
}
