/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the desk asks of the server that only it can do: the desk's side, the real server, and providers that
 * keep books and lose answers. */
#include "sync/salon-online.h"

#include "provider-fixture.h"
#include "server-fixture.h"

#define BOOKING "20000000-0000-4000-8000-000000000001"
#define NOBODY "20000000-0000-4000-8000-0000000000ff"
/* Far ahead; the days of Sundays and holidays do not count for what is there already. */
#define MAKE_BOOKING                                                                               \
  "INSERT INTO salon_settings (key, value) VALUES ('online.deposit', '30');"                       \
  "INSERT INTO bookings (id, client_name, client_email, booking_date, booking_time, status,"       \
  " payment_status, duration_minutes, price, staff_id) VALUES ('" BOOKING "', 'Marie Durand',"     \
  " 'marie@example.org', '2099-03-12', '10:00', 'confirmed', 'pending', 60, 45,"                   \
  " '00000000-0000-7000-8000-000000000001')"

static PostgresFixture *postgres;

typedef struct
{
  ProviderFixture provider;
  ServerFixture server;
  ServerFixtureKeyring keyring;
  SalonOnline *online;
} Fixture;

static SalonOnline *
sign_in (Fixture *self)
{
  g_autoptr (SalonRestSignIn) sign_in = server_fixture_make_sign_in (&self->keyring);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonRestClient) client =
    salon_rest_client_new (self->server.address, NULL, 15, &error);

  g_assert_no_error (error);
  salon_rest_sign_in_begin (sign_in, client, SERVER_FIXTURE_EMAIL, SERVER_FIXTURE_PASSWORD, NULL,
                            &error);
  g_assert_no_error (error);
  return salon_online_new (self->server.address, NULL, sign_in);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  provider_fixture_set_up (&self->provider);
  server_fixture_set_up_with (&self->server, postgres, self->provider.environment);
  postgres_fixture_execute (postgres, self->server.database, MAKE_BOOKING);
  self->online = sign_in (self);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_clear_object (&self->online);
  server_fixture_tear_down (&self->server);
  server_fixture_clear_keyring (&self->keyring);
  provider_fixture_tear_down (&self->provider);
}

static void
finished_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static SalonPaymentLinks *
read_links (Fixture *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  SalonPaymentLinks *links = NULL;

  salon_online_read_links_async (self->online, BOOKING, NULL, finished_cb, &result);
  links = salon_online_read_links_finish (self->online, wait_for (&result), &error);
  g_assert_no_error (error);
  return links;
}

static SalonPaymentLink *
make_link (Fixture *self, const char *booking, const char *provider, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  salon_online_make_link_async (self->online, booking, provider, NULL, finished_cb, &result);
  return salon_online_make_link_finish (self->online, wait_for (&result), error);
}

static gboolean
refund (Fixture *self,
        const char *payment,
        gint64 cents,
        SalonOnlineRefund *outcome,
        GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  salon_online_refund_async (self->online, payment, cents, NULL, finished_cb, &result);
  return salon_online_refund_finish (self->online, wait_for (&result), outcome, error);
}

/* Looking makes the server look; its worker gets there by itself. */
static void
wait_until_paid (Fixture *self)
{
  while (TRUE)
    {
      g_autoptr (SalonPaymentLinks) links = read_links (self);
      SalonPaymentLink *link = g_ptr_array_index (links->links, 0);

      if (link->state == SALON_PAYMENT_LINK_PAID)
        return;
    }
}

/* A link, paid; the payment's id. Transfer full. */
static char *
pay (Fixture *self, const char *provider)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonPaymentLink) link = make_link (self, BOOKING, provider, &error);
  g_autofree char *paid = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (link->amount_cents, ==, 1350);
  paid = provider_fixture_tell (&self->provider, "pay %s", link->url);
  g_assert_cmpstr (paid, ==, "paid");
  wait_until_paid (self);
  return g_strdup (link->id);
}

static void
test_link (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonPaymentLinks) before = read_links (self);
  g_autoptr (SalonPaymentLink) link = NULL;
  g_autoptr (SalonPaymentLink) again = NULL;
  g_autoptr (SalonPaymentLinks) after = NULL;
  g_autofree char *payment = NULL;

  g_assert_cmpuint (before->links->len, ==, 0);
  g_assert_true (g_strv_contains ((const char *const *) before->providers, "stripe"));
  g_assert_true (g_strv_contains ((const char *const *) before->providers, "lydia"));
  link = make_link (self, BOOKING, "stripe", &error);
  g_assert_no_error (error);
  g_assert_cmpint (link->state, ==, SALON_PAYMENT_LINK_OPEN);
  g_assert_true (g_str_has_prefix (link->url, "http://127.0.0.1:"));
  again = make_link (self, BOOKING, "stripe", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->id, ==, link->id);
  payment = pay (self, "stripe");
  g_assert_cmpstr (payment, ==, link->id);
  after = read_links (self);
  g_assert_cmpuint (after->links->len, ==, 1);
  g_assert_null (((SalonPaymentLink *) g_ptr_array_index (after->links, 0))->url);
}

static void
test_no_link (Fixture *self, gconstpointer unused)
{
  static const struct
  {
    const char *booking;
    const char *provider;
    SalonOnlineError code;
  } wishes[] = {
    { NOBODY, "stripe", SALON_ONLINE_ERROR_UNKNOWN },
    { BOOKING, "wero", SALON_ONLINE_ERROR_OFF },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (wishes); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (make_link (self, wishes[i].booking, wishes[i].provider, &error));
      g_assert_error (error, SALON_ONLINE_ERROR, (int) wishes[i].code);
    }
  postgres_fixture_execute (postgres, self->server.database,
                            "UPDATE bookings SET status = 'cancelled'");
  g_autoptr (GError) error = NULL;
  g_assert_null (make_link (self, BOOKING, "stripe", &error));
  g_assert_error (error, SALON_ONLINE_ERROR, SALON_ONLINE_ERROR_CANCELLED);
}

static void
test_refund_in_parts (Fixture *self, gconstpointer unused)
{
  g_autofree char *payment = pay (self, "stripe");
  SalonOnlineRefund outcome = SALON_ONLINE_REFUND_BY_HAND;
  g_autoptr (GError) error = NULL;

  for (int i = 0; i < 2; i++)
    {
      refund (self, payment, 500, &outcome, &error);
      g_assert_no_error (error);
      g_assert_cmpint (outcome, ==, SALON_ONLINE_REFUND_DONE);
      g_assert_cmpint (provider_fixture_count (&self->provider, "left"), ==, 850 - i * 500);
    }
  g_assert_false (refund (self, payment, 500, &outcome, &error));
  g_assert_error (error, SALON_ONLINE_ERROR, SALON_ONLINE_ERROR_NOTHING);
  g_assert_cmpint (provider_fixture_count (&self->provider, "left"), ==, 350);
}

/* The provider's answer is lost: the server looks it up, and gives back no second time. */
static void
test_refund_whose_answer_is_lost (Fixture *self, gconstpointer unused)
{
  g_autofree char *payment = pay (self, "stripe");
  g_autofree char *told = provider_fixture_tell (&self->provider, "trouble POST /v1/refunds drop");
  SalonOnlineRefund outcome = SALON_ONLINE_REFUND_DONE;
  g_autoptr (GError) error = NULL;

  refund (self, payment, 1350, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, SALON_ONLINE_REFUND_ON_ITS_WAY);
  g_assert_false (refund (self, payment, 1350, &outcome, &error));
  g_assert_error (error, SALON_ONLINE_ERROR, SALON_ONLINE_ERROR_NOTHING);
  g_assert_cmpint (provider_fixture_count (&self->provider, "left"), ==, 0);
}

/* The server's answer is lost: the same wish is the same refund, and the desk does not know before. */
static void
test_refund_when_the_server_dies (Fixture *self, gconstpointer unused)
{
  g_autofree char *payment = pay (self, "stripe");
  SalonOnlineRefund outcome = SALON_ONLINE_REFUND_BY_HAND;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  /* The provider has done it, and the server waits for its database to write that down. */
  postgres_fixture_execute (postgres, self->server.database,
                            "CREATE FUNCTION slow () RETURNS trigger LANGUAGE plpgsql AS "
                            "'BEGIN PERFORM pg_sleep (600); RETURN NEW; END';"
                            "CREATE TRIGGER slow BEFORE UPDATE ON salon.payment_operations "
                            "FOR EACH ROW WHEN (NEW.state = 'sent') EXECUTE FUNCTION slow ()");
  salon_online_refund_async (self->online, payment, 500, NULL, finished_cb, &result);
  while (provider_fixture_count (&self->provider, "calls POST /v1/refunds") == 0)
    g_main_context_iteration (NULL, FALSE);
  server_fixture_kill (&self->server);
  g_assert_false (salon_online_refund_finish (self->online, wait_for (&result), &outcome, &error));
  g_assert_error (error, SALON_ONLINE_ERROR, SALON_ONLINE_ERROR_UNSURE);
  g_clear_error (&error);

  postgres_fixture_execute (postgres, self->server.database,
                            "SELECT pg_terminate_backend (pid) FROM pg_stat_activity "
                            "WHERE pid <> pg_backend_pid () AND query LIKE '%payment_operations%';"
                            "DROP TRIGGER slow ON salon.payment_operations;"
                            /* Time goes by: what died is nobody's any more. */
                            "UPDATE salon.payment_operations SET lease_until = now ();"
                            "UPDATE salon.idempotency SET started_at = now () - interval '1 hour'");
  server_fixture_start (&self->server, "0123456789abcdef0123456789abcdef");
  refund (self, payment, 500, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome, !=, SALON_ONLINE_REFUND_BY_HAND);
  g_assert_cmpint (provider_fixture_count (&self->provider, "left"), ==, 850);
  g_assert_cmpint (provider_fixture_count (&self->provider, "calls POST /v1/refunds"), ==, 1);
}

static void
test_refund_by_hand (Fixture *self, gconstpointer unused)
{
  g_autofree char *payment = pay (self, "lydia");
  SalonOnlineRefund outcome = SALON_ONLINE_REFUND_DONE;
  g_autoptr (GError) error = NULL;

  refund (self, payment, 1350, &outcome, &error);
  g_assert_no_error (error);
  g_assert_cmpint (outcome, ==, SALON_ONLINE_REFUND_BY_HAND);
}

static void
test_refund_of_another_payment (Fixture *self, gconstpointer unused)
{
  SalonOnlineRefund outcome = SALON_ONLINE_REFUND_DONE;
  g_autoptr (GError) error = NULL;

  g_assert_false (refund (self, NOBODY, 500, &outcome, &error));
  g_assert_error (error, SALON_ONLINE_ERROR, SALON_ONLINE_ERROR_UNKNOWN);
}

static void
test_reviews (Fixture *self, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonOpinions) reviews = NULL;
  const SalonOpinion *review = NULL;

  salon_online_read_opinions_async (self->online, NULL, finished_cb, &result);
  reviews = salon_online_read_opinions_finish (self->online, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (reviews->rating_tenths, ==, 47);
  g_assert_cmpint (reviews->count, ==, 132);
  g_assert_cmpstr (reviews->url, ==, "https://maps.example");
  g_assert_cmpuint (reviews->items->len, ==, 1);
  review = g_ptr_array_index (reviews->items, 0);
  g_assert_cmpstr (review->author, ==, "Léa");
  g_assert_cmpstr (review->text, ==, "Très bien");
  g_assert_cmpint (review->rating, ==, 5);
}

/* Nobody is signed in with what this desk had, and no question of its own signs it in again. */
static void
test_sign_out (Fixture *self, gconstpointer unused)
{
  g_autofree char *token = g_strdup (self->keyring.token);
  ServerFixtureKeyring thief = { .token = g_steal_pointer (&token) };
  g_autoptr (SalonRestSignIn) stolen = server_fixture_make_sign_in (&thief);
  g_autoptr (SalonRestClient) client = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) asked = NULL;
  g_autoptr (GError) error = NULL;

  salon_online_sign_out_async (self->online, finished_cb, &result);
  salon_online_sign_out_finish (self->online, wait_for (&result), &error);
  g_assert_no_error (error);
  salon_online_read_links_async (self->online, BOOKING, NULL, finished_cb, &asked);
  g_assert_null (salon_online_read_links_finish (self->online, wait_for (&asked), &error));
  g_assert_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_SIGNED_OUT);
  g_clear_error (&error);
  client = salon_rest_client_new (self->server.address, NULL, 15, &error);
  g_assert_null (salon_rest_sign_in_dup_token (stolen, client, NULL, NULL, &error));
  g_assert_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_SIGNED_OUT);
  server_fixture_clear_keyring (&thief);
}

static void
test_sign_out_unheard (Fixture *self, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  server_fixture_kill (&self->server);
  salon_online_sign_out_async (self->online, finished_cb, &result);
  g_assert_false (salon_online_sign_out_finish (self->online, wait_for (&result), &error));
  g_assert_error (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_PORT);
}

int
main (int argc, char **argv)
{
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  postgres = postgres_fixture_new ();

#define ADD(path, test) g_test_add ("/salon/online/" path, Fixture, NULL, set_up, test, tear_down)
  ADD ("link-to-pay-is-made-once-and-shows-that-it-was-paid", test_link);
  ADD ("no-link-says-why", test_no_link);
  ADD ("money-goes-back-in-parts-and-no-further", test_refund_in_parts);
  ADD ("refund-whose-answer-is-lost-is-on-its-way", test_refund_whose_answer_is_lost);
  ADD ("refund-is-the-same-when-the-server-died-over-it", test_refund_when_the_server_dies);
  ADD ("refund-that-a-person-has-to-make-says-so", test_refund_by_hand);
  ADD ("payment-that-was-made-elsewhere-is-unknown", test_refund_of_another_payment);
  ADD ("reviews-are-read", test_reviews);
  ADD ("sign-out-ends-every-token", test_sign_out);
  ADD ("sign-out-that-was-not-heard-is-told", test_sign_out_unheard);
  status = g_test_run ();
  postgres_fixture_free (postgres);
  return status;
}
