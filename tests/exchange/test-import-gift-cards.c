/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Old vouchers come in from a table, once, and go out again. */
#include <string.h>

#include "exchange/salon-import.h"
#include "exchange/salon-table-file.h"
#include "store-fixture.h"
#include "store/salon-id.h"
#include "store/salon-reader.h"

#define TODAY (salon_day_from_ymd (2026, 3, 12))

#define TABLE                                                                                      \
  "N° du bon;Pour;Acheté par;Valeur;Solde;Date d'achat;Expire le;Prestation;Notes\n"               \
  "12;Marie Durand;Paul Martin;50,00 €;20,00 €;05/12/2025;05/12/2026;;Carnet bleu\n"               \
  "SERA-105V-219M;Léa Petit;;80;;10/01/2026;;Pose gel;\n"                                          \
  "14;;;;35,00;;31/12/2025;;\n"

static SalonForeignRows *
read_table (const char *text, SalonForeignKind expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonSheet) sheet = salon_sheet_read ((const guint8 *) text, strlen (text), &error);
  g_autoptr (GTimeZone) zone = g_time_zone_new_utc ();
  g_autofree SalonColumnField *fields = NULL;

  g_assert_no_error (error);
  g_assert_cmpint (salon_column_guess_kind (sheet), ==, expected);
  fields = salon_column_guess_fields (sheet, expected);
  return salon_foreign_rows_read_sheet (sheet, expected, fields, zone);
}

/* Matches, plans and applies; returns how many edits that were. */
static gsize
bring_in (StoreFixture *fixture, SalonForeignRows *rows)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonReader) reader = salon_reader_open (fixture->path, NULL);
  g_autoptr (GPtrArray) cards = salon_reader_list_gift_cards (reader, NULL);
  g_autoptr (GPtrArray) services = salon_reader_list_services (reader, TRUE, NULL);
  const SalonKnown known = { .gift_cards = cards, .services = services };
  const SalonImportSettings settings = { .nobody = "Passage",
                                         .validity_months = 6,
                                         .today = TODAY,
                                         .now = FIXTURE_NOW,
                                         .make_id = salon_id_new };
  g_autoptr (SalonChange) change = NULL;
  g_autoptr (SalonChange) applied = NULL;

  salon_import_match (rows, &known);
  change = salon_import_plan (rows, &known, &settings, "Import");
  if (salon_change_get_n_edits (change) == 0)
    return 0;
  applied = salon_store_apply (fixture->store, change, FIXTURE_NOW, &error);
  g_assert_no_error (error);
  return salon_change_get_n_edits (change);
}

static GPtrArray *
list (StoreFixture *fixture)
{
  g_autoptr (SalonReader) reader = salon_reader_open (fixture->path, NULL);

  return salon_reader_list_gift_cards (reader, NULL);
}

/* "code value left kind buyer>recipient bought-expires", a line each */
static char *
describe (StoreFixture *fixture)
{
  g_autoptr (GPtrArray) cards = list (fixture);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < cards->len; i++)
    {
      SalonGiftCard *card = g_ptr_array_index (cards, i);
      const SalonGiftCardFields *of = salon_gift_card_get_fields (card);
      g_autofree char *bought = salon_day_format (of->purchased_on);
      g_autofree char *expires = salon_day_format (of->expires_on);

      g_string_append_printf (text, "%s %d %d %s %s>%s %s %s\n", of->code, (int) of->issued_cents,
                              (int) salon_gift_card_get_balance (card),
                              salon_gift_card_kind_to_wire (of->kind), of->buyer_name,
                              of->recipient_name, bought, expires);
    }
  return g_string_free_and_steal (text);
}

static void
expect (StoreFixture *fixture, const char *expected)
{
  g_autofree char *found = describe (fixture);

  g_assert_cmpstr (found, ==, expected);
}

#define ALL                                                                                        \
  "12 5000 2000 amount Paul Martin>Marie Durand 2025-12-05 2026-12-05\n"                           \
  "14 3500 3500 amount Passage>Passage 2025-12-31 2025-12-31\n"                                    \
  "SERA-105V-219M 8000 8000 service Léa Petit>Léa Petit 2026-01-10 2026-07-10\n"

static void
add_service (StoreFixture *fixture)
{
  g_autoptr (JsonObject) service = fixture_service (0x200, "Pose gel");
  g_autoptr (SalonChange) applied =
    store_fixture_apply (fixture, fixture_insert ("services", service, "Add"));

  g_assert_nonnull (applied);
}

static void
test_table (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonForeignRows) rows = read_table (TABLE, SALON_FOREIGN_GIFT_CARDS);
  g_autofree char *note = NULL;

  add_service (fixture);
  g_assert_cmpuint (salon_foreign_rows_get (rows, 0)->problems, ==, 0);
  g_assert_cmpuint (salon_foreign_rows_get (rows, 1)->problems, ==, SALON_PROBLEM_NO_EXPIRY);
  g_assert_cmpint (bring_in (fixture, rows), ==, 3 + 3 + 1);
  expect (fixture, ALL);
  note = store_fixture_read_text (fixture,
                                  "SELECT group_concat (DISTINCT note) FROM gift_card_movements");
  g_assert_cmpstr (note, ==, "Carnet bleu");
}

static void
test_once (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonForeignRows) rows = read_table (TABLE, SALON_FOREIGN_GIFT_CARDS);
  g_autoptr (SalonForeignRows) again = read_table (TABLE, SALON_FOREIGN_GIFT_CARDS);

  add_service (fixture);
  bring_in (fixture, rows);
  g_assert_cmpint (bring_in (fixture, again), ==, 0);
  g_assert_cmpint (salon_foreign_rows_get (again, 0)->choice, ==, SALON_CHOICE_SKIP);
  g_assert_nonnull (salon_foreign_rows_get (again, 0)->match);
  g_assert_false (
    salon_import_can_choose (salon_foreign_rows_get (again, 0), SALON_FOREIGN_GIFT_CARDS));
}

/* One undo for all; and what was undone can come in again. */
static void
test_undo (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonForeignRows) rows = read_table (TABLE, SALON_FOREIGN_GIFT_CARDS);
  g_autoptr (SalonForeignRows) again = read_table (TABLE, SALON_FOREIGN_GIFT_CARDS);
  g_autoptr (SalonChange) undone = NULL;
  g_autoptr (GPtrArray) cards = NULL;
  g_autoptr (GError) error = NULL;

  add_service (fixture);
  bring_in (fixture, rows);
  undone = salon_store_undo (fixture->store, FIXTURE_NOW, &error);
  g_assert_no_error (error);
  cards = list (fixture);
  for (guint i = 0; i < cards->len; i++)
    g_assert_cmpint (salon_gift_card_get_state (g_ptr_array_index (cards, i), TODAY), ==,
                     SALON_GIFT_CARD_VOID);
  bring_in (fixture, again);
  expect (fixture, ALL);
}

static void
test_problems (StoreFixture *fixture, gconstpointer unused)
{
  static const struct
  {
    const char *row;
    guint problem;
  } cases[] = {
    { ";Marie;10;10;01/01/2026", SALON_PROBLEM_NO_CODE },
    { "A;Marie;;;01/01/2026", SALON_PROBLEM_NO_VALUE },
    { "A;Marie;dix;;01/01/2026", SALON_PROBLEM_NO_VALUE },
    { "A;Marie;-10;;01/01/2026", SALON_PROBLEM_NO_VALUE },
    { "A;Marie;10;11;01/01/2026", SALON_PROBLEM_REMAINING },
    { "A;Marie;10;-1;01/01/2026", SALON_PROBLEM_REMAINING },
    { "A;Marie;10;peu;01/01/2026", SALON_PROBLEM_REMAINING },
    { "A;Marie;10;;bientôt", SALON_PROBLEM_NO_EXPIRY },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text =
        g_strdup_printf ("Code du bon;Pour;Valeur;Reste;Expire le\n%s\n", cases[i].row);
      g_autoptr (SalonForeignRows) rows = read_table (text, SALON_FOREIGN_GIFT_CARDS);

      g_test_message ("%s", cases[i].row);
      g_assert_cmphex (salon_foreign_rows_get (rows, 0)->problems & cases[i].problem, ==,
                       cases[i].problem);
    }
}

/* Twice in one file; and a value that no column of the shared salon could hold. */
static void
test_twice_and_too_much (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonForeignRows) rows = read_table ("Code du bon;Valeur\nA;10\nA;10\n"
                                                  "B;99999999999\n",
                                                  SALON_FOREIGN_GIFT_CARDS);

  g_assert_cmpint (bring_in (fixture, rows), ==, 2);
  g_assert_cmpuint (salon_foreign_rows_get (rows, 1)->match_line, ==, 2);
}

static void
test_round_trip (StoreFixture *fixture, gconstpointer unused)
{
  g_autoptr (SalonForeignRows) rows = read_table (TABLE, SALON_FOREIGN_GIFT_CARDS);
  g_autoptr (GPtrArray) cards = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autofree char *text = NULL;
  g_autoptr (SalonForeignRows) back = NULL;

  add_service (fixture);
  bring_in (fixture, rows);
  cards = list (fixture);
  bytes = salon_table_file_write_gift_cards (cards);
  text = g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
  store_fixture_close (fixture);
  store_fixture_remove_file (fixture);
  store_fixture_reopen (fixture);
  add_service (fixture);
  back = read_table (text, SALON_FOREIGN_GIFT_CARDS);
  bring_in (fixture, back);
  expect (fixture, ALL);
}

#define ADD(path, test)                                                                            \
  g_test_add ("/salon/import-gift-cards/" path, StoreFixture, NULL, store_fixture_set_up, test,    \
              store_fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("a-table-of-old-vouchers", test_table);
  ADD ("what-is-there-is-left-out", test_once);
  ADD ("one-undo-and-again", test_undo);
  ADD ("problems-are-told", test_problems);
  ADD ("twice-in-one-file-and-too-much", test_twice_and_too_much);
  ADD ("round-trip", test_round_trip);
  return g_test_run ();
}
