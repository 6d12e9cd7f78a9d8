/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A copy of everything the salon knows about a client, as she may ask for by law: a file for programs
 * (JSON, store/salon-client-export.h) and the same to read (PDF), in a folder that the owner chooses.
 * Reading, drawing and writing are the worker's; the words are put together in the main thread.
 */
#pragma once

#include "common/salon-session.h"

G_BEGIN_DECLS

/* Writes "Marie Durand 2026-03-12.json" and ".pdf" into @folder, over earlier ones of that day. */
void salon_data_copy_save_async (SalonSession *session,
                                 const char *client_id,
                                 GFile *folder,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* The common beginning of the two names, without a folder. Transfer full; NULL with @error. */
char *salon_data_copy_save_finish (SalonSession *session, GAsyncResult *result, GError **error);

G_END_DECLS
