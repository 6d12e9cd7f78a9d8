/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-paper.h"

#include <string.h>

#include "core/salon-day.h"
#include "core/salon-money.h"
#include "print/salon-voucher.h"
#include "salon-server-error.h"
#include "salon-server-rows.h"

static const char *const months[] = {
  "janvier", "février", "mars",      "avril",   "mai",      "juin",
  "juillet", "août",    "septembre", "octobre", "novembre", "décembre",
};

char *
salon_voucher_paper_format_day (const char *wire)
{
  SalonDay day;
  int year = 0, month = 0, day_of_month = 0;

  if (!salon_day_parse (wire, &day, NULL))
    return g_strdup (wire);
  salon_day_to_ymd (day, &year, &month, &day_of_month);
  return g_strdup_printf ("%d%s %s %d", day_of_month, day_of_month == 1 ? "er" : "",
                          months[month - 1], year);
}

/* What was sold: the money that is on it, or the name of the service. */
static char *
make_value (const PGresult *card)
{
  const char *service = salon_server_rows_get (card, 0, "service_name");
  const char *amount = salon_server_rows_get (card, 0, "value");
  gint64 cents = 0;

  if (service != NULL)
    return g_strdup (service);
  salon_money_from_wire (amount, &cents, NULL);
  return salon_money_format (cents, "EUR", SALON_LANGUAGE_FRENCH);
}

static char *
make_contact (const PGresult *card)
{
  static const char *const columns[] = { "salon_address", "salon_phone", "salon_email" };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      const char *line = salon_server_rows_get (card, 0, columns[i]);

      if (line != NULL && *line != '\0')
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", line);
    }
  return g_string_free (text, FALSE);
}

static PGresult *
read_card (SalonServerContext *context, const char *card_id, GError **error)
{
#define SETTING(key) "(SELECT value #>> '{}' FROM public.salon_settings WHERE key = '" key "')"
  static const char sql[] =
    "SELECT c.code, c.recipient_name, c.buyer_name, c.custom_message, c.expiry_date, c.purchase_date,\n"
    "  salon.gift_card_value (c)::numeric(12,2) AS value,\n"
    "  CASE c.type WHEN 'service' THEN s.name END AS service_name,\n"
    "  " SETTING ("salon.name") " AS salon_name, " SETTING (
      "salon.address") " AS salon_address,\n"
                       "  " SETTING ("salon.phone") " AS salon_phone, " SETTING (
                         "salon.email") " AS salon_email,\n"
                                        "  (SELECT value::text FROM public.salon_settings WHERE key = '" SALON_VOUCHER_DESIGN_KEY
                                        "') AS design,\n"
                                        "  " SETTING (
                                          SALON_VOUCHER_LOGO_KEY) " AS logo\n"
                                                                  "FROM public.gift_cards AS c\n"
                                                                  "LEFT JOIN public.services AS s ON s.id = c.service_id\n"
                                                                  "WHERE c.id = $1::uuid";
#undef SETTING
  const char *const values[] = { card_id };
  PGresult *rows = salon_server_context_query (context, sql, 1, values, error);

  if (rows != NULL && PQntuples (rows) == 0)
    {
      PQclear (rows);
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_NOT_FOUND,
                           "There is no such gift card.");
      return NULL;
    }
  return rows;
}

GBytes *
salon_voucher_paper_draw (SalonServerContext *context, const char *card_id, GError **error)
{
  g_autoptr (PGresult) card = read_card (context, card_id, error);
  g_autoptr (SalonVoucherDesign) design = NULL;
  g_autoptr (SalonVoucher) voucher = NULL;
  g_autofree char *value = NULL;
  g_autofree char *contact = NULL;
  g_autofree char *until = NULL;
  g_autofree char *on = NULL;
  g_autofree char *expiry = NULL;
  g_autofree char *issued = NULL;
  g_autofree char *title = NULL;
  SalonVoucherContent content = { 0 };

  if (card == NULL)
    return NULL;
  design = salon_voucher_design_read (salon_server_rows_get (card, 0, "design"),
                                      salon_server_rows_get (card, 0, "logo"));
  value = make_value (card);
  contact = make_contact (card);
  until = salon_voucher_paper_format_day (salon_server_rows_get (card, 0, "expiry_date"));
  on = salon_voucher_paper_format_day (salon_server_rows_get (card, 0, "purchase_date"));
  expiry = g_strdup_printf ("Valable jusqu’au %s", until);
  issued = g_strdup_printf ("Émis le %s", on);
  title = g_strdup_printf ("Bon cadeau %s", salon_server_rows_get (card, 0, "code"));

  content.heading = design->heading != NULL ? design->heading : "Bon cadeau";
  content.value = value;
  content.is_service = salon_server_rows_get (card, 0, "service_name") != NULL;
  content.recipient_label = "Pour";
  content.recipient = salon_server_rows_get (card, 0, "recipient_name");
  content.buyer_label = "De la part de";
  content.buyer = salon_server_rows_get (card, 0, "buyer_name");
  content.message = salon_server_rows_get (card, 0, "custom_message");
  content.code_label = "Code";
  content.code = salon_server_rows_get (card, 0, "code");
  content.expiry = expiry;
  content.issued = issued;
  content.terms = design->terms != NULL
                    ? design->terms
                    : "Utilisable en une ou plusieurs fois, non remboursable en espèces.";
  content.salon = salon_server_rows_get (card, 0, "salon_name");
  content.contact = contact;
  content.footer = design->footer;

  voucher = salon_voucher_new (title, design);
  salon_voucher_add (voucher, &content);
  return salon_document_to_pdf (SALON_DOCUMENT (voucher));
}
