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
/* There is room for @n_writes more, and then for none until full_disk_set(). */
void full_disk_set_room (int n_writes);
gboolean full_disk_is_full (void);
/* Writes that found room until now. */
int full_disk_get_n_writes (void);

G_END_DECLS
