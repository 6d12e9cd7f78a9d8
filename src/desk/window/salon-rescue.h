/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Puts another file in the place of a salon's, in a thread, while that is closed: a backup of it, or
 * what can still be read of it. What was there is kept among the backups.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * salon_rescue_async:
 * @path: the salon's file, closed
 * @backup_path: (nullable): what takes its place; %NULL: what can be read of it
 * @now: Unix seconds
 */
void salon_rescue_async (const char *path,
                         const char *backup_path,
                         gint64 now,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
/* What came of it, in the owner's words; NULL with an error of %SALON_STORE_ERROR, and then
 * everything is as it was. */
char *salon_rescue_finish (GAsyncResult *result, GError **error);

G_END_DECLS
