/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Folding takes a text apart by Unicode's compatibility decomposition (NFKD), drops the marks that
 * this sets free (accents), and spells out what Unicode leaves in one piece though people type
 * two letters or another key for it.
 */
#include "salon-text.h"

/* The longest address that a mail server has to take: RFC 5321, 4.5.3.1.3. */
#define EMAIL_MAX_BYTES 254

/* Letters without a decomposition, and marks of punctuation that keyboards confuse. Lower case:
 * the text is casefolded before. */
static const struct
{
  gunichar letter;
  const char *spelled;
} spellings[] = {
  { 0x00E6, "ae" }, /* æ */
  { 0x00F0, "d" },  /* ð */
  { 0x00F8, "o" },  /* ø */
  { 0x00FE, "th" }, /* þ */
  { 0x0111, "d" },  /* đ */
  { 0x0127, "h" },  /* ħ */
  { 0x0131, "i" },  /* ı */
  { 0x0142, "l" },  /* ł */
  { 0x0153, "oe" }, /* œ */
  { 0x02BC, "'" },  /* modifier letter apostrophe */
  { 0x2010, "-" },  /* hyphen; NFKD makes one of the no-break hyphen */
  { 0x2013, "-" },  /* en dash */
  { 0x2018, "'" },  /* ‘ */
  { 0x2019, "'" },  /* ’ */
};

static void
append_spelled (GString *folded, gunichar letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (spellings); i++)
    {
      if (spellings[i].letter == letter)
        {
          g_string_append (folded, spellings[i].spelled);
          return;
        }
    }

  /* Casefolding brings Cherokee to its upper case, and once more back to its lower. */
  g_string_append_unichar (folded, g_unichar_tolower (letter));
}

/* Casefolding wants decomposed text, and may itself leave something to decompose. */
static char *
decompose (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text, -1);
  g_autofree char *decomposed = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL);
  g_autofree char *lower = g_utf8_casefold (decomposed, -1);

  return g_utf8_normalize (lower, -1, G_NORMALIZE_ALL);
}

static gboolean
is_blank (gunichar letter)
{
  return g_unichar_isspace (letter) || g_unichar_iscntrl (letter);
}

/* Trims @text and makes one space of every run of blanks. Folding also drops marks, those between
 * two blanks too: some signs come apart into a space and a mark. */
static char *
collapse (const char *text, gboolean folds)
{
  GString *collapsed = g_string_sized_new (strlen (text));
  gboolean is_after_blank = FALSE;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (folds && g_unichar_ismark (letter))
        continue;
      if (is_blank (letter))
        {
          is_after_blank = collapsed->len > 0;
          continue;
        }

      if (is_after_blank)
        g_string_append_c (collapsed, ' ');
      is_after_blank = FALSE;
      if (folds)
        append_spelled (collapsed, letter);
      else
        g_string_append_unichar (collapsed, letter);
    }

  return g_string_free_and_steal (collapsed);
}

char *
salon_text_fold (const char *text)
{
  g_autofree char *decomposed = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  decomposed = decompose (text);

  return collapse (decomposed, TRUE);
}

char *
salon_text_clean (const char *text)
{
  g_autofree char *valid = NULL;
  g_autofree char *composed = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  valid = g_utf8_make_valid (text, -1);
  composed = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);

  return collapse (composed, FALSE);
}

static gboolean
has_blank (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      if (is_blank (g_utf8_get_char (at)))
        return TRUE;
    }

  return FALSE;
}

gboolean
salon_text_is_email (const char *text)
{
  const char *at_sign;
  const char *domain;

  g_return_val_if_fail (text != NULL, FALSE);

  if (strlen (text) > EMAIL_MAX_BYTES || !g_utf8_validate (text, -1, NULL) || has_blank (text))
    return FALSE;

  at_sign = strchr (text, '@');
  if (at_sign == NULL || at_sign == text || strchr (at_sign + 1, '@') != NULL)
    return FALSE;

  domain = at_sign + 1;

  return strchr (domain, '.') != NULL && *domain != '.' && !g_str_has_suffix (domain, ".")
         && strstr (domain, "..") == NULL;
}

gboolean
salon_text_is_slip (const char *typed, const char *meant)
{
  gsize n_typed;
  gsize n_meant;
  gsize same = 0;

  g_return_val_if_fail (typed != NULL && meant != NULL, FALSE);

  while (typed[same] != '\0' && typed[same] == meant[same])
    same++;
  typed += same;
  meant += same;
  n_typed = strlen (typed);
  n_meant = strlen (meant);
  if (n_typed == n_meant)
    return n_typed == 0 || g_str_equal (typed + 1, meant + 1)
           || (n_typed >= 2 && typed[0] == meant[1] && typed[1] == meant[0]
               && g_str_equal (typed + 2, meant + 2));
  if (n_typed == n_meant + 1)
    return g_str_equal (typed + 1, meant);
  return n_typed + 1 == n_meant && g_str_equal (typed, meant + 1);
}
