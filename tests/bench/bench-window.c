/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * How long the desk takes to show its window, seen from outside: an X client that starts the
 * program, waits for its window and watches what is drawn into it (XDamage). No word of the program
 * is taken for it, so the floor and the desk are measured alike.
 *
 *   first frame   from the start of the process to the first drawing into its window
 *   settled       to the last drawing that is followed by QUIET_MS without one
 *   memory        resident once it has settled, shared pages in full: a proportional size would change
 *                 with every other program that has GTK loaded
 *
 * The programs take turns, so that a slow spell of the machine hits all; medians of the rounds.
 */
#include <gio/gio.h>
#include <signal.h>
#include <sys/wait.h>
#include <X11/extensions/Xdamage.h>
#include <X11/Xlib.h>

#include "bench-line.h"

#define NOW "2026-03-12 10:20"
#define QUIET_MS 500
#define REST_MS 150
#define GIVE_UP_MS 20000
#define DEFAULT_ROUNDS 11
#define MAX_ROUNDS 99
#define MAX_ARGUMENTS 5

typedef struct
{
  const char *name;
  const char *argv[MAX_ARGUMENTS + 1];
  GArray *first_ms;
  GArray *settled_ms;
  GArray *memory_mib;
} Candidate;

typedef struct
{
  Display *display;
  int damage_event; /* the number of XDamageNotify */
} Watcher;

static double
now_ms (void)
{
  return bench_line_now () / 1000;
}

/* Windows come and go under our feet: an error about one that is gone is no failure. */
static int
x_error_cb (Display *display, XErrorEvent *event)
{
  return 0;
}

static double
read_resident_mib (GPid pid)
{
  g_autofree char *path = g_strdup_printf ("/proc/%d/smaps_rollup", pid);
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    g_error ("cannot read %s", path);
  line = strstr (text, "\nRss:");
  g_assert_nonnull (line);
  return g_ascii_strtod (line + strlen ("\nRss:"), NULL) / 1024;
}

static gboolean
wait_for_event (Watcher *self, double until_ms)
{
  while (XPending (self->display) == 0)
    {
      double left = until_ms - now_ms ();
      GPollFD poll_fd = { .fd = ConnectionNumber (self->display), .events = G_IO_IN };
      if (left <= 0)
        return FALSE;
      g_poll (&poll_fd, 1, (int) left + 1);
    }
  return TRUE;
}

/* Follows what is drawn until there has been nothing for QUIET_MS. A window is watched from its
 * making: one that is mapped already would be reported as drawn at once. */
static void
watch (Watcher *self, double start_ms, double *first_ms, double *settled_ms)
{
  *first_ms = *settled_ms = 0;
  while (wait_for_event (self,
                         *first_ms > 0 ? start_ms + *settled_ms + QUIET_MS : start_ms + GIVE_UP_MS))
    {
      XEvent event;
      XNextEvent (self->display, &event);
      if (event.type == CreateNotify)
        XDamageCreate (self->display, event.xcreatewindow.window, XDamageReportRawRectangles);
      else if (event.type == self->damage_event)
        {
          *settled_ms = now_ms () - start_ms;
          if (*first_ms <= 0)
            *first_ms = *settled_ms;
        }
    }
}

static void
add (GArray *samples, double value)
{
  g_array_append_val (samples, value);
}

static void
measure (Watcher *watcher, Candidate *candidate, gboolean counts)
{
  g_autoptr (GError) error = NULL;
  double start_ms = now_ms ();
  double first_ms;
  double settled_ms;
  GPid pid;

  if (!g_spawn_async (NULL, (char **) candidate->argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL,
                      &pid, &error))
    g_error ("%s: %s", candidate->name, error->message);
  watch (watcher, start_ms, &first_ms, &settled_ms);
  if (first_ms <= 0)
    g_error ("%s showed no window within %d s", candidate->name, GIVE_UP_MS / 1000);
  if (counts)
    {
      add (candidate->first_ms, first_ms);
      add (candidate->settled_ms, settled_ms);
      add (candidate->memory_mib, read_resident_mib (pid));
    }
  kill (pid, SIGTERM);
  waitpid (pid, NULL, 0);
  /* Its end keeps the X server and the buses busy: that is not the next one's to pay. */
  g_usleep (REST_MS * 1000);
  XSync (watcher->display, True);
}

static void
prepare (Candidate *candidate)
{
  candidate->first_ms = g_array_new (FALSE, FALSE, sizeof (double));
  candidate->settled_ms = g_array_new (FALSE, FALSE, sizeof (double));
  candidate->memory_mib = g_array_new (FALSE, FALSE, sizeof (double));
}

static void
report (Candidate *bare, Candidate *few, Candidate *many)
{
  double bare_first = bench_line_median (bare->first_ms);
  double bare_settled = bench_line_median (bare->settled_ms);
  double bare_memory = bench_line_median (bare->memory_mib);
  double first = bench_line_median (many->first_ms);
  double settled = bench_line_median (many->settled_ms);
  double memory = bench_line_median (many->memory_mib);

  bench_line_print ("bare-first-frame", bare_first, "ms", 0, 0);
  bench_line_print ("first-frame", first, "ms", first / bare_first, 1.3);
  bench_line_print ("bare-drawn", bare_settled, "ms", 0, 0);
  bench_line_print ("week-drawn", settled, "ms", settled / bare_settled, 1.6);
  bench_line_print ("bare-memory", bare_memory, "MiB", 0, 0);
  bench_line_print ("memory-over-bare", memory - bare_memory, "MiB", 0, 30);
  bench_line_print ("memory-per-bookings", memory - bench_line_median (few->memory_mib), "MiB", 0,
                    3);
}

int
main (int argc, char *argv[])
{
  Candidate candidates[] = { { .name = "bare" }, { .name = "few" }, { .name = "many" } };
  Watcher watcher = { 0 };
  g_autofree char *few = NULL;
  g_autofree char *many = NULL;
  int rounds = DEFAULT_ROUNDS;
  int error_base;

  if (argc < 5)
    {
      g_printerr ("bench-window BARE DESK FEW MANY [ROUNDS]: two programs and two salons' files\n");
      return 2;
    }
  if (argc > 5)
    rounds = CLAMP (atoi (argv[5]), 1, MAX_ROUNDS);
  few = g_strconcat ("--salon=", argv[3], NULL);
  many = g_strconcat ("--salon=", argv[4], NULL);
  candidates[0].argv[0] = argv[1];
  for (int i = 1; i <= 2; i++)
    {
      const char *const desk[] = { argv[2], i == 1 ? few : many, "--now=" NOW,
                                   "--page=calendar/week" };
      memcpy (candidates[i].argv, desk, sizeof desk);
    }

  watcher.display = XOpenDisplay (NULL);
  if (watcher.display == NULL
      || !XDamageQueryExtension (watcher.display, &watcher.damage_event, &error_base))
    g_error ("no X display with the DAMAGE extension");
  watcher.damage_event += XDamageNotify;
  XSetErrorHandler (x_error_cb);
  XSelectInput (watcher.display, DefaultRootWindow (watcher.display), SubstructureNotifyMask);

  for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
    prepare (&candidates[i]);
  for (int round = -1; round < rounds; round++) /* the first only warms the caches */
    for (gsize i = 0; i < G_N_ELEMENTS (candidates); i++)
      measure (&watcher, &candidates[i], round >= 0);
  report (&candidates[0], &candidates[1], &candidates[2]);
  XCloseDisplay (watcher.display);
  return bench_line_get_verdict ();
}
