/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The doors of the interface: what goes through them is checked here once, for every remote. */
#include "salon-remote.h"

G_DEFINE_INTERFACE (SalonRemote, salon_remote, G_TYPE_OBJECT)

static void
salon_remote_default_init (SalonRemoteInterface *iface)
{
}

gboolean
salon_remote_open (SalonRemote *self,
                   const char *device,
                   const char *device_name,
                   SalonGreeting *greeting,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (SALON_IS_REMOTE (self), FALSE);
  g_return_val_if_fail (device != NULL && device_name != NULL && greeting != NULL, FALSE);

  *greeting = (SalonGreeting) { 0 };
  return SALON_REMOTE_GET_IFACE (self)->open (self, device, device_name, greeting, cancellable,
                                              error);
}

SalonFeedPage *
salon_remote_pull (SalonRemote *self,
                   const SalonCursor *cursor,
                   guint max_rows,
                   GCancellable *cancellable,
                   GError **error)
{
  g_return_val_if_fail (SALON_IS_REMOTE (self), NULL);
  g_return_val_if_fail (cursor != NULL && max_rows > 0, NULL);

  return SALON_REMOTE_GET_IFACE (self)->pull (self, cursor, max_rows, cancellable, error);
}

gboolean
salon_remote_read_everything (SalonRemote *self,
                              SalonRemoteBatchFunc func,
                              gpointer user_data,
                              SalonCursor *end,
                              GCancellable *cancellable,
                              GError **error)
{
  g_return_val_if_fail (SALON_IS_REMOTE (self), FALSE);
  g_return_val_if_fail (func != NULL && end != NULL, FALSE);

  *end = (SalonCursor) { 0 };
  return SALON_REMOTE_GET_IFACE (self)->read_everything (self, func, user_data, end, cancellable,
                                                         error);
}

GPtrArray *
salon_remote_push (SalonRemote *self, GPtrArray *changes, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (SALON_IS_REMOTE (self), NULL);
  g_return_val_if_fail (changes != NULL && changes->len > 0, NULL);

  return SALON_REMOTE_GET_IFACE (self)->push (self, changes, cancellable, error);
}

gboolean
salon_remote_wait (SalonRemote *self,
                   int timeout_ms,
                   gboolean *is_news,
                   GCancellable *wake,
                   GError **error)
{
  g_return_val_if_fail (SALON_IS_REMOTE (self), FALSE);
  g_return_val_if_fail (timeout_ms >= 0 && is_news != NULL, FALSE);

  *is_news = FALSE;
  return SALON_REMOTE_GET_IFACE (self)->wait (self, timeout_ms, is_news, wake, error);
}

void
salon_remote_close (SalonRemote *self)
{
  g_return_if_fail (SALON_IS_REMOTE (self));

  SALON_REMOTE_GET_IFACE (self)->close (self);
}

GPtrArray *
salon_remote_read_history (SalonRemote *self,
                           const char *table,
                           const char *id,
                           guint at_most,
                           GCancellable *cancellable,
                           GError **error)
{
  g_return_val_if_fail (SALON_IS_REMOTE (self), NULL);
  g_return_val_if_fail (salon_schema_find_table (table) != NULL && at_most > 0, NULL);

  return SALON_REMOTE_GET_IFACE (self)->read_history (self, table, id, at_most, cancellable, error);
}
