/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Against fake_messages.py, which checks every signature by itself. */
#include <string.h>

#include "core/salon-message-ledger.h"
#include "fake-messages.h"
#include "message/salon-ovh-client.h"
#include "message/salon-ovh.h"

static void
test_signature (void)
{
  /* Those of OVH's own client for Python, and one with letters that take two bytes. */
  static const char secret[] = "9ufkBmLaTQ9nz5yMUlg79taH0GNnzDjk";
  static const char consumer[] = "5mBuy6SUQcRw2ZUxg0cG68BoDKpED4KY";
  static const struct
  {
    const char *method;
    const char *url;
    const char *body;
    const char *signature;
  } vectors[] = {
    { "GET", "https://eu.api.ovh.com/1.0/auth", "", "$1$e9556054b6309771395efa467c22e627407461ad" },
    { "POST", "https://eu.api.ovh.com/1.0/auth", "{\"a\":\"b\",\"c\":\"d\"}",
      "$1$ec2fb5c7a81f64723c77d2e5b609ae6f58a84fc1" },
    { "POST", "https://eu.api.ovh.com/1.0/sms/sms-xx11111-1/jobs",
      "{\"message\":\"Rappel : RDV le 15/01 à 14h30. Sérénaïa\",\"receivers\":[\"+33612345678\"],"
      "\"sender\":\"SERENAIA\",\"noStopClause\":true,\"priority\":\"high\",\"validityPeriod\":1440,"
      "\"tag\":\"b-42\",\"charset\":\"UTF-8\",\"class\":\"phoneDisplay\",\"coding\":\"8bit\","
      "\"differedPeriod\":0}",
      "$1$caac4edcb2d13ba160881f01a5fb2cbb7b1d996c" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (vectors); i++)
    {
      g_autofree char *signature =
        salon_ovh_client_sign (secret, consumer, vectors[i].method, vectors[i].url, vectors[i].body,
                               G_GINT64_CONSTANT (1457018875));

      g_assert_cmpstr (signature, ==, vectors[i].signature);
    }
}

static void
test_sent (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) ovh = fake_messages_open (fake, SALON_MESSAGE_SMS);
  SalonOutgoing sms = fake_messages_make_sms ();
  g_autoptr (SalonDelivery) delivery = NULL;
  g_autofree char *tag = salon_message_make_tag (FAKE_MESSAGES_OPERATION);
  yyjson_val *last;

  sms.text = "Rappel : rendez-vous demain à 14h30. Sérénaïa";
  sms.expires_at = sms.now + 90 * 60 + 59;
  delivery = salon_message_provider_send (ovh, &sms, NULL);
  g_assert_cmpint (delivery->outcome, ==, SALON_DELIVERY_SENT);
  g_assert_cmpstr (delivery->provider_id, ==, "100001");
  g_assert_cmpstr (delivery->request_name, ==, "EU.ext-1.fake");

  last = fake_messages_get_last (fake);
  g_assert_true (yyjson_equals_str (yyjson_obj_get (last, "text"), sms.text));
  g_assert_true (yyjson_equals_str (yyjson_obj_get (last, "to"), "+33612345678"));
  g_assert_true (yyjson_equals_str (yyjson_obj_get (last, "sender"), "SERENAIA"));
  g_assert_true (yyjson_equals_str (yyjson_obj_get (last, "tag"), tag));
  g_assert_cmpuint (strlen (tag), <=, 20);
  /* The last minute is not begun: it would come after the visit has. */
  g_assert_cmpint (yyjson_get_int (yyjson_obj_get (last, "validity")), ==, 90);

  sms.text = "Plain [letters] cost one part";
  sms.expires_at = sms.now + 30 * 24 * 3600;
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_SENT, SALON_DELIVERY_FINE);
  last = fake_messages_get_last (fake);
  g_assert_cmpint (yyjson_get_int (yyjson_obj_get (last, "validity")), ==, 2880);
  g_assert_cmpuint (fake_messages_count (fake), ==, 2);
  g_clear_object (&ovh);
  fake_messages_free (fake);
}

/* What need not be asked is not. */
static void
test_refused_here (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) ovh = fake_messages_open (fake, SALON_MESSAGE_SMS);
  g_autofree char *long_text = g_strnfill (6 * 153 + 1, 'a');
  static const char *const numbers[] = { "0612345678",   "+3361234567x",
                                         "+33",          "",
                                         "+01234567890", "+33612345678\",\"+33687654321" };
  SalonOutgoing sms = fake_messages_make_sms ();

  for (gsize i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      sms.recipient = numbers[i];
      fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_REFUSED, SALON_DELIVERY_RECIPIENT);
    }
  sms = fake_messages_make_sms ();
  sms.text = long_text;
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_REFUSED, SALON_DELIVERY_CONTENT);
  sms.text = "";
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_REFUSED, SALON_DELIVERY_CONTENT);
  sms.text = "\xff";
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_REFUSED, SALON_DELIVERY_CONTENT);
  sms = fake_messages_make_sms ();
  sms.sender = "Sérénaïa";
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_REFUSED, SALON_DELIVERY_SENDER);
  sms.sender = "TWELVELETTER";
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_REFUSED, SALON_DELIVERY_SENDER);
  sms = fake_messages_make_sms ();
  sms.expires_at = sms.now + 59;
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_REFUSED, SALON_DELIVERY_TOO_LATE);

  g_assert_cmpuint (yyjson_arr_size (fake_messages_tell (fake, "['calls']")), ==, 0);
  g_clear_object (&ovh);
  fake_messages_free (fake);
}

static void
test_refused_there (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) ovh = fake_messages_open (fake, SALON_MESSAGE_SMS);
  SalonOutgoing sms = fake_messages_make_sms ();

  sms.recipient = "+33612000000";
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_REFUSED, SALON_DELIVERY_RECIPIENT);
  sms = fake_messages_make_sms ();
  sms.sender = "NOUVEAU";
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_REFUSED, SALON_DELIVERY_SENDER);
  sms = fake_messages_make_sms ();
  fake_messages_tell (fake, "['credits', 0]");
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_REFUSED, SALON_DELIVERY_CREDITS);
  fake_messages_tell (fake, "['rights', false]");
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_REFUSED, SALON_DELIVERY_RIGHTS);
  fake_messages_tell (fake, "['trouble', 'POST', '.*/jobs', 'denied']");
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_REFUSED, SALON_DELIVERY_KEYS);
  g_assert_cmpuint (fake_messages_count (fake), ==, 0);
  g_clear_object (&ovh);

  fake_messages_set (fake, "OVH_APPLICATION_SECRET", "another");
  ovh = fake_messages_open (fake, SALON_MESSAGE_SMS);
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_REFUSED, SALON_DELIVERY_KEYS);
  g_clear_object (&ovh);
  fake_messages_free (fake);
}

static guint
count_calls (FakeMessages *fake, const char *path)
{
  yyjson_arr_iter items = yyjson_arr_iter_with (fake_messages_tell (fake, "['calls']"));
  yyjson_val *item;
  guint n_calls = 0;

  while ((item = yyjson_arr_iter_next (&items)) != NULL)
    n_calls += yyjson_equals_str (yyjson_arr_get (item, 1), path) ? 1 : 0;
  return n_calls;
}

static void
test_clock (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) ovh = fake_messages_open (fake, SALON_MESSAGE_SMS);
  SalonOutgoing sms = fake_messages_make_sms ();

  /* Ours is months off, and nobody minds; it is asked for once. */
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_SENT, SALON_DELIVERY_FINE);
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_SENT, SALON_DELIVERY_FINE);
  g_assert_cmpuint (count_calls (fake, "/1.0/auth/time"), ==, 1);
  /* Theirs jumps: refused, compared, sent. */
  fake_messages_tell (fake, "['skew', 3000]");
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_SENT, SALON_DELIVERY_FINE);
  g_assert_cmpuint (count_calls (fake, "/1.0/auth/time"), ==, 1);
  /* An hour later, before anything is refused. */
  sms.now += 3600;
  fake_messages_tell (fake, "['skew', 6600]");
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_SENT, SALON_DELIVERY_FINE);
  g_assert_cmpuint (count_calls (fake, "/1.0/sms/sms-fk12345-1/jobs"), ==, 1);
  g_assert_cmpuint (fake_messages_count (fake), ==, 4);
  g_clear_object (&ovh);

  /* Who cannot tell the time has sent nothing. */
  ovh = fake_messages_open (fake, SALON_MESSAGE_SMS);
  fake_messages_tell (fake, "['trouble', 'GET', '.*/time', 500]");
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_LATER, SALON_DELIVERY_TROUBLE);
  fake_messages_tell (fake, "['trouble', 'GET', '.*/time', 'drop']");
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_LATER, SALON_DELIVERY_UNREACHABLE);
  g_assert_cmpuint (fake_messages_count (fake), ==, 4);
  g_clear_object (&ovh);
  fake_messages_free (fake);
}

static void
test_unknown (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) ovh = fake_messages_open (fake, SALON_MESSAGE_SMS);
  static const char *const troubles[] = { "'drop'", "'garbage'", "'late500'", "500", "503" };
  SalonOutgoing sms = fake_messages_make_sms ();

  for (gsize i = 0; i < G_N_ELEMENTS (troubles); i++)
    {
      fake_messages_tell (fake, "['trouble', 'POST', '.*/jobs', %s]", troubles[i]);
      fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER);
    }
  g_assert_cmpuint (fake_messages_count (fake), ==, 3);
  g_clear_object (&ovh);
  fake_messages_free (fake);
}

static void
test_later (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) ovh = fake_messages_open (fake, SALON_MESSAGE_SMS);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (SalonDelivery) delivery = NULL;
  SalonOutgoing sms = fake_messages_make_sms ();

  fake_messages_tell (fake, "['trouble', 'POST', '.*/jobs', 429]");
  g_assert_cmpuint (
    fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_LATER, SALON_DELIVERY_BUSY), ==, 7);
  g_cancellable_cancel (cancellable);
  delivery = salon_message_provider_send (ovh, &sms, cancellable);
  g_assert_cmpint (delivery->outcome, ==, SALON_DELIVERY_LATER);
  g_clear_object (&ovh);

  fake_messages_set (fake, "OVH_BASE_URL", "http://127.0.0.1:1/1.0");
  ovh = fake_messages_open (fake, SALON_MESSAGE_SMS);
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_LATER, SALON_DELIVERY_UNREACHABLE);
  g_assert_cmpuint (fake_messages_count (fake), ==, 0);
  g_clear_object (&ovh);
  fake_messages_free (fake);
}

static void
test_look_up (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) ovh = fake_messages_open (fake, SALON_MESSAGE_SMS);

  /* Not there: only after two minutes that means that it never will be. */
  g_assert_cmpuint (fake_messages_assert_look_up (ovh, 30, SALON_DELIVERY_LATER), ==, 90);
  fake_messages_assert_look_up (ovh, 119, SALON_DELIVERY_LATER);
  fake_messages_assert_look_up (ovh, 120, SALON_DELIVERY_ABSENT);
  /* Who cannot be asked has not said that it is absent. */
  fake_messages_tell (fake, "['trouble', 'GET', '.*/jobs', 500]");
  fake_messages_assert_look_up (ovh, 500, SALON_DELIVERY_LATER);
  fake_messages_tell (fake, "['trouble', 'GET', '.*/outgoing', 'garbage']");
  fake_messages_assert_look_up (ovh, 500, SALON_DELIVERY_LATER);
  fake_messages_tell (fake, "['trouble', 'GET', '.*/outgoing', 'denied']");
  fake_messages_assert_look_up (ovh, 500, SALON_DELIVERY_LATER);
  g_clear_object (&ovh);
  fake_messages_free (fake);
}

/* Taken, the answer lost, and their index behind. */
static void
test_look_up_late (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) ovh = fake_messages_open (fake, SALON_MESSAGE_SMS);
  SalonOutgoing sms = fake_messages_make_sms ();

  fake_messages_tell (fake, "['trouble', 'POST', '.*/jobs', 'hidden']");
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER);
  fake_messages_assert_look_up (ovh, 10, SALON_DELIVERY_LATER);
  fake_messages_tell (fake, "['reveal']");
  fake_messages_assert_look_up (ovh, 120, SALON_DELIVERY_SENT);
  g_clear_object (&ovh);
  fake_messages_free (fake);
}

/* It waits among the jobs, with others before it. */
static void
test_look_up_job (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) ovh = fake_messages_open (fake, SALON_MESSAGE_SMS);
  SalonOutgoing sms = fake_messages_make_sms ();
  g_autoptr (SalonDelivery) delivery = NULL;

  sms.operation_id = "019cd6a0-1111-7000-8000-000000000001";
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_SENT, SALON_DELIVERY_FINE);
  fake_messages_assert_look_up (ovh, 120, SALON_DELIVERY_ABSENT);
  sms.operation_id = FAKE_MESSAGES_OPERATION;
  fake_messages_tell (fake, "['trouble', 'POST', '.*/jobs', 'drop']");
  fake_messages_assert_send (ovh, &sms, SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER);
  delivery =
    salon_message_provider_look_up (ovh, FAKE_MESSAGES_OPERATION, sms.now, sms.now + 5, NULL);
  g_assert_cmpint (delivery->outcome, ==, SALON_DELIVERY_SENT);
  g_assert_cmpstr (delivery->provider_id, ==, "100002");
  g_assert_cmpuint (count_calls (fake, "/1.0/sms/sms-fk12345-1/jobs/100002"), ==, 1);
  g_clear_object (&ovh);
  fake_messages_free (fake);
}

static void
assert_check (SalonMessageProvider *provider,
              const char *sender,
              guint n_passed,
              SalonDeliveryReason reason)
{
  SalonMessageCheck check;
  guint n = 0;

  salon_message_provider_check (provider, sender, FAKE_MESSAGES_NOW, &check, NULL);
  while (n < SALON_N_MESSAGE_STEPS && check.is_passed[n])
    n++;
  g_assert_cmpuint (n, ==, n_passed);
  g_assert_cmpstr (salon_delivery_reason_to_string (check.reason), ==,
                   salon_delivery_reason_to_string (reason));
}

static void
test_check (void)
{
  FakeMessages *fake = fake_messages_new (FALSE);
  g_autoptr (SalonMessageProvider) ovh = fake_messages_open (fake, SALON_MESSAGE_SMS);
  SalonMessageCheck check;

  fake_messages_tell (fake, "['credits', 42]");
  salon_message_provider_check (ovh, NULL, FAKE_MESSAGES_NOW, &check, NULL);
  g_assert_cmpint (check.credits, ==, 42);
  assert_check (ovh, NULL, SALON_N_MESSAGE_STEPS, SALON_DELIVERY_FINE);
  fake_messages_tell (fake, "['credits', 0]");
  assert_check (ovh, NULL, SALON_MESSAGE_STEP_CREDITS, SALON_DELIVERY_CREDITS);
  assert_check (ovh, "NOUVEAU", SALON_MESSAGE_STEP_SENDER, SALON_DELIVERY_SENDER);
  assert_check (ovh, "ABSENT", SALON_MESSAGE_STEP_SENDER, SALON_DELIVERY_SENDER);
  fake_messages_tell (fake, "['status', 'disable']");
  assert_check (ovh, NULL, SALON_MESSAGE_STEP_ACCOUNT, SALON_DELIVERY_ACCOUNT);
  fake_messages_tell (fake, "['rights', false]");
  assert_check (ovh, NULL, SALON_MESSAGE_STEP_ACCOUNT, SALON_DELIVERY_RIGHTS);
  fake_messages_tell (fake, "['trouble', 'GET', '.*', 'drop']");
  assert_check (ovh, NULL, SALON_MESSAGE_STEP_REACH, SALON_DELIVERY_UNREACHABLE);
  g_clear_object (&ovh);

  fake_messages_set (fake, "OVH_CONSUMER_KEY", "another");
  ovh = fake_messages_open (fake, SALON_MESSAGE_SMS);
  assert_check (ovh, NULL, SALON_MESSAGE_STEP_SIGN_IN, SALON_DELIVERY_KEYS);
  g_assert_cmpuint (fake_messages_count (fake), ==, 0);
  g_clear_object (&ovh);
  fake_messages_free (fake);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/ovh/signatures-are-those-that-ovh-publishes", test_signature);
  g_test_add_func ("/salon/ovh/a-message-is-handed-in-as-the-contract-says", test_sent);
  g_test_add_func ("/salon/ovh/what-ovh-would-refuse-is-not-asked", test_refused_here);
  g_test_add_func ("/salon/ovh/a-refusal-says-why", test_refused_there);
  g_test_add_func ("/salon/ovh/clocks-are-compared-each-hour-and-after-a-refusal", test_clock);
  g_test_add_func ("/salon/ovh/a-lost-answer-is-unknown", test_unknown);
  g_test_add_func ("/salon/ovh/what-had-no-effect-is-for-later", test_later);
  g_test_add_func ("/salon/ovh/an-unknown-is-looked-up-by-its-tag", test_look_up);
  g_test_add_func ("/salon/ovh/what-their-index-does-not-have-yet-is-not-absent",
                   test_look_up_late);
  g_test_add_func ("/salon/ovh/a-job-that-waits-is-found", test_look_up_job);
  g_test_add_func ("/salon/ovh/a-check-says-how-far-it-goes", test_check);
  return g_test_run ();
}
