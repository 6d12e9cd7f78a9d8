/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The portal answers twice: the call gives the path of a request, and the request's signal gives what
 * came of it. The path is known before (it is made of our name on the bus and a token of ours), so we
 * listen before we ask: the answer may come first.
 */
#include "salon-background.h"

#include <errno.h>
#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#define PORTAL_NAME "org.freedesktop.portal.Desktop"
#define PORTAL_PATH "/org/freedesktop/portal/desktop"
#define TOKEN "serenaia_background"
/* The program by its name: this is what the file of the applications menu says, too. */
#define PROGRAM "serenaia"
#define WITHOUT_WINDOW "--gapplication-service"

gboolean
salon_background_is_sandboxed (void)
{
  return g_file_test ("/.flatpak-info", G_FILE_TEST_EXISTS);
}

/* --- A file of the autostart folder --- */

static gboolean
write_autostart (const char *folder, const char *path, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  const char *group = G_KEY_FILE_DESKTOP_GROUP;

  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", folder,
                   g_strerror (errno));
      return FALSE;
    }
  g_key_file_set_string (file, group, G_KEY_FILE_DESKTOP_KEY_TYPE, "Application");
  g_key_file_set_string (file, group, G_KEY_FILE_DESKTOP_KEY_NAME, _ ("Sérénaïa"));
  g_key_file_set_string (file, group, G_KEY_FILE_DESKTOP_KEY_ICON, APPLICATION_ID);
  g_key_file_set_string (file, group, G_KEY_FILE_DESKTOP_KEY_EXEC, PROGRAM " " WITHOUT_WINDOW);
  g_key_file_set_boolean (file, group, "X-GNOME-Autostart-enabled", TRUE);
  return g_key_file_save_to_file (file, path, error);
}

/* A file that is not there is as good as one that was taken away. */
static gboolean
remove_autostart (const char *path, GError **error)
{
  if (g_unlink (path) == 0 || errno == ENOENT)
    return TRUE;
  g_set_error (error, G_IO_ERROR, g_io_error_from_errno (errno), "%s: %s", path,
               g_strerror (errno));
  return FALSE;
}

static void
set_autostart (GTask *task, gboolean is_wanted)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "autostart", NULL);
  g_autofree char *path = g_build_filename (folder, APPLICATION_ID ".desktop", NULL);
  GError *error = NULL;
  gboolean done =
    is_wanted ? write_autostart (folder, path, &error) : remove_autostart (path, &error);

  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* --- The portal --- */

typedef struct
{
  GDBusConnection *bus;
  guint subscription;
  gboolean is_wanted;
} Question;

static void
stop_listening (Question *question)
{
  if (question->subscription != 0)
    g_dbus_connection_signal_unsubscribe (question->bus, question->subscription);
  question->subscription = 0;
}

static void
question_free (gpointer data)
{
  Question *question = data;

  stop_listening (question);
  g_clear_object (&question->bus);
  g_free (question);
}

/* (ua{sv}): 0 is yes, 1 she said no, 2 it ended in another way. */
static void
answered_cb (GDBusConnection *bus,
             const char *sender,
             const char *path,
             const char *interface,
             const char *signal,
             GVariant *parameters,
             gpointer data)
{
  GTask *task = data;
  Question *question = g_task_get_task_data (task);
  g_autoptr (GVariant) results = NULL;
  gboolean may_run = FALSE;
  guint answer = 2;

  /* A signal that was on its way when nobody listened any more. */
  if (question->subscription == 0)
    return;
  if (g_variant_is_of_type (parameters, G_VARIANT_TYPE ("(ua{sv})")))
    g_variant_get (parameters, "(u@a{sv})", &answer, &results);
  if (results != NULL)
    g_variant_lookup (results, "background", "b", &may_run);
  /* Giving it up cannot be refused. */
  if (answer == 0 && (may_run || !question->is_wanted))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED,
                             "the portal said no (%u)", answer);
  /* Lets go of the task, too. */
  stop_listening (question);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Question *question = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GVariant) reply =
    g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  /* Its answer may overtake this: what comes after it changes nothing. */
  if (reply != NULL || question->subscription == 0)
    {
      g_clear_error (&error);
      return;
    }
  g_dbus_error_strip_remote_error (error);
  g_task_return_error (task, error);
  stop_listening (question);
}

static char *
make_request_path (GDBusConnection *bus)
{
  g_autofree char *sender = g_strdup (g_dbus_connection_get_unique_name (bus) + 1);

  return g_strdup_printf (PORTAL_PATH "/request/%s/" TOKEN, g_strdelimit (sender, ".", '_'));
}

static GVariant *
make_options (gboolean is_wanted)
{
  static const char *const command[] = { PROGRAM, WITHOUT_WINDOW, NULL };
  GVariantBuilder options;

  g_variant_builder_init (&options, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&options, "{sv}", "handle_token", g_variant_new_string (TOKEN));
  g_variant_builder_add (&options, "{sv}", "reason",
                         g_variant_new_string (
                           _ ("Messages to clients go out while the window is closed")));
  g_variant_builder_add (&options, "{sv}", "autostart", g_variant_new_boolean (is_wanted));
  g_variant_builder_add (&options, "{sv}", "commandline", g_variant_new_strv (command, -1));
  g_variant_builder_add (&options, "{sv}", "dbus-activatable", g_variant_new_boolean (FALSE));
  return g_variant_builder_end (&options);
}

static void
got_bus_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (GTask) task = data;
  Question *question = g_task_get_task_data (task);
  g_autofree char *path = NULL;
  GError *error = NULL;

  question->bus = g_bus_get_finish (result, &error);
  if (question->bus == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  path = make_request_path (question->bus);
  question->subscription = g_dbus_connection_signal_subscribe (
    question->bus, PORTAL_NAME, "org.freedesktop.portal.Request", "Response", path, NULL,
    G_DBUS_SIGNAL_FLAGS_NONE, answered_cb, g_object_ref (task), g_object_unref);
  g_dbus_connection_call (question->bus, PORTAL_NAME, PORTAL_PATH,
                          "org.freedesktop.portal.Background", "RequestBackground",
                          g_variant_new ("(s@a{sv})", "", make_options (question->is_wanted)),
                          G_VARIANT_TYPE ("(o)"), G_DBUS_CALL_FLAGS_NONE, -1,
                          g_task_get_cancellable (task), asked_cb, g_object_ref (task));
}

void
salon_background_request_async (gboolean is_sandboxed,
                                gboolean is_wanted,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Question *question = NULL;

  g_task_set_source_tag (task, salon_background_request_async);
  if (!is_sandboxed)
    {
      set_autostart (task, is_wanted);
      return;
    }
  question = g_new0 (Question, 1);
  question->is_wanted = is_wanted;
  g_task_set_task_data (task, question, question_free);
  g_bus_get (G_BUS_TYPE_SESSION, cancellable, got_bus_cb, g_steal_pointer (&task));
}

gboolean
salon_background_request_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
