/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts as people compare them: without case, accents, ligatures and superfluous spaces.
 *
 * All three take any bytes: what is not UTF-8 becomes U+FFFD.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * salon_text_fold:
 * @text: anything
 *
 * The form in which names are searched and compared: "Œuvre  d’Élodie" → "oeuvre d'elodie".
 * Folding what is folded changes nothing.
 */
char *salon_text_fold (const char *text);

/**
 * salon_text_clean:
 * @text: what somebody typed into a one-line field
 *
 * Trimmed; every run of white space and control characters, line ends too, is one space; NFC.
 */
char *salon_text_clean (const char *text);

/**
 * salon_text_is_email:
 * @text: a cleaned text
 *
 * One @, something before it, a dot inside what follows, no space: enough to catch slips. Whether
 * somebody reads the mail only a mail can tell.
 */
gboolean salon_text_is_email (const char *text);

/**
 * salon_text_is_slip:
 * @typed: a folded word
 * @meant: another
 *
 * Is @typed what fingers make of @meant when they slip once: a letter too many, too few or wrong, or
 * two that changed places? The same word is, too.
 */
gboolean salon_text_is_slip (const char *typed, const char *meant);

G_END_DECLS
