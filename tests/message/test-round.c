/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The round that sends, by a clock of the test's, on both ledgers. */
#include "fake-carrier.h"
#include "frail-ledger.h"
#include "ledger-bed.h"

#include <string.h>

#include "core/salon-instant.h"
#include "message/salon-message-round.h"

#define TOMORROW "2026-03-13T10:30"
#define HOUR 3600

static PostgresFixture *server;

typedef struct
{
  LedgerBed *bed;
  SalonMessageRound *round;
  FakeCarrier *sms;
  FakeCarrier *mail;
  gint64 now;
  SalonMessageReport report;
} Desk;

static gint64
read_clock (gpointer data)
{
  return ((Desk *) data)->now;
}

static Desk *
desk_new (gconstpointer data)
{
  Desk *self = g_new0 (Desk, 1);

  self->bed = ledger_bed_new (data != NULL ? server : NULL);
  self->now = BED_NOW;
  self->sms = fake_carrier_new (FALSE);
  self->mail = fake_carrier_new (TRUE);
  self->round = salon_message_round_new ("desk");
  salon_message_round_set_clock (self->round, read_clock, self);
  salon_message_round_set_provider (self->round, SALON_MESSAGE_SMS,
                                    SALON_MESSAGE_PROVIDER (self->sms));
  salon_message_round_set_provider (self->round, SALON_MESSAGE_EMAIL,
                                    SALON_MESSAGE_PROVIDER (self->mail));
  /* Unless a test wants mail, it has SMS alone. */
  ledger_bed_execute (self->bed,
                      "INSERT INTO salon_settings (key, value) "
                      "VALUES ('message.reminder', '{\"sms\":true,\"email\":false,\"hours\":24}')");
  return self;
}

static void
desk_free (Desk *self)
{
  salon_message_round_free (self->round);
  g_object_unref (self->sms);
  g_object_unref (self->mail);
  ledger_bed_free (self->bed);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Desk, desk_free)

static void
desk_run (Desk *self, gint64 now)
{
  g_autoptr (GError) error = NULL;

  self->now = now;
  salon_message_round_run (self->round, self->bed->ledger, NULL, &self->report, &error);
  g_assert_no_error (error);
}

/* When there is something to do, or after ten minutes. */
static void
desk_run_next (Desk *self)
{
  gint64 next_at = self->report.next_at;

  desk_run (self, next_at > self->now ? MIN (next_at, self->now + 600) : self->now + 600);
}

/* "sent", or the statuses and reasons of all rows, in the order of what they are about. */
static char *
desk_read_rows (Desk *self)
{
  return ledger_bed_read_text (
    self->bed,
    self->bed->server != NULL
      ? "SELECT string_agg (concat_ws (':', status, error_message), ' ' ORDER BY starts_at, id) "
        "FROM notifications"
      : "SELECT group_concat (status || coalesce (':' || error_message, ''), ' ') "
        "FROM (SELECT * FROM notifications ORDER BY starts_at, id)");
}

#define assert_rows(desk, expected)                                                                \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *rows_ = desk_read_rows (desk);                                                \
    g_assert_cmpstr (rows_, ==, expected);                                                         \
  }                                                                                                \
  G_STMT_END

static void
test_a_reminder_goes_out_once (gconstpointer data)
{
  g_autoptr (Desk) desk = desk_new (data);

  ledger_bed_book (desk->bed, 1, TOMORROW, "confirmed");
  desk_run (desk, BED_NOW - 1);
  g_assert_cmpuint (desk->sms->arrivals->len, ==, 0);
  g_assert_cmpint (desk->report.next_at, ==, BED_NOW);
  desk_run (desk, BED_NOW);
  g_assert_cmpuint (desk->sms->arrivals->len, ==, 1);
  g_assert_cmpuint (desk->report.n_sent, ==, 1);
  g_assert_cmpstr (fake_carrier_get (desk->sms, 0)->recipient, ==, BED_PHONE);
  g_assert_nonnull (strstr (fake_carrier_get (desk->sms, 0)->text, "10h30"));
  g_assert_cmpint (fake_carrier_get (desk->sms, 0)->expires_at, <=, BED_NOW + 24 * HOUR);
  for (int i = 1; i < 30; i++)
    desk_run (desk, BED_NOW + i * HOUR);
  g_assert_cmpuint (desk->sms->arrivals->len, ==, 1);
  assert_rows (desk, "sent");
}

static void
test_two_senders_send_it_once (gconstpointer data)
{
  g_autoptr (Desk) desk = desk_new (data);
  g_autoptr (SalonMessageRound) other = salon_message_round_new ("server");
  g_autoptr (GError) error = NULL;
  SalonMessageReport report;

  salon_message_round_set_clock (other, read_clock, desk);
  salon_message_round_set_provider (other, SALON_MESSAGE_SMS, SALON_MESSAGE_PROVIDER (desk->sms));
  for (guint i = 1; i <= 20; i++)
    ledger_bed_book_other (desk->bed, i, TOMORROW, "confirmed");
  desk_run (desk, BED_NOW);
  salon_message_round_run (other, desk->bed->ledger, NULL, &report, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (report.n_sent, ==, 0);
  g_assert_cmpuint (desk->sms->arrivals->len, ==, 20);
}

/* Two visits one after the other, of one telephone. */
static void
test_what_belongs_together_is_one_message (gconstpointer data)
{
  g_autoptr (Desk) desk = desk_new (data);

  ledger_bed_book (desk->bed, 1, TOMORROW, "confirmed");
  ledger_bed_book (desk->bed, 2, "2026-03-13T11:00", "confirmed");
  desk_run (desk, BED_NOW);
  desk_run (desk, BED_NOW + 2 * HOUR);
  g_assert_cmpuint (desk->sms->arrivals->len, ==, 1);
  assert_rows (desk, "sent sent");
  g_assert_cmpint (ledger_bed_read_int (
                     desk->bed, "SELECT count (*) FROM notifications WHERE part_of IS NOT NULL"),
                   ==, 1);
}

/* The answer is lost, after the effect or before it. */
static void
test_an_unknown_one_is_looked_up_first (gconstpointer data)
{
  static const FakeMood moods[] = { FAKE_DROPPED, FAKE_LOST };

  for (gsize i = 0; i < G_N_ELEMENTS (moods); i++)
    {
      g_autoptr (Desk) desk = desk_new (data);

      ledger_bed_book (desk->bed, 1, TOMORROW, "confirmed");
      desk->sms->mood = moods[i];
      desk_run (desk, BED_NOW);
      assert_rows (desk, "unknown:no_answer");
      desk->sms->mood = FAKE_FINE;
      desk_run (desk, BED_NOW + 1);
      g_assert_cmpuint (desk->sms->n_asked, ==, 1);
      g_assert_cmpuint (desk->sms->n_looked_up, ==, 0);
      for (int n = 0; n < 5; n++)
        desk_run (desk, desk->report.next_at != 0 ? desk->report.next_at : desk->now + 1);
      assert_rows (desk, "sent");
      g_assert_cmpuint (desk->sms->n_looked_up, ==, 1);
      g_assert_cmpuint (desk->sms->arrivals->len, ==, 1);
      g_assert_cmpuint (desk->sms->n_asked, ==, moods[i] == FAKE_DROPPED ? 1 : 2);
    }
}

/* Nobody can ask a mail server what it has done. */
static void
test_an_unknown_mail_is_left_to_the_owner (gconstpointer data)
{
  g_autoptr (Desk) desk = desk_new (data);
  guint n_unknown = 0;

  ledger_bed_book (desk->bed, 1, TOMORROW, "confirmed");
  ledger_bed_wish (desk->bed, 1, 1, "confirmation", "email", TOMORROW, BED_NOW - 2 * HOUR);
  desk->mail->mood = FAKE_DROPPED;
  desk_run (desk, BED_NOW - 2 * HOUR);
  desk->mail->mood = FAKE_FINE;
  for (int i = 0; i < 30; i++)
    {
      desk_run (desk, BED_NOW - 2 * HOUR + i * 60);
      n_unknown += desk->report.n_unknown;
    }
  g_assert_cmpuint (n_unknown, ==, 1);
  g_assert_cmpuint (desk->mail->arrivals->len, ==, 1);
  assert_rows (desk, "unknown:no_answer");
}

/* Six hours without a provider, and what is worth it is sent afterwards. */
static void
test_a_provider_comes_back_after_six_hours (gconstpointer data)
{
  g_autoptr (Desk) desk = desk_new (data);
  gint64 end = BED_NOW + 6 * HOUR;

  for (guint i = 0; i < 24; i++)
    {
      g_autofree char *at = g_strdup_printf ("2026-03-13T%02u:%02u", 10 + i / 4, 15 * (i % 4));

      ledger_bed_book_other (desk->bed, i + 1, at, "confirmed");
    }
  /* Told at ten of a visit at two: nobody hears of it any more. */
  ledger_bed_book (desk->bed, 100, "2026-03-12T14:00", "confirmed");
  ledger_bed_wish (desk->bed, 100, 100, "change", "sms", "2026-03-12T14:00", BED_NOW);

  desk->sms->mood = FAKE_DOWN;
  desk_run (desk, BED_NOW);
  while (desk->now < end)
    desk_run_next (desk);
  g_assert_cmpint (desk->report.trouble[SALON_MESSAGE_SMS], ==, SALON_DELIVERY_UNREACHABLE);
  g_assert_cmpuint (desk->report.n_waiting + desk->sms->n_asked, >, 20);
  /* It was left alone in between. */
  g_assert_cmpuint (desk->sms->n_asked, <, 40);

  desk->sms->mood = FAKE_FINE;
  while (desk->now < end + HOUR)
    desk_run_next (desk);
  g_assert_cmpuint (desk->sms->arrivals->len, ==, 24);
  for (guint i = 0; i < 24; i++)
    g_assert_cmpint (fake_carrier_get (desk->sms, i)->at, >=, end);
  g_assert_cmpint (
    ledger_bed_read_int (desk->bed, "SELECT count (*) FROM notifications WHERE status = 'skipped' "
                                    "AND error_message = 'too_late' AND channel = 'change'"),
    ==, 1);
}

/* One question, not one for each message; and they go out once the owner has bought some. */
static void
test_without_credits_all_wait (gconstpointer data)
{
  g_autoptr (Desk) desk = desk_new (data);

  for (guint i = 1; i <= 10; i++)
    ledger_bed_book_other (desk->bed, i, TOMORROW, "confirmed");
  desk->sms->mood = FAKE_BROKE;
  desk_run (desk, BED_NOW);
  g_assert_cmpuint (desk->sms->n_asked, ==, 1);
  g_assert_cmpuint (desk->report.n_waiting, ==, 9);
  g_assert_cmpint (desk->report.trouble[SALON_MESSAGE_SMS], ==, SALON_DELIVERY_CREDITS);
  assert_rows (desk, "pending:credits");
  desk->sms->mood = FAKE_FINE;
  desk_run (desk, BED_NOW + HOUR);
  g_assert_cmpuint (desk->sms->arrivals->len, ==, 10);
}

static FakeMood
refuse_one (FakeCarrier *carrier, const SalonOutgoing *outgoing, gpointer data)
{
  return g_str_has_suffix (outgoing->recipient, "3") ? FAKE_REFUSED : FAKE_FINE;
}

static void
test_a_wrong_number_fails_alone (gconstpointer data)
{
  g_autoptr (Desk) desk = desk_new (data);

  for (guint i = 1; i <= 5; i++)
    ledger_bed_book_other (desk->bed, i, TOMORROW, "confirmed");
  desk->sms->choose = refuse_one;
  desk_run (desk, BED_NOW);
  desk_run (desk, BED_NOW + HOUR);
  g_assert_cmpuint (desk->sms->arrivals->len, ==, 4);
  g_assert_cmpint (ledger_bed_read_int (desk->bed,
                                        "SELECT count (*) FROM notifications "
                                        "WHERE status = 'failed' AND error_message = 'recipient'"),
                   ==, 1);
  g_assert_cmpuint (desk->sms->n_asked, ==, 5);
}

static void
test_a_busy_provider_is_left_alone (gconstpointer data)
{
  g_autoptr (Desk) desk = desk_new (data);

  ledger_bed_book (desk->bed, 1, TOMORROW, "confirmed");
  desk->sms->mood = FAKE_BUSY;
  desk_run (desk, BED_NOW);
  desk->sms->mood = FAKE_FINE;
  g_assert_cmpint (desk->report.next_at, ==, BED_NOW + 30);
  desk_run (desk, BED_NOW + 29);
  g_assert_cmpuint (desk->sms->n_asked, ==, 1);
  desk_run (desk, BED_NOW + 30);
  g_assert_cmpuint (desk->sms->arrivals->len, ==, 1);
}

/* The same time on the wall clock, the day before, though a day has 23 or 25 hours. */
static void
test_both_nights_of_the_clock (gconstpointer data)
{
  static const struct
  {
    const char *starts_at;
    const char *told_at;
  } nights[] = {
    { "2026-03-29T10:00", "2026-03-28T09:00:00Z" },
    { "2026-03-29T03:30", "2026-03-28T02:30:00Z" },
    { "2026-10-25T10:00", "2026-10-24T08:00:00Z" },
    { "2026-10-25T02:30", "2026-10-24T00:30:00Z" },
  };
  g_autoptr (Desk) desk = desk_new (data);

  ledger_bed_execute (desk->bed,
                      "INSERT INTO salon_settings (key, value) "
                      "VALUES ('message.quiet', '{\"from\":\"00:00\",\"to\":\"00:00\"}')");
  for (guint i = 0; i < G_N_ELEMENTS (nights); i++)
    {
      gint64 told_at;

      salon_instant_from_wire (nights[i].told_at, &told_at, NULL);
      ledger_bed_book_other (desk->bed, i + 1, nights[i].starts_at, "confirmed");
      desk_run (desk, told_at - HOUR);
      g_assert_cmpint (desk->report.next_at, ==, told_at);
      desk_run (desk, told_at - 1);
      g_assert_cmpuint (desk->sms->arrivals->len, ==, i);
      desk_run (desk, told_at);
      g_assert_cmpuint (desk->sms->arrivals->len, ==, i + 1);
    }
}

static GBytes *
make_paper (const SalonMessageCard *card, char **name, gpointer data, GError **error)
{
  *name = g_strdup ("bon.pdf");
  return g_bytes_new_static ("%PDF-1.7", 8);
}

static void
test_a_voucher_has_its_paper (gconstpointer data)
{
  g_autoptr (Desk) desk = desk_new (data);

  ledger_bed_sell_card (desk->bed, 1, "2027-03-01");
  ledger_bed_execute (
    desk->bed,
    "INSERT INTO notifications (id, gift_card_id, type, channel, recipient, status,"
    "  due_at, attempts) "
    "VALUES ('%s', '%s', 'email', 'voucher', '" BED_EMAIL "', 'pending', %s, 0)",
    ledger_bed_id ('a', 1), ledger_bed_id ('9', 1),
    desk->bed->server != NULL ? "'2026-03-12T09:00:00Z'" : "1773306000");
  desk_run (desk, BED_NOW);
  g_assert_cmpuint (desk->report.n_waiting, ==, 1);
  assert_rows (desk, "pending");
  salon_message_round_set_paper (desk->round, make_paper, NULL);
  desk_run (desk, BED_NOW + HOUR);
  g_assert_cmpuint (desk->mail->arrivals->len, ==, 1);
  g_assert_cmpuint (fake_carrier_get (desk->mail, 0)->paper_bytes, ==, 8);
  assert_rows (desk, "sent");
}

/* What left the house is written down when the ledger is there again. */
static void
test_what_was_sent_is_not_forgotten (gconstpointer data)
{
  g_autoptr (Desk) desk = desk_new (data);
  g_autoptr (FrailLedger) frail = frail_ledger_new (desk->bed->ledger);
  g_autoptr (GError) error = NULL;

  ledger_bed_book (desk->bed, 1, TOMORROW, "confirmed");
  frail->calls_left = 3; /* read, claim, and a settlement that does not come through */
  g_assert_false (salon_message_round_run (desk->round, SALON_MESSAGE_LEDGER (frail), NULL,
                                           &desk->report, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_BROKEN_PIPE);
  assert_rows (desk, "sending");
  desk_run (desk, BED_NOW + 1);
  assert_rows (desk, "sent");
  g_assert_cmpuint (desk->sms->n_asked, ==, 1);
  g_assert_cmpuint (desk->sms->n_looked_up, ==, 0);
}

typedef void (*RoundTest) (gconstpointer data);

static void
add (const char *name, RoundTest test)
{
  g_autofree char *file = g_strdup_printf ("/message-round/file/%s", name);
  g_autofree char *shared = g_strdup_printf ("/message-round/shared/%s", name);

  g_test_add_data_func (file, NULL, test);
  g_test_add_data_func (shared, "", test);
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  server = postgres_fixture_new ();
  add ("a-reminder-goes-out-once", test_a_reminder_goes_out_once);
  add ("two-senders-send-it-once", test_two_senders_send_it_once);
  add ("what-belongs-together-is-one-message", test_what_belongs_together_is_one_message);
  add ("an-unknown-one-is-looked-up-first", test_an_unknown_one_is_looked_up_first);
  add ("an-unknown-mail-is-left-to-the-owner", test_an_unknown_mail_is_left_to_the_owner);
  add ("a-provider-comes-back-after-six-hours", test_a_provider_comes_back_after_six_hours);
  add ("without-credits-all-wait", test_without_credits_all_wait);
  add ("a-wrong-number-fails-alone", test_a_wrong_number_fails_alone);
  add ("a-busy-provider-is-left-alone", test_a_busy_provider_is_left_alone);
  add ("both-nights-of-the-clock", test_both_nights_of_the_clock);
  add ("a-voucher-has-its-paper", test_a_voucher_has_its_paper);
  add ("what-was-sent-is-not-forgotten", test_what_was_sent_is_not_forgotten);
  status = g_test_run ();
  postgres_fixture_free (server);
  return status;
}
