/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * A .zip with everything. It is written beside its place and moved there when it is whole and on the
 * disk: an archive that is there is complete, and one that is given up leaves nothing.
 *
 * Blocks: for a thread that has time.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _SalonArchive SalonArchive;

/* @now: Unix seconds, the time of what is in it. Fails with WRITE of SALON_EXCHANGE_ERROR. */
SalonArchive *salon_archive_new (const char *path, gint64 now, GError **error);
/* Gives it up unless it was finished. */
void salon_archive_free (SalonArchive *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonArchive, salon_archive_free)

gboolean salon_archive_add (SalonArchive *self, const char *name, GBytes *bytes, GError **error);
/* @cancellable: may end it between two pieces (G_IO_ERROR_CANCELLED). */
gboolean salon_archive_add_file (SalonArchive *self,
                                 const char *name,
                                 const char *path,
                                 GCancellable *cancellable,
                                 GError **error);
gboolean salon_archive_finish (SalonArchive *self, GError **error);

G_END_DECLS
