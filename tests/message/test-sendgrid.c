/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Against fake_messages.py. */
#include <string.h>

#include "fake-messages.h"

static void
assert_text (yyjson_val *object, const char *name, const char *expected)
{
  g_assert_cmpstr (yyjson_get_str (yyjson_obj_get (object, name)), ==, expected);
}

static void
test_sent (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) sendgrid = fake_messages_open (fake, SALON_MESSAGE_EMAIL);
  SalonOutgoing mail = fake_messages_make_mail ();
  g_autoptr (GBytes) paper = g_bytes_new_static ("%PDF-1.7\n\0\xff\r\n", 13);
  g_autofree char *digest = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, paper);
  g_autoptr (SalonDelivery) delivery = NULL;
  yyjson_val *last;

  mail.paper = paper;
  mail.paper_name = "bon-cadeau-été.pdf";
  delivery = salon_message_provider_send (sendgrid, &mail, NULL);
  g_assert_cmpint (delivery->outcome, ==, SALON_DELIVERY_SENT);
  g_assert_cmpstr (delivery->provider_id, ==, "mail-1");

  last = fake_messages_get_last (fake);
  assert_text (last, "operation", FAKE_MESSAGES_OPERATION);
  assert_text (last, "to", "marie@client.example");
  assert_text (last, "to_name", "Marie Durand");
  assert_text (last, "from_name", "Sérénaïa");
  assert_text (last, "subject", "Votre rendez-vous chez Sérénaïa");
  assert_text (last, "text", "Bonjour Marie,\n\nà demain.");
  g_assert_nonnull (strstr (yyjson_get_str (yyjson_obj_get (last, "html")),
                            "<p>Bonjour Marie,</p>\n<p>à demain.</p>"));
  last = yyjson_arr_get_first (yyjson_obj_get (last, "papers"));
  g_assert_true (yyjson_equals_str (yyjson_arr_get (last, 0), "bon-cadeau-été.pdf"));
  g_assert_true (yyjson_equals_str (yyjson_arr_get (last, 1), "application/pdf"));
  g_assert_true (yyjson_equals_str (yyjson_arr_get (last, 2), digest));
  g_clear_object (&sendgrid);
  fake_messages_free (fake);
}

static void
test_refused (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) sendgrid = fake_messages_open (fake, SALON_MESSAGE_EMAIL);
  SalonOutgoing mail = fake_messages_make_mail ();

  mail.recipient = "refused@client.example";
  fake_messages_assert_send (sendgrid, &mail, SALON_DELIVERY_REFUSED, SALON_DELIVERY_RECIPIENT);
  mail.recipient = "marie@client.example>, <paul@client.example";
  fake_messages_assert_send (sendgrid, &mail, SALON_DELIVERY_REFUSED, SALON_DELIVERY_RECIPIENT);
  mail = fake_messages_make_mail ();
  mail.sender = "somebody@else.example";
  fake_messages_assert_send (sendgrid, &mail, SALON_DELIVERY_REFUSED, SALON_DELIVERY_SENDER);
  mail = fake_messages_make_mail ();
  mail.subject = NULL;
  fake_messages_assert_send (sendgrid, &mail, SALON_DELIVERY_REFUSED, SALON_DELIVERY_CONTENT);
  mail = fake_messages_make_mail ();
  mail.expires_at = mail.now;
  fake_messages_assert_send (sendgrid, &mail, SALON_DELIVERY_REFUSED, SALON_DELIVERY_TOO_LATE);
  mail = fake_messages_make_mail ();
  fake_messages_tell (fake, "['rights', false]");
  fake_messages_assert_send (sendgrid, &mail, SALON_DELIVERY_REFUSED, SALON_DELIVERY_RIGHTS);
  g_clear_object (&sendgrid);

  fake_messages_set (fake, "SENDGRID_API_KEY", "SG.another");
  sendgrid = fake_messages_open (fake, SALON_MESSAGE_EMAIL);
  fake_messages_assert_send (sendgrid, &mail, SALON_DELIVERY_REFUSED, SALON_DELIVERY_KEYS);
  g_assert_cmpuint (fake_messages_count (fake), ==, 0);
  g_clear_object (&sendgrid);
  fake_messages_free (fake);
}

static void
test_unknown (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) sendgrid = fake_messages_open (fake, SALON_MESSAGE_EMAIL);
  static const char *const troubles[] = { "'drop'", "'garbage'", "'late500'", "500" };
  SalonOutgoing mail = fake_messages_make_mail ();

  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      fake_messages_tell (fake, "['trouble', 'POST', '.*', %s]", troubles[i]);
      fake_messages_assert_send (sendgrid, &mail, SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER);
    }
  g_assert_cmpuint (fake_messages_count (fake), ==, 3);
  /* However long one waits. */
  fake_messages_assert_look_up (sendgrid, 24 * 3600, SALON_DELIVERY_UNKNOWN);
  g_clear_object (&sendgrid);
  fake_messages_free (fake);
}

static void
test_later (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) sendgrid = fake_messages_open (fake, SALON_MESSAGE_EMAIL);
  SalonOutgoing mail = fake_messages_make_mail ();

  fake_messages_tell (fake, "['trouble', 'POST', '.*', 429]");
  g_assert_cmpuint (
    fake_messages_assert_send (sendgrid, &mail, SALON_DELIVERY_LATER, SALON_DELIVERY_BUSY), ==, 7);
  /* It may say until when instead; our clock is far behind, and an hour is the longest. */
  fake_messages_tell (fake, "['retry-after', null]");
  fake_messages_tell (fake, "['trouble', 'POST', '.*', 429]");
  g_assert_cmpuint (fake_messages_assert_send (sendgrid, &mail, SALON_DELIVERY_LATER,
                                               SALON_DELIVERY_BUSY),
                    ==, 3600);
  fake_messages_tell (fake, "['retry-after', 'Fri, 31 Dec 2027 23:59:59 GMT']");
  fake_messages_tell (fake, "['trouble', 'POST', '.*', 429]");
  g_assert_cmpuint (
    fake_messages_assert_send (sendgrid, &mail, SALON_DELIVERY_LATER, SALON_DELIVERY_BUSY), ==, 0);
  g_clear_object (&sendgrid);

  fake_messages_set (fake, "SENDGRID_BASE_URL", "http://127.0.0.1:1");
  sendgrid = fake_messages_open (fake, SALON_MESSAGE_EMAIL);
  fake_messages_assert_send (sendgrid, &mail, SALON_DELIVERY_LATER, SALON_DELIVERY_UNREACHABLE);
  g_assert_cmpuint (fake_messages_count (fake), ==, 0);
  g_clear_object (&sendgrid);
  fake_messages_free (fake);
}

static void
test_sandbox (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) sendgrid = NULL;
  SalonOutgoing mail = fake_messages_make_mail ();

  fake_messages_set (fake, "SENDGRID_MODE", "sandbox");
  sendgrid = fake_messages_open (fake, SALON_MESSAGE_EMAIL);
  fake_messages_assert_send (sendgrid, &mail, SALON_DELIVERY_SENT, SALON_DELIVERY_FINE);
  g_assert_cmpuint (fake_messages_count (fake), ==, 0);
  g_clear_object (&sendgrid);
  fake_messages_free (fake);
}

static void
assert_check (SalonMessageProvider *provider, guint n_passed, SalonDeliveryReason reason)
{
  SalonMessageCheck check;
  guint n = 0;

  salon_message_provider_check (provider, NULL, FAKE_MESSAGES_NOW, &check, NULL);
  while (n < SALON_N_MESSAGE_STEPS && check.is_passed[n])
    n++;
  g_assert_cmpuint (n, ==, n_passed);
  g_assert_cmpstr (salon_delivery_reason_to_string (check.reason), ==,
                   salon_delivery_reason_to_string (reason));
  g_assert_cmpint (check.credits, ==, -1);
}

static void
test_check (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) sendgrid = fake_messages_open (fake, SALON_MESSAGE_EMAIL);

  assert_check (sendgrid, SALON_MESSAGE_STEP_ACCOUNT + 1, SALON_DELIVERY_FINE);
  fake_messages_tell (fake, "['rights', false]");
  assert_check (sendgrid, SALON_MESSAGE_STEP_ACCOUNT, SALON_DELIVERY_RIGHTS);
  fake_messages_tell (fake, "['rights', true]");
  fake_messages_tell (fake, "['trouble', 'GET', '.*', 'drop']");
  assert_check (sendgrid, SALON_MESSAGE_STEP_REACH, SALON_DELIVERY_UNREACHABLE);
  g_clear_object (&sendgrid);

  fake_messages_set (fake, "FROM_EMAIL", NULL);
  sendgrid = fake_messages_open (fake, SALON_MESSAGE_EMAIL);
  assert_check (sendgrid, SALON_MESSAGE_STEP_SENDER, SALON_DELIVERY_SENDER);
  g_clear_object (&sendgrid);
  fake_messages_set (fake, "SENDGRID_API_KEY", "SG.another");
  sendgrid = fake_messages_open (fake, SALON_MESSAGE_EMAIL);
  assert_check (sendgrid, SALON_MESSAGE_STEP_SIGN_IN, SALON_DELIVERY_KEYS);
  g_clear_object (&sendgrid);
  fake_messages_free (fake);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/sendgrid/a-mail-is-handed-in-as-the-contract-says", test_sent);
  g_test_add_func ("/salon/sendgrid/a-refusal-says-why", test_refused);
  g_test_add_func ("/salon/sendgrid/a-lost-answer-is-unknown-for-good", test_unknown);
  g_test_add_func ("/salon/sendgrid/what-had-no-effect-is-for-later", test_later);
  g_test_add_func ("/salon/sendgrid/its-sandbox-delivers-nothing", test_sandbox);
  g_test_add_func ("/salon/sendgrid/a-check-says-how-far-it-goes", test_check);
  return g_test_run ();
}
