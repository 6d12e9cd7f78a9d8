/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-fit.h"

#define N_HALVINGS 4
#define LEAST_SCALE 0.4
#define TOLERANCE 0.01 /* of a point: what rounding to the units of Pango makes */

/* What all of this is asked with. */
typedef struct
{
  SalonDocument *document;
  SalonVoucherCut cut;
  const SalonVoucherStyle *style;
  const char *text;
  double width;
  double height;
  PangoAlignment alignment;
} Wish;

static SalonVoucherRectangle
from_pango (const PangoRectangle *rectangle, double scale)
{
  return (SalonVoucherRectangle) {
    scale * pango_units_to_double (rectangle->x),
    scale * pango_units_to_double (rectangle->y),
    scale * pango_units_to_double (rectangle->width),
    scale * pango_units_to_double (rectangle->height),
  };
}

/* @width: as it is drawn */
static void
set_width (SalonVoucherFitted *fitted, double width)
{
  pango_layout_set_width (fitted->layout, pango_units_from_double (width / fitted->scale));
}

static void
measure (SalonVoucherFitted *fitted)
{
  PangoRectangle ink, logical;
  double bottom;

  pango_layout_get_extents (fitted->layout, &ink, &logical);
  fitted->ink = from_pango (&ink, fitted->scale);
  fitted->logical = from_pango (&logical, fitted->scale);
  fitted->top = MIN (0, fitted->ink.y);
  bottom = MAX (fitted->logical.y + fitted->logical.height, fitted->ink.y + fitted->ink.height);
  fitted->height = bottom - fitted->top;
}

static PangoLayout *
create_layout (const Wish *wish)
{
  PangoLayout *layout = salon_document_create_text (wish->document, "10", wish->text, -1);

  pango_layout_set_single_paragraph_mode (layout, wish->style->most_lines == 1);
  pango_layout_set_alignment (layout, wish->alignment);
  salon_voucher_face_apply (wish->style->face, wish->cut, SALON_VOUCHER_FIT_SIZE, layout);
  return layout;
}

/* Whole, in letters of @size. */
static void
lay_out (SalonVoucherFitted *fitted, const Wish *wish, double size)
{
  if (fitted->layout == NULL)
    fitted->layout = create_layout (wish);
  fitted->size = size;
  fitted->scale = size / SALON_VOUCHER_FIT_SIZE;
  fitted->width = wish->width;
  pango_layout_set_wrap (fitted->layout, PANGO_WRAP_WORD);
  pango_layout_set_ellipsize (fitted->layout, PANGO_ELLIPSIZE_NONE);
  pango_layout_set_height (fitted->layout, -1);
  if (wish->style->most_lines == 1)
    pango_layout_set_width (fitted->layout, -1);
  else
    set_width (fitted, wish->width);
  measure (fitted);
}

static double
get_needed_width (const SalonVoucherFitted *fitted)
{
  return MAX (fitted->logical.width, fitted->ink.width);
}

static gboolean
fits (const SalonVoucherFitted *fitted, const Wish *wish)
{
  return get_needed_width (fitted) <= wish->width + TOLERANCE
         && fitted->height <= wish->height + TOLERANCE
         && pango_layout_get_line_count (fitted->layout) <= wish->style->most_lines;
}

/* As much of it as there is room for. Letters that lean out cost some of the width. */
static void
shorten (SalonVoucherFitted *fitted, const Wish *wish)
{
  double width = wish->width;
  PangoLayoutLine *first = pango_layout_get_line_readonly (fitted->layout, 0);
  PangoRectangle logical;

  pango_layout_line_get_extents (first, NULL, &logical);
  pango_layout_set_wrap (fitted->layout, PANGO_WRAP_WORD_CHAR);
  pango_layout_set_ellipsize (fitted->layout, PANGO_ELLIPSIZE_END);
  if (wish->style->most_lines > 1)
    pango_layout_set_height (fitted->layout, MIN (logical.height * wish->style->most_lines,
                                                  pango_units_from_double (wish->height)));
  for (int turn = 0; turn < 6; turn++)
    {
      set_width (fitted, width);
      fitted->width = width;
      measure (fitted);
      if (get_needed_width (fitted) <= wish->width + TOLERANCE)
        return;
      width -= get_needed_width (fitted) - wish->width + 2;
    }
}

/* The largest size between @least, which fits, and @size, which does not. */
static void
search_size (SalonVoucherFitted *fitted, const Wish *wish, double least, double size)
{
  for (int turn = 0; turn < N_HALVINGS; turn++)
    {
      double middle = (least + size) / 2;

      lay_out (fitted, wish, middle);
      if (fits (fitted, wish))
        least = middle;
      else
        size = middle;
    }
  if (fitted->size != least)
    lay_out (fitted, wish, least);
}

/* In lines that are about as long as one another: no last word stands alone. */
static void
balance (SalonVoucherFitted *fitted)
{
  int n_lines = pango_layout_get_line_count (fitted->layout);
  double narrow = fitted->width / 2, wide = fitted->width;

  if (n_lines < 2 || n_lines > 4 || pango_layout_is_ellipsized (fitted->layout))
    return;
  for (int turn = 0; turn < N_HALVINGS; turn++)
    {
      double middle = (narrow + wide) / 2;

      set_width (fitted, middle);
      measure (fitted);
      if (pango_layout_get_line_count (fitted->layout) == n_lines
          && get_needed_width (fitted) <= middle)
        wide = middle;
      else
        narrow = middle;
    }
  set_width (fitted, wide);
  fitted->width = wide;
  measure (fitted);
}

static void
fit (SalonVoucherFitted *fitted, const Wish *wish, double scale)
{
  double least = MIN (wish->style->least_size, wish->style->size);
  double size = MAX (least, wish->style->size * scale);

  lay_out (fitted, wish, size);
  if (!fits (fitted, wish) && wish->style->most_lines == 1)
    {
      double share = MIN (wish->width / MAX (1, get_needed_width (fitted)),
                          wish->height / MAX (1, fitted->height));

      lay_out (fitted, wish, MAX (least, size * share * 0.995));
    }
  else if (!fits (fitted, wish))
    {
      lay_out (fitted, wish, least);
      if (fits (fitted, wish))
        search_size (fitted, wish, least, size);
    }
  if (!fits (fitted, wish))
    shorten (fitted, wish);
  /* Towers of accents, or a script with long strokes: what must be, must be. */
  for (int turn = 0; turn < 12 && fitted->height > wish->height + TOLERANCE; turn++)
    {
      least *= 0.88;
      lay_out (fitted, wish, least);
      shorten (fitted, wish);
    }
}

/* --- Columns --- */

typedef struct
{
  SalonVoucherFitted *fitted;
  const SalonVoucherLine *lines;
  gsize n_lines;
  Wish wish; /* for each in turn */
  double height;
} Column;

static gboolean
has_text (const SalonVoucherLine *line)
{
  return line->text != NULL && *line->text != '\0';
}

/* What is already as small as it may be does not change any more. */
static gboolean
is_least (const Column *column, gsize index, double scale)
{
  const SalonVoucherFitted *fitted = &column->fitted[index];
  double least = column->lines[index].style.least_size;

  return fitted->layout != NULL && fitted->size <= least + TOLERANCE
         && column->lines[index].style.size * scale <= least;
}

static void
fit_line (Column *column, gsize index, double scale, double height)
{
  Wish wish = column->wish;

  wish.style = &column->lines[index].style;
  wish.text = column->lines[index].text;
  wish.height = height;
  fit (&column->fitted[index], &wish, scale);
}

/* There is no space before the first text. */
static double
get_height (const Column *column, double spacing)
{
  double height = 0;
  gboolean is_first = TRUE;

  for (gsize i = 0; i < column->n_lines; i++)
    if (has_text (&column->lines[i]))
      {
        height +=
          column->fitted[i].height + (is_first ? 0 : column->lines[i].style.space_before * spacing);
        is_first = FALSE;
      }
  return height;
}

static gboolean
fits_scaled (Column *column, double scale)
{
  for (gsize i = 0; i < column->n_lines; i++)
    if (has_text (&column->lines[i]) && !is_least (column, i, scale))
      fit_line (column, i, scale, column->height);
  return get_height (column, scale) <= column->height + TOLERANCE;
}

/* Takes the @excess off the tallest text, as far as that leaves it one line. FALSE: cannot. */
static gboolean
cut_tallest (Column *column, double scale, double excess)
{
  gsize tallest = column->n_lines;
  double before;

  for (gsize i = 0; i < column->n_lines; i++)
    if (has_text (&column->lines[i])
        && (tallest == column->n_lines
            || column->fitted[i].height > column->fitted[tallest].height))
      tallest = i;
  if (tallest == column->n_lines)
    return FALSE;
  before = column->fitted[tallest].height;
  fit_line (column, tallest, scale, MAX (before - excess, before / 3));
  return column->fitted[tallest].height < before - TOLERANCE;
}

/* One line each, and still too much: each gives up the same share. */
static double
squeeze (Column *column, double scale)
{
  double share = column->height / MAX (1, get_height (column, scale));

  if (share >= 1)
    return 1;
  for (gsize i = 0; i < column->n_lines; i++)
    if (has_text (&column->lines[i]))
      fit_line (column, i, scale, column->fitted[i].height * share);
  return share;
}

/* The space to leave before each text, as a share of what its style asks for. */
static double
fit_column (Column *column)
{
  double least = LEAST_SCALE, most = 1;

  if (fits_scaled (column, 1))
    return 1;
  if (fits_scaled (column, least))
    {
      for (int turn = 0; turn < N_HALVINGS; turn++)
        {
          double middle = (least + most) / 2;

          if (fits_scaled (column, middle))
            least = middle;
          else
            most = middle;
        }
      fits_scaled (column, least);
      return least;
    }
  for (int turn = 0; turn < 20; turn++)
    {
      double excess = get_height (column, least) - column->height;

      if (excess <= TOLERANCE || !cut_tallest (column, least, excess))
        break;
    }
  return least * squeeze (column, least);
}

double
salon_voucher_fit_column (SalonVoucherFitted *fitted,
                          SalonDocument *document,
                          SalonVoucherCut cut,
                          const SalonVoucherLine *lines,
                          gsize n_lines,
                          double width,
                          double height,
                          PangoAlignment alignment)
{
  Column column = {
    fitted, lines, n_lines, { document, cut, NULL, NULL, width, height, alignment }, height,
  };
  double spacing = fit_column (&column);

  for (gsize i = 0; i < n_lines; i++)
    if (has_text (&lines[i]) && lines[i].style.most_lines > 1)
      balance (&fitted[i]);
  return spacing;
}
