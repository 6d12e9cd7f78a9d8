/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-binding.h"

#include "core/salon-instant.h"
#include "core/salon-json.h"
#include "core/salon-money.h"

static void
bind_money (SalonStatement *statement, int parameter, const char *wire)
{
  gint64 cents = 0;

  if (salon_money_from_wire (wire, &cents, NULL))
    sqlite3_bind_int64 (statement, parameter, cents);
}

static void
bind_instant (SalonStatement *statement, int parameter, const char *wire)
{
  gint64 unix_seconds = 0;

  if (salon_instant_from_wire (wire, &unix_seconds, NULL))
    sqlite3_bind_int64 (statement, parameter, unix_seconds);
}

/* One value has one text: without spaces, members in their order. */
static void
bind_json (SalonStatement *statement, int parameter, JsonNode *value)
{
  GString *text = g_string_new (NULL);

  salon_json_append (text, value);
  sqlite3_bind_text (statement, parameter, g_string_free_and_steal (text), -1, g_free);
}

void
salon_binding_set (SalonStatement *statement,
                   int parameter,
                   const SalonColumn *column,
                   JsonNode *value)
{
  if (value == NULL || json_node_is_null (value))
    {
      sqlite3_bind_null (statement, parameter);
      return;
    }

  switch (column->kind)
    {
    case SALON_KIND_UUID:
    case SALON_KIND_TEXT:
    case SALON_KIND_DATE:
    case SALON_KIND_TIME:
      sqlite3_bind_text (statement, parameter, json_node_get_string (value), -1, SQLITE_STATIC);
      break;
    case SALON_KIND_INTEGER:
      sqlite3_bind_int64 (statement, parameter, json_node_get_int (value));
      break;
    case SALON_KIND_BOOLEAN:
      sqlite3_bind_int (statement, parameter, json_node_get_boolean (value));
      break;
    case SALON_KIND_MONEY:
      bind_money (statement, parameter, json_node_get_string (value));
      break;
    case SALON_KIND_INSTANT:
      bind_instant (statement, parameter, json_node_get_string (value));
      break;
    case SALON_KIND_JSON:
      bind_json (statement, parameter, value);
      break;
    }
}

static void
bind_json_text (SalonStatement *statement, int parameter, const char *text)
{
  g_autoptr (JsonNode) value =
    salon_json_parse (text, SALON_TEXT_MAX_BYTES, SALON_JSON_MAX_DEPTH, NULL);

  if (value != NULL)
    bind_json (statement, parameter, value);
}

void
salon_binding_set_text (SalonStatement *statement,
                        int parameter,
                        const SalonColumn *column,
                        const char *text)
{
  if (text == NULL)
    {
      sqlite3_bind_null (statement, parameter);
      return;
    }

  switch (column->kind)
    {
    case SALON_KIND_UUID:
    case SALON_KIND_TEXT:
    case SALON_KIND_DATE:
    case SALON_KIND_TIME:
      sqlite3_bind_text (statement, parameter, text, -1, SQLITE_STATIC);
      break;
    case SALON_KIND_INTEGER:
      sqlite3_bind_int64 (statement, parameter, g_ascii_strtoll (text, NULL, 10));
      break;
    case SALON_KIND_BOOLEAN:
      sqlite3_bind_int (statement, parameter, *text == 't');
      break;
    case SALON_KIND_MONEY:
      bind_money (statement, parameter, text);
      break;
    case SALON_KIND_INSTANT:
      bind_instant (statement, parameter, text);
      break;
    case SALON_KIND_JSON:
      bind_json_text (statement, parameter, text);
      break;
    }
}
