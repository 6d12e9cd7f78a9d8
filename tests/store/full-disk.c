/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "full-disk.h"

#include <sqlite3.h>

/* What the usual disk does with files of one kind, and the same with our writing. */
typedef struct
{
  const sqlite3_io_methods *usual;
  sqlite3_io_methods ours;
} Methods;

static sqlite3_vfs *usual;
static sqlite3_vfs disk;
static Methods of_salon; /* locked while it is used */
static Methods of_log;
static gint n_written;
static gint n_room = G_MAXINT; /* as many writes in all; 0: full */

static gboolean
take_room (void)
{
  if (full_disk_is_full ())
    return FALSE;
  g_atomic_int_inc (&n_written);
  return TRUE;
}

static int
write_salon (sqlite3_file *file, const void *bytes, int n, sqlite3_int64 offset)
{
  return take_room () ? of_salon.usual->xWrite (file, bytes, n, offset) : SQLITE_FULL;
}

static int
write_log (sqlite3_file *file, const void *bytes, int n, sqlite3_int64 offset)
{
  return take_room () ? of_log.usual->xWrite (file, bytes, n, offset) : SQLITE_FULL;
}

static void
take_over (sqlite3_file *file,
           Methods *methods,
           int (*write) (sqlite3_file *, const void *, int, sqlite3_int64))
{
  if (g_once_init_enter_pointer (&methods->usual))
    {
      methods->ours = *file->pMethods;
      methods->ours.xWrite = write;
      g_once_init_leave_pointer (&methods->usual, file->pMethods);
    }
  g_assert_true (file->pMethods == methods->usual);
  file->pMethods = &methods->ours;
}

static int
open_file (sqlite3_vfs *vfs, const char *path, sqlite3_file *file, int flags, int *out_flags)
{
  int code = usual->xOpen (usual, path, file, flags, out_flags);

  if (code == SQLITE_OK && (flags & SQLITE_OPEN_MAIN_DB) != 0)
    take_over (file, &of_salon, write_salon);
  else if (code == SQLITE_OK && (flags & SQLITE_OPEN_WAL) != 0)
    take_over (file, &of_log, write_log);
  return code;
}

void
full_disk_register (void)
{
  usual = sqlite3_vfs_find (NULL);
  disk = *usual;
  disk.zName = "full-disk";
  disk.xOpen = open_file;
  g_assert_cmpint (sqlite3_vfs_register (&disk, 1), ==, SQLITE_OK);
}

void
full_disk_set (gboolean full)
{
  g_atomic_int_set (&n_room, full ? 0 : G_MAXINT);
}

void
full_disk_set_room (int n_writes)
{
  g_atomic_int_set (&n_room, g_atomic_int_get (&n_written) + n_writes);
}

gboolean
full_disk_is_full (void)
{
  return g_atomic_int_get (&n_written) >= g_atomic_int_get (&n_room);
}

int
full_disk_get_n_writes (void)
{
  return g_atomic_int_get (&n_written);
}
