/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-server-serve.h"

#include <errno.h>
#include <gio/gio.h>
#include <signal.h>
#include <stdio.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "salon-server-book-queue.h"
#include "salon-server-cache.h"
#include "salon-server-events.h"
#include "salon-server-http.h"
#include "salon-server-listener.h"
#include "salon-server-log.h"
#include "salon-server-rate-limits.h"
#include "salon-server-sign-in.h"
#include "salon-server-site.h"
#include "salon-server-visits.h"
#include "salon-server-work.h"

#define FINISH_SECONDS 6
/* A process that dies at once would be made anew without an end. */
#define REBIRTH_US (G_USEC_PER_SEC / 2)

/* What the processes share. Made before they part. */
typedef struct
{
  SalonServerConfiguration *configuration;
  SalonServerMeasures *measures;
  SalonServerRateLimits *rate_limits; /* nullable: off */
  SalonServerSite *site;              /* nullable: off */
  int fd;                             /* listens */
} Whole;

static sigset_t
get_ending_signals (void)
{
  sigset_t signals;

  sigemptyset (&signals);
  sigaddset (&signals, SIGTERM);
  sigaddset (&signals, SIGINT);
  return signals;
}

/* The one line on standard output: where it is, also when the port was chosen by the system. */
static void
announce (const SalonServerConfiguration *configuration, int fd)
{
  g_autoptr (GSocket) socket = g_socket_new_from_fd (dup (fd), NULL);
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);
  GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  g_autofree char *host = g_inet_address_to_string (inet);
  gboolean is_ipv6 = g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6;

  printf ("Listening on %s://%s%s%s:%u\n", configuration->certificate != NULL ? "https" : "http",
          is_ipv6 ? "[" : "", host, is_ipv6 ? "]" : "",
          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
  fflush (stdout);
}

/* Sleeps in the kernel but for once a second. */
static void
wait_for_the_end (SalonServerHttp *http, SalonServerShared *shared)
{
  sigset_t signals = get_ending_signals ();
  const struct timespec second = { .tv_sec = 1 };

  while (sigtimedwait (&signals, NULL, &second) < 0)
    if (errno == EAGAIN)
      {
        salon_server_http_tick (http);
        salon_server_events_tick (shared->events, g_get_real_time ());
      }
}

static void
changed_cb (gpointer events)
{
  salon_server_events_tell (events);
}

/* Whatever the threads of this process share. */
static gboolean
fill_shared (SalonServerShared *shared, GError **error)
{
  const SalonServerConfiguration *configuration = shared->configuration;

  shared->cache = salon_server_cache_new (
    g_strcmp0 (salon_server_configuration_get (configuration, "CACHE"), "off") != 0);
  shared->events = salon_server_events_new ();
  shared->changed = changed_cb;
  shared->changed_data = shared->events;
  shared->book_queue = salon_server_book_queue_new (shared);
  if (shared->site != NULL)
    shared->visits = salon_server_visits_new ();
  if (salon_server_configuration_get (configuration, "SECRET_KEY") == NULL)
    return TRUE;
  shared->sign_in = salon_server_sign_in_new (configuration, error);
  return shared->sign_in != NULL;
}

static void
clear_shared (SalonServerShared *shared)
{
  g_clear_pointer (&shared->book_queue, salon_server_book_queue_free);
  g_clear_pointer (&shared->visits, salon_server_visits_free);
  g_clear_pointer (&shared->sign_in, salon_server_sign_in_free);
  g_clear_pointer (&shared->events, salon_server_events_free);
  g_clear_pointer (&shared->cache, salon_server_cache_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonServerShared, clear_shared)

static int
serve_here (const Whole *whole)
{
  g_auto (SalonServerShared) shared = { .configuration = whole->configuration,
                                        .measures = whole->measures,
                                        .rate_limits = whole->rate_limits,
                                        .site = whole->site };
  g_autoptr (GError) error = NULL;
  SalonServerHttp *http =
    fill_shared (&shared, &error) ? salon_server_http_new (&shared, whole->fd, &error) : NULL;
  SalonServerListener *listener;
  g_autoptr (SalonServerWork) work = NULL;

  if (http == NULL)
    {
      g_printerr ("serenaia-server: %s\n", error->message);
      return 1;
    }
  listener = salon_server_listener_new (&shared);
  if (shared.visits != NULL)
    salon_server_visits_begin (shared.visits, &shared);
  if (whole->configuration->runs_jobs)
    work = salon_server_work_new (&shared);
  wait_for_the_end (http, &shared);
  g_clear_pointer (&work, salon_server_work_free);
  salon_server_http_stop (http, FINISH_SECONDS);
  salon_server_listener_free (listener);
  return 0;
}

static pid_t
give_birth (const Whole *whole)
{
  pid_t parent = getpid ();
  pid_t pid = fork ();

  if (pid != 0)
    return pid;
  /* Nobody serves on when the first process was killed. */
  prctl (PR_SET_PDEATHSIG, SIGTERM);
  _exit (getppid () == parent ? serve_here (whole) : 0);
}

static void
replace (const Whole *whole, pid_t *processes, guint n_processes, pid_t dead)
{
  for (guint i = 0; i < n_processes; i++)
    if (processes[i] == dead)
      {
        g_warning ("a process of the server has died; another takes its place");
        g_usleep (REBIRTH_US);
        processes[i] = give_birth (whole);
      }
}

static int
serve_in_processes (const Whole *whole, guint n_processes)
{
  g_autofree pid_t *processes = g_new0 (pid_t, n_processes);
  sigset_t signals = get_ending_signals ();
  int signal, status = 0;
  pid_t dead;

  sigaddset (&signals, SIGCHLD);
  sigprocmask (SIG_BLOCK, &signals, NULL);
  for (guint i = 0; i < n_processes; i++)
    processes[i] = give_birth (whole);
  while ((signal = sigwaitinfo (&signals, NULL)) == SIGCHLD || signal < 0)
    while ((dead = waitpid (-1, &status, WNOHANG)) > 0)
      replace (whole, processes, n_processes, dead);
  for (guint i = 0; i < n_processes; i++)
    if (processes[i] > 0)
      kill (processes[i], SIGTERM);
  for (guint i = 0; i < n_processes; i++)
    if (processes[i] > 0)
      waitpid (processes[i], &status, 0);
  return 0;
}

/* FALSE with @error set when they are wanted and cannot be. */
static gboolean
make_limits (Whole *whole, GError **error)
{
  const char *wanted = salon_server_configuration_get (whole->configuration, "RATE_LIMITS");

  if (g_strcmp0 (wanted, "off") == 0)
    {
      g_warning ("RATE_LIMITS is off: anybody may ask as often as she likes");
      return TRUE;
    }
  whole->rate_limits = salon_server_rate_limits_new (whole->configuration->redis_url, error);
  if (whole->rate_limits == NULL)
    g_prefix_error_literal (error, "REDIS_URL: ");
  return whole->rate_limits != NULL;
}

/* FALSE with @error set when it is wanted and cannot be. */
static gboolean
make_site (Whole *whole, GError **error)
{
  if (g_strcmp0 (salon_server_configuration_get (whole->configuration, "SITE"), "off") == 0)
    return TRUE;
  whole->site = salon_server_site_new (whole->configuration, error);
  return whole->site != NULL;
}

int
salon_server_serve (SalonServerConfiguration *configuration)
{
  g_autoptr (GError) error = NULL;
  Whole whole = { .configuration = configuration };
  sigset_t signals = get_ending_signals ();
  int status;

  g_return_val_if_fail (configuration != NULL, 1);

  if (make_site (&whole, &error) && make_limits (&whole, &error))
    whole.fd = salon_server_http_listen (configuration, &error);
  if (error != NULL)
    {
      g_printerr ("serenaia-server: %s\n", error->message);
      g_clear_pointer (&whole.rate_limits, salon_server_rate_limits_free);
      g_clear_pointer (&whole.site, salon_server_site_free);
      return 1;
    }
  /* In every thread that comes: they are waited for in the first one alone. */
  sigprocmask (SIG_BLOCK, &signals, NULL);
  signal (SIGPIPE, SIG_IGN);
  whole.measures = salon_server_measures_new (salon_server_routes_count ());
  announce (configuration, whole.fd);
  salon_server_log_begin ();
  status = configuration->n_processes > 1 ? serve_in_processes (&whole, configuration->n_processes)
                                          : serve_here (&whole);
  close (whole.fd);
  salon_server_measures_free (whole.measures);
  g_clear_pointer (&whole.rate_limits, salon_server_rate_limits_free);
  g_clear_pointer (&whole.site, salon_server_site_free);
  return status;
}
