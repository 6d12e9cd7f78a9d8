/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-keyring.h"

#include "sync/salon-password.h"

/* In an atomic box: of the sign-in, and of each token on its way. */
typedef struct
{
  SalonConnectionSettings *settings; /* with the first token; never changes */
  GWeakRef owner;
  SalonKeyringKeptFunc kept;
  /* Of the main thread: */
  SalonConnectionSettings *next; /* what to keep after this one; nullable */
  gboolean is_keeping;
} Keyring;

typedef struct
{
  Keyring *keyring;
  char *token;
} Arrival;

static void keep_next (Keyring *self);

static void
clear (gpointer data)
{
  Keyring *self = data;

  salon_connection_settings_free (self->settings);
  g_clear_pointer (&self->next, salon_connection_settings_free);
  g_weak_ref_clear (&self->owner);
}

static void
release (gpointer keyring)
{
  g_atomic_rc_box_release_full (keyring, clear);
}

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Keyring *self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GObject) owner = g_weak_ref_get (&self->owner);

  salon_password_keep_finish (result, &error);
  self->is_keeping = FALSE;
  if (owner != NULL)
    self->kept (owner, error);
  keep_next (self);
  release (self);
}

static void
keep_next (Keyring *self)
{
  g_autoptr (SalonConnectionSettings) settings = NULL;

  if (self->is_keeping || self->next == NULL)
    return;
  settings = g_steal_pointer (&self->next);
  self->is_keeping = TRUE;
  salon_password_keep_async (settings, NULL, kept_cb, g_atomic_rc_box_acquire (self));
}

static gboolean
arrived_cb (gpointer user_data)
{
  Arrival *arrival = user_data;
  Keyring *self = arrival->keyring;

  g_clear_pointer (&self->next, salon_connection_settings_free);
  self->next = salon_connection_settings_copy (self->settings);
  g_set_str (&self->next->password, arrival->token);
  keep_next (self);
  return G_SOURCE_REMOVE;
}

static void
arrival_free (gpointer data)
{
  Arrival *arrival = data;

  release (arrival->keyring);
  g_free (arrival->token);
  g_free (arrival);
}

/* Only the first time: then the sign-in knows better. */
static char *
find (gpointer user_data)
{
  const Keyring *self = user_data;

  return g_strdup (self->settings->password);
}

static void
keep (const char *token, gpointer user_data)
{
  Arrival *arrival = g_new0 (Arrival, 1);

  arrival->keyring = g_atomic_rc_box_acquire (user_data);
  arrival->token = g_strdup (token);
  g_idle_add_full (G_PRIORITY_DEFAULT, arrived_cb, arrival, arrival_free);
}

SalonRestSignIn *
salon_keyring_new_sign_in (const SalonConnectionSettings *settings,
                           gpointer owner,
                           SalonKeyringKeptFunc kept)
{
  Keyring *self = NULL;

  g_return_val_if_fail (settings != NULL && settings->address != NULL, NULL);
  g_return_val_if_fail (G_IS_OBJECT (owner) && kept != NULL, NULL);

  self = g_atomic_rc_box_new0 (Keyring);
  self->settings = salon_connection_settings_copy (settings);
  self->kept = kept;
  g_weak_ref_init (&self->owner, owner);
  return salon_rest_sign_in_new (&(SalonRestKeeper) {
    .find = find,
    .keep = keep,
    .user_data = self,
    .free_data = release,
  });
}
