/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Three senders that die at any moment, a provider that loses one answer in twenty, and appointments that
 * are cancelled and moved within the seconds in which they are told of. By a clock of the test's, on both
 * ledgers; with SALON_LONG as often as the promise says.
 */
#include "fake-carrier.h"
#include "frail-ledger.h"
#include "ledger-bed.h"

#include "message/salon-message-round.h"

#define N_SENDERS 3
#define HOUR 3600

static PostgresFixture *server;

typedef struct
{
  LedgerBed *bed;
  FakeCarrier *sms;
  GRand *random;
  gint64 now;
  guint n_born;
  guint n_deaths;
  /* That a provider wants to be left alone: each of two ways. */
  double rest_chance;
  guint n_rests;
} Storm;

static gint64
read_clock (gpointer data)
{
  return ((Storm *) data)->now;
}

static SalonMessageRound *
give_birth (Storm *self)
{
  g_autofree char *claimant = g_strdup_printf ("sender-%u", self->n_born++);
  SalonMessageRound *round = salon_message_round_new (claimant);

  salon_message_round_set_clock (round, read_clock, self);
  salon_message_round_set_provider (round, SALON_MESSAGE_SMS, SALON_MESSAGE_PROVIDER (self->sms));
  return round;
}

static Storm *
storm_new (gconstpointer data)
{
  Storm *self = g_new0 (Storm, 1);

  self->bed = ledger_bed_new (data != NULL ? server : NULL);
  self->sms = fake_carrier_new (FALSE);
  self->random = g_rand_new_with_seed (20261128);
  self->now = BED_NOW;
  ledger_bed_execute (self->bed,
                      "INSERT INTO salon_settings (key, value) "
                      "VALUES ('message.reminder', '{\"sms\":true,\"email\":false,\"hours\":24}')");
  ledger_bed_execute (self->bed,
                      "INSERT INTO salon_settings (key, value) "
                      "VALUES ('message.quiet', '{\"from\":\"00:00\",\"to\":\"00:00\"}')");
  return self;
}

static void
storm_free (Storm *self)
{
  g_rand_free (self->random);
  g_object_unref (self->sms);
  ledger_bed_free (self->bed);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Storm, storm_free)

static FakeMood
choose_mood (FakeCarrier *carrier, const SalonOutgoing *outgoing, gpointer data)
{
  Storm *storm = data;
  double chance = g_rand_double (storm->random);

  if (chance < 0.05)
    return FAKE_DROPPED;
  if (chance < 0.08)
    return FAKE_LOST;
  if (chance >= 0.08 + 2 * storm->rest_chance)
    return FAKE_FINE;
  storm->n_rests++;
  return chance < 0.08 + storm->rest_chance ? FAKE_BUSY : FAKE_DOWN;
}

/* One turn of a sender that may die in it: then another takes its place, and knows nothing. */
static void
take_turn (Storm *self, SalonMessageRound **sender)
{
  g_autoptr (FrailLedger) frail = frail_ledger_new (self->bed->ledger);
  g_autoptr (GError) error = NULL;
  SalonMessageReport report;

  if (g_rand_boolean (self->random))
    frail->calls_left = g_rand_int_range (self->random, 1, 16);
  frail->ends_after = g_rand_boolean (self->random);
  if (salon_message_round_run (*sender, SALON_MESSAGE_LEDGER (frail), NULL, &report, &error))
    return;
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  self->n_deaths++;
  salon_message_round_free (*sender);
  *sender = give_birth (self);
}

/* 0 twice, 0 missing, and nobody's fate unknown. */
static void
test_senders_that_die_send_each_once (gconstpointer data)
{
  g_autoptr (Storm) storm = storm_new (data);
  SalonMessageRound *senders[N_SENDERS];
  guint n_reminders = (guint) store_fixture_count (200, 10000);

  for (guint i = 0; i < n_reminders; i++)
    {
      g_autofree char *at = g_strdup_printf ("2026-03-13T%02u:%02u", 10 + i % 600 / 60, i % 60);

      ledger_bed_book_other (storm->bed, i + 1, at, "confirmed");
    }
  for (gsize i = 0; i < N_SENDERS; i++)
    senders[i] = give_birth (storm);
  /* A rest ends a turn, and the hours hold no more turns for many than for few: it comes with time,
   * and not with every message. */
  storm->rest_chance = n_reminders > 1000 ? 0.002 : 0.01;
  storm->sms->choose = choose_mood;
  storm->sms->choose_data = storm;
  /* From the first that is due to eleven hours after the last. */
  while (storm->now < BED_NOW + 21 * HOUR)
    {
      take_turn (storm, &senders[g_rand_int_range (storm->random, 0, N_SENDERS)]);
      storm->now += g_rand_int_range (storm->random, 60, 900);
    }
  for (gsize i = 0; i < N_SENDERS; i++)
    salon_message_round_free (senders[i]);

  g_test_message ("%u reminders, %u deaths, %u rests, %u questions, %u look-ups", n_reminders,
                  storm->n_deaths, storm->n_rests, storm->sms->n_asked, storm->sms->n_looked_up);
  g_assert_cmpuint (storm->n_deaths, >, 10);
  g_assert_cmpuint (storm->n_rests, >, 1);
  g_assert_cmpuint (storm->sms->n_looked_up, >, 5);
  /* As many arrived as there are, and as many different ones: none twice, none missing. */
  g_assert_cmpuint (storm->sms->arrivals->len, ==, n_reminders);
  g_assert_cmpuint (g_hash_table_size (storm->sms->counts), ==, n_reminders);
  g_assert_cmpint (
    ledger_bed_read_int (storm->bed, "SELECT count (*) FROM notifications WHERE status = 'sent'"),
    ==, n_reminders);
}

/* What happens to one booking around the instant at which it is told of */

typedef struct
{
  Storm *storm;
  guint booking;
  gint64 at;       /* when it happens */
  int what;        /* 0: cancelled; 1: moved; 2: cancelled, and made anew; -1: it has happened */
  gboolean stands; /* as it was first, when it was claimed */
} Turn;

static void
let_happen (Turn *self)
{
  const char *id = ledger_bed_id ('b', self->booking);

  if (self->what < 0 || self->storm->now < self->at)
    return;
  if (self->what == 1)
    ledger_bed_execute (self->storm->bed,
                        "UPDATE bookings SET booking_time = '18:00:00' WHERE id = '%s'", id);
  else
    ledger_bed_execute (self->storm->bed,
                        "UPDATE bookings SET status = 'cancelled' WHERE id = '%s'", id);
  if (self->what == 2)
    ledger_bed_book (self->storm->bed, self->booking + 500000, "2026-03-13T18:00", "confirmed");
  self->what = -1;
}

/* Time goes on between reading and claiming. */
static void
before_claim_cb (const SalonMessageClaim *claim, gpointer user_data)
{
  Turn *self = user_data;

  self->storm->now += g_rand_int_range (self->storm->random, 0, 2);
  let_happen (self);
}

static void
after_claim_cb (const SalonMessageClaim *claim, gpointer user_data)
{
  Turn *self = user_data;
  const SalonMessageRow *row = claim->rows->pdata[0];

  /* A booking that was made anew is another. */
  if (g_str_equal (row->booking_id, ledger_bed_id ('b', self->booking)))
    self->stands = self->what >= 0;
}

static void
race (Storm *storm, SalonMessageRound *round, guint booking)
{
  g_autoptr (FrailLedger) frail = frail_ledger_new (storm->bed->ledger);
  Turn turn = { storm, booking, BED_NOW + g_rand_int_range (storm->random, -2, 3),
                g_rand_int_range (storm->random, 0, 3), FALSE };
  guint n_before = storm->sms->arrivals->len;

  ledger_bed_book (storm->bed, booking, "2026-03-13T10:30", "confirmed");
  frail->before_claim = before_claim_cb;
  frail->after_claim = after_claim_cb;
  frail->user_data = &turn;
  for (storm->now = BED_NOW - 2; storm->now <= BED_NOW + 3; storm->now++)
    {
      g_autoptr (GError) error = NULL;
      SalonMessageReport report;

      let_happen (&turn);
      salon_message_round_run (round, SALON_MESSAGE_LEDGER (frail), NULL, &report, &error);
      g_assert_no_error (error);
    }
  /* At most the one that it was about when it was claimed; the one at six is not due yet. */
  g_assert_cmpuint (storm->sms->arrivals->len - n_before, ==, turn.stands ? 1 : 0);
  ledger_bed_execute (storm->bed,
                      "UPDATE bookings SET status = 'cancelled', booking_date = '2026-01-01'"
                      " WHERE booking_date <> '2026-01-01'");
}

static void
test_what_is_cancelled_meanwhile_is_not_told (gconstpointer data)
{
  g_autoptr (Storm) storm = storm_new (data);
  g_autoptr (SalonMessageRound) round = give_birth (storm);
  guint n_races = (guint) store_fixture_count (40, 5000);

  for (guint i = 1; i <= n_races; i++)
    race (storm, round, i);
  g_test_message ("%u of %u were told", storm->sms->arrivals->len, n_races);
  g_assert_cmpuint (storm->sms->arrivals->len, >, n_races / 10);
  g_assert_cmpuint (storm->sms->arrivals->len, <, n_races);
}

typedef void (*StormTest) (gconstpointer data);

static void
add (const char *name, StormTest test)
{
  g_autofree char *file = g_strdup_printf ("/message-round-storm/file/%s", name);
  g_autofree char *shared = g_strdup_printf ("/message-round-storm/shared/%s", name);

  g_test_add_data_func (file, NULL, test);
  g_test_add_data_func (shared, "", test);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  server = postgres_fixture_new ();
  add ("senders-that-die-send-each-once", test_senders_that_die_send_each_once);
  add ("what-is-cancelled-meanwhile-is-not-told", test_what_is_cancelled_meanwhile_is_not_told);
  status = g_test_run ();
  postgres_fixture_free (server);
  return status;
}
