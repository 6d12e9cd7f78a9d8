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

/* Lists ------------------------------------------------------------------------------------------------ */

/* They may have many rows with twenty values each: a call for each piece would cost more than the piece. So the
 * text has room for the longest that a value can become, and is written in place; its end is that of the text
 * but for a NUL, which nobody reads. */

/* Where @size bytes more can be written. */
static inline char *
reserve (GString *text, gsize size)
{
  if (G_UNLIKELY (text->allocated_len - text->len <= size))
    {
      gsize length = text->len;

      g_string_set_size (text, length + size);
      text->len = length;
    }
  return text->str + text->len;
}

static inline void
end_at (GString *text, const char *end)
{
  text->len = (gsize) (end - text->str);
}

#define EACH_BYTE(value) (G_GUINT64_CONSTANT (0x0101010101010101) * (value))

/* None of eight characters is a quote, a backslash or a control character: a byte that is less than another
 * borrows from its highest bit. */
static inline gboolean
are_plain (guint64 eight)
{
  guint64 quotes = eight ^ EACH_BYTE ('"'), slashes = eight ^ EACH_BYTE ('\\');
  guint64 found = ((eight - EACH_BYTE (0x20)) & ~eight) | ((quotes - EACH_BYTE (1)) & ~quotes)
                  | ((slashes - EACH_BYTE (1)) & ~slashes);

  return (found & EACH_BYTE (0x80)) == 0;
}

/* The longest is six bytes. Where it ends. */
static inline char *
write_character (char *end, char c)
{
  static const char digits[] = "0123456789abcdef";

  if (G_LIKELY ((guchar) c >= 0x20 && c != '"' && c != '\\'))
    {
      *end = c;
      return end + 1;
    }
  *end++ = '\\';
  if (c == '"' || c == '\\')
    {
      *end = c;
      return end + 1;
    }
  memcpy (end, "u00", 3);
  end[3] = digits[(guchar) c >> 4];
  end[4] = digits[c & 15];
  return end + 5;
}

#define MOST_TEXT_BYTES(length) (6 * (length) + 2)

/* The database is in UTF-8, so nothing else than these has to be looked for. Where it ends. */
static char *
write_text (char *end, const char *value, gsize length)
{
  gsize i = 0;

  *end++ = '"';
  for (guint64 eight; length - i >= sizeof eight; i += sizeof eight, end += sizeof eight)
    {
      memcpy (&eight, value + i, sizeof eight);
      if (!are_plain (eight))
        break;
      memcpy (end, &eight, sizeof eight);
    }
  for (; i < length; i++)
    end = write_character (end, value[i]);
  *end++ = '"';
  return end;
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

/* A column, and what comes before its value: "name": with its quotes. */
typedef struct
{
  const SalonServerField *field;
  int place;
  char *label;
  gsize label_length;
  GHashTable *texts; /* nullable: what is written is that of the value: value → GString of JSON */
} Column;

static void
clear_column (gpointer data)
{
  Column *column = data;

  g_free (column->label);
  g_clear_pointer (&column->texts, g_hash_table_unref);
}

static void
free_string (gpointer text)
{
  g_string_free (text, TRUE);
}

/* The keys are those of @names, not copies. */
static GHashTable *
index_names (const PGresult *names)
{
  GHashTable *texts = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, free_string);

  for (int row = 0; row < PQntuples (names); row++)
    {
      gsize length = (gsize) PQgetlength (names, row, 1);
      GString *text = g_string_sized_new (MOST_TEXT_BYTES (length));

      end_at (text, write_text (reserve (text, MOST_TEXT_BYTES (length)),
                                PQgetvalue (names, row, 1), length));
      g_hash_table_insert (texts, PQgetvalue (names, row, 0), text);
    }
  return texts;
}

static void
add_column (GArray *columns, const SalonServerField *field, int place, GHashTable *texts)
{
  Column column = { .field = field, .place = place, .texts = texts };

  column.label = g_strdup_printf ("%c\"%s\":", columns->len > 0 ? ',' : '{', field->name);
  column.label_length = strlen (column.label);
  g_array_append_val (columns, column);
}

static GArray *
list_columns (const PGresult *rows,
              const SalonServerSchema *schema,
              const SalonServerRowsLookup *lookup)
{
  g_autofree int *places = find_places (rows, schema);
  GArray *columns = g_array_new (FALSE, FALSE, sizeof (Column));

  g_array_set_clear_func (columns, clear_column);
  for (gsize i = 0; schema->fields[i].name != NULL; i++)
    if (places[i] >= 0)
      add_column (columns, &schema->fields[i], places[i], NULL);
    else if (lookup != NULL && g_str_equal (lookup->field, schema->fields[i].name))
      add_column (columns, &schema->fields[i], PQfnumber (rows, lookup->key),
                  index_names (lookup->names));
  return columns;
}

static void
write_looked_up (GString *text, const char *value, GHashTable *texts)
{
  const GString *found = g_hash_table_lookup (texts, value);

  if (found != NULL)
    g_string_append_len (text, found->str, (gssize) found->len);
  else
    g_string_append_len (text, "null", 4);
}

/* Room is there for a text of @length. */
static void
write_value (GString *text, const char *value, gsize length, const SalonServerField *field)
{
  char *end = text->str + text->len;

  if ((field->flags & SALON_SERVER_FIELD_ARRAY) != 0 || field->kind == SALON_SERVER_KIND_OBJECT
      || field->kind == SALON_SERVER_KIND_ANY
      || (field->kind == SALON_SERVER_KIND_MONEY && !(length > 2 && value[length - 3] == '.')))
    write_other (text, value, length, field);
  else if (field->kind == SALON_SERVER_KIND_INTEGER)
    end_at (text, (char *) memcpy (end, value, length) + length);
  else if (field->kind == SALON_SERVER_KIND_BOOLEAN)
    g_string_append (text, *value == 't' ? "true" : "false");
  else
    end_at (text, write_text (end, value, length));
}

static void
write_row (GString *text, const PGresult *rows, int row, GArray *columns)
{
  for (guint i = 0; i < columns->len; i++)
    {
      const Column *column = &g_array_index (columns, Column, i);
      gsize length = (gsize) PQgetlength (rows, row, column->place);
      char *end = reserve (text, column->label_length + MOST_TEXT_BYTES (length));

      memcpy (end, column->label, column->label_length);
      end_at (text, end + column->label_length);
      /* Null has no length, and so has little else. */
      if (length == 0 && PQgetisnull (rows, row, column->place))
        g_string_append_len (text, "null", 4);
      else if (column->texts != NULL)
        write_looked_up (text, PQgetvalue (rows, row, column->place), column->texts);
      else
        write_value (text, PQgetvalue (rows, row, column->place), length, column->field);
    }
  g_string_append_c (text, '}');
}

GBytes *
salon_server_rows_write_joined (const PGresult *rows,
                                const SalonServerSchema *schema,
                                const char *name,
                                const SalonServerRowsLookup *lookup)
{
  g_autoptr (GArray) columns = list_columns (rows, schema, lookup);
  GString *text = g_string_sized_new (64 + (gsize) PQntuples (rows) * 1024);

  g_string_append_printf (text, "{\"%s\":[", name);
  for (int row = 0; row < PQntuples (rows); row++)
    {
      if (row > 0)
        g_string_append_c (text, ',');
      write_row (text, rows, row, columns);
    }
  g_string_append (text, "]}");
  return g_string_free_to_bytes (text);
}

GBytes *
salon_server_rows_write_list (const PGresult *rows,
                              const SalonServerSchema *schema,
                              const char *name)
{
  return salon_server_rows_write_joined (rows, schema, name, NULL);
}
