/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The check character makes the weighted sum of all eight a multiple of 31, with the weights 8 … 1. As
 * 31 is a prime and greater than every weight, a wrong character changes the sum by (weight × distance),
 * and two swapped ones by (difference of weights × distance): never by a multiple of 31.
 */
#include "salon-voucher-code.h"

#include <string.h>

#define N_SIGNS 31
#define HALF (SALON_VOUCHER_CHARACTERS / 2)

static const char signs[N_SIGNS + 1] = "0123456789ABCDEFGHJKMNPQRTVWXYZ";

/* What is meant by @character; 0 when it is no letter and no digit. */
static char
fold (char character)
{
  char upper = g_ascii_toupper (character);

  switch (upper)
    {
    case 'I':
    case 'L':
      return '1';
    case 'O':
      return '0';
    case 'S':
      return '5';
    case 'U':
      return 'V';
    default:
      return g_ascii_isalnum (upper) ? upper : '\0';
    }
}

/* Of a folded one. */
static int
get_value (char sign)
{
  return (int) (strchr (signs, sign) - signs);
}

static int
sum (const char *body, int n)
{
  int total = 0;

  for (int i = 0; i < n; i++)
    total += (SALON_VOUCHER_CHARACTERS - i) * get_value (body[i]);
  return total % N_SIGNS;
}

gboolean
salon_voucher_prefix_is_valid (const char *prefix)
{
  gsize length = prefix != NULL ? strlen (prefix) : 0;

  if (length < 2 || length > SALON_VOUCHER_PREFIX_MAX || !g_ascii_isupper (prefix[0]))
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isupper (prefix[i]) && !g_ascii_isdigit (prefix[i]))
      return FALSE;
  return TRUE;
}

static const char *
get_prefix (const char *prefix)
{
  return salon_voucher_prefix_is_valid (prefix) ? prefix : SALON_VOUCHER_PREFIX;
}

static char *
print (const char *prefix, const char *body)
{
  return g_strdup_printf ("%s-%.*s-%.*s", get_prefix (prefix), HALF, body, HALF, body + HALF);
}

/* The bytes as one large number, divided by 31 again and again: the remainders are as good as even. */
static int
take_sign (guint8 *number)
{
  guint rest = 0;

  for (int i = 0; i < SALON_VOUCHER_RANDOM_BYTES; i++)
    {
      guint digit = rest * 256 + number[i];

      number[i] = (guint8) (digit / N_SIGNS);
      rest = digit % N_SIGNS;
    }
  return (int) rest;
}

char *
salon_voucher_code_make (const char *prefix, const guint8 *random)
{
  guint8 number[SALON_VOUCHER_RANDOM_BYTES];
  char body[SALON_VOUCHER_CHARACTERS + 1] = { 0 };

  g_return_val_if_fail (random != NULL, NULL);

  memcpy (number, random, sizeof number);
  for (int i = 0; i < SALON_VOUCHER_CHARACTERS - 1; i++)
    body[i] = signs[take_sign (number)];
  /* Its weight is 1. */
  body[SALON_VOUCHER_CHARACTERS - 1] =
    signs[(N_SIGNS - sum (body, SALON_VOUCHER_CHARACTERS - 1)) % N_SIGNS];
  return print (prefix, body);
}

char *
salon_voucher_code_make_key (const char *code)
{
  char *key = NULL;
  char *to = NULL;

  g_return_val_if_fail (code != NULL, NULL);

  key = to = g_malloc (strlen (code) + 1);
  for (; *code != '\0'; code++)
    {
      *to = fold (*code);
      to += *to != '\0';
    }
  *to = '\0';
  return key;
}

/* Blanks, dashes and points of any kind stand between the characters; anything else is of another form. */
static gboolean
has_only_our_signs (const char *typed)
{
  if (!g_utf8_validate (typed, -1, NULL))
    return FALSE;
  for (; *typed != '\0'; typed = g_utf8_next_char (typed))
    {
      gunichar character = g_utf8_get_char (typed);
      GUnicodeType type = g_unichar_type (character);

      if (character < 0x80 && g_ascii_isalnum (character))
        continue;
      if (!g_unichar_isspace (character) && type != G_UNICODE_DASH_PUNCTUATION
          && type != G_UNICODE_CONNECT_PUNCTUATION && character != '.')
        return FALSE;
    }
  return TRUE;
}

/* What stands after the prefix in @key; @key itself when it does not begin with it. One code in a
 * thousand begins as a short prefix does: eight characters that are a good code are one. A prefix of
 * four and half a code are as long, and mean what they say. */
static const char *
skip_prefix (const char *key, const char *prefix)
{
  g_autofree char *wanted = salon_voucher_code_make_key (get_prefix (prefix));

  if (strlen (wanted) < HALF && strlen (key) == SALON_VOUCHER_CHARACTERS
      && sum (key, SALON_VOUCHER_CHARACTERS) == 0)
    return key;
  return g_str_has_prefix (key, wanted) ? key + strlen (wanted) : key;
}

gboolean
salon_voucher_code_read (const char *typed,
                         const char *prefix,
                         char **code,
                         SalonVoucherVerdict *verdict)
{
  g_autofree char *key = NULL;
  const char *body = NULL;
  gsize length = 0;

  g_return_val_if_fail (typed != NULL && verdict != NULL, FALSE);

  key = salon_voucher_code_make_key (typed);
  body = skip_prefix (key, prefix);
  length = strlen (body);
  if (*key == '\0' || length > SALON_VOUCHER_CHARACTERS || !has_only_our_signs (typed))
    *verdict = SALON_VOUCHER_FOREIGN;
  else if (length < SALON_VOUCHER_CHARACTERS)
    *verdict = SALON_VOUCHER_TOO_SHORT;
  else if (sum (body, SALON_VOUCHER_CHARACTERS) != 0)
    *verdict = SALON_VOUCHER_ONE_WRONG_CHARACTER;
  else
    *verdict = SALON_VOUCHER_OK;

  if (code != NULL)
    *code = *verdict == SALON_VOUCHER_OK || *verdict == SALON_VOUCHER_ONE_WRONG_CHARACTER
              ? print (prefix, body)
              : g_strstrip (g_strdup (typed));
  return *verdict == SALON_VOUCHER_OK;
}
