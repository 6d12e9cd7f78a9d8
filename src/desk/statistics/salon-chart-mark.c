/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-chart-mark.h"

struct _SalonChartMark
{
  GtkButton parent_instance;
};

G_DEFINE_FINAL_TYPE (SalonChartMark, salon_chart_mark, GTK_TYPE_BUTTON)

static void
salon_chart_mark_class_init (SalonChartMarkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  /* A name of its own: nothing of what buttons look like applies. */
  gtk_widget_class_set_css_name (widget_class, "chartmark");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
salon_chart_mark_init (SalonChartMark *self)
{
}

GtkWidget *
salon_chart_mark_new (void)
{
  return g_object_new (SALON_TYPE_CHART_MARK, NULL);
}
