/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/salon-server-packing.h"

#include <gio/gio.h>
#include <string.h>

static gboolean
is_wanted (const char *accepted)
{
  g_autoptr (SalonServerRequest) request = salon_server_request_new ("GET", "/");

  if (accepted != NULL)
    g_hash_table_insert (request->headers, g_strdup ("accept-encoding"), g_strdup (accepted));
  return salon_server_packing_is_wanted (request);
}

static void
test_accepted (void)
{
  static const char *const wanted[] = {
    "gzip",
    "GZip",
    "x-gzip",
    "br, gzip",
    " deflate ,gzip ; q=0.3",
    "*",
    "br;q=0, *;q=0.1",
    "gzip;q=1.000",
    "gzip; foo=bar",
    "gzip, *;q=0",
  };
  static const char *const others[] = {
    "",        "identity", "gzip;q=0", "gzip; Q=0.0", "*;q=0",    "*, gzip;q=0", "gzip;q=0, *",
    "gzipped", ",",        ";",        "q=1",         "gzip;q=x",
  };

  g_assert_false (is_wanted (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (wanted); i++)
    if (!is_wanted (wanted[i]))
      g_error ("“%s” lets gzip in", wanted[i]);
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    if (is_wanted (others[i]))
      g_error ("“%s” does not let gzip in", others[i]);
}

static GBytes *
make_text (gsize length)
{
  char *text = g_malloc (length);

  memset (text, 'a', length);
  return g_bytes_new_take (text, length);
}

/* Whether a page of these flags goes out packed to who takes it so. */
static gboolean
goes_out_packed (SalonServerRouteFlags flags, const char *type, gsize length, const char *tag)
{
  SalonServerRoute route = { .method = "GET", .pattern = "/", .flags = flags };
  g_autoptr (SalonServerRequest) request = salon_server_request_new ("GET", "/");
  g_autoptr (GBytes) text = make_text (length);
  g_autoptr (SalonServerResponse) response = salon_server_response_new_bytes (200, type, text);

  request->route = &route;
  g_hash_table_insert (request->headers, g_strdup ("accept-encoding"), g_strdup ("gzip"));
  if (tag != NULL)
    salon_server_response_set_header (response, "ETag", tag);
  salon_server_packing_pack (request, response);
  salon_server_packing_choose (request, response);
  g_assert_cmpint (salon_server_response_get_header (response, "Vary") != NULL, ==,
                   salon_server_response_get_header (response, "Content-Encoding") != NULL);
  return salon_server_response_get_header (response, "Content-Encoding") != NULL;
}

static void
test_kinds (void)
{
  const SalonServerRouteFlags page = SALON_SERVER_ROUTE_PAGE;

  g_assert_true (goes_out_packed (0, "application/json", 1024, NULL));
  g_assert_false (goes_out_packed (0, "application/json", 1023, NULL));
  g_assert_false (goes_out_packed (0, "application/pdf", 4096, NULL));
  g_assert_false (goes_out_packed (0, "text/event-stream", 4096, NULL));
  g_assert_true (goes_out_packed (0, "application/json", 4096, "W/\"x\""));
  g_assert_false (goes_out_packed (0, "application/json", 4096, "\"x\""));
  /* A page may have a secret, unless its route says otherwise. */
  g_assert_false (goes_out_packed (page, "text/html", 4096, NULL));
  g_assert_true (goes_out_packed (page | SALON_SERVER_ROUTE_OPEN, "text/html", 4096, NULL));
  g_assert_true (goes_out_packed (page | SALON_SERVER_ROUTE_CACHEABLE, "text/html", 4096, NULL));
}

static void
test_vary (void)
{
  g_autoptr (SalonServerResponse) response = salon_server_response_new_empty ();

  salon_server_response_add_vary (response, "Accept-Encoding");
  salon_server_response_add_vary (response, "Origin");
  salon_server_response_add_vary (response, "Accept-Encoding");
  g_assert_cmpstr (salon_server_response_get_header (response, "Vary"), ==,
                   "Accept-Encoding, Origin");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/server-packing/accept-encoding-is-read-to-the-letter", test_accepted);
  g_test_add_func ("/salon/server-packing/secrets-papers-and-short-answers-stay-as-they-are",
                   test_kinds);
  g_test_add_func ("/salon/server-packing/all-that-an-answer-depends-on-is-said", test_vary);
  return g_test_run ();
}
