/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the desktop is told while nobody looks at the window: the notices as they reach the service that
 * GNOME has for them (org.gtk.Notifications), which is played here.
 */
#include "messages/salon-notices.h"

#include <adwaita.h>

#include "page-fixture.h"

#define STAFF "00000000-0000-7000-8000-000000000001"
#define BOOKING(n) "0197b1c2-0000-7000-8000-00000000020" n

static const char service_xml[] =
  "<node><interface name='org.gtk.Notifications'>"
  "<method name='AddNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "<arg type='a{sv}' direction='in'/></method>"
  "<method name='RemoveNotification'><arg type='s' direction='in'/><arg type='s' direction='in'/>"
  "</method></interface></node>";

typedef struct
{
  PageFixture page;
  GDBusConnection *service;
  GDBusNodeInfo *node;
  guint registration;
  GtkApplication *application;
  SalonNotices *notices;
  GHashTable *shown; /* id → "title / body / buttons" */
  guint n_calls;
} Fixture;

static char *
describe (GVariant *notice)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GVariant) buttons = NULL;
  const char *title = "";
  const char *body = "";
  const char *action = "";

  g_variant_lookup (notice, "title", "&s", &title);
  g_variant_lookup (notice, "body", "&s", &body);
  g_variant_lookup (notice, "default-action", "&s", &action);
  g_string_append_printf (text, "%s / %s / %s", title, body, action);
  buttons = g_variant_lookup_value (notice, "buttons", G_VARIANT_TYPE ("aa{sv}"));
  for (gsize i = 0; buttons != NULL && i < g_variant_n_children (buttons); i++)
    {
      g_autoptr (GVariant) button = g_variant_get_child_value (buttons, i);
      g_autoptr (GVariant) target = NULL;
      const char *label = "";
      const char *does = "";

      g_variant_lookup (button, "label", "&s", &label);
      g_variant_lookup (button, "action", "&s", &does);
      target = g_variant_lookup_value (button, "target", G_VARIANT_TYPE_STRING);
      g_string_append_printf (text, " / %s=%s(%s)", label, does,
                              target != NULL ? g_variant_get_string (target, NULL) : "");
    }
  return g_string_free_and_steal (g_steal_pointer (&text));
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
  const char *id = NULL;

  if (g_str_equal (method, "AddNotification"))
    {
      g_autoptr (GVariant) notice = NULL;

      g_variant_get (parameters, "(&s&s@a{sv})", NULL, &id, &notice);
      g_hash_table_insert (self->shown, g_strdup (id), describe (notice));
    }
  else
    {
      g_variant_get (parameters, "(&s&s)", NULL, &id);
      g_hash_table_remove (self->shown, id);
    }
  self->n_calls++;
  g_dbus_method_invocation_return_value (invocation, NULL);
}

static void
open_service (Fixture *self)
{
  static const GDBusInterfaceVTable table = { .method_call = called_cb };
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  g_autoptr (GVariant) owned = NULL;
  g_autoptr (GError) error = NULL;

  self->service = g_dbus_connection_new_for_address_sync (
    address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  self->node = g_dbus_node_info_new_for_xml (service_xml, NULL);
  self->registration =
    g_dbus_connection_register_object (self->service, "/org/gtk/Notifications",
                                       self->node->interfaces[0], &table, self, NULL, &error);
  g_assert_no_error (error);
  owned =
    g_dbus_connection_call_sync (self->service, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                 "org.freedesktop.DBus", "RequestName",
                                 g_variant_new ("(su)", "org.gtk.Notifications", 0), NULL,
                                 G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
set_up (Fixture *self, gconstpointer application)
{
  self->shown = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  open_service (self);
  page_fixture_set_up (&self->page, 0, NULL, 400);
  self->application = GTK_APPLICATION (application);
  self->notices = salon_notices_new (self->application, self->page.session);
}

static void
tear_down (Fixture *self, gconstpointer unused)
{
  g_assert_finalize_object (self->notices);
  page_fixture_tear_down (&self->page);
  g_dbus_connection_unregister_object (self->service, self->registration);
  g_dbus_connection_close_sync (self->service, NULL, NULL);
  g_object_unref (self->service);
  g_dbus_node_info_unref (self->node);
  g_hash_table_unref (self->shown);
}

static SalonChange *
make_booking (const char *id, const char *name, const char *status, const char *date)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *json = g_strdup_printf (
    "{\"id\":\"%s\",\"client_name\":\"%s\",\"booking_date\":\"%s\",\"booking_time\":\"14:00:00\","
    "\"status\":\"%s\",\"payment_status\":\"pending\",\"staff_id\":\"" STAFF "\","
    "\"created_at\":\"2026-03-12T08:30:00Z\",\"duration_minutes\":60,\"buffer_minutes\":0,"
    "\"price\":\"45.00\",\"double_booked\":false}",
    id, name, date, status);
  g_autoptr (JsonNode) node = json_from_string (json, NULL);

  salon_change_builder_insert (builder, "bookings", json_node_get_object (node));
  return salon_change_builder_end (builder, "Web");
}

static void
commit (Fixture *self, SalonChange *change)
{
  guint n_before = self->page.n_changes;

  salon_session_commit (self->page.session, change);
  page_fixture_wait_for_change (&self->page, n_before);
}

/* As the sync tells of it, once it is in the file. */
static void
receive (Fixture *self, const char *id, const char *name, const char *status, const char *date)
{
  g_autoptr (SalonChange) change = make_booking (id, name, status, date);

  commit (self, change);
  salon_session_receive (self->page.session, change);
}

static void
wait_for_calls (Fixture *self, guint n_calls)
{
  while (self->n_calls < n_calls)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_a_web_booking_can_be_confirmed (Fixture *self, gconstpointer unused)
{
  guint n_before = 0;

  receive (self, BOOKING ("1"), "Zoé Petit", "pending", "2026-03-14");
  wait_for_calls (self, 1);
  g_assert_cmpstr (g_hash_table_lookup (self->shown, "web-booking-" BOOKING ("1")), ==,
                   "New Web Booking / Zoé Petit, Saturday 14 March 14:00:  / app.open-booking / "
                   "Confirm=app.confirm-booking(" BOOKING (
                     "1") ") / Open=app.open-booking(" BOOKING ("1") ")");

  n_before = self->page.n_changes;
  g_assert_true (salon_notices_confirm (self->page.session, BOOKING ("1")));
  page_fixture_wait_for_change (&self->page, n_before);
  /* Seen to: it goes by itself, and a second click does nothing. */
  wait_for_calls (self, 2);
  g_assert_cmpuint (g_hash_table_size (self->shown), ==, 0);
  g_assert_false (salon_notices_confirm (self->page.session, BOOKING ("1")));
}

static void
test_what_needs_nobody_is_not_told (Fixture *self, gconstpointer unused)
{
  g_autoptr (SalonChange) own = make_booking (BOOKING ("1"), "Own", "pending", "2026-03-14");
  GSettings *settings = g_settings_new ("fr.serenaia_beaute.Salon");

  /* By her own hand, confirmed already, over already, a whole salon, and when she does not want it. */
  commit (self, own);
  receive (self, BOOKING ("2"), "Confirmed", "confirmed", "2026-03-15");
  receive (self, BOOKING ("3"), "Over", "pending", "2026-03-11");
  salon_session_receive (self->page.session, NULL);
  g_settings_set_boolean (settings, "tell-web-bookings", FALSE);
  receive (self, BOOKING ("4"), "Unwanted", "pending", "2026-03-16");
  g_settings_reset (settings, "tell-web-bookings");
  receive (self, BOOKING ("5"), "Zoé", "pending", "2026-03-17");
  wait_for_calls (self, 1);
  g_assert_cmpuint (g_hash_table_size (self->shown), ==, 1);
  g_assert_true (g_hash_table_contains (self->shown, "web-booking-" BOOKING ("5")));
  g_object_unref (settings);
}

static void
fail_message (Fixture *self, const char *id, const char *status)
{
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autofree char *json = g_strdup_printf (
    "{\"id\":\"%s\",\"booking_id\":null,\"type\":\"sms\",\"channel\":\"thanks\","
    "\"recipient\":\"+33612345678\",\"status\":\"%s\",\"due_at\":\"2026-03-12T08:00:00Z\","
    "\"attempts\":1}",
    id, status);
  g_autoptr (JsonNode) node = json_from_string (json, NULL);
  g_autoptr (SalonChange) change = NULL;

  salon_change_builder_insert (builder, "notifications", json_node_get_object (node));
  change = salon_change_builder_end (builder, "Send");
  commit (self, change);
}

static void
test_failed_messages_are_counted (Fixture *self, gconstpointer unused)
{
  fail_message (self, BOOKING ("1"), "sent");
  fail_message (self, BOOKING ("2"), "failed");
  wait_for_calls (self, 1);
  g_assert_cmpstr (g_hash_table_lookup (self->shown, "failed-messages"), ==,
                   "1 message could not be sent / Have a look at what to do about it. / "
                   "app.show-page");
  fail_message (self, BOOKING ("3"), "unknown");
  wait_for_calls (self, 2);
  g_assert_true (g_str_has_prefix (g_hash_table_lookup (self->shown, "failed-messages"),
                                   "2 messages could not be sent"));
  page_fixture_undo (&self->page);
  page_fixture_undo (&self->page);
  wait_for_calls (self, 3);
  g_assert_cmpuint (g_hash_table_size (self->shown), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_autoptr (GtkApplication) application = NULL;

  /* Before GApplication looks for a service: the one that is played here. */
  g_setenv ("GNOTIFICATION_BACKEND", "gtk", TRUE);
  gtk_test_init (&argc, &argv, NULL);
  adw_init ();
  application = gtk_application_new ("fr.serenaia_beaute.Salon", G_APPLICATION_NON_UNIQUE);
  g_assert_true (g_application_register (G_APPLICATION (application), NULL, NULL));

#define ADD(path, function)                                                                        \
  g_test_add ("/salon/notices/" path, Fixture, application, set_up, function, tear_down)
  ADD ("a-web-booking-can-be-confirmed", test_a_web_booking_can_be_confirmed);
  ADD ("what-needs-nobody-is-not-told", test_what_needs_nobody_is_not_told);
  ADD ("failed-messages-are-counted", test_failed_messages_are_counted);
  return g_test_run ();
}
