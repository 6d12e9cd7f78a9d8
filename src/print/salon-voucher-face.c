/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-face.h"

#define GARAMOND "EB Garamond 12, EB Garamond, Cormorant Garamond, Noto Serif, DejaVu Serif, Serif"
/* Glyphs that stand for letters in the encoding of Windows go into one font of the PDF, all others into
 * a second one, which costs as much again before its first glyph. All figures of one font must be of one kind, too. */
#define PLAIN "liga=0, clig=0, calt=0"
#define LINING PLAIN ", lnum=1"
/* In a code any letter may follow any other: where a pair is moved apart on top of the spacing, whoever
 * copies the code out of the PDF would get a blank in it. */
#define EVEN LINING ", kern=0"
#define INTER "Inter, Adwaita Sans, Cantarell, Noto Sans, Sans"
#define INTER_DISPLAY "Inter Display, Inter, Adwaita Sans, Cantarell, Noto Sans, Sans"

typedef struct
{
  const char *family;
  PangoStyle style;
  PangoWeight weight;
  const char *features;
  double
    spacing; /* between letters, in ems; a tenth would split words when they are searched for */
  double leading; /* line to line, as a share of the font's own */
} Face;

#define ROMAN GARAMOND, PANGO_STYLE_NORMAL, PANGO_WEIGHT_NORMAL
#define ITALIC GARAMOND, PANGO_STYLE_ITALIC, PANGO_WEIGHT_NORMAL
#define LIGHT INTER_DISPLAY, PANGO_STYLE_NORMAL, PANGO_WEIGHT_LIGHT
#define BOOK INTER, PANGO_STYLE_NORMAL, PANGO_WEIGHT_NORMAL

static const Face faces[SALON_N_VOUCHER_CUTS][SALON_N_VOUCHER_FACES] = {
  [SALON_VOUCHER_CUT_ROMAN] = {
    [SALON_VOUCHER_FACE_DISPLAY] = { ITALIC, PLAIN, 0, 0.86 },
    [SALON_VOUCHER_FACE_FIGURE] = { ROMAN, LINING, 0, 0.86 },
    [SALON_VOUCHER_FACE_TEXT] = { ROMAN, LINING, 0, 0.90 },
    [SALON_VOUCHER_FACE_SPEECH] = { ITALIC, PLAIN, 0, 0.97 },
    [SALON_VOUCHER_FACE_LABEL] = { ROMAN, LINING, 0.055, 0.92 },
    [SALON_VOUCHER_FACE_CODE] = { ROMAN, EVEN, 0.055, 0.92 },
    [SALON_VOUCHER_FACE_FINE] = { ROMAN, LINING, 0, 1.02 },
  },
  [SALON_VOUCHER_CUT_ITALIC] = {
    [SALON_VOUCHER_FACE_DISPLAY] = { ITALIC, LINING, 0, 0.86 },
    [SALON_VOUCHER_FACE_FIGURE] = { ITALIC, LINING, 0, 0.86 },
    [SALON_VOUCHER_FACE_TEXT] = { ITALIC, LINING, 0, 0.90 },
    [SALON_VOUCHER_FACE_SPEECH] = { ITALIC, LINING, 0, 0.97 },
    [SALON_VOUCHER_FACE_LABEL] = { ITALIC, LINING, 0.055, 0.92 },
    [SALON_VOUCHER_FACE_CODE] = { ITALIC, EVEN, 0.055, 0.92 },
    [SALON_VOUCHER_FACE_FINE] = { ITALIC, LINING, 0, 1.02 },
  },
  [SALON_VOUCHER_CUT_SANS] = {
    [SALON_VOUCHER_FACE_DISPLAY] = { LIGHT, "", -0.02, 0.88 },
    [SALON_VOUCHER_FACE_FIGURE] = { LIGHT, "", -0.02, 0.88 },
    [SALON_VOUCHER_FACE_TEXT] = { BOOK, "", -0.01, 1 },
    [SALON_VOUCHER_FACE_SPEECH] = { BOOK, "", 0, 1.12 },
    [SALON_VOUCHER_FACE_LABEL] = { BOOK, "", 0.03, 1 },
    [SALON_VOUCHER_FACE_CODE] = { BOOK, "kern=0", 0.03, 1 },
    [SALON_VOUCHER_FACE_FINE] = { BOOK, "", 0, 1.08 },
  },
};

SalonVoucherCut
salon_voucher_face_get_cut (const SalonVoucherDesign *design)
{
  switch (design->typeface)
    {
    case SALON_VOUCHER_GARAMOND:
      return design->look == SALON_VOUCHER_BOTANICAL ? SALON_VOUCHER_CUT_ITALIC
                                                     : SALON_VOUCHER_CUT_ROMAN;
    case SALON_VOUCHER_SANS:
      return SALON_VOUCHER_CUT_SANS;
    }
  g_return_val_if_reached (SALON_VOUCHER_CUT_ROMAN);
}

static PangoAttrList *
create_attributes (const Face *face, double size, gboolean may_space)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  if (*face->features != '\0')
    pango_attr_list_insert (attributes, pango_attr_font_features_new (face->features));
  if (may_space && face->spacing != 0)
    pango_attr_list_insert (attributes, pango_attr_letter_spacing_new (
                                          pango_units_from_double (size * face->spacing)));
  pango_attr_list_insert (attributes, pango_attr_line_height_new (face->leading));
  return attributes;
}

/* Letters that are joined when written, or hang from one line, may not be set apart. */
static gboolean
has_separate_letters (const char *text)
{
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar character = g_utf8_get_char (at);

      if (g_unichar_isalpha (character) && character >= 0x0530
          && (character < 0x1e00 || character > 0x1fff))
        return FALSE;
    }
  return TRUE;
}

void
salon_voucher_face_apply (SalonVoucherFace face,
                          SalonVoucherCut cut,
                          double size,
                          PangoLayout *layout)
{
  const Face *chosen = &faces[cut][face];
  gboolean may_space = has_separate_letters (pango_layout_get_text (layout));
  PangoAttrList *attributes = create_attributes (chosen, size, may_space);
  PangoFontDescription *font = pango_font_description_new ();

  pango_font_description_set_family_static (font, chosen->family);
  pango_font_description_set_style (font, chosen->style);
  pango_font_description_set_weight (font, chosen->weight);
  pango_font_description_set_size (font, pango_units_from_double (size));
  pango_layout_set_font_description (layout, font);
  pango_layout_set_attributes (layout, attributes);
  pango_font_description_free (font);
  pango_attr_list_unref (attributes);
}
