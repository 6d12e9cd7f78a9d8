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
