/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-postgres-remote.h"

#include "database/salon-connection.h"
#include "database/salon-feed-query.h"
#include "database/salon-history-query.h"
#include "database/salon-migrator.h"
#include "database/salon-push.h"
#include "salon-sync-error.h"

struct _SalonPostgresRemote
{
  GObject parent_instance;

  SalonConnectionSettings *settings;
  SalonConnection *connection; /* NULL: not open */
};

static void salon_postgres_remote_remote_init (SalonRemoteInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (SalonPostgresRemote,
                               salon_postgres_remote,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SALON_TYPE_REMOTE,
                                                      salon_postgres_remote_remote_init))

static SalonSyncError
translate_code (SalonDatabaseError code)
{
  switch (code)
    {
    case SALON_DATABASE_ERROR_NAME:
      return SALON_SYNC_ERROR_NAME;
    case SALON_DATABASE_ERROR_PORT:
      return SALON_SYNC_ERROR_PORT;
    case SALON_DATABASE_ERROR_CERTIFICATE:
      return SALON_SYNC_ERROR_CERTIFICATE;
    case SALON_DATABASE_ERROR_SIGN_IN:
      return SALON_SYNC_ERROR_SIGN_IN;
    case SALON_DATABASE_ERROR_NO_DATABASE:
      return SALON_SYNC_ERROR_NO_DATABASE;
    case SALON_DATABASE_ERROR_RIGHTS:
      return SALON_SYNC_ERROR_RIGHTS;
    case SALON_DATABASE_ERROR_NOT_PREPARED:
      return SALON_SYNC_ERROR_NOT_PREPARED;
    case SALON_DATABASE_ERROR_OLDER:
      return SALON_SYNC_ERROR_OLDER;
    case SALON_DATABASE_ERROR_NEWER:
      return SALON_SYNC_ERROR_NEWER;
    case SALON_DATABASE_ERROR_FOREIGN:
      return SALON_SYNC_ERROR_FOREIGN;
    case SALON_DATABASE_ERROR_LOST:
      return SALON_SYNC_ERROR_OFFLINE;
    case SALON_DATABASE_ERROR_BUSY:
      return SALON_SYNC_ERROR_BUSY;
    case SALON_DATABASE_ERROR_REPLY:
      return SALON_SYNC_ERROR_REPLY;
    }
  g_return_val_if_reached (SALON_SYNC_ERROR_REPLY);
}

GError *
salon_postgres_remote_translate (GError *error)
{
  GError *translated = NULL;

  if (error->domain != SALON_DATABASE_ERROR)
    return error;
  translated =
    g_error_new_literal (SALON_SYNC_ERROR, (int) translate_code ((SalonDatabaseError) error->code),
                         error->message);
  g_error_free (error);
  return translated;
}

/* Hands @failure on, if there is one. */
static void
hand_on (GError *failure, GError **error)
{
  if (failure != NULL)
    g_propagate_error (error, salon_postgres_remote_translate (failure));
}

/* The migrations are numbered; a desk works with the shared salon of its own number, and no other. */
static gboolean
check_version (int version, GError **error)
{
  int ours = salon_migrator_get_latest ();

  if (version == ours)
    return TRUE;
  g_set_error (error, SALON_DATABASE_ERROR,
               version < ours ? SALON_DATABASE_ERROR_OLDER : SALON_DATABASE_ERROR_NEWER,
               "the shared salon is at version %d, this desk at %d", version, ours);
  return FALSE;
}

/* Listening comes first: what is committed before the first pull is read, what comes after is told. */
static gboolean
greet (SalonPostgresRemote *self,
       const char *device,
       const char *device_name,
       SalonPushGreeting *greeting,
       GCancellable *cancellable,
       GError **error)
{
  return salon_connection_execute (self->connection, "LISTEN salon", cancellable, error)
         && salon_push_greet (self->connection, device, device_name, greeting, cancellable, error)
         && check_version (greeting->version, error);
}

static gboolean
salon_postgres_remote_open (SalonRemote *remote,
                            const char *device,
                            const char *device_name,
                            SalonGreeting *greeting,
                            GCancellable *cancellable,
                            GError **error)
{
  SalonPostgresRemote *self = SALON_POSTGRES_REMOTE (remote);
  SalonPushGreeting heard = { 0 };
  GError *failure = NULL;

  salon_remote_close (remote);
  self->connection = salon_connection_open (self->settings, cancellable, &failure);
  if (self->connection == NULL || !greet (self, device, device_name, &heard, cancellable, &failure))
    {
      hand_on (failure, error);
      return FALSE;
    }
  g_strlcpy (greeting->generation, heard.generation, sizeof greeting->generation);
  greeting->n_rows = heard.n_rows;
  greeting->is_empty = heard.is_empty;
  return TRUE;
}

static SalonFeedPage *
salon_postgres_remote_pull (SalonRemote *remote,
                            const SalonCursor *cursor,
                            guint max_rows,
                            GCancellable *cancellable,
                            GError **error)
{
  SalonPostgresRemote *self = SALON_POSTGRES_REMOTE (remote);
  GError *failure = NULL;
  SalonFeedPage *page =
    salon_feed_query_page (self->connection, cursor, max_rows, cancellable, &failure);

  hand_on (failure, error);
  return page;
}

static gboolean
salon_postgres_remote_read_everything (SalonRemote *remote,
                                       SalonRemoteBatchFunc func,
                                       gpointer user_data,
                                       SalonCursor *end,
                                       GCancellable *cancellable,
                                       GError **error)
{
  SalonPostgresRemote *self = SALON_POSTGRES_REMOTE (remote);
  GError *failure = NULL;
  gboolean is_read =
    salon_feed_query_everything (self->connection, func, user_data, end, cancellable, &failure);

  hand_on (failure, error);
  return is_read;
}

static GPtrArray *
salon_postgres_remote_push (SalonRemote *remote,
                            GPtrArray *changes,
                            GCancellable *cancellable,
                            GError **error)
{
  SalonPostgresRemote *self = SALON_POSTGRES_REMOTE (remote);
  GError *failure = NULL;
  GPtrArray *answers = salon_push_changes (self->connection, changes, cancellable, &failure);

  hand_on (failure, error);
  return answers;
}

/* Whatever ends it before its time and is not the wake was a notification. */
static gboolean
salon_postgres_remote_wait (SalonRemote *remote,
                            int timeout_ms,
                            gboolean *is_news,
                            GCancellable *wake,
                            GError **error)
{
  SalonPostgresRemote *self = SALON_POSTGRES_REMOTE (remote);
  gint64 end = g_get_monotonic_time () + timeout_ms * G_TIME_SPAN_MILLISECOND;
  GError *failure = NULL;
  gboolean is_connected = salon_connection_wait (self->connection, wake, timeout_ms, &failure);

  hand_on (failure, error);
  *is_news = is_connected && !g_cancellable_is_cancelled (wake) && g_get_monotonic_time () < end;
  return is_connected;
}

static void
salon_postgres_remote_close (SalonRemote *remote)
{
  g_clear_pointer (&SALON_POSTGRES_REMOTE (remote)->connection, salon_connection_free);
}

/* The settings never change: this is for any thread. */
static GPtrArray *
salon_postgres_remote_read_history (SalonRemote *remote,
                                    const char *table,
                                    const char *id,
                                    guint at_most,
                                    GCancellable *cancellable,
                                    GError **error)
{
  SalonPostgresRemote *self = SALON_POSTGRES_REMOTE (remote);
  GError *failure = NULL;
  GPtrArray *entries = NULL;
  g_autoptr (SalonConnection) connection =
    salon_connection_open (self->settings, cancellable, &failure);

  if (connection != NULL)
    entries = salon_history_query_run (connection, table, id, at_most, cancellable, &failure);
  hand_on (failure, error);
  return entries;
}

static void
salon_postgres_remote_remote_init (SalonRemoteInterface *iface)
{
  iface->open = salon_postgres_remote_open;
  iface->pull = salon_postgres_remote_pull;
  iface->read_everything = salon_postgres_remote_read_everything;
  iface->push = salon_postgres_remote_push;
  iface->wait = salon_postgres_remote_wait;
  iface->close = salon_postgres_remote_close;
  iface->read_history = salon_postgres_remote_read_history;
}

static void
salon_postgres_remote_finalize (GObject *object)
{
  SalonPostgresRemote *self = SALON_POSTGRES_REMOTE (object);

  g_clear_pointer (&self->connection, salon_connection_free);
  salon_connection_settings_free (self->settings);
  G_OBJECT_CLASS (salon_postgres_remote_parent_class)->finalize (object);
}

static void
salon_postgres_remote_class_init (SalonPostgresRemoteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_postgres_remote_finalize;
}

static void
salon_postgres_remote_init (SalonPostgresRemote *self)
{
}

SalonPostgresRemote *
salon_postgres_remote_new (const SalonConnectionSettings *settings)
{
  SalonPostgresRemote *self = NULL;

  g_return_val_if_fail (settings != NULL, NULL);

  self = g_object_new (SALON_TYPE_POSTGRES_REMOTE, NULL);
  self->settings = salon_connection_settings_copy (settings);
  return self;
}
