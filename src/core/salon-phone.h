/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Phone numbers are kept as E.164 ("+33612345678") and shown as people in France write them
 * ("06 12 34 56 78"); foreign ones keep their country code ("+32 470 12 34 56").
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * salon_phone_parse:
 * @text: a number as people write it: "06 12 34 56 78", "06.12.34.56.78", "+33 (0)6 12…",
 *   "0033 6…", "+32 470 12 34 56"
 * @e164: (out) (transfer full): untouched on failure
 * @error: SALON_ERROR_NOT_UNDERSTOOD for letters, too few or too many digits
 *
 * A number without country code is French; those of the overseas departments get the code of
 * theirs ("0692…" is +262). Collectivities with numbers of their own (New Caledonia, French
 * Polynesia, Wallis and Futuna, Saint-Pierre and Miquelon) need their code written.
 */
gboolean salon_phone_parse (const char *text, char **e164, GError **error);

/**
 * salon_phone_format:
 * @e164: a number, or whatever a row holds in its place, which comes back as it is
 *
 * What this writes for a number, [func@salon_phone_parse] reads as the same number.
 */
char *salon_phone_format (const char *e164);

G_END_DECLS
