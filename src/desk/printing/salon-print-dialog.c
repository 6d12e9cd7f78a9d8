/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-print-dialog.h"

#include "common/salon-shortcuts.h"
#include <glib/gi18n-lib.h>

#define PREVIEW_MARGIN 18

struct _SalonPrintDialog
{
  AdwDialog parent_instance;

  AdwToastOverlay *toast_overlay;
  GtkDrawingArea *preview;
  GtkWidget *pages_box;
  GtkLabel *pages_label;
  GtkWidget *options_page;
  AdwSwitchRow *phones_row;
  AdwSwitchRow *notes_row;
  AdwSwitchRow *initials_row;
  AdwSpinRow *blank_row;

  SalonSession *session;
  SalonPrintRequest request;
  char *id; /* what request.id borrows */
  SalonDocument *document;
  guint page;
};

G_DEFINE_FINAL_TYPE (SalonPrintDialog, salon_print_dialog, ADW_TYPE_DIALOG)

static SalonPrintOptions
get_options (SalonPrintDialog *self)
{
  return (SalonPrintOptions) {
    .masks_names = adw_switch_row_get_active (self->initials_row),
    .shows_phones = adw_switch_row_get_active (self->phones_row),
    .shows_notes = adw_switch_row_get_active (self->notes_row),
    .n_blank_rows = (int) adw_spin_row_get_value (self->blank_row),
  };
}

static void
show_page (SalonPrintDialog *self, guint page)
{
  guint n_pages = salon_document_count_pages (self->document);
  g_autofree char *text = NULL;

  self->page = MIN (page, n_pages - 1);
  /* Translators: "page 1 of 3" under the preview of a print */
  text = g_strdup_printf (_ ("%1$u of %2$u"), self->page + 1, n_pages);
  gtk_label_set_text (self->pages_label, text);
  gtk_widget_set_visible (self->pages_box, n_pages > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.previous", self->page > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "print.next", self->page + 1 < n_pages);
  gtk_widget_queue_draw (GTK_WIDGET (self->preview));
}

/* FALSE: it could not be read, and has been told; what was shown stays. */
static gboolean
update_document (SalonPrintDialog *self)
{
  const SalonPrintOptions options = get_options (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonDocument) document =
    salon_print_request_create_document (&self->request, self->session, &options, &error);

  if (document == NULL)
    {
      salon_session_report (self->session, error);
      return FALSE;
    }
  g_set_object (&self->document, document);
  show_page (self, self->page);
  return TRUE;
}

static void
option_changed_cb (SalonPrintDialog *self)
{
  if (self->document != NULL)
    update_document (self);
}

/* As large as fits, on a sheet of paper. */
static void
draw_preview_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height, gpointer user_data)
{
  SalonPrintDialog *self = user_data;
  const SalonPaper *paper = NULL;
  double scale, paper_width, paper_height;

  if (self->document == NULL || width <= 2 * PREVIEW_MARGIN || height <= 2 * PREVIEW_MARGIN)
    return;
  paper = salon_document_get_paper (self->document);
  paper_width = salon_paper_points (paper->width_mm);
  paper_height = salon_paper_points (paper->height_mm);
  scale =
    MIN ((width - 2 * PREVIEW_MARGIN) / paper_width, (height - 2 * PREVIEW_MARGIN) / paper_height);

  cairo_translate (cr, (width - paper_width * scale) / 2, (height - paper_height * scale) / 2);
  cairo_scale (cr, scale, scale);
  cairo_rectangle (cr, 0, 0, paper_width, paper_height);
  cairo_set_source_rgb (cr, 1, 1, 1);
  cairo_fill_preserve (cr);
  cairo_set_source_rgba (cr, 0, 0, 0, 0.25);
  cairo_set_line_width (cr, 1 / scale);
  cairo_stroke (cr);
  salon_document_draw_page (self->document, cr, self->page);
}

static void
previous_page (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonPrintDialog *self = SALON_PRINT_DIALOG (widget);

  show_page (self, self->page - 1);
}

static void
next_page (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonPrintDialog *self = SALON_PRINT_DIALOG (widget);

  show_page (self, self->page + 1);
}

static void
say (SalonPrintDialog *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

/* --- Into a file --- */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonPrintDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *name = g_file_get_basename (G_FILE (source));
  g_autofree char *sentence = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    /* Translators: %s is the name of a file */
    sentence = g_strdup_printf (_ ("Saved as “%s”"), name);
  else
    /* Translators: the name of a file, and the system’s reason */
    sentence = g_strdup_printf (_ ("“%1$s” could not be saved: %2$s"), name, error->message);
  say (self, sentence);
}

void
salon_print_dialog_save (SalonPrintDialog *self, GFile *file)
{
  g_return_if_fail (SALON_IS_PRINT_DIALOG (self));
  g_autoptr (GBytes) pdf = salon_document_to_pdf (self->document);

  g_file_replace_contents_bytes_async (file, pdf, NULL, FALSE, G_FILE_CREATE_NONE, NULL, saved_cb,
                                       g_object_ref (self));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonPrintDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL)
    salon_print_dialog_save (self, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    say (self, error->message);
}

/* A name that every disk takes. */
static char *
write_file_name (SalonPrintDialog *self)
{
  g_autofree char *name = g_strdup_printf ("%s.pdf", salon_document_get_title (self->document));

  return g_strdup (g_strdelimit (name, "/\\:*?\"<>|", '-'));
}

static void
save (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonPrintDialog *self = SALON_PRINT_DIALOG (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = write_file_name (self);

  gtk_file_dialog_set_title (dialog, _ ("Save as PDF"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, file_chosen_cb,
                        g_object_ref (self));
}

/* --- To the printer --- */

static void
draw_page_cb (GtkPrintOperation *operation,
              GtkPrintContext *context,
              int page,
              SalonDocument *document)
{
  salon_document_draw_page (document, gtk_print_context_get_cairo_context (context), (guint) page);
}

static GtkPageSetup *
create_page_setup (SalonDocument *document)
{
  const SalonPaper *paper = salon_document_get_paper (document);
  gboolean is_landscape = paper->width_mm > paper->height_mm;
  g_autoptr (GtkPaperSize) size =
    gtk_paper_size_new_custom ("salon", salon_document_get_title (document),
                               MIN (paper->width_mm, paper->height_mm),
                               MAX (paper->width_mm, paper->height_mm), GTK_UNIT_MM);
  GtkPageSetup *setup = gtk_page_setup_new ();

  gtk_page_setup_set_paper_size (setup, size);
  gtk_page_setup_set_orientation (setup, is_landscape ? GTK_PAGE_ORIENTATION_LANDSCAPE
                                                      : GTK_PAGE_ORIENTATION_PORTRAIT);
  return setup;
}

static void
print_done_cb (GtkPrintOperation *operation, GtkPrintOperationResult result, gpointer user_data)
{
  SalonPrintDialog *self = user_data;
  g_autoptr (GError) error = NULL;

  if (result == GTK_PRINT_OPERATION_RESULT_APPLY)
    adw_dialog_close (ADW_DIALOG (self));
  else if (result == GTK_PRINT_OPERATION_RESULT_ERROR)
    {
      gtk_print_operation_get_error (operation, &error);
      say (self, error->message);
    }
}

static void
print (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonPrintDialog *self = SALON_PRINT_DIALOG (widget);
  g_autoptr (GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr (GtkPageSetup) setup = create_page_setup (self->document);
  g_autoptr (GError) error = NULL;

  gtk_print_operation_set_job_name (operation, salon_document_get_title (self->document));
  gtk_print_operation_set_n_pages (operation, (int) salon_document_count_pages (self->document));
  gtk_print_operation_set_default_page_setup (operation, setup);
  gtk_print_operation_set_use_full_page (operation, TRUE);
  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (operation, TRUE);
  /* The pages may be asked for after this dialog is gone. */
  g_object_set_data_full (G_OBJECT (operation), "document", g_object_ref (self->document),
                          g_object_unref);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_page_cb), self->document);
  g_signal_connect_object (operation, "done", G_CALLBACK (print_done_cb), self, 0);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG,
                               GTK_WINDOW (gtk_widget_get_root (widget)), &error)
      == GTK_PRINT_OPERATION_RESULT_ERROR)
    say (self, error->message);
}

static void
salon_print_dialog_dispose (GObject *object)
{
  SalonPrintDialog *self = SALON_PRINT_DIALOG (object);

  g_clear_object (&self->document);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_PRINT_DIALOG);
  g_clear_object (&self->session);
  g_clear_pointer (&self->id, g_free);
  G_OBJECT_CLASS (salon_print_dialog_parent_class)->dispose (object);
}

static void
salon_print_dialog_class_init (SalonPrintDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_print_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "print.previous", NULL, previous_page);
  gtk_widget_class_install_action (widget_class, "print.next", NULL, next_page);
  gtk_widget_class_install_action (widget_class, "print.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "print.print", NULL, print);
  salon_shortcut_bind_action (widget_class, SALON_SHORTCUT_PRINT, SALON_EVERY_KEY, "print.print",
                              NULL);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-print-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonPrintDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, SalonPrintDialog, preview);
  gtk_widget_class_bind_template_child (widget_class, SalonPrintDialog, pages_box);
  gtk_widget_class_bind_template_child (widget_class, SalonPrintDialog, pages_label);
  gtk_widget_class_bind_template_child (widget_class, SalonPrintDialog, options_page);
  gtk_widget_class_bind_template_child (widget_class, SalonPrintDialog, phones_row);
  gtk_widget_class_bind_template_child (widget_class, SalonPrintDialog, notes_row);
  gtk_widget_class_bind_template_child (widget_class, SalonPrintDialog, initials_row);
  gtk_widget_class_bind_template_child (widget_class, SalonPrintDialog, blank_row);
  gtk_widget_class_bind_template_callback (widget_class, option_changed_cb);
}

static void
salon_print_dialog_init (SalonPrintDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (self->preview, draw_preview_cb, self, NULL);
}

AdwDialog *
salon_print_dialog_new (SalonSession *session, const SalonPrintRequest *request)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  SalonPrintDialog *self = g_object_new (SALON_TYPE_PRINT_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->request = *request;
  self->id = g_strdup (request->id);
  self->request.id = self->id;
  gtk_widget_set_visible (self->options_page, salon_print_request_has_options (request));
  /* Rows for walk-ins stand on the sheet of a day alone. */
  gtk_widget_set_visible (GTK_WIDGET (self->blank_row), request->n_days == 1);
  if (update_document (self))
    return ADW_DIALOG (self);
  g_object_ref_sink (self);
  g_object_unref (self);
  return NULL;
}

AdwDialog *
salon_print_dialog_new_for_document (SalonSession *session, SalonDocument *document)
{
  SalonPrintDialog *self = NULL;

  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (SALON_IS_DOCUMENT (document), NULL);

  self = g_object_new (SALON_TYPE_PRINT_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->document = g_object_ref (document);
  gtk_widget_set_visible (self->options_page, FALSE);
  show_page (self, 0);
  return ADW_DIALOG (self);
}
