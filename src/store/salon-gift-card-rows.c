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

/* Does a word of @folded begin with the @length bytes of @word? Words end at blanks and hyphens. */
static gboolean
has_beginning (const char *folded, const char *word, gsize length)
{
  for (const char *at = folded; at != NULL && *at != '\0'; at = strpbrk (at, " -'"))
    {
      at += strspn (at, " -'");
      if (strncmp (at, word, length) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
has_word (const char *key, const char *buyer, const char *recipient, const char *word, gsize length)
{
  g_autofree char *text = g_strndup (word, length);
  g_autofree char *part = salon_voucher_code_make_key (text);

  return has_beginning (buyer, word, length) || has_beginning (recipient, word, length)
         || (*part != '\0' && strstr (key, part) != NULL);
}

static void
has_cb (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  g_autofree char *key = salon_voucher_code_make_key (get_text (values[0]));
  g_autofree char *buyer = salon_text_fold (get_text (values[1]));
  g_autofree char *recipient = salon_text_fold (get_text (values[2]));
  const char *word = get_text (values[3]);

  while (*word != '\0')
    {
      gsize length = strcspn (word, " ");

      if (!has_word (key, buyer, recipient, word, length))
        {
          sqlite3_result_int (context, 0);
          return;
        }
      word += length;
      word += strspn (word, " ");
    }
  sqlite3_result_int (context, 1);
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
