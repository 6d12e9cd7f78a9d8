/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What is known of each step are findings: the thread has its own, and gives the main thread a copy
 * each time that it knows more. The steps before the last are one call to the library that connects;
 * which of them it did not pass is in its error.
 */
#include "salon-connection-test.h"

#include "database/salon-connection.h"
#include "database/salon-migrator.h"
#include "salon-postgres-remote.h"
#include "salon-rest-remote.h"

#define STAFF_OF_EVERY_SALON "00000000-0000-7000-8000-000000000001"

typedef struct
{
  SalonConnectionState states[SALON_CONNECTION_N_STEPS];
  GError *failure; /* of the step that failed; NULL: none */
  SalonConnectionContents contents;
  gint64 n_rows;
  char *token; /* of a server; nullable */
} Findings;

struct _SalonConnectionTest
{
  GObject parent_instance;

  SalonConnectionSettings *settings;
  Findings findings;
};

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (SalonConnectionTest, salon_connection_test, G_TYPE_OBJECT)

static void
findings_clear (Findings *self)
{
  g_clear_error (&self->failure);
  g_clear_pointer (&self->token, g_free);
}

static void
findings_copy (Findings *to, const Findings *from)
{
  findings_clear (to);
  *to = *from;
  to->failure = from->failure != NULL ? g_error_copy (from->failure) : NULL;
  to->token = g_strdup (from->token);
}

/* The thread's side of a run. */
typedef struct
{
  SalonConnectionTest *test; /* for the main context alone */
  GMainContext *context;
  SalonConnectionSettings *settings;
  gboolean prepares_first;
  Findings findings;
} Attempt;

static void
attempt_free (Attempt *self)
{
  findings_clear (&self->findings);
  salon_connection_settings_free (self->settings);
  g_main_context_unref (self->context);
  g_object_unref (self->test);
  g_free (self);
}

typedef struct
{
  SalonConnectionTest *test;
  Findings findings;
} Post;

static void
post_free (Post *post)
{
  findings_clear (&post->findings);
  g_object_unref (post->test);
  g_free (post);
}

static gboolean
posted_cb (gpointer user_data)
{
  Post *post = user_data;

  findings_copy (&post->test->findings, &post->findings);
  g_signal_emit (post->test, signals[SIGNAL_CHANGED], 0);
  return G_SOURCE_REMOVE;
}

static void
tell (Attempt *self)
{
  Post *post = g_new0 (Post, 1);
  g_autoptr (GSource) source = g_idle_source_new ();

  post->test = g_object_ref (self->test);
  findings_copy (&post->findings, &self->findings);
  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, posted_cb, post, (GDestroyNotify) post_free);
  g_source_attach (source, self->context);
}

static gboolean
has_no_name (const SalonConnectionSettings *settings)
{
  return settings->address == NULL && (settings->host == NULL || *settings->host == '/');
}

/* All steps before @step are good. */
static void
pass_until (Attempt *self, SalonConnectionStep step)
{
  for (int i = 0; i < (int) step; i++)
    self->findings.states[i] = SALON_CONNECTION_STATE_PASSED;
  if (step > SALON_CONNECTION_STEP_NAME && has_no_name (self->settings))
    self->findings.states[SALON_CONNECTION_STEP_NAME] = SALON_CONNECTION_STATE_NOT_NEEDED;
  if (step > SALON_CONNECTION_STEP_CERTIFICATE
      && salon_connection_settings_is_local (self->settings))
    self->findings.states[SALON_CONNECTION_STEP_CERTIFICATE] = SALON_CONNECTION_STATE_NOT_NEEDED;
}

static void
begin_step (Attempt *self, SalonConnectionStep step)
{
  pass_until (self, step);
  self->findings.states[step] = SALON_CONNECTION_STATE_RUNNING;
  tell (self);
}

/* Takes @failure. A cancelled step has not failed: it waits for the next run. */
static gboolean
fail_step (Attempt *self, SalonConnectionStep step, GError *failure, GError **error)
{
  gboolean is_cancelled = g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  failure = salon_postgres_remote_translate (failure);
  pass_until (self, step);
  self->findings.states[step] =
    is_cancelled ? SALON_CONNECTION_STATE_WAITING : SALON_CONNECTION_STATE_FAILED;
  if (!is_cancelled)
    self->findings.failure = g_error_copy (failure);
  tell (self);
  g_propagate_error (error, failure);
  return FALSE;
}

static SalonConnectionStep
find_failed_step (const GError *failure)
{
  if (failure->domain != SALON_DATABASE_ERROR)
    return SALON_CONNECTION_STEP_PORT;
  switch ((SalonDatabaseError) failure->code)
    {
    case SALON_DATABASE_ERROR_NAME:
      return SALON_CONNECTION_STEP_NAME;
    case SALON_DATABASE_ERROR_PORT:
    case SALON_DATABASE_ERROR_REPLY:
      return SALON_CONNECTION_STEP_PORT;
    case SALON_DATABASE_ERROR_CERTIFICATE:
      return SALON_CONNECTION_STEP_CERTIFICATE;
    case SALON_DATABASE_ERROR_SIGN_IN:
    case SALON_DATABASE_ERROR_LOST:
    case SALON_DATABASE_ERROR_BUSY:
      return SALON_CONNECTION_STEP_SIGN_IN;
    case SALON_DATABASE_ERROR_NO_DATABASE:
    case SALON_DATABASE_ERROR_RIGHTS:
    case SALON_DATABASE_ERROR_NOT_PREPARED:
    case SALON_DATABASE_ERROR_OLDER:
    case SALON_DATABASE_ERROR_NEWER:
    case SALON_DATABASE_ERROR_FOREIGN:
      return SALON_CONNECTION_STEP_DATABASE;
    }
  g_return_val_if_reached (SALON_CONNECTION_STEP_PORT);
}

/* Looked up once more when connecting; here so that the owner sees how far it is. */
static gboolean
find_name (Attempt *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GResolver) resolver = g_resolver_get_default ();
  g_autolist (GInetAddress) addresses = NULL;
  GError *failure = NULL;

  if (has_no_name (self->settings))
    return TRUE;
  begin_step (self, SALON_CONNECTION_STEP_NAME);
  addresses = g_resolver_lookup_by_name (resolver, self->settings->host, cancellable, &failure);
  if (addresses != NULL)
    return TRUE;
  if (!g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      failure->domain = SALON_DATABASE_ERROR;
      failure->code = SALON_DATABASE_ERROR_NAME;
    }
  return fail_step (self, SALON_CONNECTION_STEP_NAME, failure, error);
}

static SalonConnection *
connect_to_it (Attempt *self, GCancellable *cancellable, GError **error)
{
  GError *failure = NULL;
  SalonConnection *connection = NULL;

  begin_step (self, SALON_CONNECTION_STEP_PORT);
  connection = salon_connection_open (self->settings, cancellable, &failure);
  if (connection == NULL)
    fail_step (self, find_failed_step (failure), failure, error);
  return connection;
}

/* A user who may sign in is not yet one who may use the shared salon. */
static gboolean
count_rows (Attempt *self, SalonConnection *connection, GCancellable *cancellable, GError **error)
{
  g_autoptr (PGresult) rows = salon_connection_query (
    connection,
    "SELECT has_function_privilege ('salon.push (jsonb)', 'EXECUTE'), count (*) "
    "FROM salon.sync_rows "
    "WHERE NOT deleted AND (entity, id) <> ('staff', '00000000-0000-7000-8000-000000000001')",
    0, NULL, cancellable, error);

  if (rows == NULL)
    return FALSE;
  if (!g_str_equal (PQgetvalue (rows, 0, 0), "t"))
    {
      g_set_error_literal (error, SALON_DATABASE_ERROR, SALON_DATABASE_ERROR_RIGHTS,
                           "this user may not use the shared salon");
      return FALSE;
    }
  self->findings.n_rows = g_ascii_strtoll (PQgetvalue (rows, 0, 1), NULL, 10);
  self->findings.contents = self->findings.n_rows > 0 ? SALON_CONNECTION_CONTENTS_SALON
                                                      : SALON_CONNECTION_CONTENTS_PREPARED;
  return TRUE;
}

static gboolean
fail_contents (SalonDatabaseError code, const char *why, GError **error)
{
  g_set_error_literal (error, SALON_DATABASE_ERROR, (int) code, why);
  return FALSE;
}

/* What is there, and can this desk use it as it is? */
static gboolean
look_inside (Attempt *self, SalonConnection *connection, GCancellable *cancellable, GError **error)
{
  SalonDatabaseState state = SALON_DATABASE_NOTHING;
  int version = 0;

  if (!salon_migrator_inspect (connection, &state, &version, error))
    return FALSE;
  switch (state)
    {
    case SALON_DATABASE_NOTHING:
      self->findings.contents = SALON_CONNECTION_CONTENTS_NOTHING;
      return fail_contents (SALON_DATABASE_ERROR_NOT_PREPARED, "an empty database", error);
    case SALON_DATABASE_SEED:
      self->findings.contents = SALON_CONNECTION_CONTENTS_TAKE_OVER;
      return fail_contents (SALON_DATABASE_ERROR_NOT_PREPARED, "another program's salon", error);
    case SALON_DATABASE_OURS:
      if (version == salon_migrator_get_latest ())
        return count_rows (self, connection, cancellable, error);
      self->findings.contents = SALON_CONNECTION_CONTENTS_OLDER;
      return fail_contents (SALON_DATABASE_ERROR_OLDER, "an older version's salon", error);
    case SALON_DATABASE_NEWER:
      return fail_contents (SALON_DATABASE_ERROR_NEWER, "a newer version's salon", error);
    case SALON_DATABASE_FOREIGN:
      return fail_contents (SALON_DATABASE_ERROR_FOREIGN, "no salon at all", error);
    }
  g_return_val_if_reached (FALSE);
}

static gboolean
prepare (Attempt *self, SalonConnection *connection, GCancellable *cancellable, GError **error)
{
  return !self->prepares_first || salon_migrator_run (connection, 0, cancellable, error);
}

/* At a server, where everything before the last step is one call. */
static SalonConnectionStep
find_failed_step_of_server (const GError *failure)
{
  if (failure->domain != SALON_SYNC_ERROR)
    return SALON_CONNECTION_STEP_PORT;
  switch ((SalonSyncError) failure->code)
    {
    case SALON_SYNC_ERROR_NAME:
      return SALON_CONNECTION_STEP_NAME;
    case SALON_SYNC_ERROR_PORT:
    case SALON_SYNC_ERROR_OFFLINE:
    case SALON_SYNC_ERROR_REPLY:
    case SALON_SYNC_ERROR_NO_SERVER:
      return SALON_CONNECTION_STEP_PORT;
    case SALON_SYNC_ERROR_CERTIFICATE:
      return SALON_CONNECTION_STEP_CERTIFICATE;
    case SALON_SYNC_ERROR_BUSY:
    case SALON_SYNC_ERROR_SIGN_IN:
    case SALON_SYNC_ERROR_SIGNED_OUT:
      return SALON_CONNECTION_STEP_SIGN_IN;
    case SALON_SYNC_ERROR_NO_DATABASE:
    case SALON_SYNC_ERROR_RIGHTS:
    case SALON_SYNC_ERROR_NOT_PREPARED:
    case SALON_SYNC_ERROR_OLDER:
    case SALON_SYNC_ERROR_NEWER:
    case SALON_SYNC_ERROR_FOREIGN:
      return SALON_CONNECTION_STEP_DATABASE;
    }
  g_return_val_if_reached (SALON_CONNECTION_STEP_PORT);
}

static char *
find_no_token (gpointer user_data)
{
  return NULL;
}

static void
note_token (const char *token, gpointer user_data)
{
  Attempt *self = user_data;

  g_set_str (&self->findings.token, token);
}

/* The beginning of the feed: is there more than what every salon has? */
static gboolean
look_behind (Attempt *self,
             SalonRestClient *client,
             SalonRestSignIn *sign_in,
             GCancellable *cancellable,
             GError **error)
{
  g_autofree char *token = salon_rest_sign_in_dup_token (sign_in, client, NULL, cancellable, error);
  SalonRestRequest request = { .method = "GET",
                               .path = "/api/v1/admin/sync?rows=2",
                               .token = token,
                               .max_bytes = SALON_FEED_PAGE_MAX_BYTES };
  g_autoptr (SalonRestReply) reply =
    token != NULL ? salon_rest_client_call (client, &request, cancellable, error) : NULL;
  g_autoptr (SalonFeedPage) page = NULL;

  if (reply == NULL || !salon_rest_client_judge (reply->status, error))
    return FALSE;
  page = reply->text != NULL ? salon_feed_page_from_json (reply->text, NULL) : NULL;
  if (page == NULL)
    {
      g_set_error_literal (error, SALON_SYNC_ERROR, SALON_SYNC_ERROR_REPLY, "no page of a feed");
      return FALSE;
    }
  for (gsize i = 0; i < salon_feed_page_get_n_rows (page); i++)
    if (!g_str_equal (salon_feed_page_get_row (page, i)->id, STAFF_OF_EVERY_SALON))
      self->findings.n_rows++;
  self->findings.contents = self->findings.n_rows > 0 || salon_feed_page_has_more (page)
                              ? SALON_CONNECTION_CONTENTS_SALON
                              : SALON_CONNECTION_CONTENTS_PREPARED;
  return TRUE;
}

static gboolean
run_steps_at_server (Attempt *self, GCancellable *cancellable, GError **error)
{
  const SalonConnectionSettings *settings = self->settings;
  g_autoptr (SalonRestSignIn) sign_in = salon_rest_sign_in_new (
    &(SalonRestKeeper) { .find = find_no_token, .keep = note_token, .user_data = self });
  g_autoptr (SalonRestClient) client = NULL;
  GError *failure = NULL;

  begin_step (self, SALON_CONNECTION_STEP_NAME);
  client = salon_rest_client_new (settings->address, settings->root_certificate,
                                  SALON_REST_REMOTE_SILENCE_S, &failure);
  if (client == NULL
      || !salon_rest_sign_in_begin (sign_in, client, settings->user != NULL ? settings->user : "",
                                    settings->password != NULL ? settings->password : "",
                                    cancellable, &failure))
    return fail_step (self, find_failed_step_of_server (failure), failure, error);
  begin_step (self, SALON_CONNECTION_STEP_DATABASE);
  if (!look_behind (self, client, sign_in, cancellable, &failure))
    return fail_step (self, SALON_CONNECTION_STEP_DATABASE, failure, error);
  pass_until (self, (SalonConnectionStep) SALON_CONNECTION_N_STEPS);
  tell (self);
  return TRUE;
}

static gboolean
run_steps (Attempt *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (SalonConnection) connection = NULL;
  GError *failure = NULL;

  if (self->settings->address != NULL)
    return run_steps_at_server (self, cancellable, error);
  if (!find_name (self, cancellable, error))
    return FALSE;
  connection = connect_to_it (self, cancellable, error);
  if (connection == NULL)
    return FALSE;
  begin_step (self, SALON_CONNECTION_STEP_DATABASE);
  if (!prepare (self, connection, cancellable, &failure)
      || !look_inside (self, connection, cancellable, &failure))
    return fail_step (self, SALON_CONNECTION_STEP_DATABASE, failure, error);
  pass_until (self, (SalonConnectionStep) SALON_CONNECTION_N_STEPS);
  tell (self);
  return TRUE;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer attempt, GCancellable *cancellable)
{
  GError *error = NULL;

  if (run_steps (attempt, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
start (SalonConnectionTest *self,
       gboolean prepares_first,
       gpointer tag,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  Attempt *attempt = g_new0 (Attempt, 1);

  attempt->test = g_object_ref (self);
  attempt->context = g_main_context_ref_thread_default ();
  attempt->settings = salon_connection_settings_copy (self->settings);
  attempt->prepares_first = prepares_first;
  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, attempt, (GDestroyNotify) attempt_free);
  g_task_run_in_thread (task, run_in_thread);
}

void
salon_connection_test_run_async (SalonConnectionTest *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (SALON_IS_CONNECTION_TEST (self));

  start (self, FALSE, salon_connection_test_run_async, cancellable, callback, user_data);
}

gboolean
salon_connection_test_run_finish (SalonConnectionTest *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
salon_connection_test_prepare_async (SalonConnectionTest *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  g_return_if_fail (SALON_IS_CONNECTION_TEST (self));

  start (self, TRUE, salon_connection_test_prepare_async, cancellable, callback, user_data);
}

gboolean
salon_connection_test_prepare_finish (SalonConnectionTest *self,
                                      GAsyncResult *result,
                                      GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
salon_connection_test_finalize (GObject *object)
{
  SalonConnectionTest *self = SALON_CONNECTION_TEST (object);

  findings_clear (&self->findings);
  salon_connection_settings_free (self->settings);
  G_OBJECT_CLASS (salon_connection_test_parent_class)->finalize (object);
}

static void
salon_connection_test_class_init (SalonConnectionTestClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = salon_connection_test_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SALON_TYPE_CONNECTION_TEST, G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
salon_connection_test_init (SalonConnectionTest *self)
{
}

SalonConnectionTest *
salon_connection_test_new (const SalonConnectionSettings *settings)
{
  SalonConnectionTest *self = NULL;

  g_return_val_if_fail (settings != NULL, NULL);

  self = g_object_new (SALON_TYPE_CONNECTION_TEST, NULL);
  self->settings = salon_connection_settings_copy (settings);
  return self;
}

SalonConnectionState
salon_connection_test_get_state (SalonConnectionTest *self, SalonConnectionStep step)
{
  g_return_val_if_fail (SALON_IS_CONNECTION_TEST (self), SALON_CONNECTION_STATE_WAITING);
  g_return_val_if_fail (step < SALON_CONNECTION_N_STEPS, SALON_CONNECTION_STATE_WAITING);

  return self->findings.states[step];
}

const GError *
salon_connection_test_get_error (SalonConnectionTest *self, SalonConnectionStep step)
{
  g_return_val_if_fail (SALON_IS_CONNECTION_TEST (self), NULL);
  g_return_val_if_fail (step < SALON_CONNECTION_N_STEPS, NULL);

  return self->findings.states[step] == SALON_CONNECTION_STATE_FAILED ? self->findings.failure
                                                                      : NULL;
}

SalonConnectionContents
salon_connection_test_get_contents (SalonConnectionTest *self)
{
  g_return_val_if_fail (SALON_IS_CONNECTION_TEST (self), SALON_CONNECTION_CONTENTS_UNKNOWN);

  return self->findings.contents;
}

char *
salon_connection_test_dup_token (SalonConnectionTest *self)
{
  g_return_val_if_fail (SALON_IS_CONNECTION_TEST (self), NULL);

  return g_strdup (self->findings.token);
}

gint64
salon_connection_test_get_n_rows (SalonConnectionTest *self)
{
  g_return_val_if_fail (SALON_IS_CONNECTION_TEST (self), 0);

  return self->findings.n_rows;
}
