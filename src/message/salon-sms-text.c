/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-sms-text.h"

#define SEPTETS_ALONE 160
#define SEPTETS_A_PART 153
#define UNITS_ALONE 70
#define UNITS_A_PART 67

/* Of GSM 03.38 what is not ASCII; the letters of ASCII that it lacks are named below. */
static const char basic_letters[] = "£¥èéùìòÇØøÅåΔΦΓΛΩΠΨΣΘΞÆæßÉ¤¡ÄÖÑÜ§¿äöñüà";
static const char extension_letters[] = "^{}\\[~]|€\f";
static const char not_basic_ascii[] = "^{}\\[~]|`";

/* 0: not in the table; 2: behind an escape. */
static guint
count_septets (gunichar letter)
{
  if (letter != 0 && g_utf8_strchr (extension_letters, -1, letter) != NULL)
    return 2;
  if (letter == '\n' || letter == '\r')
    return 1;
  if (letter >= ' ' && letter < 0x7f)
    return g_utf8_strchr (not_basic_ascii, -1, letter) == NULL ? 1 : 0;
  return letter >= 0x80 && g_utf8_strchr (basic_letters, -1, letter) != NULL ? 1 : 0;
}

gboolean
salon_sms_text_is_plain (gunichar letter)
{
  return count_septets (letter) > 0;
}

static gboolean
is_unicode (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    if (!salon_sms_text_is_plain (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

SalonSmsSize
salon_sms_text_measure (const char *text)
{
  SalonSmsSize size = { .is_unicode = is_unicode (text) };
  guint alone = size.is_unicode ? UNITS_ALONE : SEPTETS_ALONE;
  guint a_part = size.is_unicode ? UNITS_A_PART : SEPTETS_A_PART;
  guint in_part = 0;

  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);
      guint n = size.is_unicode ? (letter > 0xffff ? 2 : 1) : count_septets (letter);

      if (size.n_parts == 0 || in_part + n > a_part)
        {
          size.n_parts++;
          in_part = 0;
        }
      in_part += n;
      size.n_units += n;
    }
  if (size.n_units <= alone && size.n_parts > 1)
    size.n_parts = 1;
  return size;
}

/* What people write that is not in the table, and how it was written before there were such signs.
 * Letters with marks are not here: their marks are taken off. */
static const struct
{
  const char *sign;
  const char *plain;
} spellings[] = {
  { "’", "'" },   { "‘", "'" },   { "‚", "," },       { "‛", "'" },       { "`", "'" },
  { "´", "'" },   { "′", "'" },   { "ʼ", "'" },       { "“", "\"" },      { "”", "\"" },
  { "„", "\"" },  { "″", "\"" },  { "«", "\"" },      { "»", "\"" },      { "‹", "'" },
  { "›", "'" },   { "‐", "-" },   { "‑", "-" },       { "‒", "-" },       { "–", "-" },
  { "—", "-" },   { "―", "-" },   { "−", "-" },       { "•", "-" },       { "·", "." },
  { "…", "..." }, { "\t", " " },  { "\u2028", "\n" }, { "\u2029", "\n" }, { "œ", "oe" },
  { "Œ", "OE" },  { "ł", "l" },   { "Ł", "L" },       { "đ", "d" },       { "Đ", "D" },
  { "ð", "d" },   { "Ð", "D" },   { "þ", "th" },      { "Þ", "Th" },      { "ı", "i" },
  { "ħ", "h" },   { "Ħ", "H" },   { "ŀ", "l" },       { "Ŀ", "L" },       { "ŋ", "ng" },
  { "Ŋ", "NG" },  { "ſ", "s" },   { "ẞ", "SS" },      { "×", "x" },       { "÷", "/" },
  { "°", "o" },   { "©", "(c)" }, { "®", "(R)" },     { "¢", "c" },       { "₣", "F" },
  { "⁄", "/" },   { "∕", "/" },   { "→", "->" },      { "←", "<-" },
};

static const char *
find_spelling (gunichar letter)
{
  for (gsize i = 0; i < G_N_ELEMENTS (spellings); i++)
    if (g_utf8_get_char (spellings[i].sign) == letter)
      return spellings[i].plain;
  return NULL;
}

static gboolean
is_gap (gunichar letter)
{
  return g_unichar_type (letter) == G_UNICODE_SPACE_SEPARATOR;
}

/* Appends what the table has of the letter's parts: "ê" is an e and a mark, "½" is 1, a stroke and 2. */
static gboolean
append_parts (GString *out, gunichar letter)
{
  gunichar parts[G_UNICHAR_MAX_DECOMPOSITION_LENGTH];
  gsize n_parts = g_unichar_fully_decompose (letter, TRUE, parts, G_N_ELEMENTS (parts));
  gsize before = out->len;

  for (gsize i = 0; i < n_parts; i++)
    if (salon_sms_text_is_plain (parts[i]))
      g_string_append_unichar (out, parts[i]);
    else if (find_spelling (parts[i]) != NULL)
      g_string_append (out, find_spelling (parts[i]));
  return out->len > before;
}

/* The vowels of some scripts are marks upon their letters. */
static gboolean
is_mark_of_foreign (const GString *out, gunichar letter)
{
  return g_unichar_ismark (letter) && out->len > 0
         && g_unichar_isalpha (g_utf8_get_char (g_utf8_prev_char (out->str + out->len)))
         && !salon_sms_text_is_plain (g_utf8_get_char (g_utf8_prev_char (out->str + out->len)));
}

/* FALSE: nothing was written for it. */
static gboolean
append_plain (GString *out, gunichar letter)
{
  const char *spelling = find_spelling (letter);

  if (salon_sms_text_is_plain (letter))
    g_string_append_unichar (out, letter);
  else if (spelling != NULL)
    g_string_append (out, spelling);
  else if (is_gap (letter))
    g_string_append_c (out, ' ');
  else if (g_unichar_isdigit (letter))
    g_string_append_printf (out, "%d", g_unichar_digit_value (letter));
  else if (!append_parts (out, letter))
    {
      if (!g_unichar_isalpha (letter) && !is_mark_of_foreign (out, letter))
        return FALSE;
      g_string_append_unichar (out, letter);
    }
  return TRUE;
}

static gboolean
ends_with_space (const GString *out)
{
  return out->len == 0 || out->str[out->len - 1] == ' ' || out->str[out->len - 1] == '\n';
}

char *
salon_sms_text_make_plain (const char *text)
{
  g_autofree char *composed = g_utf8_normalize (text, -1, G_NORMALIZE_NFC);
  GString *out = g_string_new (NULL);
  gboolean eats_space = FALSE;

  /* Not UTF-8: nothing that could be sent. */
  for (const char *at = composed != NULL ? composed : ""; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      /* The spaces within French quotes go with them, and so does one of the two around a picture. */
      if (eats_space && is_gap (letter))
        {
          eats_space = FALSE;
          continue;
        }
      if (letter == 0xbb && out->len > 0 && out->str[out->len - 1] == ' ')
        g_string_truncate (out, out->len - 1);
      eats_space =
        !append_plain (out, letter) ? eats_space || ends_with_space (out) : letter == 0xab;
    }
  if (eats_space && composed != NULL && *composed != '\0')
    g_strchomp (out->str);
  return g_string_free_and_steal (out);
}
