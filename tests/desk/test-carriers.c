/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keys of messages in a keyring, and what is known without one: nothing is lost unsaid. */
#include "carriers/salon-carriers.h"

#include "fake-secrets.h"

typedef struct
{
  FakeSecrets *secrets;
  SalonCarriers *carriers;
  guint n_changed;
  guint n_lost;
} Fixture;

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
begin (Fixture *self)
{
  self->carriers = salon_carriers_new ();
  self->n_changed = 0;
  g_signal_connect_swapped (self->carriers, "changed", G_CALLBACK (count_cb), &self->n_changed);
  g_signal_connect_swapped (self->carriers, "lost", G_CALLBACK (count_cb), &self->n_lost);
  salon_carriers_start (self->carriers);
  while (self->n_changed == 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
end (Fixture *self)
{
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (self->carriers);
}

static void
set_up (Fixture *self, gconstpointer mood)
{
  self->secrets = fake_secrets_new ((FakeSecretsMood) GPOINTER_TO_INT (mood));
  self->n_lost = 0;
}

static void
tear_down (Fixture *self, gconstpointer mood)
{
  end (self);
  fake_secrets_free (self->secrets);
}

/* Until it is known what became of it. */
static void
type_key (Fixture *self, const char *key, guint n_changed)
{
  g_autoptr (GHashTable) values = salon_carriers_copy_values (self->carriers);

  g_hash_table_insert (values, g_strdup ("SENDGRID_API_KEY"), g_strdup (key));
  self->n_changed = 0;
  salon_carriers_set (self->carriers, values);
  while (self->n_changed < n_changed)
    g_main_context_iteration (NULL, TRUE);
}

static void
assert_key (Fixture *self, const char *key)
{
  g_assert_cmpstr (salon_carriers_get (self->carriers, "SENDGRID_API_KEY"), ==, key);
}

static void
test_kept (Fixture *self, gconstpointer mood)
{
  begin (self);
  g_assert_false (salon_carriers_is_closed (self->carriers));
  type_key (self, "SG.1", 1);
  while (fake_secrets_get (self->secrets) == NULL)
    g_main_context_iteration (NULL, TRUE);
  end (self);

  begin (self);
  assert_key (self, "SG.1");
  g_assert_false (salon_carriers_is_lost (self->carriers));
  g_assert_false (salon_carriers_is_closed (self->carriers));
  g_assert_cmpuint (self->n_lost, ==, 0);
}

/* There is no keyring, or it takes nothing: it works until the end, and that is said, once. */
static void
test_lost (Fixture *self, gconstpointer mood)
{
  begin (self);
  /* Nothing was kept here, so nothing is missed. */
  g_assert_false (salon_carriers_is_closed (self->carriers));
  g_assert_false (salon_carriers_is_lost (self->carriers));
  type_key (self, "SG.1", 2);
  assert_key (self, "SG.1");
  g_assert_true (salon_carriers_has (self->carriers, SALON_MESSAGE_EMAIL));
  g_assert_true (salon_carriers_is_lost (self->carriers));
  g_assert_cmpuint (self->n_lost, ==, 1);

  /* It comes back: nothing is lost any more. */
  fake_secrets_set_mood (self->secrets, FAKE_SECRETS_OPEN);
  type_key (self, "SG.2", 2);
  g_assert_false (salon_carriers_is_lost (self->carriers));
  g_assert_nonnull (strstr (fake_secrets_get (self->secrets), "SG.2"));
  g_assert_cmpuint (self->n_lost, ==, 1);
}

/* What is in it stays there, for the next time; and it is not taken for nothing. */
static void
test_closed (Fixture *self, gconstpointer mood)
{
  fake_secrets_put (self->secrets, "{\"SENDGRID_API_KEY\":\"SG.1\"}");
  begin (self);
  g_assert_cmpuint (fake_secrets_count_questions (self->secrets), ==, 1);
  assert_key (self, NULL);
  g_assert_true (salon_carriers_is_closed (self->carriers));
  g_assert_false (salon_carriers_is_lost (self->carriers));
  g_assert_nonnull (strstr (fake_secrets_get (self->secrets), "SG.1"));

  type_key (self, "SG.2", 2);
  assert_key (self, "SG.2");
  g_assert_true (salon_carriers_is_lost (self->carriers));
  g_assert_false (salon_carriers_is_closed (self->carriers));
  g_assert_nonnull (strstr (fake_secrets_get (self->secrets), "SG.1"));
  end (self);

  fake_secrets_set_mood (self->secrets, FAKE_SECRETS_OPEN);
  begin (self);
  assert_key (self, "SG.1");
  g_assert_false (salon_carriers_is_closed (self->carriers));
}

#define ADD(path, mood, function)                                                                  \
  g_test_add ("/salon/carriers/" path, Fixture, GINT_TO_POINTER (mood), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  fake_secrets_start_bus ();
  ADD ("what-is-typed-is-there-the-next-time", FAKE_SECRETS_OPEN, test_kept);
  ADD ("without-a-keyring-it-lasts-until-the-end", FAKE_SECRETS_NONE, test_lost);
  ADD ("a-keyring-that-takes-nothing-is-told", FAKE_SECRETS_FULL, test_lost);
  ADD ("a-keyring-that-stays-closed-is-told", FAKE_SECRETS_DISMISSED, test_closed);
  status = g_test_run ();
  fake_secrets_stop_bus ();
  return status;
}
