/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables, in the order in which a row may point at another (parents first).
 *
 * The columns of the seed keep their names and meaning; what is added says so. `created_at` and
 * `updated_at` are bookkeeping of each database and are no part of a change, but for the
 * `created_at` of bookings and clients, which people ask about.
 */
#include "salon-schema.h"

#include <math.h>
#include <string.h>

#include "salon-day.h"
#include "salon-error.h"
#include "salon-instant.h"
#include "salon-json.h"
#include "salon-money.h"

#define NULLABLE TRUE
#define REQUIRED FALSE

static const SalonColumn staff_columns[] = {
  { "id", SALON_KIND_UUID, REQUIRED },
  { "name", SALON_KIND_TEXT, REQUIRED },
  { "is_active", SALON_KIND_BOOLEAN, REQUIRED },
  { "position", SALON_KIND_INTEGER, REQUIRED },
};

static const SalonColumn services_columns[] = {
  { "id", SALON_KIND_UUID, REQUIRED },
  { "name", SALON_KIND_TEXT, REQUIRED },
  { "category", SALON_KIND_TEXT, REQUIRED },
  { "description", SALON_KIND_TEXT, NULLABLE },
  { "duration_minutes", SALON_KIND_INTEGER, REQUIRED },
  { "price", SALON_KIND_MONEY, REQUIRED },
  { "is_active", SALON_KIND_BOOLEAN, REQUIRED },
  { "image_url", SALON_KIND_TEXT, NULLABLE },
  /* Added. */
  { "buffer_minutes", SALON_KIND_INTEGER, REQUIRED },
  { "position", SALON_KIND_INTEGER, REQUIRED },
  { "buffer_before_minutes", SALON_KIND_INTEGER, REQUIRED },
};

static const SalonColumn clients_columns[] = {
  { "id", SALON_KIND_UUID, REQUIRED },
  { "name", SALON_KIND_TEXT, REQUIRED },
  { "email", SALON_KIND_TEXT, NULLABLE },
  { "phone", SALON_KIND_TEXT, NULLABLE },
  { "allergies", SALON_KIND_TEXT, NULLABLE },
  { "notes", SALON_KIND_TEXT, NULLABLE },
  { "is_blocked", SALON_KIND_BOOLEAN, REQUIRED },
  { "sms_consent", SALON_KIND_BOOLEAN, REQUIRED },
  { "email_consent", SALON_KIND_BOOLEAN, REQUIRED },
  { "language", SALON_KIND_TEXT, REQUIRED },
  { "merged_into", SALON_KIND_UUID, NULLABLE },
  { "anonymised_at", SALON_KIND_INSTANT, NULLABLE },
  { "created_at", SALON_KIND_INSTANT, REQUIRED },
};

static const SalonColumn bookings_columns[] = {
  { "id", SALON_KIND_UUID, REQUIRED },
  { "service_id", SALON_KIND_UUID, NULLABLE },
  { "client_name", SALON_KIND_TEXT, REQUIRED },
  { "client_email", SALON_KIND_TEXT, NULLABLE },
  { "client_phone", SALON_KIND_TEXT, NULLABLE },
  { "booking_date", SALON_KIND_DATE, REQUIRED },
  { "booking_time", SALON_KIND_TIME, REQUIRED },
  { "status", SALON_KIND_TEXT, REQUIRED },
  { "payment_status", SALON_KIND_TEXT, REQUIRED },
  { "payment_amount", SALON_KIND_MONEY, NULLABLE },
  { "payment_method", SALON_KIND_TEXT, NULLABLE },
  { "notes", SALON_KIND_TEXT, NULLABLE },
  { "cancellation_reason", SALON_KIND_TEXT, NULLABLE },
  { "cancelled_at", SALON_KIND_INSTANT, NULLABLE },
  { "created_at", SALON_KIND_INSTANT, REQUIRED },
  /* Added. */
  { "client_id", SALON_KIND_UUID, NULLABLE },
  { "staff_id", SALON_KIND_UUID, REQUIRED },
  { "duration_minutes", SALON_KIND_INTEGER, REQUIRED },
  { "buffer_minutes", SALON_KIND_INTEGER, REQUIRED },
  { "price", SALON_KIND_MONEY, REQUIRED },
  { "forced_reason", SALON_KIND_TEXT, NULLABLE },
  { "hold_expires_at", SALON_KIND_INSTANT, NULLABLE },
  /* Kept though it overlaps another: it was so before the shared salon knew it. Only the shared salon
   * sets it. */
  { "double_booked", SALON_KIND_BOOLEAN, REQUIRED },
  { "buffer_before_minutes", SALON_KIND_INTEGER, REQUIRED },
  /* The same for all that were made by one repetition. */
  { "series_id", SALON_KIND_UUID, NULLABLE },
};

static const SalonColumn booking_services_columns[] = {
  { "id", SALON_KIND_UUID, REQUIRED },
  { "booking_id", SALON_KIND_UUID, REQUIRED },
  { "position", SALON_KIND_INTEGER, REQUIRED },
  { "service_id", SALON_KIND_UUID, NULLABLE },
  { "name", SALON_KIND_TEXT, REQUIRED },
  { "duration_minutes", SALON_KIND_INTEGER, REQUIRED },
  { "buffer_minutes", SALON_KIND_INTEGER, REQUIRED },
  { "price", SALON_KIND_MONEY, REQUIRED },
  { "buffer_before_minutes", SALON_KIND_INTEGER, REQUIRED },
};

static const SalonColumn availabilities_columns[] = {
  { "id", SALON_KIND_UUID, REQUIRED },
  { "day_of_week", SALON_KIND_INTEGER, REQUIRED },
  { "start_time", SALON_KIND_TIME, REQUIRED },
  { "end_time", SALON_KIND_TIME, REQUIRED },
  { "is_active", SALON_KIND_BOOLEAN, REQUIRED },
  /* Added. */
  { "staff_id", SALON_KIND_UUID, NULLABLE },
};

static const SalonColumn opening_exceptions_columns[] = {
  { "id", SALON_KIND_UUID, REQUIRED },       { "from_date", SALON_KIND_DATE, REQUIRED },
  { "to_date", SALON_KIND_DATE, REQUIRED },  { "start_time", SALON_KIND_TIME, NULLABLE },
  { "end_time", SALON_KIND_TIME, NULLABLE }, { "open", SALON_KIND_BOOLEAN, REQUIRED },
  { "reason", SALON_KIND_TEXT, NULLABLE },
};

static const SalonColumn blocked_dates_columns[] = {
  { "id", SALON_KIND_UUID, REQUIRED },
  { "date", SALON_KIND_DATE, REQUIRED },
  { "reason", SALON_KIND_TEXT, NULLABLE },
};

static const SalonColumn gift_cards_columns[] = {
  { "id", SALON_KIND_UUID, REQUIRED },
  { "code", SALON_KIND_TEXT, REQUIRED },
  { "type", SALON_KIND_TEXT, REQUIRED },
  { "amount", SALON_KIND_MONEY, NULLABLE },
  { "service_id", SALON_KIND_UUID, NULLABLE },
  { "buyer_name", SALON_KIND_TEXT, REQUIRED },
  { "buyer_email", SALON_KIND_TEXT, NULLABLE },
  { "recipient_name", SALON_KIND_TEXT, REQUIRED },
  { "recipient_email", SALON_KIND_TEXT, NULLABLE },
  { "custom_message", SALON_KIND_TEXT, NULLABLE },
  { "purchase_date", SALON_KIND_DATE, REQUIRED },
  { "expiry_date", SALON_KIND_DATE, REQUIRED },
  { "pdf_url", SALON_KIND_TEXT, NULLABLE },
  /* Added: nobody has paid for it. */
  { "is_complimentary", SALON_KIND_BOOLEAN, REQUIRED },
};

static const SalonColumn gift_card_movements_columns[] = {
  { "id", SALON_KIND_UUID, REQUIRED },
  { "card_id", SALON_KIND_UUID, REQUIRED },
  { "kind", SALON_KIND_TEXT, REQUIRED },
  { "amount", SALON_KIND_MONEY, REQUIRED },
  { "booking_id", SALON_KIND_UUID, NULLABLE },
  { "note", SALON_KIND_TEXT, NULLABLE },
  { "at", SALON_KIND_INSTANT, REQUIRED },
  { "by", SALON_KIND_TEXT, NULLABLE },
  /* The first movement that this one takes back, or puts in force again. */
  { "reverses", SALON_KIND_UUID, NULLABLE },
  /* Of an extension: until when the card is good from then on. */
  { "expiry_date", SALON_KIND_DATE, NULLABLE },
};

static const SalonColumn payments_columns[] = {
  { "id", SALON_KIND_UUID, REQUIRED },
  { "booking_id", SALON_KIND_UUID, NULLABLE },
  { "gift_card_id", SALON_KIND_UUID, NULLABLE },
  { "amount", SALON_KIND_MONEY, REQUIRED },
  { "payment_method", SALON_KIND_TEXT, REQUIRED },
  { "payment_provider", SALON_KIND_TEXT, NULLABLE },
  { "provider_payment_id", SALON_KIND_TEXT, NULLABLE },
  { "status", SALON_KIND_TEXT, REQUIRED },
  { "metadata", SALON_KIND_JSON, NULLABLE },
  { "created_at", SALON_KIND_INSTANT, REQUIRED },
  /* Added: the payment that this one takes back. */
  { "reverses", SALON_KIND_UUID, NULLABLE },
};

static const SalonColumn notifications_columns[] = {
  { "id", SALON_KIND_UUID, REQUIRED },
  { "booking_id", SALON_KIND_UUID, NULLABLE },
  { "type", SALON_KIND_TEXT, REQUIRED },
  { "channel", SALON_KIND_TEXT, REQUIRED },
  { "recipient", SALON_KIND_TEXT, REQUIRED },
  { "content", SALON_KIND_TEXT, NULLABLE },
  { "status", SALON_KIND_TEXT, REQUIRED },
  { "sent_at", SALON_KIND_INSTANT, NULLABLE },
  { "error_message", SALON_KIND_TEXT, NULLABLE },
  /* Added. */
  { "starts_at", SALON_KIND_TEXT, NULLABLE },
  { "due_at", SALON_KIND_INSTANT, NULLABLE },
  { "provider_id", SALON_KIND_TEXT, NULLABLE },
  { "attempts", SALON_KIND_INTEGER, REQUIRED },
  { "gift_card_id", SALON_KIND_UUID, NULLABLE },
  { "subject", SALON_KIND_TEXT, NULLABLE },
  /* The message that tells this too. */
  { "part_of", SALON_KIND_UUID, NULLABLE },
  /* Not before then, or when it is looked up. */
  { "try_at", SALON_KIND_INSTANT, NULLABLE },
};

static const SalonColumn salon_settings_columns[] = {
  { "key", SALON_KIND_TEXT, REQUIRED },
  { "value", SALON_KIND_JSON, REQUIRED },
};

static const SalonColumn waiting_list_columns[] = {
  { "id", SALON_KIND_UUID, REQUIRED },
  { "client_id", SALON_KIND_UUID, NULLABLE },
  { "client_name", SALON_KIND_TEXT, REQUIRED },
  { "client_phone", SALON_KIND_TEXT, NULLABLE },
  { "client_email", SALON_KIND_TEXT, NULLABLE },
  /* An array of the ids of services. */
  { "services", SALON_KIND_JSON, REQUIRED },
  { "duration_minutes", SALON_KIND_INTEGER, REQUIRED },
  { "from_date", SALON_KIND_DATE, REQUIRED },
  { "to_date", SALON_KIND_DATE, REQUIRED },
  /* One bit for each day of the week that suits her: Monday is 1, Sunday 64. */
  { "weekdays", SALON_KIND_INTEGER, REQUIRED },
  { "start_time", SALON_KIND_TIME, NULLABLE },
  { "end_time", SALON_KIND_TIME, NULLABLE },
  { "notes", SALON_KIND_TEXT, NULLABLE },
  { "status", SALON_KIND_TEXT, REQUIRED },
  { "booking_id", SALON_KIND_UUID, NULLABLE },
  { "created_at", SALON_KIND_INSTANT, REQUIRED },
  /* Added: when she was told of a time, and of which. */
  { "offered_at", SALON_KIND_INSTANT, NULLABLE },
  { "offered_date", SALON_KIND_DATE, NULLABLE },
  { "offered_time", SALON_KIND_TIME, NULLABLE },
};

/* Added. Only the server writes it: visits of the web pages on a day of the salon. */
static const SalonColumn web_visits_columns[] = {
  { "id", SALON_KIND_UUID, REQUIRED },
  { "day", SALON_KIND_DATE, REQUIRED },
  { "visits", SALON_KIND_INTEGER, REQUIRED },
};

#define TABLE(name, key) { #name, key, name##_columns, G_N_ELEMENTS (name##_columns) }

static const SalonTable tables[] = {
  TABLE (staff, "id"),
  TABLE (services, "id"),
  TABLE (clients, "id"),
  TABLE (bookings, "id"),
  TABLE (booking_services, "id"),
  TABLE (availabilities, "id"),
  TABLE (opening_exceptions, "id"),
  TABLE (blocked_dates, "id"),
  TABLE (gift_cards, "id"),
  TABLE (gift_card_movements, "id"),
  TABLE (payments, "id"),
  TABLE (notifications, "id"),
  TABLE (salon_settings, "key"),
  TABLE (waiting_list, "id"),
  TABLE (web_visits, "id"),
};

const SalonTable *
salon_schema_get_tables (gsize *n_tables)
{
  *n_tables = G_N_ELEMENTS (tables);
  return tables;
}

const SalonTable *
salon_schema_find_table (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (g_str_equal (tables[i].name, name))
      return &tables[i];
  return NULL;
}

const SalonColumn *
salon_table_find_column (const SalonTable *table, const char *name)
{
  /* Asked for every value of every row that is written: most names differ in their first letter. */
  for (gsize i = 0; i < table->n_columns; i++)
    if (*table->columns[i].name == *name && g_str_equal (table->columns[i].name, name))
      return &table->columns[i];
  return NULL;
}

/* Does @text look like @form, in which '0' stands for a digit? */
static gboolean
has_form (const char *text, const char *form)
{
  gsize i = 0;

  for (; form[i] != '\0'; i++)
    if (form[i] == '0' ? (guint) (text[i] - '0') > 9 : text[i] != form[i])
      return FALSE;
  return text[i] == '\0';
}

/* A full read looks at nearly a million of them. */
static gboolean
is_uuid (const char *text)
{
  static const gboolean is_hex[256] = {
    ['0'] = TRUE, ['1'] = TRUE, ['2'] = TRUE, ['3'] = TRUE, ['4'] = TRUE, ['5'] = TRUE,
    ['6'] = TRUE, ['7'] = TRUE, ['8'] = TRUE, ['9'] = TRUE, ['a'] = TRUE, ['b'] = TRUE,
    ['c'] = TRUE, ['d'] = TRUE, ['e'] = TRUE, ['f'] = TRUE,
  };

  for (int i = 0; i < 36; i++)
    {
      gboolean is_dash = i == 8 || i == 13 || i == 18 || i == 23;

      if (is_dash ? text[i] != '-' : !is_hex[(guchar) text[i]])
        return FALSE;
    }
  return text[36] == '\0';
}

static int
two_digits (const char *text)
{
  return (text[0] - '0') * 10 + (text[1] - '0');
}

static gboolean
is_date (const char *text)
{
  return has_form (text, "0000-00-00")
         && salon_ymd_is_valid (two_digits (text) * 100 + two_digits (text + 2),
                                two_digits (text + 5), two_digits (text + 8));
}

/* "24:00:00" is a time: where a window ends at midnight, as PostgreSQL writes it. */
static gboolean
is_time (const char *text)
{
  return g_str_equal (text, "24:00:00")
         || (has_form (text, "00:00:00") && two_digits (text) < 24 && two_digits (text + 3) < 60
             && two_digits (text + 6) < 60);
}

static gboolean
is_money (const char *text)
{
  gint64 cents;
  gsize digits = strspn (text + (*text == '-'), "0123456789");

  return digits > 0 && has_form (text + (*text == '-') + digits, ".00")
         && salon_money_from_wire (text, &cents, NULL);
}

static gboolean
is_text (const char *text)
{
  return strlen (text) <= SALON_TEXT_MAX_BYTES && g_utf8_validate (text, -1, NULL);
}

static gboolean
is_integer (const char *text)
{
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, NULL, NULL);
}

static gboolean
is_json_member (JsonNode *value)
{
  JsonArray *array = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *member;

  switch (json_node_get_node_type (value))
    {
    case JSON_NODE_OBJECT:
      json_object_iter_init (&iter, json_node_get_object (value));
      while (json_object_iter_next (&iter, &name, &member))
        if (!is_text (name) || !is_json_member (member))
          return FALSE;
      return TRUE;
    case JSON_NODE_ARRAY:
      array = json_node_get_array (value);
      for (guint i = 0; i < json_array_get_length (array); i++)
        if (!is_json_member (json_array_get_element (array, i)))
          return FALSE;
      return TRUE;
    case JSON_NODE_VALUE:
      if (json_node_get_value_type (value) == G_TYPE_STRING)
        return is_text (json_node_get_string (value));
      return json_node_get_value_type (value) != G_TYPE_DOUBLE
             || isfinite (json_node_get_double (value));
    case JSON_NODE_NULL:
      return TRUE;
    }
  return FALSE;
}

static gboolean
is_json (const char *text)
{
  g_autoptr (JsonNode) value =
    salon_json_parse (text, SALON_TEXT_MAX_BYTES, SALON_JSON_MAX_DEPTH, NULL);

  return value != NULL && is_json_member (value);
}

static gboolean
is_text_of_kind (const char *text, SalonKind kind)
{
  gint64 instant;

  switch (kind)
    {
    case SALON_KIND_UUID:
      return is_uuid (text);
    case SALON_KIND_TEXT:
      return is_text (text);
    case SALON_KIND_INTEGER:
      return is_integer (text);
    case SALON_KIND_MONEY:
      return is_money (text);
    case SALON_KIND_BOOLEAN:
      return g_str_equal (text, "true") || g_str_equal (text, "false");
    case SALON_KIND_DATE:
      return is_date (text);
    case SALON_KIND_TIME:
      return is_time (text);
    case SALON_KIND_INSTANT:
      return salon_instant_from_wire (text, &instant, NULL);
    case SALON_KIND_JSON:
      return is_json (text);
    }
  return FALSE;
}

static gboolean
is_of_kind (JsonNode *value, SalonKind kind)
{
  GType type = json_node_get_value_type (value);

  switch (kind)
    {
    case SALON_KIND_UUID:
    case SALON_KIND_TEXT:
    case SALON_KIND_MONEY:
    case SALON_KIND_DATE:
    case SALON_KIND_TIME:
    case SALON_KIND_INSTANT:
      return type == G_TYPE_STRING && is_text_of_kind (json_node_get_string (value), kind);
    case SALON_KIND_INTEGER:
      return type == G_TYPE_INT64;
    case SALON_KIND_BOOLEAN:
      return type == G_TYPE_BOOLEAN;
    case SALON_KIND_JSON:
      return !salon_json_is_deeper (value, SALON_JSON_MAX_DEPTH) && is_json_member (value);
    }
  return FALSE;
}

static gboolean
refuse_value (const SalonTable *table, const SalonColumn *column, gboolean is_null, GError **error)
{
  static const char *const kinds[] = {
    [SALON_KIND_UUID] = "uuid",       [SALON_KIND_TEXT] = "text",
    [SALON_KIND_INTEGER] = "integer", [SALON_KIND_MONEY] = "money",
    [SALON_KIND_BOOLEAN] = "boolean", [SALON_KIND_DATE] = "date",
    [SALON_KIND_TIME] = "time",       [SALON_KIND_INSTANT] = "instant",
    [SALON_KIND_JSON] = "JSON",
  };

  g_set_error (error, SALON_ERROR, SALON_ERROR_BAD_VALUE, "%s.%s: %s", table->name, column->name,
               is_null ? "may not be null" : kinds[column->kind]);
  return FALSE;
}

gboolean
salon_column_check (const SalonTable *table,
                    const SalonColumn *column,
                    JsonNode *value,
                    GError **error)
{
  gboolean is_null = value == NULL || json_node_is_null (value);

  return (is_null ? column->nullable : is_of_kind (value, column->kind))
         || refuse_value (table, column, is_null, error);
}

gboolean
salon_column_check_text (const SalonTable *table,
                         const SalonColumn *column,
                         const char *text,
                         GError **error)
{
  return (text == NULL ? column->nullable : is_text_of_kind (text, column->kind))
         || refuse_value (table, column, text == NULL, error);
}

gboolean
salon_row_check (const SalonTable *table, JsonObject *row, gboolean whole, GError **error)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  /* In any order: json-glib looks up each member again when it is to keep theirs. */
  json_object_iter_init (&iter, row);
  while (json_object_iter_next (&iter, &name, &value))
    {
      const SalonColumn *column = salon_table_find_column (table, name);

      if (column == NULL)
        {
          g_set_error (error, SALON_ERROR, SALON_ERROR_UNKNOWN_FIELD, "%s.%s", table->name, name);
          return FALSE;
        }
      if (!salon_column_check (table, column, value, error))
        return FALSE;
    }

  for (gsize i = 0; whole && i < table->n_columns; i++)
    if (!json_object_has_member (row, table->columns[i].name)
        && !salon_column_check (table, &table->columns[i], NULL, error))
      return FALSE;
  return TRUE;
}

JsonObject *
salon_row_adopt (const SalonTable *table, JsonObject *row, GError **error)
{
  g_autoptr (JsonObject) adopted = json_object_new ();

  for (gsize i = 0; i < table->n_columns; i++)
    {
      const SalonColumn *column = &table->columns[i];
      JsonNode *value = json_object_get_member (row, column->name);

      if (!salon_column_check (table, column, value, error))
        return NULL;
      json_object_set_member (adopted, column->name,
                              value != NULL ? salon_json_copy (value)
                                            : json_node_new (JSON_NODE_NULL));
    }
  return g_steal_pointer (&adopted);
}
