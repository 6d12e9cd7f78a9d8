/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What will be told to clients in the next days, as the plan has it now, in its words; and whom nothing
 * will tell although she should be. Made in the worker, for the salon of three days is read.
 */
#pragma once

#include "common/salon-session.h"
#include "messages/salon-message-item.h"

G_BEGIN_DECLS

/**
 * salon_due_messages_make:
 *
 * Pure. Of what is not sent, only what the owner can do something about: there is no number or address, or
 * the client said no, and nothing else tells her.
 *
 * Returns: (element-type SalonMessageItem) (transfer full): by when they are due
 */
GPtrArray *
salon_due_messages_make (const SalonMessageMaterial *material, gint64 now, GTimeZone *zone);

/* The same of the session's salon. It keeps neither the session nor, so, its file open. Finish with
 * salon_due_messages_read_finish(). */
void salon_due_messages_read_async (SalonSession *session,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *salon_due_messages_read_finish (GAsyncResult *result, GError **error);

G_END_DECLS
