/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Fifty desks that spend one gift card at once, each through the door of the desks, with amounts that
 * do not add up to what is on it. The judge adds up the ledger and what the desks were told, and trusts
 * no trigger. It has to find a fault when the guard is taken away, or it proves nothing.
 */
#include "shared-salon.h"

#include <string.h>

#define N_DESKS 50
#define N_TRIES 3
#define SOLD_CENTS 5000

static PostgresFixture *server;

typedef struct
{
  SharedSalon *salon;
  int number;
  int cents; /* each time */
  int n_spent;
  int n_refused;
} Spender;

static gpointer
spend (gpointer data)
{
  Spender *self = data;
  g_autofree char *digits = g_strdup_printf ("%04d", self->number);
  g_autoptr (Desk) desk = desk_new (self->salon, digits, digits);

  for (int i = 0; i < N_TRIES; i++)
    {
      g_autofree char *edit = g_strdup_printf (
        "{\"op\":\"insert\",\"table\":\"gift_card_movements\","
        "\"id\":\"d0000000-0000-4000-8000-%08d%04d\",\"set\":{"
        "\"card_id\":\"" ID ("c", "0001") "\",\"kind\":\"debit\",\"amount\":\"-%d.%02d\","
                                          "\"at\":\"2026-03-12T09:30:00Z\"},\"was\":{}}",
        self->number, i, self->cents / 100, self->cents % 100);
      g_autofree char *told = desk_push (desk, edit);

      if (g_str_equal (told, "applied"))
        self->n_spent++;
      else
        {
          g_assert_true (g_str_has_prefix (told, "conflict no_balance"));
          self->n_refused++;
        }
    }
  return NULL;
}

/* What the desks were told they have spent. */
static int
run_race (SharedSalon *salon)
{
  Spender spenders[N_DESKS];
  GThread *threads[N_DESKS];
  int told = 0, n_refused = 0;

  for (int i = 0; i < N_DESKS; i++)
    {
      spenders[i] = (Spender) { .salon = salon, .number = i + 1, .cents = 91 + i };
      threads[i] = g_thread_new ("desk", spend, &spenders[i]);
    }
  for (int i = 0; i < N_DESKS; i++)
    {
      g_thread_join (threads[i]);
      told += spenders[i].n_spent * spenders[i].cents;
      n_refused += spenders[i].n_refused;
    }
  g_test_message ("%d cents, %d refused", told, n_refused);
  g_assert_cmpint (n_refused, >, 0);
  return told;
}

static int
sum_ledger (SharedSalon *salon)
{
  return (int) fixture_read_int (
    salon->owner,
    "SELECT (coalesce (sum (amount), 0) * 100)::bigint FROM public.gift_card_movements");
}

static void
test_race (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) seller = desk_new (salon, "0099", "Seller");
  int told = 0;

  assert_told (seller,
               CARD (ID ("c", "0001"), "SERA-105V-219M") "," MOVEMENT (
                 ID ("d", "0001"), ID ("c", "0001"), "issue", "50.00"),
               "applied");
  told = run_race (salon);
  /* Never below zero, and nearly all of it: the least amount would not have fitted any more. */
  g_assert_cmpint (told, <=, SOLD_CENTS);
  g_assert_cmpint (told, >, SOLD_CENTS - 141);
  g_assert_cmpint (sum_ledger (salon), ==, SOLD_CENTS - told);
}

/* The judge must be able to lose: without the guard's lock the card would be spent twice. */
static void
test_judge (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) seller = desk_new (salon, "0099", "Seller");

  assert_told (seller,
               CARD (ID ("c", "0001"), "SERA-105V-219M") "," MOVEMENT (
                 ID ("d", "0001"), ID ("c", "0001"), "issue", "50.00"),
               "applied");
  fixture_execute (salon->owner, "DROP TRIGGER gift_card_movements_guard ON gift_card_movements");
  assert_told (seller, MOVEMENT (ID ("d", "0002"), ID ("c", "0001"), "debit", "-60.00"), "applied");
  g_assert_cmpint (sum_ledger (salon), <, 0);
}

/* Two desks that were offline take back the same debit. */
static void
test_taken_back_by_two (void)
{
  g_autoptr (SharedSalon) salon = shared_salon_new (server);
  g_autoptr (Desk) here = desk_new (salon, "0001", "Here");
  g_autoptr (Desk) there = desk_new (salon, "0002", "There");
  g_autofree char *told = NULL;

#define BACK(id)                                                                                   \
  INSERT ("gift_card_movements", id,                                                               \
          "\"card_id\":\"" ID ("c", "0001") "\",\"kind\":\"credit\",\"amount\":\"20.00\","         \
                                            "\"at\":\"2026-03-12T09:30:00Z\","                     \
                                            "\"reverses\":\"" ID ("d", "0002") "\"")
  assert_told (here,
               CARD (ID ("c", "0001"), "SERA-105V-219M") "," MOVEMENT (
                 ID ("d", "0001"), ID ("c", "0001"), "issue", "50.00"),
               "applied");
  assert_told (here, MOVEMENT (ID ("d", "0002"), ID ("c", "0001"), "debit", "-20.00"), "applied");
  assert_told (here, BACK (ID ("d", "0003")), "applied");
  told = desk_push (there, BACK (ID ("d", "0004")));
  g_assert_true (g_str_has_prefix (told, "conflict changed gift_card"));
  g_assert_cmpint (sum_ledger (salon), ==, SOLD_CENTS);
  /* The note of a movement can be forgotten through the door, and nothing else. */
  assert_told (here,
               UPDATE ("gift_card_movements", ID ("d", "0002"), "\"note\":null", "\"note\":\"x\""),
               "applied");
  g_free (g_steal_pointer (&told));
  told = desk_push (here, UPDATE ("gift_card_movements", ID ("d", "0002"), "\"note\":\"y\"",
                                  "\"note\":null"));
  g_assert_true (g_str_has_prefix (told, "rejected bad_value"));
#undef BACK
}

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);

  server = postgres_fixture_new ();
  g_test_add_func ("/salon/ledger-race/fifty-desks-never-go-below-zero", test_race);
  g_test_add_func ("/salon/ledger-race/judge-finds-what-the-guard-prevents", test_judge);
  g_test_add_func ("/salon/ledger-race/two-desks-take-back-one-debit-once", test_taken_back_by_two);
  status = g_test_run ();
  postgres_fixture_free (server);
  return status;
}
