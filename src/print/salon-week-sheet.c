/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Visits that overlap (only old double bookings do) share their column in lanes. A text that has no
 * room ends in an ellipsis; the name and the time come first, so they are what stays.
 */
#include "salon-week-sheet.h"

#define TITLE_FONT "Bold 16"
#define DAY_FONT "Bold 10"
#define NOTE_FONT "8"
#define HOUR_FONT "7.5"
#define VISIT_FONT "Bold 7.5"
#define TEXT_FONT "7"
#define FOOTER_FONT "8"

#define HOUR_WIDTH 30.0
#define HEADING_HEIGHT 32.0
#define FOOTER_HEIGHT 14.0
#define PADDING 2.5
#define LEAST_HEIGHT 10.0

typedef struct
{
  guint day;
  int start_minute;
  int end_minute;
  guint lane;
  guint n_lanes;
  char *heading;
  char *text;
} Visit;

typedef struct
{
  char *title;
  char *note;
} Day;

struct _SalonWeekSheet
{
  SalonDocument parent_instance;

  char *footer;
  int first_hour;
  int last_hour;
  Day days[SALON_WEEK_SHEET_MAX_DAYS];
  guint n_days;
  GPtrArray *visits;
  PangoLayout *title_text;
};

G_DEFINE_FINAL_TYPE (SalonWeekSheet, salon_week_sheet, SALON_TYPE_DOCUMENT)

typedef struct
{
  double x;
  double y;
  double width;
  double height;
} Box;

static void
visit_free (gpointer data)
{
  Visit *visit = data;

  g_free (visit->heading);
  g_free (visit->text);
  g_free (visit);
}

void
salon_week_sheet_add_day (SalonWeekSheet *self, const char *title, const char *note)
{
  g_return_if_fail (SALON_IS_WEEK_SHEET (self));
  g_return_if_fail (self->n_days < SALON_WEEK_SHEET_MAX_DAYS);

  self->days[self->n_days].title = g_strdup (title);
  self->days[self->n_days].note = g_strdup (note);
  self->n_days++;
}

void
salon_week_sheet_add_visit (SalonWeekSheet *self,
                            int start_minute,
                            int end_minute,
                            const char *heading,
                            const char *text)
{
  Visit *visit = NULL;

  g_return_if_fail (SALON_IS_WEEK_SHEET (self));
  g_return_if_fail (self->n_days > 0);
  g_return_if_fail (start_minute < end_minute);

  visit = g_new0 (Visit, 1);
  visit->day = self->n_days - 1;
  visit->start_minute = start_minute;
  visit->end_minute = MIN (end_minute, 24 * 60);
  visit->heading = g_strdup (heading);
  visit->text = g_strdup (text);
  g_ptr_array_add (self->visits, visit);
  self->first_hour = MIN (self->first_hour, start_minute / 60);
  self->last_hour = MAX (self->last_hour, (visit->end_minute + 59) / 60);
}

static int
compare_visits (gconstpointer a, gconstpointer b)
{
  const Visit *first = a, *second = b;

  if (first->day != second->day)
    return first->day < second->day ? -1 : 1;
  return first->start_minute - second->start_minute;
}

/* Gives the visits from @from to @to, which hang together, a lane each. */
static void
share_lanes (GPtrArray *visits, guint from, guint to)
{
  guint n_lanes = 0;
  g_autofree int *ends = g_new0 (int, to - from);

  for (guint i = from; i < to; i++)
    {
      Visit *visit = g_ptr_array_index (visits, i);

      visit->lane = 0;
      while (visit->lane < n_lanes && ends[visit->lane] > visit->start_minute)
        visit->lane++;
      n_lanes = MAX (n_lanes, visit->lane + 1);
      ends[visit->lane] = visit->end_minute;
    }
  for (guint i = from; i < to; i++)
    ((Visit *) g_ptr_array_index (visits, i))->n_lanes = n_lanes;
}

static guint
salon_week_sheet_paginate (SalonDocument *document)
{
  SalonWeekSheet *self = SALON_WEEK_SHEET (document);
  guint from = 0;
  int end = 0;

  self->title_text =
    salon_document_create_text (document, TITLE_FONT, salon_document_get_title (document), -1);
  g_ptr_array_sort_values (self->visits, compare_visits);
  for (guint i = 0; i < self->visits->len; i++)
    {
      const Visit *visit = g_ptr_array_index (self->visits, i);
      const Visit *before = i > 0 ? g_ptr_array_index (self->visits, i - 1) : NULL;

      if (before != NULL && (before->day != visit->day || end <= visit->start_minute))
        {
          share_lanes (self->visits, from, i);
          from = i;
          end = 0;
        }
      end = MAX (end, visit->end_minute);
    }
  share_lanes (self->visits, from, self->visits->len);
  return 1;
}

/* Where the hours and the days stand: below the names of the days, right of the hours. */
static Box
get_grid (SalonWeekSheet *self)
{
  const SalonPaper *paper = salon_document_get_paper (SALON_DOCUMENT (self));
  double margin = salon_paper_points (paper->margin_mm);
  double top = margin + salon_document_get_text_height (self->title_text) + HEADING_HEIGHT;

  return (Box) {
    .x = margin + HOUR_WIDTH,
    .y = top,
    .width = salon_paper_points (paper->width_mm) - 2 * margin - HOUR_WIDTH,
    .height = salon_paper_points (paper->height_mm) - margin - FOOTER_HEIGHT - top,
  };
}

static double
get_minute_y (SalonWeekSheet *self, const Box *grid, int minute)
{
  return grid->y
         + grid->height * (minute - 60 * self->first_hour)
             / (60.0 * (self->last_hour - self->first_hour));
}

static void
draw_text_in (SalonWeekSheet *self, cairo_t *cr, const char *font, const char *text, const Box *box)
{
  g_autoptr (PangoLayout) layout =
    salon_document_create_text (SALON_DOCUMENT (self), font, text, box->width);

  pango_layout_set_height (layout, pango_units_from_double (box->height));
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  salon_document_draw_text (layout, cr, box->x, box->y);
}

static void
draw_hours (SalonWeekSheet *self, cairo_t *cr, const Box *grid)
{
  cairo_set_line_width (cr, 0.4);
  for (int hour = self->first_hour; hour <= self->last_hour; hour++)
    {
      double y = get_minute_y (self, grid, hour * 60);
      g_autofree char *text = g_strdup_printf ("%02d:00", hour);
      g_autoptr (PangoLayout) layout =
        salon_document_create_text (SALON_DOCUMENT (self), HOUR_FONT, text, -1);

      salon_document_draw_text (layout, cr, grid->x - HOUR_WIDTH,
                                y - salon_document_get_text_height (layout) / 2);
      cairo_set_source_rgb (cr, 0.75, 0.75, 0.75);
      cairo_move_to (cr, grid->x, y);
      cairo_rel_line_to (cr, grid->width, 0);
      cairo_stroke (cr);
      cairo_set_source_rgb (cr, 0, 0, 0);
    }
}

static void
draw_days (SalonWeekSheet *self, cairo_t *cr, const Box *grid)
{
  double width = grid->width / self->n_days;

  for (guint i = 0; i < self->n_days; i++)
    {
      double x = grid->x + i * width;
      Box title = { x + PADDING, grid->y - HEADING_HEIGHT + 4, width - 2 * PADDING, 13 };
      Box note = { x + PADDING, grid->y - HEADING_HEIGHT + 17, width - 2 * PADDING, 11 };

      draw_text_in (self, cr, DAY_FONT, self->days[i].title, &title);
      if (self->days[i].note != NULL)
        draw_text_in (self, cr, NOTE_FONT, self->days[i].note, &note);
      cairo_set_line_width (cr, 0.6);
      cairo_rectangle (cr, x, grid->y, width, grid->height);
      cairo_stroke (cr);
    }
}

static void
draw_visit (SalonWeekSheet *self, cairo_t *cr, const Box *grid, const Visit *visit)
{
  double day_width = grid->width / self->n_days;
  double width = (day_width - 2) / visit->n_lanes;
  double y = get_minute_y (self, grid, visit->start_minute);
  double height = get_minute_y (self, grid, visit->end_minute) - y;
  Box box = { grid->x + visit->day * day_width + 1 + visit->lane * width, y, width - 1,
              MAX (height - 1, LEAST_HEIGHT) };
  Box inner = { box.x + PADDING, box.y + 1, box.width - 2 * PADDING, 10 };

  cairo_rectangle (cr, box.x, box.y, box.width, box.height);
  cairo_set_source_rgb (cr, 0.94, 0.94, 0.94);
  cairo_fill_preserve (cr);
  cairo_set_source_rgb (cr, 0, 0, 0);
  cairo_set_line_width (cr, 0.6);
  cairo_stroke (cr);
  draw_text_in (self, cr, VISIT_FONT, visit->heading, &inner);
  inner.y += 10;
  inner.height = box.height - 12;
  if (inner.height >= 8)
    draw_text_in (self, cr, TEXT_FONT, visit->text, &inner);
}

static void
salon_week_sheet_draw (SalonDocument *document, cairo_t *cr, guint page)
{
  SalonWeekSheet *self = SALON_WEEK_SHEET (document);
  double margin = salon_paper_points (salon_document_get_paper (document)->margin_mm);
  Box grid = get_grid (self);
  Box footer = { margin, grid.y + grid.height + 4, grid.width + HOUR_WIDTH, 10 };

  salon_document_draw_text (self->title_text, cr, margin, margin);
  draw_hours (self, cr, &grid);
  draw_days (self, cr, &grid);
  for (guint i = 0; i < self->visits->len; i++)
    draw_visit (self, cr, &grid, g_ptr_array_index (self->visits, i));
  draw_text_in (self, cr, FOOTER_FONT, self->footer, &footer);
}

static void
salon_week_sheet_finalize (GObject *object)
{
  SalonWeekSheet *self = SALON_WEEK_SHEET (object);

  for (guint i = 0; i < self->n_days; i++)
    {
      g_free (self->days[i].title);
      g_free (self->days[i].note);
    }
  g_clear_object (&self->title_text);
  g_ptr_array_unref (self->visits);
  g_free (self->footer);
  G_OBJECT_CLASS (salon_week_sheet_parent_class)->finalize (object);
}

static void
salon_week_sheet_class_init (SalonWeekSheetClass *klass)
{
  SalonDocumentClass *document_class = SALON_DOCUMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = salon_week_sheet_finalize;
  document_class->paginate = salon_week_sheet_paginate;
  document_class->draw = salon_week_sheet_draw;
}

static void
salon_week_sheet_init (SalonWeekSheet *self)
{
  self->visits = g_ptr_array_new_with_free_func (visit_free);
}

SalonWeekSheet *
salon_week_sheet_new (const char *title,
                      const char *footer,
                      const SalonPaper *paper,
                      int first_hour,
                      int last_hour)
{
  g_return_val_if_fail (first_hour >= 0 && first_hour < last_hour && last_hour <= 24, NULL);

  SalonWeekSheet *self = salon_document_construct (SALON_TYPE_WEEK_SHEET, title, paper);
  self->footer = g_strdup (footer);
  self->first_hour = first_hour;
  self->last_hour = last_hour;
  return self;
}
