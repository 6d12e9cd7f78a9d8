/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-row-words.h"

#include <glib/gi18n-lib.h>

#include "bookings/salon-status-words.h"
#include "common/salon-format.h"
#include "core/salon-instant.h"
#include "core/salon-money.h"
#include "core/salon-phone.h"
#include "core/salon-wish.h"
#include "payments/salon-payment-words.h"

static const struct
{
  const char *table;
  const char *column;
  const char *title;
} titles[] = {
  { "bookings", "client_name", N_ ("Client") },
  { "bookings", "booking_date", N_ ("Day") },
  { "bookings", "booking_time", N_ ("Time") },
  { "bookings", "duration_minutes", N_ ("Length") },
  { "bookings", "price", N_ ("Price") },
  { "bookings", "status", N_ ("Status") },
  { "bookings", "payment_status", N_ ("Payment") },
  { "bookings", "notes", N_ ("Notes") },
  { "bookings", "client_phone", N_ ("Phone") },
  { "bookings", "client_email", N_ ("E-mail") },
  { "bookings", "forced_reason", N_ ("Out of hours because") },
  { "bookings", "cancellation_reason", N_ ("Cancelled because") },
  { "clients", "name", N_ ("Name") },
  { "clients", "phone", N_ ("Phone") },
  { "clients", "email", N_ ("E-mail") },
  { "clients", "allergies", N_ ("Allergies") },
  { "clients", "notes", N_ ("Notes") },
  { "clients", "is_blocked", N_ ("Blocked") },
  { "clients", "sms_consent", N_ ("May get text messages") },
  { "clients", "email_consent", N_ ("May get e-mails") },
  { "clients", "language", N_ ("Language") },
  { "clients", "created_at", N_ ("Client since") },
  { "booking_services", "name", N_ ("Service") },
  { "booking_services", "duration_minutes", N_ ("Length") },
  { "booking_services", "price", N_ ("Price") },
  { "services", "name", N_ ("Name") },
  { "services", "category", N_ ("Category") },
  { "services", "description", N_ ("Description") },
  { "services", "duration_minutes", N_ ("Length") },
  { "services", "buffer_minutes", N_ ("Time to tidy up") },
  { "services", "buffer_before_minutes", N_ ("Time to prepare") },
  { "services", "price", N_ ("Price") },
  { "services", "is_active", N_ ("Offered") },
  { "availabilities", "day_of_week", N_ ("Weekday") },
  { "availabilities", "start_time", N_ ("Opens") },
  { "availabilities", "end_time", N_ ("Closes") },
  { "opening_exceptions", "from_date", N_ ("First Day") },
  { "opening_exceptions", "to_date", N_ ("Last Day") },
  { "opening_exceptions", "start_time", N_ ("From") },
  { "opening_exceptions", "end_time", N_ ("To") },
  { "opening_exceptions", "open", N_ ("Open") },
  { "opening_exceptions", "reason", N_ ("Reason") },
  { "blocked_dates", "date", N_ ("Day") },
  { "blocked_dates", "reason", N_ ("Reason") },
  { "gift_cards", "code", N_ ("Gift card") },
  { "gift_cards", "amount", N_ ("Amount") },
  { "gift_cards", "buyer_name", N_ ("Bought by") },
  { "gift_cards", "recipient_name", N_ ("For") },
  { "gift_cards", "buyer_email", N_ ("E-mail of the buyer") },
  { "gift_cards", "recipient_email", N_ ("E-mail of the recipient") },
  { "gift_cards", "custom_message", N_ ("Message") },
  { "gift_cards", "purchase_date", N_ ("Bought on") },
  { "gift_cards", "expiry_date", N_ ("Valid until") },
  { "gift_card_movements", "amount", N_ ("Amount") },
  { "gift_card_movements", "at", N_ ("When") },
  { "gift_card_movements", "note", N_ ("Notes") },
  { "payments", "amount", N_ ("Amount") },
  { "waiting_list", "client_name", N_ ("Client") },
  { "waiting_list", "client_phone", N_ ("Phone") },
  { "waiting_list", "from_date", N_ ("First Day") },
  { "waiting_list", "to_date", N_ ("Last Day") },
  { "waiting_list", "start_time", N_ ("From") },
  { "waiting_list", "end_time", N_ ("To") },
  { "waiting_list", "notes", N_ ("Notes") },
  { "waiting_list", "status", N_ ("Status") },
  { "payments", "payment_method", N_ ("Means of Payment") },
  { "payments", "created_at", N_ ("When") },
  { "notifications", "recipient", N_ ("Sent to") },
  { "notifications", "content", N_ ("Message") },
  { "notifications", "sent_at", N_ ("When") },
  { "salon_settings", "value", N_ ("Setting") },
};

const char *
salon_row_words_get_title (const char *table, const char *column)
{
  g_return_val_if_fail (table != NULL && column != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    if (g_str_equal (titles[i].table, table) && g_str_equal (titles[i].column, column))
      return _ (titles[i].title);
  return NULL;
}

static char *
describe_day (const char *wire)
{
  SalonDay day;

  return salon_day_parse (wire, &day, NULL) ? salon_format_day (day, SALON_DAY_STYLE_MEDIUM)
                                            : g_strdup (wire);
}

static char *
describe_time (const char *wire)
{
  int minute;

  return salon_minute_parse (wire, &minute, NULL) ? salon_format_minute (minute) : g_strdup (wire);
}

static char *
describe_money (SalonSession *session, const char *wire)
{
  gint64 cents;

  return salon_money_from_wire (wire, &cents, NULL) ? salon_format_money (session, cents)
                                                    : g_strdup (wire);
}

static char *
describe_instant (SalonSession *session, const char *wire)
{
  gint64 at;

  return salon_instant_from_wire (wire, &at, NULL)
           ? salon_format_moment (salon_session_get_moment (session, at))
           : g_strdup (wire);
}

static char *
describe_language (const char *wire)
{
  if (g_str_equal (wire, "fr"))
    return g_strdup (_ ("French"));
  return g_strdup (g_str_equal (wire, "en") ? _ ("English") : wire);
}

static char *
describe_wish_status (const char *wire)
{
  SalonWishStatus status = SALON_WISH_WAITING;

  if (!salon_wish_status_from_wire (wire, &status))
    return g_strdup (wire);
  switch (status)
    {
    case SALON_WISH_WAITING:
      return g_strdup (C_ ("waiting list", "Waits"));
    case SALON_WISH_OFFERED:
      return g_strdup (C_ ("waiting list", "Was told of a time"));
    case SALON_WISH_BOOKED:
      return g_strdup (C_ ("waiting list", "Has got a time"));
    case SALON_WISH_GONE:
      return g_strdup (C_ ("waiting list", "Does not wait any more"));
    }
  g_return_val_if_reached (NULL);
}

static char *
describe_text (const char *table, const char *column, const char *wire)
{
  SalonBookingStatus status;

  if (g_str_equal (column, "phone") || g_str_equal (column, "client_phone"))
    return salon_phone_format (wire);
  if (g_str_equal (table, "clients") && g_str_equal (column, "language"))
    return describe_language (wire);
  if (g_str_equal (table, "waiting_list") && g_str_equal (column, "status"))
    return describe_wish_status (wire);
  if (g_str_equal (table, "bookings") && g_str_equal (column, "payment_status"))
    return g_strdup (salon_status_words_for_payment (wire));
  if (g_str_equal (table, "payments") && g_str_equal (column, "payment_method"))
    return g_strdup (salon_payment_words_for_means (salon_means_from_wire (wire)));
  if (g_str_equal (table, "bookings") && g_str_equal (column, "status")
      && salon_booking_status_from_wire (wire, &status))
    return g_strdup (salon_status_words (status));
  return g_strdup (wire);
}

static char *
describe_string (SalonSession *session,
                 const char *table,
                 const SalonColumn *column,
                 const char *wire)
{
  switch (column->kind)
    {
    case SALON_KIND_MONEY:
      return describe_money (session, wire);
    case SALON_KIND_DATE:
      return describe_day (wire);
    case SALON_KIND_TIME:
      return describe_time (wire);
    case SALON_KIND_TEXT:
      return describe_text (table, column->name, wire);
    case SALON_KIND_INSTANT:
      return describe_instant (session, wire);
    case SALON_KIND_UUID:
    case SALON_KIND_INTEGER:
    case SALON_KIND_BOOLEAN:
    case SALON_KIND_JSON:
      return g_strdup (wire);
    }
  g_return_val_if_reached (NULL);
}

static char *
describe_integer (const char *column, gint64 value)
{
  if (g_str_has_suffix (column, "_minutes") && value >= 0 && value <= G_MAXINT)
    return salon_format_duration ((int) value);
  if (g_str_equal (column, "day_of_week") && value >= 0 && value < 7)
    return salon_format_heading (salon_format_get_weekday ((int) value));
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

char *
salon_row_words_describe (SalonSession *session,
                          const char *table,
                          const char *column,
                          JsonNode *value)
{
  const SalonTable *known = salon_schema_find_table (table);
  const SalonColumn *kind = known != NULL ? salon_table_find_column (known, column) : NULL;
  GType type = value != NULL && JSON_NODE_HOLDS_VALUE (value) ? json_node_get_value_type (value)
                                                              : G_TYPE_INVALID;

  g_return_val_if_fail (kind != NULL, NULL);

  if (value == NULL || JSON_NODE_HOLDS_NULL (value))
    return g_strdup (C_ ("history", "none"));
  if (type == G_TYPE_STRING && *json_node_get_string (value) == '\0')
    return g_strdup (C_ ("history", "none"));
  if (type == G_TYPE_STRING)
    return describe_string (session, table, kind, json_node_get_string (value));
  if (type == G_TYPE_INT64)
    return describe_integer (column, json_node_get_int (value));
  if (type == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (value) ? C_ ("history", "yes") : C_ ("history", "no"));
  return json_to_string (value, FALSE);
}
