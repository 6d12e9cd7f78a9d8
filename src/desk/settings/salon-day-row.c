/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-day-row.h"

#include "common/salon-format.h"

struct _SalonDayRow
{
  AdwActionRow parent_instance;

  GtkCalendar *calendar;
  GtkPopover *popover;
  SalonDay day;
};

enum
{
  PROP_DAY = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (SalonDayRow, salon_day_row, ADW_TYPE_ACTION_ROW)

SalonDay
salon_day_row_get_day (SalonDayRow *self)
{
  g_return_val_if_fail (SALON_IS_DAY_ROW (self), SALON_DAY_NONE);
  return self->day;
}

static void
take_day (SalonDayRow *self, SalonDay day)
{
  g_autofree char *written = salon_format_day (day, SALON_DAY_STYLE_LONG);
  g_autofree char *text = salon_format_heading (written);

  if (self->day == day)
    return;
  self->day = day;
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), text);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DAY]);
}

void
salon_day_row_set_day (SalonDayRow *self, SalonDay day)
{
  int year, month, day_of_month;

  g_return_if_fail (SALON_IS_DAY_ROW (self));
  salon_day_to_ymd (day, &year, &month, &day_of_month);
  g_autoptr (GDateTime) date = g_date_time_new_utc (year, month, day_of_month, 12, 0, 0);
  take_day (self, day);
  gtk_calendar_select_day (self->calendar, date);
}

static void
day_selected_cb (SalonDayRow *self)
{
  g_autoptr (GDateTime) date = gtk_calendar_get_date (self->calendar);

  take_day (self, salon_day_from_ymd (g_date_time_get_year (date), g_date_time_get_month (date),
                                      g_date_time_get_day_of_month (date)));
}

static void
salon_day_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  SalonDayRow *self = SALON_DAY_ROW (object);

  switch (id)
    {
    case PROP_DAY:
      g_value_set_int (value, self->day);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
    }
}

static void
salon_day_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SALON_TYPE_DAY_ROW);
  G_OBJECT_CLASS (salon_day_row_parent_class)->dispose (object);
}

static void
salon_day_row_class_init (SalonDayRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = salon_day_row_get_property;
  object_class->dispose = salon_day_row_dispose;
  properties[PROP_DAY] =
    g_param_spec_int ("day", NULL, NULL, G_MININT32, G_MAXINT32, SALON_DAY_NONE,
                      G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/fr/serenaia_beaute/Salon/salon-day-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SalonDayRow, calendar);
  gtk_widget_class_bind_template_child (widget_class, SalonDayRow, popover);
  gtk_widget_class_bind_template_callback (widget_class, day_selected_cb);
}

static void
salon_day_row_init (SalonDayRow *self)
{
  self->day = SALON_DAY_NONE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
