/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-work.h"

#include <signal.h>
#include <stdio.h>

#include "salon-job-worker.h"
#include "salon-message-worker.h"
#include "salon-server-cache.h"
#include "salon-server-log.h"
#include "salon-server-route.h"

struct _SalonServerWork
{
  SalonServerShared *shared;
  GCancellable *stop;
  GThread *thread;
  GThread *messages; /* a provider that is slow must not hold up the payments */
};

static gpointer
tell (gpointer user_data)
{
  SalonServerWork *self = user_data;

  salon_message_worker_run (self->shared, self->stop);
  return NULL;
}

static gpointer
work (gpointer user_data)
{
  SalonServerWork *self = user_data;

  salon_job_worker_run (self->shared, self->stop);
  return NULL;
}

SalonServerWork *
salon_server_work_new (SalonServerShared *shared)
{
  SalonServerWork *self = g_new0 (SalonServerWork, 1);

  self->shared = shared;
  self->stop = g_cancellable_new ();
  self->thread = g_thread_new ("worker", work, self);
  self->messages = g_thread_new ("messages", tell, self);
  return self;
}

void
salon_server_work_free (SalonServerWork *self)
{
  if (self == NULL)
    return;
  g_cancellable_cancel (self->stop);
  g_thread_join (self->thread);
  g_thread_join (self->messages);
  g_object_unref (self->stop);
  g_free (self);
}

int
salon_server_work_run (SalonServerConfiguration *configuration)
{
  SalonServerMeasures *measures = salon_server_measures_new (salon_server_routes_count ());
  /* Nobody hears of changes here, so nothing is kept in it: what is read is as it is now. */
  SalonServerCache *cache = salon_server_cache_new (FALSE);
  SalonServerShared shared = {
    .configuration = configuration,
    .measures = measures,
    .cache = cache,
  };
  SalonServerWork *self;
  sigset_t signals;
  int signal = 0;

  sigemptyset (&signals);
  sigaddset (&signals, SIGTERM);
  sigaddset (&signals, SIGINT);
  /* In the thread that comes as well: they are waited for here alone. */
  sigprocmask (SIG_BLOCK, &signals, NULL);
  salon_server_log_begin ();
  self = salon_server_work_new (&shared);
  printf ("Working\n");
  fflush (stdout);
  while (sigwait (&signals, &signal) != 0)
    ;
  salon_server_work_free (self);
  salon_server_cache_free (cache);
  salon_server_measures_free (measures);
  return 0;
}
