/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Texts as people compare them: without case, accents, ligatures and superfluous spaces. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *salon_text_fold (const char *text); /* "Œuvre  d'Élodie" → "oeuvre d'elodie" */
char *
salon_text_clean (const char *text); /* trimmed, inner runs of spaces made one, valid UTF-8, NFC */
gboolean salon_text_is_email (
  const char *text); /* one @, a dot behind it, no space: enough to catch slips */

G_END_DECLS
