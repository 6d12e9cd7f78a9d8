/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the server was told by its environment. Read once, never changed, shared by all threads.
 * Every name that is known is in one table, so that `serve --check` can say what is set, what is
 * missing, and what is off without it. Secrets are never printed.
 */
#pragma once

#include <glib.h>

#include "database/salon-connection-settings.h"

G_BEGIN_DECLS

typedef struct
{
  SalonConnectionSettings *database; /* DATABASE_URL */
  char *redis_url;                   /* REDIS_URL; nullable */

  char *listen_address; /* LISTEN_ADDRESS; "0.0.0.0" in production, else "127.0.0.1" */
  guint16 port;         /* PORT; 8000. 0 takes any that is free */
  guint n_processes;    /* --processes, WEB_CONCURRENCY */
  guint n_workers;      /* WORKER_THREADS, of each process */
  char *certificate;    /* TLS_CERTIFICATE, TLS_KEY: files; nullable */
  char *certificate_key;
  GStrv trusted_proxies;  /* TRUSTED_PROXIES: addresses whose X-Forwarded-For counts */
  GStrv cors_origins;     /* CORS_ORIGINS */
  char *public_url;       /* PUBLIC_URL: where clients find the site; nullable */
  guint most_connections; /* MAX_CONNECTIONS */
  guint most_per_address; /* MAX_CONNECTIONS_PER_ADDRESS */
  guint request_seconds;  /* REQUEST_TIMEOUT */
  gboolean is_production; /* ENV=production */
  gboolean runs_jobs;     /* --with-worker */
  GHashTable *values;     /* every known name that is set → its value */
} SalonServerConfiguration;

/**
 * salon_server_configuration_new:
 * @environment: as g_get_environ() gives it
 *
 * Fails with G_OPTION_ERROR when something that is set cannot be, or what nothing works without is
 * missing; the message names it and says what it should be.
 */
SalonServerConfiguration *salon_server_configuration_new (const char *const *environment,
                                                          GError **error);
void salon_server_configuration_free (SalonServerConfiguration *self);

/* A value of the table by its name, nullable: "STRIPE_SECRET_KEY". Names that the table does not have
 * are a mistake of the program. */
const char *salon_server_configuration_get (const SalonServerConfiguration *self, const char *name);
/* The same, or what is used without it: "STRIPE_BASE_URL" → "https://api.stripe.com". */
const char *salon_server_configuration_get_or_default (const SalonServerConfiguration *self,
                                                       const char *name);

/* What `serve --check` says. Transfer full. */
char *salon_server_configuration_describe (const SalonServerConfiguration *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerConfiguration, salon_server_configuration_free)

G_END_DECLS
