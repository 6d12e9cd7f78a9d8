/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The steps are the children of a stack: choose, busy, columns, preview. Reading is always anew from the
 * same bytes; a reading that comes after the dialog has gone, or after another was asked for, is thrown
 * away.
 */
#include "salon-import-dialog.h"

#include <glib/gi18n-lib.h>

#include "exchange/salon-foreign-text.h"
#include "salon-exchange-words.h"
#include "salon-import-cells.h"
#include "salon-import-model.h"
#include "salon-import-reading.h"

#include "common/salon-words.h"

/* So many values of a column are shown beside its title. */
#define SAMPLE_VALUES 3
#define SAMPLE_MAX_LETTERS 24

struct _SalonImportDialog
{
  AdwDialog parent_instance;

  AdwBanner *failure_banner;
  GtkStack *stack;
  GtkButton *next_button;
  GtkButton *choose_button;
  AdwStatusPage *busy_page;
  AdwComboRow *kind_row;
  AdwPreferencesGroup *columns_group;
  GtkLabel *summary_label;
  GtkDropDown *shows_drop_down;
  GtkListView *rows_view;

  SalonSession *session;
  GCancellable *cancellable; /* cancelled when the dialog goes */
  char *file_name;
  GBytes *bytes;
  SalonImportReading *reading; /* nullable */
  guint asked;                 /* which reading was asked for last */
  gboolean wants_preview;      /* and where it leads */
  gboolean is_filling;         /* the rows of the columns are being made, not chosen from */
  GPtrArray *column_rows;      /* of AdwComboRow, borrowed */
  SalonImportModel *model;
  SalonImportCells cells;
};

G_DEFINE_FINAL_TYPE (SalonImportDialog, salon_import_dialog, ADW_TYPE_DIALOG)

/* What had the focus may have gone with its step. Without one in the dialog Esc would not close it. */
static void
keep_focus (SalonImportDialog *self)
{
  GtkWidget *focused = adw_dialog_get_focus (ADW_DIALOG (self));

  if ((focused == NULL || !gtk_widget_get_mapped (focused))
      && gtk_widget_get_visible (GTK_WIDGET (self->next_button)))
    gtk_widget_grab_focus (GTK_WIDGET (self->next_button));
}

static void
show_step (SalonImportDialog *self, const char *name)
{
  gtk_stack_set_visible_child_name (self->stack, name);
  gtk_widget_set_visible (GTK_WIDGET (self->next_button),
                          g_str_equal (name, "columns") || g_str_equal (name, "preview"));
  gtk_button_set_label (self->next_button,
                        g_str_equal (name, "preview") ? _ ("_Import") : _ ("_Next"));
  keep_focus (self);
}

static void
show_busy (SalonImportDialog *self, const char *title)
{
  adw_status_page_set_title (self->busy_page, title);
  show_step (self, "busy");
}

static void
tell (SalonImportDialog *self, const char *words)
{
  adw_banner_set_title (self->failure_banner, words);
  adw_banner_set_revealed (self->failure_banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->failure_banner), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
tell_error (SalonImportDialog *self, const GError *error)
{
  g_autofree char *words = salon_exchange_words_for_error (error);

  tell (self, words);
}

/* The columns */

static char *
describe_values (SalonSheet *sheet, guint column)
{
  GString *text = g_string_new (NULL);
  guint n = 0;

  for (guint i = 0; i < salon_sheet_get_n_rows (sheet) && n < SAMPLE_VALUES; i++)
    {
      const char *cell = salon_sheet_get_cell (sheet, i, column);
      g_autofree char *begin = NULL;

      if (*cell == '\0')
        continue;
      begin = g_utf8_substring (cell, 0, MIN (g_utf8_strlen (cell, -1), SAMPLE_MAX_LETTERS));
      g_strdelimit (begin, "\r\n", ' ');
      g_string_append_printf (text, "%s%s", n++ > 0 ? " · " : "", begin);
    }
  return g_string_free_and_steal (text);
}

/* The fields that a column can hold, in the order of the list. */
static GArray *
list_fields (SalonForeignKind kind)
{
  GArray *fields = g_array_new (FALSE, FALSE, sizeof (SalonColumnField));

  for (guint i = 0; i < SALON_N_COLUMN_FIELDS; i++)
    {
      SalonColumnField field = (SalonColumnField) i;

      if (salon_column_field_is_for (field, kind))
        g_array_append_val (fields, field);
    }
  return fields;
}

static GtkWidget *
make_column_row (SalonImportDialog *self, guint column, GArray *fields)
{
  SalonSheet *sheet = self->reading->sheet;
  GtkWidget *row = adw_combo_row_new ();
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  g_autofree char *values = describe_values (sheet, column);
  /* Translators: a column of a table that has no title: "Column 3" */
  g_autofree char *number = g_strdup_printf (_ ("Column %u"), column + 1);
  const char *title = salon_sheet_get_title (sheet, column);
  guint selected = 0;

  for (guint i = 0; i < fields->len; i++)
    {
      SalonColumnField field = g_array_index (fields, SalonColumnField, i);

      gtk_string_list_append (words, salon_exchange_words_for_column (field));
      if (field == self->reading->fields[column])
        selected = i;
    }
  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), *title != '\0' ? title : number);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), values);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (row), 1);
  adw_combo_row_set_model (ADW_COMBO_ROW (row), G_LIST_MODEL (words));
  adw_combo_row_set_selected (ADW_COMBO_ROW (row), selected);
  return row;
}

static void
fill_columns (SalonImportDialog *self)
{
  SalonImportReading *reading = self->reading;
  gboolean is_sheet = reading->form == SALON_FOREIGN_SHEET;
  guint n = is_sheet ? salon_sheet_get_n_columns (reading->sheet) : 0;
  g_autoptr (GArray) fields = list_fields (reading->kind);

  for (guint i = 0; i < self->column_rows->len; i++)
    adw_preferences_group_remove (self->columns_group, g_ptr_array_index (self->column_rows, i));
  g_ptr_array_set_size (self->column_rows, 0);
  gtk_widget_set_visible (GTK_WIDGET (self->columns_group), is_sheet);
  for (guint i = 0; i < n; i++)
    {
      GtkWidget *row = make_column_row (self, i, fields);

      adw_preferences_group_add (self->columns_group, row);
      g_ptr_array_add (self->column_rows, row);
    }
}

/* A calendar holds bookings or closed days; a table holds anything. */
static SalonForeignKind
get_first_kind (SalonImportReading *reading)
{
  return reading->form == SALON_FOREIGN_CALENDAR ? SALON_FOREIGN_BOOKINGS : SALON_FOREIGN_CLIENTS;
}

static guint
get_end_of_kinds (SalonImportReading *reading)
{
  return reading->form == SALON_FOREIGN_CALENDAR ? SALON_FOREIGN_CLOSURES + 1
                                                 : SALON_N_FOREIGN_KINDS;
}

static void
fill_kinds (SalonImportDialog *self)
{
  g_autoptr (GtkStringList) words = gtk_string_list_new (NULL);
  guint first = get_first_kind (self->reading);

  for (guint i = first; i < get_end_of_kinds (self->reading); i++)
    gtk_string_list_append (words, salon_exchange_words_for_kind ((SalonForeignKind) i));
  self->is_filling = TRUE;
  adw_combo_row_set_model (self->kind_row, G_LIST_MODEL (words));
  adw_combo_row_set_selected (self->kind_row, self->reading->kind - first);
  self->is_filling = FALSE;
}

/* As they are chosen in the list. Transfer full. */
static SalonColumnField *
read_fields (SalonImportDialog *self)
{
  SalonColumnField *chosen = g_new0 (SalonColumnField, self->column_rows->len + 1);
  g_autoptr (GArray) fields = list_fields (self->reading->kind);

  for (guint i = 0; i < self->column_rows->len; i++)
    {
      guint selected = adw_combo_row_get_selected (g_ptr_array_index (self->column_rows, i));

      if (selected < fields->len)
        chosen[i] = g_array_index (fields, SalonColumnField, selected);
    }
  return chosen;
}

/* The preview */

static void
update_summary (SalonImportDialog *self)
{
  guint n_rows = self->reading->rows->rows->len;
  guint n_taken = salon_import_reading_count_taken (self->reading);
  g_autofree char *taken =
    g_strdup_printf (ngettext ("%u row will be imported", "%u rows will be imported", n_taken),
                     n_taken);
  g_autofree char *left =
    g_strdup_printf (ngettext ("%u is left out", "%u are left out", n_rows - n_taken),
                     n_rows - n_taken);
  /* Translators: "12 rows will be imported, 3 are left out" */
  g_autofree char *both = g_strdup_printf (_ ("%1$s, %2$s."), taken, left);
  g_autofree char *all = g_strdup_printf ("%s.", taken);

  gtk_label_set_label (self->summary_label, n_rows > n_taken ? both : all);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.next", n_taken > 0);
}

static void
update_rows (SalonImportDialog *self)
{
  SalonImportShows shows = (SalonImportShows) gtk_drop_down_get_selected (self->shows_drop_down);

  if (self->reading == NULL)
    return;
  self->cells.rows = self->reading->rows;
  salon_import_model_set_rows (self->model, self->reading->rows, shows);
  update_summary (self);
}

static void
shows_selected_cb (SalonImportDialog *self)
{
  update_rows (self);
}

static void
chosen_cb (gpointer user_data)
{
  update_summary (user_data);
}

static void
show_preview (SalonImportDialog *self)
{
  update_rows (self);
  show_step (self, "preview");
}

/* Reading */

typedef struct
{
  SalonImportDialog *dialog;
  guint asked;
} Waiting;

static void
take_reading (SalonImportDialog *self, SalonImportReading *reading)
{
  /* The rows of the old one are borrowed by what is shown. */
  self->cells.rows = NULL;
  salon_import_model_set_rows (self->model, NULL, SALON_IMPORT_SHOWS_ALL);
  g_clear_pointer (&self->reading, salon_import_reading_unref);
  self->reading = reading;
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "import.next", TRUE);
  if (self->wants_preview || reading->form == SALON_FOREIGN_CARDS)
    {
      show_preview (self);
      return;
    }
  fill_kinds (self);
  fill_columns (self);
  show_step (self, "columns");
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autofree Waiting *waiting = user_data;
  g_autoptr (SalonImportDialog) self = waiting->dialog;
  g_autoptr (GError) error = NULL;
  g_autoptr (SalonImportReading) reading =
    salon_import_reading_make_finish (SALON_SESSION (source), result, &error);

  if (self->session == NULL || waiting->asked != self->asked)
    return;
  if (reading != NULL)
    take_reading (self, g_steal_pointer (&reading));
  else
    {
      tell_error (self, error);
      show_step (self, "choose");
    }
}

static void
ask (SalonImportDialog *self, const SalonImportWish *wish, gboolean wants_preview)
{
  Waiting *waiting = g_new0 (Waiting, 1);

  waiting->dialog = g_object_ref (self);
  waiting->asked = ++self->asked;
  self->wants_preview = wants_preview;
  adw_banner_set_revealed (self->failure_banner, FALSE);
  show_busy (self, _ ("Reading…"));
  salon_import_reading_make_async (self->session, self->bytes, wish, read_cb, waiting);
}

static void
kind_selected_cb (SalonImportDialog *self)
{
  SalonImportWish wish = { 0 };

  if (self->is_filling || self->reading == NULL)
    return;
  wish.kind = (int) (get_first_kind (self->reading) + adw_combo_row_get_selected (self->kind_row));
  if (wish.kind != (int) self->reading->kind)
    ask (self, &wish, FALSE);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_file_load_bytes_finish (G_FILE (source), result, NULL, &error);
  const SalonImportWish wish = { .kind = -1 };

  if (self->session == NULL)
    return;
  if (bytes == NULL)
    {
      tell_error (self, error);
      show_step (self, "choose");
      return;
    }
  g_clear_pointer (&self->bytes, g_bytes_unref);
  self->bytes = g_steal_pointer (&bytes);
  ask (self, &wish, FALSE);
}

/* A film that was dropped here is not read into memory. */
static void
measured_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) status = g_file_query_info_finish (G_FILE (source), result, &error);

  if (self->session == NULL)
    return;
  if (status == NULL)
    tell_error (self, error);
  else if (g_file_info_get_size (status) > SALON_FOREIGN_TEXT_MAX_BYTES)
    tell (self, _ ("This file is too large to be a table, a calendar or an address book."));
  else
    {
      g_set_str (&self->file_name, g_file_info_get_display_name (status));
      g_file_load_bytes_async (G_FILE (source), self->cancellable, loaded_cb, g_object_ref (self));
      return;
    }
  show_step (self, "choose");
}

void
salon_import_dialog_open (SalonImportDialog *self, GFile *file)
{
  g_return_if_fail (SALON_IS_IMPORT_DIALOG (self));
  g_return_if_fail (G_IS_FILE (file));

  adw_banner_set_revealed (self->failure_banner, FALSE);
  show_busy (self, _ ("Reading…"));
  g_file_query_info_async (file,
                           G_FILE_ATTRIBUTE_STANDARD_SIZE
                           "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME,
                           G_FILE_QUERY_INFO_NONE, G_PRIORITY_DEFAULT, self->cancellable,
                           measured_cb, g_object_ref (self));
}

static void
file_chosen_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (source), result, &error);

  if (file != NULL && self->session != NULL)
    salon_import_dialog_open (self, file);
}

static GListModel *
list_filters (void)
{
  static const char *const endings[] = { "csv", "txt", "tsv", "ics", "ical", "vcf" };
  GListStore *filters = g_list_store_new (GTK_TYPE_FILE_FILTER);
  g_autoptr (GtkFileFilter) readable = gtk_file_filter_new ();
  g_autoptr (GtkFileFilter) all = gtk_file_filter_new ();

  gtk_file_filter_set_name (readable, _ ("Tables, calendars, address books"));
  for (gsize i = 0; i < G_N_ELEMENTS (endings); i++)
    gtk_file_filter_add_suffix (readable, endings[i]);
  gtk_file_filter_set_name (all, _ ("All files"));
  gtk_file_filter_add_pattern (all, "*");
  g_list_store_append (filters, readable);
  g_list_store_append (filters, all);
  return G_LIST_MODEL (filters);
}

static void
choose (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonImportDialog *self = SALON_IMPORT_DIALOG (widget);
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GListModel) filters = list_filters ();

  gtk_file_dialog_set_title (dialog, _ ("File to Import"));
  gtk_file_dialog_set_filters (dialog, filters);
  gtk_file_dialog_open (dialog, GTK_WINDOW (gtk_widget_get_root (widget)), self->cancellable,
                        file_chosen_cb, g_object_ref (self));
}

/* Saving */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (SalonImportDialog) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean done = salon_import_reading_save_finish (SALON_SESSION (source), result, &error);

  if (self->session == NULL)
    return;
  adw_dialog_set_can_close (ADW_DIALOG (self), TRUE);
  if (!done)
    {
      g_autofree char *words = salon_words_for_failed_save (error);

      tell (self, words);
      show_step (self, "preview");
      return;
    }
  salon_import_reading_remember (self->reading);
  adw_dialog_force_close (ADW_DIALOG (self));
}

static void
go_on (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SalonImportDialog *self = SALON_IMPORT_DIALOG (widget);
  const char *step = gtk_stack_get_visible_child_name (self->stack);

  if (g_str_equal (step, "preview"))
    {
      adw_banner_set_revealed (self->failure_banner, FALSE);
      show_busy (self, _ ("Importing…"));
      /* What is being saved cannot be called off half way. */
      adw_dialog_set_can_close (ADW_DIALOG (self), FALSE);
      salon_import_reading_save_async (self->reading, self->session, self->file_name, saved_cb,
                                       g_object_ref (self));
    }
  else if (self->reading != NULL && self->reading->form != SALON_FOREIGN_SHEET)
    show_preview (self);
  else if (self->reading != NULL)
    {
      g_autofree SalonColumnField *fields = read_fields (self);
      const SalonImportWish wish = { (int) self->reading->kind, fields, self->column_rows->len };

      ask (self, &wish, TRUE);
    }
}

static void
salon_import_dialog_dispose (GObject *object)
{
  SalonImportDialog *self = SALON_IMPORT_DIALOG (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  self->cells.rows = NULL;
  if (self->model != NULL)
    salon_import_model_set_rows (self->model, NULL, SALON_IMPORT_SHOWS_ALL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_IMPORT_DIALOG);
  g_clear_object (&self->model);
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->reading, salon_import_reading_unref);
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->file_name, g_free);
  g_clear_pointer (&self->column_rows, g_ptr_array_unref);
  G_OBJECT_CLASS (salon_import_dialog_parent_class)->dispose (object);
}

static void
salon_import_dialog_class_init (SalonImportDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_import_dialog_dispose;
  gtk_widget_class_install_action (widget_class, "import.choose", NULL, choose);
  gtk_widget_class_install_action (widget_class, "import.next", NULL, go_on);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-import-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonImportDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonImportDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonImportDialog, next_button);
  gtk_widget_class_bind_template_child (widget_class, SalonImportDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, SalonImportDialog, busy_page);
  gtk_widget_class_bind_template_child (widget_class, SalonImportDialog, kind_row);
  gtk_widget_class_bind_template_child (widget_class, SalonImportDialog, columns_group);
  gtk_widget_class_bind_template_child (widget_class, SalonImportDialog, summary_label);
  gtk_widget_class_bind_template_child (widget_class, SalonImportDialog, shows_drop_down);
  gtk_widget_class_bind_template_child (widget_class, SalonImportDialog, rows_view);
  gtk_widget_class_bind_template_callback (widget_class, kind_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, shows_selected_cb);
}

static void
salon_import_dialog_init (SalonImportDialog *self)
{
  const char *shows[] = { _ ("All rows"), _ ("Rows to look at"), _ ("Rows left out"), NULL };
  g_autoptr (GtkStringList) words = gtk_string_list_new (shows);
  g_autoptr (GtkListItemFactory) factory = NULL;
  g_autoptr (GtkNoSelection) selection = NULL;

  self->cancellable = g_cancellable_new ();
  self->column_rows = g_ptr_array_new ();
  self->model = salon_import_model_new ();
  self->cells = (SalonImportCells) { NULL, chosen_cb, self };
  gtk_widget_init_template (GTK_WIDGET (self));
  salon_import_cells_dress (self->shows_drop_down);
  gtk_drop_down_set_model (self->shows_drop_down, G_LIST_MODEL (words));
  factory = salon_import_cells_new_factory (&self->cells);
  gtk_list_view_set_factory (self->rows_view, factory);
  selection = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->model)));
  gtk_list_view_set_model (self->rows_view, GTK_SELECTION_MODEL (selection));
}

AdwDialog *
salon_import_dialog_new (SalonSession *session)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  SalonImportDialog *self = g_object_new (SALON_TYPE_IMPORT_DIALOG, NULL);

  self->session = g_object_ref (session);
  return ADW_DIALOG (self);
}
