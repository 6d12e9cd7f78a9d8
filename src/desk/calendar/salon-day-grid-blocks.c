/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Time that the owner has blocked, with its reason, behind the chips: a press on the reason opens it, and
 * by keyboard the menu of a slot within it does. A period of whole days stands over the hours of the week.
 */
#include "salon-day-grid-private.h"

#include "settings/salon-exception-form.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

typedef struct
{
  GtkWidget *widget; /* borrowed: a child of the grid */
  char *id;
  SalonRange range; /* moments */
} Block;

static void
block_free (gpointer data)
{
  Block *block = data;

  g_free (block->id);
  g_free (block);
}

GPtrArray *
salon_day_grid_blocks_new (void)
{
  return g_ptr_array_new_with_free_func (block_free);
}

static GtkWidget *
make_widget (const SalonExceptionForm *form, const char *id)
{
  const char *reason = form->reason != NULL && *form->reason != '\0' ? form->reason : _ ("Blocked");
  GtkWidget *label = gtk_label_new (reason);
  GtkWidget *button = gtk_button_new ();
  GtkWidget *bin = adw_bin_new ();
  g_autofree char *days = salon_exception_form_describe_days (form);
  g_autofree char *hours = salon_exception_form_describe_hours (form);
  g_autofree char *tooltip = g_strdup_printf ("%s\n%s\n%s", reason, days, hours);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_focusable (button, FALSE);
  gtk_widget_set_focus_on_click (button, FALSE);
  gtk_widget_set_valign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "block-reason");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.edit-block");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", id);
  gtk_widget_add_css_class (bin, "block");
  gtk_widget_set_overflow (bin, GTK_OVERFLOW_HIDDEN);
  adw_bin_set_child (ADW_BIN (bin), button);
  return bin;
}

static void
add_block (SalonDayGrid *self, const SalonExceptionForm *form, SalonDay day)
{
  const char *id = json_object_get_string_member_with_default (form->row, "id", "");
  SalonOpeningHours *hours = salon_session_get_hours (self->session);
  Block *block = g_new0 (Block, 1);
  int start = form->start;
  int end = form->end;
  SalonCalendarGridArea area = { .day = day - self->first_day, .place = { 0, 1, 1 } };

  if (form->all_day && (hours == NULL || !salon_opening_hours_get_span (hours, &start, &end)))
    {
      start = 9 * 60;
      end = 19 * 60;
    }
  area.start = start;
  area.end = end;
  block->id = g_strdup (id);
  block->range = form->all_day ? salon_range (salon_moment (day, 0), salon_moment (day + 1, 0))
                               : salon_range (salon_moment (day, start), salon_moment (day, end));
  block->widget = make_widget (form, id);
  gtk_widget_insert_after (block->widget, GTK_WIDGET (self), self->hours);
  salon_calendar_grid_layout_place (self->layout, block->widget, SALON_CALENDAR_GRID_AREA, &area);
  g_ptr_array_add (self->blocks, block);
}

void
salon_day_grid_update_blocks (SalonDayGrid *self)
{
  g_autoptr (GPtrArray) forms =
    salon_exception_form_list (salon_session_get_reader (self->session), self->first_day, NULL);
  SalonDay last = self->first_day + self->n_days - 1;

  for (guint i = 0; i < self->blocks->len; i++)
    gtk_widget_unparent (((Block *) g_ptr_array_index (self->blocks, i))->widget);
  g_ptr_array_set_size (self->blocks, 0);
  for (guint i = 0; forms != NULL && i < forms->len; i++)
    {
      const SalonExceptionForm *form = g_ptr_array_index (forms, i);

      for (SalonDay day = MAX (form->from, self->first_day);
           !form->open && form->row != NULL && day <= MIN (form->to, last); day++)
        add_block (self, form, day);
    }
}

const char *
salon_day_grid_find_block (SalonDayGrid *self, SalonMoment moment)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const Block *block = g_ptr_array_index (self->blocks, i);

      if (block->range.start <= moment && moment < block->range.end)
        return block->id;
    }
  return NULL;
}

GtkWidget *
salon_day_grid_get_last_block (SalonDayGrid *self)
{
  /* Each is put in front of those before it. */
  return self->blocks->len > 0 ? ((Block *) g_ptr_array_index (self->blocks, 0))->widget : NULL;
}
