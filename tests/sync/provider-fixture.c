/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "provider-fixture.h"

#include <signal.h>
#include <sys/prctl.h>

static void
die_with_parent (gpointer unused)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
}

static char *
read_line (ProviderFixture *self)
{
  g_autoptr (GError) error = NULL;
  char *line = g_data_input_stream_read_line (self->answers, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  return line;
}

void
provider_fixture_set_up (ProviderFixture *self)
{
  g_autoptr (GSubprocessLauncher) launcher =
    g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;

  g_subprocess_launcher_set_child_setup (launcher, die_with_parent, NULL, NULL);
  g_subprocess_launcher_setenv (launcher, "PYTHONDONTWRITEBYTECODE", "1", TRUE);
  self->process =
    g_subprocess_launcher_spawn (launcher, &error, "python3", g_getenv ("SALON_PROVIDER"), NULL);
  g_assert_no_error (error);
  self->answers = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->process));
  line = read_line (self);
  self->environment = g_strsplit (line, "\t", -1);
}

char *
provider_fixture_tell (ProviderFixture *self, const char *format, ...)
{
  GOutputStream *input = g_subprocess_get_stdin_pipe (self->process);
  g_autofree char *words = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  va_list values;

  va_start (values, format);
  words = g_strdup_vprintf (format, values);
  va_end (values);
  line = g_strconcat (words, "\n", NULL);
  g_output_stream_write_all (input, line, strlen (line), NULL, NULL, &error);
  g_assert_no_error (error);
  return read_line (self);
}

gint64
provider_fixture_count (ProviderFixture *self, const char *line)
{
  g_autofree char *answer = provider_fixture_tell (self, "%s", line);

  return g_ascii_strtoll (answer, NULL, 10);
}

void
provider_fixture_tear_down (ProviderFixture *self)
{
  g_autofree char *complaints = provider_fixture_tell (self, "complaints");
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (complaints, ==, "");
  g_output_stream_close (g_subprocess_get_stdin_pipe (self->process), NULL, NULL);
  g_subprocess_wait_check (self->process, NULL, &error);
  g_assert_no_error (error);
  g_clear_object (&self->answers);
  g_clear_object (&self->process);
  g_strfreev (self->environment);
}
