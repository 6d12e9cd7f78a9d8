/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What a handler works with. One for each worker thread, and used by no other; what the threads of a
 * process share is in SalonServerShared and minds that by itself.
 */
#pragma once

#include <gio/gio.h>

#include "database/salon-connection.h"
#include "salon-server-configuration.h"
#include "salon-server-measures.h"

G_BEGIN_DECLS

typedef struct _SalonServerCache SalonServerCache;
typedef struct _SalonServerPool SalonServerPool;
typedef struct _SalonServerBookQueue SalonServerBookQueue;
typedef struct _SalonServerRateLimits SalonServerRateLimits;
typedef struct _SalonServerEvents SalonServerEvents;
typedef struct _SalonPayments SalonPayments;
typedef struct _SalonServerSignIn SalonServerSignIn;
typedef struct _SalonServerVisits SalonServerVisits;
typedef struct _SalonServerSite SalonServerSite;

/* Unix microseconds. */
typedef gint64 (*SalonServerClock) (gpointer user_data);

/* Of one process. Set before the first worker begins. */
typedef struct
{
  const SalonServerConfiguration *configuration;
  SalonServerMeasures *measures;
  SalonServerCache *cache;
  SalonServerRateLimits *rate_limits; /* nullable */
  SalonServerEvents *events;          /* nullable */
  SalonServerSignIn *sign_in;         /* nullable: nobody can sign in */
  SalonServerSite *site;              /* nullable: there is none here */
  SalonServerVisits *visits;          /* nullable: nobody counts */
  SalonServerBookQueue *book_queue;   /* nullable: everybody books alone */
  SalonServerClock clock;             /* NULL is the computer's */
  gpointer clock_data;
  /* The salon has changed, whoever wrote; called in the listener's thread. Nullable. */
  void (*changed) (gpointer changed_data);
  gpointer changed_data;
} SalonServerShared;

/* The answer of a question that was asked along: FALSE with @error set when nothing may be told. */
typedef gboolean (*SalonServerJudgeFunc) (const PGresult *rows, gpointer user_data, GError **error);

typedef struct _SalonServerAlong SalonServerAlong;

typedef struct
{
  SalonServerShared *shared;
  const SalonServerConfiguration *configuration;
  SalonServerMeasures *measures;
  SalonConnection *database; /* see salon_server_context_get_database() */
  GCancellable *cancellable; /* the program ends */
  SalonPayments *payments;   /* see salon_payments_get_provider() */
  SalonServerPool *pool;     /* nullable: whose worker this is */
  SalonServerAlong *along;   /* see salon_server_context_ask_along(); nullable */
} SalonServerContext;

SalonServerContext *salon_server_context_new (SalonServerShared *shared, GCancellable *cancellable);
void salon_server_context_free (SalonServerContext *self);

/* Before each request: a connection that has broken meanwhile is let go. */
void salon_server_context_begin (SalonServerContext *self);

/* The connection of this thread; opened when there is none, or when the last one was lost. Fails with
 * SALON_SERVER_ERROR_UNAVAILABLE, and when a question that was to go along is answered badly. */
SalonConnection *salon_server_context_get_database (SalonServerContext *self, GError **error);
/* After a failure: a connection that is of no more use is let go, an open transaction is rolled back. */
void salon_server_context_settle (SalonServerContext *self, const GError *error);

/* Unix microseconds. */
gint64 salon_server_context_get_now (SalonServerContext *self);

/* As salon_connection_query_prepared() on this thread's connection. */
PGresult *salon_server_context_query (SalonServerContext *self,
                                      const char *sql,
                                      int n_values,
                                      const char *const *values,
                                      GError **error);

/* The same for several at once: see salon_connection_query_together(). */
gboolean salon_server_context_query_together (SalonServerContext *self,
                                              const SalonConnectionQuestion *questions,
                                              guint n_questions,
                                              PGresult **answers,
                                              GError **error);

/**
 * salon_server_context_ask_along:
 * @sql: kept by whoever calls, as is @judge_data until salon_server_context_judge_along()
 * @values: (transfer full): texts
 * @judge: says by its answer whether anything else may be told
 *
 * What must be known before anything is told, and need not be known before it is read: it goes along with the
 * next question and costs no journey of its own. That question then fails with what @judge says, and so does
 * every other until salon_server_context_judge_along(), which whoever calls this must call in the end.
 */
void salon_server_context_ask_along (SalonServerContext *self,
                                     const char *sql,
                                     GStrv values,
                                     SalonServerJudgeFunc judge,
                                     gpointer judge_data);
/* What became of it; asks it now when nothing else was asked. TRUE too when there was no such question. */
gboolean salon_server_context_judge_along (SalonServerContext *self, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerContext, salon_server_context_free)

G_END_DECLS
