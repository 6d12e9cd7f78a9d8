/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-hour-column.h"

#include "common/salon-format.h"

#define N_HOURS 24
#define GAP 8 /* between the figures and the first day */
#define MARGIN 6

struct _SalonHourColumn
{
  GtkWidget parent_instance;

  PangoLayout *labels[N_HOURS]; /* nullable: to be made */
};

G_DEFINE_FINAL_TYPE (SalonHourColumn, salon_hour_column, GTK_TYPE_WIDGET)

static PangoLayout *
get_label (SalonHourColumn *self, int hour)
{
  if (self->labels[hour] == NULL)
    {
      g_autofree char *text = salon_format_minute (hour * 60);
      self->labels[hour] = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
    }
  return self->labels[hour];
}

static void
salon_hour_column_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SalonHourColumn *self = SALON_HOUR_COLUMN (widget);
  int column_width = gtk_widget_get_width (widget);
  double hour_height = gtk_widget_get_height (widget) / (double) N_HOURS;
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  for (int hour = 1; hour < N_HOURS; hour++)
    {
      PangoLayout *label = get_label (self, hour);
      int width;
      int height;

      pango_layout_get_pixel_size (label, &width, &height);
      gtk_snapshot_save (snapshot);
      gtk_snapshot_translate (
        snapshot, &GRAPHENE_POINT_INIT ((float) (is_rtl ? GAP : column_width - GAP - width),
                                        (float) ((int) (hour * hour_height) - height / 2)));
      gtk_snapshot_append_layout (snapshot, label, &color);
      gtk_snapshot_restore (snapshot);
    }
}

static void
salon_hour_column_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  int width;
  int height;

  /* Figures are as wide as each other: any hour tells the width of all. */
  pango_layout_get_pixel_size (get_label (SALON_HOUR_COLUMN (widget), 20), &width, &height);
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? width + GAP + MARGIN : 0;
  *natural = *minimum;
}

static void
clear_labels (SalonHourColumn *self)
{
  for (int hour = 0; hour < N_HOURS; hour++)
    g_clear_object (&self->labels[hour]);
}

static void
salon_hour_column_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (salon_hour_column_parent_class)->css_changed (widget, change);
  clear_labels (SALON_HOUR_COLUMN (widget));
}

static void
salon_hour_column_dispose (GObject *object)
{
  clear_labels (SALON_HOUR_COLUMN (object));
  G_OBJECT_CLASS (salon_hour_column_parent_class)->dispose (object);
}

static void
salon_hour_column_class_init (SalonHourColumnClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = salon_hour_column_dispose;
  widget_class->snapshot = salon_hour_column_snapshot;
  widget_class->measure = salon_hour_column_measure;
  widget_class->css_changed = salon_hour_column_css_changed;
  gtk_widget_class_set_css_name (widget_class, "hours");
  /* Every slot and booking says its hour itself. */
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
salon_hour_column_init (SalonHourColumn *self)
{
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
salon_hour_column_new (void)
{
  return g_object_new (SALON_TYPE_HOUR_COLUMN, NULL);
}
