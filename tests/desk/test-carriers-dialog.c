/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Setting up who carries messages, from the fields to a message that arrives, with carriers of the test's
 * own. */
#include "carriers/salon-carriers-dialog.h"

#include "accessible-names.h"
#include "carriers/salon-carriers-names.h"
#include "carriers/salon-carriers-trial.h"
#include "carriers/salon-carriers-words.h"
#include "common/salon-dialog.h"
#include "fake-messages.h"
#include "fake-secrets.h"
#include "page-fixture.h"
#include "shown-labels.h"

typedef struct
{
  PageFixture page;
  FakeMessages *fake;
  SalonCarriers *carriers;
  AdwDialog *dialog;
} Fixture;

static void
open_dialog (Fixture *fixture, gboolean is_at_server)
{
  fixture->dialog =
    salon_carriers_dialog_new (fixture->page.session, fixture->carriers, is_at_server);
  g_object_add_weak_pointer (G_OBJECT (fixture->dialog), (gpointer *) &fixture->dialog);
  salon_dialog_present (fixture->dialog, fixture->page.page);
  while (!gtk_widget_get_mapped (page_fixture_get_child (fixture->dialog, "view")))
    g_main_context_iteration (NULL, TRUE);
  page_fixture_settle ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  page_fixture_set_up (&fixture->page, 0, NULL, 700);
  fixture->fake = fake_messages_new (TRUE);
  fixture->carriers = salon_carriers_new ();
}

static void
wait_until_closed (Fixture *fixture)
{
  while (fixture->dialog != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->dialog != NULL)
    adw_dialog_force_close (fixture->dialog);
  wait_until_closed (fixture);
  page_fixture_settle ();
  g_assert_finalize_object (fixture->carriers);
  fake_messages_free (fixture->fake);
  page_fixture_tear_down (&fixture->page);
}

static gpointer
get (Fixture *fixture, const char *name)
{
  return page_fixture_get_child (fixture->dialog, name);
}

static void
type (Fixture *fixture, const char *row, const char *text)
{
  gtk_editable_set_text (get (fixture, row), text);
}

static void
choose (Fixture *fixture, const char *row, guint choice)
{
  adw_combo_row_set_selected (get (fixture, row), choice);
  page_fixture_settle ();
}

static void
click (Fixture *fixture, const char *button)
{
  g_signal_emit_by_name (get (fixture, button), "clicked");
  page_fixture_settle ();
}

static gboolean
is_said (Fixture *fixture, const char *words)
{
  return fixture->dialog != NULL && shown_labels_find (GTK_WIDGET (fixture->dialog), words) != NULL;
}

static void
wait_for (Fixture *fixture, const char *words)
{
  while (!is_said (fixture, words))
    g_main_context_iteration (NULL, TRUE);
}

/* The addresses of the test's own carriers, which no field asks for. */
static void
lead_to_fake (Fixture *fixture)
{
  static const char *const names[] = { "OVH_BASE_URL", "SENDGRID_BASE_URL", "SMTP_CA_FILE" };
  g_autoptr (GHashTable) values = salon_carriers_new_values ();

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    g_hash_table_insert (values, g_strdup (names[i]),
                         g_strdup (fake_messages_get (fixture->fake, names[i])));
  salon_carriers_set (fixture->carriers, values);
}

static void
type_variable (Fixture *fixture, const char *row, const char *name)
{
  type (fixture, row, fake_messages_get (fixture->fake, name));
}

static void
type_ovh (Fixture *fixture)
{
  choose (fixture, "sms_row", 1);
  type_variable (fixture, "ovh_key_row", "OVH_APPLICATION_KEY");
  type_variable (fixture, "ovh_secret_row", "OVH_APPLICATION_SECRET");
  type_variable (fixture, "ovh_consumer_row", "OVH_CONSUMER_KEY");
  type_variable (fixture, "ovh_service_row", "OVH_SMS_ACCOUNT");
  type (fixture, "sender_row", "SERENAIA");
}

static void
type_mail (Fixture *fixture)
{
  choose (fixture, "mail_row", 1);
  type (fixture, "server_row", fake_messages_get (fixture->fake, "starttls"));
  type_variable (fixture, "user_row", "SMTP_USER");
  type_variable (fixture, "password_row", "SMTP_PASSWORD");
  type (fixture, "from_row", "bonjour@salon.example");
  type (fixture, "from_name_row", "Sérénaïa");
}

/* The trial of SMS is the first. */
static void
send_to_herself (Fixture *fixture, const char *group, const char *recipient)
{
  GtkWidget *row = page_fixture_find (get (fixture, group), ADW_TYPE_ENTRY_ROW, 0);

  gtk_editable_set_text (GTK_EDITABLE (row), recipient);
  g_signal_emit_by_name (row, "entry-activated");
}

static void
test_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (SalonMessageSettings) settings = NULL;
  g_autoptr (SalonProviderSettings) providers = NULL;
  g_autofree char *missing = NULL;

  lead_to_fake (fixture);
  fake_messages_tell (fixture->fake, "['credits', 412]");
  open_dialog (fixture, FALSE);
  type_ovh (fixture);
  type_mail (fixture);
  missing = accessible_names_find_missing (GTK_WIDGET (fixture->dialog));
  g_assert_cmpstr (missing, ==, "");
  click (fixture, "test_button");
  wait_for (fixture, "Enough for 412 SMS in France.");
  wait_for (fixture, "You are let in.");
  wait_for (fixture, "_Send This Way");
  g_assert_cmpuint (fake_messages_count (fixture->fake), ==, 0);

  send_to_herself (fixture, "sms_trial_group", "nobody");
  g_assert_true (is_said (fixture, "This is no phone number."));
  send_to_herself (fixture, "sms_trial_group", "06 12 34 56 78");
  wait_for (fixture, "It is on its way: your phone should ring in a moment.");
  g_assert_true (yyjson_equals_str (yyjson_obj_get (fake_messages_get_last (fixture->fake), "to"),
                                    "+33612345678"));
  send_to_herself (fixture, "mail_trial_group", "marie@client.example");
  wait_for (fixture, "It is on its way. If it does not come, look among unwanted mail.");
  g_assert_true (yyjson_equals_str (yyjson_obj_get (fake_messages_get_last (fixture->fake), "to"),
                                    "marie@client.example"));

  /* Nobody uses it before it is kept. */
  g_assert_false (salon_carriers_has (fixture->carriers, SALON_MESSAGE_SMS));
  click (fixture, "save_button");
  wait_until_closed (fixture);
  g_assert_true (salon_carriers_has (fixture->carriers, SALON_MESSAGE_SMS));
  g_assert_true (salon_carriers_has (fixture->carriers, SALON_MESSAGE_EMAIL));
  while (fixture->page.n_changes < 2)
    g_main_context_iteration (NULL, TRUE);
  settings = salon_carriers_names_read (fixture->page.session);
  g_assert_cmpstr (salon_message_settings_get_sender (settings), ==, "SERENAIA");
  g_assert_cmpstr (salon_message_settings_get_mail_address (settings), ==, "bonjour@salon.example");
  g_assert_cmpstr (salon_message_settings_get_mail_name (settings), ==, "Sérénaïa");
  providers = salon_carriers_make_settings (fixture->carriers);
  g_assert_cmpstr (providers->smtp_password, ==,
                   fake_messages_get (fixture->fake, "SMTP_PASSWORD"));
}

static void
test_failure (Fixture *fixture, gconstpointer data)
{
  lead_to_fake (fixture);
  open_dialog (fixture, FALSE);
  type_ovh (fixture);
  type (fixture, "ovh_consumer_row", "another");
  click (fixture, "test_button");
  wait_for (fixture, "The keys are not accepted. Copy all of them once more.");
  g_assert_true (is_said (fixture, "It answers, and is the right one."));
  g_assert_true (is_said (fixture, "Not tried yet."));
  g_assert_true (is_said (fixture, "_Keep It All the Same"));
  click (fixture, "save_button");
  wait_until_closed (fixture);
  g_assert_cmpstr (salon_carriers_get (fixture->carriers, "OVH_CONSUMER_KEY"), ==, "another");

  /* What is kept is there again, and can be turned off without being typed anew. */
  open_dialog (fixture, FALSE);
  g_assert_cmpstr (gtk_editable_get_text (get (fixture, "ovh_consumer_row")), ==, "another");
  choose (fixture, "sms_row", 0);
  click (fixture, "test_button");
  wait_until_closed (fixture);
  g_assert_false (salon_carriers_has (fixture->carriers, SALON_MESSAGE_SMS));
  g_assert_cmpstr (salon_carriers_get (fixture->carriers, "OVH_CONSUMER_KEY"), ==, "another");
}

static void
test_fields (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture, FALSE);
  type_ovh (fixture);
  type (fixture, "ovh_secret_row", " ");
  click (fixture, "test_button");
  g_assert_true (is_said (fixture, "All three keys are needed. OVH shows them together."));
  type_ovh (fixture);
  type (fixture, "sender_row", "Sérénaïa");
  click (fixture, "test_button");
  g_assert_true (
    is_said (fixture, "A sender is 3 to 11 letters and digits, without accents and spaces."));
  choose (fixture, "sms_row", 0);
  type_mail (fixture);
  type (fixture, "server_row", "https://mail.example.org");
  click (fixture, "test_button");
  g_assert_true (is_said (
    fixture, "This is no mail server. Its name is on the help pages of your mail account."));
  type_mail (fixture);
  type (fixture, "from_row", "salon");
  click (fixture, "test_button");
  g_assert_true (is_said (fixture, "This is no e-mail address."));
  choose (fixture, "mail_row", 2);
  click (fixture, "test_button");
  g_assert_true (is_said (fixture, "Without a key, SendGrid lets nobody in."));
}

/* What it finds out would come to nobody. */
static void
test_left (Fixture *fixture, gconstpointer data)
{
  lead_to_fake (fixture);
  open_dialog (fixture, FALSE);
  type_ovh (fixture);
  click (fixture, "test_button");
  g_assert_cmpuint (
    page_fixture_count (get (fixture, "sms_trial_group"), SALON_TYPE_CARRIERS_TRIAL), ==, 1);
  adw_navigation_view_pop (get (fixture, "view"));
  page_fixture_settle ();
  g_assert_cmpuint (
    page_fixture_count (get (fixture, "sms_trial_group"), SALON_TYPE_CARRIERS_TRIAL), ==, 0);
  adw_dialog_force_close (fixture->dialog);
  wait_until_closed (fixture);
  g_assert_false (salon_carriers_has (fixture->carriers, SALON_MESSAGE_SMS));
}

/* The focus is on the button that leads back by then, which hides while the dialog is taken down. */
static void
test_closed_during_a_second_trial (Fixture *fixture, gconstpointer data)
{
  lead_to_fake (fixture);
  open_dialog (fixture, FALSE);
  type_ovh (fixture);
  type_mail (fixture);
  click (fixture, "test_button");
  adw_navigation_view_pop (get (fixture, "view"));
  page_fixture_settle ();
  click (fixture, "test_button");
  adw_dialog_force_close (fixture->dialog);
  wait_until_closed (fixture);
  g_assert_false (salon_carriers_has (fixture->carriers, SALON_MESSAGE_SMS));
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* Until "changed" came for the @nth time. */
static void
wait_for_keyring (Fixture *fixture, const guint *n_changed, guint nth)
{
  while (*n_changed < nth)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_keyring (Fixture *fixture, gconstpointer data)
{
  FakeSecrets *secrets = fake_secrets_new (FAKE_SECRETS_DISMISSED);
  g_autoptr (GHashTable) values = salon_carriers_new_values ();
  guint n_changed = 0;

  g_signal_connect_swapped (fixture->carriers, "changed", G_CALLBACK (count_cb), &n_changed);
  fake_secrets_put (secrets, "{}");
  salon_carriers_start (fixture->carriers);
  wait_for_keyring (fixture, &n_changed, 1);
  open_dialog (fixture, FALSE);
  g_assert_true (is_said (fixture,
                          "The password safe of this computer stayed closed, and your keys "
                          "with it. Start Sérénaïa again and open it, or type them here."));
  adw_dialog_force_close (fixture->dialog);
  wait_until_closed (fixture);

  /* At once, and when it is known that they could not be kept. */
  salon_carriers_set (fixture->carriers, values);
  wait_for_keyring (fixture, &n_changed, 3);
  open_dialog (fixture, FALSE);
  g_assert_true (is_said (fixture, "This computer has no place to keep passwords: yours has to be "
                                   "typed again at the next start."));
  fake_secrets_free (secrets);
}

static void
test_server (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture, TRUE);
  g_assert_true (is_said (fixture, "Your Server Sends Them"));
  g_assert_false (gtk_widget_get_mapped (get (fixture, "sms_row")));
}

static void
test_server_names (void)
{
  static const struct
  {
    const char *text;
    const char *url; /* NULL: it is none */
    const char *shown;
  } cases[] = {
    { "smtp.example.org", "smtp://smtp.example.org:587", "smtp.example.org" },
    { "smtp.example.org:587", "smtp://smtp.example.org:587", "smtp.example.org" },
    { "smtp.example.org:465", "smtps://smtp.example.org:465", "smtp.example.org:465" },
    { "smtps://smtp.example.org", "smtps://smtp.example.org:465", "smtp.example.org:465" },
    { "smtp.example.org:2525", "smtp://smtp.example.org:2525", "smtp.example.org:2525" },
    { "smtp://smtp.example.org:465", "smtp://smtp.example.org:465", "smtp://smtp.example.org:465" },
    { "smtps://smtp.example.org:2465", "smtps://smtp.example.org:2465",
      "smtps://smtp.example.org:2465" },
    { "", NULL, NULL },
    { "https://smtp.example.org", NULL, NULL },
    { "smtp example org", NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *url = salon_carriers_names_parse_server (cases[i].text);
      g_autofree char *shown = url != NULL ? salon_carriers_names_format_server (url) : NULL;

      g_assert_cmpstr (url, ==, cases[i].url);
      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

/* There is a sentence for each, and none of them is a code. */
static void
test_words (void)
{
  for (int i = 0; i < SALON_N_DELIVERY_REASONS; i++)
    for (int medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
      {
        const char *words =
          salon_carriers_words_for_reason ((SalonDeliveryReason) i, (SalonMessageMedium) medium);

        g_assert_true (g_str_has_suffix (words, "."));
        g_assert_null (strchr (words, '_'));
      }
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/carriers-dialog/" path, Fixture, NULL, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE, NULL);
  ADD ("what-is-typed-is-tried-and-then-kept", test_all);
  ADD ("what-fails-is-said-and-can-be-kept", test_failure);
  ADD ("a-field-says-what-is-wrong-with-it", test_fields);
  ADD ("leaving-ends-the-trial", test_left);
  ADD ("closing-ends-a-second-trial", test_closed_during_a_second_trial);
  ADD ("a-keyring-that-keeps-nothing-is-told", test_keyring);
  ADD ("a-server-sends-by-itself", test_server);
  g_test_add_func ("/salon/carriers-dialog/a-mail-server-is-one-field", test_server_names);
  g_test_add_func ("/salon/carriers-dialog/every-reason-is-a-sentence", test_words);
  return g_test_run ();
}
