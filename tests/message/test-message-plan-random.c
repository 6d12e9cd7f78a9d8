/* SPDX-License-Identifier: GPL-3.0-or-later */
/* 5 000 small salons at a random instant of 2026: the plan and the brute-force oracle say the same. */
#include "message/salon-message-plan.h"

#include <locale.h>
#include <string.h>

#include "core/salon-day.h"

#include "plan-fixture.h"
#include "plan-oracle.h"

#define N_WORLDS 5000

/* All can be told from one another by the oracle, which knows them by heart. */
static const char *const phones[] = {
  "06 12 34 56 78", "+33612345678", "0712345678", "01 23 45 67 89", "+32 470 12 34 56", "none", NULL
};
static const char *const addresses[] = { "marie@example.com", "anne@example.com", "marie", NULL };
/* Never between two and three in the morning, which does not exist once, and once exists twice. */
static const int quiet[][2] = {
  { 21 * 60, 8 * 60 },    { 22 * 60, 7 * 60 + 30 }, { 0, 0 },
  { 12 * 60, 14 * 60 },   { 20 * 60, 9 * 60 },      { 23 * 60, 1 * 60 },
  { 8 * 60, 7 * 60 + 45 }
};
static const int hours[] = { 1, 2, 3, 12, 24, 26, 48 };

typedef struct
{
  PlanFixture salon;
  GRand *rand;
  OracleRules rules;
  SalonMoment now;
} World;

#define PICK(world, list) (list)[g_rand_int_range ((world)->rand, 0, G_N_ELEMENTS (list))]

static gboolean
toss (World *self, int percent)
{
  return g_rand_int_range (self->rand, 0, 100) < percent;
}

static char *
make_wall (SalonMoment moment)
{
  g_autofree char *day = salon_day_format (salon_moment_get_day (moment));
  g_autofree char *minute = salon_minute_format (salon_moment_get_minute (moment));

  return g_strconcat (day, "T", minute, NULL);
}

static void
set_media (World *self, const char *kind, const gboolean by[], const char *word, int span)
{
  g_autofree char *key = g_strconcat ("message.", kind, NULL);
  g_autofree char *json = g_strdup_printf ("{\"sms\": %s, \"email\": %s, \"%s\": %d}",
                                           by[SALON_MESSAGE_SMS] ? "true" : "false",
                                           by[SALON_MESSAGE_EMAIL] ? "true" : "false", word, span);

  plan_fixture_set (&self->salon, key, json);
}

static void
make_rules (World *self)
{
  OracleRules *rules = &self->rules;
  const int *span = PICK (self, quiet);
  g_autofree char *from = salon_minute_format (span[0]);
  g_autofree char *to = salon_minute_format (span[1]);
  g_autofree char *json = g_strdup_printf ("{\"from\": \"%s\", \"to\": \"%s\"}", from, to);

  for (SalonMessageMedium medium = 0; medium < SALON_N_MESSAGE_MEDIA; medium++)
    {
      rules->reminder[medium] = toss (self, 70);
      rules->thanks[medium] = toss (self, 40);
      rules->confirmation[medium] = toss (self, 80);
    }
  rules->reminder_hours = toss (self, 50) ? 24 : PICK (self, hours);
  rules->thanks_hours = g_rand_int_range (self->rand, 1, 13);
  rules->expiry = toss (self, 60);
  rules->expiry_days = g_rand_int_range (self->rand, 1, 61);
  rules->quiet_from = span[0];
  rules->quiet_to = span[1];
  set_media (self, "reminder", rules->reminder, "hours", rules->reminder_hours);
  set_media (self, "thanks", rules->thanks, "hours", rules->thanks_hours);
  set_media (self, "confirmation", rules->confirmation, "hours", 0);
  set_media (self, "expiry", (gboolean[]) { FALSE, rules->expiry }, "days", rules->expiry_days);
  plan_fixture_set (&self->salon, "message.quiet", json);
}

/* Half of the worlds are around a change of the clocks, and a third at a full quarter of an hour. */
static void
choose_now (World *self)
{
  static const int changes[][2] = { { 3, 29 }, { 10, 25 } };
  const int *change = PICK (self, changes);
  SalonDay day =
    toss (self, 50)
      ? salon_day_from_ymd (2026, change[0], change[1]) + g_rand_int_range (self->rand, -2, 3)
      : salon_day_from_ymd (2026, 3, 5) + g_rand_int_range (self->rand, 0, 220);
  int minute = g_rand_int_range (self->rand, 0, SALON_DAY_MINUTES);
  int second = g_rand_int_range (self->rand, 0, 60);

  if (toss (self, 33))
    {
      minute -= minute % 15;
      second = 0;
    }
  self->now = salon_moment (day, minute);
  self->salon.now = salon_moment_to_instant (self->now, self->salon.zone) + second;
}

static void
set_text (char **text, const char *with)
{
  g_free (*text);
  *text = g_strdup (with);
}

static void
add_booking (World *self, int index)
{
  int quarters = g_rand_int_range (self->rand, -24 * 4, 75 * 4);
  SalonMoment start = self->now - self->now % 15 + quarters * 15;
  g_autofree char *id = g_strdup_printf ("b%02d", index);
  g_autofree char *starts_at = make_wall (start);
  g_autofree char *ends_at = make_wall (start + g_rand_int_range (self->rand, 1, 7) * 15);
  SalonMessageBooking *booking = plan_fixture_add_booking (&self->salon, id, starts_at, ends_at);

  if (toss (self, 45))
    booking->status =
      (SalonBookingStatus) g_rand_int_range (self->rand, 0, SALON_N_BOOKING_STATUSES);
  set_text (&booking->phone, PICK (self, phones));
  set_text (&booking->email, PICK (self, addresses));
  booking->sms_consent = toss (self, 85);
  booking->email_consent = toss (self, 85);
  if (toss (self, 40))
    booking->created_at = self->salon.now - g_rand_int_range (self->rand, 0, 50 * 3600);
}

/* Those of one day that follow one another, to be joined. */
static void
add_next (World *self, int index)
{
  SalonMessageBooking *booking;
  SalonMessageBooking *before = self->salon.material->bookings->pdata[index - 1];
  g_autoptr (GDateTime) end = NULL;
  g_autofree char *text = g_strconcat (before->ends_at, ":00Z", NULL);
  SalonMoment start;
  g_autofree char *starts_at = NULL;
  g_autofree char *ends_at = NULL;

  add_booking (self, index);
  booking = self->salon.material->bookings->pdata[index];
  end = g_date_time_new_from_iso8601 (text, NULL);
  start = g_date_time_to_unix (end) / 60 + g_rand_int_range (self->rand, -1, 4) * 15;
  starts_at = make_wall (start);
  ends_at = make_wall (start + g_rand_int_range (self->rand, 1, 7) * 15);
  set_text (&booking->starts_at, starts_at);
  set_text (&booking->ends_at, ends_at);
  set_text (&booking->phone, before->phone);
  set_text (&booking->email, before->email);
}

static gboolean
has_row (World *self, const SalonMessageRow *row)
{
  for (guint i = 0; i < self->salon.material->rows->len; i++)
    {
      const SalonMessageRow *other = g_ptr_array_index (self->salon.material->rows, i);

      if (g_str_equal (other->booking_id, row->booking_id) && other->kind == row->kind
          && other->medium == row->medium && g_str_equal (other->starts_at, row->starts_at))
        return TRUE;
    }
  return FALSE;
}

static void
add_row (World *self)
{
  static const SalonMessageKind kinds[] = { SALON_MESSAGE_CONFIRMATION, SALON_MESSAGE_CHANGE,
                                            SALON_MESSAGE_CANCELLATION, SALON_MESSAGE_REMINDER,
                                            SALON_MESSAGE_THANKS };
  GPtrArray *bookings = self->salon.material->bookings;
  const SalonMessageBooking *booking =
    bookings->pdata[g_rand_int_range (self->rand, 0, (int) bookings->len)];
  SalonMessageMedium medium = toss (self, 50) ? SALON_MESSAGE_SMS : SALON_MESSAGE_EMAIL;
  SalonMessageRow row = { .booking_id = booking->id,
                          .kind = PICK (self, kinds),
                          .medium = medium,
                          .starts_at = booking->starts_at };
  SalonMessageRow *added;

  if (has_row (self, &row))
    return;
  added = plan_fixture_add_row (&self->salon, booking, row.kind, medium);
  if (toss (self, 40))
    added->status =
      (SalonMessageStatus) g_rand_int_range (self->rand, 0, SALON_MESSAGE_SKIPPED + 1);
  added->due_at = self->salon.now + g_rand_int_range (self->rand, -3 * 3600, 1800);
  if (added->status == SALON_MESSAGE_SENT)
    added->sent_at = added->due_at;
  if (toss (self, 20))
    added->try_at = self->salon.now + g_rand_int_range (self->rand, -600, 4 * 3600);
  added->attempts = toss (self, 30);
  if (toss (self, 10))
    set_text (&added->starts_at, "2026-05-01T10:00");
  if (toss (self, 5))
    set_text (&added->booking_id, "gone");
}

static void
add_card (World *self, int index)
{
  g_autofree char *id = g_strdup_printf ("c%d", index);
  SalonMessageCard *card = plan_fixture_add_card (&self->salon, id);
  SalonDay today = salon_moment_get_day (self->now);
  g_autofree char *expiry = salon_day_format (today + g_rand_int_range (self->rand, 0, 60));
  g_autofree char *bought = salon_day_format (today - g_rand_int_range (self->rand, 1, 30));

  set_text (&card->expiry_date, expiry);
  set_text (&card->recipient_email, PICK (self, addresses));
  set_text (&card->buyer_email, PICK (self, addresses));
  card->balance = toss (self, 80) ? 6000 : 0;
  card->is_void = toss (self, 10);
  if (toss (self, 50))
    set_text (&card->purchase_date, bought);
}

static void
make_world (World *self, guint32 seed)
{
  self->rand = g_rand_new_with_seed (seed);
  plan_fixture_set_up (&self->salon, NULL);
  make_rules (self);
  choose_now (self);
  int n_bookings = g_rand_int_range (self->rand, 1, 10);
  for (int i = 0; i < n_bookings; i++)
    if (i > 0 && toss (self, 40))
      add_next (self, i);
    else
      add_booking (self, i);
  for (int i = g_rand_int_range (self->rand, 0, 8); i > 0; i--)
    add_row (self);
  for (int i = g_rand_int_range (self->rand, 0, 3); i > 0; i--)
    add_card (self, i);
}

static char *
describe (const SalonPlannedMessage *message)
{
  static const char *const verdicts[] = { "due", "coming" };
  gboolean goes_out = message->verdict != SALON_MESSAGE_NOT_SENT;
  const SalonMessageBooking *first =
    message->bookings->len > 0 ? message->bookings->pdata[0] : NULL;
  const char *about = message->card != NULL ? message->card->id
                      : first != NULL       ? first->id
                                            : message->row->booking_id;
  g_autoptr (GString) line = g_string_new (NULL);

  g_string_append_printf (
    line, "%s %s %s %s %s ", salon_message_kind_to_string (message->kind),
    salon_message_medium_to_string (message->medium), about, goes_out ? message->recipient : "-",
    goes_out ? verdicts[message->verdict] : salon_message_why_to_word (message->why));
  if (goes_out)
    g_string_append_printf (line, "%" G_GINT64_FORMAT " |", message->due_at);
  else
    g_string_append (line, "- |");
  for (guint i = 1; i < message->bookings->len; i++)
    g_string_append_printf (line, " %s", ((SalonMessageBooking *) message->bookings->pdata[i])->id);
  return g_strdup (line->str);
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
tell (SalonMessagePlan *plan)
{
  g_autoptr (GPtrArray) lines = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < plan->messages->len; i++)
    g_ptr_array_add (lines, describe (plan->messages->pdata[i]));
  g_ptr_array_sort (lines, compare_lines);
  g_ptr_array_add (lines, NULL);
  return g_strjoinv ("\n", (char **) lines->pdata);
}

static void
count (const char *lines, GHashTable *outcomes)
{
  g_auto (GStrv) each = g_strsplit (lines, "\n", -1);

  for (char **line = each; *line != NULL; line++)
    {
      g_auto (GStrv) words = g_strsplit (*line, " ", 6);

      if (g_strv_length (words) > 4)
        g_hash_table_add (outcomes, g_strdup (words[4]));
    }
}

static void
check_world (guint32 seed, GHashTable *outcomes)
{
  World world = { 0 };
  g_autofree char *expected = NULL;
  g_autofree char *told = NULL;

  make_world (&world, seed);
  world.salon.settings = salon_message_settings_new (world.salon.material->settings);
  world.salon.plan = salon_message_plan_new (world.salon.material, world.salon.settings,
                                             world.salon.now, world.salon.zone);
  expected = plan_oracle_tell (world.salon.material, &world.rules, world.salon.now);
  told = tell (world.salon.plan);
  if (!g_str_equal (told, expected))
    g_test_message ("world %u at %" G_GINT64_FORMAT "\nplan:\n%s\noracle:\n%s", seed,
                    world.salon.now, told, expected);
  g_assert_cmpstr (told, ==, expected);
  count (told, outcomes);
  plan_fixture_tear_down (&world.salon, NULL);
  g_rand_free (world.rand);
}

static void
test_worlds (void)
{
  g_autoptr (GHashTable) outcomes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint32 seed = (guint32) g_test_rand_int ();

  g_test_message ("the first world is %u", seed);
  for (guint32 i = 0; i < N_WORLDS; i++)
    check_world (seed + i, outcomes);
  plan_oracle_end ();
  /* Due, coming, and every reason but those of cards that are asked for. */
  g_assert_cmpuint (g_hash_table_size (outcomes), ==, 2 + SALON_N_MESSAGE_WHYS - 2);
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/salon/message-plan/5000-salons-agree-with-the-oracle", test_worlds);
  return g_test_run ();
}
