/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header Authorization: what is taken for a token is the end of it, has no space before it, and is
 * never empty; and an address of a client, whatever it is, has a key of its own kind. */
#include <string.h>

#include "server/salon-server-rate-limits.h"
#include "server/salon-server-request.h"

#include "fuzz-target.h"

static void
try_header (const char *text)
{
  g_autoptr (SalonServerRequest) request = salon_server_request_new ("GET", "/");
  const char *token;

  g_hash_table_insert (request->headers, g_strdup ("authorization"), g_strdup (text));
  token = salon_server_request_get_bearer (request);
  if (token == NULL)
    return;
  g_assert_cmpuint (strlen (token), >, 0);
  g_assert_true (g_str_has_suffix (text, token));
  g_assert_cmpint (g_ascii_strncasecmp (text, "Bearer ", 7), ==, 0);
}

static void
try_address (const char *text)
{
  g_autofree char *key = salon_server_rate_limits_dup_key (text);
  g_autofree char *again = salon_server_rate_limits_dup_key (key);

  /* The key of a key is itself: two who share one share it for good. */
  g_assert_cmpstr (key, ==, again);
}

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_bytes (data, size);

  try_header (text);
  try_address (text);
  return 0;
}
