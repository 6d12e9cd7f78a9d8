/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Copies of a salon's file, kept beside it in the folder "backups". Each is a whole salon that can
 * be opened by itself.
 *
 * Everything here blocks, and opens connections of its own: it may run in any thread but the main
 * one, beside a store that is open, but for salon_backup_restore(), which wants the file closed.
 */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Why a copy was made; it stands in the name of its file. */
typedef enum
{
  SALON_BACKUP_DAILY,
  SALON_BACKUP_BY_HAND,
  SALON_BACKUP_BEFORE_UPDATE,  /* a newer version of the program is about to change the schema */
  SALON_BACKUP_BEFORE_RESTORE, /* what was there before another copy took its place */
} SalonBackupReason;

typedef struct
{
  char *path;
  gint64 made_at; /* Unix seconds */
  SalonBackupReason reason;
  gint64 n_bytes;
} SalonBackup;

void salon_backup_free (SalonBackup *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonBackup, salon_backup_free)

/* What is inside, for a look before it takes the place of what one has. */
typedef struct
{
  char *salon_name; /* nullable */
  gint64 n_clients;
  gint64 n_bookings;
  char *last_label;      /* the last change in it; nullable */
  gint64 last_change_at; /* Unix seconds, 0: none */
} SalonBackupSummary;

void salon_backup_summary_clear (SalonBackupSummary *summary);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (SalonBackupSummary, salon_backup_summary_clear)

/**
 * salon_backup_make:
 * @path: the salon's file; it may be open, and written to meanwhile
 * @now: Unix seconds
 *
 * Copies everything committed so far. Under a temporary name, checked, and only then given its own:
 * a copy that is there is whole. Fails with FULL, READ_ONLY, OPEN, CORRUPT or IO of
 * %SALON_STORE_ERROR, and then leaves nothing behind.
 *
 * Returns: (transfer full): where the copy is
 */
char *salon_backup_make (const char *path, SalonBackupReason reason, gint64 now, GError **error);
/* Elements: SalonBackup, latest first. No folder: none. */
GPtrArray *salon_backup_list (const char *path, GError **error);
/* Is the last daily copy of an earlier day (UTC) than @now? */
gboolean salon_backup_is_due (GPtrArray *backups, gint64 now);
/* Those of @backups, latest first, that are not needed any more at @now: elements borrowed. Kept are
 * the latest daily one of each of 7 days, 5 weeks and 12 months, and every other one for 60 days. */
GPtrArray *salon_backup_choose_superfluous (GPtrArray *backups, gint64 now);
/* Makes a daily copy if one is due, and removes what is superfluous. */
gboolean salon_backup_keep_daily (const char *path, gint64 now, GError **error);

/* Also looks whether it is whole: CORRUPT, or NEWER when this program cannot read it. */
gboolean
salon_backup_inspect (const char *backup_path, SalonBackupSummary *summary, GError **error);
/**
 * salon_backup_restore:
 * @path: the salon's file, closed; it may be damaged or gone
 *
 * @backup_path takes its place. What was there is copied to the other backups first, or, when it
 * cannot be read, set aside as it is; without room for that it stays where it is, and this fails. The restored file is a device of its own from then on: numbers
 * of changes that were given after the copy was made are never given again.
 */
gboolean
salon_backup_restore (const char *backup_path, const char *path, gint64 now, GError **error);
/* Moves a file that cannot be read, with its log, out of the way; returns where it is now. */
char *salon_backup_set_aside (const char *path, gint64 now, GError **error);

G_END_DECLS
