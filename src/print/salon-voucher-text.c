/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-text.h"

#include "core/salon-text.h"

#define MOST_MARKS 2 /* on one letter */

/* Embeddings, overrides and isolates: whoever writes one by hand means no good. */
static gboolean
turns_around (gunichar character)
{
  return (character >= 0x202a && character <= 0x202e)
         || (character >= 0x2066 && character <= 0x2069);
}

static gboolean
is_seen (gunichar character)
{
  switch (g_unichar_type (character))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_PRIVATE_USE:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED:
      return FALSE;
    case G_UNICODE_FORMAT:
    case G_UNICODE_LOWERCASE_LETTER:
    case G_UNICODE_MODIFIER_LETTER:
    case G_UNICODE_OTHER_LETTER:
    case G_UNICODE_TITLECASE_LETTER:
    case G_UNICODE_UPPERCASE_LETTER:
    case G_UNICODE_SPACING_MARK:
    case G_UNICODE_ENCLOSING_MARK:
    case G_UNICODE_NON_SPACING_MARK:
    case G_UNICODE_DECIMAL_NUMBER:
    case G_UNICODE_LETTER_NUMBER:
    case G_UNICODE_OTHER_NUMBER:
    case G_UNICODE_CONNECT_PUNCTUATION:
    case G_UNICODE_DASH_PUNCTUATION:
    case G_UNICODE_CLOSE_PUNCTUATION:
    case G_UNICODE_FINAL_PUNCTUATION:
    case G_UNICODE_INITIAL_PUNCTUATION:
    case G_UNICODE_OTHER_PUNCTUATION:
    case G_UNICODE_OPEN_PUNCTUATION:
    case G_UNICODE_CURRENCY_SYMBOL:
    case G_UNICODE_MODIFIER_SYMBOL:
    case G_UNICODE_MATH_SYMBOL:
    case G_UNICODE_OTHER_SYMBOL:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SPACE_SEPARATOR:
      return !turns_around (character);
    }
  g_return_val_if_reached (FALSE);
}

char *
salon_voucher_text_clean (const char *text, guint most)
{
  g_autofree char *clean = salon_text_clean (text != NULL ? text : "");
  g_autoptr (GString) seen = g_string_sized_new (strlen (clean));
  guint n_characters = 0, n_marks = 0;

  for (const char *at = clean; *at != '\0' && n_characters < most; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      n_marks = g_unichar_ismark (character) ? n_marks + 1 : 0;
      if (n_marks > MOST_MARKS || !is_seen (character))
        continue;
      g_string_append_unichar (seen, character);
      n_characters++;
    }
  return g_strstrip (g_string_free_and_steal (g_steal_pointer (&seen)));
}

char *
salon_voucher_text_clean_lines (const char *text, guint most)
{
  g_auto (GStrv) lines = g_strsplit (text != NULL ? text : "", "\n", -1);
  g_autoptr (GString) joined = g_string_new (NULL);
  gboolean is_gap = FALSE;
  guint n_left = most;

  for (gsize i = 0; lines[i] != NULL && n_left > 0; i++)
    {
      g_autofree char *line = salon_voucher_text_clean (lines[i], n_left);

      if (*line == '\0')
        {
          is_gap = joined->len > 0;
          continue;
        }
      if (joined->len > 0)
        g_string_append (joined, is_gap ? "\n\n" : "\n");
      g_string_append (joined, line);
      n_left -= MIN (n_left, (guint) g_utf8_strlen (line, -1));
      is_gap = FALSE;
    }
  return g_string_free_and_steal (g_steal_pointer (&joined));
}
