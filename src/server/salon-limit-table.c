/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-limit-table.h"

#include <string.h>
#include <sys/mman.h>

#include "salon-secret.h"

/* How many places a name may have. */
#define PLACES 16
#define STRANGERS 16

/* Both are read and written as a whole. A name of 0 is nobody's. */
typedef struct
{
  guint64 name;
  gint64 full_at;
} Bucket;

struct _SalonLimitTable
{
  char key[SALON_SECRET_TOKEN_LENGTH + 1];
  gint64 strangers[STRANGERS];
  Bucket buckets[SALON_LIMIT_TABLE_BUCKETS];
};

SalonLimitTable *
salon_limit_table_new (void)
{
  g_autofree char *key = salon_secret_new_token ();
  SalonLimitTable *self = mmap (NULL, sizeof (SalonLimitTable), PROT_READ | PROT_WRITE,
                                MAP_SHARED | MAP_ANONYMOUS, -1, 0);

  g_assert (self != MAP_FAILED);
  g_strlcpy (self->key, key, sizeof self->key);
  return self;
}

void
salon_limit_table_free (SalonLimitTable *self)
{
  g_return_if_fail (self != NULL);

  munmap (self, sizeof (SalonLimitTable));
}

static guint64
digest_name (SalonLimitTable *self, const SalonLimit *limit, const char *key)
{
  g_autofree char *text = g_strdup_printf ("%s %s", limit->name, key);
  guint8 digest[SALON_SECRET_DIGEST_BYTES];
  guint64 name;

  salon_secret_hmac (self->key, text, digest);
  memcpy (&name, digest, sizeof name);
  return MAX (name, 1);
}

static Bucket *
get_place (SalonLimitTable *self, guint64 name, guint number)
{
  return &self->buckets[(name + number) % SALON_LIMIT_TABLE_BUCKETS];
}

static Bucket *
find_known (SalonLimitTable *self, guint64 name)
{
  for (guint i = 0; i < PLACES; i++)
    {
      Bucket *bucket = get_place (self, name, i);

      if (__atomic_load_n (&bucket->name, __ATOMIC_ACQUIRE) == name)
        return bucket;
    }
  return NULL;
}

/* Gives the first place that nobody needs to @name; FALSE when there is none. Another may have been quicker,
 * maybe one of the same name: it is looked for anew in any case. What the last owner left is full, and a
 * full bucket is as good as a new one. */
static gboolean
take_place (SalonLimitTable *self, guint64 name, gint64 now)
{
  for (guint i = 0; i < PLACES; i++)
    {
      Bucket *bucket = get_place (self, name, i);
      guint64 owner = __atomic_load_n (&bucket->name, __ATOMIC_ACQUIRE);

      if (owner != 0 && __atomic_load_n (&bucket->full_at, __ATOMIC_ACQUIRE) > now)
        continue;
      __atomic_compare_exchange_n (&bucket->name, &owner, name, FALSE, __ATOMIC_ACQ_REL,
                                   __ATOMIC_ACQUIRE);
      return TRUE;
    }
  return FALSE;
}

/* NULL: there is no room. */
static gint64 *
find_own (SalonLimitTable *self, guint64 name, gint64 now)
{
  do
    {
      Bucket *known = find_known (self, name);

      if (known != NULL)
        return &known->full_at;
    }
  while (take_place (self, name, now));
  return NULL;
}

static gint64 *
find_bucket (SalonLimitTable *self, const SalonLimit *limit, const char *key, gint64 now)
{
  gint64 *own = find_own (self, digest_name (self, limit, key), now);

  return own != NULL ? own : &self->strangers[g_str_hash (limit->name) % STRANGERS];
}

SalonLimitVerdict
salon_limit_table_take (SalonLimitTable *self, const SalonLimit *limit, const char *key, gint64 now)
{
  gint64 *full_at;
  SalonLimitVerdict verdict;
  gint64 before, after;

  g_return_val_if_fail (self != NULL && limit != NULL && key != NULL,
                        ((SalonLimitVerdict) { .retry_seconds = 1 }));

  full_at = find_bucket (self, limit, key, now);
  before = __atomic_load_n (full_at, __ATOMIC_ACQUIRE);
  do
    {
      after = before;
      verdict = salon_limit_take (limit, &after, now);
    }
  while (!__atomic_compare_exchange_n (full_at, &before, after, FALSE, __ATOMIC_ACQ_REL,
                                       __ATOMIC_ACQUIRE));
  return verdict;
}

void
salon_limit_table_mark (SalonLimitTable *self,
                        const char *name,
                        const char *key,
                        guint seconds,
                        gint64 now)
{
  const SalonLimit mark = { name, 1, seconds };
  gint64 *until;

  g_return_if_fail (self != NULL && name != NULL && key != NULL);

  until = find_own (self, digest_name (self, &mark, key), now);
  if (until != NULL)
    __atomic_store_n (until, now + seconds * G_USEC_PER_SEC, __ATOMIC_RELEASE);
}

gboolean
salon_limit_table_is_marked (SalonLimitTable *self, const char *name, const char *key, gint64 now)
{
  const SalonLimit mark = { name, 1, 1 };
  Bucket *known;

  g_return_val_if_fail (self != NULL && name != NULL && key != NULL, FALSE);

  known = find_known (self, digest_name (self, &mark, key));
  return known != NULL && __atomic_load_n (&known->full_at, __ATOMIC_ACQUIRE) > now;
}
