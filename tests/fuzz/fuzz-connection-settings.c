/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Addresses of a shared salon: an address made of what was read is read as the same. */
#include "database/salon-connection-settings.h"

#include "fuzz-target.h"

int
LLVMFuzzerTestOneInput (const uint8_t *data, size_t size)
{
  g_autofree char *text = fuzz_dup_bytes (data, size);
  g_autoptr (SalonConnectionSettings) settings = salon_connection_settings_from_uri (text, NULL);
  g_autoptr (SalonConnectionSettings) again = NULL;
  g_autofree char *uri = NULL;

  if (settings == NULL)
    return 0;
  uri = salon_connection_settings_to_uri (settings);
  again = salon_connection_settings_from_uri (uri, NULL);
  g_assert_nonnull (again);
  g_assert_cmpstr (again->host, ==, settings->host);
  g_assert_cmpint (again->port, ==, settings->port);
  g_assert_cmpstr (again->database, ==, settings->database);
  g_assert_cmpstr (again->user, ==, settings->user);
  g_assert_cmpstr (again->root_certificate, ==, settings->root_certificate);
  g_assert_null (again->password);
  salon_connection_settings_is_local (settings);
  return 0;
}
