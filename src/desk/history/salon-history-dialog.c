/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Everything is made from the changes themselves, so nothing has to be kept for it: this computer's
 * are read at once, everybody's are asked for meanwhile and laid together with them. What going back
 * would do is worked out when a row is made, to know whether there is a way back, and again when the
 * button is pressed: then with what is in the file at that moment.
 */
#include "salon-history-dialog.h"

#include <glib/gi18n-lib.h>

#include "common/salon-dialog.h"
#include "common/salon-format.h"
#include "common/salon-words.h"
#include "history/salon-history-words.h"

#define MOST_ENTRIES 50
#define MOST_ROWS 200 /* of what everybody did */

struct _SalonHistoryDialog
{
  AdwDialog parent_instance;

  AdwWindowTitle *window_title;
  AdwBanner *failure_banner;
  AdwBanner *away_banner;
  GtkWidget *asking_spinner;
  GtkStack *stack;
  AdwStatusPage *failed_page;
  AdwPreferencesGroup *group;

  SalonSession *session;
  char *table;
  char *id;                  /* NULL: all of the table */
  GPtrArray *here;           /* SalonHistoryEntry, latest first: what this computer keeps */
  GPtrArray *there;          /* what the shared salon says; NULL: not known (yet) */
  GPtrArray *entries;        /* borrowed from the two */
  GPtrArray *changes;        /* borrowed from them: those that took effect */
  GPtrArray *rows;           /* borrowed from the group */
  GCancellable *cancellable; /* of the question; NULL: none is under way */
};

G_DEFINE_FINAL_TYPE (SalonHistoryDialog, salon_history_dialog, ADW_TYPE_DIALOG)

enum
{
  WENT_BACK,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static SalonRewindScope
get_scope (SalonHistoryDialog *self)
{
  return (SalonRewindScope) { self->table, self->id };
}

/* Going back */

/* Lines of an account are added to, never changed. */
static gboolean
may_go_back (SalonHistoryDialog *self)
{
  static const char *const final[] = { "payments", "gift_card_movements", "notifications", NULL };

  return !g_strv_contains (final, self->table);
}

/* What was made is deleted where it stands, not by its history. */
static gboolean
deletes_the_thing (SalonHistoryDialog *self, SalonChange *change)
{
  for (gsize i = 0; self->id != NULL && i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);

      if (edit->op == SALON_EDIT_DELETE && g_str_equal (edit->id, self->id))
        return TRUE;
    }
  return FALSE;
}

/* NULL: there is no way back, or nothing would be different. */
static SalonChange *
make_change (SalonHistoryDialog *self, guint index, const char *entry_label)
{
  const SalonRewindScope scope = get_scope (self);
  g_autoptr (SalonChangeBuilder) builder = salon_change_builder_new ();
  g_autoptr (SalonChange) change = NULL;
  g_autofree char *label = NULL;

  if (!may_go_back (self)
      || !salon_rewind_add (&scope, self->changes, index, salon_history_words_find_row,
                            self->session, builder))
    return NULL;
  /* Translators: what was done at the moment gone back to: "Go back to “Edit Marie Durand”" */
  label = g_strdup_printf (_ ("Go back to “%s”"), entry_label);
  change = salon_change_builder_end (builder, label);
  return deletes_the_thing (self, change) ? NULL : g_steal_pointer (&change);
}

static void
tell (SalonHistoryDialog *self, const char *words)
{
  adw_banner_set_title (self->failure_banner, words);
  adw_banner_set_revealed (self->failure_banner, TRUE);
  gtk_accessible_announce (GTK_ACCESSIBLE (self->failure_banner), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH);
}

static void
committed_cb (GObject *session, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonHistoryDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autofree char *words = NULL;

  gtk_widget_set_sensitive (GTK_WIDGET (self), TRUE);
  if (salon_session_commit_finish (SALON_SESSION (session), result, &error))
    {
      g_signal_emit (self, signals[WENT_BACK], 0);
      return;
    }
  words = salon_words_for_failed_save (error);
  tell (self, words);
}

static void
go_back (SalonHistoryDialog *self, GtkWidget *button)
{
  guint index = GPOINTER_TO_UINT (g_object_get_data (G_OBJECT (button), "index"));
  const char *label = g_object_get_data (G_OBJECT (button), "label");
  g_autoptr (SalonChange) change = make_change (self, index, label);

  adw_banner_set_revealed (self->failure_banner, FALSE);
  if (change == NULL)
    {
      tell (self, _ ("It is so already, or it cannot be put back any more."));
      return;
    }
  gtk_widget_set_sensitive (GTK_WIDGET (self), FALSE);
  salon_session_commit_async (self->session, change, committed_cb, g_object_ref (self));
}

/* Rows */

static GtkWidget *
make_button (SalonHistoryDialog *self, guint index, const char *label, const char *when)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  /* Translators: for a screen reader: what was done, and when */
  g_autofree char *name = g_strdup_printf (_ ("Go back to this: %1$s, %2$s"), label, when);

  gtk_widget_set_tooltip_text (button, _ ("Go Back to This"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data (G_OBJECT (button), "index", GUINT_TO_POINTER (index));
  g_object_set_data_full (G_OBJECT (button), "label", g_strdup (label), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (go_back), self, G_CONNECT_SWAPPED);
  return button;
}

static GtkWidget *
add_row (SalonHistoryDialog *self, const char *title, const char *subtitle)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_preferences_group_add (self->group, row);
  g_ptr_array_add (self->rows, row);
  return row;
}

static void
offer (SalonHistoryDialog *self, GtkWidget *row, guint index, const char *label, const char *when)
{
  g_autoptr (SalonChange) change = make_change (self, index, label);

  if (change != NULL)
    adw_action_row_add_suffix (ADW_ACTION_ROW (row), make_button (self, index, label, when));
}

/* Is there anything that was not done here? */
static gboolean
has_others (SalonHistoryDialog *self)
{
  SalonSync *sync = salon_session_get_sync (self->session);
  const char *device = sync != NULL ? salon_sync_get_device (sync) : NULL;

  for (guint i = 0; self->there != NULL && i < self->there->len; i++)
    if (g_strcmp0 (((SalonHistoryEntry *) g_ptr_array_index (self->there, i))->device, device) != 0)
      return TRUE;
  return FALSE;
}

static char *
describe_who (SalonHistoryDialog *self, const SalonHistoryEntry *entry)
{
  SalonMoment moment = salon_session_get_moment (self->session, entry->at);
  g_autofree char *when = salon_format_moment (moment);
  g_autofree char *who =
    salon_history_words_who (entry, salon_session_get_sync (self->session), has_others (self));

  /* Translators: when, and where something was done */
  return g_strdup_printf (_ ("%1$s – %2$s"), when, who);
}

static void
add_entry (SalonHistoryDialog *self, const SalonHistoryEntry *entry, guint index)
{
  const SalonRewindScope scope = get_scope (self);
  g_autofree char *title = salon_history_words_title (&scope, entry);
  g_autofree char *who = describe_who (self, entry);
  g_autofree char *what = salon_history_words_describe (self->session, &scope, entry->change);
  const char *more = entry->refused ? _ ("The shared salon did not take this.") : what;
  g_autofree char *subtitle = *more != '\0' ? g_strconcat (who, "\n", more, NULL) : g_strdup (who);
  GtkWidget *row = add_row (self, title, subtitle);

  if (!entry->refused)
    offer (self, row, index, title, who);
}

/* Where the history begins later than the thing, there is a "before". */
static void
add_before (SalonHistoryDialog *self)
{
  const char *label = _ ("Before all this");
  g_autoptr (SalonChange) change = make_change (self, self->changes->len, label);

  if (change != NULL)
    offer (self, add_row (self, label, _ ("As it was before the first change listed here")),
           self->changes->len, label, "");
}

static void
fill (SalonHistoryDialog *self)
{
  guint n_effective = 0;

  for (guint i = 0; i < self->entries->len; i++)
    {
      const SalonHistoryEntry *entry = g_ptr_array_index (self->entries, i);

      if (!entry->refused)
        g_ptr_array_add (self->changes, entry->change);
    }
  for (guint i = 0; i < self->entries->len; i++)
    {
      const SalonHistoryEntry *entry = g_ptr_array_index (self->entries, i);

      add_entry (self, entry, n_effective);
      n_effective += !entry->refused;
    }
  if (self->changes->len > 0)
    add_before (self);
}

static void
clear (SalonHistoryDialog *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  g_ptr_array_set_size (self->changes, 0);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
}

static void
show (SalonHistoryDialog *self)
{
  g_autoptr (GPtrArray) nothing = g_ptr_array_new ();

  clear (self);
  self->entries = salon_history_merge (self->here, self->there != NULL ? self->there : nothing);
  fill (self);
  gtk_stack_set_visible_child_name (self->stack, self->entries->len > 0 ? "list" : "none");
}

static void
load (SalonHistoryDialog *self)
{
  SalonReader *reader = salon_session_get_reader (self->session);
  g_autoptr (GError) error = NULL;

  clear (self);
  g_clear_pointer (&self->here, g_ptr_array_unref);
  self->here = self->id != NULL
                 ? salon_reader_list_history (reader, self->table, self->id, MOST_ENTRIES, &error)
                 : salon_reader_list_table_history (reader, self->table, MOST_ENTRIES, &error);
  if (self->here == NULL)
    {
      g_autofree char *words = salon_words_for_error (error);

      adw_status_page_set_description (self->failed_page, words);
      gtk_stack_set_visible_child_name (self->stack, "failed");
      return;
    }
  show (self);
}

/* What everybody did */

static void
stop_asking (SalonHistoryDialog *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
answered_cb (GObject *sync, GAsyncResult *result, gpointer data)
{
  g_autoptr (SalonHistoryDialog) self = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) there = salon_sync_read_history_finish (SALON_SYNC (sync), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) || self->session == NULL)
    return;
  g_clear_object (&self->cancellable);
  gtk_widget_set_visible (self->asking_spinner, FALSE);
  adw_banner_set_revealed (self->away_banner, there == NULL);
  if (there == NULL)
    {
      g_info ("No history from the shared salon: %s", error->message);
      return;
    }
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->there, g_ptr_array_unref);
  self->there = g_steal_pointer (&there);
  if (self->here != NULL)
    show (self);
}

/* What is shown stays until there is an answer. */
static void
ask (SalonHistoryDialog *self)
{
  SalonSync *sync = salon_session_get_sync (self->session);

  stop_asking (self);
  if (sync == NULL)
    return;
  self->cancellable = g_cancellable_new ();
  gtk_widget_set_visible (self->asking_spinner, TRUE);
  adw_banner_set_revealed (self->away_banner, FALSE);
  salon_sync_read_history_async (sync, self->table, self->id, MOST_ROWS, self->cancellable,
                                 answered_cb, g_object_ref (self));
}

static void
ask_activated_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  ask (SALON_HISTORY_DIALOG (widget));
}

static void
session_changed_cb (SalonHistoryDialog *self, SalonChange *change)
{
  if (salon_change_touches (change, self->table, self->id))
    load (self);
}

static void
session_received_cb (SalonHistoryDialog *self, SalonChange *change)
{
  if (salon_change_touches (change, self->table, self->id))
    ask (self);
}

/* The question keeps the dialog until it is answered. */
static void
salon_history_dialog_closed (AdwDialog *dialog)
{
  stop_asking (SALON_HISTORY_DIALOG (dialog));
}

static void
salon_history_dialog_dispose (GObject *object)
{
  SalonHistoryDialog *self = SALON_HISTORY_DIALOG (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_HISTORY_DIALOG);
  stop_asking (self);
  g_clear_object (&self->session);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->here, g_ptr_array_unref);
  g_clear_pointer (&self->there, g_ptr_array_unref);
  G_OBJECT_CLASS (salon_history_dialog_parent_class)->dispose (object);
}

static void
salon_history_dialog_finalize (GObject *object)
{
  SalonHistoryDialog *self = SALON_HISTORY_DIALOG (object);

  g_free (self->table);
  g_free (self->id);
  g_ptr_array_unref (self->changes);
  g_ptr_array_unref (self->rows);
  G_OBJECT_CLASS (salon_history_dialog_parent_class)->finalize (object);
}

static void
salon_history_dialog_class_init (SalonHistoryDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_history_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = salon_history_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = salon_history_dialog_closed;
  gtk_widget_class_install_action (widget_class, "history.ask", NULL, ask_activated_cb);
  signals[WENT_BACK] = g_signal_new ("went-back", SALON_TYPE_HISTORY_DIALOG, G_SIGNAL_RUN_LAST, 0,
                                     NULL, NULL, NULL, G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-history-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonHistoryDialog, window_title);
  gtk_widget_class_bind_template_child (widget_class, SalonHistoryDialog, failure_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonHistoryDialog, away_banner);
  gtk_widget_class_bind_template_child (widget_class, SalonHistoryDialog, asking_spinner);
  gtk_widget_class_bind_template_child (widget_class, SalonHistoryDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonHistoryDialog, failed_page);
  gtk_widget_class_bind_template_child (widget_class, SalonHistoryDialog, group);
}

static void
salon_history_dialog_init (SalonHistoryDialog *self)
{
  self->changes = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

AdwDialog *
salon_history_dialog_new (SalonSession *session,
                          const char *table,
                          const char *id,
                          const char *title)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (salon_schema_find_table (table) != NULL, NULL);
  SalonHistoryDialog *self = g_object_new (SALON_TYPE_HISTORY_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->table = g_strdup (table);
  self->id = g_strdup (id);
  adw_window_title_set_subtitle (self->window_title, title != NULL ? title : "");
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "received", G_CALLBACK (session_received_cb), self,
                           G_CONNECT_SWAPPED);
  load (self);
  ask (self);
  return ADW_DIALOG (self);
}

void
salon_history_dialog_present (GtkWidget *parent,
                              SalonSession *session,
                              const char *table,
                              const char *id,
                              const char *title)
{
  g_return_if_fail (GTK_IS_WIDGET (parent));

  salon_dialog_present (salon_history_dialog_new (session, table, id, title), parent);
}
