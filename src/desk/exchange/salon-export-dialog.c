/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-export-dialog.h"

#include <glib/gi18n-lib.h>

#include "salon-exchange-words.h"
#include "salon-export.h"

struct _SalonExportDialog
{
  AdwDialog parent_instance;

  AdwToastOverlay *toast_overlay;
  GtkStack *stack;
  AdwComboRow *what_row;
  AdwComboRow *period_row;
  AdwComboRow *form_row;
  GtkProgressBar *progress_bar;

  SalonSession *session;
  GCancellable *cancellable; /* of what is being written; NULL: nothing is */
};

G_DEFINE_FINAL_TYPE (SalonExportDialog, salon_export_dialog, ADW_TYPE_DIALOG)

typedef enum
{
  THIS_MONTH,
  LAST_MONTH,
  THIS_YEAR,
  LAST_YEAR,
  EVER,
} Period;

static const char *const whats[SALON_N_EXPORTS] = {
  [SALON_EXPORT_EVERYTHING] = N_ ("Everything, in one archive"),
  [SALON_EXPORT_CLIENTS] = N_ ("Clients"),
  [SALON_EXPORT_BOOKINGS] = N_ ("Bookings"),
  [SALON_EXPORT_SERVICES] = N_ ("Services"),
  [SALON_EXPORT_PAYMENTS] = N_ ("Payments"),
  [SALON_EXPORT_GIFT_CARDS] = N_ ("Gift Cards"),
};

static const char *const forms[SALON_N_EXPORT_FORMS] = {
  [SALON_EXPORT_ZIP] = N_ ("An archive of files (ZIP)"),
  [SALON_EXPORT_CSV] = N_ ("A spreadsheet (CSV)"),
  [SALON_EXPORT_ICS] = N_ ("A calendar (ICS)"),
  [SALON_EXPORT_VCARD_3] = N_ ("A telephone or address book (vCard 3)"),
  [SALON_EXPORT_VCARD_4] = N_ ("A recent address book (vCard 4)"),
};

static const char *const names[SALON_N_EXPORTS] = {
  [SALON_EXPORT_EVERYTHING] = NC_ ("file name", "Salon"),
  [SALON_EXPORT_CLIENTS] = NC_ ("file name", "Clients"),
  [SALON_EXPORT_BOOKINGS] = NC_ ("file name", "Bookings"),
  [SALON_EXPORT_SERVICES] = NC_ ("file name", "Services"),
  [SALON_EXPORT_PAYMENTS] = NC_ ("file name", "Payments"),
  [SALON_EXPORT_GIFT_CARDS] = NC_ ("file name", "Gift Cards"),
};

static void
set_words (AdwComboRow *row, const char *const *words, guint n)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < n; i++)
    gtk_string_list_append (list, _ (words[i]));
  adw_combo_row_set_model (row, G_LIST_MODEL (list));
}

static SalonExportWhat
get_what (SalonExportDialog *self)
{
  return (SalonExportWhat) MIN (adw_combo_row_get_selected (self->what_row), SALON_N_EXPORTS - 1);
}

/* The @nth of the forms that there are of it. */
static SalonExportForm
get_form (SalonExportDialog *self)
{
  guint nth = adw_combo_row_get_selected (self->form_row);

  for (guint i = 0; i < SALON_N_EXPORT_FORMS; i++)
    if (salon_export_has_form (get_what (self), (SalonExportForm) i) && nth-- == 0)
      return (SalonExportForm) i;
  return SALON_EXPORT_CSV;
}

static void
what_selected_cb (SalonExportDialog *self)
{
  g_autoptr (GtkStringList) list = gtk_string_list_new (NULL);

  for (guint i = 0; i < SALON_N_EXPORT_FORMS; i++)
    if (salon_export_has_form (get_what (self), (SalonExportForm) i))
      gtk_string_list_append (list, _ (forms[i]));
  adw_combo_row_set_model (self->form_row, G_LIST_MODEL (list));
  gtk_widget_set_visible (GTK_WIDGET (self->form_row),
                          g_list_model_get_n_items (G_LIST_MODEL (list)) > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->period_row), get_what (self) == SALON_EXPORT_BOOKINGS);
}

static void
read_period (SalonExportDialog *self, SalonExportWish *wish)
{
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  SalonDay month = salon_day_start_of_month (today);
  int year;

  salon_day_to_ymd (today, &year, NULL, NULL);
  switch ((Period) adw_combo_row_get_selected (self->period_row))
    {
    case THIS_MONTH:
      wish->from = month;
      wish->to = salon_day_add_months (month, 1);
      break;
    case LAST_MONTH:
      wish->from = salon_day_add_months (month, -1);
      wish->to = month;
      break;
    case THIS_YEAR:
      wish->from = salon_day_from_ymd (year, 1, 1);
      wish->to = salon_day_from_ymd (year + 1, 1, 1);
      break;
    case LAST_YEAR:
      wish->from = salon_day_from_ymd (year - 1, 1, 1);
      wish->to = salon_day_from_ymd (year, 1, 1);
      break;
    case EVER:
      wish->from = salon_day_from_ymd (1900, 1, 1);
      wish->to = salon_day_from_ymd (2200, 1, 1);
      break;
    }
}

static void
say (SalonExportDialog *self, const char *text)
{
  AdwToast *toast = adw_toast_new (text);

  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_title (toast, text);
  adw_toast_overlay_add_toast (self->toast_overlay, toast);
}

static void
show_busy (SalonExportDialog *self, gboolean is_busy)
{
  gtk_stack_set_visible_child_name (self->stack, is_busy ? "busy" : "wish");
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "export.save", !is_busy);
  gtk_progress_bar_set_fraction (self->progress_bar, 0);
}

static void
progress_cb (double fraction, gpointer user_data)
{
  SalonExportDialog *self = user_data;

  if (self->session != NULL)
    gtk_progress_bar_set_fraction (self->progress_bar, fraction);
}

typedef struct
{
  SalonExportDialog *dialog;
  char *name; /* of the file */
} Writing;

static void
tell_end (SalonExportDialog *self, const char *name, const GError *error)
{
  g_autofree char *words = NULL;

  if (error == NULL)
    /* Translators: %s is the name of a file */
    words = g_strdup_printf (_ ("Saved as “%s”"), name);
  else if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    words = g_strdup (_ ("Nothing was saved"));
  else
    words = salon_exchange_words_for_error (error);
  say (self, words);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Writing *writing = user_data;
  g_autoptr (SalonExportDialog) self = writing->dialog;
  g_autofree char *name = writing->name;
  g_autoptr (GError) error = NULL;

  g_free (writing);
  salon_export_write_finish (SALON_SESSION (source), result, &error);
  if (self->session == NULL)
    return;
  g_clear_object (&self->cancellable);
  show_busy (self, FALSE);
  tell_end (self, name, error);
}

void
salon_export_dialog_save (SalonExportDialog *self, GFile *file)
{
  SalonExportWish wish = { .what = get_what (self), .form = get_form (self) };
  g_autofree char *path = g_file_get_path (file);
  Writing *writing = NULL;

  g_return_if_fail (SALON_IS_EXPORT_DIALOG (self));
  g_return_if_fail (self->cancellable == NULL);

  if (path == NULL)
    {
      say (self, _ ("Choose a folder of this computer."));
      return;
    }
  read_period (self, &wish);
  writing = g_new0 (Writing, 1);
  writing->dialog = g_object_ref (self);
  writing->name = g_file_get_basename (file);
  self->cancellable = g_cancellable_new ();
  show_busy (self, TRUE);
  salon_export_write_async (self->session, &wish, path, self->cancellable, progress_cb, self,
                            written_cb, writing);
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonExportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, &error);

  if (self->session == NULL)
    return;
  if (file != NULL)
    salon_export_dialog_save (self, file);
  else if (!g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    say (self, error->message);
}

/* "Bookings 2026-03-12.csv" */
static char *
write_file_name (SalonExportDialog *self)
{
  SalonDay today = salon_moment_get_day (salon_session_get_now (self->session));
  g_autofree char *day = salon_day_format (today);

  return g_strdup_printf ("%s %s.%s",
                          g_dpgettext2 (GETTEXT_PACKAGE, "file name", names[get_what (self)]), day,
                          salon_export_get_ending (get_form (self)));
}

static void
save (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonExportDialog *self = SALON_EXPORT_DIALOG (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *name = write_file_name (self);

  gtk_file_dialog_set_title (dialog, _ ("Save the Export"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), NULL, file_chosen_cb,
                        g_object_ref (self));
}

/* What is being written is called off; otherwise the dialog goes. */
static void
cancel (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonExportDialog *self = SALON_EXPORT_DIALOG (widget);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  else
    adw_dialog_close (ADW_DIALOG (self));
}

static void
salon_export_dialog_dispose (GObject *object)
{
  SalonExportDialog *self = SALON_EXPORT_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_EXPORT_DIALOG);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_export_dialog_parent_class)->dispose (object);
}

static void
salon_export_dialog_class_init (SalonExportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_export_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "export.save", NULL, save);
  gtk_widget_class_install_action (widget_class, "export.cancel", NULL, cancel);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonExportDialog, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, SalonExportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonExportDialog, what_row);
  gtk_widget_class_bind_template_child (widget_class, SalonExportDialog, period_row);
  gtk_widget_class_bind_template_child (widget_class, SalonExportDialog, form_row);
  gtk_widget_class_bind_template_child (widget_class, SalonExportDialog, progress_bar);
  gtk_widget_class_bind_template_callback (widget_class, what_selected_cb);
}

static void
salon_export_dialog_init (SalonExportDialog *self)
{
  static const char *const periods[] = {
    [THIS_MONTH] = N_ ("This month"),   [LAST_MONTH] = N_ ("Last month"),
    [THIS_YEAR] = N_ ("This year"),     [LAST_YEAR] = N_ ("Last year"),
    [EVER] = N_ ("From the beginning"),
  };

  gtk_widget_init_template (GTK_WIDGET (self));
  set_words (self->period_row, periods, G_N_ELEMENTS (periods));
  set_words (self->what_row, whats, G_N_ELEMENTS (whats));
  what_selected_cb (self);
}

AdwDialog *
salon_export_dialog_new (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  SalonExportDialog *self = g_object_new (SALON_TYPE_EXPORT_DIALOG, NULL);

  self->session = g_object_ref (session);
  return ADW_DIALOG (self);
}
