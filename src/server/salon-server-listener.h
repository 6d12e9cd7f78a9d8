/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Hears that the salon has changed, whoever wrote: one thread and one connection of a process, which
 * sleeps in LISTEN. What changed it looks up in the feed; then it drops that from the cache, and tells
 * shared->changed.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

typedef struct _SalonServerListener SalonServerListener;

SalonServerListener *salon_server_listener_new (SalonServerShared *shared);
void salon_server_listener_free (SalonServerListener *self);

G_END_DECLS
