/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The figures that a desk shows, by the same definitions (core/salon-statistics.h), of up to three years.
 * Whoever wants the few of them that are kept ready, of all time, asks for /admin/stats.
 */
#include "salon-server-admin.h"
#include "salon-server-figures.h"

#define MOST_SERVICES 10000

/* A number or an amount that is a member of its own. */
typedef struct
{
  const char *name;
  gint64 value;
} Member;

#define NUMBER(name) { name, SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED }
#define AMOUNT(name) { name, SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED }

static const SalonServerSchema service_schema = {
  "FiguresService",
  (const SalonServerField[]) {
    { "service_id", SALON_SERVER_KIND_UUID,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { "name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    NUMBER ("lines"),
    AMOUNT ("value"),
    { NULL },
  },
};

static const SalonServerSchema hour_schema = {
  "FiguresHour",
  (const SalonServerField[]) {
    { "weekday", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED, .summary = "0 is Monday" },
    NUMBER ("hour"),
    NUMBER ("bookings"),
    { NULL },
  },
};

static const SalonServerSchema figures_schema = {
  "Figures",
  (const SalonServerField[]) {
    { "from", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED },
    { "to", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED },
    { "turnover", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED,
      .summary = "Prices of the visits, whoever paid for them and how" },
    NUMBER ("visits"),
    AMOUNT ("average"),
    NUMBER ("pending"),
    NUMBER ("confirmed"),
    AMOUNT ("booked"),
    NUMBER ("cancelled"),
    AMOUNT ("cancelled_value"),
    NUMBER ("no_shows"),
    AMOUNT ("no_shows_value"),
    { "lapsed", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED,
      .summary = "Holds that ran out, and bookings whose making was undone" },
    NUMBER ("from_desk"),
    NUMBER ("from_web"),
    AMOUNT ("forecast"),
    { "services", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .schema = &service_schema, .most_items = MOST_SERVICES },
    { "reductions", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED,
      .summary = "Turnover less the prices of the lines" },
    { "hours", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .schema = &hour_schema, .most_items = SALON_N_WEEKDAYS * SALON_N_HOURS,
      .summary = "When bookings that are kept begin; hours without any are left out" },
    AMOUNT ("received"),
    NUMBER ("payments"),
    AMOUNT ("received_cash"),
    AMOUNT ("received_card"),
    AMOUNT ("received_cheque"),
    AMOUNT ("received_transfer"),
    AMOUNT ("received_gift_card"),
    AMOUNT ("received_other"),
    NUMBER ("gift_cards_sold"),
    AMOUNT ("gift_cards_sold_value"),
    AMOUNT ("gift_cards_used"),
    AMOUNT ("gift_cards_refunded"),
    AMOUNT ("gift_cards_void"),
    AMOUNT ("gift_cards_given"),
    AMOUNT ("gift_cards_given_used"),
    { "gift_cards_owed", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED,
      .summary = "On cards that are good at the end of the last day" },
    NUMBER ("clients"),
    NUMBER ("new_clients"),
    NUMBER ("returning_clients"),
    NUMBER ("passers_by"),
    NUMBER ("client_visits"),
    NUMBER ("rebooked"),
    { "rhythm_days", SALON_SERVER_KIND_INTEGER, SALON_SERVER_FIELD_REQUIRED,
      .summary = "0: nobody came a second time" },
    NUMBER ("open_minutes"),
    NUMBER ("booked_minutes"),
    NUMBER ("free_minutes"),
    NUMBER ("closed_minutes"),
    NUMBER ("no_show_minutes"),
    NUMBER ("cancelled_minutes"),
    NUMBER ("hole_minutes"),
    { "web_visits", SALON_SERVER_KIND_INTEGER,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE,
      .summary =
        "Times somebody opened the site from elsewhere, without programs that say that they "
        "are; null: nobody counted in these days" },
    { "web_conversion_per_mille", SALON_SERVER_KIND_INTEGER,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE,
      .summary = "from_web for a thousand web_visits, half up; null without visits" },
    { NULL },
  },
};

static const SalonServerSchema query_schema = {
  "FiguresQuery",
  (const SalonServerField[]) {
    { "from", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED },
    { "to", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED,
      .summary = "The last day; at most three years later" },
    { NULL },
  },
};

static void
add_money (yyjson_mut_doc *doc, yyjson_mut_val *object, const char *name, gint64 cents)
{
  g_autofree char *text = g_strdup_printf ("%s%" G_GINT64_FORMAT ".%02d", cents < 0 ? "-" : "",
                                           ABS (cents) / 100, (int) (ABS (cents) % 100));

  yyjson_mut_obj_add_strcpy (doc, object, name, text);
}

static void
add_numbers (yyjson_mut_doc *doc, yyjson_mut_val *root, const SalonStatistics *found)
{
  const SalonOccupancy *time = &found->occupancy;
  const Member members[] = {
    { "visits", salon_statistics_get_visits (found).n },
    { "pending", found->states[SALON_BOOKING_PENDING].n },
    { "confirmed", found->states[SALON_BOOKING_CONFIRMED].n },
    { "cancelled", found->states[SALON_BOOKING_CANCELLED].n },
    { "no_shows", found->states[SALON_BOOKING_NO_SHOW].n },
    { "lapsed", found->lapsed.n },
    { "from_desk", found->origins[SALON_ORIGIN_DESK].n },
    { "from_web", found->origins[SALON_ORIGIN_WEB].n },
    { "payments", found->received.n_payments },
    { "gift_cards_sold", found->cards.n_sold },
    { "clients", found->n_clients },
    { "new_clients", found->n_new_clients },
    { "returning_clients", salon_statistics_get_returning (found) },
    { "passers_by", found->n_passers_by },
    { "client_visits", found->rebooked.whole },
    { "rebooked", found->rebooked.part },
    { "rhythm_days", found->rhythm_days },
    { "open_minutes", time->open },
    { "booked_minutes", time->booked },
    { "free_minutes", time->free },
    { "closed_minutes", time->lost[SALON_LOSS_CLOSED] },
    { "no_show_minutes", time->lost[SALON_LOSS_NO_SHOW] },
    { "cancelled_minutes", time->lost[SALON_LOSS_CANCELLED] },
    { "hole_minutes", time->lost[SALON_LOSS_HOLE] },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    yyjson_mut_obj_add_sint (doc, root, members[i].name, members[i].value);
}

static void
add_amounts (yyjson_mut_doc *doc, yyjson_mut_val *root, const SalonStatistics *found)
{
  const SalonGiftCardSums *cards = &found->cards;
  const SalonTakings *received = &found->received;
  const Member members[] = {
    { "turnover", salon_statistics_get_visits (found).cents },
    { "average", salon_statistics_get_average (found) },
    { "booked", salon_statistics_get_booked (found).cents },
    { "cancelled_value", found->states[SALON_BOOKING_CANCELLED].cents },
    { "no_shows_value", found->states[SALON_BOOKING_NO_SHOW].cents },
    { "forecast", salon_statistics_get_forecast (found) },
    { "reductions", found->reductions_cents },
    { "received", received->total_cents },
    { "received_cash", received->cents[SALON_MEANS_CASH] },
    { "received_card", received->cents[SALON_MEANS_CARD] },
    { "received_cheque", received->cents[SALON_MEANS_CHEQUE] },
    { "received_transfer", received->cents[SALON_MEANS_TRANSFER] },
    { "received_gift_card", received->cents[SALON_MEANS_GIFT_CARD] },
    { "received_other", received->cents[SALON_MEANS_OTHER] },
    { "gift_cards_sold_value", salon_statistics_get_cards_sold (found) },
    { "gift_cards_used", salon_statistics_get_cards_used (found) },
    { "gift_cards_refunded", cards->refunded_cents[0] + cards->refunded_cents[1] },
    { "gift_cards_void", cards->voided_cents[0] + cards->voided_cents[1] },
    { "gift_cards_given", cards->given_cents },
    { "gift_cards_given_used", cards->given_used_cents },
    { "gift_cards_owed", found->owed_cents },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (members); i++)
    add_money (doc, root, members[i].name, members[i].value);
}

static void
add_services (yyjson_mut_doc *doc, yyjson_mut_val *root, const SalonStatistics *found)
{
  yyjson_mut_val *services = yyjson_mut_obj_add_arr (doc, root, "services");

  for (guint i = 0; i < MIN (found->services->len, MOST_SERVICES); i++)
    {
      const SalonServiceTally *tally = &g_array_index (found->services, SalonServiceTally, i);
      yyjson_mut_val *service = yyjson_mut_arr_add_obj (doc, services);

      if (tally->service_id != NULL)
        yyjson_mut_obj_add_strcpy (doc, service, "service_id", tally->service_id);
      else
        yyjson_mut_obj_add_null (doc, service, "service_id");
      if (*tally->name != '\0')
        yyjson_mut_obj_add_strcpy (doc, service, "name", tally->name);
      else
        yyjson_mut_obj_add_null (doc, service, "name");
      yyjson_mut_obj_add_sint (doc, service, "lines", tally->tally.n);
      add_money (doc, service, "value", tally->tally.cents);
    }
}

static void
add_hours (yyjson_mut_doc *doc, yyjson_mut_val *root, const SalonStatistics *found)
{
  yyjson_mut_val *hours = yyjson_mut_obj_add_arr (doc, root, "hours");

  for (int i = 0; i < SALON_N_WEEKDAYS * SALON_N_HOURS; i++)
    {
      gint64 n = found->hours[i / SALON_N_HOURS][i % SALON_N_HOURS];
      yyjson_mut_val *hour = n > 0 ? yyjson_mut_arr_add_obj (doc, hours) : NULL;

      if (hour == NULL)
        continue;
      yyjson_mut_obj_add_sint (doc, hour, "weekday", i / SALON_N_HOURS);
      yyjson_mut_obj_add_sint (doc, hour, "hour", i % SALON_N_HOURS);
      yyjson_mut_obj_add_sint (doc, hour, "bookings", n);
    }
}

static void
add_number_or_null (yyjson_mut_doc *doc,
                    yyjson_mut_val *root,
                    const char *name,
                    gboolean is_known,
                    gint64 value)
{
  if (is_known)
    yyjson_mut_obj_add_sint (doc, root, name, value);
  else
    yyjson_mut_obj_add_null (doc, root, name);
}

static void
add_web (yyjson_mut_doc *doc, yyjson_mut_val *root, const SalonStatistics *found)
{
  SalonRate rate = salon_statistics_get_conversion (found);
  gint64 whole = MAX (rate.whole, 1);

  add_number_or_null (doc, root, "web_visits", found->web_visits >= 0, found->web_visits);
  add_number_or_null (doc, root, "web_conversion_per_mille", rate.whole > 0,
                      (2000 * rate.part + whole) / (2 * whole));
}

static SalonServerResponse *
answer (const SalonStatistics *found, const char *from, const char *to)
{
  yyjson_mut_doc *doc = yyjson_mut_doc_new (NULL);
  yyjson_mut_val *root = yyjson_mut_obj (doc);

  yyjson_mut_doc_set_root (doc, root);
  yyjson_mut_obj_add_strcpy (doc, root, "from", from);
  yyjson_mut_obj_add_strcpy (doc, root, "to", to);
  add_numbers (doc, root, found);
  add_amounts (doc, root, found);
  add_web (doc, root, found);
  add_services (doc, root, found);
  add_hours (doc, root, found);
  return salon_server_response_new_json (200, doc);
}

static SalonServerResponse *
get_figures (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  const char *from = salon_server_request_get_query (request, "from");
  const char *to = salon_server_request_get_query (request, "to");
  g_autoptr (SalonStatistics) found = NULL;
  SalonDay first, last;

  if (!salon_day_parse (from, &first, error) || !salon_day_parse (to, &last, error))
    return NULL;
  if (last < first || last - first >= SALON_SERVER_FIGURES_MOST_DAYS)
    {
      g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_INVALID,
                           "Ask from one day to a later one, at most three years.");
      return NULL;
    }
  found = salon_server_figures_read (context, first, last + 1, error);
  return found != NULL ? answer (found, from, to) : NULL;
}

static const SalonServerRoute routes[] = {
  { .method = "GET",
    .pattern = "/api/v1/admin/stats/figures",
    .right = SALON_SERVER_RIGHT_OWNER,
    .query = &query_schema,
    .reply = &figures_schema,
    .handler = get_figures,
    .summary = "Every figure that a desk shows, of some days" },
};

const SalonServerRouteTable salon_server_admin_figures_routes = { routes, G_N_ELEMENTS (routes) };
