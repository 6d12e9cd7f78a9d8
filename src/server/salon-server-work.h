/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The worker as a program, and as a thread of the server: what begins and ends it.
 */
#pragma once

#include "salon-server-context.h"

G_BEGIN_DECLS

typedef struct _SalonServerWork SalonServerWork;

/* Begins to work in a thread of its own. @shared: used until it is freed */
SalonServerWork *salon_server_work_new (SalonServerShared *shared);
/* Tells it to stop, and waits for that. */
void salon_server_work_free (SalonServerWork *self);

/* Works until SIGTERM or SIGINT; the exit status. */
int salon_server_work_run (SalonServerConfiguration *configuration);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonServerWork, salon_server_work_free)

G_END_DECLS
