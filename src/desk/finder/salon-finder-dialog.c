/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Every key is answered at once, from what the main thread may read: there is no answer that could
 * come too late. The rows are a pool that grows to the longest list there was.
 */
#include "salon-finder-dialog.h"

#include "bookings/salon-search-list.h"
#include "common/salon-format.h"
#include "finder/salon-finder-chips.h"
#include "finder/salon-finder-row.h"
#include "finder/salon-finder-search.h"

#include <glib/gi18n-lib.h>

struct _SalonFinderDialog
{
  AdwDialog parent_instance;

  GtkSearchEntry *entry;
  GtkWidget *wish_box;
  SalonFinderChips *chips;
  GtkLabel *hint_label;
  GtkStack *stack;
  GtkListBox *results;

  SalonSession *session;
  SalonFinderActions *actions;
  SalonFinderWish *wish;
  GPtrArray *found; /* SalonFinderResult, as the rows show them */
  GPtrArray *rows;  /* SalonFinderRow, borrowed from the list */
  gboolean is_filling;
  char *pending_action; /* what is to be done in the window */
  GVariant *pending_target;
};

G_DEFINE_FINAL_TYPE (SalonFinderDialog, salon_finder_dialog, ADW_TYPE_DIALOG)

enum
{
  FOUND,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Showing */

static void
show_rows (SalonFinderDialog *self)
{
  while (self->rows->len < self->found->len)
    {
      GtkWidget *row = salon_finder_row_new ();

      gtk_list_box_append (self->results, row);
      g_ptr_array_add (self->rows, row);
    }
  for (guint i = 0; i < self->rows->len; i++)
    {
      SalonFinderRow *row = g_ptr_array_index (self->rows, i);

      salon_finder_row_show (row, i < self->found->len ? g_ptr_array_index (self->found, i) : NULL);
      gtk_widget_set_visible (GTK_WIDGET (row), i < self->found->len);
    }
  gtk_list_box_invalidate_headers (self->results);
  gtk_stack_set_visible_child_name (self->stack, self->found->len > 0 ? "results" : "nothing");
}

/* What the owner should know of how the line was read. */
static char *
make_hint (SalonFinderDialog *self)
{
  const SalonBookingPhrase *phrase = salon_finder_wish_get_phrase (self->wish);
  g_autofree char *reason = NULL;
  SalonDay from;
  SalonDay to;
  SalonDay other;

  salon_finder_wish_get_days (self->wish, &from, &to, &other);
  if (phrase->day.is_contradictory)
    {
      g_autofree char *date = salon_format_day (from, SALON_DAY_STYLE_LONG);

      /* Translators: the owner typed another day of the week: “That day is Thursday 12 March 2026” */
      return g_strdup_printf (_ ("That day is %s"), date);
    }
  reason = salon_finder_wish_explain_time (self->wish);
  if (reason == NULL)
    return salon_finder_wish_is_later (self->wish)
             ? g_strdup (_ ("Nothing is free then: these times come next"))
             : NULL;
  g_autofree char *minute = salon_format_minute (phrase->clock.minute);
  /* Translators: a time, and why it is not free: “14:00: Marie Durand until 15:00” */
  return g_strdup_printf (_ ("%1$s: %2$s"), minute, reason);
}

static void
show_wish (SalonFinderDialog *self)
{
  gboolean is_booking = salon_booking_phrase_is_booking (salon_finder_wish_get_phrase (self->wish));
  g_autofree char *hint = is_booking ? make_hint (self) : NULL;

  if (is_booking)
    salon_finder_chips_show (self->chips, self->wish);
  gtk_label_set_label (self->hint_label, hint != NULL ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint_label), hint != NULL);
  gtk_widget_set_visible (self->wish_box, is_booking);
}

/* Said after each key, and cut short by the next. */
static void
say_found (SalonFinderDialog *self)
{
  g_autofree char *first = NULL;
  g_autofree char *words = NULL;

  if (self->found->len == 0)
    words = g_strdup (_ ("Nothing Found"));
  else
    {
      first = salon_finder_row_describe (g_ptr_array_index (self->rows, 0));
      /* Translators: how many were found, and the first of them: “3 found: Marie Durand” */
      words = g_strdup_printf (ngettext ("%1$u found: %2$s", "%1$u found: %2$s", self->found->len),
                               self->found->len, first);
    }
  gtk_accessible_announce (GTK_ACCESSIBLE (self->entry), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Of the line as it was last read; what the owner chose meanwhile is in the wish. */
static void
show_found (SalonFinderDialog *self)
{
  const char *line = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  GPtrArray *old = self->found;

  self->is_filling = TRUE;
  self->found = salon_finder_search_run (self->session, self->wish, self->actions, line);
  show_wish (self);
  show_rows (self);
  salon_search_list_choose_first (self->results);
  self->is_filling = FALSE;
  g_ptr_array_unref (old);
  say_found (self);
}

static void
read_line (SalonFinderDialog *self)
{
  salon_finder_wish_read (self->wish, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  show_found (self);
}

static void
line_changed_cb (SalonFinderDialog *self)
{
  GtkWidget *viewport = gtk_widget_get_parent (GTK_WIDGET (self->results));

  if (self->wish == NULL)
    return;
  read_line (self);
  gtk_adjustment_set_value (gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport)), 0);
}

static void
header_cb (GtkListBoxRow *row, GtkListBoxRow *before, gpointer user_data)
{
  const SalonFinderResult *result = salon_finder_row_get_result (SALON_FINDER_ROW (row));
  const SalonFinderResult *above =
    before != NULL ? salon_finder_row_get_result (SALON_FINDER_ROW (before)) : NULL;
  GtkWidget *header = gtk_list_box_row_get_header (row);

  if (result == NULL
      || (above != NULL && above->section == result->section
          && g_str_equal (above->heading, result->heading)))
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }
  if (header == NULL)
    {
      header = gtk_label_new (NULL);
      gtk_label_set_xalign (GTK_LABEL (header), 0);
      gtk_label_set_ellipsize (GTK_LABEL (header), PANGO_ELLIPSIZE_END);
      gtk_widget_add_css_class (header, "caption-heading");
      gtk_widget_add_css_class (header, "finder-heading");
      gtk_list_box_row_set_header (row, header);
    }
  gtk_label_set_label (GTK_LABEL (header), result->heading);
}

/* Choosing */

static void
chosen_cb (SalonFinderDialog *self)
{
  show_found (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}

static void
row_activated_cb (SalonFinderDialog *self, GtkListBoxRow *row)
{
  const SalonFinderResult *result = salon_finder_row_get_result (SALON_FINDER_ROW (row));

  if (result->section == SALON_FINDER_SECTION_WHICH_SERVICE)
    {
      salon_finder_wish_choose_service (self->wish, result->mention, result->service);
      chosen_cb (self);
      return;
    }
  if (result->section == SALON_FINDER_SECTION_WHICH_CLIENT)
    {
      salon_finder_wish_choose_client (self->wish, result->client);
      chosen_cb (self);
      return;
    }
  g_set_str (&self->pending_action, result->action);
  g_clear_pointer (&self->pending_target, g_variant_unref);
  if (result->target != NULL)
    self->pending_target = g_variant_ref (result->target);
  adw_dialog_force_close (ADW_DIALOG (self));
}

/* The arrows choose without moving the focus: a screen reader has to be told. */
static void
row_selected_cb (SalonFinderDialog *self, GtkListBoxRow *row)
{
  g_autofree char *words = NULL;

  if (row == NULL || self->is_filling)
    return;
  words = salon_finder_row_describe (SALON_FINDER_ROW (row));
  gtk_accessible_announce (GTK_ACCESSIBLE (row), words,
                           GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
stopped_cb (SalonFinderDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

typedef struct
{
  SalonFinderDialog *dialog;
  char *action;
  GVariant *target;
} Finding;

static gboolean
tell_cb (gpointer data)
{
  Finding *finding = data;

  g_signal_emit (finding->dialog, signals[FOUND], 0, finding->action, finding->target);
  return G_SOURCE_REMOVE;
}

static void
free_finding (gpointer data)
{
  Finding *finding = data;

  g_object_unref (finding->dialog);
  g_free (finding->action);
  g_clear_pointer (&finding->target, g_variant_unref);
  g_free (finding);
}

/* The window first takes the focus back; then it may give it to what was found. */
static void
closed_cb (SalonFinderDialog *self)
{
  Finding *finding = NULL;

  if (self->pending_action == NULL)
    return;
  finding = g_new0 (Finding, 1);
  finding->dialog = g_object_ref (self);
  finding->action = g_steal_pointer (&self->pending_action);
  finding->target = g_steal_pointer (&self->pending_target);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, tell_cb, finding, free_finding);
}

/* Life */

static void
salon_finder_dialog_dispose (GObject *object)
{
  SalonFinderDialog *self = SALON_FINDER_DIALOG (object);

  /* Rows that go one by one would ask for headings of results that are gone. */
  if (self->results != NULL)
    gtk_list_box_set_header_func (self->results, NULL, NULL, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_FINDER_DIALOG);
  g_clear_pointer (&self->found, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->pending_action, g_free);
  g_clear_pointer (&self->pending_target, g_variant_unref);
  g_clear_object (&self->wish);
  g_clear_object (&self->actions);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (salon_finder_dialog_parent_class)->dispose (object);
}

static void
salon_finder_dialog_class_init (SalonFinderDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_finder_dialog_dispose;
  signals[FOUND] = g_signal_new ("found", SALON_TYPE_FINDER_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
                                 NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_VARIANT);
  g_type_ensure (SALON_TYPE_FINDER_CHIPS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-finder-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonFinderDialog, entry);
  gtk_widget_class_bind_template_child (widget_class, SalonFinderDialog, wish_box);
  gtk_widget_class_bind_template_child (widget_class, SalonFinderDialog, chips);
  gtk_widget_class_bind_template_child (widget_class, SalonFinderDialog, hint_label);
  gtk_widget_class_bind_template_child (widget_class, SalonFinderDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, SalonFinderDialog, results);
  gtk_widget_class_bind_template_callback (widget_class, line_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stopped_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
}

static void
salon_finder_dialog_init (SalonFinderDialog *self)
{
  self->rows = g_ptr_array_new ();
  self->found = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_box_set_header_func (self->results, header_cb, NULL, NULL);
  salon_search_list_pair (self->entry, self->results);
}

AdwDialog *
salon_finder_dialog_new (SalonSession *session, SalonFinderActions *actions)
{
  g_return_val_if_fail (SALON_IS_SESSION (session), NULL);
  g_return_val_if_fail (SALON_IS_FINDER_ACTIONS (actions), NULL);

  SalonFinderDialog *self = g_object_new (SALON_TYPE_FINDER_DIALOG, NULL);
  self->session = g_object_ref (session);
  self->actions = g_object_ref (actions);
  self->wish = salon_finder_wish_new (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (read_line), self, G_CONNECT_SWAPPED);
  read_line (self);
  return ADW_DIALOG (self);
}

void
salon_finder_dialog_set_line (SalonFinderDialog *self, const char *line)
{
  g_return_if_fail (SALON_IS_FINDER_DIALOG (self));
  g_return_if_fail (line != NULL);
  gtk_editable_set_text (GTK_EDITABLE (self->entry), line);
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
}
