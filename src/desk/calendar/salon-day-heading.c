/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-day-heading.h"

#include "common/salon-format.h"
#include "salon-booking-words.h"
#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _SalonDayHeading
{
  GtkButton parent_instance;

  GtkLabel *weekday;
  GtkLabel *number;
  GtkLabel *detail;
  GtkProgressBar *load;
  char *words; /* the day, for the tooltip and the screen reader */
};

G_DEFINE_FINAL_TYPE (SalonDayHeading, salon_day_heading, GTK_TYPE_BUTTON)

static int
count_open_minutes (SalonOpeningHours *hours, SalonDay day)
{
  g_autoptr (GArray) windows = salon_opening_hours_get_windows (hours, day);
  SalonMoment minutes = 0;

  for (guint i = 0; i < windows->len; i++)
    minutes +=
      g_array_index (windows, SalonRange, i).end - g_array_index (windows, SalonRange, i).start;
  return (int) minutes;
}

/* The holiday, else why it is closed, else what is booked. */
static char *
format_detail (SalonDay day, guint n_bookings, int booked, int open, SalonOpeningHours *hours)
{
  SalonLanguage language = salon_format_get_language ();
  const char *text = salon_holiday_get_name (day, salon_opening_hours_get_zone (hours), language);
  g_autofree char *length = NULL;

  if (text == NULL && open == 0)
    salon_opening_hours_explain (hours, day, 720, language, &text);
  if (text != NULL && *text != '\0')
    return g_strdup (text);
  if (open == 0 && n_bookings == 0)
    return g_strdup (C_ ("day", "Closed"));
  if (n_bookings == 0)
    return g_strdup (C_ ("day", "Free"));
  length = salon_format_duration (booked);
  /* Translators: number of bookings of a day and how long they take together: "7 · 5 h 30" */
  return g_strdup_printf (C_ ("day", "%u · %s"), n_bookings, length);
}

void
salon_day_heading_set_day (SalonDayHeading *self,
                           SalonDay day,
                           gboolean is_today,
                           guint n_bookings,
                           int booked_minutes,
                           SalonOpeningHours *hours)
{
  int open = count_open_minutes (hours, day);
  g_autofree char *number = NULL;
  g_autofree char *detail = format_detail (day, n_bookings, booked_minutes, open, hours);
  int day_of_month;

  salon_day_to_ymd (day, NULL, NULL, &day_of_month);
  number = g_strdup_printf ("%d", day_of_month);
  gtk_label_set_text (self->weekday, salon_format_get_short_weekday (salon_day_get_weekday (day)));
  gtk_label_set_text (self->number, number);
  gtk_label_set_text (self->detail, detail);
  gtk_progress_bar_set_fraction (self->load,
                                 open > 0 ? CLAMP ((double) booked_minutes / open, 0, 1) : 0);
  gtk_widget_set_opacity (GTK_WIDGET (self->load), open > 0 ? 1 : 0);
  if (is_today)
    gtk_widget_add_css_class (GTK_WIDGET (self), "today");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "today");
  g_free (self->words);
  self->words = salon_booking_words_day (day, n_bookings, hours);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->words,
                                  -1);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self), "i", day);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self), "calendar.show-day");
}

/* Asked for, not set: each tooltip that is set asks the X server where the pointer is. */
static gboolean
salon_day_heading_query_tooltip (GtkWidget *widget,
                                 int x,
                                 int y,
                                 gboolean keyboard,
                                 GtkTooltip *tooltip)
{
  gtk_tooltip_set_text (tooltip, SALON_DAY_HEADING (widget)->words);
  return TRUE;
}

static void
salon_day_heading_finalize (GObject *object)
{
  g_free (SALON_DAY_HEADING (object)->words);
  G_OBJECT_CLASS (salon_day_heading_parent_class)->finalize (object);
}

static void
salon_day_heading_class_init (SalonDayHeadingClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = salon_day_heading_finalize;
  widget_class->query_tooltip = salon_day_heading_query_tooltip;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-day-heading.ui");
  gtk_widget_class_set_css_name (widget_class, "dayheading");
  gtk_widget_class_bind_template_child (widget_class, SalonDayHeading, weekday);
  gtk_widget_class_bind_template_child (widget_class, SalonDayHeading, number);
  gtk_widget_class_bind_template_child (widget_class, SalonDayHeading, detail);
  gtk_widget_class_bind_template_child (widget_class, SalonDayHeading, load);
}

static void
salon_day_heading_init (SalonDayHeading *self)
{
  g_type_ensure (ADW_TYPE_WRAP_BOX);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
}

GtkWidget *
salon_day_heading_new (void)
{
  return g_object_new (SALON_TYPE_DAY_HEADING, NULL);
}
