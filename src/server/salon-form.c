/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "salon-form.h"

struct _SalonForm
{
  GString *text;
};

SalonForm *
salon_form_new (void)
{
  SalonForm *self = g_new0 (SalonForm, 1);

  self->text = g_string_new (NULL);
  return self;
}

void
salon_form_free (SalonForm *self)
{
  if (self == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_free (self);
}

void
salon_form_add (SalonForm *self, const char *name, const char *value)
{
  if (value == NULL)
    return;
  if (self->text->len > 0)
    g_string_append_c (self->text, '&');
  g_string_append_uri_escaped (self->text, name, NULL, FALSE);
  g_string_append_c (self->text, '=');
  g_string_append_uri_escaped (self->text, value, NULL, FALSE);
}

void
salon_form_add_int (SalonForm *self, const char *name, gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  salon_form_add (self, name, text);
}

GBytes *
salon_form_to_bytes (SalonForm *self)
{
  return g_bytes_new (self->text->str, self->text->len);
}

GHashTable *
salon_form_read (GBytes *bytes)
{
  gsize length = 0;
  const char *text = g_bytes_get_data (bytes, &length);

  if (length == 0 || !g_utf8_validate_len (text, length, NULL))
    return NULL;
  return g_uri_parse_params (text, (gssize) length, "&", G_URI_PARAMS_WWW_FORM, NULL);
}
