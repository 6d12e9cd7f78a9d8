/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-password.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

static const SecretSchema schema = {
  .name = APPLICATION_ID,
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "host", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "database", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "user", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static const char *
get_place (const SalonConnectionSettings *settings)
{
  if (settings->address != NULL)
    return settings->address;
  return settings->host != NULL ? settings->host : "";
}

static GHashTable *
make_attributes (const SalonConnectionSettings *settings)
{
  return secret_attributes_build (&schema, "host", get_place (settings), "database",
                                  settings->database != NULL ? settings->database : "", "user",
                                  settings->user != NULL ? settings->user : "", NULL);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_store_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
salon_password_keep_async (const SalonConnectionSettings *settings,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (settings != NULL);

  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GHashTable) attributes = make_attributes (settings);
  g_autofree char *label = NULL;

  g_task_set_source_tag (task, salon_password_keep_async);
  if (settings->password == NULL)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  /* Translators: the name of a password in the keyring; %s is the computer of the shared salon */
  label = g_strdup_printf (_ ("Shared salon on %s"), get_place (settings));
  secret_password_storev (&schema, attributes, SECRET_COLLECTION_DEFAULT, label, settings->password,
                          cancellable, kept_cb, g_steal_pointer (&task));
}

gboolean
salon_password_keep_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  char *password = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, password, (GDestroyNotify) secret_password_free);
}

void
salon_password_find_async (const SalonConnectionSettings *settings,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_return_if_fail (settings != NULL);

  g_autoptr (GHashTable) attributes = make_attributes (settings);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, salon_password_find_async);
  secret_password_lookupv (&schema, attributes, cancellable, found_cb, task);
}

char *
salon_password_find_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
salon_password_forget (const SalonConnectionSettings *settings)
{
  g_return_if_fail (settings != NULL);

  g_autoptr (GHashTable) attributes = make_attributes (settings);

  secret_password_clearv (&schema, attributes, NULL, NULL, NULL);
}
