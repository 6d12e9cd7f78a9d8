/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-rate-limits.h"

#include <string.h>

#include "salon-limit-table.h"
#include "salon-redis.h"

struct _SalonServerRateLimits
{
  SalonLimitTable *table;
  SalonRedis *redis; /* nullable */
};

/* Somebody who mistypes gets by; whoever goes through a list of passwords or codes does not. Voucher
 * codes have 40 bits, so guessing them is limited for everybody together as well. */
static const SalonServerRateLimit general = { { "api", 300, 60 }, { NULL, 0, 0 } };
static const SalonServerRateLimit limits[] = {
  { { "login", 10, 60 }, { "login-all", 60, 60 } },
  { { "refresh", 30, 60 }, { NULL, 0, 0 } },
  { { "booking", 20, 60 }, { NULL, 0, 0 } },
  { { "code", 10, 60 }, { "code-all", 120, 60 } },
  { { "payment", 20, 60 }, { NULL, 0, 0 } },
  { { "webhook", 600, 60 }, { NULL, 0, 0 } },
  { { "health", 600, 60 }, { NULL, 0, 0 } },
  { { "pages", 600, 60 }, { NULL, 0, 0 } },
  { { "preview", 60, 60 }, { "preview-all", 600, 60 } },
};

#define WELCOME "welcome"
#define WELCOME_SECONDS (30 * 24 * 3600)

const SalonLimit salon_server_rate_limit_of_account = { "account", 10, 600 };

const SalonServerRateLimit *
salon_server_rate_limits_find (const char *name)
{
  if (name == NULL)
    return &general;
  for (gsize i = 0; i < G_N_ELEMENTS (limits); i++)
    if (g_str_equal (limits[i].address.name, name))
      return &limits[i];
  g_return_val_if_reached (&general);
}

SalonServerRateLimits *
salon_server_rate_limits_new (const char *redis_url, GError **error)
{
  SalonServerRateLimits *self;
  SalonRedis *redis = NULL;

  if (redis_url != NULL)
    {
      redis = salon_redis_new (redis_url, error);
      if (redis == NULL)
        return NULL;
    }
  self = g_new0 (SalonServerRateLimits, 1);
  self->table = salon_limit_table_new ();
  self->redis = redis;
  return self;
}

void
salon_server_rate_limits_free (SalonServerRateLimits *self)
{
  g_return_if_fail (self != NULL);

  salon_limit_table_free (self->table);
  g_clear_pointer (&self->redis, salon_redis_free);
  g_free (self);
}

SalonLimitVerdict
salon_server_rate_limits_take (SalonServerRateLimits *self,
                               const SalonLimit *limit,
                               const char *key,
                               gint64 now)
{
  SalonLimitVerdict here;
  SalonLimitVerdict shared;

  g_return_val_if_fail (self != NULL && limit != NULL && key != NULL,
                        ((SalonLimitVerdict) { .retry_seconds = 1 }));

  here = salon_limit_table_take (self->table, limit, key, now);
  if (!here.is_allowed || self->redis == NULL
      || !salon_redis_take (self->redis, limit, key, now, &shared))
    return here;
  return !shared.is_allowed || shared.n_left < here.n_left ? shared : here;
}

void
salon_server_rate_limits_welcome (SalonServerRateLimits *self, const char *address, gint64 now)
{
  g_autofree char *key = NULL;

  g_return_if_fail (self != NULL && address != NULL);

  key = salon_server_rate_limits_dup_key (address);
  salon_limit_table_mark (self->table, WELCOME, key, WELCOME_SECONDS, now);
}

gboolean
salon_server_rate_limits_is_welcome (SalonServerRateLimits *self, const char *address, gint64 now)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (self != NULL && address != NULL, FALSE);

  key = salon_server_rate_limits_dup_key (address);
  return salon_limit_table_is_marked (self->table, WELCOME, key, now);
}

char *
salon_server_rate_limits_dup_key (const char *address)
{
  g_autoptr (GInetAddress) parsed = NULL;
  g_autoptr (GInetAddress) network = NULL;
  static const guint8 mapped[12] = { [10] = 0xff, [11] = 0xff };
  guint8 bytes[16] = { 0 };

  g_return_val_if_fail (address != NULL, NULL);

  parsed = g_inet_address_new_from_string (address);
  if (parsed == NULL || g_inet_address_get_family (parsed) != G_SOCKET_FAMILY_IPV6)
    return g_strdup (address);
  /* An address of the old kind in the clothes of the new: the first half is everybody's. */
  if (memcmp (g_inet_address_to_bytes (parsed), mapped, sizeof mapped) == 0)
    return g_inet_address_to_string (parsed);
  memcpy (bytes, g_inet_address_to_bytes (parsed), 8);
  network = g_inet_address_new_from_bytes (bytes, G_SOCKET_FAMILY_IPV6);
  return g_inet_address_to_string (network);
}
