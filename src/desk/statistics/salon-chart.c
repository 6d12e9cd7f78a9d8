/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-chart.h"

#include <adwaita.h>

#include "common/salon-shortcuts.h"
#include "salon-chart-mark.h"

#define MIN_WIDTH 200
#define NATURAL_WIDTH 480
#define HEIGHT_IN_LINES 11
#define COMING_MS 250
#define READOUT_GAP 4

typedef struct
{
  SalonChartSeries *series; /* nullable */
  SalonTextCache *texts;
  GPtrArray *marks;     /* GtkWidget, children */
  GtkWidget *readout;   /* the words beside the active value */
  AdwAnimation *coming; /* of new values */
  double progress;
  int hovered;
  int focused;
  guint home; /* the mark that Tab comes to */
} SalonChartPrivate;

enum
{
  OPENED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (SalonChart, salon_chart, GTK_TYPE_WIDGET)

static SalonChartPrivate *
get_private (SalonChart *self)
{
  return salon_chart_get_instance_private (self);
}

int
salon_chart_get_active (SalonChart *self)
{
  g_return_val_if_fail (SALON_IS_CHART (self), -1);
  SalonChartPrivate *own = get_private (self);

  return own->hovered >= 0 ? own->hovered : own->focused;
}

const char *
salon_chart_get_readout (SalonChart *self)
{
  g_return_val_if_fail (SALON_IS_CHART (self), NULL);
  GtkWidget *readout = get_private (self)->readout;

  return gtk_widget_get_visible (readout) ? gtk_label_get_text (GTK_LABEL (readout)) : NULL;
}

static void
show_readout (SalonChart *self)
{
  SalonChartPrivate *own = get_private (self);
  int active = salon_chart_get_active (self);

  if (active >= 0)
    {
      g_autofree char *text = salon_chart_series_write_point (own->series, (guint) active);
      gtk_label_set_text (GTK_LABEL (own->readout), text);
    }
  gtk_widget_set_visible (own->readout, active >= 0);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* --- The marks --- */

static guint
find_mark (SalonChart *self, GtkWidget *mark)
{
  guint index = 0;

  g_ptr_array_find (get_private (self)->marks, mark, &index);
  return index;
}

static void
mark_clicked_cb (SalonChart *self, GtkWidget *mark)
{
  g_signal_emit (self, signals[OPENED], 0, find_mark (self, mark));
}

static void
mark_focused_cb (GtkEventControllerFocus *controller, SalonChart *self)
{
  GtkWidget *mark = gtk_event_controller_get_widget (GTK_EVENT_CONTROLLER (controller));
  SalonChartPrivate *own = get_private (self);

  own->home = find_mark (self, mark);
  own->focused = (int) own->home;
  show_readout (self);
}

static void
mark_unfocused_cb (SalonChart *self)
{
  get_private (self)->focused = -1;
  show_readout (self);
}

static void
add_mark (SalonChart *self)
{
  GtkWidget *mark = salon_chart_mark_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_swapped (mark, "clicked", G_CALLBACK (mark_clicked_cb), self);
  g_signal_connect (focus, "enter", G_CALLBACK (mark_focused_cb), self);
  g_signal_connect_swapped (focus, "leave", G_CALLBACK (mark_unfocused_cb), self);
  gtk_widget_add_controller (mark, focus);
  /* Below the words beside a value. */
  gtk_widget_insert_before (mark, GTK_WIDGET (self), get_private (self)->readout);
  g_ptr_array_add (get_private (self)->marks, mark);
}

static void
remove_mark (SalonChart *self)
{
  GPtrArray *marks = get_private (self)->marks;
  GtkWidget *mark = g_ptr_array_steal_index (marks, marks->len - 1);

  if (get_private (self)->focused == (int) marks->len)
    get_private (self)->focused = -1;
  gtk_widget_unparent (mark);
}

static void
name_marks (SalonChart *self)
{
  SalonChartPrivate *own = get_private (self);

  for (guint i = 0; i < own->marks->len; i++)
    {
      g_autofree char *text = salon_chart_series_write_point (own->series, i);

      gtk_accessible_update_property (GTK_ACCESSIBLE (g_ptr_array_index (own->marks, i)),
                                      GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
    }
}

static void
describe (SalonChart *self)
{
  SalonChartSeries *series = get_private (self)->series;
  g_autofree char *summary = NULL;

  if (series == NULL)
    return;
  summary = salon_chart_series_write_summary (series);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  salon_chart_series_get_title (series),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, summary, -1);
}

void
salon_chart_set_series (SalonChart *self, SalonChartSeries *series)
{
  SalonChartPrivate *own = NULL;
  guint n_points;

  g_return_if_fail (SALON_IS_CHART (self));
  g_return_if_fail (series == NULL || SALON_IS_CHART_SERIES (series));

  own = get_private (self);
  g_set_object (&own->series, series);
  n_points = series != NULL ? salon_chart_series_get_n_points (series) : 0;
  own->hovered = -1;
  if (n_points > 0 && own->focused >= (int) n_points)
    gtk_widget_grab_focus (salon_chart_get_mark (self, n_points - 1));
  while (own->marks->len > n_points)
    remove_mark (self);
  while (own->marks->len < n_points)
    add_mark (self);
  own->home = MIN (own->home, MAX (n_points, 1) - 1);
  name_marks (self);
  describe (self);
  show_readout (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  if (own->coming != NULL)
    adw_animation_play (own->coming);
}

SalonChartSeries *
salon_chart_get_series (SalonChart *self)
{
  g_return_val_if_fail (SALON_IS_CHART (self), NULL);
  return get_private (self)->series;
}

guint
salon_chart_get_n_marks (SalonChart *self)
{
  g_return_val_if_fail (SALON_IS_CHART (self), 0);
  return get_private (self)->marks->len;
}

GtkWidget *
salon_chart_get_mark (SalonChart *self, guint index)
{
  g_return_val_if_fail (SALON_IS_CHART (self), NULL);
  g_return_val_if_fail (index < get_private (self)->marks->len, NULL);
  return g_ptr_array_index (get_private (self)->marks, index);
}

/* --- For the kinds --- */

SalonTextCache *
salon_chart_get_texts (SalonChart *self)
{
  return get_private (self)->texts;
}

double
salon_chart_get_progress (SalonChart *self)
{
  return get_private (self)->progress;
}

gboolean
salon_chart_has_high_contrast (SalonChart *self)
{
  return adw_style_manager_get_high_contrast (
    adw_style_manager_get_for_display (gtk_widget_get_display (GTK_WIDGET (self))));
}

GdkRGBA
salon_chart_get_text_color (SalonChart *self, float alpha)
{
  GdkRGBA color;

  gtk_widget_get_color (GTK_WIDGET (self), &color);
  color.alpha *= alpha;
  return color;
}

GdkRGBA
salon_chart_get_mark_color (SalonChart *self, guint index, float alpha)
{
  GdkRGBA color;

  gtk_widget_get_color (salon_chart_get_mark (self, index), &color);
  color.alpha *= alpha;
  return color;
}

/* --- Keys and pointer --- */

static guint
salon_chart_real_get_neighbour (SalonChart *self, guint index, int right, int down)
{
  int next = (int) index + right + down;

  return (guint) CLAMP (next, 0, (int) get_private (self)->marks->len - 1);
}

static gboolean
walk (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SalonChart *self = SALON_CHART (widget);
  SalonChartPrivate *own = get_private (self);
  int right, down;
  guint next;

  if (own->focused < 0)
    return FALSE;
  g_variant_get (arguments, "(ii)", &right, &down);
  next = SALON_CHART_GET_CLASS (self)->get_neighbour (self, (guint) own->focused, right, down);
  gtk_widget_grab_focus (salon_chart_get_mark (self, next));
  return TRUE;
}

static gboolean
walk_to_end (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SalonChart *self = SALON_CHART (widget);
  SalonChartPrivate *own = get_private (self);

  if (own->focused < 0)
    return FALSE;
  gtk_widget_grab_focus (
    salon_chart_get_mark (self, g_variant_get_boolean (arguments) ? own->marks->len - 1 : 0));
  return TRUE;
}

/* Tab comes to one mark, and leaves the chart from any. */
static gboolean
salon_chart_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SalonChart *self = SALON_CHART (widget);
  SalonChartPrivate *own = get_private (self);

  if (gtk_widget_get_focus_child (widget) != NULL || own->marks->len == 0)
    return FALSE;
  return gtk_widget_grab_focus (salon_chart_get_mark (self, own->home));
}

static void
pointer_moved_cb (SalonChart *self, double x, double y)
{
  SalonChartPrivate *own = get_private (self);
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self), x, y, GTK_PICK_DEFAULT);
  int hovered = SALON_IS_CHART_MARK (picked) ? (int) find_mark (self, picked) : -1;

  if (hovered == own->hovered)
    return;
  own->hovered = hovered;
  show_readout (self);
}

static void
pointer_left_cb (SalonChart *self)
{
  get_private (self)->hovered = -1;
  show_readout (self);
}

/* --- Size and drawing --- */

static int
salon_chart_real_measure_height (SalonChart *self, int width)
{
  return HEIGHT_IN_LINES * salon_text_cache_get_line_height (get_private (self)->texts);
}

static void
salon_chart_measure (GtkWidget *widget,
                     GtkOrientation orientation,
                     int for_size,
                     int *minimum,
                     int *natural,
                     int *minimum_baseline,
                     int *natural_baseline)
{
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MIN_WIDTH;
      *natural = NATURAL_WIDTH;
    }
  else
    *minimum = *natural =
      SALON_CHART_GET_CLASS (widget)->measure_height (SALON_CHART (widget), for_size);
}

static GtkSizeRequestMode
salon_chart_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

/* Above the value, or below its top where there is no room, and never out of the chart. */
static void
allocate_readout (SalonChart *self, int width, int height)
{
  SalonChartPrivate *own = get_private (self);
  int active = salon_chart_get_active (self);
  graphene_rect_t bounds;
  GtkRequisition size;
  GtkAllocation place;

  if (active < 0)
    return;
  bounds = SALON_CHART_GET_CLASS (self)->get_mark_bounds (self, (guint) active);
  gtk_widget_get_preferred_size (own->readout, NULL, &size);
  place.width = MIN (size.width, width);
  gtk_widget_measure (own->readout, GTK_ORIENTATION_VERTICAL, place.width, NULL, &size.height, NULL,
                      NULL);
  place.height = size.height;
  place.x = (int) (bounds.origin.x + bounds.size.width / 2) - place.width / 2;
  place.x = CLAMP (place.x, 0, MAX (width - place.width, 0));
  place.y = (int) bounds.origin.y - place.height - READOUT_GAP;
  if (place.y < 0)
    place.y = (int) (bounds.origin.y + bounds.size.height) + READOUT_GAP;
  place.y = CLAMP (place.y, 0, MAX (height - place.height, 0));
  gtk_widget_size_allocate (own->readout, &place, -1);
}

static void
salon_chart_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SalonChart *self = SALON_CHART (widget);
  SalonChartPrivate *own = get_private (self);
  SalonChartClass *klass = SALON_CHART_GET_CLASS (self);

  if (own->series == NULL)
    return;
  klass->lay_out (self, width, height);
  for (guint i = 0; i < own->marks->len; i++)
    {
      GtkWidget *mark = g_ptr_array_index (own->marks, i);
      graphene_rect_t bounds = klass->get_mark_bounds (self, i);
      GtkAllocation place = { (int) bounds.origin.x, (int) bounds.origin.y,
                              MAX ((int) bounds.size.width, 1), MAX ((int) bounds.size.height, 1) };

      gtk_widget_measure (mark, GTK_ORIENTATION_HORIZONTAL, -1, NULL, NULL, NULL, NULL);
      gtk_widget_size_allocate (mark, &place, -1);
    }
  allocate_readout (self, width, height);
}

static void
salon_chart_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SalonChart *self = SALON_CHART (widget);

  if (get_private (self)->series != NULL)
    SALON_CHART_GET_CLASS (self)->draw (self, snapshot);
  GTK_WIDGET_CLASS (salon_chart_parent_class)->snapshot (widget, snapshot);
}

static void
come_cb (double progress, SalonChart *self)
{
  get_private (self)->progress = progress;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
salon_chart_dispose (GObject *object)
{
  SalonChart *self = SALON_CHART (object);
  SalonChartPrivate *own = get_private (self);

  g_clear_object (&own->coming);
  while (own->marks->len > 0)
    remove_mark (self);
  g_clear_pointer (&own->readout, gtk_widget_unparent);
  g_clear_object (&own->series);
  G_OBJECT_CLASS (salon_chart_parent_class)->dispose (object);
}

static void
salon_chart_finalize (GObject *object)
{
  SalonChartPrivate *own = get_private (SALON_CHART (object));

  salon_text_cache_free (own->texts);
  g_ptr_array_unref (own->marks);
  G_OBJECT_CLASS (salon_chart_parent_class)->finalize (object);
}

static void
add_keys (GtkWidgetClass *klass)
{
  static const int ways[][2] = { { -1, 0 }, { 0, -1 }, { 0, 1 }, { 1, 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (ways); i++)
    salon_shortcut_bind (klass, SALON_SHORTCUT_CHART_WALK, (int) i, walk,
                         g_variant_new ("(ii)", ways[i][0], ways[i][1]));
  for (int is_last = 0; is_last < 2; is_last++)
    salon_shortcut_bind (klass, SALON_SHORTCUT_CHART_ENDS, is_last, walk_to_end,
                         g_variant_new_boolean (is_last));
}

static void
salon_chart_class_init (SalonChartClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = salon_chart_dispose;
  object_class->finalize = salon_chart_finalize;
  widget_class->focus = salon_chart_focus;
  widget_class->measure = salon_chart_measure;
  widget_class->get_request_mode = salon_chart_get_request_mode;
  widget_class->size_allocate = salon_chart_size_allocate;
  widget_class->snapshot = salon_chart_snapshot;
  klass->measure_height = salon_chart_real_measure_height;
  klass->get_neighbour = salon_chart_real_get_neighbour;

  signals[OPENED] = g_signal_new ("opened", SALON_TYPE_CHART, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                  NULL, G_TYPE_NONE, 1, G_TYPE_UINT);
  gtk_widget_class_set_css_name (widget_class, "chart");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
  add_keys (widget_class);
}

static void
salon_chart_init (SalonChart *self)
{
  SalonChartPrivate *own = get_private (self);
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  own->hovered = -1;
  own->focused = -1;
  own->progress = 1;
  own->texts = salon_text_cache_new (widget);
  own->marks = g_ptr_array_new ();
  own->readout =
    g_object_new (GTK_TYPE_LABEL, "css-classes", (const char *[]) { "chart-readout", NULL }, "wrap",
                  TRUE, "can-target", FALSE, "visible", FALSE, "accessible-role",
                  GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  gtk_widget_set_parent (own->readout, widget);
  own->coming = adw_timed_animation_new (
    widget, 0, 1, COMING_MS,
    adw_callback_animation_target_new ((AdwAnimationTargetFunc) come_cb, self, NULL));
  g_signal_connect_object (motion, "motion", G_CALLBACK (pointer_moved_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "enter", G_CALLBACK (pointer_moved_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (pointer_left_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_VISIBLE);
}
