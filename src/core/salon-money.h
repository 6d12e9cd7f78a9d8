/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Money is a gint64 of cents. Reading forgives what people type; writing follows the reader's
 * language and never the C locale. The wire form is a decimal string with two digits ("45.00").
 */
#pragma once

#include "salon-language.h"

G_BEGIN_DECLS

/**
 * salon_money_parse:
 * @text: what a person typed: "12", "12,5", "12.50 €", "€12.50", "1 234,50", "1.234,50", "-5,00"
 * @cents: (out): untouched on failure
 * @error: SALON_ERROR_NOT_UNDERSTOOD for anything that is no amount or could be two ("1,234"),
 *   SALON_ERROR_OUT_OF_RANGE for one beyond 64 bits of cents
 *
 * Reads everything that [func@salon_money_format] writes, in either language.
 */
gboolean salon_money_parse (const char *text, gint64 *cents, GError **error);

/**
 * salon_money_format:
 * @cents: any amount
 * @currency: ISO 4217 code; EUR has its sign, others show the code
 * @language: the reader's: "1 234,50 €" with a narrow no-break space (U+202F) in the number and a
 *   no-break space (U+00A0) before the sign, or "€1,234.50"
 *
 * XPF has no smaller coin: its amounts are hundredths like all others, and shown rounded to whole
 * francs.
 */
char *salon_money_format (gint64 cents, const char *currency, SalonLanguage language);

/**
 * salon_money_from_wire:
 * @wire: exactly what [func@salon_money_to_wire] writes: "45.00", "-0.05"; not "45", "045.00"
 * @cents: (out): untouched on failure
 * @error: SALON_ERROR_NOT_UNDERSTOOD, or SALON_ERROR_OUT_OF_RANGE beyond 64 bits of cents
 */
gboolean salon_money_from_wire (const char *wire, gint64 *cents, GError **error);
char *salon_money_to_wire (gint64 cents);

G_END_DECLS
