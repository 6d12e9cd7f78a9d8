/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong, in words a beautician understands: no codes, no jargon, what to do next. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* One or two sentences in the language of the window, after something could not be opened or read. */
char *salon_words_for_error (const GError *error);
/* The same after something could not be saved, and that it was not. */
char *salon_words_for_failed_save (const GError *error);

G_END_DECLS
