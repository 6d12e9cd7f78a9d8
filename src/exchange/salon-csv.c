/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-csv.h"

#include <string.h>

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"

struct _SalonCsv
{
  GString *text;
  gboolean is_in_row;
};

SalonCsv *
salon_csv_new (void)
{
  SalonCsv *self = g_new0 (SalonCsv, 1);

  self->text = g_string_new (BYTE_ORDER_MARK);
  return self;
}

void
salon_csv_free (SalonCsv *self)
{
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
begin_cell (SalonCsv *self)
{
  if (self->is_in_row)
    g_string_append_c (self->text, ';');
  self->is_in_row = TRUE;
}

static gboolean
is_formula (const char *text)
{
  return *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
}

/* A text that begins as a guarded one does gets a guard too: reading takes off one. */
static gboolean
needs_guard (const char *text)
{
  return is_formula (text) || (*text == '\'' && is_formula (text + 1));
}

void
salon_csv_add (SalonCsv *self, const char *text)
{
  g_return_if_fail (self != NULL);

  begin_cell (self);
  if (text == NULL || *text == '\0')
    return;
  if (!needs_guard (text) && strpbrk (text, ";,\t\"\r\n") == NULL && *text != ' ')
    {
      g_string_append (self->text, text);
      return;
    }
  g_string_append_c (self->text, '"');
  if (needs_guard (text))
    g_string_append_c (self->text, '\'');
  for (; *text != '\0'; text++)
    {
      if (*text == '"')
        g_string_append_c (self->text, '"');
      g_string_append_c (self->text, *text);
    }
  g_string_append_c (self->text, '"');
}

void
salon_csv_add_plain (SalonCsv *self, const char *text)
{
  g_return_if_fail (self != NULL);

  begin_cell (self);
  if (text != NULL)
    g_string_append (self->text, text);
}

void
salon_csv_add_int (SalonCsv *self, gint64 number)
{
  g_return_if_fail (self != NULL);

  begin_cell (self);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, number);
}

void
salon_csv_add_money (SalonCsv *self, gint64 cents)
{
  guint64 size = cents < 0 ? 0 - (guint64) cents : (guint64) cents;

  g_return_if_fail (self != NULL);

  begin_cell (self);
  g_string_append_printf (self->text, "%s%" G_GUINT64_FORMAT ",%02u", cents < 0 ? "-" : "",
                          size / 100, (guint) (size % 100));
}

void
salon_csv_end_row (SalonCsv *self)
{
  g_return_if_fail (self != NULL);

  g_string_append (self->text, "\r\n");
  self->is_in_row = FALSE;
}

GBytes *
salon_csv_end (SalonCsv *self)
{
  GString *text = self->text;

  g_return_val_if_fail (self != NULL, NULL);

  self->text = g_string_new (BYTE_ORDER_MARK);
  self->is_in_row = FALSE;
  return g_string_free_to_bytes (text);
}
