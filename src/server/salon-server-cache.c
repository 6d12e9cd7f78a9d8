/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-cache.h"

#include <string.h>

#define MOST_ENTRIES 4096
#define LIFE_US (5 * 60 * G_USEC_PER_SEC)

typedef struct
{
  const SalonServerRoute *route;
  GBytes *body;
  char *type;
  gint64 expires_at;
} Entry;

struct _SalonServerCache
{
  GMutex mutex;
  gboolean keeps_answers;
  /* The rest under the mutex. */
  gboolean hears;
  guint64 generation[SALON_SERVER_N_TOPICS];
  GHashTable *entries[SALON_SERVER_N_TOPICS]; /* address → Entry */
  gpointer value;
  GDestroyNotify clear_value;
};

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_bytes_unref (entry->body);
  g_free (entry->type);
  g_free (entry);
}

SalonServerCache *
salon_server_cache_new (gboolean keeps_answers)
{
  SalonServerCache *self = g_new0 (SalonServerCache, 1);

  g_mutex_init (&self->mutex);
  self->keeps_answers = keeps_answers;
  for (gsize i = 0; i < SALON_SERVER_N_TOPICS; i++)
    self->entries[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_entry);
  return self;
}

static void
drop_value (SalonServerCache *self)
{
  if (self->value != NULL)
    g_atomic_rc_box_release_full (g_steal_pointer (&self->value), self->clear_value);
}

void
salon_server_cache_free (SalonServerCache *self)
{
  g_return_if_fail (self != NULL);

  for (gsize i = 0; i < SALON_SERVER_N_TOPICS; i++)
    g_hash_table_unref (self->entries[i]);
  drop_value (self);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

guint64
salon_server_cache_begin (SalonServerCache *self, SalonServerTopic topic)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->generation[topic];
}

/* The same question in one form: the names in the order of the alphabet. */
static char *
name_address (SalonServerRequest *request)
{
  g_autoptr (GList) names = g_hash_table_get_keys (request->query);
  GString *text = g_string_new (request->path);

  names = g_list_sort (g_steal_pointer (&names), (GCompareFunc) strcmp);
  for (GList *name = names; name != NULL; name = name->next)
    g_string_append_printf (text, "\n%s\n%s", (const char *) name->data,
                            (const char *) g_hash_table_lookup (request->query, name->data));
  return g_string_free_and_steal (text);
}

void
salon_server_cache_keep (SalonServerCache *self,
                         SalonServerTopic topic,
                         guint64 generation,
                         SalonServerRequest *request,
                         const SalonServerResponse *response,
                         gint64 expires_at)
{
  g_autoptr (GMutexLocker) locker = NULL;
  Entry *entry;

  g_return_if_fail (self != NULL && request != NULL && response != NULL);

  locker = g_mutex_locker_new (&self->mutex);
  if (!self->keeps_answers || !self->hears || generation != self->generation[topic])
    return;
  if (g_hash_table_size (self->entries[topic]) >= MOST_ENTRIES)
    g_hash_table_remove_all (self->entries[topic]);
  entry = g_new0 (Entry, 1);
  entry->route = request->route;
  entry->body = g_bytes_ref (response->body);
  entry->type = g_strdup (response->type);
  entry->expires_at = MIN (expires_at, g_get_monotonic_time () + LIFE_US);
  g_hash_table_replace (self->entries[topic], name_address (request), entry);
}

SalonServerResponse *
salon_server_cache_answer (SalonServerCache *self, SalonServerRequest *request)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autofree char *address = NULL;

  g_return_val_if_fail (self != NULL && request != NULL, NULL);

  if (!g_str_equal (request->method, "GET"))
    return NULL;
  address = name_address (request);
  locker = g_mutex_locker_new (&self->mutex);
  for (gsize i = 0; self->hears && i < SALON_SERVER_N_TOPICS; i++)
    {
      Entry *entry = g_hash_table_lookup (self->entries[i], address);

      if (entry == NULL || entry->expires_at < g_get_monotonic_time ())
        continue;
      request->route = entry->route;
      return salon_server_response_new_bytes (200, entry->type, entry->body);
    }
  return NULL;
}

gpointer
salon_server_cache_get_value (SalonServerCache *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->hears && self->value != NULL ? g_atomic_rc_box_acquire (self->value) : NULL;
}

void
salon_server_cache_keep_value (SalonServerCache *self,
                               guint64 generation,
                               gpointer value,
                               GDestroyNotify clear)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!self->hears || generation != self->generation[SALON_SERVER_TOPIC_CATALOGUE])
    return;
  drop_value (self);
  self->value = g_atomic_rc_box_acquire (value);
  self->clear_value = clear;
}

static void
drop (SalonServerCache *self, SalonServerTopic topic)
{
  self->generation[topic]++;
  g_hash_table_remove_all (self->entries[topic]);
  if (topic != SALON_SERVER_TOPIC_CATALOGUE)
    return;
  drop_value (self);
  drop (self, SALON_SERVER_TOPIC_DAYS);
}

void
salon_server_cache_drop (SalonServerCache *self, SalonServerTopic topic)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  drop (self, topic);
}

void
salon_server_cache_set_hears (SalonServerCache *self, gboolean hears)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->hears = hears;
  drop (self, SALON_SERVER_TOPIC_CATALOGUE);
}
