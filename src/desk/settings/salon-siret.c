/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-siret.h"

#include <string.h>

#define N_DIGITS 14
#define LA_POSTE "356000000"

static gboolean
has_right_sum (const char *digits)
{
  int plain = 0, luhn = 0;

  for (int i = 0; i < N_DIGITS; i++)
    {
      int digit = digits[i] - '0';
      int doubled = 2 * digit;

      plain += digit;
      /* Every second digit from the right but one: with an even length, those at even places. */
      luhn += i % 2 != 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
    }
  return luhn % 10 == 0 || (g_str_has_prefix (digits, LA_POSTE) && plain % 5 == 0);
}

SalonSiretVerdict
salon_siret_parse (const char *text, char **digits)
{
  g_autoptr (GString) bare = g_string_new (NULL);

  *digits = NULL;
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (g_unichar_isspace (character) || character == '.')
        continue;
      if (character > 127 || !g_ascii_isdigit ((char) character))
        return SALON_SIRET_WRONG_LENGTH;
      g_string_append_c (bare, (char) character);
    }
  if (bare->len != N_DIGITS)
    return SALON_SIRET_WRONG_LENGTH;
  if (!has_right_sum (bare->str))
    return SALON_SIRET_WRONG_SUM;
  *digits = g_string_free (g_steal_pointer (&bare), FALSE);
  return SALON_SIRET_VALID;
}

char *
salon_siret_format (const char *digits)
{
  if (strlen (digits) != N_DIGITS)
    return g_strdup (digits);
  return g_strdup_printf ("%.3s %.3s %.3s %s", digits, digits + 3, digits + 6, digits + 9);
}
