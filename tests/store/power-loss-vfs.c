/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "power-loss-vfs.h"

#include <string.h>

#define SECTOR_BYTES 512

/* A write (bytes at an offset) or a truncation (no bytes, to that size) that no sync has covered. */
typedef struct
{
  gsize offset;
  GBytes *bytes;
} Pending;

typedef struct
{
  GByteArray *seen;
  GByteArray *platter;
  GArray *pending; /* of Pending, in order */
  GPtrArray *shared_memory;
  gboolean is_there;      /* as programs see it */
  gboolean is_on_platter; /* its name, that is */
} DiskFile;

/* What SQLite holds of an open file. */
typedef struct
{
  sqlite3_file base;
  DiskFile *file;
  guint power; /* the disk's, when it was opened */
  gboolean is_temporary;
  gboolean is_log;
} OpenFile;

static struct
{
  GHashTable *files; /* path → DiskFile */
  guint power;       /* how often it was switched on */
  gboolean is_on;
  guint cut_in;
  guint fail_in;
  int fail_code;
  gboolean fail_stays;
  guint n_syncs;
} disk;

static void
pending_clear (gpointer pending)
{
  g_clear_pointer (&((Pending *) pending)->bytes, g_bytes_unref);
}

static DiskFile *
disk_file_new (void)
{
  DiskFile *file = g_new0 (DiskFile, 1);

  file->seen = g_byte_array_new ();
  file->platter = g_byte_array_new ();
  file->pending = g_array_new (FALSE, FALSE, sizeof (Pending));
  g_array_set_clear_func (file->pending, pending_clear);
  file->shared_memory = g_ptr_array_new_with_free_func (g_free);
  return file;
}

static void
disk_file_free (gpointer memory)
{
  DiskFile *file = memory;

  g_byte_array_unref (file->seen);
  g_byte_array_unref (file->platter);
  g_array_unref (file->pending);
  g_ptr_array_unref (file->shared_memory);
  g_free (file);
}

static void
add_pending (DiskFile *file, gsize offset, const void *bytes, gsize length)
{
  Pending pending = { offset, bytes != NULL ? g_bytes_new (bytes, length) : NULL };

  g_array_append_val (file->pending, pending);
}

/* Grows with zeros, as a file does. */
static void
set_size (GByteArray *array, gsize size)
{
  gsize before = array->len;

  g_byte_array_set_size (array, (guint) size);
  if (size > before)
    memset (array->data + before, 0, size - before);
}

static void
put (GByteArray *array, gsize offset, const void *bytes, gsize length)
{
  if (offset + length > array->len)
    set_size (array, offset + length);
  memcpy (array->data + offset, bytes, length);
}

static void
set_content (GByteArray *to, const GByteArray *from)
{
  g_byte_array_set_size (to, from->len);
  if (from->len > 0)
    memcpy (to->data, from->data, from->len);
}

/* The power goes with this very step when its turn has come. */
static gboolean
is_powered (const OpenFile *open)
{
  return disk.is_on && open->power == disk.power;
}

static gboolean
take_power (void)
{
  if (disk.cut_in > 0 && --disk.cut_in == 0)
    disk.is_on = FALSE;
  return disk.is_on;
}

/* Is it this step's turn to fail? */
static gboolean
take_fault (gboolean is_sync)
{
  if (disk.fail_in == 0 || is_sync != (disk.fail_code == SQLITE_IOERR_FSYNC))
    return FALSE;
  if (disk.fail_in > 1)
    {
      disk.fail_in--;
      return FALSE;
    }
  if (!disk.fail_stays)
    disk.fail_in = 0;
  return TRUE;
}

static int
disk_close (sqlite3_file *base)
{
  OpenFile *open = (OpenFile *) base;

  if (open->is_temporary)
    disk_file_free (open->file);
  return SQLITE_OK;
}

static int
disk_read (sqlite3_file *base, void *to, int amount, sqlite3_int64 offset)
{
  OpenFile *open = (OpenFile *) base;
  gsize size = open->file->seen->len;
  gsize from = (gsize) offset;
  gsize length = from < size ? MIN ((gsize) amount, size - from) : 0;

  if (!is_powered (open))
    return SQLITE_IOERR_READ;
  if (length > 0)
    memcpy (to, open->file->seen->data + from, length);
  if (length == (gsize) amount)
    return SQLITE_OK;
  memset ((char *) to + length, 0, (gsize) amount - length);
  return SQLITE_IOERR_SHORT_READ;
}

static int
disk_write (sqlite3_file *base, const void *from, int amount, sqlite3_int64 offset)
{
  OpenFile *open = (OpenFile *) base;
  gboolean fails;
  gsize length;

  if (!is_powered (open))
    return SQLITE_IOERR_WRITE;
  if (open->is_temporary)
    {
      put (open->file->seen, (gsize) offset, from, (gsize) amount);
      return SQLITE_OK;
    }
  fails = take_fault (FALSE);
  length = fails ? (gsize) amount / 2 : (gsize) amount;
  put (open->file->seen, (gsize) offset, from, length);
  add_pending (open->file, (gsize) offset, from, length);
  if (!take_power ())
    return SQLITE_IOERR_WRITE;
  return fails ? disk.fail_code : SQLITE_OK;
}

static int
disk_truncate (sqlite3_file *base, sqlite3_int64 size)
{
  OpenFile *open = (OpenFile *) base;

  if (!is_powered (open))
    return SQLITE_IOERR_TRUNCATE;
  set_size (open->file->seen, (gsize) size);
  if (open->is_temporary)
    return SQLITE_OK;
  add_pending (open->file, (gsize) size, NULL, 0);
  return take_power () ? SQLITE_OK : SQLITE_IOERR_TRUNCATE;
}

/* All names, as they are now, arrive. */
static void
sync_folder (void)
{
  GHashTableIter iter;
  gpointer file;

  g_hash_table_iter_init (&iter, disk.files);
  while (g_hash_table_iter_next (&iter, NULL, &file))
    ((DiskFile *) file)->is_on_platter = ((DiskFile *) file)->is_there;
}

/* With the first sync of a log or a journal SQLite's own VFS syncs the folder, so does this one; the
 * name of the file itself arrives with no other. */
static int
disk_sync (sqlite3_file *base, int flags)
{
  OpenFile *open = (OpenFile *) base;

  if (!is_powered (open) || !take_power ())
    return SQLITE_IOERR_FSYNC;
  if (take_fault (TRUE))
    return disk.fail_code;
  disk.n_syncs++;
  set_content (open->file->platter, open->file->seen);
  g_array_set_size (open->file->pending, 0);
  if (open->is_log && !open->file->is_on_platter)
    sync_folder ();
  return SQLITE_OK;
}

static int
disk_file_size (sqlite3_file *base, sqlite3_int64 *size)
{
  OpenFile *open = (OpenFile *) base;

  if (!is_powered (open))
    return SQLITE_IOERR_FSTAT;
  *size = open->file->seen->len;
  return SQLITE_OK;
}

static int
disk_lock (sqlite3_file *base, int level)
{
  return SQLITE_OK;
}

static int
disk_check_reserved_lock (sqlite3_file *base, int *is_reserved)
{
  *is_reserved = FALSE;
  return SQLITE_OK;
}

static int
disk_file_control (sqlite3_file *base, int op, void *argument)
{
  return SQLITE_NOTFOUND;
}

static int
disk_sector_size (sqlite3_file *base)
{
  return SECTOR_BYTES;
}

/* What SQLite believes of a disk under Linux: a write does not harm the bytes beside it. */
static int
disk_device_characteristics (sqlite3_file *base)
{
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int
disk_shm_map (sqlite3_file *base, int region, int size, int extend, void volatile **memory)
{
  OpenFile *open = (OpenFile *) base;
  GPtrArray *regions = open->file->shared_memory;

  *memory = NULL;
  if (!is_powered (open))
    return SQLITE_IOERR_SHMMAP;
  if ((guint) region >= regions->len && !extend)
    return SQLITE_OK;
  while (regions->len <= (guint) region)
    g_ptr_array_add (regions, g_malloc0 ((gsize) size));
  *memory = g_ptr_array_index (regions, region);
  return SQLITE_OK;
}

static int
disk_shm_lock (sqlite3_file *base, int offset, int n, int flags)
{
  return SQLITE_OK;
}

static void
disk_shm_barrier (sqlite3_file *base)
{
}

static int
disk_shm_unmap (sqlite3_file *base, int remove)
{
  OpenFile *open = (OpenFile *) base;

  if (remove && open->power == disk.power)
    g_ptr_array_set_size (open->file->shared_memory, 0);
  return SQLITE_OK;
}

static const sqlite3_io_methods io_methods = {
  .iVersion = 2,
  .xClose = disk_close,
  .xRead = disk_read,
  .xWrite = disk_write,
  .xTruncate = disk_truncate,
  .xSync = disk_sync,
  .xFileSize = disk_file_size,
  .xLock = disk_lock,
  .xUnlock = disk_lock,
  .xCheckReservedLock = disk_check_reserved_lock,
  .xFileControl = disk_file_control,
  .xSectorSize = disk_sector_size,
  .xDeviceCharacteristics = disk_device_characteristics,
  .xShmMap = disk_shm_map,
  .xShmLock = disk_shm_lock,
  .xShmBarrier = disk_shm_barrier,
  .xShmUnmap = disk_shm_unmap,
};

static DiskFile *
find_or_make (const char *path)
{
  DiskFile *file = g_hash_table_lookup (disk.files, path);

  if (file == NULL)
    {
      file = disk_file_new ();
      g_hash_table_insert (disk.files, g_strdup (path), file);
    }
  if (!file->is_there)
    {
      file->is_there = TRUE;
      set_size (file->seen, 0);
      add_pending (file, 0, NULL, 0);
    }
  return file;
}

static int
disk_open (sqlite3_vfs *vfs, sqlite3_filename path, sqlite3_file *base, int flags, int *out_flags)
{
  OpenFile *open = (OpenFile *) base;

  memset (open, 0, sizeof *open);
  if (!disk.is_on)
    return SQLITE_IOERR;
  open->is_temporary = path == NULL;
  open->file = open->is_temporary ? disk_file_new () : find_or_make (path);
  open->power = disk.power;
  open->is_log = (flags & (SQLITE_OPEN_WAL | SQLITE_OPEN_MAIN_JOURNAL)) != 0;
  open->base.pMethods = &io_methods;
  if (out_flags != NULL)
    *out_flags = flags;
  return SQLITE_OK;
}

static int
disk_delete (sqlite3_vfs *vfs, const char *path, int is_synced)
{
  DiskFile *file = g_hash_table_lookup (disk.files, path);

  if (!disk.is_on)
    return SQLITE_IOERR_DELETE;
  if (file == NULL || !file->is_there)
    return SQLITE_IOERR_DELETE_NOENT;
  file->is_there = FALSE;
  if (!take_power ())
    return SQLITE_IOERR_DELETE;
  if (is_synced)
    sync_folder ();
  return SQLITE_OK;
}

static int
disk_access (sqlite3_vfs *vfs, const char *path, int flags, int *result)
{
  DiskFile *file = g_hash_table_lookup (disk.files, path);

  if (!disk.is_on)
    return SQLITE_IOERR_ACCESS;
  *result = file != NULL && file->is_there;
  return SQLITE_OK;
}

static int
disk_full_pathname (sqlite3_vfs *vfs, const char *path, int size, char *out)
{
  return g_strlcpy (out, path, (gsize) size) < (gsize) size ? SQLITE_OK : SQLITE_CANTOPEN;
}

static sqlite3_vfs *
get_parent (sqlite3_vfs *vfs)
{
  return vfs->pAppData;
}

static int
disk_randomness (sqlite3_vfs *vfs, int amount, char *out)
{
  return get_parent (vfs)->xRandomness (get_parent (vfs), amount, out);
}

static int
disk_sleep (sqlite3_vfs *vfs, int microseconds)
{
  return microseconds;
}

static int
disk_current_time (sqlite3_vfs *vfs, double *now)
{
  return get_parent (vfs)->xCurrentTime (get_parent (vfs), now);
}

static sqlite3_vfs vfs = {
  .iVersion = 1,
  .szOsFile = sizeof (OpenFile),
  .mxPathname = 1024,
  .zName = "power-loss",
  .xOpen = disk_open,
  .xDelete = disk_delete,
  .xAccess = disk_access,
  .xFullPathname = disk_full_pathname,
  .xRandomness = disk_randomness,
  .xSleep = disk_sleep,
  .xCurrentTime = disk_current_time,
};

void
power_loss_register (void)
{
  vfs.pAppData = sqlite3_vfs_find (NULL);
  disk.files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, disk_file_free);
  disk.is_on = TRUE;
  g_assert_cmpint (sqlite3_vfs_register (&vfs, TRUE), ==, SQLITE_OK);
}

void
power_loss_format (void)
{
  g_hash_table_remove_all (disk.files);
  disk.power++;
  disk.is_on = TRUE;
  disk.cut_in = 0;
  disk.fail_in = 0;
}

void
power_loss_cut_after (guint n)
{
  disk.cut_in = n;
}

gboolean
power_loss_is_on (void)
{
  return disk.is_on;
}

void
power_loss_fail_at (guint n, int code, gboolean stays)
{
  disk.fail_in = n;
  disk.fail_code = code;
  disk.fail_stays = stays;
}

guint
power_loss_get_n_syncs (void)
{
  return disk.n_syncs;
}

/* Bytes of a file that grew, and whose content did not arrive: what the platter had there. */
static void
grow_with_garbage (GByteArray *platter, gsize size, GRand *random)
{
  gsize before = platter->len;

  if (size <= before)
    return;
  set_size (platter, size);
  if (g_rand_boolean (random))
    for (gsize i = before; i < size; i++)
      platter->data[i] = (guint8) g_rand_int (random);
}

static void
land_sectors (DiskFile *file, const Pending *pending, gboolean is_torn, GRand *random)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (pending->bytes, &length);

  grow_with_garbage (file->platter, pending->offset + length, random);
  for (gsize at = 0; at < length; at += SECTOR_BYTES)
    if (!is_torn || g_rand_boolean (random))
      put (file->platter, pending->offset + at, bytes + at, MIN (SECTOR_BYTES, length - at));
}

static void
land (DiskFile *file, const Pending *pending, PowerLossFate fate, GRand *random)
{
  int luck = fate == POWER_LOSS_KEEP_SOME ? g_rand_int_range (random, 0, 3) : 0;

  if (luck == 1)
    return;
  if (pending->bytes == NULL)
    set_size (file->platter, pending->offset);
  else if (fate == POWER_LOSS_KEEP_ALL)
    put (file->platter, pending->offset, g_bytes_get_data (pending->bytes, NULL),
         g_bytes_get_size (pending->bytes));
  else
    land_sectors (file, pending, luck == 2, random);
}

static void
restore_file (DiskFile *file, PowerLossFate fate, GRand *random)
{
  gboolean name_arrives =
    fate == POWER_LOSS_KEEP_ALL || (fate == POWER_LOSS_KEEP_SOME && g_rand_boolean (random));

  if (file->is_there != file->is_on_platter && name_arrives)
    file->is_on_platter = file->is_there;
  for (guint i = 0; fate != POWER_LOSS_KEEP_NOTHING && i < file->pending->len; i++)
    land (file, &g_array_index (file->pending, Pending, i), fate, random);
  if (!file->is_on_platter)
    g_byte_array_set_size (file->platter, 0);

  file->is_there = file->is_on_platter;
  g_array_set_size (file->pending, 0);
  set_content (file->seen, file->platter);
  g_ptr_array_set_size (file->shared_memory, 0);
}

void
power_loss_restore (PowerLossFate fate, GRand *random)
{
  GHashTableIter iter;
  gpointer file;

  g_hash_table_iter_init (&iter, disk.files);
  while (g_hash_table_iter_next (&iter, NULL, &file))
    restore_file (file, fate, random);
  disk.power++;
  disk.is_on = TRUE;
  disk.cut_in = 0;
  disk.fail_in = 0;
}
