/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether the sanitizer sees what it should: with "locked" nothing, with "open" a race. */
#include <glib.h>
#include <string.h>

#define N_TURNS 1000

static GMutex mutex;
static gboolean locks;
static int n_turns;

static gpointer
count_cb (gpointer unused)
{
  for (int i = 0; i < N_TURNS; i++)
    {
      if (locks)
        g_mutex_lock (&mutex);
      n_turns++;
      if (locks)
        g_mutex_unlock (&mutex);
    }
  return NULL;
}

int
main (int n_arguments, char **arguments)
{
  GThread *other;

  locks = n_arguments == 2 && strcmp (arguments[1], "locked") == 0;
  other = g_thread_new ("other", count_cb, NULL);
  count_cb (NULL);
  g_thread_join (other);
  return 0;
}
