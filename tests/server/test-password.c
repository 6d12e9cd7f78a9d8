/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "server/salon-password.h"

/* The least that bcrypt knows: a test of many computes many. */
#define QUICK 4

static void
test_vector (void)
{
  g_autofree char *hash =
    salon_password_hash_with ("Serenaia-2026!", "$2b$12$abcdefghijklmnopqrstuu");

  g_assert_cmpstr (hash, ==, "$2b$12$abcdefghijklmnopqrstuu0l0nEiJuruzpJ2lQyVGsssox8wMRBeS");
}

static void
test_form (void)
{
  g_autofree char *one = salon_password_hash ("Serenaia-2026!", SALON_PASSWORD_COST);
  g_autofree char *two = salon_password_hash ("Serenaia-2026!", QUICK);
  g_autofree char *three = salon_password_hash ("Serenaia-2026!", QUICK);

  g_assert_true (g_str_has_prefix (one, "$2b$12$"));
  g_assert_cmpuint (strlen (one), ==, 60);
  g_assert_cmpstr (two, !=, three);
}

static void
test_check (void)
{
  g_autoptr (SalonPasswordGate) gate = salon_password_gate_new (2, 2, QUICK);
  g_autofree char *hash = salon_password_hash ("mot de passe", QUICK);

  g_assert_cmpint (salon_password_gate_check (gate, hash, "mot de passe"), ==,
                   SALON_PASSWORD_RIGHT);
  g_assert_cmpint (salon_password_gate_check (gate, hash, "Mot de passe"), ==,
                   SALON_PASSWORD_WRONG);
  g_assert_cmpint (salon_password_gate_check (gate, hash, ""), ==, SALON_PASSWORD_WRONG);
  g_assert_cmpint (salon_password_gate_check (gate, hash, hash), ==, SALON_PASSWORD_WRONG);
}

/* Those of other programs of the salon. */
static void
test_other_kinds (void)
{
  static const char *const kinds[] = { "$2a$04$", "$2b$05$", "$2y$04$" };
  g_autoptr (SalonPasswordGate) gate = salon_password_gate_new (1, 0, QUICK);

  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      g_autofree char *setting = g_strconcat (kinds[i], "abcdefghijklmnopqrstuu", NULL);
      g_autofree char *hash = salon_password_hash_with ("mot de passe", setting);

      g_assert_true (g_str_has_prefix (hash, kinds[i]));
      g_assert_cmpint (salon_password_gate_check (gate, hash, "mot de passe"), ==,
                       SALON_PASSWORD_RIGHT);
    }
}

/* bcrypt alone would not see the end of these. */
static void
test_long_passwords (void)
{
  g_autoptr (SalonPasswordGate) gate = salon_password_gate_new (1, 0, QUICK);
  g_autofree char *letters = g_strnfill (72, 'x');
  g_autofree char *one = g_strconcat (letters, "one", NULL);
  g_autofree char *two = g_strconcat (letters, "two", NULL);
  g_autofree char *hash = salon_password_hash (one, QUICK);
  g_autofree char *exact = salon_password_hash (letters, QUICK);

  g_assert_cmpint (salon_password_gate_check (gate, hash, one), ==, SALON_PASSWORD_RIGHT);
  g_assert_cmpint (salon_password_gate_check (gate, hash, two), ==, SALON_PASSWORD_WRONG);
  g_assert_cmpint (salon_password_gate_check (gate, hash, letters), ==, SALON_PASSWORD_WRONG);
  g_assert_cmpint (salon_password_gate_check (gate, exact, letters), ==, SALON_PASSWORD_RIGHT);
  g_assert_cmpint (salon_password_gate_check (gate, exact, one), ==, SALON_PASSWORD_WRONG);
}

/* As much is computed for nobody as for somebody, and never is nobody let in. */
static void
test_nobody (void)
{
  static const char *const broken[] = {
    NULL,
    "",
    "*0",
    "*1",
    "!",
    "x",
    "$2b$04$",
    "$1$abc$def",
    "$2b$04$abcdefghijklmnopqrstuu",
    "$2x$04$abcdefghijklmnopqrstuu0l0nEiJuruzpJ2lQyVGsssox8wMRBeS"
  };
  g_autoptr (SalonPasswordGate) gate = salon_password_gate_new (1, 0, QUICK);
  g_autofree char *hash = salon_password_hash ("mot de passe", QUICK);
  g_autofree char *endless = g_strnfill (100000, 'x');

  salon_password_gate_check (gate, hash, "wrong");
  g_assert_cmpuint (salon_password_gate_get_n_computed (gate), ==, 1);
  for (gsize i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      g_assert_cmpint (salon_password_gate_check (gate, broken[i], "*0"), ==, SALON_PASSWORD_WRONG);
      g_assert_cmpuint (salon_password_gate_get_n_computed (gate), ==, 2 + i);
    }
  g_assert_cmpint (salon_password_gate_check (gate, hash, endless), ==, SALON_PASSWORD_WRONG);
  g_assert_cmpuint (salon_password_gate_get_n_computed (gate), ==, 2 + G_N_ELEMENTS (broken));
}

typedef struct
{
  SalonPasswordGate *gate;
  const char *hash;
  int n_busy; /* atomic */
  int n_right;
} Crowd;

static gpointer
knock (gpointer user_data)
{
  Crowd *crowd = user_data;

  switch (salon_password_gate_check (crowd->gate, crowd->hash, "mot de passe"))
    {
    case SALON_PASSWORD_BUSY:
      g_atomic_int_inc (&crowd->n_busy);
      break;
    case SALON_PASSWORD_RIGHT:
      g_atomic_int_inc (&crowd->n_right);
      break;
    case SALON_PASSWORD_WRONG:
      g_assert_not_reached ();
    }
  return NULL;
}

/* Each is let in or sent away, and what is computed is what was let in. */
static void
test_crowd (void)
{
  g_autoptr (SalonPasswordGate) gate = salon_password_gate_new (1, 2, QUICK);
  g_autofree char *hash = salon_password_hash ("mot de passe", 8);
  Crowd crowd = { gate, hash, 0, 0 };
  GThread *threads[32];

  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("knock", knock, &crowd);
  for (gsize i = 0; i < G_N_ELEMENTS (threads); i++)
    g_thread_join (threads[i]);
  g_assert_cmpint (crowd.n_busy + crowd.n_right, ==, G_N_ELEMENTS (threads));
  g_assert_cmpint (crowd.n_right, >=, 1);
  g_assert_cmpuint (salon_password_gate_get_n_computed (gate), ==, crowd.n_right);
}

static void
test_faults (void)
{
  g_autofree char *endless = g_strnfill (SALON_PASSWORD_MAX_BYTES + 1, 'x');

  g_assert_null (salon_password_find_fault ("dix lettres"));
  g_assert_null (salon_password_find_fault ("éééééééééé"));
  g_assert_nonnull (salon_password_find_fault ("neuf lett"));
  g_assert_nonnull (salon_password_find_fault (""));
  g_assert_nonnull (salon_password_find_fault (endless));
  g_assert_nonnull (salon_password_find_fault ("latin \xe9\xe8\xe9\xe8"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/salon/password/hash-is-that-of-bcrypt", test_vector);
  g_test_add_func ("/salon/password/hashes-have-the-cost-and-a-salt", test_form);
  g_test_add_func ("/salon/password/only-the-right-one-is-right", test_check);
  g_test_add_func ("/salon/password/hashes-of-other-programs-are-read", test_other_kinds);
  g_test_add_func ("/salon/password/end-of-a-long-one-counts", test_long_passwords);
  g_test_add_func ("/salon/password/as-much-work-for-nobody", test_nobody);
  g_test_add_func ("/salon/password/crowd-is-sent-away", test_crowd);
  g_test_add_func ("/salon/password/new-ones-have-to-be-long-enough", test_faults);

  return g_test_run ();
}
