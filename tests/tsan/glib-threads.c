/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * For ThreadSanitizer: GLib's locks where it can see them. Debian's GLib locks by futexes of its own, in code that is
 * not instrumented, so that everything our mutexes guard would look like a race. This is linked into every
 * program of a build with -fsanitize=thread, in place of GLib's functions: mutexes and conditions are pthread's, and
 * where GLib hands something from one thread to another, the sanitizer is told.
 *
 * Only what src/ uses is here, and nothing that a program without GLib could not be linked with, for the compiler is
 * tried out with it. It is compiled without the sanitizer; GLib's own functions lock each other as before.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <gio/gio.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#undef g_once_init_enter
#undef g_once_init_leave
#undef g_once_init_enter_pointer
#undef g_once_init_leave_pointer
#undef g_atomic_ref_count_dec

/* The sanitizer's; not there while the compiler is tried out. */
void __tsan_acquire (void *address) __attribute__ ((weak));
void __tsan_release (void *address) __attribute__ ((weak));

/* What was done before this is seen by who takes it up. */
static void
hand_over (const void *address)
{
  if (__tsan_release != NULL)
    __tsan_release ((void *) address);
}

static void
take_up (const void *address)
{
  if (__tsan_acquire != NULL)
    __tsan_acquire ((void *) address);
}

/* The function of GLib that the one of this file is in front of. */
#define REAL(function) ((__typeof__ (&function)) find_real (#function))

static void *
find_real (const char *name)
{
  void *real = dlsym (RTLD_NEXT, name);

  if (real == NULL)
    abort ();
  return real;
}

/* Locks -------------------------------------------------------------------------------------------- */

static void *
make_mutex (void)
{
  pthread_mutex_t *mutex = malloc (sizeof *mutex);

  pthread_mutex_init (mutex, NULL);
  return mutex;
}

static void
free_mutex (void *mutex)
{
  pthread_mutex_destroy (mutex);
  free (mutex);
}

static void *
make_condition (void)
{
  pthread_condattr_t attributes;
  pthread_cond_t *condition = malloc (sizeof *condition);

  pthread_condattr_init (&attributes);
  pthread_condattr_setclock (&attributes, CLOCK_MONOTONIC);
  pthread_cond_init (condition, &attributes);
  pthread_condattr_destroy (&attributes);
  return condition;
}

static void
free_condition (void *condition)
{
  pthread_cond_destroy (condition);
  free (condition);
}

/* A lock of zeros is good without an initialisation. */
static void *
get_or_make (gpointer *place, void *(*make) (void), void (*discard) (void *))
{
  void *there = __atomic_load_n (place, __ATOMIC_ACQUIRE), *made;

  if (there != NULL)
    return there;
  made = make ();
  if (__atomic_compare_exchange_n (place, &there, made, FALSE, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
    return made;
  discard (made);
  return there;
}

static pthread_mutex_t *
get_mutex (GMutex *mutex)
{
  return get_or_make (&mutex->p, make_mutex, free_mutex);
}

static pthread_cond_t *
get_condition (GCond *condition)
{
  return get_or_make (&condition->p, make_condition, free_condition);
}

void
g_mutex_init (GMutex *mutex)
{
  mutex->p = make_mutex ();
}

void
g_mutex_clear (GMutex *mutex)
{
  free_mutex (get_mutex (mutex));
  mutex->p = NULL;
}

void
g_mutex_lock (GMutex *mutex)
{
  pthread_mutex_lock (get_mutex (mutex));
}

void
g_mutex_unlock (GMutex *mutex)
{
  pthread_mutex_unlock (get_mutex (mutex));
}

gboolean
g_mutex_trylock (GMutex *mutex)
{
  return pthread_mutex_trylock (get_mutex (mutex)) == 0;
}

void
g_cond_init (GCond *condition)
{
  condition->p = make_condition ();
}

void
g_cond_clear (GCond *condition)
{
  free_condition (get_condition (condition));
  condition->p = NULL;
}

void
g_cond_wait (GCond *condition, GMutex *mutex)
{
  pthread_cond_wait (get_condition (condition), get_mutex (mutex));
}

gboolean
g_cond_wait_until (GCond *condition, GMutex *mutex, gint64 end)
{
  struct timespec until = { .tv_sec = end / G_USEC_PER_SEC,
                            .tv_nsec = end % G_USEC_PER_SEC * 1000 };

  return pthread_cond_timedwait (get_condition (condition), get_mutex (mutex), &until) == 0;
}

void
g_cond_signal (GCond *condition)
{
  pthread_cond_signal (get_condition (condition));
}

void
g_cond_broadcast (GCond *condition)
{
  pthread_cond_broadcast (get_condition (condition));
}

/* Once --------------------------------------------------------------------------------------------- */

#define MOST_AT_ONCE 64

static pthread_mutex_t once_mutex = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t once_done = PTHREAD_COND_INITIALIZER;
static const void *begun[MOST_AT_ONCE]; /* what is being made; one may need another */

static const void **
find_begun (const void *place)
{
  for (int i = 0; i < MOST_AT_ONCE; i++)
    if (begun[i] == place)
      return &begun[i];
  return NULL;
}

static gboolean
is_made (const void *place)
{
  return __atomic_load_n ((const gsize *) place, __ATOMIC_ACQUIRE) != 0;
}

/* Whether it is for the caller to make it. */
static gboolean
enter (const void *place)
{
  gboolean is_mine;

  pthread_mutex_lock (&once_mutex);
  while (!is_made (place) && find_begun (place) != NULL)
    pthread_cond_wait (&once_done, &once_mutex);
  is_mine = !is_made (place);
  if (is_mine)
    *find_begun (NULL) = place;
  pthread_mutex_unlock (&once_mutex);
  take_up (place);
  return is_mine;
}

static void
leave (void *place, gsize result)
{
  hand_over (place);
  pthread_mutex_lock (&once_mutex);
  __atomic_store_n ((gsize *) place, result, __ATOMIC_RELEASE);
  *find_begun (place) = NULL;
  pthread_cond_broadcast (&once_done);
  pthread_mutex_unlock (&once_mutex);
}

gboolean (g_once_init_enter) (volatile void *place)
{
  return enter ((const void *) place);
}

void (g_once_init_leave) (volatile void *place, gsize result)
{
  leave ((void *) place, result);
}

gboolean (g_once_init_enter_pointer) (gpointer place)
{
  return enter (place);
}

void (g_once_init_leave_pointer) (gpointer place, gpointer result)
{
  leave (place, (gsize) result);
}

/* What goes from one to another ---------------------------------------------------------------------- */

gboolean (g_atomic_ref_count_dec) (gatomicrefcount *count)
{
  gboolean is_last;

  hand_over (count);
  is_last = REAL (g_atomic_ref_count_dec) (count);
  if (is_last)
    take_up (count);
  return is_last;
}

void
g_atomic_rc_box_release_full (gpointer box, GDestroyNotify clear)
{
  hand_over (box);
  take_up (box);
  REAL (g_atomic_rc_box_release_full) (box, clear);
}

/* Who lets go last has seen what all others did; for all but the last it is told too much. */
#define UNREF(function, Type)                                                                      \
  void (function) (Type object)                                                                    \
  {                                                                                                \
    hand_over (object);                                                                            \
    take_up (object);                                                                              \
    REAL (function) (object);                                                                      \
  }

#undef g_object_unref
UNREF (g_object_unref, gpointer)
UNREF (g_bytes_unref, GBytes *)
UNREF (g_ptr_array_unref, GPtrArray *)
UNREF (g_array_unref, GArray *)
UNREF (g_hash_table_unref, GHashTable *)
UNREF (g_time_zone_unref, GTimeZone *)

void
g_async_queue_push (GAsyncQueue *queue, gpointer item)
{
  hand_over (queue);
  REAL (g_async_queue_push) (queue, item);
}

gpointer
g_async_queue_pop (GAsyncQueue *queue)
{
  gpointer item = REAL (g_async_queue_pop) (queue);

  take_up (queue);
  return item;
}

typedef struct
{
  GSourceFunc function;
  gpointer data;
  GDestroyNotify free_data;
} Call;

static gboolean
call_cb (gpointer data)
{
  Call *call = data;

  take_up (call);
  return call->function (call->data);
}

static void
free_call (gpointer data)
{
  Call *call = data;

  take_up (call);
  if (call->free_data != NULL)
    call->free_data (call->data);
  free (call);
}

/* Other sources call with other arguments. */
static gboolean
is_simple (const GSource *source)
{
  return source->source_funcs == find_real ("g_idle_funcs")
         || source->source_funcs == find_real ("g_timeout_funcs");
}

void
g_source_set_callback (GSource *source, GSourceFunc function, gpointer data, GDestroyNotify notify)
{
  Call *call;

  if (!is_simple (source))
    {
      REAL (g_source_set_callback) (source, function, data, notify);
      return;
    }
  call = malloc (sizeof *call);
  *call = (Call) { function, data, notify };
  hand_over (call);
  REAL (g_source_set_callback) (source, call_cb, call, free_call);
}

static void
task_cb (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GTaskThreadFunc function =
    (GTaskThreadFunc) REAL (g_object_get_data) ((GObject *) task, "thread");

  take_up (task);
  function (task, source, data, cancellable);
}

void
g_task_run_in_thread (GTask *task, GTaskThreadFunc function)
{
  REAL (g_object_set_data) ((GObject *) task, "thread", (gpointer) function);
  hand_over (task);
  REAL (g_task_run_in_thread) (task, task_cb);
}

void
g_task_return_pointer (GTask *task, gpointer result, GDestroyNotify free_result)
{
  hand_over (task);
  REAL (g_task_return_pointer) (task, result, free_result);
}

void
g_task_return_boolean (GTask *task, gboolean result)
{
  hand_over (task);
  REAL (g_task_return_boolean) (task, result);
}

void
g_task_return_error (GTask *task, GError *error)
{
  hand_over (task);
  REAL (g_task_return_error) (task, error);
}

gpointer
g_task_propagate_pointer (GTask *task, GError **error)
{
  take_up (task);
  return REAL (g_task_propagate_pointer) (task, error);
}

gboolean
g_task_propagate_boolean (GTask *task, GError **error)
{
  take_up (task);
  return REAL (g_task_propagate_boolean) (task, error);
}
