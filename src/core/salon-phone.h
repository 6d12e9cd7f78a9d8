/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Phone numbers are kept as E.164 ("+33612345678") and shown as people in France write them
 * ("06 12 34 56 78"); foreign ones keep their country code ("+32 470 12 34 56").
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean salon_phone_parse (const char *text, char **e164, GError **error);
char *salon_phone_format (const char *e164);
gboolean salon_phone_is_mobile (const char *e164);

G_END_DECLS
