/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "fake-secrets.h"

#include <libsecret/secret.h>

#define NAME "org.freedesktop.secrets"
#define SERVICE "/org/freedesktop/secrets"
#define COLLECTION SERVICE "/aliases/default"
#define SESSION SERVICE "/session/one"
#define ITEM SERVICE "/collection/own/one"
#define PROMPT SERVICE "/prompt/one"

static const char interfaces[] =
  "<node>"
  " <interface name='org.freedesktop.Secret.Service'>"
  "  <method name='OpenSession'><arg type='s' direction='in'/><arg type='v' direction='in'/>"
  "   <arg type='v' direction='out'/><arg type='o' direction='out'/></method>"
  "  <method name='SearchItems'><arg type='a{ss}' direction='in'/>"
  "   <arg type='ao' direction='out'/><arg type='ao' direction='out'/></method>"
  "  <method name='Unlock'><arg type='ao' direction='in'/>"
  "   <arg type='ao' direction='out'/><arg type='o' direction='out'/></method>"
  "  <method name='GetSecrets'><arg type='ao' direction='in'/><arg type='o' direction='in'/>"
  "   <arg type='a{o(oayays)}' direction='out'/></method>"
  "  <property name='Collections' type='ao' access='read'/>"
  " </interface>"
  " <interface name='org.freedesktop.Secret.Collection'>"
  "  <method name='CreateItem'><arg type='a{sv}' direction='in'/><arg type='(oayays)' direction='in'/>"
  "   <arg type='b' direction='in'/><arg type='o' direction='out'/><arg type='o' direction='out'/></method>"
  "  <property name='Locked' type='b' access='read'/>"
  " </interface>"
  " <interface name='org.freedesktop.Secret.Item'>"
  "  <property name='Locked' type='b' access='read'/>"
  "  <property name='Attributes' type='a{ss}' access='read'/>"
  "  <property name='Label' type='s' access='read'/>"
  "  <property name='Created' type='t' access='read'/>"
  "  <property name='Modified' type='t' access='read'/>"
  " </interface>"
  " <interface name='org.freedesktop.Secret.Prompt'>"
  "  <method name='Prompt'><arg type='s' direction='in'/></method>"
  "  <method name='Dismiss'/>"
  "  <signal name='Completed'><arg type='b'/><arg type='v'/></signal>"
  " </interface>"
  "</node>";

struct FakeSecrets
{
  GDBusConnection *connection; /* not the one that libsecret uses */
  guint objects[4];
  gboolean has_name;
  FakeSecretsMood mood;
  char *secret;
  guint n_questions;
};

static GTestDBus *bus;

void
fake_secrets_start_bus (void)
{
  bus = g_test_dbus_new (G_TEST_DBUS_NONE);
  g_test_dbus_up (bus);
}

void
fake_secrets_stop_bus (void)
{
  /* Not freed: that would wait for libsecret to let go of the connection. */
  g_test_dbus_stop (bus);
}

/* Nothing in a list of paths, or the one item. */
static GVariant *
make_paths (gboolean has_item)
{
  const char *paths[] = { ITEM };

  return g_variant_new_objv (paths, has_item ? 1 : 0);
}

static GVariant *
search (FakeSecrets *self)
{
  gboolean is_locked = self->mood == FAKE_SECRETS_DISMISSED;
  gboolean is_there = self->secret != NULL;

  return g_variant_new ("(@ao@ao)", make_paths (is_there && !is_locked),
                        make_paths (is_there && is_locked));
}

static GVariant *
hand_out (FakeSecrets *self)
{
  GVariantBuilder secrets;

  g_variant_builder_init (&secrets, G_VARIANT_TYPE ("a{o(oayays)}"));
  g_variant_builder_add (&secrets, "{o(o@ay@ays)}", ITEM, SESSION,
                         g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, "", 0, 1),
                         g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, self->secret,
                                                    strlen (self->secret), 1),
                         "text/plain");
  return g_variant_new ("(a{o(oayays)})", &secrets);
}

static void
take (FakeSecrets *self, GVariant *parameters)
{
  g_autoptr (GVariant) secret = g_variant_get_child_value (parameters, 1);
  g_autoptr (GVariant) value = g_variant_get_child_value (secret, 2);
  gsize length = 0;
  const char *bytes = g_variant_get_fixed_array (value, &length, 1);

  g_free (self->secret);
  self->secret = g_strndup (bytes, length);
}

static void
create (FakeSecrets *self, GVariant *parameters, GDBusMethodInvocation *call)
{
  switch (self->mood)
    {
    case FAKE_SECRETS_OPEN:
    case FAKE_SECRETS_NONE:
      take (self, parameters);
      g_dbus_method_invocation_return_value (call, g_variant_new ("(oo)", ITEM, "/"));
      break;
    case FAKE_SECRETS_DISMISSED:
      g_dbus_method_invocation_return_dbus_error (call, "org.freedesktop.Secret.Error.IsLocked",
                                                  "It is locked");
      break;
    case FAKE_SECRETS_FULL:
      g_dbus_method_invocation_return_error (call, G_DBUS_ERROR, G_DBUS_ERROR_NO_MEMORY, "Full");
      break;
    }
}

static void
dismiss (FakeSecrets *self)
{
  self->n_questions++;
  g_dbus_connection_emit_signal (self->connection, NULL, PROMPT, "org.freedesktop.Secret.Prompt",
                                 "Completed", g_variant_new ("(bv)", TRUE, make_paths (FALSE)),
                                 NULL);
}

static void
call_cb (GDBusConnection *connection,
         const char *sender,
         const char *path,
         const char *interface,
         const char *method,
         GVariant *parameters,
         GDBusMethodInvocation *call,
         gpointer data)
{
  FakeSecrets *self = data;
  const char *algorithm = NULL;

  if (g_str_equal (method, "OpenSession"))
    {
      g_variant_get_child (parameters, 0, "&s", &algorithm);
      if (g_str_equal (algorithm, "plain"))
        g_dbus_method_invocation_return_value (
          call, g_variant_new ("(vo)", g_variant_new_string (""), SESSION));
      else
        g_dbus_method_invocation_return_error (call, G_DBUS_ERROR, G_DBUS_ERROR_NOT_SUPPORTED,
                                               "Plain only");
    }
  else if (g_str_equal (method, "SearchItems"))
    g_dbus_method_invocation_return_value (call, search (self));
  else if (g_str_equal (method, "Unlock"))
    g_dbus_method_invocation_return_value (call,
                                           g_variant_new ("(@aoo)", make_paths (FALSE), PROMPT));
  else if (g_str_equal (method, "GetSecrets"))
    g_dbus_method_invocation_return_value (call, hand_out (self));
  else if (g_str_equal (method, "CreateItem"))
    create (self, parameters, call);
  else
    {
      g_dbus_method_invocation_return_value (call, NULL);
      if (g_str_equal (method, "Prompt"))
        dismiss (self);
    }
}

static GVariant *
get_cb (GDBusConnection *connection,
        const char *sender,
        const char *path,
        const char *interface,
        const char *property,
        GError **error,
        gpointer data)
{
  FakeSecrets *self = data;

  if (g_str_equal (property, "Collections"))
    return make_paths (FALSE);
  if (g_str_equal (property, "Locked"))
    return g_variant_new_boolean (self->mood == FAKE_SECRETS_DISMISSED);
  if (g_str_equal (property, "Attributes"))
    return g_variant_new_array (G_VARIANT_TYPE ("{ss}"), NULL, 0);
  if (g_str_equal (property, "Label"))
    return g_variant_new_string ("One");
  return g_variant_new_uint64 (1773300000);
}

static const GDBusInterfaceVTable vtable = { call_cb, get_cb, NULL, { 0 } };

FakeSecrets *
fake_secrets_new (FakeSecretsMood mood)
{
  static const char *const paths[] = { SERVICE, COLLECTION, ITEM, PROMPT };
  g_autoptr (GDBusNodeInfo) node = g_dbus_node_info_new_for_xml (interfaces, NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *address = g_dbus_address_get_for_bus_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  FakeSecrets *self = g_new0 (FakeSecrets, 1);

  g_assert_nonnull (node);
  self->connection = g_dbus_connection_new_for_address_sync (
    address,
    G_DBUS_CONNECTION_FLAGS_AUTHENTICATION_CLIENT | G_DBUS_CONNECTION_FLAGS_MESSAGE_BUS_CONNECTION,
    NULL, NULL, &error);
  g_assert_no_error (error);
  for (gsize i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      self->objects[i] =
        g_dbus_connection_register_object (self->connection, paths[i], node->interfaces[i], &vtable,
                                           self, NULL, &error);
      g_assert_no_error (error);
    }
  fake_secrets_set_mood (self, mood);
  return self;
}

void
fake_secrets_free (FakeSecrets *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->objects); i++)
    g_dbus_connection_unregister_object (self->connection, self->objects[i]);
  fake_secrets_set_mood (self, FAKE_SECRETS_NONE);
  g_assert_true (g_dbus_connection_close_sync (self->connection, NULL, NULL));
  g_object_unref (self->connection);
  g_free (self->secret);
  g_free (self);
  /* The next one is another. */
  secret_service_disconnect ();
}

static void
answer_for (FakeSecrets *self, const char *method, GVariant *parameters)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) answer =
    g_dbus_connection_call_sync (self->connection, "org.freedesktop.DBus", "/org/freedesktop/DBus",
                                 "org.freedesktop.DBus", method, parameters, NULL,
                                 G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);

  g_assert_no_error (error);
}

void
fake_secrets_set_mood (FakeSecrets *self, FakeSecretsMood mood)
{
  self->mood = mood;
  if (mood == FAKE_SECRETS_NONE && self->has_name)
    {
      answer_for (self, "ReleaseName", g_variant_new ("(s)", NAME));
      self->has_name = FALSE;
    }
  else if (mood != FAKE_SECRETS_NONE && !self->has_name)
    {
      answer_for (self, "RequestName", g_variant_new ("(su)", NAME, 0));
      self->has_name = TRUE;
    }
}

const char *
fake_secrets_get (FakeSecrets *self)
{
  return self->secret;
}

void
fake_secrets_put (FakeSecrets *self, const char *secret)
{
  g_set_str (&self->secret, secret);
}

guint
fake_secrets_count_questions (FakeSecrets *self)
{
  return self->n_questions;
}
