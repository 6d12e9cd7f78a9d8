/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-cache.h"

#include <string.h>

#include "salon-server-packing.h"

#define MOST_ENTRIES 4096
#define MOST_DROPPED 16384
#define LIFE_US (5 * 60 * G_USEC_PER_SEC)

typedef struct
{
  const SalonServerRoute *route;
  GBytes *body;
  GBytes *packed; /* nullable */
  char *type;
  GPtrArray *headers; /* name, value, name, value … */
  gint64 expires_at;
  GArray *marks;      /* nullable */
  guint64 generation; /* it is true up to here */
} Entry;

typedef struct
{
  guint64 mark;
  guint64 generation; /* that began then */
} Dropped;

struct _SalonServerCache
{
  GMutex mutex;
  gboolean keeps_answers;
  /* The rest under the mutex. */
  gboolean hears;
  guint64 generation[SALON_SERVER_N_TOPICS];
  guint64 dropped_whole[SALON_SERVER_N_TOPICS]; /* the generation that began then */
  GHashTable *dropped;                          /* a set of Dropped, of the days */
  GHashTable *entries[SALON_SERVER_N_TOPICS];   /* address → Entry */
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
  g_clear_pointer (&entry->marks, g_array_unref);
  g_free (entry->type);
  g_free (entry);
}

SalonServerCache *
salon_server_cache_new (gboolean keeps_answers)
{
  SalonServerCache *self = g_new0 (SalonServerCache, 1);

  g_mutex_init (&self->mutex);
  self->keeps_answers = keeps_answers;
  self->dropped = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, g_free);
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
  g_hash_table_unref (self->dropped);
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

/* Whether nothing that it was made of has been dropped since it was read. */
static gboolean
is_true (SalonServerCache *self, SalonServerTopic topic, guint64 generation, const GArray *marks)
{
  if (generation == self->generation[topic])
    return TRUE;
  if (generation < self->dropped_whole[topic] || marks == NULL)
    return FALSE;
  for (guint i = 0; i < marks->len; i++)
    {
      const Dropped *dropped =
        g_hash_table_lookup (self->dropped, &g_array_index (marks, guint64, i));

      if (dropped != NULL && dropped->generation > generation)
        return FALSE;
    }
  return TRUE;
}

static void
keep (SalonServerCache *self,
      SalonServerTopic topic,
      guint64 generation,
      GArray *marks,
      SalonServerRequest *request,
      SalonServerResponse *response,
      gint64 expires_at)
{
  g_autoptr (GMutexLocker) locker = NULL;
  Entry *entry;

  if (self->keeps_answers)
    salon_server_packing_pack (request, response);
  locker = g_mutex_locker_new (&self->mutex);
  if (!self->keeps_answers || !self->hears || !is_true (self, topic, generation, marks))
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
  entry->marks = marks != NULL ? g_array_ref (marks) : NULL;
  entry->generation = self->generation[topic];
  g_hash_table_replace (
    self->entries[topic],
    reads_no_query (entry->route) ? g_strdup (request->path) : name_address (request), entry);
}

void
salon_server_cache_keep (SalonServerCache *self,
                         SalonServerTopic topic,
                         guint64 generation,
                         SalonServerRequest *request,
                         SalonServerResponse *response,
                         gint64 expires_at)
{
  g_return_if_fail (self != NULL && request != NULL && response != NULL);

  keep (self, topic, generation, NULL, request, response, expires_at);
}

void
salon_server_cache_keep_marked (SalonServerCache *self,
                                guint64 generation,
                                GArray *marks,
                                SalonServerRequest *request,
                                SalonServerResponse *response,
                                gint64 expires_at)
{
  g_return_if_fail (self != NULL && marks != NULL && request != NULL && response != NULL);

  keep (self, SALON_SERVER_TOPIC_DAYS, generation, marks, request, response, expires_at);
}

/* What is kept for that address, or for the page that minds nothing but its path. */
static Entry *
find_entry (SalonServerCache *self, SalonServerRequest *request, const char *address)
{
  for (gsize i = 0; self->hears && i < SALON_SERVER_N_TOPICS; i++)
    {
      Entry *entry = g_hash_table_lookup (self->entries[i], address);

      if (entry == NULL && g_hash_table_size (request->query) > 0)
        {
          entry = g_hash_table_lookup (self->entries[i], request->path);
          if (entry != NULL && !reads_no_query (entry->route))
            entry = NULL;
        }
      if (entry != NULL && entry->expires_at >= g_get_monotonic_time ()
          && is_true (self, i, entry->generation, entry->marks))
        {
          /* It need not be looked into again before the next change. */
          entry->generation = self->generation[i];
          return entry;
        }
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
  self->dropped_whole[topic] = ++self->generation[topic];
  g_hash_table_remove_all (self->entries[topic]);
  if (topic == SALON_SERVER_TOPIC_CATALOGUE)
    drop_values (self);
  else
    g_hash_table_remove_all (self->dropped);
}

void
salon_server_cache_drop (SalonServerCache *self, SalonServerTopic topic)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  drop (self, topic);
  if (topic == SALON_SERVER_TOPIC_CATALOGUE)
    drop (self, SALON_SERVER_TOPIC_DAYS);
}

/* What bears a mark stays where it is, and is found to be no longer true by who asks for it. */
static void
drop_mark (SalonServerCache *self, guint64 mark)
{
  Dropped *dropped = g_new (Dropped, 1);

  dropped->mark = mark;
  dropped->generation = self->generation[SALON_SERVER_TOPIC_DAYS];
  g_hash_table_replace (self->dropped, &dropped->mark, dropped);
}

void
salon_server_cache_drop_marked (SalonServerCache *self, gboolean is_of_catalogue, GArray *marks)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_if_fail (self != NULL && marks != NULL);

  locker = g_mutex_locker_new (&self->mutex);
  if (is_of_catalogue)
    drop (self, SALON_SERVER_TOPIC_CATALOGUE);
  if (g_hash_table_size (self->dropped) + marks->len > MOST_DROPPED)
    drop (self, SALON_SERVER_TOPIC_DAYS);
  else if (marks->len > 0)
    self->generation[SALON_SERVER_TOPIC_DAYS]++;
  for (guint i = 0; i < marks->len; i++)
    drop_mark (self, g_array_index (marks, guint64, i));
}

void
salon_server_cache_set_hears (SalonServerCache *self, gboolean hears)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  self->hears = hears;
  drop (self, SALON_SERVER_TOPIC_CATALOGUE);
  drop (self, SALON_SERVER_TOPIC_DAYS);
}
