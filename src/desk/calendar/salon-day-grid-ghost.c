/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What follows the pointer during a drag: the ghost, where the booking would be, and near it a tag
 * with the time, length, price and what is in the way. Both are made at the first drag, and are
 * children of the grid from then on.
 */
#include "salon-day-grid-private.h"

#include "common/salon-format.h"
#include "core/salon-money.h"
#include <adwaita.h>

static GtkWidget *
add_child (SalonDayGrid *self, GtkWidget *child)
{
  gtk_widget_set_can_target (child, FALSE);
  gtk_widget_set_parent (child, GTK_WIDGET (self));
  return child;
}

static void
make_ghost (SalonDayGrid *self)
{
  if (self->ghost != NULL)
    return;
  self->ghost = add_child (self, g_object_new (ADW_TYPE_BIN, "css-name", "ghost", NULL));
  self->ghost_tag =
    add_child (self, g_object_new (GTK_TYPE_LABEL, "css-name", "ghosttag", "justify",
                                   GTK_JUSTIFY_CENTER, "use-markup", FALSE, NULL));
}

static char *
format_tag (SalonDayGrid *self, const SalonDayGridProposal *proposal)
{
  int minute = salon_moment_get_minute (proposal->start);
  int end_minute = salon_moment_get_minute (proposal->start + proposal->duration);
  g_autofree char *start = salon_format_minute (minute);
  g_autofree char *end = salon_format_minute (end_minute);
  g_autofree char *length = salon_format_duration (proposal->duration);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s – %s\n%s", start, end, length);
  if (proposal->booking != NULL)
    {
      g_autofree char *price =
        salon_money_format (salon_booking_get_fields (proposal->booking)->price_cents,
                            salon_session_get_currency (self->session),
                            salon_format_get_language ());
      g_string_append_printf (text, " · %s", price);
    }
  if (proposal->state != SALON_SLOT_FREE)
    g_string_append_printf (text, "\n%s", proposal->words);
  return g_string_free_and_steal (text);
}

static void
set_class (GtkWidget *widget, const char *class, gboolean has)
{
  if (has)
    gtk_widget_add_css_class (widget, class);
  else
    gtk_widget_remove_css_class (widget, class);
}

void
salon_day_grid_show_ghost (SalonDayGrid *self, const SalonDayGridProposal *proposal)
{
  g_autofree char *text = format_tag (self, proposal);
  int minute = salon_moment_get_minute (proposal->start);
  SalonCalendarGridArea area = {
    .day = salon_moment_get_day (proposal->start) - self->first_day,
    .start = minute,
    .end = MIN (minute + proposal->duration, SALON_DAY_MINUTES),
    .place = { 0, 1, 1 },
  };

  make_ghost (self);
  gtk_label_set_text (GTK_LABEL (self->ghost_tag), text);
  for (int i = 0; i < 2; i++)
    {
      GtkWidget *widget = i == 0 ? self->ghost : self->ghost_tag;
      set_class (widget, "taken", proposal->state == SALON_SLOT_TAKEN);
      set_class (widget, "closed",
                 proposal->state == SALON_SLOT_CLOSED || proposal->state == SALON_SLOT_TOO_LONG);
      gtk_widget_set_visible (widget, TRUE);
    }
  salon_calendar_grid_layout_place (self->layout, self->ghost, SALON_CALENDAR_GRID_AREA, &area);
  salon_calendar_grid_layout_place (self->layout, self->ghost_tag, SALON_CALENDAR_GRID_TAG, &area);
}

void
salon_day_grid_hide_ghost (SalonDayGrid *self)
{
  if (self->ghost == NULL)
    return;
  gtk_widget_set_visible (self->ghost, FALSE);
  gtk_widget_set_visible (self->ghost_tag, FALSE);
}
