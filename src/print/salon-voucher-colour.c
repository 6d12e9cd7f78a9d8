/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-voucher-colour.h"

#include <math.h>

#define LEAST_CONTRAST 4.5 /* WCAG 2, level AA */

static double
get_channel (guint32 colour, int shift)
{
  return (double) (colour >> shift & 0xff) / 255;
}

static double
linearise (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
get_luminance (guint32 colour)
{
  return 0.2126 * linearise (get_channel (colour, 16))
         + 0.7152 * linearise (get_channel (colour, 8))
         + 0.0722 * linearise (get_channel (colour, 0));
}

double
salon_voucher_colour_get_contrast (guint32 one, guint32 other)
{
  double a = get_luminance (one), b = get_luminance (other);

  return (MAX (a, b) + 0.05) / (MIN (a, b) + 0.05);
}

static guint32
mix_channel (guint32 colour, guint32 other, double share, int shift)
{
  double mixed = get_channel (colour, shift) * (1 - share) + get_channel (other, shift) * share;

  return (guint32) (mixed * 255 + 0.5) << shift;
}

guint32
salon_voucher_colour_mix (guint32 colour, guint32 other, double share)
{
  return mix_channel (colour, other, share, 16) | mix_channel (colour, other, share, 8)
         | mix_channel (colour, other, share, 0);
}

guint32
salon_voucher_colour_on_white (guint32 colour)
{
  guint32 darker = colour;

  for (int step = 1;
       step <= 20
       && salon_voucher_colour_get_contrast (darker, SALON_VOUCHER_WHITE) < LEAST_CONTRAST;
       step++)
    darker = salon_voucher_colour_mix (colour, 0, step / 20.0);
  return darker;
}

guint32
salon_voucher_colour_on_field (guint32 field)
{
  return salon_voucher_colour_get_contrast (field, SALON_VOUCHER_WHITE)
             >= salon_voucher_colour_get_contrast (field, SALON_VOUCHER_INK)
           ? SALON_VOUCHER_WHITE
           : SALON_VOUCHER_INK;
}

void
salon_voucher_colour_set (guint32 colour, cairo_t *cr)
{
  cairo_set_source_rgb (cr, get_channel (colour, 16), get_channel (colour, 8),
                        get_channel (colour, 0));
}

gboolean
salon_voucher_colour_parse (const char *text, guint32 *colour)
{
  if (text == NULL || *text != '#' || strspn (text + 1, "0123456789abcdefABCDEF") != 6
      || text[7] != '\0')
    return FALSE;
  *colour = (guint32) g_ascii_strtoull (text + 1, NULL, 16);
  return TRUE;
}

char *
salon_voucher_colour_format (guint32 colour)
{
  return g_strdup_printf ("#%06x", colour & 0xffffff);
}
