/* SPDX-License-Identifier: GPL-3.0-or-later */
/*
 * Tells what a scanner types from what a person types. To the program both are a keyboard; a scanner
 * is one that presses each key a few milliseconds after the one before, and then Enter. Nobody types
 * eight characters so fast, so a person who types into a field is never taken for a scanner, and a
 * scanner may be used wherever the focus is.
 *
 * Times come in with the keys, in milliseconds of any clock that may wrap around. A scanner that was
 * not told that the keyboard is French types as on an American one: what those keys mean there is
 * known as well.
 */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Shorter ones are no code, and somebody may well strike four keys at once. */
#define SALON_SCAN_LEAST_LENGTH 8
/* Between two keys of a scanner: on average, and at most, when the computer has other things to do. */
#define SALON_SCAN_MOST_AVERAGE_MS 50
#define SALON_SCAN_MOST_GAP_MS 120

typedef struct _SalonScan SalonScan;

SalonScan *salon_scan_new (void);
void salon_scan_free (SalonScan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SalonScan, salon_scan_free)

/**
 * salon_scan_take_key:
 * @keyval: what the key means in the layout of the keyboard
 * @keycode: which key it is: 10 is the “1” of an American keyboard
 * @time_ms: when
 *
 * Returns: %TRUE when this is the Enter that ends what a scanner typed.
 */
gboolean salon_scan_take_key (SalonScan *self, guint keyval, guint keycode, guint32 time_ms);
/* Was the key taken last the first of what may become a scan? */
gboolean salon_scan_is_beginning (SalonScan *self);
/* What was typed up to the last key, in the layout of the keyboard and as on an American one. */
const char *salon_scan_get_text (SalonScan *self);
const char *salon_scan_get_american_text (SalonScan *self);

G_END_DECLS
