/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "planted-remote.h"

#include <signal.h>
#include <sqlite3.h>

#include "core/salon-change.h"

#define PATIENCE_MS 10000

struct _PlantedRemote
{
  GObject parent_instance;

  SalonRemote *sound;
  PlantedBug bug;
  char *path;
};

static void planted_remote_iface_init (SalonRemoteInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (PlantedRemote,
                               planted_remote,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (SALON_TYPE_REMOTE, planted_remote_iface_init))

/* On a connection of its own, past the store. */
static void
execute (PlantedRemote *self, const char *sql)
{
  sqlite3 *database = NULL;

  g_assert_cmpint (sqlite3_open_v2 (self->path, &database, SQLITE_OPEN_READWRITE, NULL), ==,
                   SQLITE_OK);
  sqlite3_busy_timeout (database, PATIENCE_MS);
  g_assert_cmpint (sqlite3_exec (database, sql, NULL, NULL, NULL), ==, SQLITE_OK);
  sqlite3_close (database);
}

static gboolean
planted_remote_open (SalonRemote *remote,
                     const char *device,
                     const char *device_name,
                     SalonGreeting *greeting,
                     GCancellable *cancellable,
                     GError **error)
{
  return salon_remote_open (PLANTED_REMOTE (remote)->sound, device, device_name, greeting,
                            cancellable, error);
}

static void
move_cursor (PlantedRemote *self, const SalonCursor *end)
{
  g_autofree char *sql =
    g_strdup_printf ("UPDATE sync_state SET xid = %" G_GUINT64_FORMAT ", seq = %" G_GINT64_FORMAT,
                     end->xid, end->seq);

  execute (self, sql);
}

static SalonFeedPage *
planted_remote_pull (SalonRemote *remote,
                     const SalonCursor *cursor,
                     guint max_rows,
                     GCancellable *cancellable,
                     GError **error)
{
  PlantedRemote *self = PLANTED_REMOTE (remote);
  SalonFeedPage *page = salon_remote_pull (self->sound, cursor, max_rows, cancellable, error);

  if (self->bug == PLANTED_PAGE && page != NULL && salon_feed_page_get_n_rows (page) > 0)
    {
      move_cursor (self, salon_feed_page_get_end (page));
      raise (SIGKILL);
    }
  return page;
}

static gboolean
planted_remote_read_everything (SalonRemote *remote,
                                SalonRemoteBatchFunc func,
                                gpointer user_data,
                                SalonCursor *end,
                                GCancellable *cancellable,
                                GError **error)
{
  return salon_remote_read_everything (PLANTED_REMOTE (remote)->sound, func, user_data, end,
                                       cancellable, error);
}

static void
forget_sent (PlantedRemote *self, GPtrArray *changes)
{
  for (guint i = 0; i < changes->len; i++)
    {
      gint64 seq = salon_change_get_seq (changes->pdata[i]);
      g_autofree char *sql =
        g_strdup_printf ("DELETE FROM outbox WHERE seq = %" G_GINT64_FORMAT ";"
                         "DELETE FROM outbox_rows WHERE seq = %" G_GINT64_FORMAT ";",
                         seq, seq);

      execute (self, sql);
    }
}

static GPtrArray *
planted_remote_push (SalonRemote *remote,
                     GPtrArray *changes,
                     GCancellable *cancellable,
                     GError **error)
{
  PlantedRemote *self = PLANTED_REMOTE (remote);

  if (self->bug == PLANTED_OUTBOX)
    forget_sent (self, changes);
  return salon_remote_push (self->sound, changes, cancellable, error);
}

static gboolean
planted_remote_wait (SalonRemote *remote,
                     int timeout_ms,
                     gboolean *is_news,
                     GCancellable *wake,
                     GError **error)
{
  return salon_remote_wait (PLANTED_REMOTE (remote)->sound, timeout_ms, is_news, wake, error);
}

static void
planted_remote_close (SalonRemote *remote)
{
  salon_remote_close (PLANTED_REMOTE (remote)->sound);
}

static GPtrArray *
planted_remote_read_history (SalonRemote *remote,
                             const char *table,
                             const char *id,
                             guint at_most,
                             GCancellable *cancellable,
                             GError **error)
{
  return salon_remote_read_history (PLANTED_REMOTE (remote)->sound, table, id, at_most, cancellable,
                                    error);
}

static void
planted_remote_finalize (GObject *object)
{
  PlantedRemote *self = PLANTED_REMOTE (object);

  g_object_unref (self->sound);
  g_free (self->path);
  G_OBJECT_CLASS (planted_remote_parent_class)->finalize (object);
}

static void
planted_remote_class_init (PlantedRemoteClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = planted_remote_finalize;
}

static void
planted_remote_init (PlantedRemote *self)
{
}

static void
planted_remote_iface_init (SalonRemoteInterface *iface)
{
  iface->open = planted_remote_open;
  iface->pull = planted_remote_pull;
  iface->read_everything = planted_remote_read_everything;
  iface->push = planted_remote_push;
  iface->wait = planted_remote_wait;
  iface->close = planted_remote_close;
  iface->read_history = planted_remote_read_history;
}

PlantedRemote *
planted_remote_new (SalonRemote *sound, PlantedBug bug, const char *path)
{
  PlantedRemote *self = g_object_new (PLANTED_TYPE_REMOTE, NULL);

  self->sound = g_object_ref (sound);
  self->bug = bug;
  self->path = g_strdup (path);
  return self;
}
