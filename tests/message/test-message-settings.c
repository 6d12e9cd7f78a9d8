/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/salon-message-settings.h"

#include <locale.h>

static SalonMessageSettings *
read_one (const char *key, const char *json)
{
  g_autoptr (GHashTable) texts = g_hash_table_new (g_str_hash, g_str_equal);

  g_hash_table_insert (texts, (gpointer) "salon.name", (gpointer) "\"Institut Sérénaïa\"");
  if (key != NULL)
    g_hash_table_insert (texts, (gpointer) key, (gpointer) json);
  return salon_message_settings_new (texts);
}

static void
test_defaults (void)
{
  g_autoptr (SalonMessageSettings) settings = salon_message_settings_new (NULL);
  int from, to;

  g_assert_true (
    salon_message_settings_is_on (settings, SALON_MESSAGE_REMINDER, SALON_MESSAGE_SMS));
  g_assert_true (
    salon_message_settings_is_on (settings, SALON_MESSAGE_EXPIRY, SALON_MESSAGE_EMAIL));
  g_assert_false (salon_message_settings_is_on (settings, SALON_MESSAGE_EXPIRY, SALON_MESSAGE_SMS));
  g_assert_false (
    salon_message_settings_is_on (settings, SALON_MESSAGE_THANKS, SALON_MESSAGE_EMAIL));
  g_assert_cmpint (salon_message_settings_get_span (settings, SALON_MESSAGE_REMINDER), ==, 24);
  g_assert_cmpint (salon_message_settings_get_span (settings, SALON_MESSAGE_EXPIRY), ==, 30);
  g_assert_true (salon_message_settings_get_quiet (settings, &from, &to));
  g_assert_cmpint (from, ==, 21 * 60);
  g_assert_cmpint (to, ==, 8 * 60);
  g_assert_false (salon_message_settings_keeps_accents (settings));
  g_assert_cmpstr (salon_message_settings_get_sender (settings), ==, "SALON");
  g_assert_null (salon_message_settings_get_mail_address (settings));
}

static void
test_written (void)
{
  g_autoptr (SalonMessageSettings) reminder =
    read_one ("message.reminder", "{\"sms\": false, \"hours\": 48}");
  g_autoptr (SalonMessageSettings) quiet =
    read_one ("message.quiet", "{\"from\": \"22:30\", \"to\": \"22:30\"}");
  g_autoptr (SalonMessageSettings) mail =
    read_one ("message.mail_from", "{\"name\": \"Chez nous\", \"email\": \"nous@example.com\"}");
  g_autoptr (SalonMessageSettings) words =
    read_one ("message.template.thanks.email.en", "{\"subject\": \"Hi\", \"text\": \"{client}\"}");
  int from, to;

  g_assert_false (
    salon_message_settings_is_on (reminder, SALON_MESSAGE_REMINDER, SALON_MESSAGE_SMS));
  g_assert_true (
    salon_message_settings_is_on (reminder, SALON_MESSAGE_REMINDER, SALON_MESSAGE_EMAIL));
  g_assert_cmpint (salon_message_settings_get_span (reminder, SALON_MESSAGE_REMINDER), ==, 48);
  g_assert_false (salon_message_settings_get_quiet (quiet, &from, &to));
  g_assert_cmpstr (salon_message_settings_get_mail_name (mail), ==, "Chez nous");
  g_assert_cmpstr (salon_message_settings_get_mail_address (mail), ==, "nous@example.com");
  g_assert_cmpstr (salon_message_settings_get_template (words, SALON_MESSAGE_THANKS,
                                                        SALON_MESSAGE_EMAIL, SALON_LANGUAGE_ENGLISH)
                     ->text,
                   ==, "{client}");
}

/* Whatever another program or an old version left there: as by default, and no crash. */
static void
test_spoiled (void)
{
  static const char *const spoiled[] = {
    "",
    "nonsense",
    "[]",
    "null",
    "7",
    "\"text\"",
    "{\"sms\": \"yes\", \"hours\": 0}",
    "{\"hours\": 100000, \"days\": -1}",
    "{\"hours\": 1e300}",
    "{\"from\": \"25:00\", \"to\": 8}",
    "{\"name\": 3, \"email\": \"no address\"}",
    "{\"subject\": \"\", \"text\": \"{nmae}\"}",
    "{\"subject\": \"a\\u0000b\", \"text\": \"\"}",
  };
  static const char *const keys[] = {
    "message.reminder", "message.quiet",     "message.template.reminder.email.fr",
    "message.accents",  "message.mail_from", "message.template.reminder.sms.fr",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (spoiled); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (keys); j++)
      {
        g_autoptr (SalonMessageSettings) settings = read_one (keys[j], spoiled[i]);
        int from, to;

        g_assert_true (
          salon_message_settings_is_on (settings, SALON_MESSAGE_REMINDER, SALON_MESSAGE_SMS));
        g_assert_cmpint (salon_message_settings_get_span (settings, SALON_MESSAGE_REMINDER), ==,
                         24);
        g_assert_true (salon_message_settings_get_quiet (settings, &from, &to));
        g_assert_cmpint (from, ==, 21 * 60);
        g_assert_false (salon_message_settings_keeps_accents (settings));
        g_assert_null (salon_message_settings_get_mail_address (settings));
        for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
          g_assert_true (salon_message_settings_get_template (settings, SALON_MESSAGE_REMINDER,
                                                              medium, SALON_LANGUAGE_FRENCH)
                         == salon_message_template_get_default (SALON_MESSAGE_REMINDER, medium,
                                                                SALON_LANGUAGE_FRENCH));
      }
}

static void
test_sender (void)
{
  g_autoptr (SalonMessageSettings) named = read_one (NULL, NULL);
  g_autoptr (SalonMessageSettings) own = read_one (SALON_MESSAGE_SENDER_KEY, "\"MonSalon1\"");
  g_autoptr (SalonMessageSettings) wrong = read_one (SALON_MESSAGE_SENDER_KEY, "\"Sérénaïa !\"");

  g_assert_cmpstr (salon_message_settings_get_sender (named), ==, "INSTITUTSER");
  g_assert_cmpstr (salon_message_settings_get_sender (own), ==, "MonSalon1");
  g_assert_cmpstr (salon_message_settings_get_sender (wrong), ==, "INSTITUTSER");
  g_assert_true (salon_message_settings_is_sender ("SERENAIA"));
  g_assert_false (salon_message_settings_is_sender ("AB"));
  g_assert_false (salon_message_settings_is_sender ("0612345678"));
  g_assert_false (salon_message_settings_is_sender ("TWELVELETTER"));
  g_assert_false (salon_message_settings_is_sender ("SÉRÉNA"));
}

static void
test_languages (void)
{
  g_assert_cmpint (salon_message_settings_read_language ("en"), ==, SALON_LANGUAGE_ENGLISH);
  g_assert_cmpint (salon_message_settings_read_language ("en_GB"), ==, SALON_LANGUAGE_ENGLISH);
  g_assert_cmpint (salon_message_settings_read_language ("fr"), ==, SALON_LANGUAGE_FRENCH);
  g_assert_cmpint (salon_message_settings_read_language ("de"), ==, SALON_LANGUAGE_FRENCH);
  g_assert_cmpint (salon_message_settings_read_language (NULL), ==, SALON_LANGUAGE_FRENCH);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/message-settings/defaults", test_defaults);
  g_test_add_func ("/salon/message-settings/what-is-written-is-read", test_written);
  g_test_add_func ("/salon/message-settings/spoiled-rows-are-as-by-default", test_spoiled);
  g_test_add_func ("/salon/message-settings/the-sender-is-what-phones-can-show", test_sender);
  g_test_add_func ("/salon/message-settings/languages", test_languages);
  return g_test_run ();
}
