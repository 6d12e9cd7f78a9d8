/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Sending changes to the shared salon: salon.hello() and salon.push() of src/database/README.md, as C
 * sees them. What the server decides is in migrations/0005-push.sql; here is only the carrying.
 *
 * Everything blocks. Errors are SALON_DATABASE_ERROR, and G_IO_ERROR_CANCELLED.
 */
#pragma once

#include "core/salon-answer.h"
#include "core/salon-change.h"
#include "salon-connection.h"

G_BEGIN_DECLS

/**
 * SalonPushGreeting:
 * @generation: which database this is; cursors of another one are worth nothing
 * @version: how many migrations it has
 * @last_seq: the number of this device's last change that was answered; 0 when there is none. A new
 *   change needs a greater one, also when this file is an old copy that has not counted so far
 * @n_rows: how many rows there are to read, for the progress
 * @is_empty: nobody has put a salon into it yet
 */
typedef struct
{
  char generation[37];
  int version;
  gint64 last_seq;
  gint64 n_rows;
  gboolean is_empty;
} SalonPushGreeting;

/**
 * salon_push_greet:
 * @device: the uuid of this device
 * @name: what people call it
 *
 * The first thing to say on every connection: makes the device known, and notices a database that was
 * restored, which then is of a new generation.
 */
gboolean salon_push_greet (SalonConnection *connection,
                           const char *device,
                           const char *name,
                           SalonPushGreeting *greeting,
                           GCancellable *cancellable,
                           GError **error);

/* What one batch may have. One change is always taken, however long it is. */
#define SALON_PUSH_MAX_CHANGES 1000

/**
 * salon_push_changes:
 * @changes: (element-type SalonChange): stamped, of one device, in the order of their numbers, at most
 *   %SALON_PUSH_MAX_CHANGES
 *
 * Sends a batch in one round trip and one transaction. A batch that lost against others (a deadlock, a
 * serialization failure, a lock that was not to be had) is sent again up to five times. When it fails,
 * any of the changes may have been taken, or none: sent again, they are answered as before.
 *
 * Returns: (transfer full) (element-type SalonAnswer): one for each change, in the same order
 */
GPtrArray *salon_push_changes (SalonConnection *connection,
                               GPtrArray *changes,
                               GCancellable *cancellable,
                               GError **error);

G_END_DECLS
