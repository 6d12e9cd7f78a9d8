/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * The bytes of a foreign file as a text. Files say rarely in which encoding they are: a byte order mark
 * is believed, then what is valid UTF-8 is that, and anything else was written by an old program for
 * Windows in western Europe.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Larger files are refused unread. */
#define SALON_FOREIGN_TEXT_MAX_BYTES (64 * 1024 * 1024)

/**
 * salon_foreign_text_decode:
 *
 * Fails with EMPTY, TOO_LARGE or NO_TEXT of %SALON_EXCHANGE_ERROR.
 *
 * Returns: (transfer full): valid UTF-8 without byte order mark and without a zero inside
 */
char *salon_foreign_text_decode (const guint8 *bytes, gsize size, gsize *length, GError **error);

G_END_DECLS
