/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-foreign-text.h"

#include <string.h>

#include "salon-exchange-error.h"

#define REPLACEMENT 0xFFFD
/* Of so many bytes is a file without a mark judged. */
#define SAMPLE_BYTES 4096

/* 0x80 to 0x9F of Windows-1252; 0: no character. All others are those of Unicode. */
static const guint16 windows_1252[32] = {
  0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
  0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178,
};

typedef enum
{
  UTF_8,
  UTF_16_LITTLE,
  UTF_16_BIG,
  WINDOWS_1252,
} Encoding;

static gboolean
begins_with (const guint8 *bytes, gsize size, const char *mark, gsize mark_size)
{
  return size >= mark_size && memcmp (bytes, mark, mark_size) == 0;
}

/* Latin letters in UTF-16 have a zero in every other byte. */
static gsize
count_zeros (const guint8 *bytes, gsize size, gsize first)
{
  gsize n = 0;

  for (gsize i = first; i < MIN (size, SAMPLE_BYTES); i += 2)
    n += bytes[i] == 0;
  return n;
}

static Encoding
guess_encoding (const guint8 *bytes, gsize size, gsize *mark_size)
{
  gsize half = MIN (size, SAMPLE_BYTES) / 2;

  *mark_size = 0;
  if (begins_with (bytes, size, "\xEF\xBB\xBF", 3))
    {
      *mark_size = 3;
      return g_utf8_validate ((const char *) bytes + 3, (gssize) size - 3, NULL) ? UTF_8
                                                                                 : WINDOWS_1252;
    }
  if (begins_with (bytes, size, "\xFF\xFE", 2) || begins_with (bytes, size, "\xFE\xFF", 2))
    {
      *mark_size = 2;
      return bytes[0] == 0xFF ? UTF_16_LITTLE : UTF_16_BIG;
    }
  if (half > 0 && count_zeros (bytes, size, 1) > half * 2 / 3)
    return UTF_16_LITTLE;
  if (half > 0 && count_zeros (bytes, size, 0) > half * 2 / 3)
    return UTF_16_BIG;
  return g_utf8_validate ((const char *) bytes, (gssize) size, NULL) ? UTF_8 : WINDOWS_1252;
}

static gunichar
read_unit (const guint8 *bytes, gboolean is_big)
{
  return is_big ? (gunichar) (bytes[0] << 8 | bytes[1]) : (gunichar) (bytes[1] << 8 | bytes[0]);
}

static void
append_utf_16 (GString *text, const guint8 *bytes, gsize size, gboolean is_big)
{
  for (gsize i = 0; i + 1 < size; i += 2)
    {
      gunichar letter = read_unit (bytes + i, is_big);

      if (letter >= 0xD800 && letter < 0xDC00 && i + 3 < size)
        {
          gunichar low = read_unit (bytes + i + 2, is_big);

          if (low >= 0xDC00 && low < 0xE000)
            {
              letter = 0x10000 + ((letter - 0xD800) << 10) + (low - 0xDC00);
              i += 2;
            }
        }
      g_string_append_unichar (text, g_unichar_validate (letter) ? letter : REPLACEMENT);
    }
}

static void
append_windows_1252 (GString *text, const guint8 *bytes, gsize size)
{
  for (gsize i = 0; i < size; i++)
    if (bytes[i] < 0x80)
      g_string_append_c (text, (char) bytes[i]);
    else
      {
        gunichar letter = bytes[i] < 0xA0 ? windows_1252[bytes[i] - 0x80] : bytes[i];

        g_string_append_unichar (text, letter != 0 ? letter : REPLACEMENT);
      }
}

char *
salon_foreign_text_decode (const guint8 *bytes, gsize size, gsize *length, GError **error)
{
  g_autoptr (GString) text = NULL;
  gsize mark_size = 0;
  Encoding encoding;

  g_return_val_if_fail (bytes != NULL || size == 0, NULL);
  g_return_val_if_fail (length != NULL, NULL);

  if (size > SALON_FOREIGN_TEXT_MAX_BYTES)
    {
      g_set_error (error, SALON_EXCHANGE_ERROR, SALON_EXCHANGE_ERROR_TOO_LARGE,
                   "%" G_GSIZE_FORMAT " bytes", size);
      return NULL;
    }
  encoding = size > 0 ? guess_encoding (bytes, size, &mark_size) : UTF_8;
  bytes += mark_size;
  size -= mark_size;
  text = g_string_sized_new (size + 1);
  switch (encoding)
    {
    case UTF_8:
      g_string_append_len (text, (const char *) bytes, (gssize) size);
      break;
    case UTF_16_LITTLE:
    case UTF_16_BIG:
      append_utf_16 (text, bytes, size, encoding == UTF_16_BIG);
      break;
    case WINDOWS_1252:
      append_windows_1252 (text, bytes, size);
      break;
    }
  if (text->len == 0)
    {
      g_set_error (error, SALON_EXCHANGE_ERROR, SALON_EXCHANGE_ERROR_EMPTY, "no text");
      return NULL;
    }
  if (memchr (text->str, 0, text->len) != NULL)
    {
      g_set_error (error, SALON_EXCHANGE_ERROR, SALON_EXCHANGE_ERROR_NO_TEXT, "a zero inside");
      return NULL;
    }
  *length = text->len;
  return g_string_free_and_steal (g_steal_pointer (&text));
}
