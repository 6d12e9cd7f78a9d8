/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message/salon-message-plan.h"

#include <locale.h>

#include "message/salon-message-text.h"

#include "plan-fixture.h"

#define KIND(kind) SALON_MESSAGE_##kind

static void
check_reminder (PlanFixture *self, const char *now, SalonMessageVerdict verdict, const char *due_at)
{
  const SalonPlannedMessage *message;

  plan_fixture_plan (self, now);
  message = plan_fixture_find (self, "a", KIND (REMINDER), SALON_MESSAGE_SMS);
  g_assert_nonnull (message);
  g_assert_cmpint (message->verdict, ==, verdict);
  if (due_at != NULL)
    g_assert_cmpint (message->due_at, ==, plan_fixture_instant (self, due_at));
}

static void
check_why (PlanFixture *self,
           const char *about,
           SalonMessageKind kind,
           SalonMessageMedium medium,
           SalonMessageWhy why)
{
  const SalonPlannedMessage *message = plan_fixture_find (self, about, kind, medium);

  g_assert_nonnull (message);
  g_assert_cmpint (message->why, ==, why);
  g_assert_cmpint (message->verdict == SALON_MESSAGE_NOT_SENT, ==,
                   why != SALON_MESSAGE_WHY_NOTHING);
}

static void
check_reminder_why (PlanFixture *self, const char *now, SalonMessageWhy why)
{
  plan_fixture_plan (self, now);
  check_why (self, "a", KIND (REMINDER), SALON_MESSAGE_SMS, why);
}

static void
replace (char **text, const char *with)
{
  g_free (*text);
  *text = g_strdup (with);
}

static void
test_day_before (PlanFixture *self, gconstpointer unused)
{
  const SalonPlannedMessage *message;

  plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T15:30");
  check_reminder (self, "2026-03-10T09:00", SALON_MESSAGE_COMING, "2026-03-11T14:30");
  g_assert_cmpint (self->plan->next_at, ==, plan_fixture_instant (self, "2026-03-11T14:30"));
  check_reminder (self, "2026-03-11T14:29:59", SALON_MESSAGE_COMING, "2026-03-11T14:30");
  check_reminder (self, "2026-03-11T14:30", SALON_MESSAGE_DUE, "2026-03-11T14:30");
  g_assert_cmpint (self->plan->next_at, ==, 0);
  /* The salon was shut over night: in the morning there is still time. */
  check_reminder (self, "2026-03-12T08:00", SALON_MESSAGE_DUE, "2026-03-11T14:30");
  message = plan_fixture_find (self, "a", KIND (REMINDER), SALON_MESSAGE_SMS);
  g_assert_cmpstr (message->recipient, ==, "+33612345678");
  g_assert_cmpstr (message->starts_at, ==, "2026-03-12T14:30");
  g_assert_cmpint (message->until, ==, plan_fixture_instant (self, "2026-03-12T14:00"));
  g_assert_null (message->row);
  check_reminder (self, "2026-03-12T13:59", SALON_MESSAGE_DUE, NULL);
  check_reminder_why (self, "2026-03-12T14:00", SALON_MESSAGE_WHY_TOO_LATE);
  check_reminder_why (self, "2026-03-12T14:30", SALON_MESSAGE_WHY_TOO_LATE);
}

/* The clocks go from 2 to 3 on 29 March and from 3 to 2 on 25 October: 23 and 25 hours. */
static void
test_daylight_saving (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-29T14:30", "2026-03-29T15:30");
  const SalonPlannedMessage *message;

  check_reminder (self, "2026-03-28T14:30", SALON_MESSAGE_DUE, "2026-03-28T14:30");
  message = plan_fixture_find (self, "a", KIND (REMINDER), SALON_MESSAGE_SMS);
  g_assert_cmpint (plan_fixture_instant (self, "2026-03-29T14:30") - message->due_at, ==,
                   23 * 3600);
  check_reminder (self, "2026-03-28T14:29", SALON_MESSAGE_COMING, "2026-03-28T14:30");

  replace (&booking->starts_at, "2026-10-25T14:30");
  replace (&booking->ends_at, "2026-10-25T15:30");
  check_reminder (self, "2026-10-24T14:30", SALON_MESSAGE_DUE, "2026-10-24T14:30");
  message = plan_fixture_find (self, "a", KIND (REMINDER), SALON_MESSAGE_SMS);
  g_assert_cmpint (plan_fixture_instant (self, "2026-10-25T14:30") - message->due_at, ==,
                   25 * 3600);
  check_reminder (self, "2026-10-24T13:30", SALON_MESSAGE_COMING, "2026-10-24T14:30");
}

static void
test_cancelled (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T15:30");

  booking->status = SALON_BOOKING_CANCELLED;
  plan_fixture_plan (self, "2026-03-11T14:30");
  g_assert_cmpuint (self->plan->messages->len, ==, 0);
  booking->status = SALON_BOOKING_PENDING;
  check_reminder_why (self, "2026-03-11T14:30", SALON_MESSAGE_WHY_UNCONFIRMED);
  booking->status = SALON_BOOKING_ARRIVED;
  plan_fixture_plan (self, "2026-03-11T14:30");
  g_assert_cmpuint (self->plan->messages->len, ==, 0);
}

/* Told for one time, moved to another: told anew. Made again in the place of a cancelled one: she knows. */
static void
test_moved_and_made_again (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T15:30");
  SalonMessageRow *row = plan_fixture_add_row (self, booking, KIND (REMINDER), SALON_MESSAGE_SMS);
  SalonMessageBooking *again;

  row->status = SALON_MESSAGE_SENT;
  plan_fixture_plan (self, "2026-03-11T14:31");
  g_assert_cmpuint (self->plan->messages->len, ==, 0);

  replace (&booking->starts_at, "2026-03-13T09:00");
  replace (&booking->ends_at, "2026-03-13T10:00");
  check_reminder (self, "2026-03-11T14:31", SALON_MESSAGE_COMING, "2026-03-12T09:00");

  booking->status = SALON_BOOKING_CANCELLED;
  again = plan_fixture_add_booking (self, "b", "2026-03-13T09:00", "2026-03-13T10:00");
  again->created_at = plan_fixture_instant (self, "2026-03-12T09:00") + 1;
  plan_fixture_plan (self, "2026-03-12T09:01");
  check_why (self, "b", KIND (REMINDER), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_SHORT_NOTICE);
  g_assert_cmpuint (self->plan->messages->len, ==, 1);
}

static void
test_short_notice (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T15:30");
  SalonMessageRow *row;

  booking->created_at = plan_fixture_instant (self, "2026-03-11T12:30");
  check_reminder (self, "2026-03-11T14:30", SALON_MESSAGE_DUE, NULL);
  booking->created_at++;
  check_reminder_why (self, "2026-03-11T14:30", SALON_MESSAGE_WHY_SHORT_NOTICE);
  /* An old booking, of whose change she was told an hour ago. */
  booking->created_at = plan_fixture_instant (self, "2026-01-05T10:00");
  row = plan_fixture_add_row (self, booking, KIND (CHANGE), SALON_MESSAGE_EMAIL);
  row->status = SALON_MESSAGE_SENT;
  row->sent_at = plan_fixture_instant (self, "2026-03-11T13:30");
  check_reminder_why (self, "2026-03-11T14:30", SALON_MESSAGE_WHY_SHORT_NOTICE);
  row->status = SALON_MESSAGE_FAILED;
  check_reminder (self, "2026-03-11T14:30", SALON_MESSAGE_DUE, NULL);
}

static void
test_consent (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T15:30");

  plan_fixture_set (self, "message.reminder", "{\"sms\": true, \"email\": true, \"hours\": 24}");
  booking->sms_consent = FALSE;
  check_reminder_why (self, "2026-03-11T14:30", SALON_MESSAGE_WHY_NO_CONSENT);
  check_why (self, "a", KIND (REMINDER), SALON_MESSAGE_EMAIL, SALON_MESSAGE_WHY_NOTHING);
  booking->email_consent = FALSE;
  plan_fixture_plan (self, "2026-03-11T14:30");
  check_why (self, "a", KIND (REMINDER), SALON_MESSAGE_EMAIL, SALON_MESSAGE_WHY_NO_CONSENT);
  booking->sms_consent = TRUE;
  check_reminder_why (self, "2026-03-11T14:30", SALON_MESSAGE_WHY_NOTHING);
}

/* Withdrawn between the wish and the sending. */
static void
test_consent_of_a_wish (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-20T14:30", "2026-03-20T15:30");

  plan_fixture_add_row (self, booking, KIND (CONFIRMATION), SALON_MESSAGE_SMS);
  plan_fixture_plan (self, "2026-03-11T14:30");
  check_why (self, "a", KIND (CONFIRMATION), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_NOTHING);
  booking->sms_consent = FALSE;
  plan_fixture_plan (self, "2026-03-11T14:30");
  check_why (self, "a", KIND (CONFIRMATION), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_NO_CONSENT);
}

static void
test_addresses (PlanFixture *self, gconstpointer unused)
{
  static const struct
  {
    const char *phone;
    gboolean takes_sms;
  } cases[] = {
    { "06 12 34 56 78", TRUE },  { "+33 (0)7 12 34 56 78", TRUE },
    { "01 23 45 67 89", FALSE }, { "+32 470 12 34 56", TRUE },
    { "0692 12 34 56", TRUE },   { "09 87 65 43 21", FALSE },
    { "as always", FALSE },      { "", FALSE },
  };
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T15:30");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      replace (&booking->phone, cases[i].phone);
      check_reminder_why (self, "2026-03-11T14:30",
                          cases[i].takes_sms ? SALON_MESSAGE_WHY_NOTHING
                                             : SALON_MESSAGE_WHY_NO_ADDRESS);
    }
  g_clear_pointer (&booking->phone, g_free);
  check_reminder_why (self, "2026-03-11T14:30", SALON_MESSAGE_WHY_NO_ADDRESS);
}

static void
test_quiet_hours (PlanFixture *self, gconstpointer unused)
{
  static const struct
  {
    const char *starts_at;
    int hours;
    const char *due_at;
  } cases[] = {
    /* From 21:00 to 08:00; the day before at the same time, unless somebody sleeps. */
    { "2026-03-12T08:00", 24, "2026-03-11T08:00" },
    { "2026-03-12T07:59", 24, "2026-03-11T08:00" },
    { "2026-03-12T07:30", 24, "2026-03-11T08:00" },
    { "2026-03-12T20:59", 24, "2026-03-11T20:59" },
    { "2026-03-12T21:00", 24, "2026-03-11T20:30" },
    { "2026-03-12T22:00", 24, "2026-03-11T20:30" },
    /* Hours before: an hour has to be left, else it is told in the evening. */
    { "2026-03-12T10:00", 2, "2026-03-12T08:00" },
    { "2026-03-12T09:00", 2, "2026-03-12T08:00" },
    { "2026-03-12T08:59", 2, "2026-03-11T20:30" },
    { "2026-03-12T07:30", 2, "2026-03-11T20:30" },
    { "2026-03-12T07:30", 12, "2026-03-11T19:30" },
  };
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T15:30");

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *json =
        g_strdup_printf ("{\"sms\": true, \"email\": false, \"hours\": %d}", cases[i].hours);

      plan_fixture_set (self, "message.reminder", json);
      replace (&booking->starts_at, cases[i].starts_at);
      replace (&booking->ends_at, "2026-03-12T23:30");
      check_reminder (self, "2026-03-10T09:00", SALON_MESSAGE_COMING, cases[i].due_at);
    }
}

/* What could not go out in the evening waits for the morning, if it still helps then. */
static void
test_quiet_now (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T15:30");

  check_reminder (self, "2026-03-11T20:59", SALON_MESSAGE_DUE, "2026-03-11T14:30");
  check_reminder (self, "2026-03-11T21:00", SALON_MESSAGE_COMING, "2026-03-12T08:00");
  check_reminder (self, "2026-03-12T03:00", SALON_MESSAGE_COMING, "2026-03-12T08:00");
  replace (&booking->starts_at, "2026-03-12T08:30");
  check_reminder_why (self, "2026-03-11T21:00", SALON_MESSAGE_WHY_TOO_LATE);
  plan_fixture_set (self, "message.quiet", "{\"from\": \"00:00\", \"to\": \"00:00\"}");
  check_reminder (self, "2026-03-11T23:00", SALON_MESSAGE_DUE, NULL);
}

static void
test_quiet_wishes (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-20T14:30", "2026-03-20T15:30");

  plan_fixture_add_row (self, booking, KIND (CONFIRMATION), SALON_MESSAGE_SMS);
  plan_fixture_add_row (self, booking, KIND (CONFIRMATION), SALON_MESSAGE_EMAIL);
  plan_fixture_plan (self, "2026-03-11T23:15");
  g_assert_cmpint (plan_fixture_find (self, "a", KIND (CONFIRMATION), SALON_MESSAGE_SMS)->due_at,
                   ==, plan_fixture_instant (self, "2026-03-12T08:00"));
  g_assert_cmpint (plan_fixture_find (self, "a", KIND (CONFIRMATION), SALON_MESSAGE_EMAIL)->verdict,
                   ==, SALON_MESSAGE_DUE);
}

static void
test_wishes (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-20T14:30", "2026-03-20T15:30");
  SalonMessageRow *row = plan_fixture_add_row (self, booking, KIND (CHANGE), SALON_MESSAGE_SMS);
  const SalonPlannedMessage *message;

  row->due_at = plan_fixture_instant (self, "2026-03-11T14:31");
  plan_fixture_plan (self, "2026-03-11T14:30");
  message = plan_fixture_find (self, "a", KIND (CHANGE), SALON_MESSAGE_SMS);
  g_assert_cmpint (message->verdict, ==, SALON_MESSAGE_COMING);
  g_assert_true (message->row == row);
  plan_fixture_plan (self, "2026-03-11T14:31");
  message = plan_fixture_find (self, "a", KIND (CHANGE), SALON_MESSAGE_SMS);
  g_assert_cmpint (message->verdict, ==, SALON_MESSAGE_DUE);

  /* To be tried again later. */
  row->try_at = plan_fixture_instant (self, "2026-03-11T15:00");
  plan_fixture_plan (self, "2026-03-11T14:31");
  message = plan_fixture_find (self, "a", KIND (CHANGE), SALON_MESSAGE_SMS);
  g_assert_cmpint (message->due_at, ==, row->try_at);

  /* Moved once more: what it says is not so. */
  replace (&booking->starts_at, "2026-03-21T10:00");
  plan_fixture_plan (self, "2026-03-11T15:00");
  check_why (self, "a", KIND (CHANGE), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_MOVED);
  g_assert_true (salon_planned_message_is_over (
    plan_fixture_find (self, "a", KIND (CHANGE), SALON_MESSAGE_SMS)));
  booking->status = SALON_BOOKING_CANCELLED;
  plan_fixture_plan (self, "2026-03-11T15:00");
  check_why (self, "a", KIND (CHANGE), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_CANCELLED);
  replace (&row->booking_id, "nobody");
  plan_fixture_plan (self, "2026-03-11T15:00");
  check_why (self, "nobody", KIND (CHANGE), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_GONE);
}

static void
test_cancellation (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-20T14:30", "2026-03-20T15:30");

  plan_fixture_add_row (self, booking, KIND (CANCELLATION), SALON_MESSAGE_SMS);
  plan_fixture_plan (self, "2026-03-11T14:30");
  check_why (self, "a", KIND (CANCELLATION), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_STANDS);
  booking->status = SALON_BOOKING_CANCELLED;
  plan_fixture_plan (self, "2026-03-11T14:30");
  check_why (self, "a", KIND (CANCELLATION), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_NOTHING);
  plan_fixture_plan (self, "2026-03-20T14:30");
  check_why (self, "a", KIND (CANCELLATION), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_TOO_LATE);
}

static void
test_unconfirmed (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-20T14:30", "2026-03-20T15:30");

  booking->status = SALON_BOOKING_PENDING;
  plan_fixture_add_row (self, booking, KIND (CONFIRMATION), SALON_MESSAGE_EMAIL);
  plan_fixture_plan (self, "2026-03-11T14:30");
  check_why (self, "a", KIND (CONFIRMATION), SALON_MESSAGE_EMAIL, SALON_MESSAGE_WHY_UNCONFIRMED);
  g_assert_false (salon_planned_message_is_over (
    plan_fixture_find (self, "a", KIND (CONFIRMATION), SALON_MESSAGE_EMAIL)));
  booking->status = SALON_BOOKING_CONFIRMED;
  plan_fixture_plan (self, "2026-03-12T14:30");
  check_why (self, "a", KIND (CONFIRMATION), SALON_MESSAGE_EMAIL, SALON_MESSAGE_WHY_NOTHING);
  booking->status = SALON_BOOKING_PENDING;
  plan_fixture_plan (self, "2026-03-20T14:30");
  check_why (self, "a", KIND (CONFIRMATION), SALON_MESSAGE_EMAIL, SALON_MESSAGE_WHY_TOO_LATE);
}

static void
test_switched_off (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T15:30");

  plan_fixture_set (self, "message.reminder", "{\"sms\": false, \"email\": false}");
  plan_fixture_set (self, "message.confirmation", "{\"sms\": false}");
  plan_fixture_add_row (self, booking, KIND (CONFIRMATION), SALON_MESSAGE_SMS);
  plan_fixture_plan (self, "2026-03-11T14:30");
  g_assert_null (plan_fixture_find (self, "a", KIND (REMINDER), SALON_MESSAGE_SMS));
  check_why (self, "a", KIND (CONFIRMATION), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_OFF);
  /* Whoever asks for one reminder gets it, up to the last minute. */
  plan_fixture_add_row (self, booking, KIND (REMINDER), SALON_MESSAGE_SMS);
  check_reminder (self, "2026-03-12T14:20", SALON_MESSAGE_DUE, NULL);
}

static void
test_joined (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *daughter, *later;
  const SalonPlannedMessage *message, *part;

  plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T15:30");
  daughter = plan_fixture_add_booking (self, "b", "2026-03-12T15:45", "2026-03-12T16:30");
  later = plan_fixture_add_booking (self, "c", "2026-03-12T17:01", "2026-03-12T17:30");
  replace (&daughter->name, "Léa Durand");
  replace (&daughter->phone, "+33612345678");
  plan_fixture_plan (self, "2026-03-11T14:30");
  message = plan_fixture_find (self, "a", KIND (REMINDER), SALON_MESSAGE_SMS);
  part = plan_fixture_find (self, "b", KIND (REMINDER), SALON_MESSAGE_SMS);
  g_assert_cmpint (message->verdict, ==, SALON_MESSAGE_DUE);
  g_assert_cmpuint (message->bookings->len, ==, 2);
  g_assert_true (message->bookings->pdata[1] == daughter);
  g_assert_cmpint (part->why, ==, SALON_MESSAGE_WHY_TOGETHER);
  g_assert_true (part->part_of == message);
  g_assert_false (salon_planned_message_is_over (part));
  g_assert_true (self->plan->messages->pdata[1] == part);
  /* A gap of 31 minutes is one too many. */
  check_why (self, "c", KIND (REMINDER), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_NOTHING);
  replace (&later->starts_at, "2026-03-12T17:00");
  plan_fixture_plan (self, "2026-03-11T14:30");
  check_why (self, "c", KIND (REMINDER), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_TOGETHER);
  /* Another phone. */
  replace (&daughter->phone, "06 99 99 99 99");
  plan_fixture_plan (self, "2026-03-11T14:30");
  check_why (self, "b", KIND (REMINDER), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_NOTHING);
  check_why (self, "c", KIND (REMINDER), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_NOTHING);
}

static void
test_joined_words (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *daughter;
  g_autoptr (SalonMessageText) text = NULL;

  plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T15:30");
  daughter = plan_fixture_add_booking (self, "b", "2026-03-12T15:30", "2026-03-12T16:30");
  replace (&daughter->name, "Léa Durand");
  g_strfreev (daughter->services);
  daughter->services = g_strsplit ("Sourcils", "|", -1);
  plan_fixture_plan (self, "2026-03-11T14:30");
  text = salon_message_text_new (plan_fixture_find (self, "a", KIND (REMINDER), SALON_MESSAGE_SMS),
                                 self->settings, self->now, self->zone);
  g_assert_cmpstr (text->text, ==,
                   "Bonjour Marie et Léa, petit rappel : nous vous attendons jeudi 12 mars à 14h30 "
                   "(Pose gel, Sourcils). Un souci ? Appelez-nous. Serenaia 01 23 45 67 89");
}

static void
test_one_who_does_not_want (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *mother =
    plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T15:30");

  plan_fixture_add_booking (self, "b", "2026-03-12T15:30", "2026-03-12T16:30");
  mother->sms_consent = FALSE;
  plan_fixture_plan (self, "2026-03-11T15:30");
  check_why (self, "a", KIND (REMINDER), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_NO_CONSENT);
  check_why (self, "b", KIND (REMINDER), SALON_MESSAGE_SMS, SALON_MESSAGE_WHY_NOTHING);
}

static void
test_cards (PlanFixture *self, gconstpointer unused)
{
  SalonMessageCard *card = plan_fixture_add_card (self, "card");
  const SalonPlannedMessage *message;

  plan_fixture_plan (self, "2026-03-31T09:59");
  message = plan_fixture_find (self, "card", KIND (EXPIRY), SALON_MESSAGE_EMAIL);
  g_assert_cmpint (message->verdict, ==, SALON_MESSAGE_COMING);
  g_assert_cmpint (message->due_at, ==, plan_fixture_instant (self, "2026-03-31T10:00"));
  g_assert_cmpstr (message->recipient, ==, "lea@example.com");
  g_assert_cmpstr (message->starts_at, ==, "2026-04-30");
  plan_fixture_plan (self, "2026-03-31T10:00");
  check_why (self, "card", KIND (EXPIRY), SALON_MESSAGE_EMAIL, SALON_MESSAGE_WHY_NOTHING);

  replace (&card->purchase_date, "2026-03-31");
  plan_fixture_plan (self, "2026-03-31T10:00");
  check_why (self, "card", KIND (EXPIRY), SALON_MESSAGE_EMAIL, SALON_MESSAGE_WHY_SHORT_NOTICE);
  replace (&card->purchase_date, "2025-04-30");
  g_clear_pointer (&card->recipient_email, g_free);
  plan_fixture_plan (self, "2026-03-31T10:00");
  message = plan_fixture_find (self, "card", KIND (EXPIRY), SALON_MESSAGE_EMAIL);
  g_assert_cmpstr (message->recipient, ==, "anne@example.com");
  plan_fixture_plan (self, "2026-04-30T00:00");
  g_assert_cmpuint (self->plan->messages->len, ==, 0);
  card->balance = 0;
  plan_fixture_plan (self, "2026-03-31T10:00");
  g_assert_cmpuint (self->plan->messages->len, ==, 0);
}

static void
test_voucher (PlanFixture *self, gconstpointer unused)
{
  SalonMessageCard *card = plan_fixture_add_card (self, "card");
  SalonMessageRow *row = g_new0 (SalonMessageRow, 1);
  const SalonPlannedMessage *message;

  row->id = g_strdup ("row");
  row->gift_card_id = g_strdup ("card");
  row->kind = KIND (VOUCHER);
  row->medium = SALON_MESSAGE_EMAIL;
  row->recipient = g_strdup ("anne@example.com");
  row->due_at = 1;
  g_ptr_array_add (self->material->rows, row);
  plan_fixture_plan (self, "2026-01-31T23:00");
  message = plan_fixture_find (self, "card", KIND (VOUCHER), SALON_MESSAGE_EMAIL);
  g_assert_cmpint (message->verdict, ==, SALON_MESSAGE_DUE);
  g_assert_cmpstr (message->recipient, ==, "anne@example.com");
  g_assert_true (message->card == card);
  card->is_void = TRUE;
  plan_fixture_plan (self, "2026-01-31T23:00");
  check_why (self, "card", KIND (VOUCHER), SALON_MESSAGE_EMAIL, SALON_MESSAGE_WHY_USED);
}

static void
test_thanks (PlanFixture *self, gconstpointer unused)
{
  SalonMessageBooking *booking =
    plan_fixture_add_booking (self, "a", "2026-03-12T14:30", "2026-03-12T15:30");
  SalonMessageBooking *again;
  const SalonPlannedMessage *message;

  booking->status = SALON_BOOKING_COMPLETED;
  plan_fixture_plan (self, "2026-03-12T18:30");
  g_assert_null (plan_fixture_find (self, "a", KIND (THANKS), SALON_MESSAGE_EMAIL));
  plan_fixture_set (self, "message.thanks", "{\"email\": true, \"hours\": 3}");
  plan_fixture_plan (self, "2026-03-12T18:29");
  message = plan_fixture_find (self, "a", KIND (THANKS), SALON_MESSAGE_EMAIL);
  g_assert_cmpint (message->due_at, ==, plan_fixture_instant (self, "2026-03-12T18:30"));
  plan_fixture_plan (self, "2026-03-13T06:30");
  g_assert_null (plan_fixture_find (self, "a", KIND (THANKS), SALON_MESSAGE_EMAIL));

  again = plan_fixture_add_booking (self, "b", "2026-03-12T19:00", "2026-03-12T20:00");
  plan_fixture_plan (self, "2026-03-12T18:30");
  check_why (self, "a", KIND (THANKS), SALON_MESSAGE_EMAIL, SALON_MESSAGE_WHY_COMES_AGAIN);
  again->status = SALON_BOOKING_CANCELLED;
  plan_fixture_plan (self, "2026-03-12T18:30");
  check_why (self, "a", KIND (THANKS), SALON_MESSAGE_EMAIL, SALON_MESSAGE_WHY_NOTHING);
}

static void
test_words_of_reasons (void)
{
  for (SalonMessageWhy why = SALON_MESSAGE_WHY_OFF; why < SALON_N_MESSAGE_WHYS; why++)
    {
      SalonMessageWhy read = SALON_MESSAGE_WHY_NOTHING;

      g_assert_true (salon_message_why_from_word (salon_message_why_to_word (why), &read));
      g_assert_cmpint (read, ==, why);
    }
  g_assert_false (salon_message_why_from_word ("", &(SalonMessageWhy) { 0 }));
  g_assert_false (salon_message_why_from_word ("Rejected by OVH", &(SalonMessageWhy) { 0 }));
}

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/message-plan/" path, PlanFixture, NULL, plan_fixture_set_up, function,       \
              plan_fixture_tear_down)

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  ADD ("a-reminder-is-due-at-the-same-time-of-the-day-before", test_day_before);
  ADD ("the-wall-clock-counts-on-both-daylight-saving-days", test_daylight_saving);
  ADD ("only-an-agreed-visit-is-reminded-of", test_cancelled);
  ADD ("a-moved-visit-is-told-anew-and-one-made-again-is-not", test_moved_and_made_again);
  ADD ("who-has-just-booked-is-not-reminded", test_short_notice);
  ADD ("without-consent-nothing-is-sent", test_consent);
  ADD ("consent-can-be-withdrawn-until-the-last-moment", test_consent_of_a_wish);
  ADD ("a-number-at-home-gets-no-sms", test_addresses);
  ADD ("quiet-hours-move-a-reminder-to-their-nearer-end", test_quiet_hours);
  ADD ("what-is-late-waits-for-the-morning", test_quiet_now);
  ADD ("a-wish-by-mail-goes-out-at-night", test_quiet_wishes);
  ADD ("a-wish-is-held-against-the-visit-as-it-is-now", test_wishes);
  ADD ("a-cancellation-is-for-a-cancelled-visit", test_cancellation);
  ADD ("a-confirmation-waits-until-the-visit-is-confirmed", test_unconfirmed);
  ADD ("what-is-switched-off-is-not-sent", test_switched_off);
  ADD ("visits-one-after-the-other-are-told-in-one", test_joined);
  ADD ("visits-told-in-one-have-all-names-and-services", test_joined_words);
  ADD ("who-does-not-want-to-be-told-leaves-the-other", test_one_who_does_not_want);
  ADD ("a-card-is-remembered-before-it-ends", test_cards);
  ADD ("a-voucher-goes-where-it-is-wished", test_voucher);
  ADD ("thanks-follow-the-last-visit-of-the-day", test_thanks);
  g_test_add_func ("/salon/message-plan/reasons-have-words", test_words_of_reasons);
  return g_test_run ();
}
