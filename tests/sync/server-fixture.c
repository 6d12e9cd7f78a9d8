/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "server-fixture.h"

#include <signal.h>
#include <sys/prctl.h>

/* bcrypt's hash of the password, at the least cost that it knows. */
#define ADD_OWNER                                                                                  \
  "INSERT INTO users (email, hashed_password, full_name, is_superuser) VALUES "                    \
  "('" SERVER_FIXTURE_EMAIL "', "                                                                  \
  "'$2b$04$abcdefghijklmnopqrstuug1RFYKG5PPPLh6/pOrznjhZbe2Z2Txa', 'Owner', TRUE)"

static void
die_with_parent (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static GSubprocess *
spawn (ServerFixture *self, const char *secret)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_SILENCE);
  g_autoptr (SalonConnectionSettings) place =
    postgres_fixture_dup_settings (self->postgres, self->database, NULL);
  g_autofree char *url = salon_connection_settings_to_uri (place);
  g_autofree char *port = g_strdup_printf ("%u", self->port);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = NULL;

  g_subprocess_launcher_setenv (launcher, "DATABASE_URL", url, TRUE);
  g_subprocess_launcher_setenv (launcher, "SECRET_KEY", secret, TRUE);
  g_subprocess_launcher_setenv (launcher, "PORT", port, TRUE);
  g_subprocess_launcher_setenv (launcher, "LISTEN_ADDRESS", "127.0.0.1", TRUE);
  g_subprocess_launcher_setenv (launcher, "RATE_LIMITS", "off", TRUE);
  for (char **more = self->environment; more != NULL && *more != NULL; more++)
    {
      g_auto (GStrv) parts = g_strsplit (*more, "=", 2);

      g_subprocess_launcher_setenv (launcher, parts[0], parts[1], TRUE);
    }
  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  process = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("SALON_SERVER"), "serve",
                                         self->environment != NULL ? "--with-worker" : NULL, NULL);
  g_assert_no_error (error);
  return process;
}

/* "Listening on http://127.0.0.1:40001" */
static void
read_address (ServerFixture *self)
{
  g_autoptr (GDataInputStream) output =
    g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line (output, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "Listening on "));
  g_set_str (&self->address, line + strlen ("Listening on "));
  self->port = (guint) g_ascii_strtoull (strrchr (line, ':') + 1, NULL, 10);
  g_assert_cmpuint (self->port, >, 0);
}

void
server_fixture_start (ServerFixture *self, const char *secret)
{
  g_assert_null (self->process);
  self->process = spawn (self, secret);
  read_address (self);
}

void
server_fixture_kill (ServerFixture *self)
{
  g_subprocess_force_exit (self->process);
  g_subprocess_wait (self->process, NULL, NULL);
  g_clear_object (&self->process);
}

void
server_fixture_set_up (ServerFixture *self, PostgresFixture *postgres)
{
  server_fixture_set_up_with (self, postgres, NULL);
}

void
server_fixture_set_up_with (ServerFixture *self, PostgresFixture *postgres, char **environment)
{
  *self = (ServerFixture) { .postgres = postgres, .environment = environment };
  self->database = postgres_fixture_create_salon (postgres);
  postgres_fixture_execute (postgres, self->database, ADD_OWNER);
  server_fixture_start (self, "0123456789abcdef0123456789abcdef");
}

void
server_fixture_tear_down (ServerFixture *self)
{
  if (self->process != NULL)
    {
      g_autoptr (GError) error = NULL;

      g_subprocess_send_signal (self->process, SIGTERM);
      g_subprocess_wait_check (self->process, NULL, &error);
      g_assert_no_error (error);
    }
  g_clear_object (&self->process);
  g_free (self->database);
  g_free (self->address);
}

static char *
find_token (gpointer user_data)
{
  ServerFixtureKeyring *keyring = user_data;

  return g_strdup (keyring->token);
}

static void
keep_token (const char *token, gpointer user_data)
{
  ServerFixtureKeyring *keyring = user_data;

  g_set_str (&keyring->token, token);
  keyring->n_kept++;
}

SalonRestSignIn *
server_fixture_make_sign_in (ServerFixtureKeyring *keyring)
{
  return salon_rest_sign_in_new (
    &(SalonRestKeeper) { .find = find_token, .keep = keep_token, .user_data = keyring });
}

void
server_fixture_clear_keyring (ServerFixtureKeyring *keyring)
{
  g_clear_pointer (&keyring->token, g_free);
}

SalonRemote *
server_fixture_make_remote (ServerFixture *self, ServerFixtureKeyring *keyring)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonRestSignIn) sign_in = server_fixture_make_sign_in (keyring);
  g_autoptr (SalonRestClient) client =
    salon_rest_client_new (self->address, NULL, SALON_REST_REMOTE_SILENCE_S, &error);

  g_assert_no_error (error);
  salon_rest_sign_in_begin (sign_in, client, SERVER_FIXTURE_EMAIL, SERVER_FIXTURE_PASSWORD, NULL,
                            &error);
  g_assert_no_error (error);
  return SALON_REMOTE (salon_rest_remote_new (self->address, NULL, sign_in));
}
