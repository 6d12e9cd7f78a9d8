/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The lines that calendars and address cards are made of: escaped, folded at 75 bytes, ended by CRLF
 * (RFC 5545, 3.1; RFC 6350, 3.2). Private to this layer. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @value is escaped; NULL or "" writes nothing. */
void salon_content_line_add (GString *out, const char *name, const char *value);
/* @value is written as it is. */
void salon_content_line_add_raw (GString *out, const char *name, const char *value);
/* Appends @text to @out with \ ; , and line ends escaped. */
void salon_content_line_escape (GString *out, const char *text);

G_END_DECLS
