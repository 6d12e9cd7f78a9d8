/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-exchange.h"

#include <gio/gio.h>
#include <netinet/in.h>
#include <string.h>

#include "salon-server-route.h"
#include "salon-server-sign-in.h"

/* Of a body without a length that is too large so much is read on, so that its sender hears why. */
#define MOST_THROWN_AWAY (4 * SALON_SERVER_MAX_BODY_BYTES)

SalonServerExchange *
salon_server_exchange_new (const char *first_line)
{
  SalonServerExchange *self = g_new0 (SalonServerExchange, 1);

  self->address_bytes = strlen (first_line);
  self->started_at = g_get_monotonic_time ();
  self->body = g_byte_array_new ();
  return self;
}

void
salon_server_exchange_free (SalonServerExchange *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->request, salon_server_request_free);
  g_clear_pointer (&self->response, salon_server_response_free);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_free (self);
}

typedef struct
{
  GHashTable *table;
  gsize n_bytes;
  gboolean is_bad;      /* no text */
  gboolean is_repeated; /* a name that is there twice */
} Reading;

static gboolean
is_text (const char *value, gsize length)
{
  return value == NULL
         || (strlen (value) == length && g_utf8_validate (value, (gssize) length, NULL));
}

static enum MHD_Result
take_header_cb (void *data,
                enum MHD_ValueKind kind,
                const char *key,
                size_t key_size,
                const char *value,
                size_t value_size)
{
  Reading *reading = data;
  char *name = g_ascii_strdown (key, -1);

  reading->n_bytes += key_size + value_size + 4;
  reading->is_bad |= !is_text (key, key_size) || !is_text (value, value_size);
  /* Said twice, these would be read differently by whoever stands in front. */
  if (g_hash_table_contains (reading->table, name)
      && (g_str_equal (name, "authorization") || g_str_equal (name, "content-type")
          || g_str_equal (name, "content-length") || g_str_equal (name, "host")
          || g_str_equal (name, "idempotency-key")))
    reading->is_repeated = TRUE;
  /* Several X-Forwarded-For are one list. */
  if (g_str_equal (name, "x-forwarded-for") && g_hash_table_contains (reading->table, name))
    value = g_strconcat (g_hash_table_lookup (reading->table, name), ",", value, NULL);
  else
    value = g_strdup (value != NULL ? value : "");
  g_hash_table_replace (reading->table, name, (char *) value);
  return MHD_YES;
}

static enum MHD_Result
take_argument_cb (void *data,
                  enum MHD_ValueKind kind,
                  const char *key,
                  size_t key_size,
                  const char *value,
                  size_t value_size)
{
  Reading *reading = data;

  reading->is_bad |= !is_text (key, key_size) || !is_text (value, value_size);
  reading->is_repeated |= g_hash_table_contains (reading->table, key);
  g_hash_table_replace (reading->table, g_strdup (key), g_strdup (value != NULL ? value : ""));
  return MHD_YES;
}

static SalonServerResponse *
refuse (SalonServerExchange *self, guint status, const char *code, const char *detail)
{
  self->closes = TRUE;
  return salon_server_response_new_problem (status, code, detail);
}

static SalonServerResponse *
read_headers (SalonServerExchange *self)
{
  Reading headers = { .table = self->request->headers };
  Reading query = { .table = self->request->query };

  MHD_get_connection_values_n (self->connection, MHD_HEADER_KIND, take_header_cb, &headers);
  MHD_get_connection_values_n (self->connection, MHD_GET_ARGUMENT_KIND, take_argument_cb, &query);
  if (self->address_bytes > SALON_SERVER_MAX_ADDRESS_BYTES)
    return refuse (self, 414, "address_too_long", "The address is too long.");
  if (headers.n_bytes > SALON_SERVER_MAX_HEADER_BYTES)
    return refuse (self, 431, "headers_too_large", "The headers are too large.");
  if (headers.is_bad || query.is_bad || !g_utf8_validate (self->request->path, -1, NULL))
    return refuse (self, 400, "malformed", "The request has characters that are no text.");
  if (headers.is_repeated || query.is_repeated)
    return refuse (self, 400, "malformed", "Something is said twice.");
  return NULL;
}

/* Who may send much says so before she does: by a token that is ours by its signature, which costs nothing to
 * look at. Whether she is still signed in is asked when all of it is there. */
static gsize
get_most_bytes (SalonServerExchange *self, const SalonServerShared *shared)
{
  const char *token = salon_server_request_get_bearer (self->request);
  const SalonServerRoute *route;
  g_autoptr (GHashTable) parameters = NULL;
  gint64 now = shared->clock != NULL ? shared->clock (shared->clock_data) : g_get_real_time ();

  if (token == NULL || shared->sign_in == NULL || !g_str_equal (self->request->method, "POST"))
    return SALON_SERVER_MAX_BODY_BYTES;
  route = salon_server_routes_find (self->request->method, self->request->path, &parameters, NULL);
  if (route == NULL || (route->flags & SALON_SERVER_ROUTE_LARGE_BODY) == 0
      || !salon_server_sign_in_has_signed (shared->sign_in, token, now))
    return SALON_SERVER_MAX_BODY_BYTES;
  return SALON_SERVER_MAX_LARGE_BODY_BYTES;
}

static SalonServerResponse *
check_length (SalonServerExchange *self)
{
  const char *text = salon_server_request_get_header (self->request, "content-length");
  guint64 length = 0;

  if (text == NULL)
    return NULL;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT64, &length, NULL))
    return refuse (self, 400, "malformed", "Content-Length is no number.");
  if (length > self->most_bytes)
    return refuse (self, 413, "too_large", "The body is too large.");
  return NULL;
}

static char *
format_peer (struct MHD_Connection *connection)
{
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info (connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  g_autoptr (GSocketAddress) address = NULL;

  if (info == NULL || info->client_addr == NULL)
    return g_strdup ("");
  address =
    g_socket_address_new_from_native (info->client_addr, info->client_addr->sa_family == AF_INET6
                                                           ? sizeof (struct sockaddr_in6)
                                                           : sizeof (struct sockaddr_in));
  if (!G_IS_INET_SOCKET_ADDRESS (address))
    return g_strdup ("");
  return g_inet_address_to_string (
    g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address)));
}

static gboolean
is_trusted (const SalonServerConfiguration *configuration, const char *address)
{
  g_autoptr (GInetAddress) parsed = g_inet_address_new_from_string (address);

  for (gsize i = 0; parsed != NULL && configuration->trusted_proxies[i] != NULL; i++)
    {
      g_autoptr (GInetAddressMask) mask =
        g_inet_address_mask_new_from_string (configuration->trusted_proxies[i], NULL);

      if (mask != NULL && g_inet_address_mask_matches (mask, parsed))
        return TRUE;
    }
  return FALSE;
}

/* Only a proxy of ours is believed, and of its list only what the last of ours has seen. */
static char *
find_address (SalonServerExchange *self, const SalonServerConfiguration *configuration)
{
  const char *list = salon_server_request_get_header (self->request, "x-forwarded-for");
  char *address = format_peer (self->connection);
  g_auto (GStrv) hops = g_strsplit (list != NULL ? list : "", ",", -1);

  for (guint i = g_strv_length (hops); i > 0 && is_trusted (configuration, address); i--)
    {
      g_autoptr (GInetAddress) hop = g_inet_address_new_from_string (g_strstrip (hops[i - 1]));

      if (hop == NULL)
        break;
      g_free (address);
      address = g_inet_address_to_string (hop);
    }
  return address;
}

/* Unique among processes by what the first one drew, and within one by counting. */
static char *
make_id (void)
{
  static gsize drawn = 0;
  static int counted = 0;

  if (g_once_init_enter (&drawn))
    g_once_init_leave (&drawn, g_random_int () | 1);
  return g_strdup_printf ("%08x%08x", (guint) drawn, (guint) g_atomic_int_add (&counted, 1));
}

SalonServerResponse *
salon_server_exchange_begin (SalonServerExchange *self,
                             const SalonServerShared *shared,
                             struct MHD_Connection *connection,
                             const char *method,
                             const char *path)
{
  SalonServerResponse *refusal;

  self->connection = connection;
  self->state = SALON_SERVER_EXCHANGE_RECEIVING;
  self->request = salon_server_request_new (method, path);
  self->request->request_id = make_id ();
  refusal = read_headers (self);
  self->most_bytes = get_most_bytes (self, shared);
  if (refusal == NULL)
    refusal = check_length (self);
  self->request->address = find_address (self, shared->configuration);
  return refusal;
}

gboolean
salon_server_exchange_take (SalonServerExchange *self, const char *bytes, gsize n_bytes)
{
  if (self->body->len + n_bytes > self->most_bytes)
    self->is_too_large = TRUE;
  if (self->is_too_large && self->body->len + n_bytes > MAX (self->most_bytes, MOST_THROWN_AWAY))
    return FALSE;
  g_byte_array_append (self->body, (const guint8 *) bytes, (guint) n_bytes);
  return TRUE;
}

SalonServerResponse *
salon_server_exchange_end (SalonServerExchange *self)
{
  if (self->is_too_large)
    return refuse (self, 413, "too_large", "The body is too large.");
  g_bytes_unref (self->request->body);
  self->request->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  return NULL;
}
