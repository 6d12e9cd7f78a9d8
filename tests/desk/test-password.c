/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The password of a shared salon in a keyring: kept and found, or it is known that it was not. */
#include "sync/salon-password.h"

#include <libsecret/secret.h>

#include "fake-secrets.h"

typedef struct
{
  FakeSecrets *secrets;
  SalonConnectionSettings *settings;
  GAsyncResult *result;
} Fixture;

static void
set_up (Fixture *self, gconstpointer mood)
{
  self->secrets = fake_secrets_new ((FakeSecretsMood) GPOINTER_TO_INT (mood));
  self->settings =
    salon_connection_settings_from_uri ("postgresql://zoe@salon.example/beaute", NULL);
  g_set_str (&self->settings->password, "secret-42");
}

static void
tear_down (Fixture *self, gconstpointer mood)
{
  salon_connection_settings_free (self->settings);
  fake_secrets_free (self->secrets);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  ((Fixture *) data)->result = g_object_ref (result);
}

static void
wait_for_result (Fixture *self)
{
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
}

static gboolean
keep (Fixture *self, GError **error)
{
  gboolean is_kept;

  salon_password_keep_async (self->settings, NULL, done_cb, self);
  wait_for_result (self);
  is_kept = salon_password_keep_finish (self->result, error);
  g_clear_object (&self->result);
  return is_kept;
}

static char *
find (Fixture *self, GError **error)
{
  char *password = NULL;

  salon_password_find_async (self->settings, NULL, done_cb, self);
  wait_for_result (self);
  password = salon_password_find_finish (self->result, error);
  g_clear_object (&self->result);
  return password;
}

static void
test_kept (Fixture *self, gconstpointer mood)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *password = NULL;

  g_assert_true (keep (self, &error));
  g_assert_no_error (error);
  password = find (self, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (password, ==, "secret-42");
}

static void
test_not_kept (Fixture *self, gconstpointer mood)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (keep (self, &error));
  g_assert_nonnull (error);
  g_assert_null (fake_secrets_get (self->secrets));
}

/* Whoever sends the question away has no password, and the one that is kept stays. */
static void
test_closed (Fixture *self, gconstpointer mood)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *password = NULL;

  fake_secrets_put (self->secrets, "secret-41");
  password = find (self, NULL);
  g_assert_null (password);
  g_assert_false (keep (self, &error));
  g_assert_nonnull (error);
  g_assert_cmpstr (fake_secrets_get (self->secrets), ==, "secret-41");
  g_assert_cmpuint (fake_secrets_count_questions (self->secrets), >, 1);
}

#define ADD(path, mood, function)                                                                  \
  g_test_add ("/salon/password/" path, Fixture, GINT_TO_POINTER (mood), set_up, function, tear_down)

int
main (int argc, char **argv)
{
  int status;

  g_test_init (&argc, &argv, NULL);
  fake_secrets_start_bus ();
  ADD ("what-is-kept-is-found", FAKE_SECRETS_OPEN, test_kept);
  ADD ("without-a-keyring-that-is-said", FAKE_SECRETS_NONE, test_not_kept);
  ADD ("a-keyring-that-takes-nothing-is-told", FAKE_SECRETS_FULL, test_not_kept);
  ADD ("a-keyring-that-stays-closed-is-told", FAKE_SECRETS_DISMISSED, test_closed);
  status = g_test_run ();
  fake_secrets_stop_bus ();
  return status;
}
