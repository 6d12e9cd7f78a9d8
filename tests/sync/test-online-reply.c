/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What anything that listens at the server's address may say about payments and reviews. */
#include "sync/salon-online-reply.h"

#define LINK(rest)                                                                                 \
  "{\"id\":\"a\",\"provider\":\"stripe\",\"status\":\"pending\",\"amount\":\"13.50\","             \
  "\"expires_at\":\"2026-03-12T10:00:00Z\"" rest "}"

static void
assert_refused (gboolean is_read, GError *error)
{
  g_assert_false (is_read);
  g_assert_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_REPLY);
  g_error_free (error);
}

static void
test_refusals (void)
{
  static const struct
  {
    guint status;
    const char *text;
    gboolean is_sync;
    int code;
  } refusals[] = {
    { 404, "{\"code\":\"not_found\"}", FALSE, SALON_ONLINE_ERROR_UNKNOWN },
    { 409, "{\"code\":\"conflict\"}", FALSE, SALON_ONLINE_ERROR_NOTHING },
    { 409, "{\"code\":\"idempotency_running\"}", FALSE, SALON_ONLINE_ERROR_BUSY },
    { 410, "{\"code\":\"gone\"}", FALSE, SALON_ONLINE_ERROR_CANCELLED },
    { 502, "{\"code\":\"provider_failed\"}", FALSE, SALON_ONLINE_ERROR_REFUSED },
    { 503, "{\"code\":\"not_configured\"}", FALSE, SALON_ONLINE_ERROR_OFF },
    { 503, "{\"code\":\"unavailable\"}", FALSE, SALON_ONLINE_ERROR_BUSY },
    { 429, "{\"code\":\"too_many_requests\"}", FALSE, SALON_ONLINE_ERROR_BUSY },
    /* Whoever stands before the server. */
    { 404, "<p>", TRUE, SALON_SYNC_ERROR_NO_SERVER },
    { 502, NULL, TRUE, SALON_SYNC_ERROR_BUSY },
    { 500, "{\"code\":\"internal\"}", TRUE, SALON_SYNC_ERROR_REPLY },
    { 401, "{\"code\":7}", TRUE, SALON_SYNC_ERROR_SIGNED_OUT },
    { 403, "[]", TRUE, SALON_SYNC_ERROR_RIGHTS },
    { 200, "{}", TRUE, SALON_SYNC_ERROR_REPLY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr (GError) error = salon_online_reply_judge (refusals[i].status, refusals[i].text);

      GQuark domain = refusals[i].is_sync ? SALON_SYNC_ERROR : SALON_ONLINE_ERROR;

      g_test_message ("%u %s", refusals[i].status, refusals[i].text);
      g_assert_true (g_error_matches (error, domain, refusals[i].code));
    }
}

static void
test_refund (void)
{
  static const char *const refused[] = {
    NULL, "", "[]", "{}", "{\"status\":1}", "{\"status\":\"maybe\"}"
  };
  SalonOnlineRefund refund = SALON_ONLINE_REFUND_DONE;
  g_autoptr (GError) error = NULL;

  g_assert_true (
    salon_online_reply_read_refund ("{\"status\":\"by_hand\",\"more\":{}}", &refund, &error));
  g_assert_no_error (error);
  g_assert_cmpint (refund, ==, SALON_ONLINE_REFUND_BY_HAND);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      GError *failure = NULL;
      gboolean is_read = salon_online_reply_read_refund (refused[i], &refund, &failure);

      assert_refused (is_read, failure);
    }
}

/* A link is handed to people: it leads to a page, or there is none. */
static void
test_link (void)
{
  static const char *const urls[][2] = {
    { "https://pay.example/x?y=1", "https://pay.example/x?y=1" },
    { "file:///etc/passwd", NULL },
    { "javascript:alert(1)", NULL },
    { "https://pay example/", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autofree char *text = g_strdup_printf (LINK (",\"payment_url\":\"%s\""), urls[i][0]);
      g_autoptr (GError) error = NULL;
      g_autoptr (SalonPaymentLink) link = salon_online_reply_read_link (text, &error);

      g_assert_no_error (error);
      g_assert_cmpint (link->amount_cents, ==, 1350);
      g_assert_cmpint (link->expires_at, ==, 1773309600);
      g_assert_cmpstr (link->url, ==, urls[i][1]);
    }
}

static void
test_bad_links (void)
{
  static const char *const refused[] = {
    "{\"links\":[]}",
    "{\"providers\":[],\"links\":[1]}",
    "{\"providers\":[],\"links\":[{}]}",
    "{\"providers\":{},\"links\":[]}",
    "{\"providers\":[],\"links\":[{\"id\":\"a\",\"provider\":\"stripe\",\"status\":\"odd\","
    "\"amount\":\"1.00\",\"expires_at\":\"2026-03-12T10:00:00Z\"}]}",
    "{\"providers\":[],\"links\":[{\"id\":\"a\",\"provider\":\"stripe\",\"status\":\"paid\","
    "\"amount\":1.5,\"expires_at\":\"2026-03-12T10:00:00Z\"}]}",
    "{\"providers\":[],\"links\":[{\"id\":\"a\",\"provider\":\"stripe\",\"status\":\"paid\","
    "\"amount\":\"1.00\",\"expires_at\":\"soon\"}]}",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonPaymentLinks) links =
    salon_online_reply_read_links ("{\"providers\":[\"stripe\",7],\"links\":[" LINK ("") "]}",
                                   &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_strv_length (links->providers), ==, 1);
  g_assert_cmpuint (links->links->len, ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      GError *failure = NULL;
      gboolean is_read = salon_online_reply_read_links (refused[i], &failure) != NULL;

      assert_refused (is_read, failure);
    }
}

static void
test_reviews (void)
{
  static const char *const refused[] = {
    NULL,
    "{\"rating_tenths\":51,\"count\":1,\"reviews\":[]}",
    "{\"rating_tenths\":47,\"count\":-1,\"reviews\":[]}",
    "{\"rating_tenths\":\"47\",\"count\":1,\"reviews\":[]}",
    "{\"rating_tenths\":47,\"count\":1}",
    "{\"rating_tenths\":47,\"count\":1,\"reviews\":[null]}",
    "{\"rating_tenths\":47,\"count\":1,\"reviews\":[{\"author\":\"Léa\",\"rating\":6}]}",
    "{\"rating_tenths\":47,\"count\":1,\"reviews\":[{\"rating\":5}]}",
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonOpinions) reviews =
    salon_online_reply_read_opinions ("{\"rating_tenths\":47,\"count\":132,\"url\":null,"
                                      "\"reviews\":[{\"author\":\"\",\"rating\":5,\"text\":null}]}",
                                      &error);

  g_assert_no_error (error);
  g_assert_null (reviews->url);
  g_assert_cmpuint (reviews->items->len, ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      GError *failure = NULL;
      gboolean is_read = salon_online_reply_read_opinions (refused[i], &failure) != NULL;

      assert_refused (is_read, failure);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/online-reply/each-refusal-has-its-own-error", test_refusals);
  g_test_add_func ("/salon/online-reply/outcome-of-a-refund-is-known-or-refused", test_refund);
  g_test_add_func ("/salon/online-reply/link-leads-to-a-page-or-nowhere", test_link);
  g_test_add_func ("/salon/online-reply/links-are-whole-or-refused", test_bad_links);
  g_test_add_func ("/salon/online-reply/reviews-are-whole-or-refused", test_reviews);
  return g_test_run ();
}
