/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What went wrong, in words a beautician understands: no codes, no jargon, what to do next. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *salon_words_for_error (const GError *error);

G_END_DECLS
