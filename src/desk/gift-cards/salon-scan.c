/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-scan.h"

#include <gdk/gdk.h>

/* Longer ones are no code of a gift card: what comes after is not kept. */
#define MOST_LENGTH 256

struct _SalonScan
{
  GString *text;
  GString *american;
  gulong n_keys;
  guint32 first_ms;
  guint32 last_ms;
};

/* The rows of keys of an American keyboard, and the code of the first key of each. */
static const struct
{
  guint first;
  const char *keys;
} rows[] = { { 10, "1234567890-" }, { 24, "QWERTYUIOP" }, { 38, "ASDFGHJKL" }, { 52, "ZXCVBNM" } };

SalonScan *
salon_scan_new (void)
{
  SalonScan *self = g_new0 (SalonScan, 1);

  self->text = g_string_new (NULL);
  self->american = g_string_new (NULL);
  return self;
}

void
salon_scan_free (SalonScan *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->american, TRUE);
  g_free (self);
}

static void
begin (SalonScan *self)
{
  g_string_truncate (self->text, 0);
  g_string_truncate (self->american, 0);
  self->n_keys = 0;
}

static void
append_american (SalonScan *self, guint keycode)
{
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    if (keycode >= rows[i].first && keycode < rows[i].first + strlen (rows[i].keys))
      g_string_append_c (self->american, rows[i].keys[keycode - rows[i].first]);
}

static gboolean
is_enter (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter
         || keyval == GDK_KEY_Linefeed;
}

static gboolean
is_modifier (guint keyval)
{
  return (keyval >= GDK_KEY_Shift_L && keyval <= GDK_KEY_Hyper_R)
         || keyval == GDK_KEY_ISO_Level3_Shift || keyval == GDK_KEY_Mode_switch;
}

gboolean
salon_scan_take_key (SalonScan *self, guint keyval, guint keycode, guint32 time_ms)
{
  gunichar letter = gdk_keyval_to_unicode (keyval);
  gboolean is_quick;

  g_return_val_if_fail (self != NULL, FALSE);

  /* A scanner holds Shift for its capitals. */
  if (is_modifier (keyval))
    return FALSE;
  is_quick = self->n_keys > 0 && time_ms - self->last_ms <= SALON_SCAN_MOST_GAP_MS;
  self->last_ms = time_ms;
  if (is_enter (keyval))
    {
      gboolean is_scan = is_quick && self->n_keys >= SALON_SCAN_LEAST_LENGTH
                         && time_ms - self->first_ms <= self->n_keys * SALON_SCAN_MOST_AVERAGE_MS;

      if (!is_scan)
        begin (self);
      self->n_keys = 0;
      return is_scan;
    }
  if (!is_quick)
    {
      begin (self);
      self->first_ms = time_ms;
    }
  /* A dead key, an arrow: whatever it is, no scanner pressed it, unless the layout is not its own. */
  if (letter >= 0x20 && self->text->len < MOST_LENGTH)
    g_string_append_unichar (self->text, letter);
  if (self->american->len < MOST_LENGTH)
    append_american (self, keycode);
  self->n_keys++;
  return FALSE;
}

gboolean
salon_scan_is_beginning (SalonScan *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->n_keys == 1;
}

const char *
salon_scan_get_text (SalonScan *self)
{
  g_return_val_if_fail (self != NULL, "");
  return self->text->str;
}

const char *
salon_scan_get_american_text (SalonScan *self)
{
  g_return_val_if_fail (self != NULL, "");
  return self->american->str;
}
