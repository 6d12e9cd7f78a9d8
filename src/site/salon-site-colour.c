/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-site-colour.h"

#include <math.h>

/* As in resources/site/style.css. */
#define LIGHT_GROUND 0xfbf8f5
#define DARK_GROUND 0x1b1719
#define WHITE 0xffffff
#define BLACK 0x000000
/* Text, and what is no text. */
#define READABLE 4.6
#define VISIBLE 3.1
/* What parts of a colour are no further apart than is a grey; and between what they are by night. */
#define GREY 0.04
#define NIGHT_LEAST 0.69
#define NIGHT_MOST 0.92

static double
get_linear (guint32 colour, int shift)
{
  double part = ((colour >> shift) & 0xff) / 255.0;

  return part <= 0.04045 ? part / 12.92 : pow ((part + 0.055) / 1.055, 2.4);
}

static double
get_luminance (guint32 colour)
{
  return 0.2126 * get_linear (colour, 16) + 0.7152 * get_linear (colour, 8)
         + 0.0722 * get_linear (colour, 0);
}

double
salon_site_colour_get_contrast (guint32 a, guint32 b)
{
  double one = get_luminance (a), other = get_luminance (b);

  return (MAX (one, other) + 0.05) / (MIN (one, other) + 0.05);
}

/* @share of 256 from @colour to @other. */
static guint32
mix (guint32 colour, guint32 other, guint32 share)
{
  guint32 mixed = 0;

  for (int shift = 0; shift <= 16; shift += 8)
    mixed |=
      ((((colour >> shift) & 0xff) * (256 - share) + ((other >> shift) & 0xff) * share) / 256)
      << shift;
  return mixed;
}

guint32
salon_site_colour_make_readable (guint32 colour, guint32 ground, double least)
{
  guint32 pole =
    salon_site_colour_get_contrast (ground, WHITE) > salon_site_colour_get_contrast (ground, BLACK)
      ? WHITE
      : BLACK;

  for (guint32 share = 0; share < 256; share += 4)
    {
      guint32 mixed = mix (colour, pole, share);

      if (salon_site_colour_get_contrast (mixed, ground) >= least)
        return mixed;
    }
  return pole;
}

/* The same hue by night: light and lively, where a dark colour that is only mixed with white is dull. Greys stay
 * grey. */
static guint32
liven (guint32 colour)
{
  double parts[3], most = 0, least = 1;
  guint32 lively = 0;

  for (int i = 0; i < 3; i++)
    {
      parts[i] = ((colour >> (16 - 8 * i)) & 0xff) / 255.0;
      most = MAX (most, parts[i]);
      least = MIN (least, parts[i]);
    }
  if (most - least < GREY)
    return colour;
  /* Every part keeps its place between the two ends, and the ends are where night wants them. */
  for (int i = 0; i < 3; i++)
    {
      double part = NIGHT_LEAST + (parts[i] - least) / (most - least) * (NIGHT_MOST - NIGHT_LEAST);

      lively = lively << 8 | (guint32) (part * 255 + 0.5);
    }
  return lively;
}

static void
add_set (GString *css, guint32 main, guint32 accent, guint32 ground)
{
  guint32 tint = mix (ground, accent, 26);
  guint32 button = salon_site_colour_make_readable (main, ground, READABLE);
  guint32 ink = salon_site_colour_get_contrast (button, WHITE) >= READABLE ? WHITE : DARK_GROUND;

  /* It carries a text, and has to be seen on the page. */
  button = salon_site_colour_make_readable (button, ink, READABLE);
  g_string_append_printf (
    css, ":root{--main:#%06x;--on-main:#%06x;--link:#%06x;--accent:#%06x;--tint:#%06x}", button,
    ink, salon_site_colour_make_readable (main, tint, READABLE),
    salon_site_colour_make_readable (accent, tint, VISIBLE), tint);
}

char *
salon_site_colours_to_css (guint32 main, guint32 accent)
{
  GString *css = g_string_new (NULL);

  add_set (css, main, accent, LIGHT_GROUND);
  g_string_append (css, "@media(prefers-color-scheme:dark){");
  add_set (css, liven (main), accent, DARK_GROUND);
  g_string_append (css, "}");
  return g_string_free_and_steal (css);
}
