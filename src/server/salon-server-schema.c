/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-schema.h"

#include <string.h>

#include "core/salon-day.h"
#include "core/salon-instant.h"
#include "core/salon-money.h"
#include "core/salon-phone.h"
#include "core/salon-text.h"

#define MOST_FAULTS 20
#define MOST_TEXT 255
#define MOST_ITEMS 100

void
salon_server_fault_free (SalonServerFault *self)
{
  g_return_if_fail (self != NULL);

  g_free (self->pointer);
  g_free (self->detail);
  g_free (self);
}

static void add_fault (GPtrArray *faults, const char *pointer, const char *format, ...)
  G_GNUC_PRINTF (3, 4);

static void
add_fault (GPtrArray *faults, const char *pointer, const char *format, ...)
{
  SalonServerFault *fault;
  va_list arguments;

  if (faults->len >= MOST_FAULTS)
    return;
  fault = g_new0 (SalonServerFault, 1);
  fault->pointer = g_strdup (pointer);
  va_start (arguments, format);
  fault->detail = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_ptr_array_add (faults, fault);
}

static void
get_text_limits (const SalonServerField *field, gint64 *minimum, gint64 *maximum)
{
  gboolean unlimited = field->minimum == 0 && field->maximum == 0;

  *minimum = unlimited ? 1 : field->minimum;
  *maximum = unlimited ? MOST_TEXT : field->maximum;
}

static gboolean
has_control_characters (const char *text)
{
  for (const guchar *p = (const guchar *) text; *p != '\0'; p++)
    if ((*p < 0x20 && *p != '\n' && *p != '\t' && *p != '\r') || *p == 0x7f)
      return TRUE;
  return FALSE;
}

static void
check_text (const SalonServerField *field, const char *text, const char *pointer, GPtrArray *faults)
{
  gint64 minimum, maximum;
  glong length = g_utf8_strlen (text, -1);

  get_text_limits (field, &minimum, &maximum);
  if (length < minimum)
    add_fault (faults, pointer, "must not be shorter than %" G_GINT64_FORMAT, minimum);
  else if (length > maximum)
    add_fault (faults, pointer, "must not be longer than %" G_GINT64_FORMAT, maximum);
  else if (has_control_characters (text))
    add_fault (faults, pointer, "has characters that are no text");
  else if (minimum > 0 && strspn (text, " \t\r\n") == strlen (text))
    add_fault (faults, pointer, "is blank");
}

static void
check_money (const SalonServerField *field,
             const char *text,
             const char *pointer,
             GPtrArray *faults)
{
  gint64 cents = 0;

  if (!salon_money_from_wire (text, &cents, NULL))
    add_fault (faults, pointer, "must be an amount like \"12.50\"");
  else if ((field->minimum != 0 || field->maximum != 0)
           && (cents < field->minimum || cents > field->maximum))
    add_fault (faults, pointer, "is not an amount that is allowed");
}

static gboolean
is_choice (const SalonServerField *field, const char *text)
{
  return field->choices != NULL && g_strv_contains (field->choices, text);
}

static gboolean
is_day (const char *text)
{
  SalonDay day;

  return salon_day_parse (text, &day, NULL);
}

static gboolean
is_minute (const char *text)
{
  int minute;

  return salon_minute_parse (text, &minute, NULL);
}

static gboolean
is_instant (const char *text)
{
  gint64 seconds;

  return salon_instant_from_wire (text, &seconds, NULL);
}

static gboolean
is_phone (const char *text)
{
  g_autofree char *e164 = NULL;

  return strlen (text) <= 32 && salon_phone_parse (text, &e164, NULL);
}

static gboolean
is_email (const char *text)
{
  return strlen (text) <= 254 && !has_control_characters (text) && strpbrk (text, "\r\n\t") == NULL
         && salon_text_is_email (text);
}

/* Everything that is written as a text. */
static void
check_string (const SalonServerField *field,
              const char *text,
              const char *pointer,
              GPtrArray *faults)
{
  switch (field->kind)
    {
    case SALON_SERVER_KIND_TEXT:
      check_text (field, text, pointer, faults);
      break;
    case SALON_SERVER_KIND_MONEY:
      check_money (field, text, pointer, faults);
      break;
    case SALON_SERVER_KIND_UUID:
      if (!g_uuid_string_is_valid (text))
        add_fault (faults, pointer, "must be a UUID");
      break;
    case SALON_SERVER_KIND_DATE:
      if (!is_day (text))
        add_fault (faults, pointer, "must be a day like \"2026-03-12\"");
      break;
    case SALON_SERVER_KIND_TIME:
      if (!is_minute (text))
        add_fault (faults, pointer, "must be a time like \"09:30\"");
      break;
    case SALON_SERVER_KIND_INSTANT:
      if (!is_instant (text))
        add_fault (faults, pointer, "must be an instant like \"2026-03-12T09:30:00Z\"");
      break;
    case SALON_SERVER_KIND_EMAIL:
      if (!is_email (text))
        add_fault (faults, pointer, "must be an e-mail address");
      break;
    case SALON_SERVER_KIND_PHONE:
      if (!is_phone (text))
        add_fault (faults, pointer, "must be a telephone number");
      break;
    case SALON_SERVER_KIND_CHOICE:
      if (!is_choice (field, text))
        add_fault (faults, pointer, "is not one of those that are allowed");
      break;
    case SALON_SERVER_KIND_INTEGER:
    case SALON_SERVER_KIND_BOOLEAN:
    case SALON_SERVER_KIND_OBJECT:
    case SALON_SERVER_KIND_ANY:
      g_assert_not_reached ();
    }
}

static void
check_integer (const SalonServerField *field, gint64 value, const char *pointer, GPtrArray *faults)
{
  if ((field->minimum != 0 || field->maximum != 0)
      && (value < field->minimum || value > field->maximum))
    add_fault (faults, pointer, "must be from %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT,
               field->minimum, field->maximum);
}

static void check_object (const SalonServerSchema *self,
                          yyjson_val *value,
                          const char *pointer,
                          GPtrArray *faults);

/* A JSON integer that a gint64 can be. */
static gboolean
is_integer (yyjson_val *value)
{
  return yyjson_is_sint (value)
         || (yyjson_is_uint (value) && yyjson_get_uint (value) <= (guint64) G_MAXINT64);
}

static void
check_one (const SalonServerField *field, yyjson_val *value, const char *pointer, GPtrArray *faults)
{
  switch (field->kind)
    {
    case SALON_SERVER_KIND_ANY:
      break;
    case SALON_SERVER_KIND_OBJECT:
      check_object (field->schema, value, pointer, faults);
      break;
    case SALON_SERVER_KIND_BOOLEAN:
      if (!yyjson_is_bool (value))
        add_fault (faults, pointer, "must be true or false");
      break;
    case SALON_SERVER_KIND_INTEGER:
      if (!is_integer (value))
        add_fault (faults, pointer, "must be a whole number");
      else
        check_integer (field, yyjson_get_sint (value), pointer, faults);
      break;
    case SALON_SERVER_KIND_TEXT:
    case SALON_SERVER_KIND_MONEY:
    case SALON_SERVER_KIND_UUID:
    case SALON_SERVER_KIND_DATE:
    case SALON_SERVER_KIND_TIME:
    case SALON_SERVER_KIND_INSTANT:
    case SALON_SERVER_KIND_EMAIL:
    case SALON_SERVER_KIND_PHONE:
    case SALON_SERVER_KIND_CHOICE:
      /* A text with a NUL in it would be cut by whoever reads on. */
      if (!yyjson_is_str (value) || strlen (yyjson_get_str (value)) != yyjson_get_len (value))
        add_fault (faults, pointer, "must be a text");
      else
        check_string (field, yyjson_get_str (value), pointer, faults);
      break;
    }
}

static void
check_array (const SalonServerField *field,
             yyjson_val *value,
             const char *pointer,
             GPtrArray *faults)
{
  guint most = field->most_items != 0 ? field->most_items : MOST_ITEMS;
  yyjson_arr_iter items;
  yyjson_val *item;

  if (!yyjson_is_arr (value))
    {
      add_fault (faults, pointer, "must be a list");
      return;
    }
  if (yyjson_arr_size (value) > most)
    {
      add_fault (faults, pointer, "must not have more than %u", most);
      return;
    }
  yyjson_arr_iter_init (value, &items);
  for (gsize i = 0; (item = yyjson_arr_iter_next (&items)) != NULL; i++)
    {
      g_autofree char *below = g_strdup_printf ("%s/%" G_GSIZE_FORMAT, pointer, i);

      check_one (field, item, below, faults);
    }
}

static const SalonServerField *
find_field (const SalonServerSchema *self, const char *name)
{
  for (const SalonServerField *field = self->fields; field->name != NULL; field++)
    if (g_str_equal (field->name, name))
      return field;
  return NULL;
}

/* A member by its name: known, once, and as its field says. */
static void
check_member (const SalonServerSchema *self,
              yyjson_val *object,
              yyjson_val *key,
              const char *pointer,
              GPtrArray *faults)
{
  const char *name = yyjson_get_str (key);
  yyjson_val *value = yyjson_obj_iter_get_val (key);
  const SalonServerField *field =
    strlen (name) == yyjson_get_len (key) ? find_field (self, name) : NULL;
  g_autofree char *below = NULL;

  if (field == NULL)
    {
      g_autofree char *shown = g_utf8_substring (name, 0, MIN (64, g_utf8_strlen (name, -1)));

      add_fault (faults, *pointer != '\0' ? pointer : "/", "has no field “%s”", shown);
      return;
    }
  below = g_strconcat (pointer, "/", name, NULL);
  if (yyjson_obj_get (object, name) != value)
    add_fault (faults, below, "is there twice");
  else if (yyjson_is_null (value))
    {
      if ((field->flags & SALON_SERVER_FIELD_NULLABLE) == 0)
        add_fault (faults, below, "must not be null");
    }
  else if ((field->flags & SALON_SERVER_FIELD_ARRAY) != 0)
    check_array (field, value, below, faults);
  else
    check_one (field, value, below, faults);
}

static void
check_object (const SalonServerSchema *self,
              yyjson_val *value,
              const char *pointer,
              GPtrArray *faults)
{
  yyjson_obj_iter members;
  yyjson_val *key;

  if (!yyjson_is_obj (value))
    {
      add_fault (faults, pointer, "must be an object");
      return;
    }
  yyjson_obj_iter_init (value, &members);
  while ((key = yyjson_obj_iter_next (&members)) != NULL && faults->len < MOST_FAULTS)
    check_member (self, value, key, pointer, faults);
  for (const SalonServerField *field = self->fields; field->name != NULL; field++)
    if ((field->flags & SALON_SERVER_FIELD_REQUIRED) != 0
        && yyjson_obj_get (value, field->name) == NULL)
      {
        g_autofree char *below = g_strconcat (pointer, "/", field->name, NULL);

        add_fault (faults, below, "is missing");
      }
}

static GPtrArray *
new_faults (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) salon_server_fault_free);
}

GPtrArray *
salon_server_schema_check (const SalonServerSchema *self, yyjson_val *value)
{
  GPtrArray *faults = new_faults ();

  g_return_val_if_fail (self != NULL, faults);

  check_object (self, value, "", faults);
  return faults;
}

static void
check_query_value (const SalonServerField *field, const char *value, GPtrArray *faults)
{
  gint64 number = 0;

  switch (field->kind)
    {
    case SALON_SERVER_KIND_INTEGER:
      if (!g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL))
        add_fault (faults, field->name, "must be a whole number");
      else
        check_integer (field, number, field->name, faults);
      break;
    case SALON_SERVER_KIND_BOOLEAN:
      if (!g_str_equal (value, "true") && !g_str_equal (value, "false"))
        add_fault (faults, field->name, "must be true or false");
      break;
    case SALON_SERVER_KIND_TEXT:
    case SALON_SERVER_KIND_MONEY:
    case SALON_SERVER_KIND_UUID:
    case SALON_SERVER_KIND_DATE:
    case SALON_SERVER_KIND_TIME:
    case SALON_SERVER_KIND_INSTANT:
    case SALON_SERVER_KIND_EMAIL:
    case SALON_SERVER_KIND_PHONE:
    case SALON_SERVER_KIND_CHOICE:
      check_string (field, value, field->name, faults);
      break;
    case SALON_SERVER_KIND_OBJECT:
    case SALON_SERVER_KIND_ANY:
      g_assert_not_reached ();
    }
}

GPtrArray *
salon_server_schema_check_query (const SalonServerSchema *self, GHashTable *query)
{
  GPtrArray *faults = new_faults ();
  GHashTableIter iter;
  gpointer name, value;

  g_return_val_if_fail (query != NULL, faults);

  g_hash_table_iter_init (&iter, query);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      const SalonServerField *field = self != NULL ? find_field (self, name) : NULL;

      if (field == NULL)
        add_fault (faults, "?", "has no parameter “%.64s”", (const char *) name);
      else
        check_query_value (field, value, faults);
    }
  for (const SalonServerField *field = self != NULL ? self->fields : NULL;
       field != NULL && field->name != NULL; field++)
    if ((field->flags & SALON_SERVER_FIELD_REQUIRED) != 0
        && !g_hash_table_contains (query, field->name))
      add_fault (faults, field->name, "is missing");
  return faults;
}
