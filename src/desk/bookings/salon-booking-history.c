/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The words are made from the changes themselves (fields set, fields before), so nothing has to be
 * kept for them. A history is read when the row is first opened, and again when the salon changes
 * while it is open.
 */
#include "salon-booking-history.h"

#include "calendar/salon-booking-words.h"
#include "common/salon-format.h"
#include "common/salon-row-words.h"

#include <glib/gi18n-lib.h>

#define MOST_ENTRIES 50

struct _SalonBookingHistory
{
  AdwExpanderRow parent_instance;

  SalonSession *session;
  char *booking_id;
  GPtrArray *rows; /* borrowed from the expander */
};

G_DEFINE_FINAL_TYPE (SalonBookingHistory, salon_booking_history, ADW_TYPE_EXPANDER_ROW)

/* Words */

static void
append_line (GString *text, const char *line)
{
  if (text->len > 0)
    g_string_append_c (text, '\n');
  g_string_append (text, line);
}

static void
describe_booking_edit (SalonSession *session, const SalonEdit *edit, GString *text)
{
  for (gsize i = 0; i < edit->table->n_columns; i++)
    {
      const char *column = edit->table->columns[i].name;
      const char *title = salon_row_words_get_title (edit->table->name, column);
      if (title == NULL || !json_object_has_member (edit->set, column))
        continue;
      g_autofree char *was = salon_row_words_describe (session, edit->table->name, column,
                                                       json_object_get_member (edit->was, column));
      g_autofree char *set = salon_row_words_describe (session, edit->table->name, column,
                                                       json_object_get_member (edit->set, column));
      /* Translators: a field, what it was and what it became: "Time: 14:00 → 15:30" */
      g_autofree char *line = g_strdup_printf (_ ("%s: %s → %s"), title, was, set);
      append_line (text, line);
    }
}

static void
describe_line_edit (const SalonEdit *edit, GString *text)
{
  JsonObject *row = edit->op == SALON_EDIT_DELETE ? edit->was : edit->set;
  const char *name = json_object_get_string_member_with_default (row, "name", NULL);
  if (name == NULL || edit->op == SALON_EDIT_UPDATE)
    return;
  g_autofree char *line = edit->op == SALON_EDIT_INSERT
                            /* Translators: a service that a booking got: "Added: Gel nails" */
                            ? g_strdup_printf (_ ("Added: %s"), name)
                            /* Translators: a service that a booking lost: "Removed: Gel nails" */
                            : g_strdup_printf (_ ("Removed: %s"), name);
  append_line (text, line);
}

char *
salon_booking_history_describe (SalonSession *session, SalonChange *change, const char *booking_id)
{
  g_return_val_if_fail (change != NULL, NULL);
  g_return_val_if_fail (booking_id != NULL, NULL);

  GString *text = g_string_new (NULL);
  for (gsize i = 0; i < salon_change_get_n_edits (change); i++)
    {
      const SalonEdit *edit = salon_change_get_edit (change, i);
      if (g_str_equal (edit->table->name, "booking_services"))
        describe_line_edit (edit, text);
      else if (edit->op == SALON_EDIT_UPDATE && g_str_equal (edit->id, booking_id))
        describe_booking_edit (session, edit, text);
    }
  return g_string_free_and_steal (text);
}

/* Rows */

static char *
describe_instant (gint64 at)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  return salon_format_moment (salon_moment_from_instant (at, zone));
}

static void
add_row (SalonBookingHistory *self, const SalonHistoryEntry *entry)
{
  g_autofree char *when = describe_instant (entry->at);
  g_autofree char *what =
    salon_booking_history_describe (self->session, entry->change, self->booking_id);
  g_autofree char *subtitle =
    *what != '\0' ? g_strdup_printf ("%s\n%s", when, what) : g_strdup (when);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row),
                                 salon_booking_words_reason (entry->label));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);
  g_ptr_array_add (self->rows, row);
}

static void
clear_rows (SalonBookingHistory *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    adw_expander_row_remove (ADW_EXPANDER_ROW (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
}

static void
read_history (SalonBookingHistory *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) entries = NULL;

  clear_rows (self);
  if (self->booking_id == NULL || !adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    return;
  entries = salon_reader_list_history (salon_session_get_reader (self->session), "bookings",
                                       self->booking_id, MOST_ENTRIES, &error);
  if (entries == NULL)
    {
      salon_session_report (self->session, error);
      return;
    }
  for (guint i = 0; i < entries->len; i++)
    add_row (self, g_ptr_array_index (entries, i));
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self),
                                 entries->len == 0 ? _ ("Nothing has been noted yet") : "");
}

static void
expanded_cb (SalonBookingHistory *self)
{
  read_history (self);
}

static void
salon_booking_history_dispose (GObject *object)
{
  SalonBookingHistory *self = SALON_BOOKING_HISTORY (object);
  g_clear_object (&self->session);
  g_clear_pointer (&self->booking_id, g_free);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  gtk_widget_dispose_template (GTK_WIDGET (self), SALON_TYPE_BOOKING_HISTORY);
  G_OBJECT_CLASS (salon_booking_history_parent_class)->dispose (object);
}

static void
salon_booking_history_class_init (SalonBookingHistoryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_booking_history_dispose;
  gtk_widget_class_set_template_from_resource (
    widget_class, "/fr/serenaia_beaute/Salon/salon-booking-history.ui");
  gtk_widget_class_bind_template_callback (widget_class, expanded_cb);
}

static void
salon_booking_history_init (SalonBookingHistory *self)
{
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
salon_booking_history_show (SalonBookingHistory *self,
                            SalonSession *session,
                            const char *booking_id)
{
  g_return_if_fail (SALON_IS_BOOKING_HISTORY (self));

  if (g_set_object (&self->session, session))
    g_signal_connect_object (session, "changed", G_CALLBACK (read_history), self,
                             G_CONNECT_SWAPPED);
  g_set_str (&self->booking_id, booking_id);
  gtk_widget_set_visible (GTK_WIDGET (self), booking_id != NULL);
  read_history (self);
}
