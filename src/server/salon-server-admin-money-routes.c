/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was paid, and the gift cards: to be seen, and a card to be good for longer. */
#include "salon-server-admin.h"

#define PAGE "100"

static const char *const card_types[] = { "amount", "service", NULL };
static const char *const card_states[] = { "active", "used", "expired", "refunded", NULL };
static const char *const payment_states[] = { "pending", "completed", "failed", "refunded", NULL };

static const SalonServerSchema card_schema = {
  "AdminGiftCard",
  (const SalonServerField[]) {
    { "id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "code", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "type", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_REQUIRED, .choices = card_types },
    { "amount", SALON_SERVER_KIND_MONEY,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { "balance", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED,
      .summary = "What is left on it" },
    { "service_id", SALON_SERVER_KIND_UUID,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { "buyer_name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "buyer_email", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 255 },
    { "recipient_name", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "recipient_email", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 255 },
    { "purchase_date", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED },
    { "expiry_date", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED },
    { "is_complimentary", SALON_SERVER_KIND_BOOLEAN, SALON_SERVER_FIELD_REQUIRED,
      .summary = "Given away: nobody has paid for it" },
    { "status", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED, 1, 50,
      .summary = "As the other programs of the salon have it" },
    { "version", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static const SalonServerSchema cards_schema = {
  "AdminGiftCards",
  (const SalonServerField[]) {
    { "items", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .schema = &card_schema, .most_items = 500 },
    { NULL },
  },
};

static const SalonServerSchema cards_query = {
  "AdminGiftCardsQuery",
  (const SalonServerField[]) {
    { "status", SALON_SERVER_KIND_CHOICE, .choices = card_states },
    { "q", SALON_SERVER_KIND_TEXT, 0, 1, 100, .summary = "A part of the code or of a name" },
    { "limit", SALON_SERVER_KIND_INTEGER, 0, 1, 500 },
    { "offset", SALON_SERVER_KIND_INTEGER, 0, 0, 1000000 },
    { NULL },
  },
};

static const SalonServerSchema extend_schema = {
  "AdminGiftCardExtension",
  (const SalonServerField[]) {
    { "expiry_date", SALON_SERVER_KIND_DATE, SALON_SERVER_FIELD_REQUIRED,
      .summary = "Later than it is now" },
    { "note", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_NULLABLE, 0, 1000,
      .summary = "Why; kept with the card" },
    { NULL },
  },
};

static const SalonServerSchema payment_schema = {
  "AdminPayment",
  (const SalonServerField[]) {
    { "id", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED },
    { "booking_id", SALON_SERVER_KIND_UUID,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { "gift_card_id", SALON_SERVER_KIND_UUID,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE },
    { "amount", SALON_SERVER_KIND_MONEY, SALON_SERVER_FIELD_REQUIRED,
      .summary = "Below zero when it was given back" },
    { "payment_method", SALON_SERVER_KIND_TEXT, SALON_SERVER_FIELD_REQUIRED },
    { "payment_provider", SALON_SERVER_KIND_TEXT,
      SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE, 0, 50 },
    { "status", SALON_SERVER_KIND_CHOICE, SALON_SERVER_FIELD_REQUIRED, .choices = payment_states },
    { "reverses", SALON_SERVER_KIND_UUID, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_NULLABLE,
      .summary = "The payment that this one takes back" },
    { "created_at", SALON_SERVER_KIND_INSTANT, SALON_SERVER_FIELD_REQUIRED },
    { NULL },
  },
};

static const SalonServerSchema payments_schema = {
  "AdminPayments",
  (const SalonServerField[]) {
    { "items", SALON_SERVER_KIND_OBJECT, SALON_SERVER_FIELD_REQUIRED | SALON_SERVER_FIELD_ARRAY,
      .schema = &payment_schema, .most_items = 500 },
    { NULL },
  },
};

static const SalonServerSchema payments_query = {
  "AdminPaymentsQuery",
  (const SalonServerField[]) {
    { "from", SALON_SERVER_KIND_DATE, .summary = "This day and later, in UTC" },
    { "to", SALON_SERVER_KIND_DATE, .summary = "This day and earlier" },
    { "status", SALON_SERVER_KIND_CHOICE, .choices = payment_states },
    { "booking_id", SALON_SERVER_KIND_UUID },
    { "limit", SALON_SERVER_KIND_INTEGER, 0, 1, 500 },
    { "offset", SALON_SERVER_KIND_INTEGER, 0, 0, 1000000 },
    { NULL },
  },
};

#define CARD_COLUMNS                                                                                                 \
  "c.id, c.code, c.type, c.amount, c.service_id, c.buyer_name, c.buyer_email, c.recipient_name,"                     \
  " c.recipient_email, c.purchase_date, c.expiry_date, c.is_complimentary, coalesce (c.status, 'active') AS status," \
  " c.xmin::text AS version,"                                                                                        \
  " (SELECT coalesce (sum (m.amount), 0) FROM gift_card_movements AS m WHERE m.card_id = c.id)"                      \
  " AS balance "

static SalonServerResponse *
get_cards (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (PGresult) rows = salon_server_context_query (
    context,
    "SELECT " CARD_COLUMNS "FROM gift_cards AS c "
    "WHERE ($1::text IS NULL OR coalesce (c.status, 'active') = $1)"
    "  AND ($2::text IS NULL"
    "    OR strpos (upper (c.code), upper ($2)) > 0"
    "    OR strpos (lower (c.buyer_name), lower ($2)) > 0"
    "    OR strpos (lower (c.recipient_name), lower ($2)) > 0) "
    "ORDER BY c.purchase_date DESC, c.code "
    "LIMIT $3::integer OFFSET $4::integer",
    4,
    (const char *[]) { salon_server_request_get_query (request, "status"),
                       salon_server_request_get_query (request, "q"),
                       salon_server_admin_get_query_or (request, "limit", PAGE),
                       salon_server_admin_get_query_or (request, "offset", "0") },
    error);

  return rows != NULL ? salon_server_admin_answer_rows (request, rows) : NULL;
}

static const char *const extend_statement =
  "WITH c AS ("
  "  UPDATE gift_cards AS o"
  "  SET expiry_date = ($2::jsonb ->> 'expiry_date')::date"
  "  WHERE o.id = $1::uuid AND ($3::text IS NULL OR o.xmin::text = $3)"
  "    AND o.expiry_date < ($2::jsonb ->> 'expiry_date')::date"
  "    AND coalesce (o.status, 'active') IN ('active', 'expired')"
  "  RETURNING o.*, o.xmin"
  "), noted AS ("
  "  INSERT INTO gift_card_movements (card_id, kind, amount, note, expiry_date, by)"
  "  SELECT c.id, 'extend', 0, $2::jsonb ->> 'note', c.expiry_date,"
  "    nullif (current_setting ('salon.writer', TRUE), '') FROM c"
  ") SELECT " CARD_COLUMNS "FROM c";

/* The date and the line in the ledger that says why are one statement. A card that was given back or
 * spent cannot be good for longer, and no card for less long than it was sold for. */
static SalonServerResponse *
put_card (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (GError) fault = NULL;
  SalonServerResponse *response =
    salon_server_admin_change (context, request, "Extend a gift card", extend_statement,
                               "SELECT FROM gift_cards WHERE id = $1::uuid", &fault);

  if (response != NULL)
    return response;
  /* The card is there, and no version was asked for: it is the rule that stands in the way. */
  if (g_error_matches (fault, SALON_SERVER_ERROR, SALON_SERVER_ERROR_CHANGED)
      && salon_server_request_get_header (request, "if-match") == NULL)
    g_set_error_literal (error, SALON_SERVER_ERROR, SALON_SERVER_ERROR_CONFLICT,
                         "Only a card that is neither used nor given back can be made good for "
                         "longer, and only until a later day.");
  else
    g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

static SalonServerResponse *
get_payments (SalonServerContext *context, SalonServerRequest *request, GError **error)
{
  g_autoptr (PGresult) rows = salon_server_context_query (
    context,
    "SELECT id, booking_id, gift_card_id, amount, payment_method, payment_provider, status,"
    "  reverses, to_char (created_at, 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS created_at "
    "FROM payments "
    "WHERE ($1::date IS NULL OR created_at >= $1::date)"
    "  AND ($2::date IS NULL OR created_at < $2::date + 1)"
    "  AND ($3::text IS NULL OR status = $3)"
    "  AND ($4::uuid IS NULL OR booking_id = $4) "
    "ORDER BY payments.created_at DESC, id "
    "LIMIT $5::integer OFFSET $6::integer",
    6,
    (const char *[]) { salon_server_request_get_query (request, "from"),
                       salon_server_request_get_query (request, "to"),
                       salon_server_request_get_query (request, "status"),
                       salon_server_request_get_query (request, "booking_id"),
                       salon_server_admin_get_query_or (request, "limit", PAGE),
                       salon_server_admin_get_query_or (request, "offset", "0") },
    error);

  return rows != NULL ? salon_server_admin_answer_rows (request, rows) : NULL;
}

static const SalonServerRoute routes[] = {
  { .method = "GET",
    .pattern = "/api/v1/admin/gift-cards",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .query = &cards_query,
    .reply = &cards_schema,
    .handler = get_cards,
    .summary = "Gift cards, the latest first",
    .flags = SALON_SERVER_ROUTE_READS },
  { .method = "PUT",
    .pattern = "/api/v1/admin/gift-cards/{id}",
    .right = SALON_SERVER_RIGHT_ADMIN,
    .body = &extend_schema,
    .reply = &card_schema,
    .handler = put_card,
    .summary = "Make a gift card good for longer" },
  { .method = "GET",
    .pattern = "/api/v1/admin/payments",
    .right = SALON_SERVER_RIGHT_OWNER,
    .query = &payments_query,
    .reply = &payments_schema,
    .handler = get_payments,
    .summary = "What was paid and given back, the latest first",
    .flags = SALON_SERVER_ROUTE_READS },
};

const SalonServerRouteTable salon_server_admin_money_routes = { routes, G_N_ELEMENTS (routes) };
