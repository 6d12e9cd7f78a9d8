/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Amounts are read in three steps: the text is brought to ASCII (any space to ' ', “€” to EUR …),
 * sign and currency are taken off its ends, and what remains must be digits with a decimal part
 * of one or two digits and, if any, whole groups of three before it.
 *
 * A lone separator before three digits ("1,234") is a thousand to one reader and a bit more than
 * one to the other: it is refused, but for a currency without cents.
 */
#include "salon-money.h"

#include "salon-error.h"

#define NARROW_NO_BREAK_SPACE "\u202F"
#define NO_BREAK_SPACE "\u00A0"
#define MINUS_SIGN 0x2212
#define RIGHT_SINGLE_QUOTE 0x2019
#define EURO_SIGN 0x20AC
#define GROUP_SIZE 3
#define GROUP_SEPARATORS " .,'"

/* The absolute value: of G_MININT64 too, which has none as a gint64. */
static guint64
get_magnitude (gint64 cents)
{
  return cents < 0 ? -(guint64) cents : (guint64) cents;
}

/* Takes @n_digits more digits behind @magnitude; FALSE when that is beyond 64 bits. */
static gboolean
push_digits (guint64 *magnitude, const char *digits, gsize n_digits)
{
  for (gsize i = 0; i < n_digits; i++)
    {
      if (!g_uint64_checked_mul (magnitude, *magnitude, 10)
          || !g_uint64_checked_add (magnitude, *magnitude,
                                    (guint64) g_ascii_digit_value (digits[i])))
        return FALSE;
    }

  return TRUE;
}

static gboolean
apply_sign (guint64 magnitude, gboolean is_negative, gint64 *cents)
{
  if (magnitude > (guint64) G_MAXINT64 + (is_negative ? 1 : 0))
    return FALSE;

  *cents = (gint64) (is_negative ? -magnitude : magnitude);

  return TRUE;
}

static gboolean
fail_not_understood (const char *text, GError **error)
{
  g_autofree char *shown = g_utf8_make_valid (text, -1);

  g_set_error (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD, "“%s” is no amount", shown);

  return FALSE;
}

static gboolean
fail_out_of_range (GError **error)
{
  g_set_error_literal (error, SALON_ERROR, SALON_ERROR_OUT_OF_RANGE,
                       "The amount is beyond 64 bits of cents");

  return FALSE;
}

/* One letter of an amount in ASCII, NULL when amounts have no such letter. */
static const char *
spell_in_ascii (gunichar letter, char buffer[2])
{
  if (letter == EURO_SIGN)
    return "EUR";
  if (letter == MINUS_SIGN)
    return "-";
  if (letter == RIGHT_SINGLE_QUOTE)
    return "'";
  if (g_unichar_isspace (letter))
    return " ";
  if (letter >= 0x80 || !(g_ascii_isalnum (letter) || strchr (".,'-", (int) letter) != NULL))
    return NULL;

  buffer[0] = g_ascii_toupper ((char) letter);
  buffer[1] = '\0';

  return buffer;
}

static char *
bring_to_ascii (const char *text)
{
  g_autoptr (GString) ascii = g_string_new (NULL);

  if (!g_utf8_validate (text, -1, NULL))
    return NULL;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      char buffer[2];
      const char *spelled = spell_in_ascii (g_utf8_get_char (at), buffer);

      if (spelled == NULL)
        return NULL;
      g_string_append (ascii, spelled);
    }

  return g_strstrip (g_string_free_and_steal (g_steal_pointer (&ascii)));
}

static gboolean
take_sign (char **body)
{
  if (**body != '-')
    return FALSE;

  *body = g_strchug (*body + 1);

  return TRUE;
}

/* Takes a currency off one end of @body; NULL when none stands there. */
static const char *
take_currency (char **body)
{
  static const char *const currencies[] = { "EUR", "CHF", "XPF" };

  for (gsize i = 0; i < G_N_ELEMENTS (currencies); i++)
    {
      if (g_str_has_prefix (*body, currencies[i]))
        {
          *body = g_strchug (*body + strlen (currencies[i]));
          return currencies[i];
        }
      if (g_str_has_suffix (*body, currencies[i]))
        {
          (*body)[strlen (*body) - strlen (currencies[i])] = '\0';
          g_strchomp (*body);
          return currencies[i];
        }
    }

  return NULL;
}

static gboolean
has_cents (const char *currency)
{
  return g_strcmp0 (currency, "XPF") != 0;
}

/* Finds the decimal separator of @body, which may have none: then *@separator is its end. */
static gboolean
find_decimals (const char *body, gboolean may_have_cents, const char **separator)
{
  const char *last = body + strlen (body);
  gsize n_digits;
  gboolean is_repeated;

  *separator = last;
  while (last > body && *last != '.' && *last != ',')
    last--;
  if (*last != '.' && *last != ',')
    return TRUE;

  n_digits = strlen (last + 1);
  is_repeated = memchr (body, *last, (gsize) (last - body)) != NULL;
  if (is_repeated || (n_digits == GROUP_SIZE && !may_have_cents))
    return TRUE;
  *separator = last;

  return n_digits == 1 || n_digits == 2;
}

/* Reads "1234", or "1 234" with one and the same separator between whole groups. */
static gboolean
split_groups (const char *start, const char *end, GString *digits)
{
  const char *at = start + strspn (start, "0123456789");
  char separator;

  at = MIN (at, end);
  g_string_append_len (digits, start, at - start);
  if (at == end)
    return TRUE;

  separator = *at;
  if (at == start || at - start > GROUP_SIZE || strchr (GROUP_SEPARATORS, separator) == NULL)
    return FALSE;

  for (; at < end; at += GROUP_SIZE + 1)
    {
      if (*at != separator || end - at <= GROUP_SIZE || strspn (at + 1, "0123456789") < GROUP_SIZE)
        return FALSE;
      g_string_append_len (digits, at + 1, GROUP_SIZE);
    }

  return TRUE;
}

/* All digits of the amount down to the cents, so "12,5" gives "1250". */
static gboolean
collect_digits (const char *body, gboolean may_have_cents, GString *digits)
{
  const char *separator;
  gsize n_decimals;

  if (!find_decimals (body, may_have_cents, &separator) || !split_groups (body, separator, digits))
    return FALSE;

  n_decimals = *separator == '\0' ? 0 : strlen (separator + 1);
  if (n_decimals > 0 && strspn (separator + 1, "0123456789") != n_decimals)
    return FALSE;
  if (digits->len == 0 && n_decimals == 0)
    return FALSE;

  if (n_decimals > 0)
    g_string_append (digits, separator + 1);
  for (; n_decimals < 2; n_decimals++)
    g_string_append_c (digits, '0');

  return TRUE;
}

gboolean
salon_money_parse (const char *text, gint64 *cents, GError **error)
{
  g_autofree char *ascii = NULL;
  g_autoptr (GString) digits = g_string_new (NULL);
  char *body;
  const char *currency;
  gboolean is_negative;
  guint64 magnitude = 0;

  g_return_val_if_fail (text != NULL && cents != NULL, FALSE);

  ascii = bring_to_ascii (text);
  if (ascii == NULL)
    return fail_not_understood (text, error);

  body = ascii;
  is_negative = take_sign (&body);
  currency = take_currency (&body);
  /* "€-5": the sign may also stand between the currency and the number. */
  if (!is_negative)
    is_negative = take_sign (&body);
  if (!collect_digits (body, has_cents (currency), digits))
    return fail_not_understood (text, error);

  if (!push_digits (&magnitude, digits->str, digits->len)
      || !apply_sign (magnitude, is_negative, cents))
    return fail_out_of_range (error);

  return TRUE;
}

/* "1234567" → "1 234 567" with @separator in the place of the spaces. */
static void
append_grouped (GString *text, guint64 number, const char *separator)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GUINT64_FORMAT, number);
  gsize n_digits = strlen (digits);

  for (gsize i = 0; i < n_digits; i++)
    {
      if (i > 0 && (n_digits - i) % GROUP_SIZE == 0)
        g_string_append (text, separator);
      g_string_append_c (text, digits[i]);
    }
}

static void
append_amount (GString *text, guint64 magnitude, const char *currency, SalonLanguage language)
{
  gboolean is_french = language == SALON_LANGUAGE_FRENCH;
  const char *separator = is_french ? NARROW_NO_BREAK_SPACE : ",";

  if (!has_cents (currency))
    {
      append_grouped (text, (magnitude + 50) / 100, separator);
      return;
    }

  append_grouped (text, magnitude / 100, separator);
  g_string_append_printf (text, "%c%02u", is_french ? ',' : '.', (guint) (magnitude % 100));
}

char *
salon_money_format (gint64 cents, const char *currency, SalonLanguage language)
{
  GString *text;
  gboolean is_euro;

  g_return_val_if_fail (currency != NULL, NULL);

  text = g_string_new (cents < 0 ? "-" : "");
  is_euro = strcmp (currency, "EUR") == 0;
  switch (language)
    {
    case SALON_LANGUAGE_ENGLISH:
      g_string_append (text, is_euro ? "€" : currency);
      if (!is_euro)
        g_string_append (text, NO_BREAK_SPACE);
      append_amount (text, get_magnitude (cents), currency, language);
      break;

    case SALON_LANGUAGE_FRENCH:
      append_amount (text, get_magnitude (cents), currency, language);
      g_string_append (text, NO_BREAK_SPACE);
      g_string_append (text, is_euro ? "€" : currency);
      break;
    }

  return g_string_free_and_steal (text);
}

/* -?(0|[1-9][0-9]*)\.[0-9]{2}; on success *@point is the decimal point. */
static gboolean
is_wire_number (const char *number, const char **point)
{
  gsize n_digits = strspn (number, "0123456789");

  *point = number + n_digits;

  return n_digits > 0 && (n_digits == 1 || *number != '0') && **point == '.'
         && strspn (*point + 1, "0123456789") == 2 && (*point)[3] == '\0';
}

gboolean
salon_money_from_wire (const char *wire, gint64 *cents, GError **error)
{
  gboolean is_negative;
  const char *number;
  const char *point;
  guint64 magnitude = 0;

  g_return_val_if_fail (wire != NULL && cents != NULL, FALSE);

  is_negative = *wire == '-';
  number = is_negative ? wire + 1 : wire;
  if (!is_wire_number (number, &point) || strcmp (wire, "-0.00") == 0)
    return fail_not_understood (wire, error);

  if (!push_digits (&magnitude, number, (gsize) (point - number))
      || !push_digits (&magnitude, point + 1, 2) || !apply_sign (magnitude, is_negative, cents))
    return fail_out_of_range (error);

  return TRUE;
}

char *
salon_money_to_wire (gint64 cents)
{
  guint64 magnitude = get_magnitude (cents);

  return g_strdup_printf ("%s%" G_GUINT64_FORMAT ".%02u", cents < 0 ? "-" : "", magnitude / 100,
                          (guint) (magnitude % 100));
}
