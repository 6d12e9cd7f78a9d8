/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-statistics-export.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-format.h"
#include "printing/salon-print-dialog.h"
#include "salon-month-pack.h"

/* What was asked for, from there to the end. */
typedef struct
{
  GtkWidget *page;
  SalonSession *session;
  SalonStatisticsPeriod period;
  SalonStatisticsAgainst against;
  GFile *place;  /* nullable: the file or folder that was chosen */
  GBytes *bytes; /* nullable: what goes into the file */
} Errand;

static Errand *
errand_new (GtkWidget *page, SalonSession *session)
{
  Errand *errand = g_new0 (Errand, 1);

  errand->page = g_object_ref (page);
  errand->session = g_object_ref (session);
  return errand;
}

static void
errand_free (Errand *errand)
{
  g_object_unref (errand->page);
  g_object_unref (errand->session);
  g_clear_object (&errand->place);
  g_clear_pointer (&errand->bytes, g_bytes_unref);
  g_free (errand);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Errand, errand_free)

static void
say (const Errand *errand, const char *words)
{
  gtk_widget_activate_action (errand->page, "win.toast", "s", words);
}

/* A name that every disk takes. */
static char *
make_name (const char *title, const char *ending)
{
  g_autofree char *name = g_strdup_printf ("%s.%s", title, ending);

  return g_strdup (g_strdelimit (name, "/\\:*?\"<>|", '-'));
}

/* --- Into files --- */

typedef struct
{
  GFile *folder;
  char *names[3];
  GBytes *bytes[3];
} Files;

static void
files_free (gpointer data)
{
  Files *files = data;

  g_object_unref (files->folder);
  for (gsize i = 0; i < G_N_ELEMENTS (files->names); i++)
    {
      g_free (files->names[i]);
      g_clear_pointer (&files->bytes[i], g_bytes_unref);
    }
  g_free (files);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  const Files *files = data;
  GError *error = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (files->names); i++)
    {
      g_autoptr (GFile) file = g_file_get_child (files->folder, files->names[i]);

      if (!g_file_replace_contents (file, g_bytes_get_data (files->bytes[i], NULL),
                                    g_bytes_get_size (files->bytes[i]), NULL, FALSE,
                                    G_FILE_CREATE_NONE, NULL, cancellable, &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }
  g_task_return_boolean (task, TRUE);
}

static void
tell_end (const Errand *errand, const char *name, const GError *error)
{
  g_autofree char *words = NULL;

  if (error == NULL)
    /* Translators: %s is the name of a file */
    words = g_strdup_printf (_ ("Saved as “%s”"), name);
  else
    /* Translators: the name of a file, and the system’s reason */
    words = g_strdup_printf (_ ("“%1$s” could not be saved: %2$s"), name, error->message);
  say (errand, words);
}

static void
files_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GError) error = NULL;
  const Files *files = g_task_get_task_data (G_TASK (result));

  g_task_propagate_boolean (G_TASK (result), &error);
  tell_end (errand, files->names[0], error);
}

static void
pack_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonMonthPack) pack = salon_month_pack_read_finish (errand->session, result, &error);
  g_autoptr (SalonDocument) document = NULL;
  g_autofree char *title = NULL;
  g_autofree char *period = NULL;
  g_autofree char *takings = NULL;
  g_autofree char *moves = NULL;
  g_autoptr (GTask) task = NULL;
  Files *files = NULL;

  if (pack == NULL)
    {
      salon_session_report (errand->session, error);
      return;
    }
  files = g_new0 (Files, 1);
  files->folder = g_object_ref (errand->place);
  document = salon_month_pack_make_document (pack, errand->session);
  title = salon_month_pack_write_title (pack);
  period = salon_statistics_period_write (&pack->pair->period);
  /* Translators: names of files, with their period: "Takings: March 2026" */
  takings = g_strdup_printf (C_ ("file name", "Takings: %s"), period);
  moves = g_strdup_printf (C_ ("file name", "Gift cards: %s"), period);
  files->names[0] = make_name (title, "pdf");
  files->bytes[0] = salon_document_to_pdf (document);
  files->names[1] = make_name (takings, "csv");
  files->bytes[1] = salon_month_pack_write_takings (pack);
  files->names[2] = make_name (moves, "csv");
  files->bytes[2] = salon_month_pack_write_moves (pack);
  task = g_task_new (NULL, NULL, files_written_cb, g_steal_pointer (&errand));
  g_task_set_task_data (task, files, files_free);
  g_task_run_in_thread (task, write_in_thread);
}

void
salon_statistics_export_save_month_pack (GtkWidget *page,
                                         SalonSession *session,
                                         const SalonStatisticsPeriod *period,
                                         SalonStatisticsAgainst against,
                                         GFile *folder)
{
  Errand *errand = errand_new (page, session);

  errand->place = g_object_ref (folder);
  salon_month_pack_read_async (session, period, against, NULL, pack_read_cb, errand);
}

static void
folder_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) folder =
    gtk_file_dialog_select_folder_finish (GTK_FILE_DIALOG (source), result, &error);

  if (folder != NULL)
    salon_statistics_export_save_month_pack (errand->page, errand->session, &errand->period,
                                             errand->against, folder);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    say (errand, error->message);
}

void
salon_statistics_export_month_pack (GtkWidget *page,
                                    SalonSession *session,
                                    const SalonStatisticsPeriod *period,
                                    SalonStatisticsAgainst against)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  Errand *errand = errand_new (page, session);

  errand->period = *period;
  errand->against = against;
  gtk_file_dialog_set_title (dialog, _ ("Where to Save the Month for the Accountant"));
  gtk_file_dialog_select_folder (dialog, GTK_WINDOW (gtk_widget_get_root (page)), NULL,
                                 folder_chosen_cb, errand);
}

/* --- Into a table --- */

static void
table_written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));

  g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  tell_end (errand, name, error);
}

static void
write_table (Errand *errand, GFile *file)
{
  g_file_replace_contents_bytes_async (file, errand->bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                       table_written_cb, errand);
}

void
salon_statistics_export_save_table (GtkWidget *page,
                                    SalonSession *session,
                                    const SalonStatisticsPair *pair,
                                    GFile *file)
{
  Errand *errand = errand_new (page, session);

  errand->bytes = salon_month_pack_write_figures (pair, session);
  write_table (errand, file);
}

static void
table_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    write_table (g_steal_pointer (&errand), file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    say (errand, error->message);
}

/* The figures as they are now, whatever becomes of them while a name is chosen. */
void
salon_statistics_export_table (GtkWidget *page,
                               SalonSession *session,
                               const SalonStatisticsPair *pair)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *period = salon_statistics_period_write (&pair->period);
  /* Translators: the name of a file, with its period: "Statistics: March 2026" */
  g_autofree char *title = g_strdup_printf (C_ ("file name", "Statistics: %s"), period);
  g_autofree char *name = make_name (title, "csv");
  Errand *errand = errand_new (page, session);

  errand->bytes = salon_month_pack_write_figures (pair, session);
  gtk_file_dialog_set_title (dialog, _ ("Save the Figures"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (page)), NULL, table_chosen_cb,
                        errand);
}

/* --- On paper --- */

static void
print_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Errand) errand = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonMonthPack) pack = salon_month_pack_read_finish (errand->session, result, &error);
  g_autoptr (SalonDocument) document = NULL;

  if (pack == NULL)
    {
      salon_session_report (errand->session, error);
      return;
    }
  /* She went on to another page meanwhile. */
  if (!gtk_widget_get_mapped (errand->page))
    return;
  document = salon_month_pack_make_document (pack, errand->session);
  salon_dialog_present (salon_print_dialog_new_for_document (errand->session, document),
                        errand->page);
}

void
salon_statistics_export_print (GtkWidget *page,
                               SalonSession *session,
                               const SalonStatisticsPeriod *period,
                               SalonStatisticsAgainst against)
{
  salon_month_pack_read_async (session, period, against, NULL, print_read_cb,
                               errand_new (page, session));
}
