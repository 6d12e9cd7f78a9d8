/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Texts that people wrote, made fit for a box: no control characters, no more accents on one letter
 * than any language has, nothing that turns the words after it around. Pure.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In one line: line ends become spaces. @text (nullable). No more than @most characters. */
char *salon_voucher_text_clean (const char *text, guint most);
/* In lines, with at most one empty one in a row, and none at either end. */
char *salon_voucher_text_clean_lines (const char *text, guint most);

G_END_DECLS
