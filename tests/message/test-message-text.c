/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/salon-message-text.h"

#include <locale.h>
#include <string.h>

#include "message/salon-sms-text.h"

#include "plan-fixture.h"

static SalonMessageText *
write_reminder (PlanFixture *self, SalonMessageMedium medium)
{
  plan_fixture_set (self, "message.reminder", "{\"sms\": true, \"email\": true, \"hours\": 24}");
  plan_fixture_plan (self, "2026-03-11T14:30");
  return salon_message_text_new (plan_fixture_find (self, "a", SALON_MESSAGE_REMINDER, medium),
                                 self->settings, self->now, self->zone);
}

static void
test_sms (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-12T14:00", "2026-03-12T15:30");
  g_autoptr (SalonMessageText) french = write_reminder (self, SALON_MESSAGE_SMS);
  g_autoptr (SalonMessageText) english = NULL;

  g_assert_cmpstr (
    french->text, ==,
    "Bonjour Marie, petit rappel : nous vous attendons jeudi 12 mars à 14h (Pose gel). "
    "Un souci ? Appelez-nous. Serenaia 01 23 45 67 89");
  g_assert_cmpstr (french->subject, ==, "");
  g_assert_null (french->html);
  g_free (booking->language);
  booking->language = g_strdup ("en");
  english = write_reminder (self, SALON_MESSAGE_SMS);
  g_assert_cmpstr (english->text, ==,
                   "Hello Marie, a little reminder: we expect you Thursday 12 March at 14:00 "
                   "(Pose gel). Any trouble? Call us. Serenaia 01 23 45 67 89");
}

static void
test_accents (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-12T14:00", "2026-03-12T15:30");
  g_autoptr (SalonMessageText) plain = NULL;
  g_autoptr (SalonMessageText) kept = NULL;

  g_free (booking->name);
  booking->name = g_strdup ("Anaïs Forêt");
  plain = write_reminder (self, SALON_MESSAGE_SMS);
  g_assert_true (g_str_has_prefix (plain->text, "Bonjour Anais, "));
  g_assert_cmpuint (salon_sms_text_measure (plain->text).n_parts, ==, 1);
  plan_fixture_set (self, SALON_MESSAGE_ACCENTS_KEY, "true");
  kept = write_reminder (self, SALON_MESSAGE_SMS);
  g_assert_true (g_str_has_prefix (kept->text, "Bonjour Anaïs, "));
  g_assert_nonnull (strstr (kept->text, "Sérénaïa"));
  g_assert_true (salon_sms_text_measure (kept->text).is_unicode);
}

static void
test_mail (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T16:00");
  g_autoptr (SalonMessageText) mail = NULL;

  g_free (booking->name);
  booking->name = g_strdup ("<b>Marie</b>\r\nBcc: x@y.z");
  mail = write_reminder (self, SALON_MESSAGE_EMAIL);
  g_assert_cmpstr (mail->subject, ==, "Rappel\u00a0: votre rendez-vous du jeudi 12 mars à 14h30");
  g_assert_nonnull (strstr (mail->text, "jeudi 12 mars à 14h30\nPose gel\n"));
  g_assert_nonnull (strstr (mail->html, "&lt;b&gt;Marie&lt;/b&gt;"));
  g_assert_null (strstr (mail->html, "<b>"));
  /* No address is known: nothing is said of it. */
  g_assert_null (strstr (mail->text, "accueillons"));
}

/* A name with line ends never makes a second header. */
static void
test_subject_is_one_line (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T16:00");
  g_autoptr (SalonMessageText) mail = NULL;

  g_free (booking->name);
  booking->name = g_strdup ("Marie\r\nBcc: x@y.z");
  plan_fixture_set (self, "message.template.reminder.email.fr",
                    "{\"subject\": \"Pour {client}\", \"text\": \"{first_name}\"}");
  mail = write_reminder (self, SALON_MESSAGE_EMAIL);
  g_assert_cmpstr (mail->subject, ==, "Pour Marie Bcc: x@y.z");
}

static void
test_card (PlanFixture *self, gconstpointer unused)
{
  SalonMessageCard *card = plan_fixture_add_card (self, "card");
  g_autoptr (SalonMessageText) amount = NULL;
  g_autoptr (SalonMessageText) service = NULL;

  plan_fixture_plan (self, "2026-03-31T10:00");
  amount = salon_message_text_new (plan_fixture_find (self, "card", SALON_MESSAGE_EXPIRY,
                                                      SALON_MESSAGE_EMAIL),
                                   self->settings, self->now, self->zone);
  g_assert_nonnull (strstr (amount->text, "Bonjour Léa,"));
  g_assert_nonnull (strstr (amount->text, "Il reste 60\u00a0€ sur votre bon cadeau SERA-7K3M-9QXW, "
                                          "valable jusqu’au 30 avril 2026."));
  card->service = g_strdup ("Soin du visage");
  card->balance = card->amount;
  service = salon_message_text_new (plan_fixture_find (self, "card", SALON_MESSAGE_EXPIRY,
                                                       SALON_MESSAGE_EMAIL),
                                    self->settings, self->now, self->zone);
  g_assert_nonnull (strstr (service->text, "Il reste Soin du visage sur"));
}

/* A usual booking is one SMS in either language, whatever the kind. */
static void
test_one_part (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-09-23T14:30", "2026-09-23T16:00");

  g_strfreev (booking->services);
  booking->services = g_strsplit ("Soin du visage", "|", -1);
  plan_fixture_plan (self, "2026-09-20T14:30");
  for (SalonMessageKind kind = 0; kind < SALON_N_MESSAGE_KINDS; kind++)
    for (SalonLanguage language = 0; language < SALON_N_LANGUAGES; language++)
      {
        g_autoptr (GPtrArray) bookings = g_ptr_array_new ();
        SalonPlannedMessage message = {
          .kind = kind, .medium = SALON_MESSAGE_SMS, .language = language, .bookings = bookings
        };
        g_autoptr (SalonMessageText) text = NULL;

        if (!salon_message_template_exists (kind, SALON_MESSAGE_SMS))
          continue;
        g_ptr_array_add (bookings, booking);
        text = salon_message_text_new (&message, self->settings, self->now, self->zone);
        g_test_message ("%s", text->text);
        g_assert_cmpuint (salon_sms_text_measure (text->text).n_parts, ==, 1);
      }
}

/* What is too long for the phone company is cut between words, not refused. */
static void
test_longest (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T16:00");
  g_autoptr (SalonMessageText) text = NULL;
  g_autofree char *name = g_strnfill (40, 'x');
  g_autoptr (GString) services = g_string_new (name);

  for (int i = 0; i < 40; i++)
    g_string_append_printf (services, "|%s", name);
  g_strfreev (booking->services);
  booking->services = g_strsplit (services->str, "|", -1);
  text = write_reminder (self, SALON_MESSAGE_SMS);
  g_assert_cmpuint (salon_sms_text_measure (text->text).n_parts, ==, SALON_SMS_MAX_PARTS);
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/message-text/" path, PlanFixture, NULL, plan_fixture_set_up, function,       \
              plan_fixture_tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ADD ("an-sms-speaks-the-client-s-language", test_sms);
  ADD ("accents-are-kept-when-the-owner-says-so", test_accents);
  ADD ("a-mail-has-text-and-html", test_mail);
  ADD ("a-subject-is-one-line", test_subject_is_one_line);
  ADD ("a-card-says-what-is-left-on-it", test_card);
  ADD ("a-usual-booking-is-one-sms", test_one_part);
  ADD ("the-longest-sms-has-six-parts", test_longest);
  return g_test_run ();
}
