/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-rows.h"

#include <stdlib.h>
#include <string.h>

/* Amounts are NUMERIC, which libpq writes with all its digits: "12.5" is said to be "12.50". */
static yyjson_mut_val *
money_to_json (const char *text, gsize length, yyjson_mut_doc *doc)
{
  const char *dot = strchr (text, '.');
  g_autofree char *whole = NULL;

  if (dot != NULL && dot + 3 == text + length)
    return yyjson_mut_strn (doc, text, length);
  whole =
    g_strdup_printf ("%.*s.%.2s%s", dot != NULL ? (int) (dot - text) : (int) strlen (text), text,
                     dot != NULL ? dot + 1 : "00", dot != NULL && strlen (dot) == 2 ? "0" : "");
  return yyjson_mut_strcpy (doc, whole);
}

static yyjson_mut_val *
json_to_json (const char *text, yyjson_mut_doc *doc)
{
  yyjson_doc *parsed = yyjson_read (text, strlen (text), 0);
  yyjson_mut_val *value = yyjson_val_mut_copy (doc, yyjson_doc_get_root (parsed));

  yyjson_doc_free (parsed);
  return value != NULL ? value : yyjson_mut_null (doc);
}

/* Texts are not copied: see the header. */
static yyjson_mut_val *
value_to_json (const char *text, gsize length, const SalonServerField *field, yyjson_mut_doc *doc)
{
  if ((field->flags & SALON_SERVER_FIELD_ARRAY) != 0)
    return json_to_json (text, doc);
  switch (field->kind)
    {
    case SALON_SERVER_KIND_INTEGER:
      return yyjson_mut_sint (doc, g_ascii_strtoll (text, NULL, 10));
    case SALON_SERVER_KIND_BOOLEAN:
      return yyjson_mut_bool (doc, *text == 't');
    case SALON_SERVER_KIND_MONEY:
      return money_to_json (text, length, doc);
    case SALON_SERVER_KIND_OBJECT:
    case SALON_SERVER_KIND_ANY:
      return json_to_json (text, doc);
    case SALON_SERVER_KIND_TEXT:
    case SALON_SERVER_KIND_UUID:
    case SALON_SERVER_KIND_DATE:
    case SALON_SERVER_KIND_TIME:
    case SALON_SERVER_KIND_INSTANT:
    case SALON_SERVER_KIND_EMAIL:
    case SALON_SERVER_KIND_PHONE:
    case SALON_SERVER_KIND_CHOICE:
      break;
    }
  return yyjson_mut_strn (doc, text, length);
}

const char *
salon_server_rows_get (const PGresult *rows, int row, const char *column)
{
  int place = PQfnumber (rows, column);

  g_return_val_if_fail (place >= 0, NULL);

  return PQgetisnull (rows, row, place) ? NULL : PQgetvalue (rows, row, place);
}

/* Where the fields are among the columns, -1 for one that is not. Looked up once for all rows: libpq goes
 * through the names with each question. */
static int *
find_places (const PGresult *rows, const SalonServerSchema *schema)
{
  gsize n_fields = 0;
  int *places;

  while (schema->fields[n_fields].name != NULL)
    n_fields++;
  places = g_new (int, n_fields + 1);
  for (gsize i = 0; i < n_fields; i++)
    places[i] = PQfnumber (rows, schema->fields[i].name);
  return places;
}

static yyjson_mut_val *
row_to_object (const PGresult *rows,
               int row,
               const SalonServerSchema *schema,
               const int *places,
               yyjson_mut_doc *doc)
{
  yyjson_mut_val *object = yyjson_mut_obj (doc);

  for (gsize i = 0; schema->fields[i].name != NULL; i++)
    {
      yyjson_mut_val *value;

      if (places[i] < 0)
        continue;
      if (PQgetisnull (rows, row, places[i]))
        value = yyjson_mut_null (doc);
      else
        value = value_to_json (PQgetvalue (rows, row, places[i]),
                               (gsize) PQgetlength (rows, row, places[i]), &schema->fields[i], doc);
      yyjson_mut_obj_add (object, yyjson_mut_str (doc, schema->fields[i].name), value);
    }
  return object;
}

yyjson_mut_val *
salon_server_rows_to_object (const PGresult *rows,
                             int row,
                             const SalonServerSchema *schema,
                             yyjson_mut_doc *doc)
{
  g_autofree int *places = find_places (rows, schema);

  return row_to_object (rows, row, schema, places, doc);
}

/* What stands in a JSON text for a character that may not stand there itself. */
static void
write_escaped (GString *text, char c)
{
  switch (c)
    {
    case '"':
      g_string_append (text, "\\\"");
      break;
    case '\\':
      g_string_append (text, "\\\\");
      break;
    case '\n':
      g_string_append (text, "\\n");
      break;
    default:
      g_string_append_printf (text, "\\u%04x", (guint) (guchar) c);
    }
}

/* The database is in UTF-8, so nothing else than these has to be looked for. */
static void
write_text (GString *text, const char *value, gsize length)
{
  gsize begun = 0;

  g_string_append_c (text, '"');
  for (gsize i = 0; i < length; i++)
    if ((guchar) value[i] < 0x20 || value[i] == '"' || value[i] == '\\')
      {
        g_string_append_len (text, value + begun, (gssize) (i - begun));
        write_escaped (text, value[i]);
        begun = i + 1;
      }
  g_string_append_len (text, value + begun, (gssize) (length - begun));
  g_string_append_c (text, '"');
}

/* By way of a document: what is no plain text, and rare. */
static void
write_other (GString *text, const char *value, gsize length, const SalonServerField *field)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  char *written;

  yyjson_mut_doc_set_root (doc, value_to_json (value, length, field, doc));
  written = yyjson_mut_write (doc, YYJSON_WRITE_NOFLAG, NULL);
  g_string_append (text, written != NULL ? written : "null");
  free (written);
  yyjson_mut_doc_free (doc);
}

static void
write_value (GString *text, const char *value, gsize length, const SalonServerField *field)
{
  if ((field->flags & SALON_SERVER_FIELD_ARRAY) != 0 || field->kind == SALON_SERVER_KIND_OBJECT
      || field->kind == SALON_SERVER_KIND_ANY)
    write_other (text, value, length, field);
  else if (field->kind == SALON_SERVER_KIND_INTEGER)
    g_string_append_len (text, value, (gssize) length);
  else if (field->kind == SALON_SERVER_KIND_BOOLEAN)
    g_string_append (text, *value == 't' ? "true" : "false");
  else if (field->kind == SALON_SERVER_KIND_MONEY && !(length > 2 && value[length - 3] == '.'))
    write_other (text, value, length, field);
  else
    write_text (text, value, length);
}

static void
write_row (GString *text,
           const PGresult *rows,
           int row,
           const SalonServerSchema *schema,
           const int *places)
{
  gboolean is_first = TRUE;

  for (gsize i = 0; schema->fields[i].name != NULL; i++)
    {
      if (places[i] < 0)
        continue;
      g_string_append (text, is_first ? "{\"" : ",\"");
      g_string_append (text, schema->fields[i].name);
      g_string_append (text, "\":");
      if (PQgetisnull (rows, row, places[i]))
        g_string_append (text, "null");
      else
        write_value (text, PQgetvalue (rows, row, places[i]),
                     (gsize) PQgetlength (rows, row, places[i]), &schema->fields[i]);
      is_first = FALSE;
    }
  g_string_append (text, is_first ? "{}" : "}");
}

GBytes *
salon_server_rows_write_list (const PGresult *rows,
                              const SalonServerSchema *schema,
                              const char *name)
{
  g_autofree int *places = find_places (rows, schema);
  GString *text = g_string_sized_new (64 + (gsize) PQntuples (rows) * 512);

  g_string_append_printf (text, "{\"%s\":[", name);
  for (int row = 0; row < PQntuples (rows); row++)
    {
      if (row > 0)
        g_string_append_c (text, ',');
      write_row (text, rows, row, schema, places);
    }
  g_string_append (text, "]}");
  return g_string_free_to_bytes (text);
}
