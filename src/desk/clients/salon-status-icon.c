/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-status-icon.h"

#include "calendar/salon-booking-mark.h"
#include "calendar/salon-booking-words.h"

#define ICON_SIZE 16

struct _SalonStatusIcon
{
  GtkWidget parent_instance;

  SalonBookingStatus status;
};

G_DEFINE_FINAL_TYPE (SalonStatusIcon, salon_status_icon, GTK_TYPE_WIDGET)

static void
salon_status_icon_measure (GtkWidget *widget,
                           GtkOrientation orientation,
                           int for_size,
                           int *minimum,
                           int *natural,
                           int *minimum_baseline,
                           int *natural_baseline)
{
  *minimum = *natural = ICON_SIZE;
}

static void
salon_status_icon_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SalonStatusIcon *self = SALON_STATUS_ICON (widget);
  GdkRGBA color;

  gtk_widget_get_color (widget, &color);
  salon_booking_mark_snapshot (salon_booking_mark_of_status (self->status), snapshot, ICON_SIZE,
                               &color);
}

static void
salon_status_icon_class_init (SalonStatusIconClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = salon_status_icon_measure;
  widget_class->snapshot = salon_status_icon_snapshot;
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
salon_status_icon_init (SalonStatusIcon *self)
{
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
  gtk_widget_set_halign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

GtkWidget *
salon_status_icon_new (SalonBookingStatus status)
{
  SalonStatusIcon *self = g_object_new (SALON_TYPE_STATUS_ICON, NULL);
  const char *word = salon_booking_words_get_status (status);

  self->status = status;
  gtk_widget_set_tooltip_text (GTK_WIDGET (self), word);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, word, -1);
  return GTK_WIDGET (self);
}
