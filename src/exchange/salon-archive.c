/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#include "salon-exchange-error.h"

#define PIECE_BYTES (256 * 1024)

struct _SalonArchive
{
  char *path;
  char *unfinished; /* NULL once it has its name */
  int fd;
  struct archive *archive;
  gint64 now;
};

static gboolean
fail_errno (SalonArchive *self, int code, GError **error)
{
  g_set_error (error, SALON_EXCHANGE_ERROR, SALON_EXCHANGE_ERROR_WRITE, "%s: %s", self->path,
               g_strerror (code));
  return FALSE;
}

static gboolean
check (SalonArchive *self, la_ssize_t result, GError **error)
{
  if (result >= ARCHIVE_OK)
    return TRUE;
  g_set_error (error, SALON_EXCHANGE_ERROR, SALON_EXCHANGE_ERROR_WRITE, "%s: %s", self->path,
               archive_error_string (self->archive));
  return FALSE;
}

/* Names, numbers and allergies are in it: only its owner may read it. */
static gboolean
open_file (SalonArchive *self, GError **error)
{
  self->unfinished = g_strdup_printf ("%s.part", self->path);
  self->fd = g_open (self->unfinished, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  return self->fd >= 0 || fail_errno (self, errno, error);
}

SalonArchive *
salon_archive_new (const char *path, gint64 now, GError **error)
{
  g_autoptr (SalonArchive) self = g_new0 (SalonArchive, 1);

  g_return_val_if_fail (path != NULL, NULL);

  self->path = g_strdup (path);
  self->now = now;
  self->fd = -1;
  if (!open_file (self, error))
    return NULL;
  self->archive = archive_write_new ();
  if (!check (self, archive_write_set_format_zip (self->archive), error)
      || !check (self, archive_write_open_fd (self->archive, self->fd), error))
    return NULL;
  return g_steal_pointer (&self);
}

void
salon_archive_free (SalonArchive *self)
{
  if (self->archive != NULL)
    archive_write_free (self->archive);
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  if (self->unfinished != NULL)
    g_unlink (self->unfinished);
  g_free (self->unfinished);
  g_free (self->path);
  g_free (self);
}

static gboolean
begin_entry (SalonArchive *self, const char *name, gint64 size, GError **error)
{
  struct archive_entry *entry = archive_entry_new ();
  gboolean done;

  archive_entry_set_pathname (entry, name);
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0600);
  archive_entry_set_size (entry, size);
  archive_entry_set_mtime (entry, (time_t) self->now, 0);
  done = check (self, archive_write_header (self->archive, entry), error);
  archive_entry_free (entry);
  return done;
}

gboolean
salon_archive_add (SalonArchive *self, const char *name, GBytes *bytes, GError **error)
{
  gsize size = 0;
  const void *data = g_bytes_get_data (bytes, &size);

  return begin_entry (self, name, (gint64) size, error)
         && (size == 0 || check (self, archive_write_data (self->archive, data, size), error));
}

static gboolean
copy (SalonArchive *self, GInputStream *in, GCancellable *cancellable, GError **error)
{
  g_autofree guint8 *piece = g_malloc (PIECE_BYTES);

  while (TRUE)
    {
      gssize n = g_input_stream_read (in, piece, PIECE_BYTES, cancellable, error);

      if (n < 0)
        return FALSE;
      if (n == 0)
        return TRUE;
      if (!check (self, archive_write_data (self->archive, piece, (gsize) n), error))
        return FALSE;
    }
}

gboolean
salon_archive_add_file (SalonArchive *self,
                        const char *name,
                        const char *path,
                        GCancellable *cancellable,
                        GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInfo) status = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                    G_FILE_QUERY_INFO_NONE, cancellable, error);
  g_autoptr (GFileInputStream) in = NULL;

  if (status == NULL)
    return FALSE;
  in = g_file_read (file, cancellable, error);
  return in != NULL && begin_entry (self, name, g_file_info_get_size (status), error)
         && copy (self, G_INPUT_STREAM (in), cancellable, error);
}

gboolean
salon_archive_finish (SalonArchive *self, GError **error)
{
  if (!check (self, archive_write_close (self->archive), error))
    return FALSE;
  if (fsync (self->fd) != 0 || g_rename (self->unfinished, self->path) != 0)
    return fail_errno (self, errno, error);
  g_clear_pointer (&self->unfinished, g_free);
  return TRUE;
}
