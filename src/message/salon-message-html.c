/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A mail's text as HTML: nothing but paragraphs and links, for every reader of mail to show as it likes. */
#include "salon-message-template.h"

#include <string.h>

static const char head[] =
  "<!DOCTYPE html>\n"
  "<html lang=\"%s\">\n"
  "<head><meta charset=\"utf-8\">"
  "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">"
  "<title>%s</title></head>\n"
  "<body style=\"margin: 0; padding: 24px; font-family: sans-serif; font-size: 16px; "
  "line-height: 1.5\">\n"
  "<div style=\"max-width: 560px; margin: 0 auto\">\n";
static const char foot[] = "</div>\n</body>\n</html>\n";

/* What g_markup_escape_text() does for XML is right for HTML, where no control character is left. */
static void
append_escaped (GString *html, const char *text, gssize length)
{
  g_autofree char *escaped = g_markup_escape_text (text, length);

  g_string_append (html, escaped);
}

static const char *
find_link (const char *text)
{
  const char *plain = strstr (text, "http://");
  const char *safe = strstr (text, "https://");

  return plain != NULL && (safe == NULL || plain < safe) ? plain : safe;
}

/* Up to the first space; the full stop that ends a sentence is not of the address. */
static gsize
measure_link (const char *link)
{
  gsize length = 0;

  for (const char *at = link;
       *at != '\0' && !g_unichar_isspace (g_utf8_get_char (at)) && strchr ("<>\"", *at) == NULL;
       at = g_utf8_next_char (at))
    length = (gsize) (g_utf8_next_char (at) - link);
  while (length > 0 && strchr (".,;:!?)", link[length - 1]) != NULL)
    length--;
  return length;
}

static void
append_line (GString *html, const char *line)
{
  const char *link;

  while ((link = find_link (line)) != NULL)
    {
      gsize length = measure_link (link);

      append_escaped (html, line, link - line);
      g_string_append (html, "<a href=\"");
      append_escaped (html, link, (gssize) length);
      g_string_append (html, "\">");
      append_escaped (html, link, (gssize) length);
      g_string_append (html, "</a>");
      line = link + length;
    }
  append_escaped (html, line, -1);
}

char *
salon_message_template_to_html (const char *text, const char *title, SalonLanguage language)
{
  g_return_val_if_fail (text != NULL && title != NULL, NULL);

  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autofree char *escaped_title = g_markup_escape_text (title, -1);
  GString *html = g_string_new (NULL);
  gboolean is_open = FALSE;

  g_string_append_printf (html, head, language == SALON_LANGUAGE_FRENCH ? "fr" : "en",
                          escaped_title);
  for (char **line = lines; *line != NULL; line++)
    {
      gboolean is_empty = **line == '\0';

      if (!is_empty)
        g_string_append (html, is_open ? "<br>\n" : "<p>");
      else if (is_open)
        g_string_append (html, "</p>\n");
      append_line (html, *line);
      is_open = !is_empty;
    }
  g_string_append (html, is_open ? "</p>\n" : "");
  g_string_append (html, foot);
  return g_string_free_and_steal (html);
}
