/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The thread has a reader of its own, so that the owner goes on working and the worker goes on saving.
 * What is written in one piece is written by GFile, beside its place and then moved there; the archive
 * does the same by itself.
 */
#include "salon-export.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "exchange/salon-archive.h"
#include "exchange/salon-calendar-file.h"
#include "exchange/salon-card-file.h"
#include "exchange/salon-table-file.h"
#include "store/salon-backup.h"

/* All days that a salon can have. */
#define FIRST_DAY (salon_day_from_ymd (1900, 1, 1))
#define LAST_DAY (salon_day_from_ymd (2200, 1, 1))

typedef struct
{
  SalonExportWish wish;
  char *salon_path;
  char *salon_name;
  char *path;
  GTimeZone *zone;
  gint64 now;
  GCancellable *cancellable; /* nullable */
  SalonReader *reader;       /* of the thread */
  SalonExportProgress progress;
  gpointer progress_data;
  GTask *task; /* borrowed: of whom it is a part */
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_free (job->salon_path);
  g_free (job->salon_name);
  g_free (job->path);
  g_time_zone_unref (job->zone);
  g_clear_object (&job->cancellable);
  g_clear_object (&job->reader);
  g_free (job);
}

gboolean
salon_export_has_form (SalonExportWhat what, SalonExportForm form)
{
  switch (what)
    {
    case SALON_EXPORT_EVERYTHING:
      return form == SALON_EXPORT_ZIP;
    case SALON_EXPORT_CLIENTS:
      return form == SALON_EXPORT_CSV || form == SALON_EXPORT_VCARD_3
             || form == SALON_EXPORT_VCARD_4;
    case SALON_EXPORT_BOOKINGS:
      return form == SALON_EXPORT_CSV || form == SALON_EXPORT_ICS;
    case SALON_EXPORT_SERVICES:
    case SALON_EXPORT_PAYMENTS:
    case SALON_EXPORT_GIFT_CARDS:
      return form == SALON_EXPORT_CSV;
    }
  g_return_val_if_reached (FALSE);
}

const char *
salon_export_get_ending (SalonExportForm form)
{
  switch (form)
    {
    case SALON_EXPORT_ZIP:
      return "zip";
    case SALON_EXPORT_CSV:
      return "csv";
    case SALON_EXPORT_ICS:
      return "ics";
    case SALON_EXPORT_VCARD_3:
    case SALON_EXPORT_VCARD_4:
      return "vcf";
    }
  g_return_val_if_reached (NULL);
}

/* One form */

static GPtrArray *
list_clients (Job *job, GError **error)
{
  return salon_reader_list_clients (job->reader, 0, G_MAXINT, error);
}

static GPtrArray *
list_bookings (Job *job, SalonDay from, SalonDay to, GError **error)
{
  return salon_reader_list_bookings (job->reader, from, to, SALON_BOOKINGS_ALL, error);
}

static GBytes *
write_clients (Job *job, SalonExportForm form, GError **error)
{
  g_autoptr (GPtrArray) clients = list_clients (job, error);

  if (clients == NULL)
    return NULL;
  if (form == SALON_EXPORT_CSV)
    return salon_table_file_write_clients (clients, job->zone);
  return salon_card_file_write (clients, form == SALON_EXPORT_VCARD_3 ? SALON_CARD_VERSION_3
                                                                      : SALON_CARD_VERSION_4);
}

static GBytes *
write_bookings (Job *job, SalonExportForm form, SalonDay from, SalonDay to, GError **error)
{
  g_autoptr (GPtrArray) bookings = list_bookings (job, from, to, error);

  if (bookings == NULL)
    return NULL;
  if (form == SALON_EXPORT_CSV)
    return salon_table_file_write_bookings (bookings, job->zone);
  return salon_calendar_file_write (bookings, job->salon_name, job->zone, job->now);
}

static GBytes *
write_services (Job *job, GError **error)
{
  g_autoptr (GPtrArray) services = salon_reader_list_services (job->reader, TRUE, error);

  return services != NULL ? salon_table_file_write_services (services) : NULL;
}

static GBytes *
write_payments (Job *job, GError **error)
{
  g_autoptr (GPtrArray) rows = salon_reader_list_rows (job->reader, "payments", error);

  return rows != NULL ? salon_table_file_write_payments (rows, job->zone) : NULL;
}

static GBytes *
write_gift_cards (Job *job, GError **error)
{
  g_autoptr (GPtrArray) cards = salon_reader_list_gift_cards (job->reader, error);

  return cards != NULL ? salon_table_file_write_gift_cards (cards) : NULL;
}

static GBytes *
write_one (Job *job, GError **error)
{
  switch (job->wish.what)
    {
    case SALON_EXPORT_CLIENTS:
      return write_clients (job, job->wish.form, error);
    case SALON_EXPORT_BOOKINGS:
      return write_bookings (job, job->wish.form, job->wish.from, job->wish.to, error);
    case SALON_EXPORT_SERVICES:
      return write_services (job, error);
    case SALON_EXPORT_PAYMENTS:
      return write_payments (job, error);
    case SALON_EXPORT_GIFT_CARDS:
      return write_gift_cards (job, error);
    case SALON_EXPORT_EVERYTHING:
      break;
    }
  g_return_val_if_reached (NULL);
}

static gboolean
write_file (Job *job, GError **error)
{
  g_autoptr (GBytes) bytes = write_one (job, error);
  g_autoptr (GFile) file = g_file_new_for_path (job->path);
  gsize size = 0;
  const char *data = NULL;

  if (bytes == NULL)
    return FALSE;
  data = g_bytes_get_data (bytes, &size);
  return g_file_replace_contents (file, data, size, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                  job->cancellable, error);
}

/* Everything */

typedef struct
{
  GTask *task;
  SalonExportProgress progress;
  gpointer progress_data;
  double fraction;
} News;

static void
news_free (gpointer data)
{
  News *news = data;

  g_object_unref (news->task);
  g_free (news);
}

static gboolean
tell_cb (gpointer data)
{
  const News *news = data;

  if (!g_task_get_completed (news->task))
    news->progress (news->fraction, news->progress_data);
  return G_SOURCE_REMOVE;
}

static void
tell (Job *job, double fraction)
{
  News *news = NULL;

  if (job->progress == NULL)
    return;
  news = g_new0 (News, 1);
  *news = (News) { g_object_ref (job->task), job->progress, job->progress_data, fraction };
  g_main_context_invoke_full (g_task_get_context (job->task), G_PRIORITY_DEFAULT, tell_cb, news,
                              news_free);
}

/* Takes @bytes. */
static gboolean
add (Job *job, SalonArchive *archive, const char *name, GBytes *bytes, GError **error)
{
  g_autoptr (GBytes) taken = bytes;

  return taken != NULL && !g_cancellable_set_error_if_cancelled (job->cancellable, error)
         && salon_archive_add (archive, name, taken, error);
}

static const char readme[] =
  "Sérénaïa\r\n"
  "\r\n"
  "Tout ce que contient votre salon, à la date de cette archive.\r\n"
  "\r\n"
  "  clientes.csv, clientes.vcf   vos clientes, pour un tableur ou un téléphone\r\n"
  "  rendez-vous.csv, .ics        vos rendez-vous, pour un tableur ou un agenda\r\n"
  "  prestations.csv              vos prestations\r\n"
  "  bons-cadeaux.csv             vos bons cadeaux, et ce qui reste dessus\r\n"
  "  paiements.csv                vos encaissements\r\n"
  "  tables/                      chaque table telle qu’elle est enregistrée\r\n"
  "  salon.sqlite                 le fichier du salon, que Sérénaïa ouvre tel quel\r\n"
  "\r\n"
  "Ces fichiers contiennent des données personnelles : gardez-les en lieu sûr.\r\n"
  "\r\n"
  "----\r\n"
  "\r\n"
  "Everything that your salon holds, on the day of this archive.\r\n"
  "\r\n"
  "  clientes.csv, clientes.vcf   your clients, for a spreadsheet or a telephone\r\n"
  "  rendez-vous.csv, .ics        your bookings, for a spreadsheet or a calendar\r\n"
  "  prestations.csv              your services\r\n"
  "  bons-cadeaux.csv             your gift cards, and what is left on them\r\n"
  "  paiements.csv                what was paid\r\n"
  "  tables/                      every table as it is kept\r\n"
  "  salon.sqlite                 the salon’s file, which Sérénaïa opens as it is\r\n"
  "\r\n"
  "There is personal data in these files: keep them in a safe place.\r\n";

static gboolean
add_tables (Job *job, SalonArchive *archive, GError **error)
{
  gsize n_tables;
  const SalonTable *tables = salon_schema_get_tables (&n_tables);

  for (gsize i = 0; i < n_tables; i++)
    {
      g_autofree char *name = g_strdup_printf ("tables/%s.csv", tables[i].name);
      g_autoptr (GPtrArray) rows = salon_reader_list_rows (job->reader, tables[i].name, error);

      if (rows == NULL
          || !add (job, archive, name, salon_table_file_write_rows (&tables[i], rows), error))
        return FALSE;
      tell (job, 0.3 + 0.4 * (double) (i + 1) / (double) n_tables);
    }
  return TRUE;
}

/* A whole copy of its own, which goes as soon as it is in the archive. */
static gboolean
add_salon (Job *job, SalonArchive *archive, GError **error)
{
  g_autofree char *copy =
    salon_backup_make (job->salon_path, SALON_BACKUP_BY_HAND, job->now, error);
  gboolean done =
    copy != NULL && salon_archive_add_file (archive, "salon.sqlite", copy, job->cancellable, error);

  if (copy != NULL)
    g_unlink (copy);
  return done;
}

static gboolean
write_archive (Job *job, GError **error)
{
  g_autoptr (SalonArchive) archive = salon_archive_new (job->path, job->now, error);

  if (archive == NULL
      || !add (job, archive, "LISEZ-MOI.txt", g_bytes_new_static (readme, sizeof readme - 1), error)
      || !add (job, archive, "clientes.csv", write_clients (job, SALON_EXPORT_CSV, error), error)
      || !add (job, archive, "clientes.vcf", write_clients (job, SALON_EXPORT_VCARD_3, error),
               error)
      || !add (job, archive, "prestations.csv", write_services (job, error), error)
      || !add (job, archive, "bons-cadeaux.csv", write_gift_cards (job, error), error)
      || !add (job, archive, "paiements.csv", write_payments (job, error), error))
    return FALSE;
  tell (job, 0.1);
  if (!add (job, archive, "rendez-vous.csv",
            write_bookings (job, SALON_EXPORT_CSV, FIRST_DAY, LAST_DAY, error), error)
      || !add (job, archive, "rendez-vous.ics",
               write_bookings (job, SALON_EXPORT_ICS, FIRST_DAY, LAST_DAY, error), error))
    return FALSE;
  tell (job, 0.3);
  if (!add_tables (job, archive, error) || !add_salon (job, archive, error))
    return FALSE;
  tell (job, 1);
  return salon_archive_finish (archive, error);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr (GError) error = NULL;

  job->task = task;
  job->reader = salon_reader_open (job->salon_path, &error);
  if (job->reader != NULL
      && (job->wish.form == SALON_EXPORT_ZIP ? write_archive (job, &error)
                                             : write_file (job, &error)))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

void
salon_export_write_async (SalonSession *session,
                          const SalonExportWish *wish,
                          const char *path,
                          GCancellable *cancellable,
                          SalonExportProgress progress,
                          gpointer progress_data,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, NULL, callback, user_data);
  const char *name = salon_session_get_setting (session, "salon.name");
  Job *job = g_new0 (Job, 1);

  job->wish = *wish;
  job->salon_path = g_strdup (salon_session_get_path (session));
  job->salon_name = g_strdup (name != NULL && *name != '\0' ? name : _ ("My salon"));
  job->path = g_strdup (path);
  job->zone = salon_session_dup_zone (session);
  job->now = salon_session_get_instant (session);
  job->cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL;
  job->progress = progress;
  job->progress_data = progress_data;
  g_task_set_source_tag (task, salon_export_write_async);
  g_task_set_task_data (task, job, job_free);
  g_task_run_in_thread (task, write_in_thread);
}

gboolean
salon_export_write_finish (SalonSession *session, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}
