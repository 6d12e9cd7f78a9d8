/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A bad network in a thread of its own: a TCP proxy on 127.0.0.1 between devices and PostgreSQL, that
 * cuts connections, lets them go silent, and holds bytes back.
 *
 * A cut on the way to the server is one before the effect: what was asked did not arrive whole. A cut
 * on the way back is one after it: the reply had left the server, and nobody got it. A silenced
 * connection stays open, takes what it is given, and never passes anything on again: what a device
 * sees when the other end has gone without a word.
 *
 * What happens to a connection, and after which byte, is drawn from the seed when it is accepted.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  double cuts;          /* share of the connections that are to be cut, 0 to 1 */
  double silences;      /* share that are to go silent */
  gsize least_offset;   /* after how many bytes of one direction … */
  gsize largest_offset; /* … at the latest; one that is not larger than the other is that exactly */
  int longest_delay_ms; /* what is read is passed on after up to so long */
} FaultPlan;

typedef struct
{
  guint n_connections; /* that reached the server */
  guint n_refused;     /* that did not: it was not there */
  guint n_cut_requests;
  guint n_cut_replies;
  guint n_silenced;
  guint64 n_bytes;
} FaultCount;

typedef struct _FaultProxy FaultProxy;

/* Starts without faults. @server: where PostgreSQL listens, TCP or a UNIX socket. */
FaultProxy *fault_proxy_new (GSocketAddress *server, guint32 seed);
void fault_proxy_free (FaultProxy *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (FaultProxy, fault_proxy_free)

int fault_proxy_get_port (FaultProxy *self);
/* For the connections that come from now on. */
void fault_proxy_set_plan (FaultProxy *self, const FaultPlan *plan);
/* TRUE: all connections fall silent, and those that come are accepted into the same silence. FALSE:
 * those that come are passed on again; the silent ones stay so. */
void fault_proxy_set_silent (FaultProxy *self, gboolean silent);
/* TRUE: all connections are cut, and those that come are turned away. */
void fault_proxy_set_down (FaultProxy *self, gboolean down);
FaultCount fault_proxy_get_count (FaultProxy *self);

G_END_DECLS
