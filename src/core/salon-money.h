/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Money is a gint64 of cents. Reading forgives what people type; writing follows the reader's
 * language and never the C locale. The wire form is a decimal string with two digits ("45.00").
 */
#pragma once

#include "salon-language.h"

G_BEGIN_DECLS

gboolean salon_money_parse (const char *text, gint64 *cents, GError **error);
char *salon_money_format (gint64 cents, const char *currency, SalonLanguage language);
gboolean salon_money_from_wire (const char *wire, gint64 *cents, GError **error);
char *salon_money_to_wire (gint64 cents);

G_END_DECLS
