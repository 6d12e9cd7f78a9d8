/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The way to the shared salon as long as there is one, and what is waiting to be settled. */
#include "salon-sharing-private.h"

#include <glib/gi18n-lib.h>

#include "sync/salon-keyring.h"
#include "sync/salon-postgres-remote.h"
#include "sync/salon-rest-remote.h"

G_DEFINE_FINAL_TYPE (SalonSharing, salon_sharing, G_TYPE_OBJECT)

enum
{
  PROP_SYNC = 1,
  PROP_N_REVIEWS,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

/* Told once, however often it fails. */
void
salon_sharing_tell_kept (gpointer user_data, const GError *error)
{
  SalonSharing *self = user_data;
  gboolean was_lost = self->is_password_lost;

  self->is_password_lost = error != NULL;
  if (error == NULL || was_lost || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)
      || self->session == NULL)
    return;
  g_info ("The password cannot be kept: %s", error->message);
  g_signal_emit_by_name (self->session, "done",
                         _ ("The password cannot be kept here: it has to be typed again at the "
                            "next start."),
                         FALSE);
}

/* At a server. Who we are there outlives the remote: its token is good for one renewal. */
static void
sign_in (SalonSharing *self, const SalonConnectionSettings *settings)
{
  if (self->sign_in != NULL)
    return;
  self->sign_in = salon_keyring_new_sign_in (settings, self, salon_sharing_tell_kept);
  self->online = salon_online_new (settings->address, settings->root_certificate, self->sign_in);
}

static SalonRemote *
make_own_remote (const SalonConnectionSettings *settings, gpointer user_data)
{
  SalonSharing *self = user_data;

  if (settings->address == NULL)
    return SALON_REMOTE (salon_postgres_remote_new (settings));
  sign_in (self, settings);
  return SALON_REMOTE (
    salon_rest_remote_new (settings->address, settings->root_certificate, self->sign_in));
}

/* Takes @settings. */
void
salon_sharing_take_settings (SalonSharing *self, SalonConnectionSettings *settings)
{
  g_clear_object (&self->online);
  g_clear_pointer (&self->sign_in, salon_rest_sign_in_unref);
  g_clear_pointer (&self->settings, salon_connection_settings_free);
  self->settings = settings;
}

/* What was given for the password is worth nothing from then on, wherever it lies. */
static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonSharing) self = user_data;
  g_autoptr (GError) error = NULL;

  if (salon_online_sign_out_finish (SALON_ONLINE (source), result, &error) || self->session == NULL)
    return;
  g_info ("Not signed out: %s", error->message);
  g_signal_emit_by_name (
    self->session, "done",
    _ ("The server could not be told that this computer has left: the sign-in ends there by "
       "itself within three weeks."),
    FALSE);
}

/* The server that is left, if it was one. */
void
salon_sharing_sign_out (SalonSharing *self)
{
  if (self->settings == NULL || self->settings->address == NULL
      || self->make_remote != make_own_remote)
    return;
  sign_in (self, self->settings);
  salon_online_sign_out_async (self->online, signed_out_cb, g_object_ref (self));
}

void
salon_sharing_count_reviews (SalonSharing *self)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) reviews =
    reader != NULL ? salon_reader_list_reviews (reader, &error) : NULL;
  guint n_reviews = reviews != NULL ? reviews->len : 0;

  /* The page that shows them says what cannot be read. */
  if (error != NULL)
    g_warning ("Cannot count the reviews: %s", error->message);
  if (n_reviews == self->n_reviews)
    return;
  self->n_reviews = n_reviews;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_REVIEWS]);
}

/* What only a server can do is there as long as it is heard. */
static void
show_online (SalonSharing *self)
{
  SalonSync *sync = salon_session_get_sync (self->session);
  SalonSyncStatus status = sync != NULL ? salon_sync_get_status (sync) : SALON_SYNC_STATUS_STOPPED;
  gboolean is_connected =
    status == SALON_SYNC_STATUS_WORKING || status == SALON_SYNC_STATUS_UP_TO_DATE;

  salon_session_set_online (self->session, is_connected ? self->online : NULL);
}

void
salon_sharing_set_sync (SalonSharing *self, SalonSync *sync)
{
  salon_session_set_sync (self->session, sync);
  if (sync != NULL)
    {
      g_signal_connect_object (sync, "notify::reviews", G_CALLBACK (salon_sharing_count_reviews),
                               self, G_CONNECT_SWAPPED);
      g_signal_connect_object (sync, "notify::status", G_CALLBACK (show_online), self,
                               G_CONNECT_SWAPPED);
    }
  show_online (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SYNC]);
}

/* How others read who it was. */
static const char *
get_device_name (void)
{
  return g_get_host_name ();
}

void
salon_sharing_start_sync (SalonSharing *self)
{
  g_autoptr (SalonRemote) remote = self->make_remote (self->settings, self->make_remote_data);
  g_autoptr (SalonSync) sync = salon_sync_new (salon_session_get_worker (self->session), remote,
                                               self->device, get_device_name ());

  salon_sharing_set_sync (self, sync);
  salon_sync_start (sync);
}

SalonSession *
salon_sharing_get_session (SalonSharing *self)
{
  g_return_val_if_fail (SALON_IS_SHARING (self), NULL);
  return self->session;
}

SalonSync *
salon_sharing_get_sync (SalonSharing *self)
{
  g_return_val_if_fail (SALON_IS_SHARING (self), NULL);
  return salon_session_get_sync (self->session);
}

const SalonConnectionSettings *
salon_sharing_get_settings (SalonSharing *self)
{
  g_return_val_if_fail (SALON_IS_SHARING (self), NULL);
  return self->settings;
}

guint
salon_sharing_get_n_reviews (SalonSharing *self)
{
  g_return_val_if_fail (SALON_IS_SHARING (self), 0);
  return self->n_reviews;
}

gboolean
salon_sharing_is_password_lost (SalonSharing *self)
{
  g_return_val_if_fail (SALON_IS_SHARING (self), FALSE);
  return self->is_password_lost;
}

void
salon_sharing_set_remote_func (SalonSharing *self, SalonSharingRemoteFunc func, gpointer user_data)
{
  g_return_if_fail (SALON_IS_SHARING (self));
  g_return_if_fail (func != NULL);

  self->make_remote = func;
  self->make_remote_data = user_data;
}

static void
salon_sharing_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  SalonSharing *self = SALON_SHARING (object);

  switch (id)
    {
    case PROP_SYNC:
      g_value_set_object (value, salon_sharing_get_sync (self));
      break;
    case PROP_N_REVIEWS:
      g_value_set_uint (value, self->n_reviews);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
salon_sharing_dispose (GObject *object)
{
  SalonSharing *self = SALON_SHARING (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_sharing_parent_class)->dispose (object);
}

static void
salon_sharing_finalize (GObject *object)
{
  SalonSharing *self = SALON_SHARING (object);

  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->device, g_free);
  salon_sharing_take_settings (self, NULL);
  G_OBJECT_CLASS (salon_sharing_parent_class)->finalize (object);
}

static void
salon_sharing_class_init (SalonSharingClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = salon_sharing_get_property;
  object_class->dispose = salon_sharing_dispose;
  object_class->finalize = salon_sharing_finalize;

  properties[PROP_SYNC] =
    g_param_spec_object ("sync", NULL, NULL, SALON_TYPE_SYNC,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_N_REVIEWS] =
    g_param_spec_uint ("n-reviews", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
salon_sharing_init (SalonSharing *self)
{
  self->cancellable = g_cancellable_new ();
  self->make_remote = make_own_remote;
  self->make_remote_data = self;
}

SalonSharing *
salon_sharing_new (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);

  SalonSharing *self = g_object_new (SALON_TYPE_SHARING, NULL);
  self->session = g_object_ref (session);
  return self;
}
