/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sync/salon-sync-words.h"

#include "core/salon-day.h"

#define NOON G_GINT64_CONSTANT (1773313200) /* 2026-03-12T11:00:00Z: noon in Paris */

static const SalonSyncStatus all[] = {
  SALON_SYNC_STATUS_STOPPED,     SALON_SYNC_STATUS_CONNECTING, SALON_SYNC_STATUS_FIRST_SYNC,
  SALON_SYNC_STATUS_WORKING,     SALON_SYNC_STATUS_UP_TO_DATE, SALON_SYNC_STATUS_OFFLINE,
  SALON_SYNC_STATUS_NEEDS_OWNER,
};

static SalonMoment
at (int day, int hour, int minute)
{
  return salon_moment (salon_day_from_ymd (2026, 3, day), hour * 60 + minute);
}

static void
test_offline_is_said_after_a_minute (void)
{
  const SalonSyncFacts facts = { .status = SALON_SYNC_STATUS_OFFLINE, .offline_since = NOON };

  g_assert_false (salon_sync_facts_is_long_offline (&facts, NOON + 59));
  g_assert_cmpuint (salon_sync_facts_get_patience (&facts, NOON + 59), ==, 1);
  g_assert_cmpuint (salon_sync_facts_get_patience (&facts, NOON), ==, 60);
  g_assert_true (salon_sync_facts_is_long_offline (&facts, NOON + 60));
  g_assert_cmpuint (salon_sync_facts_get_patience (&facts, NOON + 60), ==, 0);
  /* A clock that was set back does not make us wait for it. */
  g_assert_cmpuint (salon_sync_facts_get_patience (&facts, NOON - 86400), ==, 60);
}

static void
test_trying_again_does_not_begin_the_minute_anew (void)
{
  const SalonSyncFacts facts = { .status = SALON_SYNC_STATUS_CONNECTING, .offline_since = NOON };

  g_assert_true (salon_sync_facts_is_long_offline (&facts, NOON + 61));
}

static void
test_online_has_no_patience (void)
{
  const SalonSyncFacts facts = { .status = SALON_SYNC_STATUS_UP_TO_DATE };

  g_assert_false (salon_sync_facts_is_long_offline (&facts, NOON));
  g_assert_cmpuint (salon_sync_facts_get_patience (&facts, NOON), ==, 0);
}

static void
test_who_paused_knows_it (void)
{
  const SalonSyncFacts facts = { .status = SALON_SYNC_STATUS_STOPPED, .offline_since = NOON };

  g_assert_false (salon_sync_facts_is_long_offline (&facts, NOON + 3600));
  g_assert_cmpuint (salon_sync_facts_get_patience (&facts, NOON), ==, 0);
}

static void
test_every_status_has_words (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (all); i++)
    {
      const SalonSyncFacts facts = { .status = all[i] };
      g_autofree char *label = salon_sync_words_label (&facts);

      g_assert_nonnull (salon_sync_words_icon (&facts));
      g_assert_nonnull (salon_sync_words_title (&facts));
      g_assert_true (g_str_has_prefix (label, "Shared salon: "));
    }
}

static void
test_waiting_is_counted (void)
{
  SalonSyncFacts facts = { .status = SALON_SYNC_STATUS_OFFLINE };

  g_assert_null (salon_sync_words_waiting (&facts));
  facts.waiting = 1;
  g_autofree char *one = salon_sync_words_waiting (&facts);
  g_assert_cmpstr (one, ==, "1 change waiting to be sent");
  facts.waiting = 3;
  g_autofree char *label = salon_sync_words_label (&facts);
  g_assert_cmpstr (label, ==, "Shared salon: Offline, 3 changes waiting to be sent");
}

static void
test_last_received_is_a_day_or_today (void)
{
  SalonSyncFacts facts = { .status = SALON_SYNC_STATUS_UP_TO_DATE };
  g_autofree char *never = salon_sync_words_last (&facts, at (12, 12, 0), at (12, 12, 0));

  facts.last_synced = NOON;
  g_autofree char *today = salon_sync_words_last (&facts, at (12, 12, 0), at (12, 18, 0));
  g_autofree char *before = salon_sync_words_last (&facts, at (12, 12, 0), at (13, 9, 0));
  g_assert_cmpstr (never, ==, "Not received yet");
  g_assert_cmpstr (today, ==, "Last received: today at 12:00");
  g_assert_cmpstr (before, ==, "Last received: Thu 12 Mar, 12:00");
}

static void
test_the_banner_says_since_when (void)
{
  SalonSyncFacts facts = { .status = SALON_SYNC_STATUS_OFFLINE, .offline_since = NOON };
  g_autofree char *words = salon_sync_words_banner (&facts, at (12, 12, 0), at (12, 12, 5));

  facts.waiting = 2;
  g_autofree char *waiting = salon_sync_words_banner (&facts, at (12, 12, 0), at (12, 12, 5));
  g_assert_cmpstr (words, ==, "Offline since today at 12:00. You can go on working.");
  g_assert_cmpstr (waiting, ==,
                   "Offline since today at 12:00. You can go on working (2 changes waiting to be "
                   "sent).");
}

static void
test_every_failure_has_words (void)
{
  for (int code = SALON_SYNC_ERROR_NAME; code <= SALON_SYNC_ERROR_SIGNED_OUT; code++)
    {
      g_autoptr (GError) failure = g_error_new_literal (SALON_SYNC_ERROR, code, "for the log");
      const SalonSyncFacts facts = { .status = SALON_SYNC_STATUS_NEEDS_OWNER, .failure = failure };
      g_autofree char *sentence = salon_sync_words_sentence (&facts);

      g_assert_cmpuint (strlen (sentence), >, 20);
      g_assert_null (strstr (sentence, "for the log"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add_func ("/salon/sync-words/" path, function)
  ADD ("offline-is-said-after-a-minute", test_offline_is_said_after_a_minute);
  ADD ("trying-again-does-not-begin-the-minute-anew",
       test_trying_again_does_not_begin_the_minute_anew);
  ADD ("online-has-no-patience", test_online_has_no_patience);
  ADD ("who-paused-knows-it", test_who_paused_knows_it);
  ADD ("every-status-has-words", test_every_status_has_words);
  ADD ("waiting-is-counted", test_waiting_is_counted);
  ADD ("last-received-is-a-day-or-today", test_last_received_is_a_day_or_today);
  ADD ("the-banner-says-since-when", test_the_banner_says_since_when);
  ADD ("every-failure-has-words", test_every_failure_has_words);

  return g_test_run ();
}
