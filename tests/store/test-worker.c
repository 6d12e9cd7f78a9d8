/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The seam between the main loop and the thread that owns the store. */
#include "store-fixture.h"
#include "store/salon-store-error.h"
#include "store/salon-worker.h"

typedef struct
{
  StoreFixture file;
  SalonWorker *worker;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer unused)
{
  store_fixture_set_up (&fixture->file, NULL);
  store_fixture_close (&fixture->file);
  fixture->worker = salon_worker_new (fixture->file.path);
}

static void
tear_down (Fixture *fixture, gconstpointer unused)
{
  g_clear_object (&fixture->worker);
  store_fixture_tear_down (&fixture->file, NULL);
}

/* Counts from several threads: how often something was freed. */
static int n_freed;

static void
free_counted (gpointer memory)
{
  g_atomic_int_inc (&n_freed);
  g_free (memory);
}

static void
keep_result_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  *kept = g_object_ref (result);
}

static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
  return *result;
}

static gpointer
dup_device (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  GThread **thread = data;

  *thread = g_thread_self ();
  return g_strdup (salon_store_get_device (store));
}

static void
test_result (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *device = NULL;
  g_autofree char *expected =
    store_fixture_read_text (&fixture->file, "SELECT device_id FROM salon_file");
  GThread *thread = NULL;

  salon_worker_run_async (fixture->worker, dup_device, &thread, NULL, g_free, NULL, keep_result_cb,
                          &result);
  device = salon_worker_run_finish (fixture->worker, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (device, ==, expected);
  g_assert_true (thread != NULL && thread != g_thread_self ());
}

static gpointer
append_number (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  GString **text_and_number = data;

  g_string_append_printf (text_and_number[0], "%s ", text_and_number[1]->str);
  return NULL;
}

static void
free_number (gpointer data)
{
  GString **text_and_number = data;

  g_string_free (text_and_number[1], TRUE);
  g_free (text_and_number);
}

static void
test_order (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GString) found = g_string_new (NULL);
  g_autoptr (GString) expected = g_string_new (NULL);

  for (int i = 0; i < 100; i++)
    {
      GString **data = g_new0 (GString *, 2);

      data[0] = found;
      data[1] = g_string_new (NULL);
      g_string_printf (data[1], "%d", i);
      g_string_append_printf (expected, "%d ", i);
      salon_worker_run_async (fixture->worker, append_number, data, free_number, NULL, NULL, NULL,
                              NULL);
    }
  /* Closing ends what was given. */
  salon_worker_close (fixture->worker);
  g_assert_cmpstr (found->str, ==, expected->str);
}

static gpointer
fail_with_words (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_TAKEN, "taken");
  return NULL;
}

static void
test_error (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  salon_worker_run_async (fixture->worker, fail_with_words, NULL, NULL, NULL, NULL, keep_result_cb,
                          &result);
  g_assert_null (salon_worker_run_finish (fixture->worker, wait_for (&result), &error));
  g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_TAKEN);
}

static void
test_open_error (void)
{
  g_autoptr (SalonWorker) worker = salon_worker_new ("/nowhere/salon.sqlite");
  GThread *thread = NULL;

  for (int i = 0; i < 2; i++)
    {
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;

      salon_worker_run_async (worker, dup_device, &thread, NULL, g_free, NULL, keep_result_cb,
                              &result);
      g_assert_null (salon_worker_run_finish (worker, wait_for (&result), &error));
      g_assert_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_OPEN);
    }
  g_assert_null (thread);
}

/* Holds the thread until the test lets it go. */
typedef struct
{
  GMutex mutex;
  GCond changed;
  gboolean is_running;
  gboolean may_end;
} Gate;

static gpointer
pass_gate (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  Gate *gate = data;

  g_mutex_lock (&gate->mutex);
  gate->is_running = TRUE;
  g_cond_signal (&gate->changed);
  while (!gate->may_end)
    g_cond_wait (&gate->changed, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
  return g_strdup ("saved");
}

static void
wait_until_running (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  while (!gate->is_running)
    g_cond_wait (&gate->changed, &gate->mutex);
  g_mutex_unlock (&gate->mutex);
}

static void
open_gate (Gate *gate)
{
  g_mutex_lock (&gate->mutex);
  gate->may_end = TRUE;
  g_cond_signal (&gate->changed);
  g_mutex_unlock (&gate->mutex);
}

static void
test_cancel_waiting (Fixture *fixture, gconstpointer unused)
{
  Gate gate = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GThread *thread = NULL;

  salon_worker_run_async (fixture->worker, pass_gate, &gate, NULL, g_free, NULL, NULL, NULL);
  salon_worker_run_async (fixture->worker, dup_device, &thread, NULL, g_free, cancellable,
                          keep_result_cb, &result);
  wait_until_running (&gate);
  g_cancellable_cancel (cancellable);
  open_gate (&gate);
  g_assert_null (salon_worker_run_finish (fixture->worker, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_null (thread);
}

/* It was saved; to say that it was cancelled would be a lie. */
static void
test_cancel_running (Fixture *fixture, gconstpointer unused)
{
  Gate gate = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  salon_worker_run_async (fixture->worker, pass_gate, &gate, NULL, g_free, cancellable,
                          keep_result_cb, &result);
  wait_until_running (&gate);
  g_cancellable_cancel (cancellable);
  open_gate (&gate);
  text = salon_worker_run_finish (fixture->worker, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "saved");
}

static gpointer
dup_text (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return g_strdup (data);
}

static void
test_untaken_result (Fixture *fixture, gconstpointer unused)
{
  g_atomic_int_set (&n_freed, 0);
  for (int i = 0; i < 10; i++)
    salon_worker_run_async (fixture->worker, dup_text, g_strdup ("nobody"), free_counted,
                            free_counted, NULL, NULL, NULL);
  salon_worker_close (fixture->worker);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  /* Ten arguments and ten results. */
  g_assert_cmpint (g_atomic_int_get (&n_freed), ==, 20);
}

static void
test_closed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  g_atomic_int_set (&n_freed, 0);
  salon_worker_close (fixture->worker);
  salon_worker_close (fixture->worker);
  salon_worker_run_async (fixture->worker, dup_text, g_strdup ("late"), free_counted, g_free, NULL,
                          keep_result_cb, &result);
  g_assert_null (salon_worker_run_finish (fixture->worker, wait_for (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_object (&result);
  g_assert_cmpint (g_atomic_int_get (&n_freed), ==, 1);
}

/* The object is let go while operations wait: they hold it until they are done. */
static void
test_let_go (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = NULL;
  SalonWorker *borrowed = fixture->worker;

  for (int i = 0; i < 50; i++)
    salon_worker_run_async (fixture->worker, dup_text, (gpointer) "x", NULL, g_free, NULL, NULL,
                            NULL);
  salon_worker_run_async (fixture->worker, dup_text, (gpointer) "last", NULL, g_free, NULL,
                          keep_result_cb, &result);
  g_clear_object (&fixture->worker);
  wait_for (&result);
  text = salon_worker_run_finish (borrowed, result, NULL);
  g_assert_cmpstr (text, ==, "last");
}

static gpointer
apply_change (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  return salon_store_apply (store, data, FIXTURE_NOW, error);
}

static void
release_change (gpointer change)
{
  salon_change_unref (change);
}

/* A change made here, stamped there and read here again. */
static void
test_change_crosses (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (JsonObject) client = fixture_client (0x100, "Marie");
  g_autoptr (SalonChange) change = fixture_insert ("clients", client, "Add Marie");
  g_autoptr (SalonChange) applied = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  salon_worker_run_async (fixture->worker, apply_change, salon_change_ref (change), release_change,
                          release_change, NULL, keep_result_cb, &result);
  applied = salon_worker_run_finish (fixture->worker, wait_for (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpint (salon_change_get_seq (applied), ==, 1);
  g_assert_true (salon_change_touches (applied, "clients", "00000000-0000-7000-8000-000000000100"));
}

static gpointer
refuse (SalonStore *store, gpointer data, GCancellable *cancellable, GError **error)
{
  g_set_error (error, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED, "no");
  return NULL;
}

/* What a thread that waits for its answers does. Nobody turns the main loop meanwhile. */
static gpointer
run_and_wait (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) refusal = NULL;
  g_autoptr (GError) cancelled = NULL;
  GThread *ran_in = NULL;
  char *device = salon_worker_run (fixture->worker, dup_device, &ran_in, g_free, NULL, NULL);

  g_assert_nonnull (ran_in);
  g_assert_true (ran_in != g_thread_self ());
  g_assert_null (salon_worker_run (fixture->worker, refuse, NULL, NULL, NULL, &refusal));
  g_assert_error (refusal, SALON_STORE_ERROR, SALON_STORE_ERROR_REFUSED);
  g_cancellable_cancel (cancellable);
  g_assert_null (salon_worker_run (fixture->worker, refuse, NULL, NULL, cancellable, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  return device;
}

static void
test_run (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GThread) thread = g_thread_new ("waits", run_and_wait, fixture);
  g_autofree char *device = g_thread_join (g_steal_pointer (&thread));

  g_assert_cmpuint (strlen (device), ==, 36);
  g_assert_null (g_main_context_get_thread_default ());
}

static void
test_run_closed (Fixture *fixture, gconstpointer unused)
{
  g_autoptr (GError) error = NULL;

  salon_worker_close (fixture->worker);
  g_assert_null (salon_worker_run (fixture->worker, refuse, NULL, NULL, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CLOSED);
}

#define ADD(path, test) g_test_add ("/salon/worker/" path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("result-comes-from-another-thread", test_result);
  ADD ("operations-run-in-order", test_order);
  ADD ("error-reaches-the-caller", test_error);
  g_test_add_func ("/salon/worker/file-that-does-not-open-is-every-operations-error",
                   test_open_error);
  ADD ("cancelled-before-its-turn-does-not-run", test_cancel_waiting);
  ADD ("cancelled-too-late-is-told-as-done", test_cancel_running);
  ADD ("result-that-nobody-takes-is-freed", test_untaken_result);
  ADD ("closed-worker-refuses", test_closed);
  ADD ("worker-may-be-let-go-with-work-waiting", test_let_go);
  ADD ("change-crosses-threads", test_change_crosses);
  ADD ("another-thread-may-wait-for-the-result", test_run);
  ADD ("nobody-waits-for-a-closed-worker", test_run_closed);
  return g_test_run ();
}
