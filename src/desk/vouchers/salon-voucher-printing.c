/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-printing.h"

#include <glib/gi18n-lib.h>

#include "vouchers/salon-voucher-prints.h"
#include "vouchers/salon-voucher-setting.h"

typedef struct
{
  SalonSession *session; /* of a print */
  SalonVoucherCard *cards;
  gsize n_cards;
  GBytes *pdf;
  GFile *file; /* what the printer reads, and is removed afterwards; or where it is saved */
  gboolean is_temporary;
  GtkWidget *parent; /* over whose window the printer's dialog stands */
  SalonVoucherPrinted printed;
  gpointer user_data;
} Job;

static Job *
job_new (GBytes *pdf,
         const SalonVoucherCard *cards,
         gsize n_cards,
         SalonVoucherPrinted printed,
         gpointer user_data)
{
  Job *job = g_new0 (Job, 1);

  job->pdf = g_bytes_ref (pdf);
  job->cards = salon_voucher_card_copy_all (cards, n_cards);
  job->n_cards = n_cards;
  job->printed = printed;
  job->user_data = user_data;
  return job;
}

static void
job_end (Job *job, gboolean is_done, const char *sentence)
{
  if (job->is_temporary)
    g_file_delete (job->file, NULL, NULL);
  job->printed (is_done, sentence, job->user_data);
  salon_voucher_card_free_all (job->cards, job->n_cards);
  g_clear_object (&job->session);
  g_clear_object (&job->parent);
  g_clear_object (&job->file);
  g_bytes_unref (job->pdf);
  g_free (job);
}

static gboolean
is_given_up (const GError *error)
{
  return g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED)
         || g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_CANCELLED);
}

/* --- To the printer --- */

static void
noted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GError) error = NULL;

  salon_worker_run_finish (SALON_WORKER (source), result, &error);
  /* It is printed all the same. */
  job_end (job, TRUE,
           error == NULL ? _ ("Sent to the printer")
                         : _ ("Sent to the printer. That it was printed could not be noted."));
}

static void
printed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;

  if (gtk_print_dialog_print_file_finish (GTK_PRINT_DIALOG (source), result, &error))
    {
      salon_voucher_prints_note (job->session, job->cards, job->n_cards, noted_cb, job);
      return;
    }
  if (!is_given_up (error))
    /* Translators: %s is the system’s reason */
    sentence = g_strdup_printf (_ ("It could not be printed: %s"), error->message);
  job_end (job, FALSE, sentence);
}

/* The paper that was chosen, so that the printer's dialog begins with it. */
static GtkPageSetup *
create_page_setup (SalonSession *session)
{
  g_autoptr (SalonVoucherDesign) design = salon_voucher_setting_read (session);
  g_autoptr (GtkPaperSize) size = NULL;
  GtkPageSetup *setup = gtk_page_setup_new ();

  switch (design->paper)
    {
    case SALON_VOUCHER_A5:
      size = gtk_paper_size_new (GTK_PAPER_NAME_A5);
      break;
    case SALON_VOUCHER_A4_FOLDED:
      size = gtk_paper_size_new (GTK_PAPER_NAME_A4);
      break;
    case SALON_VOUCHER_DL:
      size = gtk_paper_size_new_custom ("voucher-dl", "DL", 99, 210, GTK_UNIT_MM);
      break;
    }
  gtk_page_setup_set_paper_size (setup, size);
  gtk_page_setup_set_orientation (setup, GTK_PAGE_ORIENTATION_LANDSCAPE);
  return setup;
}

static GFile *
create_temporary (GError **error)
{
  g_autoptr (GFileIOStream) stream = NULL;

  return g_file_new_tmp ("voucher-XXXXXX.pdf", &stream, error);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *sentence = NULL;
  g_autoptr (GtkPrintDialog) dialog = NULL;
  g_autoptr (GtkPageSetup) setup = NULL;
  GtkRoot *root = gtk_widget_get_root (job->parent);

  if (!g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      sentence = g_strdup_printf (_ ("It could not be printed: %s"), error->message);
      job_end (job, FALSE, sentence);
      return;
    }
  dialog = gtk_print_dialog_new ();
  setup = create_page_setup (job->session);
  gtk_print_dialog_set_title (dialog,
                              job->n_cards > 1 ? _ ("Print Vouchers") : _ ("Print Voucher"));
  gtk_print_dialog_set_page_setup (dialog, setup);
  gtk_print_dialog_print_file (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                               job->file, NULL, printed_cb, job);
}

void
salon_voucher_printing_print (GtkWidget *parent,
                              SalonSession *session,
                              GBytes *pdf,
                              const SalonVoucherCard *cards,
                              gsize n_cards,
                              SalonVoucherPrinted printed,
                              gpointer user_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (SALON_IS_SESSION (session));
  g_return_if_fail (pdf != NULL);
  g_return_if_fail (printed != NULL);
  Job *job = job_new (pdf, cards, n_cards, printed, user_data);
  g_autoptr (GError) error = NULL;

  job->session = g_object_ref (session);
  job->file = create_temporary (&error);
  if (job->file == NULL)
    {
      g_autofree char *sentence =
        g_strdup_printf (_ ("It could not be printed: %s"), error->message);

      job_end (job, FALSE, sentence);
      return;
    }
  job->is_temporary = TRUE;
  job->parent = g_object_ref (parent);
  g_file_replace_contents_bytes_async (job->file, pdf, NULL, FALSE, G_FILE_CREATE_PRIVATE, NULL,
                                       written_cb, job);
}

/* --- Into a file --- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  gboolean is_saved = g_file_replace_contents_finish (G_FILE (source), result, NULL, &error);
  /* Translators: the name of a file; and the system’s reason */
  g_autofree char *sentence =
    is_saved ? g_strdup_printf (_ ("Saved as “%s”"), name)
             : g_strdup_printf (_ ("“%1$s” could not be saved: %2$s"), name, error->message);

  job_end (job, is_saved, sentence);
}

void
salon_voucher_printing_write (GFile *file,
                              GBytes *pdf,
                              SalonVoucherPrinted printed,
                              gpointer user_data)
{
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (pdf != NULL);
  g_return_if_fail (printed != NULL);

  g_file_replace_contents_bytes_async (file, pdf, NULL, FALSE, G_FILE_CREATE_NONE, NULL, saved_cb,
                                       job_new (pdf, NULL, 0, printed, user_data));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Job *job = user_data;
  g_autoptr (GError) error = NULL;

  job->file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);
  if (job->file != NULL)
    g_file_replace_contents_bytes_async (job->file, job->pdf, NULL, FALSE, G_FILE_CREATE_NONE, NULL,
                                         saved_cb, job);
  else
    job_end (job, FALSE, is_given_up (error) ? NULL : error->message);
}

void
salon_voucher_printing_save (GtkWidget *parent,
                             GBytes *pdf,
                             const SalonVoucherCard *cards,
                             gsize n_cards,
                             SalonVoucherPrinted printed,
                             gpointer user_data)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (pdf != NULL);
  g_return_if_fail (printed != NULL);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = salon_voucher_card_write_file_name (cards, n_cards);
  GtkRoot *root = gtk_widget_get_root (parent);

  gtk_file_dialog_set_title (dialog, _ ("Save as PDF"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL,
                        file_chosen_cb, job_new (pdf, cards, n_cards, printed, user_data));
}
