/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-book-queue.h"

#include "salon-server-pool.h"
#include "salon-server-transaction.h"

/* A round takes some milliseconds. */
#define MOST_IN_ROUND 32
#define CHAIR_TAKEN "23P01"
/* How often somebody may be quicker at yet another chair. */
#define MOST_TRIES 8

typedef enum
{
  VERDICT_NONE,
  VERDICT_MADE,
  VERDICT_TAKEN,
  VERDICT_CHANGED,
  VERDICT_ALONE, /* the round was taken back */
  VERDICT_FAILED,
} Verdict;

/* On the stack of who waits. */
typedef struct
{
  const SalonServerBookWish *wish;
  GCancellable *cancellable; /* nullable: of the pool, the same for all of a process */
  GCond decided;
  /* The rest under the mutex. */
  Verdict verdict;
  GError *error;
} Waiting;

struct _SalonServerBookQueue
{
  SalonServerShared *shared;
  GThread *thread;
  GMutex mutex;
  GCond filled;
  /* The rest under the mutex. */
  GPtrArray *waiting; /* Waiting, in the order of their coming */
  gboolean ends;
};

/* An element of an array as PostgreSQL reads it. */
static void
append_element (GString *text, const char *value)
{
  if (value == NULL)
    {
      g_string_append (text, "NULL");
      return;
    }
  g_string_append_c (text, '"');
  for (; *value != '\0'; value++)
    {
      if (*value == '"' || *value == '\\')
        g_string_append_c (text, '\\');
      g_string_append_c (text, *value);
    }
  g_string_append_c (text, '"');
}

static char *
write_column (const SalonServerBookWish *const *wishes,
              guint n_wishes,
              SalonServerBookColumn column)
{
  GString *text = g_string_new ("{");

  for (guint i = 0; i < n_wishes; i++)
    {
      if (i > 0)
        g_string_append_c (text, ',');
      append_element (text, wishes[i]->columns[column]);
    }
  g_string_append_c (text, '}');
  return g_string_free_and_steal (text);
}

static Verdict
read_verdict (const char *text)
{
  if (g_str_equal (text, "made"))
    return VERDICT_MADE;
  return g_str_equal (text, "taken") ? VERDICT_TAKEN : VERDICT_CHANGED;
}

typedef PGresult *(*Query) (SalonServerContext *context,
                            const char *sql,
                            int n_values,
                            const char *const *values,
                            GError **error);

/* A row for each of @wishes, in their order. */
static PGresult *
write_wishes (SalonServerContext *context,
              Query query,
              const SalonServerBookWish *const *wishes,
              guint n_wishes,
              GError **error)
{
  static const char sql[] =
    "SELECT unnest (salon.book_online ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14,"
    " $15, $16, $17, $18, $19, $20))";
  g_auto (GStrv) values = g_new0 (char *, SALON_SERVER_BOOK_N_COLUMNS + 1);

  for (SalonServerBookColumn i = 0; i < SALON_SERVER_BOOK_N_COLUMNS; i++)
    values[i] = i == SALON_SERVER_BOOK_WRITER ? g_strdup (wishes[0]->columns[i])
                                              : write_column (wishes, n_wishes, i);
  return query (context, sql, SALON_SERVER_BOOK_N_COLUMNS, (const char *const *) values, error);
}

static gboolean
is_taken (SalonServerContext *context)
{
  return context->database != NULL
         && g_str_equal (salon_connection_get_sqlstate (context->database), CHAIR_TAKEN);
}

/* Who was quicker at one chair is there at the next look, which finds another or none. */
static Verdict
write_alone (SalonServerContext *context, const SalonServerBookWish *wish, GError **error)
{
  for (int i = 0; i < MOST_TRIES; i++)
    {
      g_autoptr (GError) fault = NULL;
      g_autoptr (PGresult) rows =
        write_wishes (context, salon_server_transaction_query, &wish, 1, &fault);

      if (rows != NULL)
        return read_verdict (PQgetvalue (rows, 0, 0));
      if (!is_taken (context))
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return VERDICT_FAILED;
        }
    }
  return VERDICT_TAKEN;
}

/* Rounds ---------------------------------------------------------------------------------------------- */

static gboolean
have_in_common (const SalonServerBookWish *one,
                const SalonServerBookWish *other,
                SalonServerBookColumn column)
{
  return one->columns[column] != NULL && other->columns[column] != NULL
         && g_ascii_strcasecmp (one->columns[column], other->columns[column]) == 0;
}

/* What salon.book_online() asks of those who are written together. */
static gboolean
fits (GPtrArray *round, const SalonServerBookWish *wish)
{
  for (guint i = 0; i < round->len; i++)
    {
      const SalonServerBookWish *other = ((Waiting *) round->pdata[i])->wish;

      if ((wish->from < other->until && other->from < wish->until)
          || have_in_common (wish, other, SALON_SERVER_BOOK_EMAIL)
          || have_in_common (wish, other, SALON_SERVER_BOOK_PHONE)
          || !have_in_common (wish, other, SALON_SERVER_BOOK_WRITER))
        return FALSE;
    }
  return TRUE;
}

/* Under the mutex. The first of all is always taken, so nobody waits for ever. */
static GPtrArray *
take_round (SalonServerBookQueue *self)
{
  GPtrArray *round = g_ptr_array_new ();

  for (guint i = 0; i < self->waiting->len && round->len < MOST_IN_ROUND;)
    if (fits (round, ((Waiting *) self->waiting->pdata[i])->wish))
      g_ptr_array_add (round, g_ptr_array_steal_index (self->waiting, i));
    else
      i++;
  return round;
}

/* What the database has refused is undone; of what was lost on the way nobody knows. */
static gboolean
is_undone (SalonServerContext *context, const GError *error)
{
  return error->domain == SALON_DATABASE_ERROR
         && !g_error_matches (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_LOST)
         && context->database != NULL && *salon_connection_get_sqlstate (context->database) != '\0';
}

static void
decide (SalonServerBookQueue *self,
        GPtrArray *round,
        PGresult *rows,
        Verdict verdict,
        GError *error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  for (guint i = 0; i < round->len; i++)
    {
      Waiting *waiting = round->pdata[i];

      waiting->verdict = rows != NULL ? read_verdict (PQgetvalue (rows, (int) i, 0)) : verdict;
      if (waiting->verdict == VERDICT_FAILED)
        waiting->error = g_error_copy (error);
      g_cond_signal (&waiting->decided);
    }
}

static void
write_round (SalonServerBookQueue *self, SalonServerContext *context, GPtrArray *round)
{
  const SalonServerBookWish *wishes[MOST_IN_ROUND];
  g_autoptr (GError) error = NULL;
  g_autoptr (PGresult) rows = NULL;
  Verdict verdict = VERDICT_FAILED;

  for (guint i = 0; i < round->len; i++)
    wishes[i] = ((Waiting *) round->pdata[i])->wish;
  g_set_object (&context->cancellable, ((Waiting *) round->pdata[0])->cancellable);
  salon_server_context_begin (context);
  rows = write_wishes (context, salon_server_context_query, wishes, round->len, &error);
  if (error != NULL)
    {
      verdict = is_undone (context, error) ? VERDICT_ALONE : VERDICT_FAILED;
      salon_server_context_settle (context, error);
    }
  decide (self, round, rows, verdict, error);
}

static gpointer
write_cb (gpointer data)
{
  SalonServerBookQueue *self = data;
  g_autoptr (SalonServerContext) context = salon_server_context_new (self->shared, NULL);

  /* The first who books need not wait for it. What is wrong is said then. */
  salon_server_context_get_database (context, NULL);
  g_mutex_lock (&self->mutex);
  while (!self->ends)
    if (self->waiting->len == 0)
      g_cond_wait (&self->filled, &self->mutex);
    else
      {
        g_autoptr (GPtrArray) round = take_round (self);

        g_mutex_unlock (&self->mutex);
        write_round (self, context, round);
        g_mutex_lock (&self->mutex);
      }
  g_mutex_unlock (&self->mutex);
  return NULL;
}

SalonServerBookQueue *
salon_server_book_queue_new (SalonServerShared *shared)
{
  SalonServerBookQueue *self = g_new0 (SalonServerBookQueue, 1);

  self->shared = shared;
  self->waiting = g_ptr_array_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->filled);
  self->thread = g_thread_new ("bookings", write_cb, self);
  return self;
}

void
salon_server_book_queue_free (SalonServerBookQueue *self)
{
  g_return_if_fail (self != NULL);

  g_mutex_lock (&self->mutex);
  self->ends = TRUE;
  g_cond_signal (&self->filled);
  g_mutex_unlock (&self->mutex);
  g_thread_join (self->thread);
  g_ptr_array_unref (self->waiting);
  g_cond_clear (&self->filled);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/* Waiting ---------------------------------------------------------------------------------------------- */

static Verdict
wait_for_round (SalonServerBookQueue *self,
                const SalonServerBookWish *wish,
                GCancellable *cancellable,
                GError **error)
{
  Waiting waiting = { .wish = wish, .cancellable = cancellable };

  g_cond_init (&waiting.decided);
  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->waiting, &waiting);
  g_cond_signal (&self->filled);
  while (waiting.verdict == VERDICT_NONE)
    g_cond_wait (&waiting.decided, &self->mutex);
  g_mutex_unlock (&self->mutex);
  g_cond_clear (&waiting.decided);
  if (waiting.error != NULL)
    g_propagate_error (error, waiting.error);
  return waiting.verdict;
}

const char *
salon_server_book_queue_write (SalonServerContext *context,
                               const SalonServerBookWish *wish,
                               GError **error)
{
  SalonServerBookQueue *queue;
  Verdict verdict = VERDICT_ALONE;

  g_return_val_if_fail (context != NULL && wish != NULL, NULL);

  queue = context->shared->book_queue;
  if (queue != NULL)
    {
      salon_server_pool_leave (context);
      verdict = wait_for_round (queue, wish, context->cancellable, error);
      salon_server_pool_come_back (context);
    }
  if (verdict == VERDICT_ALONE)
    verdict = write_alone (context, wish, error);
  switch (verdict)
    {
    case VERDICT_MADE:
      return "made";
    case VERDICT_TAKEN:
      return "taken";
    case VERDICT_CHANGED:
      return "changed";
    case VERDICT_NONE:
    case VERDICT_ALONE:
    case VERDICT_FAILED:
      break;
    }
  return NULL;
}
