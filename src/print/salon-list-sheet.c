/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Laying out: every text is measured once; then blocks (facts, headings, rows) are put under each
 * other, and a new page is begun where one does not fit. Drawing only walks the blocks of its page.
 */
#include "salon-list-sheet.h"

#define TITLE_FONT "Bold 17"
#define SUBTITLE_FONT "11"
#define COLUMN_FONT "Bold 8.5"
#define HEADING_FONT "Bold 11"
#define STRONG_FONT "Bold 10"
#define TEXT_FONT "10"
#define FOOTER_FONT "8"

#define CELL_GAP 8.0      /* between columns */
#define ROW_PADDING 4.0   /* above and below a row's text */
#define BLANK_HEIGHT 26.0 /* enough for a pen */
#define HEADING_SPACE 12.0
#define FOOTER_HEIGHT 16.0
#define CELL_MAX_LINES 6 /* a long note ends in an ellipsis */

typedef enum
{
  FACT,
  HEADING,
  ROW,
} BlockKind;

typedef struct
{
  BlockKind kind;
  SalonSheetRowStyle style; /* of a ROW */
  char **cells;             /* of a FACT: label, value; of a HEADING: its text */
  PangoLayout **texts;      /* the cells laid out */
  gsize n_cells;
  double height;
  guint page;
  double y;
} Block;

typedef struct
{
  char *title;
  double width_mm;
  gboolean is_number;
  gboolean is_strong;
  PangoLayout *text;
  double x;
  double width;
} Column;

struct _SalonListSheet
{
  SalonDocument parent_instance;

  char *subtitle;
  char *footer;
  Column *columns;
  gsize n_columns;
  GPtrArray *blocks;

  PangoLayout *title_text;
  PangoLayout *subtitle_text;
  double fact_width; /* of the widest label */
  double header_height;
  double columns_height;
  guint n_pages;
};

G_DEFINE_FINAL_TYPE (SalonListSheet, salon_list_sheet, SALON_TYPE_DOCUMENT)

static void
block_free (gpointer data)
{
  Block *block = data;

  for (gsize i = 0; i < block->n_cells; i++)
    {
      g_free (block->cells[i]);
      if (block->texts != NULL)
        g_clear_object (&block->texts[i]);
    }
  g_free (block->cells);
  g_free (block->texts);
  g_free (block);
}

static void
add_block (SalonListSheet *self,
           BlockKind kind,
           SalonSheetRowStyle style,
           const char *const *cells,
           gsize n_cells)
{
  Block *block = g_new0 (Block, 1);

  block->kind = kind;
  block->style = style;
  block->n_cells = n_cells;
  block->cells = g_new0 (char *, n_cells);
  for (gsize i = 0; i < n_cells; i++)
    block->cells[i] = g_strdup (cells != NULL && cells[i] != NULL ? cells[i] : "");
  g_ptr_array_add (self->blocks, block);
}

void
salon_list_sheet_add_fact (SalonListSheet *self, const char *label, const char *value)
{
  const char *const cells[] = { label, value };

  g_return_if_fail (SALON_IS_LIST_SHEET (self));
  add_block (self, FACT, SALON_SHEET_ROW, cells, 2);
}

void
salon_list_sheet_add_heading (SalonListSheet *self, const char *text)
{
  g_return_if_fail (SALON_IS_LIST_SHEET (self));
  add_block (self, HEADING, SALON_SHEET_ROW, &text, 1);
}

void
salon_list_sheet_add_row (SalonListSheet *self, SalonSheetRowStyle style, const char *const *cells)
{
  g_return_if_fail (SALON_IS_LIST_SHEET (self));
  add_block (self, ROW, style, cells, self->n_columns);
}

static double
get_margin (SalonListSheet *self)
{
  return salon_paper_points (salon_document_get_paper (SALON_DOCUMENT (self))->margin_mm);
}

static double
get_inner_width (SalonListSheet *self)
{
  const SalonPaper *paper = salon_document_get_paper (SALON_DOCUMENT (self));

  return salon_paper_points (paper->width_mm - 2 * paper->margin_mm);
}

static double
get_bottom (SalonListSheet *self)
{
  const SalonPaper *paper = salon_document_get_paper (SALON_DOCUMENT (self));

  return salon_paper_points (paper->height_mm - paper->margin_mm) - FOOTER_HEIGHT;
}

/* What the columns of a given width leave is shared alike by the others. */
static void
lay_out_columns (SalonListSheet *self)
{
  double left = get_inner_width (self) - CELL_GAP * (double) (self->n_columns - 1);
  guint n_sharing = 0;
  double x = get_margin (self);

  for (gsize i = 0; i < self->n_columns; i++)
    {
      left -= salon_paper_points (self->columns[i].width_mm);
      n_sharing += self->columns[i].width_mm <= 0;
    }
  for (gsize i = 0; i < self->n_columns; i++)
    {
      Column *column = &self->columns[i];

      column->x = x;
      column->width =
        column->width_mm > 0 ? salon_paper_points (column->width_mm) : left / n_sharing;
      column->text = salon_document_create_text (SALON_DOCUMENT (self), COLUMN_FONT, column->title,
                                                 column->width);
      pango_layout_set_alignment (column->text,
                                  column->is_number ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
      self->columns_height =
        MAX (self->columns_height, salon_document_get_text_height (column->text) + 2 * ROW_PADDING);
      x += column->width + CELL_GAP;
    }
}

static PangoLayout *
create_cell (SalonListSheet *self, const Column *column, const Block *block, const char *text)
{
  PangoLayout *layout =
    salon_document_create_text (SALON_DOCUMENT (self), column->is_strong ? STRONG_FONT : TEXT_FONT,
                                text, column->width);

  pango_layout_set_alignment (layout, column->is_number ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);
  pango_layout_set_height (layout, -CELL_MAX_LINES);
  pango_layout_set_ellipsize (layout, PANGO_ELLIPSIZE_END);
  if (block->style == SALON_SHEET_ROW_STRUCK)
    {
      PangoAttrList *attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
      pango_layout_set_attributes (layout, attributes);
      pango_attr_list_unref (attributes);
    }
  return layout;
}

static void
lay_out_row (SalonListSheet *self, Block *block)
{
  for (gsize i = 0; i < block->n_cells; i++)
    {
      block->texts[i] = create_cell (self, &self->columns[i], block, block->cells[i]);
      block->height = MAX (block->height, salon_document_get_text_height (block->texts[i]));
    }
  block->height += 2 * ROW_PADDING;
  if (block->style == SALON_SHEET_ROW_BLANK)
    block->height = MAX (block->height, BLANK_HEIGHT);
}

static void
lay_out_fact (SalonListSheet *self, Block *block)
{
  SalonDocument *document = SALON_DOCUMENT (self);
  double value_width = get_inner_width (self) - self->fact_width - CELL_GAP;

  block->texts[0] = salon_document_create_text (document, STRONG_FONT, block->cells[0], -1);
  block->texts[1] = salon_document_create_text (document, TEXT_FONT, block->cells[1], value_width);
  block->height = MAX (salon_document_get_text_height (block->texts[0]),
                       salon_document_get_text_height (block->texts[1]))
                  + ROW_PADDING;
}

static void
lay_out_heading (SalonListSheet *self, Block *block)
{
  block->texts[0] = salon_document_create_text (SALON_DOCUMENT (self), HEADING_FONT,
                                                block->cells[0], get_inner_width (self));
  block->height = HEADING_SPACE + salon_document_get_text_height (block->texts[0]) + ROW_PADDING;
}

static void
measure_facts (SalonListSheet *self)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      Block *block = g_ptr_array_index (self->blocks, i);
      g_autoptr (PangoLayout) label = NULL;

      if (block->kind != FACT)
        continue;
      label = salon_document_create_text (SALON_DOCUMENT (self), STRONG_FONT, block->cells[0], -1);
      self->fact_width = MAX (self->fact_width, salon_document_get_text_width (label));
    }
}

static void
lay_out_blocks (SalonListSheet *self)
{
  for (guint i = 0; i < self->blocks->len; i++)
    {
      Block *block = g_ptr_array_index (self->blocks, i);

      block->texts = g_new0 (PangoLayout *, block->n_cells);
      switch (block->kind)
        {
        case FACT:
          lay_out_fact (self, block);
          break;
        case HEADING:
          lay_out_heading (self, block);
          break;
        case ROW:
          lay_out_row (self, block);
          break;
        }
    }
}

static void
lay_out_header (SalonListSheet *self)
{
  SalonDocument *document = SALON_DOCUMENT (self);

  self->title_text =
    salon_document_create_text (document, TITLE_FONT, salon_document_get_title (document),
                                get_inner_width (self));
  self->subtitle_text =
    salon_document_create_text (document, SUBTITLE_FONT, self->subtitle, get_inner_width (self));
  self->header_height = salon_document_get_text_height (self->title_text) + 3 * ROW_PADDING;
  if (*self->subtitle != '\0')
    self->header_height += salon_document_get_text_height (self->subtitle_text);
}

/* What must stand on one page with block @index: a heading takes the row after it along. */
static double
get_needed_height (SalonListSheet *self, guint index)
{
  const Block *block = g_ptr_array_index (self->blocks, index);
  double needed = block->height;

  if (block->kind == HEADING && index + 1 < self->blocks->len)
    needed += ((const Block *) g_ptr_array_index (self->blocks, index + 1))->height;
  return needed;
}

/* The names of the columns stand above the first row of a page. */
static gboolean
needs_column_names (SalonListSheet *self, guint index, guint page)
{
  const Block *block = g_ptr_array_index (self->blocks, index);
  const Block *before = index > 0 ? g_ptr_array_index (self->blocks, index - 1) : NULL;

  return block->kind != FACT && (before == NULL || before->kind == FACT || before->page != page);
}

static guint
salon_list_sheet_paginate (SalonDocument *document)
{
  SalonListSheet *self = SALON_LIST_SHEET (document);
  double y;
  guint page = 0;

  lay_out_header (self);
  lay_out_columns (self);
  measure_facts (self);
  lay_out_blocks (self);

  y = get_margin (self) + self->header_height;
  for (guint i = 0; i < self->blocks->len; i++)
    {
      Block *block = g_ptr_array_index (self->blocks, i);
      double names = needs_column_names (self, i, page) ? self->columns_height : 0;
      gboolean is_first = y <= get_margin (self);

      if (!is_first && y + names + get_needed_height (self, i) > get_bottom (self))
        {
          page++;
          y = get_margin (self);
          names = block->kind == FACT ? 0 : self->columns_height;
        }
      block->page = page;
      block->y = y + names;
      y = block->y + block->height;
    }
  self->n_pages = page + 1;
  return self->n_pages;
}

static void
draw_rule (SalonListSheet *self, cairo_t *cr, double y, double grey)
{
  cairo_save (cr);
  cairo_set_source_rgb (cr, grey, grey, grey);
  cairo_set_line_width (cr, 0.6);
  cairo_move_to (cr, get_margin (self), y);
  cairo_rel_line_to (cr, get_inner_width (self), 0);
  cairo_stroke (cr);
  cairo_restore (cr);
}

static void
draw_column_names (SalonListSheet *self, cairo_t *cr, double y)
{
  for (gsize i = 0; i < self->n_columns; i++)
    salon_document_draw_text (self->columns[i].text, cr, self->columns[i].x, y + ROW_PADDING);
  draw_rule (self, cr, y + self->columns_height, 0);
}

static void
draw_block (SalonListSheet *self, cairo_t *cr, const Block *block)
{
  double margin = get_margin (self);

  switch (block->kind)
    {
    case FACT:
      salon_document_draw_text (block->texts[0], cr, margin, block->y);
      salon_document_draw_text (block->texts[1], cr, margin + self->fact_width + CELL_GAP,
                                block->y);
      break;
    case HEADING:
      salon_document_draw_text (block->texts[0], cr, margin, block->y + HEADING_SPACE);
      draw_rule (self, cr, block->y + block->height, 0.6);
      break;
    case ROW:
      for (gsize i = 0; i < block->n_cells; i++)
        salon_document_draw_text (block->texts[i], cr, self->columns[i].x, block->y + ROW_PADDING);
      draw_rule (self, cr, block->y + block->height, 0.8);
      break;
    }
}

static void
draw_footer (SalonListSheet *self, cairo_t *cr, guint page)
{
  SalonDocument *document = SALON_DOCUMENT (self);
  g_autofree char *number = g_strdup_printf ("%u / %u", page + 1, self->n_pages);
  g_autoptr (PangoLayout) pages = salon_document_create_text (document, FOOTER_FONT, number, -1);
  g_autoptr (PangoLayout) text = salon_document_create_text (
    document, FOOTER_FONT, self->footer,
    get_inner_width (self) - salon_document_get_text_width (pages) - CELL_GAP);
  double y = get_bottom (self) + FOOTER_HEIGHT - salon_document_get_text_height (pages);

  pango_layout_set_height (text, 0);
  pango_layout_set_ellipsize (text, PANGO_ELLIPSIZE_END);
  cairo_set_source_rgb (cr, 0.35, 0.35, 0.35);
  salon_document_draw_text (text, cr, get_margin (self), y);
  salon_document_draw_text (
    pages, cr, get_margin (self) + get_inner_width (self) - salon_document_get_text_width (pages),
    y);
}

static void
draw_header (SalonListSheet *self, cairo_t *cr)
{
  double y = get_margin (self);

  salon_document_draw_text (self->title_text, cr, get_margin (self), y);
  if (*self->subtitle != '\0')
    salon_document_draw_text (self->subtitle_text, cr, get_margin (self),
                              y + salon_document_get_text_height (self->title_text));
}

static void
salon_list_sheet_draw (SalonDocument *document, cairo_t *cr, guint page)
{
  SalonListSheet *self = SALON_LIST_SHEET (document);

  if (page == 0)
    draw_header (self, cr);
  for (guint i = 0; i < self->blocks->len; i++)
    {
      const Block *block = g_ptr_array_index (self->blocks, i);

      if (block->page != page)
        continue;
      if (needs_column_names (self, i, page))
        draw_column_names (self, cr, block->y - self->columns_height);
      draw_block (self, cr, block);
    }
  draw_footer (self, cr, page);
}

static void
salon_list_sheet_finalize (GObject *object)
{
  SalonListSheet *self = SALON_LIST_SHEET (object);

  for (gsize i = 0; i < self->n_columns; i++)
    {
      g_free (self->columns[i].title);
      g_clear_object (&self->columns[i].text);
    }
  g_free (self->columns);
  g_clear_object (&self->title_text);
  g_clear_object (&self->subtitle_text);
  g_ptr_array_unref (self->blocks);
  g_free (self->subtitle);
  g_free (self->footer);
  G_OBJECT_CLASS (salon_list_sheet_parent_class)->finalize (object);
}

static void
salon_list_sheet_class_init (SalonListSheetClass *klass)
{
  SalonDocumentClass *document_class = SALON_DOCUMENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = salon_list_sheet_finalize;
  document_class->paginate = salon_list_sheet_paginate;
  document_class->draw = salon_list_sheet_draw;
}

static void
salon_list_sheet_init (SalonListSheet *self)
{
  self->blocks = g_ptr_array_new_with_free_func (block_free);
}

SalonListSheet *
salon_list_sheet_new (const char *title,
                      const char *subtitle,
                      const char *footer,
                      const SalonPaper *paper,
                      const SalonSheetColumn *columns,
                      gsize n_columns)
{
  SalonListSheet *self = salon_document_construct (SALON_TYPE_LIST_SHEET, title, paper);

  self->subtitle = g_strdup (subtitle);
  self->footer = g_strdup (footer);
  self->n_columns = n_columns;
  self->columns = g_new0 (Column, n_columns);
  for (gsize i = 0; i < n_columns; i++)
    {
      self->columns[i].title = g_strdup (columns[i].title);
      self->columns[i].width_mm = columns[i].width_mm;
      self->columns[i].is_number = columns[i].is_number;
      self->columns[i].is_strong = columns[i].is_strong;
    }
  return self;
}
