/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-now-line.h"

#define LINE_WIDTH 2
#define DOT_SIZE 9
#define FAINT 0.35f

struct _SalonNowLine
{
  GtkWidget parent_instance;

  int gutter;
  int n_columns;
};

G_DEFINE_FINAL_TYPE (SalonNowLine, salon_now_line, GTK_TYPE_WIDGET)

void
salon_now_line_set_shape (SalonNowLine *self, int gutter, int n_columns)
{
  g_return_if_fail (SALON_IS_NOW_LINE (self));

  if (self->gutter == gutter && self->n_columns == n_columns)
    return;
  self->gutter = gutter;
  self->n_columns = n_columns;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
salon_now_line_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SalonNowLine *self = SALON_NOW_LINE (widget);
  float width = (float) gtk_widget_get_width (widget);
  float y = (float) (gtk_widget_get_height (widget) - LINE_WIDTH) / 2;
  float gutter = (float) self->gutter;
  float today = gutter + (width - gutter) * (float) (self->n_columns - 1) / (float) self->n_columns;
  GskRoundedRect dot;
  GdkRGBA color;
  GdkRGBA faint;

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    {
      gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (width, 0));
      gtk_snapshot_scale (snapshot, -1, 1);
    }
  gtk_widget_get_color (widget, &color);
  faint = color;
  faint.alpha *= FAINT;
  gtk_snapshot_append_color (snapshot, &faint,
                             &GRAPHENE_RECT_INIT (gutter, y, today - gutter, LINE_WIDTH));
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT (today, y, width - today, LINE_WIDTH));
  gsk_rounded_rect_init_from_rect (
    &dot, &GRAPHENE_RECT_INIT (gutter - DOT_SIZE, 0, DOT_SIZE, DOT_SIZE), DOT_SIZE / 2.0f);
  gtk_snapshot_push_rounded_clip (snapshot, &dot);
  gtk_snapshot_append_color (snapshot, &color, &dot.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
salon_now_line_class_init (SalonNowLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->snapshot = salon_now_line_snapshot;
  gtk_widget_class_set_css_name (widget_class, "now");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
salon_now_line_init (SalonNowLine *self)
{
  self->n_columns = 1;
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

GtkWidget *
salon_now_line_new (void)
{
  return g_object_new (SALON_TYPE_NOW_LINE, NULL);
}
