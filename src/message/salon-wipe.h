/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets that leave memory when they are freed, and not some time later. Any thread. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Overwrites the text with zeros, frees it and sets it to NULL. NULL is fine. */
void salon_wipe_text (char **text);
/* The same for a string of GLib's. */
void salon_wipe_string (GString **string);

G_END_DECLS
