/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server/salon-signed-url.h"

#include <string.h>

/* 2026-01-11 09:00:00 UTC. */
#define AT 1768122000

static const SalonSignedUrl voucher = {
  .base = "https://storage.googleapis.com",
  .method = "GET",
  .path = "/serenaia-pdf-bucket/vouchers/SERA-ABCD-2345.pdf",
  .signer = "GOOG1EXAMPLEACCESSKEYNOTREAL",
  .hmac_secret = "example-hmac-secret-not-real",
  .at = AT,
  .expires_seconds = 900,
};

static void
test_canonical (void)
{
  g_autofree char *canonical = salon_signed_url_make_canonical_request (&voucher);
  g_autofree char *sum = g_compute_checksum_for_string (G_CHECKSUM_SHA256, canonical, -1);

  g_assert_cmpstr (sum, ==, "3e299719de2ad18cc07306a40dc592869a25b27b841ec1937de597b9e11f5406");
}

static void
test_hmac (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *url = salon_signed_url_make (&voucher, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (
    url, ==,
    "https://storage.googleapis.com/serenaia-pdf-bucket/vouchers/SERA-ABCD-2345.pdf"
    "?X-Goog-Algorithm=GOOG4-HMAC-SHA256"
    "&X-Goog-Credential=GOOG1EXAMPLEACCESSKEYNOTREAL%2F20260111%2Fauto%2Fstorage%2Fgoog4_request"
    "&X-Goog-Date=20260111T090000Z&X-Goog-Expires=900&X-Goog-SignedHeaders=host"
    "&X-Goog-Signature=008f78348c541bb13d4433bbf1c5e3a9fce79b06e0ad79a19534394da4ab46ba");
}

static void
test_path (void)
{
  SalonSignedUrl odd = voucher;
  g_autoptr (GError) error = NULL;
  g_autofree char *url = NULL;

  odd.path = "/bucket/Bon n° 1?#.pdf";
  odd.expires_seconds = 10000000;
  url = salon_signed_url_make (&odd, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (url, "/bucket/Bon%20n%C2%B0%201%3F%23.pdf?X-Goog"));
  g_assert_nonnull (strstr (url, "X-Goog-Expires=604800&"));
}

static void
test_bad_key (void)
{
  SalonSignedUrl broken = voucher;
  g_autoptr (GError) error = NULL;

  broken.private_key_pem = "-----BEGIN PRIVATE KEY-----\nno\n-----END PRIVATE KEY-----\n";
  g_assert_null (salon_signed_url_make (&broken, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/signed-url/canonical-request-is-googles", test_canonical);
  g_test_add_func ("/salon/signed-url/hmac-signature-is-googles", test_hmac);
  g_test_add_func ("/salon/signed-url/odd-names-are-encoded-and-a-week-is-the-most", test_path);
  g_test_add_func ("/salon/signed-url/a-broken-key-is-told", test_bad_key);
  return g_test_run ();
}
