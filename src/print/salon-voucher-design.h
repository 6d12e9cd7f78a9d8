/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * What the salon chose for the paper of its gift cards: look, paper, typeface, colours, logo and the
 * texts that are the same on each. Kept as two settings, so that another colour does not write the
 * logo once more: %SALON_VOUCHER_DESIGN_KEY is an object of names, colours ("#7a4b5c") and texts,
 * %SALON_VOUCHER_LOGO_KEY a PNG in base64. Pure values; whatever cannot be read is as it is at first.
 */
#pragma once

#include <glib-object.h>
#include <json-glib/json-glib.h>

G_BEGIN_DECLS

#define SALON_VOUCHER_DESIGN_KEY "vouchers.design"
#define SALON_VOUCHER_LOGO_KEY "vouchers.logo"
#define SALON_VOUCHER_LOGO_MOST_BYTES (512 * 1024)
#define SALON_VOUCHER_LOGO_MOST_PIXELS 4096 /* either way */

/* What a voucher may look like. The values are kept in settings by their names: add at the end. */
typedef enum
{
  SALON_VOUCHER_CLASSIC,   /* centred, within a frame of fine lines with turned corners */
  SALON_VOUCHER_MODERN,    /* a field of colour, large figures */
  SALON_VOUCHER_BOTANICAL, /* leaves and twigs in a soft line */
} SalonVoucherLook;

#define SALON_N_VOUCHER_LOOKS 3

typedef enum
{
  SALON_VOUCHER_A5,        /* 210 × 148 mm, one side */
  SALON_VOUCHER_A4_FOLDED, /* 297 × 210 mm, folded twice into a card of A6; fits an envelope C6 */
  SALON_VOUCHER_DL,        /* 210 × 99 mm, a third of A4; fits the long envelope */
} SalonVoucherPaper;

#define SALON_N_VOUCHER_PAPERS 3

typedef enum
{
  SALON_VOUCHER_GARAMOND, /* EB Garamond */
  SALON_VOUCHER_SANS,     /* Inter */
} SalonVoucherTypeface;

#define SALON_N_VOUCHER_TYPEFACES 2

/**
 * SalonVoucherDesign:
 * @main_colour: 0xRRGGBB; fields, large letters and lines
 * @accent_colour: 0xRRGGBB; ornaments
 * @logo: (nullable): a PNG; one that cannot be read is left out
 * @heading: (nullable): in place of "Gift voucher"
 * @terms: (nullable): under the voucher; in place of what the program says
 * @footer: (nullable): how to book, a wish, a web address
 *
 * Colours too light to be read on paper are darkened where they carry text.
 */
typedef struct
{
  SalonVoucherLook look;
  SalonVoucherPaper paper;
  SalonVoucherTypeface typeface;
  guint32 main_colour;
  guint32 accent_colour;
  GBytes *logo;
  char *heading;
  char *terms;
  char *footer;
} SalonVoucherDesign;

/**
 * salon_voucher_design_read:
 * @json: (nullable): the value of %SALON_VOUCHER_DESIGN_KEY
 * @logo: (nullable): the value of %SALON_VOUCHER_LOGO_KEY
 */
SalonVoucherDesign *salon_voucher_design_read (const char *json, const char *logo);
SalonVoucherDesign *salon_voucher_design_copy (const SalonVoucherDesign *design);
void salon_voucher_design_free (SalonVoucherDesign *design);
/* Without the logo. (transfer full) */
JsonNode *salon_voucher_design_write (const SalonVoucherDesign *design);
/* The two colours that @look was drawn with. */
void salon_voucher_design_get_colours (SalonVoucherLook look, guint32 *main, guint32 *accent);

/* And the typeface. */
SalonVoucherTypeface salon_voucher_design_get_typeface (SalonVoucherLook look);

/* "classic", "a5", "garamond": as settings keep them. FALSE: @name is none of ours. */
const char *salon_voucher_look_get_name (SalonVoucherLook look);
gboolean salon_voucher_look_from_name (const char *name, SalonVoucherLook *look);
const char *salon_voucher_paper_get_name (SalonVoucherPaper paper);
gboolean salon_voucher_paper_from_name (const char *name, SalonVoucherPaper *paper);
const char *salon_voucher_typeface_get_name (SalonVoucherTypeface typeface);
gboolean salon_voucher_typeface_from_name (const char *name, SalonVoucherTypeface *typeface);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonVoucherDesign, salon_voucher_design_free)

G_END_DECLS
