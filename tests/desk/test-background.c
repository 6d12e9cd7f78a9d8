/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asking to run without a window: a portal of our own on a bus of its own, and a folder. */
#include "window/salon-background.h"

#include <glib/gstdio.h>

#define REQUEST "org.freedesktop.portal.Request"

static const char portal_xml[] =
  "<node><interface name='org.freedesktop.portal.Background'>"
  "<method name='RequestBackground'><arg type='s' direction='in'/><arg type='a{sv}' direction='in'/>"
  "<arg type='o' direction='out'/></method></interface></node>";

typedef struct
{
  GTestDBus *bus;
  GDBusConnection *portal; /* the portal's own connection */
  GDBusNodeInfo *node;
  guint registration;

  /* What it answers, and what it was asked. */
  guint answer;
  gboolean may_run;
  gboolean has_failed;
  gboolean asked_for_start;
  char *command;

  GAsyncResult *result;
} Fixture;

static void
answer (Fixture *self, const char *sender, const char *path)
{
  GVariantBuilder results;

  g_variant_builder_init (&results, G_VARIANT_TYPE_VARDICT);
  g_variant_builder_add (&results, "{sv}", "background", g_variant_new_boolean (self->may_run));
  g_dbus_connection_emit_signal (self->portal, sender, path, REQUEST, "Response",
                                 g_variant_new ("(ua{sv})", self->answer, &results), NULL);
}

static void
called_cb (GDBusConnection *connection,
           const char *sender,
           const char *path,
           const char *interface,
           const char *method,
           GVariant *parameters,
           GDBusMethodInvocation *invocation,
           gpointer data)
{
  Fixture *self = data;
  g_autoptr (GVariant) options = NULL;
  g_auto (GStrv) command = NULL;
  g_autofree char *name = g_strdelimit (g_strdup (sender + 1), ".", '_');
  g_autofree char *token = NULL;
  g_autofree char *request = NULL;

  if (self->has_failed)
    {
      g_dbus_method_invocation_return_error_literal (invocation, G_DBUS_ERROR, G_DBUS_ERROR_FAILED,
                                                     "out of order");
      return;
    }
  g_variant_get (parameters, "(s@a{sv})", NULL, &options);
  g_assert_true (g_variant_lookup (options, "handle_token", "s", &token));
  g_assert_true (g_variant_lookup (options, "autostart", "b", &self->asked_for_start));
  g_assert_true (g_variant_lookup (options, "commandline", "^as", &command));
  g_free (self->command);
  self->command = g_strjoinv (" ", command);
  request = g_strdup_printf ("/org/freedesktop/portal/desktop/request/%s/%s", name, token);
  /* Before the call is answered: whoever listens only afterwards waits for ever. */
  answer (self, sender, request);
  g_dbus_method_invocation_return_value (invocation, g_variant_new ("(o)", request));
}

static void
open_portal (Fixture *self)
{
  static const GDBusInterfaceVTable table = { .method_call = called_cb };
  g_autoptr (GVariant) owned = NULL;
  g_autoptr (GError) error = NULL;

  self->portal = g_dbus_connection_new_for_address_sync (
    g_test_dbus_get_bus_address (self->bus),
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  self->node = g_dbus_node_info_new_for_xml (portal_xml, &error);
  g_assert_no_error (error);
  self->registration =
    g_dbus_connection_register_object (self->portal, "/org/freedesktop/portal/desktop",
                                       self->node->interfaces[0], &table, self, NULL, &error);
  g_assert_no_error (error);
  owned =
    g_dbus_connection_call_sync (self->portal, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                 "org.freedesktop.DBus", "RequestName",
                                 g_variant_new ("(su)", "org.freedesktop.portal.Desktop", 0), NULL,
                                 G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer unused)
{
  self->bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (self->bus);
  open_portal (self);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_dbus_connection_unregister_object (self->portal, self->registration);
  g_dbus_connection_close_sync (self->portal, NULL, NULL);
  g_clear_object (&self->portal);
  g_dbus_node_info_unref (self->node);
  g_clear_object (&self->result);
  g_free (self->command);
  g_test_dbus_down (self->bus);
  g_object_unref (self->bus);
}

static void
requested_cb (GObject *source, GAsyncResult *result, gpointer data)
{
  *(GAsyncResult **) data = g_object_ref (result);
}

static gboolean
request (Fixture *self, gboolean is_sandboxed, gboolean is_wanted, GError **error)
{
  g_clear_object (&self->result);
  salon_background_request_async (is_sandboxed, is_wanted, NULL, requested_cb, &self->result);
  while (self->result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return salon_background_request_finish (self->result, error);
}

static void
test_the_portal_says_yes (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  self->may_run = TRUE;
  g_assert_true (request (self, TRUE, TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (self->asked_for_start);
  g_assert_cmpstr (self->command, ==, "serenaia --gapplication-service");
}

static void
test_the_portal_says_no (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  self->answer = 1;
  g_assert_false (request (self, TRUE, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
  g_clear_error (&error);
  /* It may answer, and yet not let us. */
  self->answer = 0;
  self->may_run = FALSE;
  g_assert_false (request (self, TRUE, TRUE, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED);
}

static void
test_giving_it_up_is_not_refused (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (request (self, TRUE, FALSE, &error));
  g_assert_no_error (error);
  g_assert_false (self->asked_for_start);
}

static void
test_a_portal_that_fails_is_told (Fixture *self, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  self->has_failed = TRUE;
  g_assert_false (request (self, TRUE, TRUE, &error));
  g_assert_error (error, G_DBUS_ERROR, G_DBUS_ERROR_FAILED);
}

static void
test_outside_a_sandbox_there_is_a_file (Fixture *self, gconstpointer unused)
{
  g_autofree char *folder = g_build_filename (g_get_user_config_dir (), "autostart", NULL);
  g_autofree char *path = g_build_filename (folder, "fr.serenaia_beaute.Salon.desktop", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (request (self, FALSE, TRUE, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "Exec=serenaia --gapplication-service\n"));
  g_assert_null (self->command);

  g_assert_true (request (self, FALSE, FALSE, &error));
  g_assert_false (g_file_test (path, G_FILE_TEST_EXISTS));
  /* Twice is as good as once. */
  g_assert_true (request (self, FALSE, FALSE, &error));
  g_assert_no_error (error);

  /* A file where the folder should be: nobody may write there. */
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  g_assert_true (g_file_set_contents (folder, "", 0, NULL));
  g_assert_false (request (self, FALSE, TRUE, &error));
  g_assert_nonnull (error);
  g_assert_cmpint (g_unlink (folder), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/background/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("the-portal-says-yes", test_the_portal_says_yes);
  ADD ("the-portal-says-no", test_the_portal_says_no);
  ADD ("giving-it-up-is-not-refused", test_giving_it_up_is_not_refused);
  ADD ("a-portal-that-fails-is-told", test_a_portal_that_fails_is_told);
  ADD ("outside-a-sandbox-there-is-a-file", test_outside_a_sandbox_there_is_a_file);
  return g_test_run ();
}
