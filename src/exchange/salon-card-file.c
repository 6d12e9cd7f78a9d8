/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-card-file.h"

#include <string.h>

#include "core/salon-phone.h"
#include "core/salon-text.h"

#include "salon-cell.h"
#include "salon-content-line.h"
#include "salon-exchange-error.h"
#include "salon-foreign-text.h"

/* Writing */

/* "Durand;Marie;;;": the family name is what follows the first word. */
static char *
write_structured_name (const char *name)
{
  GString *out = g_string_new (NULL);
  const char *space = strchr (name, ' ');
  g_autofree char *first = space != NULL ? g_strndup (name, (gsize) (space - name)) : NULL;

  salon_content_line_escape (out, space != NULL ? space + 1 : name);
  g_string_append_c (out, ';');
  if (first != NULL)
    salon_content_line_escape (out, first);
  g_string_append (out, ";;;");
  return g_string_free_and_steal (out);
}

static void
add_client (GString *out, const SalonClientFields *fields, SalonCardVersion version)
{
  gboolean is_old = version == SALON_CARD_VERSION_3;
  g_autofree char *name = write_structured_name (fields->name);

  salon_content_line_add_raw (out, "BEGIN", "VCARD");
  salon_content_line_add_raw (out, "VERSION", is_old ? "3.0" : "4.0");
  salon_content_line_add_raw (out, "N", name);
  salon_content_line_add (out, "FN", fields->name);
  if (fields->phone != NULL && is_old)
    salon_content_line_add (out, "TEL;TYPE=CELL", fields->phone);
  else if (fields->phone != NULL)
    {
      g_autofree char *uri = g_strconcat ("tel:", fields->phone, NULL);

      salon_content_line_add_raw (out, "TEL;VALUE=uri;TYPE=cell", uri);
    }
  salon_content_line_add (out, "EMAIL", fields->email);
  salon_content_line_add (out, "NOTE", fields->notes);
  salon_content_line_add_raw (out, "END", "VCARD");
}

GBytes *
salon_card_file_write (GPtrArray *clients, SalonCardVersion version)
{
  GString *out = g_string_new (NULL);

  g_return_val_if_fail (clients != NULL, NULL);

  for (guint i = 0; i < clients->len; i++)
    add_client (out, salon_client_get_fields (g_ptr_array_index (clients, i)), version);
  return g_string_free_to_bytes (out);
}

/* Reading */

/* Takes the folds out, in place. */
static void
unfold (char *text)
{
  char *to = text;

  for (const char *from = text; *from != '\0'; from++)
    {
      if (*from == '\r')
        continue;
      if (*from == '\n' && (from[1] == ' ' || from[1] == '\t'))
        {
          from++;
          continue;
        }
      *to++ = *from;
    }
  *to = '\0';
}

static char *
unescape (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    {
      if (*text == '\\' && text[1] != '\0')
        {
          text++;
          g_string_append_c (out, *text == 'n' || *text == 'N' ? '\n' : *text);
        }
      else
        g_string_append_c (out, *text);
    }
  return g_string_free_and_steal (out);
}

/* "=C3=A9": old telephones. What is no UTF-8 then is left to whoever cleans it. */
static char *
decode_quoted (const char *text)
{
  GString *out = g_string_new (NULL);

  for (; *text != '\0'; text++)
    if (*text == '=' && g_ascii_isxdigit (text[1]) && g_ascii_isxdigit (text[2])
        && !(text[1] == '0' && text[2] == '0'))
      {
        g_string_append_c (out, (char) (g_ascii_xdigit_value (text[1]) * 16
                                        + g_ascii_xdigit_value (text[2])));
        text += 2;
      }
    else
      g_string_append_c (out, *text);
  return g_string_free_and_steal (out);
}

/* "item1.TEL;TYPE=CELL" is "TEL". */
static char *
find_property (const char *line, const char *colon)
{
  g_autofree char *head = g_ascii_strup (line, colon - line);
  char *name = head;
  char *end = strchr (head, ';');
  char *dot = NULL;

  if (end != NULL)
    *end = '\0';
  dot = strchr (head, '.');
  if (dot != NULL)
    name = dot + 1;
  return g_strdup (name);
}

static char *
read_value (const char *line, const char *colon)
{
  g_autofree char *head = g_ascii_strup (line, colon - line);
  g_autofree char *plain = NULL;

  if (strstr (head, "QUOTED-PRINTABLE") != NULL)
    plain = decode_quoted (colon + 1);
  return unescape (plain != NULL ? plain : colon + 1);
}

/* "Durand;Marie;;;" */
static void
take_structured_name (SalonForeignRows *rows, SalonForeignRow *row, const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, ";", 6);
  g_autofree char *name = NULL;

  if (parts[0] == NULL)
    return;
  name = g_strdup_printf ("%s %s", parts[1] != NULL ? parts[1] : "", parts[0]);
  row->name = salon_foreign_rows_keep_line (rows, name);
}

static void
take_phone (SalonForeignRows *rows, SalonForeignRow *row, const char *value)
{
  g_autofree char *e164 = NULL;

  if (g_ascii_strncasecmp (value, "tel:", 4) == 0)
    value += 4;
  if (row->phone != NULL)
    return;
  if (salon_cell_read_phone (value, &e164))
    {
      row->phone = g_string_chunk_insert (rows->texts, e164);
      row->problems &= ~(guint) SALON_PROBLEM_PHONE;
    }
  else
    row->problems |= SALON_PROBLEM_PHONE;
}

static void
take_line (SalonForeignRows *rows, SalonForeignRow *row, const char *line)
{
  const char *colon = strchr (line, ':');
  g_autofree char *property = colon != NULL ? find_property (line, colon) : g_strdup ("");
  g_autofree char *value = colon != NULL ? read_value (line, colon) : NULL;
  const char *email = NULL;

  if (g_str_equal (property, "FN"))
    {
      const char *name = salon_foreign_rows_keep_line (rows, value);

      row->name = name != NULL ? name : row->name;
    }
  else if (g_str_equal (property, "N") && row->name == NULL)
    take_structured_name (rows, row, value);
  else if (g_str_equal (property, "TEL"))
    take_phone (rows, row, value);
  else if (g_str_equal (property, "NOTE") && row->notes == NULL)
    row->notes = salon_foreign_rows_keep_lines (rows, value);
  else if (g_str_equal (property, "EMAIL") && row->email == NULL)
    {
      email = salon_foreign_rows_keep_line (rows, value);
      if (email != NULL && salon_text_is_email (email))
        row->email = email;
    }
}

static void
end_card (SalonForeignRows *rows, SalonForeignRow *row)
{
  if (row->name == NULL)
    row->name = row->email;
  if (row->name == NULL && row->phone != NULL)
    {
      g_autofree char *phone = salon_phone_format (row->phone);

      row->name = g_string_chunk_insert (rows->texts, phone);
    }
  if (row->name == NULL)
    row->problems |= SALON_PROBLEM_NO_NAME;
}

static void
read_cards (SalonForeignRows *rows, char *text)
{
  SalonForeignRow *row = NULL;
  char *next = NULL;

  for (char *line = text; line != NULL; line = next)
    {
      next = strchr (line, '\n');
      if (next != NULL)
        *next++ = '\0';
      if (g_ascii_strncasecmp (line, "BEGIN:VCARD", 11) == 0
          && rows->rows->len < SALON_SHEET_MAX_ROWS)
        row = salon_foreign_rows_add (rows, rows->rows->len + 1);
      else if (g_ascii_strncasecmp (line, "END:VCARD", 9) == 0)
        row = NULL;
      else if (row != NULL)
        take_line (rows, row, line);
    }
  for (guint i = 0; i < rows->rows->len; i++)
    end_card (rows, salon_foreign_rows_get (rows, i));
}

SalonForeignRows *
salon_card_file_read (const guint8 *bytes, gsize size, GError **error)
{
  g_autoptr (SalonForeignRows) rows = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  text = salon_foreign_text_decode (bytes, size, &length, error);
  if (text == NULL)
    return NULL;
  rows = salon_foreign_rows_new (SALON_FOREIGN_CLIENTS);
  unfold (text);
  read_cards (rows, text);
  if (rows->rows->len == 0)
    {
      g_set_error (error, SALON_EXCHANGE_ERROR, SALON_EXCHANGE_ERROR_NO_CARDS, "no card in it");
      return NULL;
    }
  return g_steal_pointer (&rows);
}
