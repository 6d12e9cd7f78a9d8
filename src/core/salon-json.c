/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Before json-glib sees a text, one pass over its bytes counts the nesting and looks at what
 * json-glib would quietly change: `\u0000` within a text and integers beyond gint64. The pass trusts
 * nothing about the form; what is no JSON at all is left to the parser behind it.
 */
#include "salon-json.h"

#include <math.h>
#include <string.h>

#include "salon-error.h"

/* Steps over a text that opens at @text; returns the closing quote or the end of the document. */
static const char *
scan_text (const char *text, gboolean *has_nul)
{
  const char *at = text + 1;

  for (; *at != '\0' && *at != '"'; at++)
    if (*at == '\\' && at[1] != '\0')
      {
        /* g_str_has_prefix () would measure the rest of the document, each time. */
        *has_nul |= strncmp (at, "\\u0000", strlen ("\\u0000")) == 0;
        at++;
      }
  return at;
}

/* Steps over a number that starts at @text; returns its last character. */
static const char *
scan_number (const char *text, gboolean *fits)
{
  gsize length = strspn (text, "+-.0123456789eE");
  g_autofree char *number = g_strndup (text, length);

  if (strpbrk (number, ".eE") == NULL)
    *fits = g_ascii_string_to_signed (number, 10, G_MININT64, G_MAXINT64, NULL, NULL);
  else
    *fits = isfinite (g_ascii_strtod (number, NULL));
  return text + length - 1;
}

static gboolean
scan (const char *text, guint max_depth, GError **error)
{
  guint depth = 0;
  gboolean has_nul = FALSE;
  gboolean fits = TRUE;

  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"')
        at = scan_text (at, &has_nul);
      else if (*at == '-' || g_ascii_isdigit (*at))
        at = scan_number (at, &fits);
      else if (*at == '[' || *at == '{')
        depth++;
      else if ((*at == ']' || *at == '}') && depth > 0)
        depth--;

      if (depth > max_depth || !fits || has_nul)
        {
          g_set_error (error, SALON_ERROR, SALON_ERROR_OUT_OF_RANGE, "JSON: %s",
                       has_nul ? "a text with a NUL"
                       : fits  ? "too deep"
                               : "a number out of range");
          return FALSE;
        }
      if (*at == '\0')
        break;
    }
  return TRUE;
}

JsonNode *
salon_json_parse (const char *text, gsize max_bytes, guint max_depth, GError **error)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GError) refusal = NULL;
  JsonNode *root = NULL;

  g_return_val_if_fail (text != NULL, NULL);

  if (strnlen (text, max_bytes + 1) > max_bytes)
    {
      g_set_error (error, SALON_ERROR, SALON_ERROR_OUT_OF_RANGE,
                   "JSON: longer than %" G_GSIZE_FORMAT " bytes", max_bytes);
      return NULL;
    }
  if (!g_utf8_validate (text, -1, NULL))
    {
      g_set_error (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD, "JSON: not UTF-8");
      return NULL;
    }
  if (!scan (text, max_depth, error))
    return NULL;

  json_parser_set_strict (parser, TRUE);
  if (json_parser_load_from_data (parser, text, -1, &refusal))
    root = json_parser_steal_root (parser);
  if (root == NULL)
    g_set_error (error, SALON_ERROR, SALON_ERROR_NOT_UNDERSTOOD, "JSON: %s",
                 refusal != NULL ? refusal->message : "empty");
  return root;
}

static void
append_escaped (GString *out, char character)
{
  if (character == '"' || character == '\\')
    {
      g_string_append_c (out, '\\');
      g_string_append_c (out, character);
    }
  else if (character == '\n')
    g_string_append (out, "\\n");
  else
    g_string_append_printf (out, "\\u%04x", (guint) character);
}

/* Nearly all texts are copied in one piece. */
void
salon_json_append_text (GString *out, const char *text)
{
  const char *at = text;

  g_string_append_c (out, '"');
  for (const char *piece = text; *piece != '\0'; piece = at)
    {
      while ((guchar) *at >= 0x20 && *at != '"' && *at != '\\' && *at != 0x7f)
        at++;
      g_string_append_len (out, piece, at - piece);
      if (*at != '\0')
        append_escaped (out, *at++);
    }
  g_string_append_c (out, '"');
}

void
salon_json_append_object (GString *out, JsonObject *object)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;
  gboolean first = TRUE;

  g_string_append_c (out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    {
      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;
      salon_json_append_text (out, name);
      g_string_append_c (out, ':');
      salon_json_append (out, value);
    }
  g_string_append_c (out, '}');
}

static void
append_array (GString *out, JsonArray *array)
{
  g_string_append_c (out, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      salon_json_append (out, json_array_get_element (array, i));
    }
  g_string_append_c (out, ']');
}

/* The shortest text that is read as the same number, and not as an integer, which is another value. */
static void
append_double (GString *out, double number)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char text[G_ASCII_DTOSTR_BUF_SIZE];
  gsize i = 0;

  do
    g_ascii_formatd (text, sizeof text, formats[i], number);
  while (g_ascii_strtod (text, NULL) != number && ++i < G_N_ELEMENTS (formats));

  g_string_append (out, text);
  if (strpbrk (text, ".e") == NULL)
    g_string_append (out, ".0");
}

/* As "%d" would, without reading a format: a row has a handful of them, and an import many rows. */
static void
append_integer (GString *out, gint64 number)
{
  char digits[20];
  gsize first = sizeof digits;
  guint64 rest = number < 0 ? -(guint64) number : (guint64) number;

  do
    digits[--first] = (char) ('0' + rest % 10);
  while ((rest /= 10) > 0);
  if (number < 0)
    g_string_append_c (out, '-');
  g_string_append_len (out, digits + first, (gssize) (sizeof digits - first));
}

static void
append_scalar (GString *out, JsonNode *value)
{
  GType type = json_node_get_value_type (value);

  if (type == G_TYPE_STRING)
    salon_json_append_text (out, json_node_get_string (value));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (out, json_node_get_boolean (value) ? "true" : "false");
  else if (type == G_TYPE_DOUBLE)
    append_double (out, json_node_get_double (value));
  else
    append_integer (out, json_node_get_int (value));
}

void
salon_json_append (GString *out, JsonNode *value)
{
  switch (json_node_get_node_type (value))
    {
    case JSON_NODE_OBJECT:
      salon_json_append_object (out, json_node_get_object (value));
      break;
    case JSON_NODE_ARRAY:
      append_array (out, json_node_get_array (value));
      break;
    case JSON_NODE_VALUE:
      append_scalar (out, value);
      break;
    case JSON_NODE_NULL:
      g_string_append (out, "null");
      break;
    }
}

JsonObject *
salon_json_copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &value))
    json_object_set_member (copy, name, salon_json_copy (value));
  return copy;
}

static JsonArray *
copy_array (JsonArray *array)
{
  guint length = json_array_get_length (array);
  JsonArray *copy = json_array_sized_new (length);

  for (guint i = 0; i < length; i++)
    json_array_add_element (copy, salon_json_copy (json_array_get_element (array, i)));
  return copy;
}

JsonNode *
salon_json_copy (JsonNode *value)
{
  JsonNode *copy = json_node_alloc ();

  switch (json_node_get_node_type (value))
    {
    case JSON_NODE_OBJECT:
      json_node_init (copy, JSON_NODE_OBJECT);
      json_node_take_object (copy, salon_json_copy_object (json_node_get_object (value)));
      break;
    case JSON_NODE_ARRAY:
      json_node_init (copy, JSON_NODE_ARRAY);
      json_node_take_array (copy, copy_array (json_node_get_array (value)));
      break;
    case JSON_NODE_VALUE:
      {
        g_auto (GValue) scalar = G_VALUE_INIT;

        json_node_init (copy, JSON_NODE_VALUE);
        json_node_get_value (value, &scalar);
        json_node_set_value (copy, &scalar);
        break;
      }
    case JSON_NODE_NULL:
      json_node_init_null (copy);
      break;
    }
  return copy;
}

static gboolean
is_any_member_deeper (JsonObject *object, guint depth)
{
  JsonObjectIter iter;
  JsonNode *value;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, NULL, &value))
    if (salon_json_is_deeper (value, depth))
      return TRUE;
  return FALSE;
}

gboolean
salon_json_is_deeper (JsonNode *value, guint depth)
{
  JsonArray *array = NULL;

  if (JSON_NODE_HOLDS_OBJECT (value))
    return depth == 0 || is_any_member_deeper (json_node_get_object (value), depth - 1);
  if (!JSON_NODE_HOLDS_ARRAY (value))
    return FALSE;
  if (depth == 0)
    return TRUE;
  array = json_node_get_array (value);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (salon_json_is_deeper (json_array_get_element (array, i), depth - 1))
      return TRUE;
  return FALSE;
}
