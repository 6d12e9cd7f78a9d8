/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-paper.h"

#include <string.h>

#include "core/salon-day.h"
#include "core/salon-money.h"
#include "core/salon-phone.h"
#include "print/salon-voucher.h"
#include "salon-server-error.h"
#include "salon-server-rows.h"

/* No QR code can be made of it: it has a letter beyond ASCII. */
#define SPECIMEN "SPÉCIMEN"

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
  if (amount == NULL)
    return NULL;
  salon_money_from_wire (amount, &cents, NULL);
  return salon_money_format (cents, "EUR", SALON_LANGUAGE_FRENCH);
}

static char *
make_contact (const PGresult *salon)
{
  const char *number = salon_server_rows_get (salon, 0, "phone");
  g_autofree char *phone = number != NULL ? salon_phone_format (number) : NULL;
  const char *const lines[] = {
    salon_server_rows_get (salon, 0, "address"),
    phone,
    salon_server_rows_get (salon, 0, "email"),
  };
  GString *text = g_string_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (lines); i++)
    if (lines[i] != NULL && *lines[i] != '\0')
      g_string_append_printf (text, "%s%s", text->len > 0 ? "\n" : "", lines[i]);
  return g_string_free (text, FALSE);
}

/* What all papers of the salon have in common: one row. */
static PGresult *
read_salon (SalonServerContext *context, GError **error)
{
  static const char sql[] =
    "SELECT max (value #>> '{}') FILTER (WHERE key = 'salon.name') AS name,\n"
    "  max (value #>> '{}') FILTER (WHERE key = 'salon.address') AS address,\n"
    "  max (value #>> '{}') FILTER (WHERE key = 'salon.phone') AS phone,\n"
    "  max (value #>> '{}') FILTER (WHERE key = 'salon.email') AS email,\n"
    "  max (value #>> '{}') FILTER (WHERE key = $1::text) AS design,\n"
    "  max (value #>> '{}') FILTER (WHERE key = $2::text) AS logo\n"
    "FROM public.salon_settings";
  const char *const values[] = { SALON_VOUCHER_DESIGN_KEY, SALON_VOUCHER_LOGO_KEY };

  return salon_server_context_query (context, sql, G_N_ELEMENTS (values), values, error);
}

static PGresult *
read_card (SalonServerContext *context, const char *card_id, GError **error)
{
  static const char sql[] =
    "SELECT c.code, c.recipient_name, c.buyer_name, c.custom_message, c.expiry_date, c.purchase_date,\n"
    "  salon.gift_card_value (c)::numeric(12,2) AS value,\n"
    "  CASE c.type WHEN 'service' THEN s.name END AS service_name\n"
    "FROM public.gift_cards AS c\n"
    "LEFT JOIN public.services AS s ON s.id = c.service_id\n"
    "WHERE c.id = $1::uuid";
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

/* As read_card(), of a card that there is not. A service that is not offered any more has no name. */
static PGresult *
read_specimen (SalonServerContext *context, const SalonVoucherSpecimen *specimen, GError **error)
{
  static const char sql[] =
    "SELECT '" SPECIMEN "' AS code, $1::text AS recipient_name, $2::text AS buyer_name,\n"
    "  $3::text AS custom_message, $4::date AS expiry_date, $5::date AS purchase_date,\n"
    "  $6::numeric(12,2) AS value,\n"
    "  (SELECT s.name FROM public.services AS s WHERE s.id = $7::uuid AND s.is_active) AS service_name";
  g_autofree char *amount =
    specimen->amount_cents > 0 ? salon_money_to_wire (specimen->amount_cents) : NULL;
  const char *const values[] = {
    specimen->recipient,    specimen->buyer, specimen->message,    specimen->expires_on,
    specimen->purchased_on, amount,          specimen->service_id,
  };

  return salon_server_context_query (context, sql, G_N_ELEMENTS (values), values, error);
}

/* @is_picture: a card that is to be folded cannot be read on a screen, half of it stands on its head. */
static SalonVoucher *
make_voucher (const PGresult *card, const PGresult *salon, gboolean is_picture)
{
  g_autoptr (SalonVoucherDesign) design = NULL;
  SalonVoucher *voucher = NULL;
  g_autofree char *value = make_value (card);
  g_autofree char *contact = make_contact (salon);
  g_autofree char *until = NULL;
  g_autofree char *on = NULL;
  g_autofree char *expiry = NULL;
  g_autofree char *issued = NULL;
  g_autofree char *title = NULL;
  SalonVoucherContent content = { 0 };

  design = salon_voucher_design_read (salon_server_rows_get (salon, 0, "design"),
                                      salon_server_rows_get (salon, 0, "logo"));
  if (is_picture)
    design->paper = SALON_VOUCHER_A5;
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
  content.salon = salon_server_rows_get (salon, 0, "name");
  content.contact = contact;
  content.footer = design->footer;

  voucher = salon_voucher_new (title, design);
  salon_voucher_add (voucher, &content);
  return voucher;
}

static GBytes *
draw_picture (SalonServerContext *context, const PGresult *card, GError **error)
{
  g_autoptr (PGresult) salon = read_salon (context, error);
  g_autoptr (SalonVoucher) voucher = salon != NULL ? make_voucher (card, salon, TRUE) : NULL;
  GBytes *png = NULL;

  if (voucher == NULL)
    return NULL;
  png = salon_document_to_png (SALON_DOCUMENT (voucher), 0, SALON_VOUCHER_PICTURE_WIDTH);
  if (png == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, "no memory for a picture");
  return png;
}

GBytes *
salon_voucher_paper_draw (SalonServerContext *context, const char *card_id, GError **error)
{
  g_autoptr (PGresult) card = read_card (context, card_id, error);
  g_autoptr (PGresult) salon = card != NULL ? read_salon (context, error) : NULL;
  g_autoptr (SalonVoucher) voucher = salon != NULL ? make_voucher (card, salon, FALSE) : NULL;

  return voucher != NULL ? salon_document_to_pdf (SALON_DOCUMENT (voucher)) : NULL;
}

GBytes *
salon_voucher_paper_draw_picture (SalonServerContext *context, const char *card_id, GError **error)
{
  g_autoptr (PGresult) card = read_card (context, card_id, error);

  return card != NULL ? draw_picture (context, card, error) : NULL;
}

GBytes *
salon_voucher_paper_draw_specimen (SalonServerContext *context,
                                   const SalonVoucherSpecimen *specimen,
                                   GError **error)
{
  g_autoptr (PGresult) card = read_specimen (context, specimen, error);

  return card != NULL ? draw_picture (context, card, error) : NULL;
}
