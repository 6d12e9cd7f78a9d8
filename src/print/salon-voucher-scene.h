/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * One page of a voucher while it is laid out: what stands on it, in the order in which it is painted,
 * which for texts is the order in which they are read. A look puts it together from panels (the page
 * itself, or a quarter of it that may stand on its head), ornaments, texts, the logo and the QR code.
 *
 * Lengths are points from the upper left corner of the panel. A text never leaves the rectangle it
 * was given; whoever gives rectangles sees to it that they do not touch.
 */
#pragma once

#include "salon-document.h"
#include "salon-voucher.h"

G_BEGIN_DECLS

typedef struct _SalonVoucherScene SalonVoucherScene;

/* Letters by what they are for; which ones they are is the typeface's. */
typedef enum
{
  SALON_VOUCHER_FACE_DISPLAY, /* the heading */
  SALON_VOUCHER_FACE_FIGURE,  /* the value */
  SALON_VOUCHER_FACE_TEXT,    /* names */
  SALON_VOUCHER_FACE_SPEECH,  /* the message */
  SALON_VOUCHER_FACE_LABEL,   /* small and spaced */
  SALON_VOUCHER_FACE_CODE,    /* likewise, all letters as far from each other */
  SALON_VOUCHER_FACE_FINE,    /* terms and addresses */
} SalonVoucherFace;

#define SALON_N_VOUCHER_FACES 7

typedef struct
{
  const char *name; /* static */
  SalonVoucherFace face;
  double size;
  double least_size;
  int most_lines;
  guint32 colour;
  double space_before; /* within a column */
} SalonVoucherStyle;

/* A text within a column. */
typedef struct
{
  SalonVoucherStyle style;
  const char *text; /* NULL or empty: takes no place */
} SalonVoucherLine;

typedef enum
{
  SALON_VOUCHER_TOP,
  SALON_VOUCHER_MIDDLE,
  SALON_VOUCHER_BOTTOM,
} SalonVoucherSide;

/* Paints within (0, 0, @width, @height). */
typedef void (*SalonVoucherPaint) (cairo_t *cr,
                                   double width,
                                   double height,
                                   const SalonVoucherDesign *design);

/* @logo (nullable): borrowed, as is @design. */
SalonVoucherScene *salon_voucher_scene_new (SalonDocument *document,
                                            const SalonVoucherDesign *design,
                                            cairo_surface_t *logo);
void salon_voucher_scene_free (SalonVoucherScene *scene);

const SalonVoucherDesign *salon_voucher_scene_get_design (SalonVoucherScene *scene);
gboolean salon_voucher_scene_has_logo (SalonVoucherScene *scene);
/* What is added from now on stands in @area of the page; upside down when @is_turned. */
void salon_voucher_scene_begin_panel (SalonVoucherScene *scene,
                                      const SalonVoucherRectangle *area,
                                      gboolean is_turned);
void salon_voucher_scene_add_ornament (SalonVoucherScene *scene,
                                       SalonVoucherPaint paint,
                                       const SalonVoucherRectangle *area);
/* One text. */
void salon_voucher_scene_add_text (SalonVoucherScene *scene,
                                   const SalonVoucherStyle *style,
                                   const char *text,
                                   const SalonVoucherRectangle *area,
                                   PangoAlignment alignment,
                                   SalonVoucherSide side);
/* Texts one under another, all made smaller together until they fit. Returns what they cover. */
SalonVoucherRectangle salon_voucher_scene_add_column (SalonVoucherScene *scene,
                                                      const SalonVoucherLine *lines,
                                                      gsize n_lines,
                                                      const SalonVoucherRectangle *area,
                                                      PangoAlignment alignment,
                                                      SalonVoucherSide side);
/* @code as a QR code with its quiet zone, in the largest square of @area. */
void salon_voucher_scene_add_qr (SalonVoucherScene *scene,
                                 const char *code,
                                 const SalonVoucherRectangle *area);
/* As large as fits into @area, against the side that @alignment and @side say. */
void salon_voucher_scene_add_logo (SalonVoucherScene *scene,
                                   const SalonVoucherRectangle *area,
                                   PangoAlignment alignment,
                                   SalonVoucherSide side);

void salon_voucher_scene_draw (SalonVoucherScene *scene, cairo_t *cr);
/* Elements: SalonVoucherBox. */
GArray *salon_voucher_scene_list_boxes (SalonVoucherScene *scene);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonVoucherScene, salon_voucher_scene_free)

G_END_DECLS
