/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One thread waits in poll() for everything: the door, the bell by which the test's thread says that
 * something was set, and both ends of every connection. Each direction holds what it has read until
 * it has passed it on, and reads no more meanwhile: so a slow reader slows the writer, as in life.
 */
#include "fault-proxy.h"

#include <errno.h>
#include <math.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>
#include <unistd.h>

#define HELD_BYTES 16384
#define FOREVER (-1)

typedef enum
{
  FATE_NONE,
  FATE_CUT,
  FATE_SILENCE,
} Fate;

/* One way of a connection. */
typedef struct
{
  guint8 held[HELD_BYTES];
  gsize n_held;
  gsize n_sent; /* of those held */
  gsize n_passed;
  gint64 due; /* monotonic; when what is held may go */
  gboolean ended;
  gboolean end_passed;
} Flow;

enum
{
  REQUEST, /* device to server */
  REPLY,
  N_FLOWS,
};

typedef struct
{
  int ends[N_FLOWS]; /* ends[REQUEST] is where requests come from: the device */
  Flow flows[N_FLOWS];
  Fate fate;
  int fate_flow;
  gsize fate_offset;
  gboolean silent;
  gboolean gone;
} Link;

struct _FaultProxy
{
  GSocketAddress *server;
  GThread *thread;
  int door;
  int bell;
  int port;
  /* The thread's own. */
  GRand *random;
  GPtrArray *links;
  GArray *polls; /* door, bell, and two for each link */
  /* Shared, under the lock. */
  GMutex lock;
  FaultPlan plan;
  FaultCount count;
  gboolean silent;
  gboolean down;
  gboolean ending;
};

static void
link_free (Link *link)
{
  for (int i = 0; i < N_FLOWS; i++)
    if (link->ends[i] >= 0)
      close (link->ends[i]);
  g_free (link);
}

/* With a reset, as a router does that has forgotten the connection, or by a plain close. */
static void
cut (FaultProxy *self, Link *link)
{
  struct linger reset = { .l_onoff = 1, .l_linger = 0 };

  if (g_rand_boolean (self->random))
    for (int i = 0; i < N_FLOWS; i++)
      setsockopt (link->ends[i], SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  link->gone = TRUE;
}

/* No waiting for more to send along. A UNIX socket knows no such thing. */
static void
hurry (int end)
{
  int on = 1;

  setsockopt (end, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

static int
connect_to_server (FaultProxy *self)
{
  struct sockaddr_storage native;
  gssize length = g_socket_address_get_native_size (self->server);
  int end;

  g_assert_true (g_socket_address_to_native (self->server, &native, sizeof native, NULL));
  end = socket (native.ss_family, SOCK_STREAM | SOCK_CLOEXEC, 0);
  g_assert_cmpint (end, >=, 0);
  if (connect (end, (struct sockaddr *) &native, (socklen_t) length) != 0)
    {
      close (end);
      return -1;
    }
  hurry (end);
  return end;
}

static void
draw_fate (FaultProxy *self, Link *link, const FaultPlan *plan)
{
  double drawn = g_rand_double (self->random);
  double exponent = g_rand_double (self->random);
  gsize span = MAX (plan->largest_offset, plan->least_offset) - plan->least_offset;

  link->fate_flow = g_rand_boolean (self->random) ? REQUEST : REPLY;
  /* As many between ten and a hundred bytes as between a thousand and ten thousand. */
  link->fate_offset = plan->least_offset + (gsize) pow ((double) span + 1, exponent) - 1;
  if (drawn < plan->cuts)
    link->fate = FATE_CUT;
  else if (drawn < plan->cuts + plan->silences)
    link->fate = FATE_SILENCE;
  else
    link->fate = FATE_NONE;
}

static void
accept_one (FaultProxy *self)
{
  int device = accept4 (self->door, NULL, NULL, SOCK_CLOEXEC);
  int server = -1;
  Link *link = NULL;
  gboolean is_silent;
  gboolean is_down;

  if (device < 0)
    return;
  hurry (device);
  g_mutex_lock (&self->lock);
  is_silent = self->silent;
  is_down = self->down;
  g_mutex_unlock (&self->lock);

  if (!is_silent && !is_down)
    server = connect_to_server (self);
  g_mutex_lock (&self->lock);
  if (is_silent)
    self->count.n_silenced++;
  else if (server >= 0)
    self->count.n_connections++;
  else
    self->count.n_refused++;
  if (is_silent || server >= 0)
    {
      link = g_new0 (Link, 1);
      link->ends[REQUEST] = device;
      link->ends[REPLY] = server;
      link->silent = is_silent;
      draw_fate (self, link, &self->plan);
      g_ptr_array_add (self->links, link);
    }
  else
    {
      close (device);
    }
  g_mutex_unlock (&self->lock);
}

static void
count_fate (FaultProxy *self, const Link *link)
{
  g_mutex_lock (&self->lock);
  if (link->fate == FATE_SILENCE)
    self->count.n_silenced++;
  else if (link->fate_flow == REQUEST)
    self->count.n_cut_requests++;
  else
    self->count.n_cut_replies++;
  g_mutex_unlock (&self->lock);
}

/* Of @n_read bytes that came, how many may still go before fate strikes. */
static gsize
allow (const Link *link, int way, gsize n_read)
{
  const Flow *flow = &link->flows[way];

  if (link->fate == FATE_NONE || link->fate_flow != way)
    return n_read;
  return MIN (n_read, link->fate_offset - flow->n_passed);
}

static void
read_flow (FaultProxy *self, Link *link, int way)
{
  Flow *flow = &link->flows[way];
  gssize n_read = recv (link->ends[way], flow->held, HELD_BYTES, MSG_DONTWAIT);

  if (n_read < 0)
    {
      if (errno != EAGAIN && errno != EINTR)
        link->gone = TRUE;
      return;
    }
  flow->ended = n_read == 0;
  flow->n_sent = 0;
  flow->n_held = allow (link, way, (gsize) n_read);
  g_mutex_lock (&self->lock);
  flow->due = g_get_monotonic_time ();
  if (self->plan.longest_delay_ms > 0)
    flow->due += g_rand_int_range (self->random, 0, self->plan.longest_delay_ms * 1000);
  self->count.n_bytes += flow->n_held;
  g_mutex_unlock (&self->lock);
  /* Struck: what came of it before may arrive, the rest does not. */
  if (flow->n_held < (gsize) n_read)
    {
      count_fate (self, link);
      if (flow->n_held > 0)
        send (link->ends[!way], flow->held, flow->n_held, MSG_DONTWAIT | MSG_NOSIGNAL);
      flow->n_held = 0;
      if (link->fate == FATE_CUT)
        cut (self, link);
      else
        link->silent = TRUE;
    }
}

static void
write_flow (Link *link, int way)
{
  Flow *flow = &link->flows[way];
  gssize n_sent = send (link->ends[!way], flow->held + flow->n_sent, flow->n_held - flow->n_sent,
                        MSG_DONTWAIT | MSG_NOSIGNAL);

  if (n_sent < 0)
    {
      if (errno != EAGAIN && errno != EINTR)
        link->gone = TRUE;
      return;
    }
  flow->n_sent += (gsize) n_sent;
  flow->n_passed += (gsize) n_sent;
  if (flow->n_sent == flow->n_held)
    flow->n_held = flow->n_sent = 0;
}

/* The one end that a silent connection still listens to is the device's: it may give up. */
static void
drop_bytes (Link *link)
{
  guint8 dropped[HELD_BYTES];
  gssize n_read = recv (link->ends[REQUEST], dropped, sizeof dropped, MSG_DONTWAIT);

  if (n_read == 0 || (n_read < 0 && errno != EAGAIN && errno != EINTR))
    link->gone = TRUE;
}

static void
pass_ends (Link *link)
{
  for (int way = 0; way < N_FLOWS; way++)
    if (link->flows[way].ended && link->flows[way].n_held == 0 && !link->flows[way].end_passed)
      {
        shutdown (link->ends[!way], SHUT_WR);
        link->flows[way].end_passed = TRUE;
      }
  if (link->flows[REQUEST].end_passed && link->flows[REPLY].end_passed)
    link->gone = TRUE;
}

static void
serve_link (FaultProxy *self, Link *link, const struct pollfd *polls)
{
  if (link->gone)
    return;
  if (link->silent)
    {
      if (polls[REQUEST].revents != 0)
        drop_bytes (link);
      return;
    }
  for (int way = 0; way < N_FLOWS && !link->gone && !link->silent; way++)
    {
      Flow *flow = &link->flows[way];

      if (flow->n_held > 0 && (polls[!way].revents & (POLLOUT | POLLERR | POLLHUP)) != 0)
        write_flow (link, way);
      else if (flow->n_held == 0 && !flow->ended
               && (polls[way].revents & (POLLIN | POLLERR | POLLHUP)) != 0)
        read_flow (self, link, way);
    }
  if (!link->gone && !link->silent)
    pass_ends (link);
}

/* What to wait for at both ends; how long at most, in milliseconds, is made shorter by what is held
 * back. */
static void
ask_link (const Link *link, gint64 now, struct pollfd *polls, int *timeout_ms)
{
  for (int end = 0; end < N_FLOWS; end++)
    polls[end] = (struct pollfd) { .fd = -1 };
  if (link->silent)
    {
      polls[REQUEST] = (struct pollfd) { .fd = link->ends[REQUEST], .events = POLLIN };
      return;
    }
  for (int way = 0; way < N_FLOWS; way++)
    {
      const Flow *flow = &link->flows[way];

      if (flow->n_held == 0 && !flow->ended)
        {
          polls[way].fd = link->ends[way];
          polls[way].events |= POLLIN;
        }
      else if (flow->n_held > 0 && flow->due <= now)
        {
          polls[!way].fd = link->ends[!way];
          polls[!way].events |= POLLOUT;
        }
      else if (flow->n_held > 0)
        {
          int wait_ms = (int) ((flow->due - now + 999) / 1000);

          *timeout_ms = *timeout_ms == FOREVER ? wait_ms : MIN (*timeout_ms, wait_ms);
        }
    }
}

static void
wait_for_something (FaultProxy *self)
{
  gint64 now = g_get_monotonic_time ();
  int timeout_ms = FOREVER;
  struct pollfd *polls = NULL;

  g_array_set_size (self->polls, 2 + N_FLOWS * self->links->len);
  polls = (struct pollfd *) (gpointer) self->polls->data;
  polls[0] = (struct pollfd) { .fd = self->door, .events = POLLIN };
  polls[1] = (struct pollfd) { .fd = self->bell, .events = POLLIN };
  for (guint i = 0; i < self->links->len; i++)
    ask_link (self->links->pdata[i], now, polls + 2 + N_FLOWS * i, &timeout_ms);
  if (poll (polls, self->polls->len, timeout_ms) < 0)
    g_assert_cmpint (errno, ==, EINTR);
}

/* Takes what the test's thread has set. FALSE: it is over. */
static gboolean
hear_bell (FaultProxy *self)
{
  eventfd_t rung;
  gboolean goes_on;

  if (eventfd_read (self->bell, &rung) != 0)
    return TRUE;
  g_mutex_lock (&self->lock);
  goes_on = !self->ending;
  for (guint i = 0; i < self->links->len; i++)
    {
      Link *link = self->links->pdata[i];

      if (self->silent && !link->silent)
        {
          link->silent = TRUE;
          self->count.n_silenced++;
        }
      if (self->down)
        link->gone = TRUE;
    }
  g_mutex_unlock (&self->lock);
  return goes_on;
}

static gpointer
run (gpointer data)
{
  FaultProxy *self = data;

  for (;;)
    {
      const struct pollfd *polls = NULL;
      guint n_links = self->links->len;

      wait_for_something (self);
      polls = (const struct pollfd *) (gconstpointer) self->polls->data;
      if ((polls[1].revents & POLLIN) != 0 && !hear_bell (self))
        return NULL;
      for (guint i = 0; i < n_links; i++)
        serve_link (self, self->links->pdata[i], polls + 2 + N_FLOWS * i);
      for (guint i = self->links->len; i > 0; i--)
        if (((Link *) self->links->pdata[i - 1])->gone)
          g_ptr_array_remove_index_fast (self->links, i - 1);
      if ((polls[0].revents & POLLIN) != 0)
        accept_one (self);
    }
}

static void
open_door (FaultProxy *self)
{
  struct sockaddr_in address = { .sin_family = AF_INET };
  socklen_t length = sizeof address;

  address.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  self->door = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  g_assert_cmpint (self->door, >=, 0);
  g_assert_cmpint (bind (self->door, (struct sockaddr *) &address, length), ==, 0);
  g_assert_cmpint (listen (self->door, 128), ==, 0);
  g_assert_cmpint (getsockname (self->door, (struct sockaddr *) &address, &length), ==, 0);
  self->port = ntohs (address.sin_port);
}

FaultProxy *
fault_proxy_new (GSocketAddress *server, guint32 seed)
{
  FaultProxy *self = g_new0 (FaultProxy, 1);

  g_mutex_init (&self->lock);
  self->server = g_object_ref (server);
  self->random = g_rand_new_with_seed (seed);
  self->links = g_ptr_array_new_with_free_func ((GDestroyNotify) link_free);
  self->polls = g_array_new (FALSE, TRUE, sizeof (struct pollfd));
  self->bell = eventfd (0, EFD_CLOEXEC | EFD_NONBLOCK);
  g_assert_cmpint (self->bell, >=, 0);
  open_door (self);
  self->thread = g_thread_new ("fault-proxy", run, self);
  return self;
}

void
fault_proxy_free (FaultProxy *self)
{
  g_mutex_lock (&self->lock);
  self->ending = TRUE;
  g_mutex_unlock (&self->lock);
  eventfd_write (self->bell, 1);
  g_thread_join (self->thread);

  close (self->door);
  close (self->bell);
  g_ptr_array_unref (self->links);
  g_array_unref (self->polls);
  g_rand_free (self->random);
  g_object_unref (self->server);
  g_mutex_clear (&self->lock);
  g_free (self);
}

int
fault_proxy_get_port (FaultProxy *self)
{
  return self->port;
}

void
fault_proxy_set_plan (FaultProxy *self, const FaultPlan *plan)
{
  g_mutex_lock (&self->lock);
  self->plan = *plan;
  g_mutex_unlock (&self->lock);
}

void
fault_proxy_set_silent (FaultProxy *self, gboolean silent)
{
  g_mutex_lock (&self->lock);
  self->silent = silent;
  g_mutex_unlock (&self->lock);
  eventfd_write (self->bell, 1);
}

void
fault_proxy_set_down (FaultProxy *self, gboolean down)
{
  g_mutex_lock (&self->lock);
  self->down = down;
  g_mutex_unlock (&self->lock);
  eventfd_write (self->bell, 1);
}

FaultCount
fault_proxy_get_count (FaultProxy *self)
{
  FaultCount count;

  g_mutex_lock (&self->lock);
  count = self->count;
  g_mutex_unlock (&self->lock);
  return count;
}
