/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-content-line.h"

#include <string.h>

#define MAX_BYTES 75

void
salon_content_line_escape (GString *out, const char *text)
{
  for (; *text != '\0'; text++)
    switch (*text)
      {
      case '\\':
      case ';':
      case ',':
        g_string_append_c (out, '\\');
        g_string_append_c (out, *text);
        break;
      case '\n':
        g_string_append (out, "\\n");
        break;
      case '\r':
        break;
      default:
        g_string_append_c (out, *text);
      }
}

/* No letter is cut in two. */
static void
fold (GString *out, const char *line)
{
  gsize room = MAX_BYTES;

  while (strlen (line) > room)
    {
      gsize n = room;

      while (n > 1 && ((guchar) line[n] & 0xC0) == 0x80)
        n--;
      g_string_append_len (out, line, (gssize) n);
      g_string_append (out, "\r\n ");
      line += n;
      room = MAX_BYTES - 1;
    }
  g_string_append (out, line);
  g_string_append (out, "\r\n");
}

void
salon_content_line_add_raw (GString *out, const char *name, const char *value)
{
  g_autofree char *line = g_strdup_printf ("%s:%s", name, value);

  fold (out, line);
}

void
salon_content_line_add (GString *out, const char *name, const char *value)
{
  g_autoptr (GString) escaped = g_string_new (NULL);

  if (value == NULL || *value == '\0')
    return;
  salon_content_line_escape (escaped, value);
  salon_content_line_add_raw (out, name, escaped->str);
}
