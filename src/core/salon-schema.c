/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The tables, in the order in which a row may point at another (parents first).
 *
 * The columns of the seed keep their names and meaning; what is added says so. `created_at` and
 * `updated_at` are bookkeeping of each database and are no part of a change, but for the
 * `created_at` of bookings and clients, which people ask about.
 */
#include "salon-schema.h"

#include "salon-error.h"

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
};

static const SalonColumn gift_card_movements_columns[] = {
  { "id", SALON_KIND_UUID, REQUIRED },         { "card_id", SALON_KIND_UUID, REQUIRED },
  { "kind", SALON_KIND_TEXT, REQUIRED },       { "amount", SALON_KIND_MONEY, REQUIRED },
  { "booking_id", SALON_KIND_UUID, NULLABLE }, { "note", SALON_KIND_TEXT, NULLABLE },
  { "at", SALON_KIND_INSTANT, REQUIRED },      { "by", SALON_KIND_TEXT, NULLABLE },
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
};

static const SalonColumn salon_settings_columns[] = {
  { "key", SALON_KIND_TEXT, REQUIRED },
  { "value", SALON_KIND_JSON, REQUIRED },
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
  for (gsize i = 0; i < table->n_columns; i++)
    if (g_str_equal (table->columns[i].name, name))
      return &table->columns[i];
  return NULL;
}
