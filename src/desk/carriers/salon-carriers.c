/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All variables are one secret, a JSON object, so that half of them are never kept. */
#include "salon-carriers.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>
#include <libsecret/secret.h>

#include "message/salon-wipe.h"

#define PURPOSE "messages"

struct _SalonCarriers
{
  GObject parent_instance;

  GHashTable *values;
  gboolean is_started; /* the keyring is used */
  gboolean is_changed; /* by the owner, before the keyring was read */
  gboolean is_keeping;
  gboolean is_late; /* what is being kept is not what is set any more */
  gboolean is_lost;
  gboolean is_closed;
};

G_DEFINE_FINAL_TYPE (SalonCarriers, salon_carriers, G_TYPE_OBJECT)

enum
{
  CHANGED,
  LOST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const SecretSchema schema = {
  .name = APPLICATION_ID ".Messages",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "purpose", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static void
free_value (gpointer data)
{
  char *value = data;

  salon_wipe_text (&value);
}

GHashTable *
salon_carriers_new_values (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_value);
}

GHashTable *
salon_carriers_copy_values (SalonCarriers *self)
{
  GHashTable *copy = salon_carriers_new_values ();
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_return_val_if_fail (SALON_IS_CARRIERS (self), copy);

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    g_hash_table_insert (copy, g_strdup (name), g_strdup (value));
  return copy;
}

const char *
salon_carriers_get (SalonCarriers *self, const char *name)
{
  g_return_val_if_fail (SALON_IS_CARRIERS (self), NULL);

  return g_hash_table_lookup (self->values, name);
}

static const char *
look_up (const char *name, gpointer user_data)
{
  return salon_carriers_get (user_data, name);
}

SalonProviderSettings *
salon_carriers_make_settings (SalonCarriers *self)
{
  g_return_val_if_fail (SALON_IS_CARRIERS (self), NULL);

  return salon_provider_settings_new (look_up, self);
}

gboolean
salon_carriers_has (SalonCarriers *self, SalonMessageMedium medium)
{
  g_autoptr (SalonProviderSettings) settings = salon_carriers_make_settings (self);

  g_return_val_if_fail (settings != NULL, FALSE);

  if (medium == SALON_MESSAGE_SMS)
    return settings->ovh_mode != SALON_PROVIDER_OFF;
  return settings->sendgrid_mode != SALON_PROVIDER_OFF || settings->smtp_mode != SALON_PROVIDER_OFF;
}

/* The keyring */

/* Wiped by whoever gets it. */
static char *
write_values (SalonCarriers *self)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) object = json_object_new ();
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, self->values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    json_object_set_string_member (object, name, value);
  json_node_set_object (node, object);
  return json_to_string (node, FALSE);
}

/* What is in the keyring may be anything. */
static GHashTable *
read_values (const char *text)
{
  GHashTable *values = salon_carriers_new_values ();
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  JsonObject *object =
    node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  g_autoptr (GList) names = object != NULL ? json_object_get_members (object) : NULL;

  for (GList *one = names; one != NULL; one = one->next)
    {
      JsonNode *value = json_object_get_member (object, one->data);

      if (json_node_get_value_type (value) == G_TYPE_STRING)
        g_hash_table_insert (values, g_strdup (one->data), json_node_dup_string (value));
    }
  return values;
}

static void keep (SalonCarriers *self);

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonCarriers) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean was_lost = self->is_lost;

  self->is_lost = !secret_password_store_finish (result, &error);
  self->is_keeping = FALSE;
  if (error != NULL)
    g_info ("The keys of messages cannot be kept: %s", error->message);
  if (self->is_late)
    {
      keep (self);
      return;
    }
  if (was_lost != self->is_lost)
    g_signal_emit (self, signals[CHANGED], 0);
  if (!was_lost && self->is_lost)
    g_signal_emit (self, signals[LOST], 0);
}

/* One after the other: the keyring may have to ask her first. */
static void
keep (SalonCarriers *self)
{
  g_autofree char *text = NULL;

  self->is_late = self->is_keeping;
  if (self->is_keeping)
    return;
  self->is_keeping = TRUE;
  text = write_values (self);
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT,
                         /* Translators: the name of a secret in the keyring */
                         _ ("How Sérénaïa sends messages"), text, NULL, kept_cb,
                         g_object_ref (self), "purpose", PURPOSE, NULL);
  salon_wipe_text (&text);
}

/* There is something, which was not given out. */
static void
searched_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonCarriers) self = user_data;
  g_autolist (GObject) found = secret_password_search_finish (result, NULL);

  self->is_closed = found != NULL && !self->is_changed;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
found_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonCarriers) self = user_data;
  g_autoptr (GError) error = NULL;
  char *text = secret_password_lookup_finish (result, &error);

  if (error != NULL)
    g_info ("The keys of messages cannot be found: %s", error->message);
  /* What she has typed meanwhile counts. */
  if (text != NULL && !self->is_changed)
    {
      g_hash_table_unref (self->values);
      self->values = read_values (text);
    }
  if (text == NULL)
    secret_password_search (&schema, SECRET_SEARCH_NONE, NULL, searched_cb, g_steal_pointer (&self),
                            "purpose", PURPOSE, NULL);
  else
    g_signal_emit (self, signals[CHANGED], 0);
  secret_password_free (text);
}

void
salon_carriers_start (SalonCarriers *self)
{
  g_return_if_fail (SALON_IS_CARRIERS (self));

  self->is_started = TRUE;
  secret_password_lookup (&schema, NULL, found_cb, g_object_ref (self), "purpose", PURPOSE, NULL);
}

void
salon_carriers_set (SalonCarriers *self, GHashTable *values)
{
  g_return_if_fail (SALON_IS_CARRIERS (self) && values != NULL);

  g_hash_table_ref (values);
  g_hash_table_unref (self->values);
  self->values = values;
  self->is_changed = TRUE;
  self->is_closed = FALSE;
  if (self->is_started)
    keep (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
salon_carriers_is_lost (SalonCarriers *self)
{
  g_return_val_if_fail (SALON_IS_CARRIERS (self), FALSE);

  return self->is_lost;
}

gboolean
salon_carriers_is_closed (SalonCarriers *self)
{
  g_return_val_if_fail (SALON_IS_CARRIERS (self), FALSE);

  return self->is_closed;
}

/* The object */

static void
salon_carriers_finalize (GObject *object)
{
  SalonCarriers *self = SALON_CARRIERS (object);

  g_hash_table_unref (self->values);
  G_OBJECT_CLASS (salon_carriers_parent_class)->finalize (object);
}

static void
salon_carriers_class_init (SalonCarriersClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_carriers_finalize;
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
  signals[LOST] = g_signal_new ("lost", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 0);
}

static void
salon_carriers_init (SalonCarriers *self)
{
  self->values = salon_carriers_new_values ();
}

SalonCarriers *
salon_carriers_new (void)
{
  return g_object_new (SALON_TYPE_CARRIERS, NULL);
}
