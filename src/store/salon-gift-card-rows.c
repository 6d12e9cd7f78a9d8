/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-gift-card-rows.h"

#include <string.h>

#include "core/salon-text.h"

#include "salon-store-error.h"

gboolean
salon_gift_card_read_day (SalonStatement *row, int column, SalonDay *day, GError **error)
{
  g_autoptr (GError) reason = NULL;

  if (salon_day_parse (salon_statement_get_text (row, column), day, &reason))
    return TRUE;
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_CORRUPT, "a gift card: %s",
               reason->message);
  return FALSE;
}

SalonGiftCard *
salon_gift_card_from_row (SalonStatement *row, GError **error)
{
  SalonGiftCardFields fields = {
    .id = salon_statement_get_text (row, 0),
    .code = salon_statement_get_text (row, 1),
    .kind = salon_gift_card_kind_from_wire (salon_statement_get_text (row, 2)),
    .amount_cents =
      sqlite3_column_type (row, 3) == SQLITE_NULL ? -1 : sqlite3_column_int64 (row, 3),
    .service_id = salon_statement_get_text (row, 4),
    .buyer_name = salon_statement_get_text (row, 5),
    .buyer_email = salon_statement_get_text (row, 6),
    .recipient_name = salon_statement_get_text (row, 7),
    .recipient_email = salon_statement_get_text (row, 8),
    .message = salon_statement_get_text (row, 9),
    .pdf_url = salon_statement_get_text (row, 12),
    .is_complimentary = sqlite3_column_int (row, 13),
    .service_name = salon_statement_get_text (row, 14),
    .issued_cents = sqlite3_column_int64 (row, 15),
    .used_cents = -sqlite3_column_int64 (row, 16),
    .voided_cents = -sqlite3_column_int64 (row, 17),
    .refunded_cents = -sqlite3_column_int64 (row, 18),
  };

  if (!salon_gift_card_read_day (row, 10, &fields.purchased_on, error)
      || !salon_gift_card_read_day (row, 11, &fields.expires_on, error))
    return NULL;
  return salon_gift_card_new (&fields);
}

/* --- Finding --- */

static const char *
get_text (sqlite3_value *value)
{
  const char *text = (const char *) sqlite3_value_text (value);

  return text != NULL ? text : "";
}

static void
key_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  sqlite3_result_text (context, salon_voucher_code_make_key (get_text (values[0])), -1, g_free);
}

/* What is looked for, taken apart once for all rows. */
typedef struct
{
  GStrv words; /* folded */
  GStrv keys;  /* the same as parts of a code, "" for one that is none */
} Wanted;

static void
wanted_free (gpointer data)
{
  Wanted *wanted = data;

  g_strfreev (wanted->words);
  g_strfreev (wanted->keys);
  g_free (wanted);
}

static Wanted *
get_wanted (sqlite3_context *context, sqlite3_value *value, Wanted **own)
{
  Wanted *wanted = sqlite3_get_auxdata (context, 3);

  if (wanted != NULL)
    return wanted;
  wanted = g_new0 (Wanted, 1);
  wanted->words = g_strsplit (get_text (value), " ", -1);
  wanted->keys = g_new0 (char *, g_strv_length (wanted->words) + 1);
  for (gsize i = 0; wanted->words[i] != NULL; i++)
    wanted->keys[i] = salon_voucher_code_make_key (wanted->words[i]);
  *own = wanted;
  return wanted;
}

static gboolean
is_gap (char character)
{
  return character == ' ' || character == '-' || character == '\'';
}

/* Could a word of @name, not folded yet, begin as @word does? Most could not, and folding is dear. */
static gboolean
may_begin (const char *name, const char *word)
{
  gboolean is_first = TRUE;

  for (; *name != '\0'; name++)
    {
      if (is_first && ((guchar) *name >= 0x80 || g_ascii_tolower (*name) == *word))
        return TRUE;
      is_first = is_gap (*name);
    }
  return FALSE;
}

static gboolean
begins (const char *text, const char *word)
{
  for (; *word != '\0'; text++, word++)
    if (g_ascii_tolower (*text) != *word)
      return FALSE;
  return TRUE;
}

/* Does a word of @text begin with @word? Words end at blanks, hyphens and apostrophes. */
static gboolean
has_beginning (const char *text, const char *word)
{
  gboolean is_first = TRUE;

  for (; *text != '\0'; text++)
    {
      if (is_first && begins (text, word))
        return TRUE;
      is_first = is_gap (*text);
    }
  return FALSE;
}

static gboolean
name_has (const char *name, const char *word)
{
  g_autofree char *folded = NULL;

  if (!may_begin (name, word))
    return FALSE;
  if (g_str_is_ascii (name))
    return has_beginning (name, word);
  folded = salon_text_fold (name);
  return has_beginning (folded, word);
}

static gboolean
code_has (const char *code, const char *part, char **key)
{
  if (*part == '\0')
    return FALSE;
  if (*key == NULL)
    *key = salon_voucher_code_make_key (code);
  return strstr (*key, part) != NULL;
}

static gboolean
has_all (const Wanted *wanted, sqlite3_value **values)
{
  const char *code = get_text (values[0]);
  const char *buyer = get_text (values[1]);
  const char *recipient = get_text (values[2]);
  g_autofree char *key = NULL;

  for (gsize i = 0; wanted->words[i] != NULL; i++)
    if (!name_has (buyer, wanted->words[i]) && !name_has (recipient, wanted->words[i])
        && !code_has (code, wanted->keys[i], &key) && *wanted->words[i] != '\0')
      return FALSE;
  return TRUE;
}

static void
has_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  Wanted *own = NULL;

  sqlite3_result_int (context, has_all (get_wanted (context, values[3], &own), values));
  /* SQLite may free it at once. */
  if (own != NULL)
    sqlite3_set_auxdata (context, 3, own, wanted_free);
}

gboolean
salon_gift_card_functions_register (sqlite3 *database, GError **error)
{
  const int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;

  if (sqlite3_create_function_v2 (database, "salon_voucher_key", 1, flags, NULL, key_cb, NULL, NULL,
                                  NULL)
        != SQLITE_OK
      || sqlite3_create_function_v2 (database, "salon_gift_card_has", 4, flags, NULL, has_cb, NULL,
                                     NULL, NULL)
           != SQLITE_OK)
    return salon_sqlite_fail (database, "register", error);
  return TRUE;
}
