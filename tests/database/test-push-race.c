/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Many desks that want the same chair at once: does each hour have one winner, and is nobody told that
 * the database tripped over itself?
 *
 * In the first race all want the same few hours, several in one batch and in any order, as desks do
 * that were offline. In the second they also want pieces of one another's hours, and move what they
 * got. The judge reads the bookings and what the desks were told, and nothing else: it does not trust
 * the constraint. It has to find faults when the constraint is taken away, or it proves nothing.
 */
#include "database/salon-push.h"
#include "shared-salon.h"

#define N_DESKS 16
#define SLOTS_OF_A_DAY 10
#define MAX_BATCH 5
#define NOON 720

static PostgresFixture *server;

typedef struct
{
  SharedSalon *salon;
  int n_slots;
  int n_attempts; /* of each desk */
  gboolean is_wild;
} Race;

/* A booking that a desk was told it has: where it lies. */
typedef struct
{
  int day;
  int minute;
  int duration;
  int before; /* to prepare it: holds the chair too */
} Place;

typedef struct
{
  Race *race;
  int number;
  guint32 seed;
  GHashTable *places; /* id → Place */
  guint n_taken;      /* refused because the chair was */
  guint n_errors;     /* of whole batches, after all tries */
} Racer;

static Place
choose_place (Racer *self, GRand *random)
{
  int slot = g_rand_int_range (random, 0, self->race->n_slots);
  Place place = { slot / SLOTS_OF_A_DAY, NOON + slot % SLOTS_OF_A_DAY * 60, 60, 0 };

  if (self->race->is_wild)
    {
      place.minute += 15 * g_rand_int_range (random, -2, 3);
      place.duration = 15 * g_rand_int_range (random, 1, 7);
      place.before = 5 * g_rand_int_range (random, 0, 4);
    }
  return place;
}

static JsonObject *
make_row (const char *id, const Place *place)
{
  g_autoptr (JsonNode) edit = json_from_string (BOOK (ID ("b", "0001"), "10:00:00"), NULL);
  JsonObject *row =
    json_object_ref (json_object_get_object_member (json_node_get_object (edit), "set"));
  g_autofree char *time = g_strdup_printf ("%02d:%02d:00", place->minute / 60, place->minute % 60);
  g_autofree char *day =
    g_strdup_printf ("2026-%02d-%02d", 1 + place->day / 28, 1 + place->day % 28);

  json_object_set_string_member (row, "id", id);
  json_object_set_string_member (row, "booking_date", day);
  json_object_set_string_member (row, "booking_time", time);
  json_object_set_int_member (row, "duration_minutes", place->duration);
  json_object_set_int_member (row, "buffer_before_minutes", place->before);
  return row;
}

static char *
make_id (GRand *random)
{
  return g_strdup_printf ("%08x-0000-4000-8000-0000%08x", g_rand_int (random), g_rand_int (random));
}

/* A booking of ours, or NULL. */
static const char *
choose_own (Racer *self, GRand *random)
{
  g_autoptr (GPtrArray) ids = g_hash_table_get_keys_as_ptr_array (self->places);

  return ids->len > 0 ? ids->pdata[g_rand_int_range (random, 0, (int) ids->len)] : NULL;
}

/* What one change of a batch was about. */
typedef struct
{
  char *id;
  Place place;
} Attempt;

static void
attempt_clear (gpointer attempt)
{
  g_clear_pointer (&((Attempt *) attempt)->id, g_free);
}

static SalonChange *
make_change (Racer *self, GRand *random, Attempt *attempt)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  const char *own =
    self->race->is_wild && g_rand_boolean (random) ? choose_own (self, random) : NULL;
  g_autoptr (JsonObject) row = NULL;

  attempt->place = choose_place (self, random);
  attempt->id = own != NULL ? g_strdup (own) : make_id (random);
  row = make_row (attempt->id, &attempt->place);
  if (own != NULL)
    {
      g_autoptr (JsonObject) before = make_row (own, g_hash_table_lookup (self->places, own));

      salon_change_builder_update (builder, "bookings", before, row);
    }
  else
    salon_change_builder_insert (builder, "bookings", row);
  return salon_change_builder_end (builder, "Book");
}

static void
judge_answer (Racer *self, const Attempt *attempt, SalonAnswer *answer)
{
  if (salon_answer_get_outcome (answer) == SALON_OUTCOME_APPLIED)
    g_hash_table_insert (self->places, g_strdup (attempt->id),
                         g_memdup2 (&attempt->place, sizeof (Place)));
  else
    {
      /* "changed": a second move of a row whose first one, in this batch, found the chair taken. */
      g_assert_true (g_str_equal (salon_answer_get_code (answer), "taken")
                     || g_str_equal (salon_answer_get_code (answer), "changed"));
      self->n_taken++;
    }
}

/* A row is edited once in a batch: the second edit would not know what the first came to. */
static gboolean
is_in (GArray *attempts, const char *id)
{
  for (guint i = 0; i < attempts->len; i++)
    if (g_str_equal (g_array_index (attempts, Attempt, i).id, id))
      return TRUE;
  return FALSE;
}

static int
send_batch (Racer *self, Desk *desk, GRand *random)
{
  g_autoptr (GPtrArray) changes =
    g_ptr_array_new_with_free_func ((GDestroyNotify) salon_change_unref);
  g_autoptr (GArray) attempts = g_array_new (FALSE, TRUE, sizeof (Attempt));
  g_autoptr (GPtrArray) answers = NULL;
  g_autoptr (GError) error = NULL;
  int n = g_rand_int_range (random, 1, MAX_BATCH + 1);

  g_array_set_clear_func (attempts, attempt_clear);
  while ((int) changes->len < n)
    {
      Attempt attempt = { 0 };
      g_autoptr (SalonChange) change = make_change (self, random, &attempt);

      if (salon_change_get_n_edits (change) == 0 || is_in (attempts, attempt.id))
        {
          attempt_clear (&attempt);
          n--;
          continue;
        }
      g_array_append_val (attempts, attempt);
      g_ptr_array_add (changes, salon_change_stamp (change, desk->id, ++desk->seq, 1772355600));
    }

  answers = salon_push_changes (desk->connection, changes, NULL, &error);
  if (answers == NULL)
    {
      g_test_message ("%s", error->message);
      self->n_errors++;
      return (int) changes->len;
    }
  for (guint i = 0; i < answers->len; i++)
    judge_answer (self, &g_array_index (attempts, Attempt, i), answers->pdata[i]);
  return (int) changes->len;
}

static gpointer
run_desk (gpointer user_data)
{
  Racer *self = user_data;
  g_autofree char *digits = g_strdup_printf ("%04d", self->number);
  g_autoptr (Desk) desk = desk_new (self->race->salon, digits, digits);
  g_autoptr (GRand) random = g_rand_new_with_seed (self->seed);

  for (int i = 0; i < self->race->n_attempts;)
    i += send_batch (self, desk, random);
  return NULL;
}

static gboolean
is_long (void)
{
  return g_getenv ("SALON_LONG") != NULL;
}

/* The judge. */
typedef struct
{
  guint n_rows;
  guint n_overlaps; /* pairs that lie on one another */
  guint
    n_unexpected; /* bookings that are not where their desk was told, or that none was told of */
} Verdict;

static void
look_for_overlaps (SharedSalon *salon, Verdict *verdict)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) rows = salon_connection_query (
    salon->owner,
    "SELECT booking_date - '2026-01-01' AS day, "
    "  extract (hour FROM booking_time) * 60 + extract (minute FROM booking_time) "
    "    - buffer_before_minutes, duration_minutes + buffer_before_minutes "
    "FROM public.bookings ORDER BY 1, 2",
    0, NULL, NULL, &error);

  g_assert_no_error (error);
  verdict->n_rows = (guint) PQntuples (rows);
  for (int i = 0; i < PQntuples (rows); i++)
    {
      int end = atoi (PQgetvalue (rows, i, 1)) + atoi (PQgetvalue (rows, i, 2));

      for (int j = i + 1;
           j < PQntuples (rows) && g_str_equal (PQgetvalue (rows, i, 0), PQgetvalue (rows, j, 0))
           && atoi (PQgetvalue (rows, j, 1)) < end;
           j++)
        verdict->n_overlaps++;
    }
}

static void
compare_with_answers (SharedSalon *salon, GHashTable *places, Verdict *verdict)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) rows = salon_connection_query (
    salon->owner,
    "SELECT id, to_char (booking_date, 'YYYY-MM-DD'), booking_time, duration_minutes FROM public.bookings",
    0, NULL, NULL, &error);
  guint n_found = 0;

  g_assert_no_error (error);
  for (int i = 0; i < PQntuples (rows); i++)
    {
      const Place *place = g_hash_table_lookup (places, PQgetvalue (rows, i, 0));
      g_autoptr (JsonObject) row = place != NULL ? make_row (PQgetvalue (rows, i, 0), place) : NULL;

      if (row != NULL
          && g_str_equal (json_object_get_string_member (row, "booking_date"),
                          PQgetvalue (rows, i, 1))
          && g_str_equal (json_object_get_string_member (row, "booking_time"),
                          PQgetvalue (rows, i, 2))
          && json_object_get_int_member (row, "duration_minutes") == atoi (PQgetvalue (rows, i, 3)))
        n_found++;
      else
        verdict->n_unexpected++;
    }
  verdict->n_unexpected += g_hash_table_size (places) - n_found;
}

static Verdict
run_race (SharedSalon *salon, int n_slots, int n_attempts, gboolean is_wild)
{
  Race race = { salon, n_slots, n_attempts / N_DESKS, is_wild };
  Racer racers[N_DESKS];
  GThread *threads[N_DESKS];
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  Verdict verdict = { 0 };
  guint n_taken = 0;

  for (int i = 0; i < N_DESKS; i++)
    {
      racers[i] = (Racer) { &race,
                            i + 1,
                            g_test_rand_int (),
                            g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
                            0,
                            0 };
      threads[i] = g_thread_new ("desk", run_desk, &racers[i]);
    }
  for (int i = 0; i < N_DESKS; i++)
    {
      GHashTableIter iter;
      gpointer id, place;

      g_thread_join (threads[i]);
      g_assert_cmpint (racers[i].n_errors, ==, 0);
      n_taken += racers[i].n_taken;
      g_hash_table_iter_init (&iter, racers[i].places);
      while (g_hash_table_iter_next (&iter, &id, &place))
        g_hash_table_insert (places, id, place);
    }

  look_for_overlaps (salon, &verdict);
  compare_with_answers (salon, places, &verdict);
  g_test_message ("%d desks, at least %d attempts: %u bookings, %u times taken, %u overlaps, "
                  "%u not as told, %" G_GINT64_FORMAT " deadlocks broken by the database",
                  N_DESKS, race.n_attempts * N_DESKS, verdict.n_rows, n_taken, verdict.n_overlaps,
                  verdict.n_unexpected,
                  fixture_read_int (salon->owner, "SELECT deadlocks FROM pg_stat_database "
                                                  "WHERE datname = current_database ()"));
  for (int i = 0; i < N_DESKS; i++)
    g_hash_table_unref (racers[i].places);
  return verdict;
}

static void
test_same_hours (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  int n_slots = is_long () ? 200 : 40;
  Verdict verdict = run_race (salon, n_slots, is_long () ? 10000 : 2000, FALSE);

  g_assert_cmpint (verdict.n_rows, ==, n_slots);
  g_assert_cmpint (verdict.n_overlaps, ==, 0);
  g_assert_cmpint (verdict.n_unexpected, ==, 0);
}

static void
test_any_hours (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  Verdict verdict = run_race (salon, 20, is_long () ? 10000 : 500, TRUE);

  g_assert_cmpint (verdict.n_rows, >, 0);
  g_assert_cmpint (verdict.n_overlaps, ==, 0);
  g_assert_cmpint (verdict.n_unexpected, ==, 0);
}

static void
test_without_constraint (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  Verdict verdict;

  fixture_execute (salon->owner,
                   "ALTER TABLE public.bookings DROP CONSTRAINT bookings_do_not_overlap;"
                   "ALTER TABLE public.bookings DISABLE TRIGGER bookings_4_double_booked");
  verdict = run_race (salon, 10, 160, FALSE);
  g_assert_cmpint (verdict.n_overlaps, >, 0);
}

/* And it reads what the desks were told. */
static void
test_judge_reads_answers (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (GHashTable) places = g_hash_table_new (g_str_hash, g_str_equal);
  Place noon = { 0, NOON, 60 };
  Verdict verdict = { 0 };

  g_hash_table_insert (places, (gpointer) ID ("b", "0001"), &noon);
  compare_with_answers (salon, places, &verdict);
  g_assert_cmpint (verdict.n_unexpected, ==, 1);
}

int
main (int argc, char **argv)
{
  int result;

  g_test_init (&argc, &argv, NULL);
  server = postgres_fixture_new ();

  g_test_add_func ("/salon/push-race/each-hour-has-one-winner", test_same_hours);
  g_test_add_func ("/salon/push-race/pieces-of-hours-and-moves-never-overlap", test_any_hours);
  g_test_add_func ("/salon/push-race/without-the-constraint-it-is-noticed",
                   test_without_constraint);
  g_test_add_func ("/salon/push-race/a-booking-that-was-promised-and-is-not-there-is-noticed",
                   test_judge_reads_answers);
  result = g_test_run ();

  postgres_fixture_free (server);
  return result;
}
