/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "core/salon-client.h"
#include "store-fixture.h"
#include "store/salon-client-words.h"
#include "store/salon-random.h"
#include "store/salon-reader.h"

/* A client is known by a number; she was put down @number minutes after the fixture's now. */
typedef struct
{
  guint number;
  const char *name;
  const char *email;
  const char *phone;
  const char *notes;
} Person;

static void
set_text (JsonObject *row, const char *member, const char *text)
{
  if (text != NULL)
    json_object_set_string_member (row, member, text);
  else
    json_object_set_null_member (row, member);
}

static JsonObject *
make_row (const Person *person)
{
  JsonObject *row = fixture_client (person->number, person->name);
  g_autofree char *created_at =
    g_strdup_printf ("2026-03-12T%02u:%02u:00Z", 10 + person->number / 60, person->number % 60);

  set_text (row, "email", person->email);
  set_text (row, "phone", person->phone);
  set_text (row, "notes", person->notes);
  set_text (row, "created_at", created_at);
  return row;
}

static void
apply (StoreFixture *fixture, SalonChange *change)
{
  g_autoptr (SalonChange) applied = store_fixture_apply (fixture, change);

  g_assert_nonnull (applied);
}

static void
add (StoreFixture *fixture, Person person)
{
  g_autoptr (JsonObject) row = make_row (&person);

  apply (fixture, fixture_insert ("clients", row, "Add a client"));
}

static SalonChange *
make_booking (guint number, guint client, const char *date)
{
  g_autoptr (JsonObject) row = fixture_booking (number, date, "10:00:00", 60);
  g_autofree char *client_id = fixture_id (client);

  json_object_set_string_member (row, "client_id", client_id);
  return fixture_insert ("bookings", row, "Add a booking");
}

static void
add_booking (StoreFixture *fixture, guint number, guint client, const char *date)
{
  apply (fixture, make_booking (number, client, date));
}

/* The names found, in order, with commas. */
static char *
search (StoreFixture *fixture, const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonReader) reader = salon_reader_open (fixture->path, &error);
  g_autoptr (GPtrArray) clients = NULL;
  g_autoptr (GString) names = g_string_new (NULL);

  g_assert_no_error (error);
  clients = salon_reader_search_clients (reader, text, 10, &error);
  g_assert_no_error (error);
  for (guint i = 0; i < clients->len; i++)
    {
      const SalonClientFields *fields = salon_client_get_fields (g_ptr_array_index (clients, i));

      g_string_append_printf (names, "%s%s", i > 0 ? ", " : "", fields->name);
    }
  return g_string_free_and_steal (g_steal_pointer (&names));
}

static void
assert_finds (StoreFixture *fixture, const char *text, const char *expected)
{
  g_autofree char *found = search (fixture, text);

  if (g_strcmp0 (found, expected) != 0)
    g_test_message ("searched “%s”", text);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_accents_case_and_ligatures (StoreFixture *fixture, gconstpointer unused)
{
  add (fixture, (Person) { 1, "Élodie Œuvrard" });
  add (fixture, (Person) { 2, "Lætitia Nguyễn" });
  add (fixture, (Person) { 3, "Anne-Sophie D’Hérouville" });

  assert_finds (fixture, "elodie", "Élodie Œuvrard");
  assert_finds (fixture, "ÉLO oeuv", "Élodie Œuvrard");
  assert_finds (fixture, "œuv", "Élodie Œuvrard");
  assert_finds (fixture, "laetitia", "Lætitia Nguyễn");
  assert_finds (fixture, "nguyen", "Lætitia Nguyễn");
  assert_finds (fixture, "Nguyễn lætitia", "Lætitia Nguyễn");
  assert_finds (fixture, "sophie", "Anne-Sophie D’Hérouville");
  assert_finds (fixture, "d'herou", "Anne-Sophie D’Hérouville");
  assert_finds (fixture, "anne sophie", "Anne-Sophie D’Hérouville");
}

static void
test_every_word_is_a_beginning (StoreFixture *fixture, gconstpointer unused)
{
  add (fixture, (Person) { 1, "Marie Durand", "marie.d@example.com", NULL, "Ongles fragiles" });
  add (fixture, (Person) { 2, "Marie Dupont", NULL, NULL, "Vient avec sa fille" });

  assert_finds (fixture, "mar dur", "Marie Durand");
  assert_finds (fixture, "dur mar", "Marie Durand");
  assert_finds (fixture, "marie fragi", "Marie Durand");
  assert_finds (fixture, "marie.d@exam", "Marie Durand");
  assert_finds (fixture, "fille", "Marie Dupont");
  assert_finds (fixture, "arie", "");
  assert_finds (fixture, "marie zoe", "");
}

static void
test_fragments_of_a_number (StoreFixture *fixture, gconstpointer unused)
{
  static const char *const found[] = {
    "06 12",   "0612345678", "06.12.34",    "+33 6 12 34", "+336", "0033612", "33612",
    "345 678", "678",        "+33 (0)6 12", "marie 345",   "4567", "12-34",   "06 12 34 56 78",
  };
  static const char *const not_found[] = { "0613", "3366", "99", "45", "06123456789", "zoe 345" };

  add (fixture, (Person) { 1, "Marie Durand", NULL, "+33612345678" });
  add (fixture, (Person) { 2, "Nobody", NULL, "+32470991199" });
  for (gsize i = 0; i < G_N_ELEMENTS (found); i++)
    assert_finds (fixture, found[i], "Marie Durand");
  for (gsize i = 0; i < G_N_ELEMENTS (not_found); i++)
    assert_finds (fixture, not_found[i], "");
  assert_finds (fixture, "+32 470", "Nobody");
}

/* What stands beside each other is one number; a word between makes two of it. */
static void
test_numbers_and_words (StoreFixture *fixture, gconstpointer unused)
{
  add (fixture, (Person) { 1, "Marie Durand", NULL, "+33612345678", "Rouge 2026" });
  add (fixture, (Person) { 2, "Marie Dupont", NULL, "+33698765432" });
  add (fixture, (Person) { 3, "Zoé Petit", NULL, "0034 612-345" });

  assert_finds (fixture, "612 345", "Zoé Petit, Marie Durand");
  assert_finds (fixture, "0612", "Marie Durand");
  assert_finds (fixture, "345 mar", "Marie Durand");
  assert_finds (fixture, "612 marie 678", "Marie Durand");
  assert_finds (fixture, "612 marie 999", "");
  assert_finds (fixture, "2026 marie 345", "Marie Durand");
  assert_finds (fixture, "2026 345", "");
  assert_finds (fixture, "6 marie", "");
  assert_finds (fixture, "marie 0033", "Marie Dupont, Marie Durand");
}

/* A statement is kept for each shape of a question, and every question has its own values. */
static void
test_one_reader (StoreFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *typed;
    guint n_found;
  } questions[] = {
    { "marie", 1 }, { "612", 1 }, { "999", 0 },       { "zoe 612", 0 }, { "marie 612", 1 },
    { "zoe", 1 },   { "987", 1 }, { "612 x 678", 0 }, { "", 2 },        { "612 m 678", 1 },
  };
  g_autoptr (SalonReader) reader = NULL;

  add (fixture, (Person) { 1, "Marie Durand", NULL, "+33612345678" });
  add (fixture, (Person) { 2, "Zoé Petit", NULL, "+33698765432" });
  reader = salon_reader_open (fixture->path, NULL);
  for (gsize i = 0; i < 3 * G_N_ELEMENTS (questions); i++)
    {
      gsize k = i % G_N_ELEMENTS (questions);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) clients =
        salon_reader_search_clients (reader, questions[k].typed, 10, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (clients->len, ==, questions[k].n_found);
    }
}

static void
test_digits_are_words_too (StoreFixture *fixture, gconstpointer unused)
{
  add (fixture, (Person) { 1, "Marie Durand", NULL, NULL, "Rouge n° 27, mariage en 2026" });

  assert_finds (fixture, "27", "Marie Durand");
  assert_finds (fixture, "2026", "Marie Durand");
  assert_finds (fixture, "27 2026", "Marie Durand");
  assert_finds (fixture, "026", "");
}

static void
test_beginning_of_the_name_first_then_the_latest (StoreFixture *fixture, gconstpointer unused)
{
  add (fixture, (Person) { 1, "Paule Martin" });
  add (fixture, (Person) { 2, "Martine Petit" });
  add (fixture, (Person) { 3, "Martha Roux" });
  add (fixture, (Person) { 4, "Zoé Martin" });

  assert_finds (fixture, "mart", "Martha Roux, Martine Petit, Zoé Martin, Paule Martin");
  add_booking (fixture, 100, 1, "2026-03-20");
  add_booking (fixture, 101, 2, "2026-03-21");
  assert_finds (fixture, "mart", "Martine Petit, Martha Roux, Paule Martin, Zoé Martin");
  assert_finds (fixture, "", "Martine Petit, Paule Martin, Zoé Martin, Martha Roux");
  assert_finds (fixture, "  ", "Martine Petit, Paule Martin, Zoé Martin, Martha Roux");
}

static void
undo (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) undone = salon_store_undo (fixture->store, FIXTURE_NOW, &error);

  g_assert_no_error (error);
  g_assert_nonnull (undone);
}

static void
redo (StoreFixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonChange) redone = salon_store_redo (fixture->store, FIXTURE_NOW, &error);

  g_assert_no_error (error);
  g_assert_nonnull (redone);
}

static void
test_undo_takes_the_index_along (StoreFixture *fixture, gconstpointer unused)
{
  Person marie = { 1, "Marie Durand", NULL, "+33612345678", NULL };
  g_autoptr (JsonObject) row = make_row (&marie);

  add (fixture, marie);
  apply (fixture, fixture_update ("clients", row, "name", "Sophie Petit", "Rename"));
  assert_finds (fixture, "sophie", "Sophie Petit");
  assert_finds (fixture, "marie", "");
  assert_finds (fixture, "0612", "Sophie Petit");
  undo (fixture);
  assert_finds (fixture, "sophie", "");
  assert_finds (fixture, "marie", "Marie Durand");
  redo (fixture);
  assert_finds (fixture, "sophie", "Sophie Petit");
  undo (fixture);
  undo (fixture);
  assert_finds (fixture, "marie", "");
  assert_finds (fixture, "", "");
  redo (fixture);
  assert_finds (fixture, "0612", "Marie Durand");
}

static void
test_undo_takes_the_order_along (StoreFixture *fixture, gconstpointer unused)
{
  add (fixture, (Person) { 1, "Anne Un" });
  add (fixture, (Person) { 2, "Anne Deux" });
  assert_finds (fixture, "anne", "Anne Deux, Anne Un");
  add_booking (fixture, 100, 1, "2026-03-20");
  assert_finds (fixture, "anne", "Anne Un, Anne Deux");
  undo (fixture);
  assert_finds (fixture, "anne", "Anne Deux, Anne Un");
}

static void
test_merged_and_anonymised_are_gone (StoreFixture *fixture, gconstpointer unused)
{
  Person twin = { 2, "Marie Durant" };
  g_autoptr (JsonObject) row = make_row (&twin);
  g_autofree char *id = fixture_id (1);
  g_autoptr (SalonReader) reader = NULL;

  add (fixture, (Person) { 1, "Marie Durand" });
  add (fixture, twin);
  apply (fixture, fixture_update ("clients", row, "merged_into", id, "Merge"));
  assert_finds (fixture, "marie", "Marie Durand");
  undo (fixture);
  assert_finds (fixture, "marie", "Marie Durant, Marie Durand");
  apply (fixture,
         fixture_update ("clients", row, "anonymised_at", "2026-03-12T10:00:00Z", "Erase"));
  assert_finds (fixture, "marie", "Marie Durand");
  assert_finds (fixture, "", "Marie Durand");

  reader = salon_reader_open (fixture->path, NULL);
  g_assert_cmpint (salon_reader_count_clients (reader, NULL), ==, 1);
}

static void
test_hostile_texts_find_nothing_and_harm_nothing (StoreFixture *fixture, gconstpointer unused)
{
  static const char *const texts[] = {
    "\"",
    "'",
    "*",
    "marie*",
    "\"marie",
    "marie AND",
    "marie OR zoe",
    "NOT marie",
    "NEAR(marie zoe, 2)",
    "name:marie",
    "^marie",
    "marie -zoe",
    "{words}: marie",
    "+",
    "%",
    "_",
    "\\",
    ";DROP TABLE clients",
    "\xed\xa0\x80",
    "\xff\xfe",
    "mar\xc3",
    "\xee\x80\x80"
    "612",
    "\xe2\x80\xae",
    "()",
    "(((((",
    "0 0 0 0",
  };
  g_autofree char *words = NULL;
  g_autofree char *word = g_strnfill (10000, 'a');
  g_autofree char *digits = g_strnfill (10000, '7');
  GString *many = g_string_new (NULL);

  add (fixture, (Person) { 1, "Zoé Durand", NULL, "+33612345678", NULL });
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *found = search (fixture, texts[i]);

      g_assert_cmpstr (found, ==, "");
    }
  for (int i = 0; i < 2500; i++)
    g_string_append (many, "a\" 1");
  words = g_string_free_and_steal (many);
  assert_finds (fixture, words, "");
  assert_finds (fixture, word, "");
  assert_finds (fixture, digits, "");
  assert_finds (fixture, "zoe", "Zoé Durand");
}

static void
append_random_letter (GString *text, SalonRandom *random)
{
  static const char *const pieces[] = { "\"", "*", "(", ")", "+",    "06",
                                        "12", "é", " ", " ", "AND ", "a" };
  gunichar letter = (gunichar) salon_random_below (random, 0x11000);

  if (salon_random_chance (random, 60))
    g_string_append (text, pieces[salon_random_below (random, G_N_ELEMENTS (pieces))]);
  else if (g_unichar_validate (letter) && letter != 0)
    g_string_append_unichar (text, letter);
  else
    g_string_append_c (text, (char) (1 + salon_random_below (random, 255)));
}

static void
test_random_texts_never_fail (StoreFixture *fixture, gconstpointer unused)
{
  SalonRandom random = { (guint64) g_test_rand_int () };
  g_autoptr (SalonReader) reader = NULL;

  g_test_message ("seed %" G_GUINT64_FORMAT, random.state);
  add (fixture, (Person) { 1, "Zoé Durand", NULL, "+33612345678", NULL });
  reader = salon_reader_open (fixture->path, NULL);
  for (int i = 0; i < 3000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) clients = NULL;
      int length = salon_random_below (&random, 24);

      for (int k = 0; k < length; k++)
        append_random_letter (text, &random);
      clients = salon_reader_search_clients (reader, text->str, 10, &error);
      g_assert_no_error (error);
      g_assert_nonnull (clients);
    }
}

/* A random history of clients and bookings; at every step the index holds what a rebuilt one would. */
static void
assert_index_is_right (StoreFixture *fixture)
{
  g_autofree char *wrong =
    store_fixture_read_text (fixture, "SELECT count (*)\n"
                                      "FROM (SELECT client_id, minute FROM client_seen) AS s\n"
                                      "FULL JOIN client_index AS i ON i.client_id = s.client_id\n"
                                      "WHERE i.position >> 20 IS NOT s.minute");
  g_autofree char *rows = store_fixture_read_text (
    fixture, "SELECT (SELECT count (*) FROM client_search) - (SELECT count (*) FROM client_index)\n"
             "  + (SELECT count (*) FROM client_index\n"
             "     WHERE position NOT IN (SELECT rowid FROM client_search))");

  g_assert_cmpstr (wrong, ==, "0");
  g_assert_cmpstr (rows, ==, "0");
}

static void
take_random_step (StoreFixture *fixture, SalonRandom *random, guint step)
{
  guint client = 1 + (guint) salon_random_below (random, 5);
  g_autofree char *date = g_strdup_printf ("2026-%02u-%02u", 1 + step % 12, 1 + step / 12 % 28);
  g_autoptr (SalonChange) booking = make_booking (100 + step, client, date);
  g_autoptr (SalonChange) done = NULL;

  /* Any of them may be refused: nothing to undo, or a client who is undone herself. */
  switch (salon_random_below (random, 4))
    {
    case 0:
    case 1:
      done = salon_store_apply (fixture->store, booking, FIXTURE_NOW, NULL);
      break;
    case 2:
      done = salon_store_undo (fixture->store, FIXTURE_NOW, NULL);
      break;
    default:
      done = salon_store_redo (fixture->store, FIXTURE_NOW, NULL);
      break;
    }
}

static void
test_random_walk_keeps_the_index_right (StoreFixture *fixture, gconstpointer unused)
{
  SalonRandom random = { (guint64) g_test_rand_int () };

  g_test_message ("seed %" G_GUINT64_FORMAT, random.state);
  for (guint i = 1; i <= 5; i++)
    add (fixture, (Person) { i, "Anne Petit", NULL, "+33612345678", NULL });
  for (guint step = 0; step < 120; step++)
    {
      take_random_step (fixture, &random, step);
      assert_index_is_right (fixture);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/client-search/" path, StoreFixture, NULL, store_fixture_set_up, function,    \
              store_fixture_tear_down)
  ADD ("accents-case-and-ligatures-are-forgiven", test_accents_case_and_ligatures);
  ADD ("every-word-is-a-beginning", test_every_word_is_a_beginning);
  ADD ("fragments-of-a-number-are-found", test_fragments_of_a_number);
  ADD ("numbers-and-words-are-asked-for-together", test_numbers_and_words);
  ADD ("one-reader-is-asked-in-every-shape", test_one_reader);
  ADD ("digits-are-words-too", test_digits_are_words_too);
  ADD ("beginning-of-the-name-first-then-the-latest",
       test_beginning_of_the_name_first_then_the_latest);
  ADD ("undo-takes-the-index-along", test_undo_takes_the_index_along);
  ADD ("undo-takes-the-order-along", test_undo_takes_the_order_along);
  ADD ("merged-and-anonymised-are-gone", test_merged_and_anonymised_are_gone);
  ADD ("hostile-texts-find-nothing-and-harm-nothing",
       test_hostile_texts_find_nothing_and_harm_nothing);
  ADD ("random-texts-never-fail", test_random_texts_never_fail);
  ADD ("random-walk-keeps-the-index-right", test_random_walk_keeps_the_index_right);
#undef ADD

  return g_test_run ();
}
