/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The French numbering plan has nine digits behind a 0 at home and behind a country code abroad.
 * The overseas departments share the plan, so that a number is dialled at home without knowing
 * where it is, yet each has a country code of its own: a national number's first three digits
 * tell which (Arcep, decision 2018-0881 and its successors).
 *
 * Everything else is E.164: a country code of one to three digits, 7 to 15 digits in all.
 */
#include "salon-phone.h"

#include "salon-error.h"

#define FRENCH_DIGITS 9
#define E164_MIN_DIGITS 7
#define E164_MAX_DIGITS 15
#define METROPOLITAN_CODE "33"

static const struct
{
  const char *prefix; /* of the national number, the 0 left out */
  const char *country_code;
} overseas[] = {
  { "262", "262" }, { "263", "262" }, { "269", "262" }, { "639", "262" }, { "692", "262" },
  { "693", "262" }, { "590", "590" }, { "690", "590" }, { "691", "590" }, { "594", "594" },
  { "694", "594" }, { "596", "596" }, { "696", "596" }, { "697", "596" },
};

static const char *const french_codes[] = { METROPOLITAN_CODE, "262", "590", "594", "596" };

static gboolean
is_digits (const char *text)
{
  return *text != '\0' && text[strspn (text, "0123456789")] == '\0';
}

static gboolean
is_e164 (const char *text)
{
  gsize n_digits = strlen (text) - 1;

  return *text == '+' && is_digits (text + 1) && text[1] != '0' && n_digits >= E164_MIN_DIGITS
         && n_digits <= E164_MAX_DIGITS;
}

static gboolean
is_french_national (const char *digits)
{
  return strlen (digits) == FRENCH_DIGITS && is_digits (digits) && *digits != '0';
}

/* Arcep's numbers for films and examples lie in Mayotte's range, but are dialled as 06 39 98. */
#define FICTIONAL_MOBILES "63998"

static const char *
get_country_code (const char *national)
{
  if (g_str_has_prefix (national, FICTIONAL_MOBILES))
    return METROPOLITAN_CODE;
  for (gsize i = 0; i < G_N_ELEMENTS (overseas); i++)
    {
      if (g_str_has_prefix (national, overseas[i].prefix))
        return overseas[i].country_code;
    }

  return METROPOLITAN_CODE;
}

/* The country code of the French plan that @digits begin with, NULL for others. */
static const char *
find_french_code (const char *digits)
{
  for (gsize i = 0; i < G_N_ELEMENTS (french_codes); i++)
    {
      if (g_str_has_prefix (digits, french_codes[i]))
        return french_codes[i];
    }

  return NULL;
}

/* The nine digits of a number of the French plan under the country code that is its own, else
 * NULL. */
static const char *
get_french_national (const char *e164)
{
  const char *code = *e164 == '+' ? find_french_code (e164 + 1) : NULL;
  const char *national = code != NULL ? e164 + 1 + strlen (code) : NULL;

  if (national == NULL || !is_french_national (national)
      || strcmp (code, get_country_code (national)) != 0)
    return NULL;

  return national;
}

/* What stands between the digits, and the invisible marks that copying from a contact brings. */
static gboolean
is_separator (gunichar letter)
{
  return g_unichar_isspace (letter) || g_unichar_type (letter) == G_UNICODE_FORMAT
         || (letter < 0x80 && letter != 0 && strchr (".-/()", (int) letter) != NULL)
         || (letter >= 0x2010 && letter <= 0x2013);
}

static gboolean
is_international (const GString *dialled)
{
  return g_str_has_prefix (dialled->str, "+") || g_str_has_prefix (dialled->str, "00");
}

/* Leaves the digits and a leading + of @text; NULL when it holds anything that is in no number. */
static char *
strip_separators (const char *text)
{
  g_autoptr (GString) dialled = g_string_new (NULL);

  if (!g_utf8_validate (text, -1, NULL))
    return NULL;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      /* "+33 (0)6": the 0 is for those who dial at home. */
      if (g_str_has_prefix (at, "(0)") && is_international (dialled))
        at += strlen ("(0");
      else if ((letter == '+' && dialled->len == 0) || (letter >= '0' && letter <= '9'))
        g_string_append_c (dialled, (char) letter);
      else if (!is_separator (letter))
        return NULL;
    }

  return g_string_free_and_steal (g_steal_pointer (&dialled));
}

static char *
read_national (const char *dialled)
{
  if (*dialled != '0' || !is_french_national (dialled + 1))
    return NULL;

  return g_strconcat ("+", get_country_code (dialled + 1), dialled + 1, NULL);
}

static char *
read_international (const char *digits)
{
  const char *code = find_french_code (digits);
  const char *national;

  if (code == NULL)
    {
      g_autofree char *e164 = g_strconcat ("+", digits, NULL);

      return is_e164 (e164) ? g_steal_pointer (&e164) : NULL;
    }

  national = digits + strlen (code);
  if (*national == '0')
    national++;
  if (!is_french_national (national))
    return NULL;

  /* "+33 692…" is how many write a number of La Réunion, though +33 does not reach it. */
  if (strcmp (code, METROPOLITAN_CODE) == 0)
    code = get_country_code (national);

  return g_strconcat ("+", code, national, NULL);
}

gboolean
salon_phone_parse (const char *text, char **e164, GError **error)
{
  g_autofree char *dialled = NULL;
  char *number = NULL;

  g_return_val_if_fail (text != NULL && e164 != NULL, FALSE);

  dialled = strip_separators (text);
  if (dialled != NULL && *dialled == '+')
    number = read_international (dialled + 1);
  else if (dialled != NULL && g_str_has_prefix (dialled, "00"))
    number = read_international (dialled + 2);
  else if (dialled != NULL)
    number = read_national (dialled);

  if (number == NULL)
    {
      g_set_error_literal (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD,
                           "This is no telephone number");
      return FALSE;
    }

  *e164 = number;

  return TRUE;
}

/* Country codes are one to three digits long and none begins another: ITU-T E.164, annex D. */
static gsize
get_country_code_length (const char *digits)
{
  static const char two_digits[] =
    " 20 27 30 31 32 33 34 36 39 40 41 43 44 45 46 47 48 49 51 52 53 54 55 56 57 58 60 61 62 63"
    " 64 65 66 81 82 84 86 90 91 92 93 94 95 98 ";
  const char wanted[] = { ' ', digits[0], digits[1], ' ', '\0' };

  if (*digits == '1' || *digits == '7')
    return 1;

  return strstr (two_digits, wanted) != NULL ? 2 : 3;
}

/* Pairs, as the French say numbers; an odd count begins with three. */
static void
append_pairs (GString *shown, const char *digits)
{
  gsize n_first = strlen (digits) % 2 == 0 ? 2 : 3;

  g_string_append_len (shown, digits, (gssize) n_first);
  for (digits += n_first; *digits != '\0'; digits += 2)
    g_string_append_printf (shown, " %.2s", digits);
}

char *
salon_phone_format (const char *e164)
{
  const char *national;
  gsize code_length;
  GString *shown;

  g_return_val_if_fail (e164 != NULL, NULL);

  national = get_french_national (e164);
  if (national == NULL && !is_e164 (e164))
    return g_strdup (e164);

  shown = g_string_new (NULL);
  if (national != NULL)
    {
      g_autofree char *dialled = g_strconcat ("0", national, NULL);

      append_pairs (shown, dialled);
      return g_string_free_and_steal (shown);
    }

  code_length = get_country_code_length (e164 + 1);
  g_string_append_printf (shown, "%.*s ", (int) code_length + 1, e164);
  append_pairs (shown, e164 + 1 + code_length);

  return g_string_free_and_steal (shown);
}
