/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Against the mail server of fake_messages.py, which does what the recipient's name says. */
#include <string.h>

#include "fake-messages.h"
#include "message/salon-smtp.h"

#define MUCH_PATIENCE_MS 60000

/* Whoever waits for an answer that does not come, and what ends it. */
typedef struct
{
  FakeMessages *fake;
  GCancellable *cancellable;
  guint n_awaited;
} Impatience;

/* By one of its doors. */
static SalonMessageProvider *
open_door (FakeMessages *fake, const char *door)
{
  fake_messages_set (fake, "SMTP_URL", fake_messages_get (fake, door));
  return fake_messages_open (fake, SALON_MESSAGE_EMAIL);
}

static FakeMessages *
start (void)
{
  FakeMessages *fake = fake_messages_new (TRUE);

  fake_messages_set (fake, "SENDGRID_API_KEY", NULL);
  return fake;
}

static void
test_sent (void)
{
  static const char *const doors[] = { "starttls", "smtps" };
  FakeMessages *fake = start ();

  for (gsize i = 0; i < G_N_ELEMENTS (doors); i++)
    {
      g_autoptr (SalonMessageProvider) smtp = open_door (fake, doors[i]);
      SalonOutgoing mail = fake_messages_make_mail ();
      g_autoptr (SalonDelivery) delivery = NULL;
      g_autofree char *text = NULL;
      yyjson_val *last;

      mail.text = "Première ligne\n.\n..\n.point\n\nFin";
      delivery = salon_message_provider_send (smtp, &mail, NULL);
      g_assert_cmpint (delivery->outcome, ==, SALON_DELIVERY_SENT);
      g_assert_cmpstr (delivery->provider_id, ==, FAKE_MESSAGES_OPERATION "@salon.example");
      last = fake_messages_get_last (fake);
      g_assert_true (yyjson_equals_str (yyjson_obj_get (last, "to"), "marie@client.example"));
      g_assert_true (yyjson_equals_str (yyjson_obj_get (last, "from"), "bonjour@salon.example"));
      g_assert_true (
        yyjson_equals_str (yyjson_obj_get (last, "operation"), FAKE_MESSAGES_OPERATION));
      last = yyjson_obj_get (last, "mail");
      text = g_strchomp (g_strdup (yyjson_get_str (yyjson_obj_get (last, "plain"))));
      g_assert_cmpstr (text, ==, mail.text);
    }
  g_assert_cmpuint (fake_messages_count (fake), ==, 2);
  fake_messages_free (fake);
}

/* A password goes to nobody who has not shown who it is. */
static void
test_untrusted (void)
{
  static const char *const doors[] = { "plain", "stranger" };
  FakeMessages *fake = start ();
  SalonOutgoing mail = fake_messages_make_mail ();

  for (gsize i = 0; i < G_N_ELEMENTS (doors); i++)
    {
      g_autoptr (SalonMessageProvider) smtp = open_door (fake, doors[i]);

      fake_messages_assert_send (smtp, &mail, SALON_DELIVERY_LATER, SALON_DELIVERY_UNTRUSTED);
    }
  g_assert_cmpuint (fake_messages_count (fake), ==, 0);
  fake_messages_free (fake);
}

static void
test_refused (void)
{
  static const struct
  {
    const char *recipient;
    const char *sender;
    SalonDeliveryOutcome outcome;
    SalonDeliveryReason reason;
  } cases[] = {
    { "nobody@client.example", NULL, SALON_DELIVERY_REFUSED, SALON_DELIVERY_RECIPIENT },
    { "later@client.example", NULL, SALON_DELIVERY_LATER, SALON_DELIVERY_BUSY },
    { "full@client.example", NULL, SALON_DELIVERY_REFUSED, SALON_DELIVERY_CONTENT },
    { "busy@client.example", NULL, SALON_DELIVERY_LATER, SALON_DELIVERY_BUSY },
    { "marie@client.example", "unwanted@salon.example", SALON_DELIVERY_REFUSED,
      SALON_DELIVERY_SENDER },
    { "marie@client.example", "no address", SALON_DELIVERY_REFUSED, SALON_DELIVERY_SENDER },
    { "marie@client.example\r\nRCPT TO:<paul@client.example>", NULL, SALON_DELIVERY_REFUSED,
      SALON_DELIVERY_RECIPIENT },
  };
  FakeMessages *fake = start ();
  g_autoptr (SalonMessageProvider) smtp = open_door (fake, "starttls");
  SalonOutgoing mail;

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      mail = fake_messages_make_mail ();
      mail.recipient = cases[i].recipient;
      mail.sender = cases[i].sender;
      fake_messages_assert_send (smtp, &mail, cases[i].outcome, cases[i].reason);
    }
  g_assert_cmpuint (fake_messages_count (fake), ==, 0);
  g_clear_object (&smtp);

  fake_messages_set (fake, "SMTP_PASSWORD", "another");
  smtp = open_door (fake, "starttls");
  mail = fake_messages_make_mail ();
  fake_messages_assert_send (smtp, &mail, SALON_DELIVERY_REFUSED, SALON_DELIVERY_KEYS);
  g_clear_object (&smtp);
  fake_messages_free (fake);
}

static void
test_lost (void)
{
  FakeMessages *fake = start ();
  g_autoptr (SalonMessageProvider) smtp = open_door (fake, "starttls");
  SalonOutgoing mail = fake_messages_make_mail ();

  /* Taken, and no answer. */
  mail.recipient = "drop@client.example";
  fake_messages_assert_send (smtp, &mail, SALON_DELIVERY_UNKNOWN, SALON_DELIVERY_NO_ANSWER);
  g_assert_cmpuint (fake_messages_count (fake), ==, 1);
  fake_messages_assert_look_up (smtp, 24 * 3600, SALON_DELIVERY_UNKNOWN);
  /* The text never went. */
  mail.recipient = "half@client.example";
  fake_messages_assert_send (smtp, &mail, SALON_DELIVERY_LATER, SALON_DELIVERY_UNREACHABLE);
  g_clear_object (&smtp);

  fake_messages_set (fake, "SMTP_URL", "smtp://localhost:1");
  smtp = fake_messages_open (fake, SALON_MESSAGE_EMAIL);
  mail = fake_messages_make_mail ();
  fake_messages_assert_send (smtp, &mail, SALON_DELIVERY_LATER, SALON_DELIVERY_UNREACHABLE);
  g_assert_cmpuint (fake_messages_count (fake), ==, 1);
  g_clear_object (&smtp);
  fake_messages_free (fake);
}

static gpointer
cancel_when_arrived (gpointer data)
{
  Impatience *impatience = data;

  while (fake_messages_count (impatience->fake) < impatience->n_awaited)
    g_thread_yield ();
  g_cancellable_cancel (impatience->cancellable);
  return NULL;
}

static void
test_cancelled (void)
{
  FakeMessages *fake = start ();
  g_autoptr (SalonMessageProvider) smtp = open_door (fake, "starttls");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  Impatience impatience = { fake, cancellable, 1 };
  SalonOutgoing mail = fake_messages_make_mail ();
  g_autoptr (SalonDelivery) before = NULL;
  g_autoptr (SalonDelivery) after = NULL;
  GThread *thread;

  g_cancellable_cancel (cancellable);
  before = salon_message_provider_send (smtp, &mail, cancellable);
  g_assert_cmpint (before->outcome, ==, SALON_DELIVERY_LATER);
  g_assert_cmpuint (fake_messages_count (fake), ==, 0);

  g_cancellable_reset (cancellable);
  salon_smtp_set_patience (SALON_SMTP (smtp), MUCH_PATIENCE_MS, MUCH_PATIENCE_MS);
  mail.recipient = "silent@client.example";
  thread = g_thread_new ("cancel", cancel_when_arrived, &impatience);
  after = salon_message_provider_send (smtp, &mail, cancellable);
  g_thread_join (thread);
  g_assert_cmpint (after->outcome, ==, SALON_DELIVERY_UNKNOWN);
  g_clear_object (&smtp);
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
  g_assert_cmpstr (salon_delivery_reason_to_string (check.reason), ==,
                   salon_delivery_reason_to_string (reason));
  g_assert_cmpuint (n, ==, n_passed);
}

static void
test_check (void)
{
  FakeMessages *fake = start ();
  g_autoptr (SalonMessageProvider) smtp = open_door (fake, "starttls");

  assert_check (smtp, SALON_MESSAGE_STEP_SIGN_IN + 1, SALON_DELIVERY_FINE);
  g_clear_object (&smtp);
  smtp = open_door (fake, "smtps");
  assert_check (smtp, SALON_MESSAGE_STEP_SIGN_IN + 1, SALON_DELIVERY_FINE);
  g_clear_object (&smtp);
  smtp = open_door (fake, "plain");
  assert_check (smtp, SALON_MESSAGE_STEP_REACH, SALON_DELIVERY_UNTRUSTED);
  g_clear_object (&smtp);
  fake_messages_set (fake, "SMTP_PASSWORD", "another");
  smtp = open_door (fake, "starttls");
  assert_check (smtp, SALON_MESSAGE_STEP_SIGN_IN, SALON_DELIVERY_KEYS);
  g_clear_object (&smtp);
  fake_messages_set (fake, "SMTP_URL", "smtp://localhost:1");
  smtp = fake_messages_open (fake, SALON_MESSAGE_EMAIL);
  assert_check (smtp, SALON_MESSAGE_STEP_REACH, SALON_DELIVERY_UNREACHABLE);
  g_assert_cmpuint (fake_messages_count (fake), ==, 0);
  g_clear_object (&smtp);
  fake_messages_free (fake);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/smtp/mail-goes-out-encrypted", test_sent);
  g_test_add_func ("/salon/smtp/nobody-is-told-anything-without-a-certificate", test_untrusted);
  g_test_add_func ("/salon/smtp/a-refusal-says-why", test_refused);
  g_test_add_func ("/salon/smtp/only-what-was-handed-over-whole-can-be-unknown", test_lost);
  g_test_add_func ("/salon/smtp/who-cancels-knows-whether-it-was-handed-over", test_cancelled);
  g_test_add_func ("/salon/smtp/a-check-says-how-far-it-goes", test_check);
  return g_test_run ();
}
