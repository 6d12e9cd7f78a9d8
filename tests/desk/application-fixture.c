/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "application-fixture.h"

#include <glib/gstdio.h>

#include "full-disk.h"
#include "shown-labels.h"

typedef struct
{
  ApplicationFixture *fixture;
  SalonApplication *application;
  void (*story) (ApplicationFixture *fixture, SalonApplication *application);
} Start;

void
application_fixture_set_up (ApplicationFixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new ("fr.serenaia_beaute.Salon");
  g_settings_reset (fixture->settings, "salon-file");
  fixture->folder = g_build_filename (g_get_user_data_dir (), "serenaia", NULL);
  fixture->own = g_build_filename (fixture->folder, "salon.db", NULL);
  fixture->sample = g_build_filename (fixture->folder, "sample.db", NULL);
}

static void
remove_files (const char *path)
{
  g_autofree char *log = g_strconcat (path, "-wal", NULL);
  g_autofree char *index = g_strconcat (path, "-shm", NULL);

  g_unlink (path);
  g_unlink (log);
  g_unlink (index);
}

static void
remove_backups (ApplicationFixture *fixture)
{
  g_autofree char *folder = g_build_filename (fixture->folder, "backups", NULL);
  g_autoptr (GDir) directory = g_dir_open (folder, 0, NULL);
  const char *name;

  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_unlink (path);
    }
  g_rmdir (folder);
}

void
application_fixture_tear_down (ApplicationFixture *fixture, gconstpointer data)
{
  full_disk_set (FALSE);
  g_chmod (fixture->folder, 0700);
  remove_backups (fixture);
  remove_files (fixture->own);
  remove_files (fixture->sample);
  g_rmdir (fixture->folder);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
  g_object_unref (fixture->settings);
  g_free (fixture->folder);
  g_free (fixture->own);
  g_free (fixture->sample);
}

SalonWindow *
application_fixture_get_window (SalonApplication *application)
{
  GList *windows = gtk_application_get_windows (GTK_APPLICATION (application));

  g_assert_cmpuint (g_list_length (windows), ==, 1);
  return SALON_WINDOW (windows->data);
}

void
application_fixture_wait (SalonApplication *application, const char *text)
{
  GList *windows;

  do
    {
      g_main_context_iteration (NULL, TRUE);
      windows = gtk_application_get_windows (GTK_APPLICATION (application));
    }
  while (windows == NULL || shown_labels_find (GTK_WIDGET (windows->data), text) == NULL);
}

static gboolean
tell_story (gpointer user_data)
{
  Start *start = user_data;

  start->story (start->fixture, start->application);
  if (gtk_application_get_windows (GTK_APPLICATION (start->application)) != NULL)
    g_action_group_activate_action (G_ACTION_GROUP (start->application), "quit", NULL);
  return G_SOURCE_REMOVE;
}

static void
activated_cb (SalonApplication *application, Start *start)
{
  g_signal_handlers_disconnect_by_func (application, activated_cb, start);
  g_idle_add (tell_story, start);
}

void
application_fixture_run (ApplicationFixture *fixture,
                         const char *option,
                         void (*story) (ApplicationFixture *fixture, SalonApplication *application))
{
  Start start = { fixture, salon_application_new (), story };
  char *argv[] = { (char *) "serenaia", (char *) option, NULL };

  g_application_set_flags (G_APPLICATION (start.application), G_APPLICATION_NON_UNIQUE);
  g_signal_connect_after (start.application, "activate", G_CALLBACK (activated_cb), &start);
  g_assert_cmpint (
    g_application_run (G_APPLICATION (start.application), option != NULL ? 2 : 1, argv), ==, 0);
  g_assert_finalize_object (start.application);
}
