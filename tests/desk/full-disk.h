/* SPDX-License-Identifier: GPL-3.0-or-later */
/* SQLite's usual disk, on which there may be no room: for programs with several connections and
 * threads, where power-loss-vfs.c has one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* From here on SQLite opens every file through this. */
void full_disk_register (void);
/* While @is_full every write fails for want of room. Any thread. */
void full_disk_set (gboolean is_full);

G_END_DECLS
