/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The text is two Pango layouts: the name, in bold, beside the marks, and under it the services and
 * the hours, as many lines as the height allows. They are made at the first drawing and kept until
 * the booking, the size or the style changes. Where not even one line fits, it becomes smaller, down
 * to what can be read; a visit of five minutes has its colour only, and a tooltip.
 */
#include "salon-booking-chip.h"

#include "common/salon-category.h"
#include "salon-booking-mark.h"
#include "salon-booking-words.h"
#include <glib/gi18n-lib.h>
#include <math.h>

#define PADDING_X 5
#define PADDING_Y 2
#define MARK_GAP 3
#define EDGE_HEIGHT 6
/* Narrower text is cut off without dots, and marks leave it at least this. */
#define MIN_WIDTH_FOR_DOTS 38
/* Below it a booking has no edge to drag: all of it moves. */
#define MIN_HEIGHT_FOR_EDGE 16
/* The least size of text, and the least height for it, in parts of a line. */
#define MIN_TEXT_SCALE 0.7f
#define MIN_HEIGHT_FOR_TEXT 0.6f

struct _SalonBookingChip
{
  GtkWidget parent_instance;

  SalonBooking *booking; /* nullable */
  char *services;
  char *hours;
  PangoLayout *head; /* nullable: to be made */
  PangoLayout *rest; /* nullable: one line only */
  int head_width;    /* what they were made for */
  int width;
  int n_lines;
  float scale;
  int line_height; /* 0: to be measured */
  const char *category_class;
  const char *status_class;
};

G_DEFINE_FINAL_TYPE (SalonBookingChip, salon_booking_chip, GTK_TYPE_WIDGET)

static void
clear_text (SalonBookingChip *self)
{
  g_clear_object (&self->head);
  g_clear_object (&self->rest);
}

static const char *
get_status_class (SalonBookingStatus status)
{
  switch (status)
    {
    case SALON_BOOKING_PENDING:
      return "pending";
    case SALON_BOOKING_CONFIRMED:
      return "confirmed";
    case SALON_BOOKING_ARRIVED:
      return "arrived";
    case SALON_BOOKING_COMPLETED:
      return "completed";
    case SALON_BOOKING_CANCELLED:
      return "cancelled";
    case SALON_BOOKING_NO_SHOW:
      return "no-show";
    }
  g_return_val_if_reached (NULL);
}

static void
replace_class (SalonBookingChip *self, const char **current, const char *class)
{
  if (*current == class)
    return;
  if (*current != NULL)
    gtk_widget_remove_css_class (GTK_WIDGET (self), *current);
  gtk_widget_add_css_class (GTK_WIDGET (self), class);
  *current = class;
}

static void
update_accessible (SalonBookingChip *self, const char *currency)
{
  g_autofree char *label = salon_booking_words_label (self->booking);
  g_autofree char *description = salon_booking_words_description (self->booking, currency);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label,
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, description, -1);
}

void
salon_booking_chip_set_booking (SalonBookingChip *self, SalonBooking *booking, const char *currency)
{
  const SalonBookingFields *fields;

  g_return_if_fail (SALON_IS_BOOKING_CHIP (self));
  g_return_if_fail (SALON_IS_BOOKING (booking));

  if (!g_set_object (&self->booking, booking))
    return;
  fields = salon_booking_get_fields (booking);
  g_clear_pointer (&self->services, g_free);
  g_clear_pointer (&self->hours, g_free);
  clear_text (self);
  self->services = salon_booking_words_services (booking);
  self->hours = salon_booking_words_hours (booking);
  replace_class (self, &self->category_class,
                 salon_category_get_css_class (fields->n_lines > 0 ? fields->lines[0].category
                                                                   : NULL));
  replace_class (self, &self->status_class, get_status_class (fields->status));
  update_accessible (self, currency);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

SalonBooking *
salon_booking_chip_get_booking (SalonBookingChip *self)
{
  g_return_val_if_fail (SALON_IS_BOOKING_CHIP (self), NULL);
  return self->booking;
}

static gboolean
is_confirm_shown (SalonBookingChip *self)
{
  return salon_booking_get_fields (self->booking)->status == SALON_BOOKING_PENDING
         && (gtk_widget_get_state_flags (GTK_WIDGET (self))
             & (GTK_STATE_FLAG_PRELIGHT | GTK_STATE_FLAG_FOCUSED));
}

/* The height of a line of the chip's text, which marks and layouts are measured by. */
static int
get_line_height (SalonBookingChip *self)
{
  if (self->line_height == 0)
    {
      PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
      PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
      self->line_height = MAX (1, PANGO_PIXELS_CEIL (pango_font_metrics_get_height (metrics)));
      pango_font_metrics_unref (metrics);
    }
  return self->line_height;
}

/* How the text sits in the height there is. */
typedef struct
{
  int n_lines; /* 0: there is no room for text */
  float scale;
  float y;
} Fit;

static Fit
fit_text (SalonBookingChip *self)
{
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  int line_height = get_line_height (self);
  Fit fit = { CLAMP (height / line_height, 1, 3), 1, 0 };
  float slack;

  if ((float) height < MIN_HEIGHT_FOR_TEXT * (float) line_height)
    return (Fit) { 0, 1, 0 };
  fit.scale = CLAMP ((float) height / (float) line_height, MIN_TEXT_SCALE, 1);
  slack = (float) height - fit.scale * (float) (fit.n_lines * line_height);
  /* One line stands in the middle, more begin at the top. */
  fit.y = floorf (fit.n_lines == 1 ? slack / 2 : MIN (PADDING_Y, slack / 2));
  return fit;
}

static float
get_mark_size (SalonBookingChip *self, Fit fit)
{
  return roundf ((float) get_line_height (self) * fit.scale * 0.78f);
}

/* The width that marks may take. */
static float
get_room_for_marks (SalonBookingChip *self)
{
  return (float) (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * PADDING_X - MIN_WIDTH_FOR_DOTS);
}

SalonBookingChipPart
salon_booking_chip_get_part (SalonBookingChip *self, double x, double y)
{
  int width = gtk_widget_get_width (GTK_WIDGET (self));
  int height = gtk_widget_get_height (GTK_WIDGET (self));
  Fit fit = fit_text (self);
  float mark_size = get_mark_size (self, fit);
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  double from_end = is_rtl ? x : width - x;

  if (is_confirm_shown (self) && fit.n_lines > 0
      && mark_size + MARK_GAP <= get_room_for_marks (self)
      && y < get_line_height (self) + 2 * PADDING_Y && from_end < mark_size + 3 * PADDING_X)
    return SALON_BOOKING_CHIP_CONFIRM;
  if (height >= MIN_HEIGHT_FOR_EDGE && y >= height - EDGE_HEIGHT)
    return SALON_BOOKING_CHIP_EDGE;
  return SALON_BOOKING_CHIP_BODY;
}

static PangoLayout *
make_layout (SalonBookingChip *self, const char *text, gsize bold_length, float scale, int width)
{
  PangoLayout *layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();

  if (bold_length > 0)
    {
      PangoAttribute *bold = pango_attr_weight_new (PANGO_WEIGHT_BOLD);
      bold->end_index = (guint) bold_length;
      pango_attr_list_insert (attributes, bold);
    }
  if (scale < 1)
    pango_attr_list_insert (attributes, pango_attr_scale_new ((double) scale));
  if (salon_booking_get_fields (self->booking)->status == SALON_BOOKING_CANCELLED)
    pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  pango_layout_set_attributes (layout, attributes);
  /* Where dots would take most of the room, the text is simply cut off by the clip. */
  if (width < MIN_WIDTH_FOR_DOTS)
    return layout;
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  pango_layout_set_width (layout, width * PANGO_SCALE);
  /* Each paragraph is cut to one line. */
  pango_layout_set_height (layout, -1);
  return layout;
}

/* A chip of one line has the services behind the name; from two on they have a line of their own,
 * and from three on the hours too. */
static void
make_text (SalonBookingChip *self, int head_width, int width, Fit fit)
{
  const char *name = salon_booking_words_get_name (self->booking);
  g_autofree char *line = NULL;

  clear_text (self);
  if (fit.n_lines == 1 && *self->services != '\0')
    line = g_strdup_printf ("%s · %s", name, self->services);
  self->head = make_layout (self, line != NULL ? line : name, strlen (name), fit.scale, head_width);
  if (fit.n_lines > 1)
    {
      g_autofree char *rest =
        fit.n_lines == 2 ? g_strdup (*self->services != '\0' ? self->services : self->hours)
        : *self->services != '\0' ? g_strdup_printf ("%s\n%s", self->services, self->hours)
                                  : g_strdup (self->hours);
      self->rest = make_layout (self, rest, 0, fit.scale, width);
    }
  self->head_width = head_width;
  self->n_lines = fit.n_lines;
  self->scale = fit.scale;
  self->width = width;
}

/* The signs at the end of the first line, from the last to the first. */
static int
list_marks (SalonBookingChip *self, SalonBookingMark *marks)
{
  const SalonBookingFields *fields = salon_booking_get_fields (self->booking);
  int n = 0;

  if (is_confirm_shown (self))
    marks[n++] = SALON_BOOKING_MARK_CHECK;
  else if (salon_booking_mark_of_status (fields->status) != SALON_BOOKING_MARK_NONE)
    marks[n++] = salon_booking_mark_of_status (fields->status);
  if (g_strcmp0 (fields->payment_status, "fully_paid") == 0)
    marks[n++] = SALON_BOOKING_MARK_COIN;
  if (fields->client_allergies != NULL)
    marks[n++] = SALON_BOOKING_MARK_WARNING;
  return n;
}

static void
snapshot_mark (SalonBookingChip *self,
               GtkSnapshot *snapshot,
               SalonBookingMark mark,
               float x,
               float y,
               float size)
{
  GdkRGBA color;

  gtk_widget_get_color (GTK_WIDGET (self), &color);
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  if (is_confirm_shown (self) && mark == SALON_BOOKING_MARK_CHECK)
    {
      GdkRGBA disc = { color.red, color.green, color.blue, 0.15f };
      GskRoundedRect bounds;
      gsk_rounded_rect_init_from_rect (&bounds, &GRAPHENE_RECT_INIT (-3, -3, size + 6, size + 6),
                                       size);
      gtk_snapshot_push_rounded_clip (snapshot, &bounds);
      gtk_snapshot_append_color (snapshot, &disc, &bounds.bounds);
      gtk_snapshot_pop (snapshot);
    }
  salon_booking_mark_snapshot (mark, snapshot, size, &color);
  gtk_snapshot_restore (snapshot);
}

/* Draws the marks that fit and returns the width they take. */
static int
snapshot_marks (SalonBookingChip *self, GtkSnapshot *snapshot, int width, float y, float size)
{
  SalonBookingMark marks[3];
  int n = list_marks (self, marks);
  gboolean is_rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  float room = get_room_for_marks (self);
  int taken = 0;

  for (int i = 0; i < n && taken + size + MARK_GAP <= room; i++)
    {
      float x = is_rtl ? (float) (PADDING_X + taken) : (float) (width - PADDING_X - taken) - size;
      snapshot_mark (self, snapshot, marks[i], x, y, size);
      taken += (int) size + MARK_GAP;
    }
  return taken;
}

static void
append_layout (GtkSnapshot *snapshot, PangoLayout *layout, int x, float y, const GdkRGBA *color)
{
  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT ((float) x, y));
  gtk_snapshot_append_layout (snapshot, layout, color);
  gtk_snapshot_restore (snapshot);
}

static gboolean
is_text_made (SalonBookingChip *self, int head_width, int width, Fit fit)
{
  return self->head != NULL && self->head_width == head_width && self->width == width
         && self->n_lines == fit.n_lines && G_APPROX_VALUE (self->scale, fit.scale, 0.01f);
}

static void
salon_booking_chip_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SalonBookingChip *self = SALON_BOOKING_CHIP (widget);
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  int line_height = get_line_height (self);
  Fit fit = fit_text (self);
  float mark_size = get_mark_size (self, fit);
  gboolean is_rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;
  GdkRGBA color;
  int taken;
  int text_width = width - 2 * PADDING_X;

  if (self->booking == NULL || fit.n_lines == 0)
    return;
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, (float) width, (float) height));
  taken = snapshot_marks (self, snapshot, width,
                          fit.y + ((float) line_height * fit.scale - mark_size) / 2, mark_size);
  if (!is_text_made (self, text_width - taken, text_width, fit))
    make_text (self, text_width - taken, text_width, fit);
  gtk_widget_get_color (widget, &color);
  append_layout (snapshot, self->head, PADDING_X + (is_rtl ? taken : 0), fit.y, &color);
  if (self->rest != NULL)
    append_layout (snapshot, self->rest, PADDING_X, fit.y + (float) line_height, &color);
  gtk_snapshot_pop (snapshot);
}

/* Its place is the grid's to give; it asks for nothing. */
static void
salon_booking_chip_measure (GtkWidget *widget,
                            GtkOrientation orientation,
                            int for_size,
                            int *minimum,
                            int *natural,
                            int *minimum_baseline,
                            int *natural_baseline)
{
  *minimum = 0;
  *natural = 0;
}

static void
salon_booking_chip_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  SalonBookingChip *self = SALON_BOOKING_CHIP (widget);

  GTK_WIDGET_CLASS (salon_booking_chip_parent_class)->css_changed (widget, change);
  clear_text (self);
  self->line_height = 0;
}

static void
salon_booking_chip_state_flags_changed (GtkWidget *widget, GtkStateFlags previous)
{
  SalonBookingChip *self = SALON_BOOKING_CHIP (widget);

  GTK_WIDGET_CLASS (salon_booking_chip_parent_class)->state_flags_changed (widget, previous);
  if (self->booking != NULL
      && salon_booking_get_fields (self->booking)->status == SALON_BOOKING_PENDING)
    gtk_widget_queue_draw (widget);
}

static void
salon_booking_chip_dispose (GObject *object)
{
  SalonBookingChip *self = SALON_BOOKING_CHIP (object);

  g_clear_object (&self->booking);
  clear_text (self);
  G_OBJECT_CLASS (salon_booking_chip_parent_class)->dispose (object);
}

static void
salon_booking_chip_finalize (GObject *object)
{
  SalonBookingChip *self = SALON_BOOKING_CHIP (object);

  g_clear_pointer (&self->services, g_free);
  g_clear_pointer (&self->hours, g_free);
  G_OBJECT_CLASS (salon_booking_chip_parent_class)->finalize (object);
}

static void
salon_booking_chip_class_init (SalonBookingChipClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = salon_booking_chip_dispose;
  object_class->finalize = salon_booking_chip_finalize;
  widget_class->snapshot = salon_booking_chip_snapshot;
  widget_class->measure = salon_booking_chip_measure;
  widget_class->css_changed = salon_booking_chip_css_changed;
  widget_class->state_flags_changed = salon_booking_chip_state_flags_changed;
  gtk_widget_class_set_css_name (widget_class, "booking");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_BUTTON);
}

static void
salon_booking_chip_init (SalonBookingChip *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
}

GtkWidget *
salon_booking_chip_new (void)
{
  return g_object_new (SALON_TYPE_BOOKING_CHIP, NULL);
}
