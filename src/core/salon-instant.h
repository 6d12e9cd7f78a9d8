/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Instants: a gint64 of Unix seconds, in UTC, and their wire form, "2026-03-12T09:30:00Z". The form
 * is canonical (capital T and Z, no fraction, years 0001 to 9999), so two instants are the same when
 * their texts are, and texts sort as instants do.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *salon_instant_to_wire (gint64 unix_seconds);
gboolean salon_instant_from_wire (const char *wire, gint64 *unix_seconds, GError **error);

G_END_DECLS
