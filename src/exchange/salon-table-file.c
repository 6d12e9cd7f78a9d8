/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-table-file.h"

#include "core/salon-instant.h"
#include "core/salon-json.h"
#include "core/salon-money.h"
#include "core/salon-phone.h"

#include "salon-column.h"
#include "salon-csv.h"

static void
add_titles (SalonCsv *csv, const SalonColumnField *fields, gsize n, SalonForeignKind kind)
{
  for (gsize i = 0; i < n; i++)
    salon_csv_add (csv, salon_column_get_title (fields[i], kind));
  salon_csv_end_row (csv);
}

static void
add_phone (SalonCsv *csv, const char *e164)
{
  g_autofree char *phone = e164 != NULL ? salon_phone_format (e164) : NULL;

  salon_csv_add (csv, phone);
}

static void
add_flag (SalonCsv *csv, gboolean flag)
{
  salon_csv_add_plain (csv, flag ? "oui" : "non");
}

/* "12/03/2026" */
static void
add_day (SalonCsv *csv, SalonDay day)
{
  int year, month, day_of_month;
  g_autofree char *text = NULL;

  salon_day_to_ymd (day, &year, &month, &day_of_month);
  text = g_strdup_printf ("%02d/%02d/%04d", day_of_month, month, year);
  salon_csv_add_plain (csv, text);
}

static void
add_minute (SalonCsv *csv, int minute)
{
  g_autofree char *text = salon_minute_format (minute);

  salon_csv_add_plain (csv, text);
}

/* "2026-03-12 14:30", in the salon's time */
static void
add_instant (SalonCsv *csv, gint64 instant, GTimeZone *zone)
{
  SalonMoment moment;
  g_autofree char *day = NULL;
  g_autofree char *minute = NULL;
  g_autofree char *text = NULL;

  if (instant == 0)
    {
      salon_csv_add_plain (csv, NULL);
      return;
    }
  moment = salon_moment_from_instant (instant, zone);
  day = salon_day_format (salon_moment_get_day (moment));
  minute = salon_minute_format (salon_moment_get_minute (moment));
  text = g_strdup_printf ("%s %s", day, minute);
  salon_csv_add_plain (csv, text);
}

GBytes *
salon_table_file_write_clients (GPtrArray *clients, GTimeZone *zone)
{
  static const SalonColumnField fields[] = {
    SALON_COLUMN_NAME,          SALON_COLUMN_PHONE,   SALON_COLUMN_EMAIL,
    SALON_COLUMN_ALLERGIES,     SALON_COLUMN_NOTES,   SALON_COLUMN_SMS_CONSENT,
    SALON_COLUMN_EMAIL_CONSENT, SALON_COLUMN_BLOCKED, SALON_COLUMN_LANGUAGE,
    SALON_COLUMN_CREATED,
  };
  g_autoptr (SalonCsv) csv = salon_csv_new ();

  add_titles (csv, fields, G_N_ELEMENTS (fields), SALON_FOREIGN_CLIENTS);
  for (guint i = 0; i < clients->len; i++)
    {
      const SalonClientFields *client = salon_client_get_fields (g_ptr_array_index (clients, i));

      salon_csv_add (csv, client->name);
      add_phone (csv, client->phone);
      salon_csv_add (csv, client->email);
      salon_csv_add (csv, client->allergies);
      salon_csv_add (csv, client->notes);
      add_flag (csv, client->sms_consent);
      add_flag (csv, client->email_consent);
      add_flag (csv, client->is_blocked);
      salon_csv_add (csv, client->language);
      add_instant (csv, client->created_at, zone);
      salon_csv_end_row (csv);
    }
  return salon_csv_end (csv);
}

GBytes *
salon_table_file_write_services (GPtrArray *services)
{
  static const SalonColumnField fields[] = {
    SALON_COLUMN_SERVICE, SALON_COLUMN_CATEGORY, SALON_COLUMN_DESCRIPTION, SALON_COLUMN_DURATION,
    SALON_COLUMN_BUFFER,  SALON_COLUMN_PRICE,    SALON_COLUMN_ACTIVE,
  };
  g_autoptr (SalonCsv) csv = salon_csv_new ();

  add_titles (csv, fields, G_N_ELEMENTS (fields), SALON_FOREIGN_SERVICES);
  for (guint i = 0; i < services->len; i++)
    {
      const SalonServiceFields *service =
        salon_service_get_fields (g_ptr_array_index (services, i));

      salon_csv_add (csv, service->name);
      salon_csv_add (csv, service->category);
      salon_csv_add (csv, service->description);
      salon_csv_add_int (csv, service->duration_minutes);
      salon_csv_add_int (csv, service->buffer_minutes);
      salon_csv_add_money (csv, service->price_cents);
      add_flag (csv, service->is_active);
      salon_csv_end_row (csv);
    }
  return salon_csv_end (csv);
}

static void
add_lines (SalonCsv *csv, const SalonBookingFields *booking)
{
  g_autoptr (GString) names = g_string_new (NULL);
  g_autoptr (GString) details = g_string_new (NULL);

  for (gsize i = 0; i < booking->n_lines; i++)
    {
      const SalonBookingLine *line = &booking->lines[i];
      g_autofree char *price = salon_money_to_wire (line->price_cents);

      g_string_append_printf (names, "%s%s", i > 0 ? " + " : "", line->name);
      g_string_append_printf (details, "%s%d:%d:%s", i > 0 ? "|" : "", line->duration_minutes,
                              line->buffer_minutes, price);
    }
  salon_csv_add (csv, names->str);
  salon_csv_add (csv, details->str);
}

static void
add_booking (SalonCsv *csv, const SalonBookingFields *booking, GTimeZone *zone)
{
  add_day (csv, booking->day);
  add_minute (csv, booking->minute);
  salon_csv_add_int (csv, booking->duration_minutes);
  salon_csv_add_int (csv, booking->buffer_minutes);
  salon_csv_add (csv, booking->client_name);
  add_phone (csv, booking->client_phone);
  salon_csv_add (csv, booking->client_email);
  add_lines (csv, booking);
  salon_csv_add_money (csv, booking->price_cents);
  salon_csv_add_plain (csv, salon_booking_status_to_wire (booking->status));
  salon_csv_add_plain (csv, booking->payment_status);
  salon_csv_add (csv, booking->notes);
  salon_csv_add (csv, booking->cancellation_reason);
  add_instant (csv, booking->created_at, zone);
  salon_csv_end_row (csv);
}

GBytes *
salon_table_file_write_bookings (GPtrArray *bookings, GTimeZone *zone)
{
  static const SalonColumnField fields[] = {
    SALON_COLUMN_DAY,     SALON_COLUMN_TIME,   SALON_COLUMN_DURATION, SALON_COLUMN_BUFFER,
    SALON_COLUMN_NAME,    SALON_COLUMN_PHONE,  SALON_COLUMN_EMAIL,    SALON_COLUMN_SERVICE,
    SALON_COLUMN_DETAILS, SALON_COLUMN_PRICE,  SALON_COLUMN_STATUS,   SALON_COLUMN_PAYMENT_STATUS,
    SALON_COLUMN_NOTES,   SALON_COLUMN_REASON, SALON_COLUMN_CREATED,
  };
  g_autoptr (SalonCsv) csv = salon_csv_new ();

  add_titles (csv, fields, G_N_ELEMENTS (fields), SALON_FOREIGN_BOOKINGS);
  for (guint i = 0; i < bookings->len; i++)
    add_booking (csv, salon_booking_get_fields (g_ptr_array_index (bookings, i)), zone);
  return salon_csv_end (csv);
}

GBytes *
salon_table_file_write_gift_cards (GPtrArray *cards)
{
  static const SalonColumnField fields[] = {
    SALON_COLUMN_CODE,    SALON_COLUMN_VALUE,       SALON_COLUMN_REMAINING,
    SALON_COLUMN_SERVICE, SALON_COLUMN_RECIPIENT,   SALON_COLUMN_RECIPIENT_EMAIL,
    SALON_COLUMN_BUYER,   SALON_COLUMN_BUYER_EMAIL, SALON_COLUMN_BOUGHT,
    SALON_COLUMN_EXPIRES, SALON_COLUMN_MESSAGE,     SALON_COLUMN_COMPLIMENTARY,
  };
  g_autoptr (SalonCsv) csv = salon_csv_new ();

  add_titles (csv, fields, G_N_ELEMENTS (fields), SALON_FOREIGN_GIFT_CARDS);
  for (guint i = 0; i < cards->len; i++)
    {
      SalonGiftCard *card = g_ptr_array_index (cards, i);
      const SalonGiftCardFields *of = salon_gift_card_get_fields (card);

      salon_csv_add (csv, of->code);
      salon_csv_add_money (csv, of->issued_cents);
      salon_csv_add_money (csv, salon_gift_card_get_balance (card));
      salon_csv_add (csv, of->service_name);
      salon_csv_add (csv, of->recipient_name);
      salon_csv_add (csv, of->recipient_email);
      salon_csv_add (csv, of->buyer_name);
      salon_csv_add (csv, of->buyer_email);
      add_day (csv, of->purchased_on);
      add_day (csv, of->expires_on);
      salon_csv_add (csv, of->message);
      add_flag (csv, of->is_complimentary);
      salon_csv_end_row (csv);
    }
  return salon_csv_end (csv);
}

static const char *
get_text (JsonObject *row, const char *name)
{
  return json_object_get_string_member_with_default (row, name, NULL);
}

/* What an accountant reads; a word that is not known here stays as it is kept. */
static const char *
spell (const char *word)
{
  static const char *const words[][2] = {
    { "cash", "Espèces" },       { "card", "Carte bancaire" },  { "cheque", "Chèque" },
    { "transfer", "Virement" },  { "gift_card", "Bon cadeau" }, { "pending", "En attente" },
    { "completed", "Encaissé" }, { "failed", "Échoué" },        { "refunded", "Remboursé" },
  };

  for (gsize i = 0; word != NULL && i < G_N_ELEMENTS (words); i++)
    if (g_str_equal (words[i][0], word))
      return words[i][1];
  return word;
}

GBytes *
salon_table_file_write_payments (GPtrArray *rows, GTimeZone *zone)
{
  static const char *const titles[] = { "Date",   "Moyen",       "Montant",    "État",
                                        "Numéro", "Rendez-vous", "Bon cadeau", "Annule" };
  static const char *const plain[] = { "id", "booking_id", "gift_card_id", "reverses" };
  g_autoptr (SalonCsv) csv = salon_csv_new ();

  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    salon_csv_add (csv, titles[i]);
  salon_csv_end_row (csv);
  for (guint i = 0; i < rows->len; i++)
    {
      JsonObject *row = g_ptr_array_index (rows, i);
      const char *amount = get_text (row, "amount");
      const char *created = get_text (row, "created_at");
      gint64 cents = 0, instant = 0;

      if (created != NULL)
        salon_instant_from_wire (created, &instant, NULL);
      if (amount != NULL)
        salon_money_from_wire (amount, &cents, NULL);
      add_instant (csv, instant, zone);
      salon_csv_add (csv, spell (get_text (row, "payment_method")));
      salon_csv_add_money (csv, cents);
      salon_csv_add (csv, spell (get_text (row, "status")));
      for (gsize k = 0; k < G_N_ELEMENTS (plain); k++)
        salon_csv_add (csv, get_text (row, plain[k]));
      salon_csv_end_row (csv);
    }
  return salon_csv_end (csv);
}

/* A text as it is; anything else as JSON has it. */
static void
add_value (SalonCsv *csv, JsonNode *value)
{
  g_autoptr (GString) text = NULL;

  if (value == NULL || json_node_is_null (value))
    salon_csv_add_plain (csv, NULL);
  else if (json_node_get_value_type (value) == G_TYPE_STRING)
    salon_csv_add (csv, json_node_get_string (value));
  else
    {
      text = g_string_new (NULL);
      salon_json_append (text, value);
      salon_csv_add (csv, text->str);
    }
}

GBytes *
salon_table_file_write_rows (const SalonTable *table, GPtrArray *rows)
{
  g_autoptr (SalonCsv) csv = salon_csv_new ();

  for (gsize i = 0; i < table->n_columns; i++)
    salon_csv_add (csv, table->columns[i].name);
  salon_csv_end_row (csv);
  for (guint i = 0; i < rows->len; i++)
    {
      for (gsize k = 0; k < table->n_columns; k++)
        add_value (csv,
                   json_object_get_member (g_ptr_array_index (rows, i), table->columns[k].name));
      salon_csv_end_row (csv);
    }
  return salon_csv_end (csv);
}
