/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-qr.h"

#include <qrencode.h>
#include <string.h>

/* The address of a page to pay on has hundreds; more is hard to read for a telephone. */
#define MOST_CHARACTERS 1000

/* Dark modules that have been put into a rectangle are taken off @dark. */
typedef struct
{
  gboolean *dark;
  int n;
} Modules;

static gboolean
is_dark (const Modules *modules, int column, int row)
{
  return column < modules->n && row < modules->n && modules->dark[row * modules->n + column];
}

static gboolean
is_dark_run (const Modules *modules, int column, int row, int width)
{
  for (int i = 0; i < width; i++)
    if (!is_dark (modules, column + i, row))
      return FALSE;
  return TRUE;
}

/* The widest rectangle from (@column, @row), and as tall as it stays that wide. */
static void
take_rectangle (cairo_t *cr, Modules *modules, int column, int row)
{
  int width = 1, height = 1;

  while (is_dark (modules, column + width, row))
    width++;
  while (is_dark_run (modules, column, row + height, width))
    height++;
  for (int y = row; y < row + height; y++)
    for (int x = column; x < column + width; x++)
      modules->dark[y * modules->n + x] = FALSE;
  cairo_rectangle (cr, column + SALON_QR_QUIET, row + SALON_QR_QUIET, width, height);
}

static gboolean
is_plain (const char *text)
{
  gsize length = strlen (text);

  for (const char *at = text; *at != '\0'; at++)
    if (!g_ascii_isprint (*at))
      return FALSE;
  return length > 0 && length <= MOST_CHARACTERS;
}

gboolean
salon_qr_fill (cairo_t *cr, const char *text, double x, double y, double side)
{
  QRcode *code = is_plain (text) ? QRcode_encodeString (text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) : NULL;
  Modules modules;

  if (code == NULL)
    return FALSE;
  modules.n = code->width;
  modules.dark = g_new (gboolean, modules.n * modules.n);
  for (int i = 0; i < modules.n * modules.n; i++)
    modules.dark[i] = code->data[i] & 1;
  QRcode_free (code);

  cairo_save (cr);
  cairo_translate (cr, x, y);
  cairo_scale (cr, side / (modules.n + 2 * SALON_QR_QUIET),
               side / (modules.n + 2 * SALON_QR_QUIET));
  cairo_new_path (cr);
  for (int row = 0; row < modules.n; row++)
    for (int column = 0; column < modules.n; column++)
      if (is_dark (&modules, column, row))
        take_rectangle (cr, &modules, column, row);
  cairo_fill (cr);
  cairo_restore (cr);
  g_free (modules.dark);
  return TRUE;
}
