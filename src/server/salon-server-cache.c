/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-cache.h"

#include <string.h>

#include "salon-server-packing.h"

#define MOST_ENTRIES 4096
#define LIFE_US (5 * 60 * G_USEC_PER_SEC)

typedef struct
{
  const SalonServerRoute *route;
  GBytes *body;
  GBytes *packed; /* nullable */
  char *type;
  GPtrArray *headers; /* name, value, name, value … */
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
  gpointer values[SALON_SERVER_N_VALUES];
  GDestroyNotify clear_values[SALON_SERVER_N_VALUES];
};

static void
free_entry (gpointer data)
{
  Entry *entry = data;

  g_bytes_unref (entry->body);
  g_clear_pointer (&entry->packed, g_bytes_unref);
  g_ptr_array_unref (entry->headers);
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
drop_value (SalonServerCache *self, SalonServerValue which)
{
  if (self->values[which] != NULL)
    g_atomic_rc_box_release_full (g_steal_pointer (&self->values[which]),
                                  self->clear_values[which]);
}

static void
drop_values (SalonServerCache *self)
{
  for (SalonServerValue which = 0; which < SALON_SERVER_N_VALUES; which++)
    drop_value (self, which);
}

void
salon_server_cache_free (SalonServerCache *self)
{
  g_return_if_fail (self != NULL);

  for (gsize i = 0; i < SALON_SERVER_N_TOPICS; i++)
    g_hash_table_unref (self->entries[i]);
  drop_values (self);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

guint64
salon_server_cache_begin (SalonServerCache *self, SalonServerTopic topic)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->generation[topic];
}

static gboolean
reads_no_query (const SalonServerRoute *route)
{
  return (route->flags & SALON_SERVER_ROUTE_PAGE) != 0
         && (route->flags & SALON_SERVER_ROUTE_QUERY) == 0;
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
                         SalonServerResponse *response,
                         gint64 expires_at)
{
  g_autoptr (GMutexLocker) locker = NULL;
  Entry *entry;

  g_return_if_fail (self != NULL && request != NULL && response != NULL);

  if (self->keeps_answers)
    salon_server_packing_pack (request, response);
  locker = g_mutex_locker_new (&self->mutex);
  if (!self->keeps_answers || !self->hears || generation != self->generation[topic])
    return;
  if (g_hash_table_size (self->entries[topic]) >= MOST_ENTRIES)
    g_hash_table_remove_all (self->entries[topic]);
  entry = g_new0 (Entry, 1);
  entry->route = request->route;
  entry->body = g_bytes_ref (response->body);
  entry->packed = response->packed != NULL ? g_bytes_ref (response->packed) : NULL;
  entry->type = g_strdup (response->type);
  entry->headers =
    g_ptr_array_copy (response->headers, (GCopyFunc) (void (*) (void)) g_strdup, NULL);
  g_ptr_array_set_free_func (entry->headers, g_free);
  entry->expires_at = MIN (expires_at, g_get_monotonic_time () + LIFE_US);
  g_hash_table_replace (
    self->entries[topic],
    reads_no_query (entry->route) ? g_strdup (request->path) : name_address (request), entry);
}

/* What is kept for that address, or for the page that minds nothing but its path. */
static const Entry *
find_entry (SalonServerCache *self, SalonServerRequest *request, const char *address)
{
  for (gsize i = 0; self->hears && i < SALON_SERVER_N_TOPICS; i++)
    {
      const Entry *entry = g_hash_table_lookup (self->entries[i], address);

      if (entry == NULL && g_hash_table_size (request->query) > 0)
        {
          entry = g_hash_table_lookup (self->entries[i], request->path);
          if (entry != NULL && !reads_no_query (entry->route))
            entry = NULL;
        }
      if (entry != NULL && entry->expires_at >= g_get_monotonic_time ())
        return entry;
    }
  return NULL;
}

SalonServerResponse *
salon_server_cache_answer (SalonServerCache *self, SalonServerRequest *request)
{
  g_autoptr (GMutexLocker) locker = NULL;
  g_autofree char *address = NULL;
  SalonServerResponse *response;
  const Entry *entry;

  g_return_val_if_fail (self != NULL && request != NULL, NULL);

  if (!g_str_equal (request->method, "GET"))
    return NULL;
  address = name_address (request);
  locker = g_mutex_locker_new (&self->mutex);
  entry = find_entry (self, request, address);
  if (entry == NULL)
    return NULL;
  request->route = entry->route;
  response = salon_server_response_new_bytes (200, entry->type, entry->body);
  response->packed = entry->packed != NULL ? g_bytes_ref (entry->packed) : NULL;
  for (guint i = 0; i < entry->headers->len; i += 2)
    salon_server_response_set_header (response, entry->headers->pdata[i],
                                      entry->headers->pdata[i + 1]);
  return response;
}

gpointer
salon_server_cache_get_value (SalonServerCache *self, SalonServerValue which)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->hears && self->values[which] != NULL ? g_atomic_rc_box_acquire (self->values[which])
                                                    : NULL;
}

void
salon_server_cache_keep_value (SalonServerCache *self,
                               SalonServerValue which,
                               guint64 generation,
                               gpointer value,
                               GDestroyNotify clear)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (!self->hears || generation != self->generation[SALON_SERVER_TOPIC_CATALOGUE])
    return;
  drop_value (self, which);
  self->values[which] = g_atomic_rc_box_acquire (value);
  self->clear_values[which] = clear;
}

static void
drop (SalonServerCache *self, SalonServerTopic topic)
{
  self->generation[topic]++;
  g_hash_table_remove_all (self->entries[topic]);
  if (topic != SALON_SERVER_TOPIC_CATALOGUE)
    return;
  drop_values (self);
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
